-- What the overview, the mailbox and the plan of a month count stays quick with years of work beside
-- it: indexes that hold just what is counted, and two tables of counts where the number of rows to
-- count grows for ever. Triggers keep those in the transaction that they count, so they say what
-- counting would (a test compares them). Of the indexes case_event_flow costs every mail an entry and
-- no statement uses it any more; the new ones are written when a case goes out, when a report is
-- booked, and for live cases that bring fee data.

-- +goose Up
CREATE INDEX case_event_out ON case_event (at)
    WHERE kind = 'state' AND data->>'to' IN ('decided', 'closed') AND data->>'from' NOT IN ('decided', 'closed');
DROP INDEX case_event_flow;
CREATE INDEX case_live_data ON case_file (period, company_id)
    WHERE state IN ('new', 'open', 'waiting', 'aside') AND kinds && '{fee_data,returned_list}';
CREATE INDEX fee_report_month ON fee_report (period, company_id, version DESC) INCLUDE (kind, rows);

-- How many messages were seen, and how many of them are with a case: the sum of n. A statement
-- adds a row and waits for nobody; now and then one adds the rows up into one.
CREATE TABLE mail_tally (
    id   bigint GENERATED ALWAYS AS IDENTITY,
    what text   NOT NULL CHECK (what IN ('message', 'case_message')),
    n    bigint NOT NULL
);

-- Adds up what others have committed; rows that another adds up just now are left to it.
-- +goose StatementBegin
CREATE FUNCTION add_up_mail_tally() RETURNS void LANGUAGE sql AS $$
    WITH held AS (SELECT id FROM mail_tally FOR UPDATE SKIP LOCKED),
         gone AS (DELETE FROM mail_tally t USING held h WHERE t.id = h.id RETURNING t.what, t.n)
    INSERT INTO mail_tally (what, n) SELECT what, sum(n) FROM gone GROUP BY what
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION tally_mail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE added bigint; place bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN -- nobody else has anything under way
        DELETE FROM mail_tally WHERE what = TG_TABLE_NAME;
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT count(*) INTO added FROM changed;
    ELSE
        SELECT -count(*) INTO added FROM changed;
    END IF;
    IF added <> 0 THEN
        INSERT INTO mail_tally (what, n) VALUES (TG_TABLE_NAME, added) RETURNING id INTO place;
        IF place % 200 = 0 THEN
            PERFORM add_up_mail_tally();
        END IF;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['message', 'case_message'] LOOP
        EXECUTE format('CREATE TRIGGER tally AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_mail()', t);
        EXECUTE format('CREATE TRIGGER tally_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_mail()', t);
        EXECUTE format('CREATE TRIGGER tally_all AFTER TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION tally_mail()', t);
        -- The triggers' lock keeps everybody from writing until this is committed.
        EXECUTE format('INSERT INTO mail_tally (what, n) SELECT %L, count(*) FROM %I HAVING count(*) > 0', t, t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- The approvals of each week and member of staff (0: the program), and those of them before which
-- nothing was changed by hand. Events are only added, and those of a case one after the other.
CREATE TABLE approval_week (
    monday    date    NOT NULL,
    staff_id  bigint  NOT NULL,
    approvals integer NOT NULL,
    plain     integer NOT NULL,
    PRIMARY KEY (monday, staff_id)
);
-- +goose StatementBegin
CREATE FUNCTION count_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO approval_week AS w VALUES (date_trunc('week', NEW.at AT TIME ZONE 'Europe/Stockholm'), coalesce(NEW.staff_id, 0), 1,
        (NOT EXISTS (SELECT FROM case_event x WHERE x.case_id = NEW.case_id AND x.id < NEW.id AND x.kind IN ('edited', 'company', 'period')))::integer)
    ON CONFLICT (monday, staff_id) DO UPDATE SET approvals = w.approvals + 1, plain = w.plain + EXCLUDED.plain;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER count_approval AFTER INSERT ON case_event FOR EACH ROW WHEN (NEW.kind = 'approved') EXECUTE FUNCTION count_approval();
INSERT INTO approval_week
SELECT date_trunc('week', e.at AT TIME ZONE 'Europe/Stockholm')::date, coalesce(e.staff_id, 0), count(*), count(*) FILTER (WHERE NOT EXISTS (
       SELECT FROM case_event x WHERE x.case_id = e.case_id AND x.id < e.id AND x.kind IN ('edited', 'company', 'period')))
FROM case_event e WHERE e.kind = 'approved' GROUP BY 1, 2;

-- +goose Down
DROP TRIGGER count_approval ON case_event;
DROP FUNCTION count_approval;
DROP TABLE approval_week;
DROP TRIGGER tally ON message;
DROP TRIGGER tally_gone ON message;
DROP TRIGGER tally_all ON message;
DROP TRIGGER tally ON case_message;
DROP TRIGGER tally_gone ON case_message;
DROP TRIGGER tally_all ON case_message;
DROP FUNCTION tally_mail;
DROP FUNCTION add_up_mail_tally;
DROP TABLE mail_tally;
DROP INDEX fee_report_month, case_live_data, case_event_out;
CREATE INDEX case_event_flow ON case_event (at) WHERE kind IN ('arrived', 'state', 'approved');
