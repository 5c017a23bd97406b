-- The queue: by when a case should be done, whether an answer has come into it, its
-- company's name in Swedish order, the views that a clerk has saved, and what was done
-- to many cases at once, so that it can be undone.

-- +goose Up

-- Days on which nobody works beside Saturdays and Sundays; the program keeps it ahead
-- from its calendar (practice.md R22).
CREATE TABLE closed_day (day date PRIMARY KEY);

-- +goose StatementBegin
CREATE FUNCTION working_day_after(d date, n integer) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
    LOOP
        IF extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM closed_day WHERE day = d) THEN
            EXIT WHEN n <= 0;
            n := n - 1;
        END IF;
        d := d + 1;
    END LOOP;
    RETURN d;
END $$;
-- +goose StatementEnd

-- Within how many working days an errand of a kind should be done.
-- +goose StatementBegin
CREATE FUNCTION days_for(kind text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'credential_request' THEN 2 WHEN 'contact_person' THEN 2 WHEN 'delivery_failure' THEN 2
                     WHEN 'question' THEN 3 WHEN 'paper_request' THEN 3 ELSE 5 END
$$;
-- +goose StatementEnd

ALTER TABLE case_file
    ADD COLUMN due_on date,
    ADD COLUMN replied_at timestamptz,
    ADD COLUMN sort_name text COLLATE "sv-x-icu" NOT NULL DEFAULT '';

-- A case that waits is due on the day it waits for; one that comes back from waiting, or
-- is opened again, has two working days, or what was left of its own.
-- +goose StatementBegin
CREATE FUNCTION set_case_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own date;
BEGIN
    own := working_day_after((NEW.opened_at AT TIME ZONE 'Europe/Stockholm')::date, days_for(NEW.kinds[1]));
    IF TG_OP = 'INSERT' OR OLD.due_on IS NULL THEN
        NEW.due_on := coalesce(NEW.waiting_until, own);
    ELSIF NEW.state = 'waiting' THEN
        NEW.due_on := NEW.waiting_until;
    ELSIF NEW.state = 'open' AND OLD.state NOT IN ('new', 'open') THEN
        NEW.due_on := greatest(own, working_day_after((NEW.changed_at AT TIME ZONE 'Europe/Stockholm')::date, 2));
    ELSIF NEW.kinds IS DISTINCT FROM OLD.kinds THEN
        NEW.due_on := own;
    END IF;
    IF TG_OP = 'INSERT' OR OLD.due_on IS NULL OR NEW.company_id IS DISTINCT FROM OLD.company_id THEN
        NEW.sort_name := coalesce((SELECT name FROM company WHERE id = NEW.company_id), '');
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER set_order BEFORE INSERT OR UPDATE OF state, kinds, waiting_until, company_id ON case_file
    FOR EACH ROW EXECUTE FUNCTION set_case_order();

-- +goose StatementBegin
CREATE FUNCTION rename_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE case_file SET sort_name = NEW.name WHERE company_id = NEW.id AND state IN ('new', 'open', 'waiting', 'aside');
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER rename_cases AFTER UPDATE OF name ON company FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION rename_cases();

-- An answer has come, until somebody does something about it. Who only opens the case has
-- done nothing yet.
-- +goose StatementBegin
CREATE FUNCTION settle_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE case_file SET replied_at = NULL WHERE id = NEW.case_id AND replied_at IS NOT NULL;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER settle_reply AFTER INSERT ON case_event FOR EACH ROW
    WHEN (NEW.staff_id IS NOT NULL AND NEW.kind NOT IN ('taken', 'released') AND (NEW.kind <> 'state' OR NEW.data ->> 'to' <> 'open'))
    EXECUTE FUNCTION settle_reply();

UPDATE case_file SET state = state;
ALTER TABLE case_file ALTER COLUMN due_on SET NOT NULL;

CREATE INDEX case_next ON case_file (due_on, opened_at, id) WHERE state IN ('new', 'open');
CREATE INDEX case_live_due ON case_file (due_on, opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_name ON case_file (sort_name, opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_period ON case_file ((coalesce(period, '9999-12-01')), opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_held ON case_file ((coalesce(holder_id, 0)), opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_group ON case_file (company_id, period, opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_replied ON case_file (opened_at, id) WHERE replied_at IS NOT NULL AND state IN ('new', 'open', 'waiting', 'aside');

DROP TRIGGER tell_changed ON case_file;
CREATE TRIGGER tell_changed AFTER UPDATE ON case_file FOR EACH ROW
    WHEN ((OLD.state, OLD.holder_id, OLD.company_id, OLD.period, OLD.kinds, OLD.flags, OLD.restricted, OLD.waiting_until, OLD.heading_object,
           OLD.revision, OLD.due_on, OLD.replied_at)
        IS DISTINCT FROM (NEW.state, NEW.holder_id, NEW.company_id, NEW.period, NEW.kinds, NEW.flags, NEW.restricted, NEW.waiting_until,
           NEW.heading_object, NEW.revision, NEW.due_on, NEW.replied_at))
    EXECUTE FUNCTION tell_case();

CREATE TABLE queue_view (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    staff_id bigint NOT NULL REFERENCES staff,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    view text NOT NULL,
    kind text NOT NULL DEFAULT '',
    company_id bigint REFERENCES company,
    period date CHECK (extract(day FROM period) = 1),
    flag text NOT NULL DEFAULT '',
    holder_id bigint REFERENCES staff,
    days integer NOT NULL DEFAULT 0 CHECK (days >= 0),
    sort text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    UNIQUE (staff_id, name)
);

CREATE TABLE bulk_action (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    staff_id bigint NOT NULL REFERENCES staff,
    what text NOT NULL CHECK (what IN ('assign', 'close')),
    cases bigint[] NOT NULL CHECK (cardinality(cases) > 0),
    to_staff bigint REFERENCES staff,
    at timestamptz NOT NULL,
    undone_at timestamptz,
    CHECK ((what = 'assign') = (to_staff IS NOT NULL))
);
CREATE INDEX ON bulk_action (staff_id, id);

-- +goose Down
DROP TABLE bulk_action;
DROP TABLE queue_view;
DROP TRIGGER tell_changed ON case_file;
CREATE TRIGGER tell_changed AFTER UPDATE ON case_file FOR EACH ROW
    WHEN ((OLD.state, OLD.holder_id, OLD.company_id, OLD.period, OLD.kinds, OLD.flags, OLD.restricted, OLD.waiting_until, OLD.heading_object, OLD.revision)
        IS DISTINCT FROM (NEW.state, NEW.holder_id, NEW.company_id, NEW.period, NEW.kinds, NEW.flags, NEW.restricted, NEW.waiting_until, NEW.heading_object, NEW.revision))
    EXECUTE FUNCTION tell_case();
DROP TRIGGER settle_reply ON case_event;
DROP FUNCTION settle_reply;
DROP TRIGGER rename_cases ON company;
DROP FUNCTION rename_cases;
DROP TRIGGER set_order ON case_file;
DROP FUNCTION set_case_order;
ALTER TABLE case_file DROP COLUMN sort_name, DROP COLUMN replied_at, DROP COLUMN due_on;
DROP FUNCTION days_for;
DROP FUNCTION working_day_after;
DROP TABLE closed_day;
