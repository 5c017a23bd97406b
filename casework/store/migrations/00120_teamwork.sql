-- How clerks work together on a case: cases that belong together, and notes in which somebody is
-- named (@kim) with when that person has seen it. Of a credential order that a second person must
-- confirm the request is kept beside those of approvals.

-- +goose Up
CREATE TABLE case_link (
    a_id bigint NOT NULL REFERENCES case_file,
    b_id bigint NOT NULL REFERENCES case_file,
    why text NOT NULL DEFAULT '',
    staff_id bigint NOT NULL REFERENCES staff,
    at timestamptz NOT NULL,
    PRIMARY KEY (a_id, b_id),
    CHECK (a_id < b_id)
);
CREATE INDEX ON case_link (b_id);

CREATE TABLE mention (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id bigint NOT NULL REFERENCES case_event,
    case_id bigint NOT NULL REFERENCES case_file,
    staff_id bigint NOT NULL REFERENCES staff,
    at timestamptz NOT NULL,
    seen_at timestamptz,
    UNIQUE (event_id, staff_id)
);
CREATE INDEX ON mention (staff_id, id) WHERE seen_at IS NULL;
CREATE INDEX ON mention (case_id);

ALTER TABLE decision_request ADD COLUMN what text NOT NULL DEFAULT 'approve' CHECK (what IN ('approve', 'credentials'));

-- +goose Down
ALTER TABLE decision_request DROP COLUMN what;
DROP TABLE mention;
DROP TABLE case_link;
