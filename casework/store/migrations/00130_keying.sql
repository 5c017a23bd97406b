-- Warnings of a keyed list that its clerk saw and accepted, what each member of
-- staff chose for the pages, and the indexes that the figures are counted by.

-- +goose Up
CREATE TABLE keying_warning (
    keying_id bigint  NOT NULL REFERENCES keying,
    row       integer NOT NULL CHECK (row >= 0), -- 0: of the whole list
    code      text    NOT NULL,                  -- of the finding
    staff_id  bigint  NOT NULL REFERENCES staff,
    at        timestamptz NOT NULL
);
CREATE INDEX ON keying_warning (keying_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON keying_warning FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the pages look like and which keys act, for each person (R20, R29).
ALTER TABLE staff
    ADD COLUMN density     text    NOT NULL DEFAULT '' CHECK (density IN ('', 'compact', 'large')),
    ADD COLUMN theme       text    NOT NULL DEFAULT '' CHECK (theme IN ('', 'light', 'dark')),
    ADD COLUMN keys_off    boolean NOT NULL DEFAULT false,
    ADD COLUMN key_choices jsonb   NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(key_choices) = 'object'); -- action: key

-- The overview counts the last weeks of these.
CREATE INDEX keying_finished ON keying (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX verification_asked ON verification (asked_at);
CREATE INDEX case_event_flow ON case_event (at) WHERE kind IN ('arrived', 'state', 'approved');
CREATE INDEX fee_list_out ON fee_list (list_due) WHERE state IN ('printed', 'handed_over', 'posted', 'retur');
CREATE INDEX fee_list_event_returned ON fee_list_event (at) WHERE state = 'returned';

-- +goose Down
DROP INDEX fee_list_event_returned, fee_list_out, case_event_flow, verification_asked, keying_finished;
ALTER TABLE staff DROP COLUMN density, DROP COLUMN theme, DROP COLUMN keys_off, DROP COLUMN key_choices;
DROP TABLE keying_warning;
