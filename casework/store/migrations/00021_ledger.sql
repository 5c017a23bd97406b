-- Fee reports and postings: only added (casework/ledger/doc.go). A correction
-- reverses posting by posting and books new ones; what is current is the sum.

-- +goose Up
CREATE TABLE fee_report (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    bigint  NOT NULL REFERENCES company,
    period        date    NOT NULL CHECK (extract(day FROM period) = 1),
    version       integer NOT NULL CHECK (version > 0),
    kind          text    NOT NULL CHECK (kind IN ('new', 'addition', 'correction', 'annulment')),
    replaces      bigint  REFERENCES fee_report,
    moved_to      bigint  REFERENCES fee_report,
    case_id       bigint  REFERENCES case_file,
    list_id       bigint,
    channel       text    NOT NULL CHECK (channel IN ('mail', 'paper')),
    booking_date  date    NOT NULL,
    rows          integer NOT NULL CHECK (rows >= 0),      -- of its new rows, without reversals
    member_fee    bigint  NOT NULL,                        -- öre
    control_fee   bigint  NOT NULL,                        -- öre
    reason        text    NOT NULL DEFAULT '',
    decided_by    bigint  NOT NULL REFERENCES staff,
    second_by     bigint  REFERENCES staff,
    decided_at    timestamptz NOT NULL,
    screen        text    NOT NULL,                        -- SHA-256 of what was shown, hex (R10)
    decision_key  text    NOT NULL UNIQUE,
    original      bytea,                                   -- SHA-256 of the raw mail
    reader        text    NOT NULL,
    import_id     bigint  NOT NULL,
    source_object uuid    NOT NULL REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED, -- place and text of each row
    mode          text    NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    UNIQUE (company_id, period, version),
    CHECK ((kind IN ('correction', 'annulment')) = (replaces IS NOT NULL)),
    CHECK (second_by <> decided_by),
    CHECK (case_id IS NOT NULL OR list_id IS NOT NULL)
);
CREATE INDEX ON fee_report (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ON fee_report (list_id) WHERE list_id IS NOT NULL;
CREATE INDEX ON fee_report (decided_at);

CREATE TABLE posting (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id     bigint  NOT NULL REFERENCES fee_report,
    row           integer NOT NULL CHECK (row > 0),
    member_id     bigint  REFERENCES member,
    number_sealed bytea,                                   -- of a person who is no member
    number_index  bytea,
    member_fee    bigint  NOT NULL,                        -- öre; a reversal has the opposite sign
    control_fee   bigint  NOT NULL,
    reason        text    NOT NULL DEFAULT '',             -- a code of R21
    reverses      bigint  UNIQUE REFERENCES posting,       -- once at most
    mode          text    NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    UNIQUE (report_id, row),
    CHECK ((member_id IS NULL) = (number_sealed IS NOT NULL AND number_index IS NOT NULL)),
    CHECK (control_fee = 0 OR member_id IS NOT NULL),      -- invariant 5
    CHECK (reason = '' OR (member_fee = 0 AND control_fee = 0))
);
CREATE INDEX ON posting (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX ON posting (number_index) WHERE number_index IS NOT NULL;

-- A reversal is the exact opposite of what it reverses, for the same person.
-- +goose StatementBegin
CREATE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old posting;
BEGIN
    IF NEW.reverses IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO old FROM posting WHERE id = NEW.reverses;
    IF old.reverses IS NOT NULL OR old.member_fee <> -NEW.member_fee OR old.control_fee <> -NEW.control_fee
       OR old.member_id IS DISTINCT FROM NEW.member_id OR old.number_index IS DISTINCT FROM NEW.number_index
       OR old.mode <> NEW.mode THEN
        RAISE EXCEPTION 'posting reverses % but is not its opposite', NEW.reverses USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER opposite BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION check_reversal();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fee_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON fee_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a report says of itself is the sum of its new postings, at commit.
-- +goose StatementBegin
CREATE FUNCTION check_report_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE got record;
BEGIN
    SELECT count(*) AS rows, coalesce(sum(member_fee), 0) AS member_fee, coalesce(sum(control_fee), 0) AS control_fee
      INTO got FROM posting WHERE report_id = NEW.id AND reverses IS NULL;
    IF got.rows <> NEW.rows OR got.member_fee <> NEW.member_fee OR got.control_fee <> NEW.control_fee THEN
        RAISE EXCEPTION 'fee report % does not add up', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON fee_report DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_report_sum();

-- +goose Down
DROP TABLE posting, fee_report;
DROP FUNCTION check_report_sum, check_reversal;
