-- Makulera and flytta (R7): the request that a second person confirms, and the
-- link from a moved report back to the one that it was.

-- +goose Up
ALTER TABLE fee_report ADD COLUMN moved_from bigint REFERENCES fee_report;
CREATE INDEX ON fee_report (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX ON fee_report (moved_from) WHERE moved_from IS NOT NULL;

CREATE TABLE annulment_request (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id  bigint NOT NULL REFERENCES fee_report,
    reason     text   NOT NULL,              -- of the list in casework/annulment
    words      text   NOT NULL DEFAULT '',   -- the first person's own; never a member
    to_company bigint REFERENCES company,    -- of a move
    to_period  date   CHECK (extract(day FROM to_period) = 1),
    asked_by   bigint NOT NULL REFERENCES staff,
    asked_at   timestamptz NOT NULL,
    settled_by bigint REFERENCES staff,
    settled_at timestamptz,
    answer     boolean,
    CHECK ((to_company IS NULL) = (to_period IS NULL)),
    CHECK (settled_by <> asked_by OR answer IS NOT TRUE)
);
CREATE UNIQUE INDEX annulment_request_open ON annulment_request (report_id) WHERE settled_at IS NULL;
CREATE INDEX ON annulment_request (asked_at) WHERE settled_at IS NULL;

-- +goose Down
DROP TABLE annulment_request;
DROP INDEX fee_report_moved_from_idx, fee_report_replaces_idx;
ALTER TABLE fee_report DROP COLUMN moved_from;
