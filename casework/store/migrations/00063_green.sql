-- Bulk approval (R10): cases that chance held back for a second person, and the
-- companies in which a clerk has an interest.

-- +goose Up
CREATE TABLE held_back (
    case_id    bigint PRIMARY KEY REFERENCES case_file,
    first_by   bigint NOT NULL REFERENCES staff,
    screen     text   NOT NULL,             -- what the first person approved
    at         timestamptz NOT NULL,
    second_by  bigint REFERENCES staff,
    agreed     boolean,                     -- the second person booked the same rows
    settled_at timestamptz,
    CHECK (second_by <> first_by),
    CHECK ((settled_at IS NULL) = (second_by IS NULL AND agreed IS NULL))
);

CREATE TABLE staff_interest (
    staff_id   bigint NOT NULL REFERENCES staff,
    company_id bigint NOT NULL REFERENCES company,
    at         timestamptz NOT NULL,
    PRIMARY KEY (staff_id, company_id)
);

-- +goose Down
DROP TABLE staff_interest, held_back;
