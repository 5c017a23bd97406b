-- The monthly run in chunks, its files on their way to the post, and letters
-- with their numbers (casework/monthly/doc.go draws the states).

-- +goose Up
CREATE TABLE print_run (
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    period     date    NOT NULL CHECK (extract(day FROM period) = 1),
    state      text    NOT NULL CHECK (state IN ('drawing', 'ready', 'cancelled')),
    staff_id   bigint  REFERENCES staff, -- empty: the command line
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    mode       text    NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    CHECK ((state = 'drawing') = (ended_at IS NULL))
);
CREATE INDEX ON print_run (period, id);
-- Two started at once make one, and what was cancelled is gone on with.
CREATE UNIQUE INDEX print_run_one ON print_run (period) WHERE state <> 'ready';

ALTER TABLE print_batch
    ADD COLUMN run_id         bigint  REFERENCES print_run,      -- empty: letters, or a list of its own
    ADD COLUMN kind           text    NOT NULL DEFAULT 'lists' CHECK (kind IN ('lists', 'letters')),
    ADD COLUMN file           integer NOT NULL DEFAULT 1,        -- which of the run's files, from 1
    ADD COLUMN control_object uuid    REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN index_object   uuid    REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN handing_at     timestamptz,                       -- written before the printer is asked
    ADD COLUMN handed_at      timestamptz,
    ADD COLUMN handed_by      bigint  REFERENCES staff,
    ADD COLUMN printer        text    NOT NULL DEFAULT '',       -- the queue's answer, or what failed
    ADD COLUMN posted_on      date,
    ADD COLUMN posted_by      bigint  REFERENCES staff,          -- the person who signed
    ADD COLUMN erased_at      timestamptz,
    ADD CHECK ((posted_on IS NULL) = (posted_by IS NULL));
CREATE INDEX ON print_batch (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX print_batch_to_erase ON print_batch (posted_on) WHERE posted_on IS NOT NULL AND erased_at IS NULL;

-- The serial of letter numbers: eight digits with the check digit (R17).
CREATE SEQUENCE letter_serial AS integer MINVALUE 1 MAXVALUE 9999999 NO CYCLE;

-- Everything that is posted in an envelope: lists too.
CREATE TABLE letter (
    id              bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number          text    NOT NULL UNIQUE CHECK (number ~ '^[0-9]{8}$'),
    company_id      bigint  NOT NULL REFERENCES company,
    kind            text    NOT NULL CHECK (kind IN ('list', 'credentials', 'channel', 'contact', 'question', 'receipt', 'reminder1', 'reminder2')),
    list_id         bigint  REFERENCES fee_list,
    case_id         bigint  REFERENCES case_file,
    order_id        bigint  REFERENCES credential_order,
    confirmation_id bigint  REFERENCES confirmation,
    facts           jsonb   NOT NULL DEFAULT '{}',               -- what the text tells; never a member
    address         text[]  NOT NULL DEFAULT '{}',               -- as printed
    state           text    NOT NULL CHECK (state IN ('held', 'waiting', 'printed', 'handed_over', 'posted', 'retur', 'stopped')),
    why             text    NOT NULL DEFAULT '',                 -- why it is held or was stopped
    batch_id        bigint  REFERENCES print_batch,
    place           integer,
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    mode            text    NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    CHECK (kind <> 'list' OR list_id IS NOT NULL)
);
CREATE UNIQUE INDEX letter_of_list ON letter (list_id) WHERE kind = 'list';
CREATE UNIQUE INDEX letter_of_order ON letter (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX letter_of_confirmation ON letter (confirmation_id) WHERE confirmation_id IS NOT NULL;
CREATE INDEX ON letter (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX ON letter (company_id, id);
CREATE INDEX letter_waiting ON letter (id) WHERE state IN ('held', 'waiting');

-- Returned envelopes. A mark that is not lifted stops what goes to the address.
CREATE TABLE returned_letter (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter_id  bigint NOT NULL UNIQUE REFERENCES letter,
    company_id bigint NOT NULL REFERENCES company,
    reason     text   NOT NULL CHECK (reason IN ('moved', 'unknown', 'bankrupt', 'refused', 'other')),
    address    text[] NOT NULL,                                  -- the register's when it came back
    case_id    bigint REFERENCES case_file,
    staff_id   bigint NOT NULL REFERENCES staff,
    at         timestamptz NOT NULL,
    lifted_at  timestamptz
);
CREATE INDEX ON returned_letter (company_id) WHERE lifted_at IS NULL;

-- When a company's address changed: letters with credentials wait 14 days, and
-- the old address is told (R4).
ALTER TABLE company ADD COLUMN address_changed_at timestamptz;
CREATE TABLE address_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    at         timestamptz NOT NULL,
    before     text[] NOT NULL,
    told_at    timestamptz
);
CREATE INDEX address_change_untold ON address_change (id) WHERE told_at IS NULL;

-- The lines of a company's address as it is printed.
-- +goose StatementBegin
CREATE FUNCTION address_lines(name text, care_of text, street text, postcode text, city text) RETURNS text[]
    LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[name, care_of, street, trim(postcode || ' ' || city)], '')
$$;

CREATE FUNCTION note_address_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.care_of, OLD.street, OLD.postcode, OLD.city) IS DISTINCT FROM (NEW.care_of, NEW.street, NEW.postcode, NEW.city) THEN
        NEW.address_changed_at := now();
        INSERT INTO address_change (company_id, at, before)
        VALUES (OLD.id, now(), address_lines(OLD.name, OLD.care_of, OLD.street, OLD.postcode, OLD.city));
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER note_address BEFORE UPDATE ON company FOR EACH ROW EXECUTE FUNCTION note_address_change();

-- +goose Down
DROP TRIGGER note_address ON company;
DROP FUNCTION note_address_change, address_lines;
DROP TABLE address_change, returned_letter, letter;
ALTER TABLE company DROP COLUMN address_changed_at;
DROP SEQUENCE letter_serial;
ALTER TABLE print_batch DROP COLUMN run_id, DROP COLUMN kind, DROP COLUMN file, DROP COLUMN control_object, DROP COLUMN index_object,
    DROP COLUMN handing_at, DROP COLUMN handed_at, DROP COLUMN handed_by, DROP COLUMN printer, DROP COLUMN posted_on,
    DROP COLUMN posted_by, DROP COLUMN erased_at;
DROP TABLE print_run;
