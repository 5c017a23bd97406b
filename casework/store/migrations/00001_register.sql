-- The register: what the membership system owns, and what this product owns
-- beside it (practice.md R1). Money is öre, rates are hundredths of a percent.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only added, never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd

-- One row: what this database is for. The version rises with every change of
-- the register, so that a snapshot in memory knows when it is old.
CREATE TABLE system (
    only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    mode             text CHECK (mode IN ('test', 'shadow', 'live')),
    mode_set_at      timestamptz,
    register_version bigint NOT NULL DEFAULT 1
);
INSERT INTO system DEFAULT VALUES;

CREATE TABLE agreement (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key  text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE agreement_rate (
    agreement_id bigint  NOT NULL REFERENCES agreement,
    valid_from   date    NOT NULL,
    member_fee   integer NOT NULL CHECK (member_fee >= 0),
    control_fee  integer NOT NULL CHECK (control_fee >= 0),
    PRIMARY KEY (agreement_id, valid_from)
);

CREATE SEQUENCE customer_number AS integer START 100001 MINVALUE 100000 MAXVALUE 999999 NO CYCLE;

CREATE TABLE company (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_number     integer NOT NULL UNIQUE CHECK (customer_number BETWEEN 100000 AND 999999),
    organisation_number text    NOT NULL UNIQUE CHECK (organisation_number ~ '^[0-9]{10}$'),
    name                text    NOT NULL,
    care_of             text    NOT NULL DEFAULT '',
    street              text    NOT NULL DEFAULT '',
    postcode            text    NOT NULL DEFAULT '',
    city                text    NOT NULL DEFAULT '',
    agreement_id        bigint  NOT NULL REFERENCES agreement,
    region              text    NOT NULL DEFAULT '',
    pay_day             smallint CHECK (pay_day BETWEEN 1 AND 31),
    first_seen          timestamptz NOT NULL,
    absent_since        timestamptz
);

-- A customer number is given once and stays, also after the company has ended (R9).
-- +goose StatementBegin
CREATE FUNCTION keep_company_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.customer_number <> OLD.customer_number
       OR NEW.organisation_number <> OLD.organisation_number THEN
        RAISE EXCEPTION 'the numbers of company % are given once and for ever', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER keep_numbers BEFORE UPDATE OR DELETE ON company
    FOR EACH ROW EXECUTE FUNCTION keep_company_numbers();

-- Known senders. The register seeds them once; afterwards they are ours (R1).
CREATE TABLE company_address (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id  bigint NOT NULL REFERENCES company,
    address     text   NOT NULL CHECK (address = lower(address)),
    source      text   NOT NULL CHECK (source IN ('register', 'contact', 'clerk')),
    known_since timestamptz NOT NULL,
    ended_at    timestamptz,
    UNIQUE (company_id, address)
);
CREATE INDEX ON company_address (address) WHERE ended_at IS NULL;

-- The channel of a company from a month on: the row with the latest valid_from,
-- then the latest id, holds.
CREATE TABLE channel (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    valid_from date   NOT NULL CHECK (extract(day FROM valid_from) = 1),
    channel    text   NOT NULL CHECK (channel IN ('web', 'paper', 'own_list', 'file')),
    source     text   NOT NULL CHECK (source IN ('register', 'clerk')),
    created_at timestamptz NOT NULL
);
CREATE INDEX ON channel (company_id, valid_from DESC, id DESC);

-- The only place where a personnummer stands in clear.
CREATE TABLE member (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    personnummer text    NOT NULL UNIQUE CHECK (personnummer ~ '^[0-9]{12}$'),
    first_name   text    NOT NULL,
    last_name    text    NOT NULL,
    member_from  date,
    member_to    date,
    deceased_on  date,
    protected    boolean NOT NULL DEFAULT false,
    absent_since timestamptz
);

-- Earlier numbers of the same person (samordningsnummer → personnummer, R13).
CREATE TABLE member_alias (
    personnummer text   PRIMARY KEY CHECK (personnummer ~ '^[0-9]{12}$'),
    member_id    bigint NOT NULL REFERENCES member
);
CREATE INDEX ON member_alias (member_id);

CREATE TABLE employment (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id    bigint NOT NULL REFERENCES member,
    company_id   bigint NOT NULL REFERENCES company,
    from_date    date   NOT NULL,
    to_date      date,
    absent_since timestamptz,
    UNIQUE (member_id, company_id, from_date)
);
CREATE INDEX ON employment (company_id);

-- +goose StatementBegin
CREATE FUNCTION raise_register_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE system SET register_version = register_version + 1;
    RETURN NULL;
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['agreement', 'agreement_rate', 'company', 'company_address', 'channel',
                             'member', 'member_alias', 'employment'] LOOP
        EXECUTE format('CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION raise_register_version()', t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- Each delivery of the register and what came of it. The report names companies
-- and lines, never a person.
CREATE TABLE import_run (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    staff_id   bigint,
    files_date timestamptz, -- of the newest file; empty where the files have no dates
    sha256     bytea       NOT NULL,
    outcome    text        NOT NULL CHECK (outcome IN ('applied', 'unchanged', 'waiting', 'refused')),
    overridden boolean     NOT NULL DEFAULT false,
    report     jsonb       NOT NULL
);

-- What the register says otherwise than we do in a field that we own (R1).
CREATE TABLE reconciliation (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    bigint NOT NULL REFERENCES company,
    field         text   NOT NULL CHECK (field IN ('channel', 'email')),
    register_says text   NOT NULL,
    ours          text   NOT NULL,
    import_run_id bigint NOT NULL REFERENCES import_run,
    created_at    timestamptz NOT NULL,
    settled_at    timestamptz,
    settled_by    bigint,
    settlement    text CHECK (settlement IN ('ours', 'register', 'withdrawn'))
);
CREATE UNIQUE INDEX reconciliation_open ON reconciliation (company_id, field) WHERE settled_at IS NULL;
CREATE INDEX ON reconciliation (company_id, field, id DESC);

-- +goose Down
DROP TABLE reconciliation, import_run, employment, member_alias, member, channel, company_address, company,
    agreement_rate, agreement, system;
DROP SEQUENCE customer_number;
DROP FUNCTION raise_register_version, keep_company_numbers, refuse_change;
