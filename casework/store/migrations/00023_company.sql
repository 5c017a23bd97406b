-- What we decide about a company: contacts, credential orders, and the
-- confirmations that go to its registered address. Channels and known addresses
-- are the base's tables.

-- +goose Up
CREATE TABLE contact_person (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    name       text   NOT NULL,
    email      text   NOT NULL DEFAULT '' CHECK (email = lower(email)),
    mobile     text   NOT NULL DEFAULT '',
    role       text   NOT NULL DEFAULT '',
    case_id    bigint REFERENCES case_file,
    since      timestamptz NOT NULL,
    ended_at   timestamptz,
    replaced_by bigint REFERENCES contact_person
);
CREATE INDEX ON contact_person (company_id) WHERE ended_at IS NULL;

-- ordered → sent → confirmed → printed → posted → returned | used | expired; void (R4)
CREATE TABLE credential_order (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    case_id    bigint NOT NULL REFERENCES case_file,
    state      text   NOT NULL CHECK (state IN ('ordered', 'sent', 'confirmed', 'printed', 'posted', 'returned', 'used', 'expired', 'void')),
    ordered_by bigint NOT NULL REFERENCES staff,
    ordered_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    mode       text   NOT NULL CHECK (mode IN ('test', 'shadow', 'live'))
);
CREATE INDEX ON credential_order (company_id, ordered_at);
CREATE UNIQUE INDEX credential_order_one ON credential_order (company_id)
    WHERE state IN ('ordered', 'sent', 'confirmed', 'printed', 'posted', 'returned');

-- A change that must be told to the registered address (invariant 7): by mail
-- to a known address, and where there is none by a letter that PRINT prints.
CREATE TABLE confirmation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    case_id    bigint NOT NULL REFERENCES case_file,
    template   text   NOT NULL,
    facts      jsonb  NOT NULL,     -- never a member
    way        text   NOT NULL CHECK (way IN ('mail', 'letter')),
    outbox_id  bigint REFERENCES outbox,
    state      text   NOT NULL CHECK (state IN ('waiting', 'done')),
    created_at timestamptz NOT NULL,
    CHECK ((way = 'mail') = (outbox_id IS NOT NULL))
);
CREATE INDEX ON confirmation (company_id);
CREATE INDEX ON confirmation (id) WHERE state = 'waiting';

ALTER TABLE channel ADD COLUMN case_id bigint REFERENCES case_file;
ALTER TABLE channel ADD COLUMN staff_id bigint REFERENCES staff;

-- +goose Down
ALTER TABLE channel DROP COLUMN staff_id, DROP COLUMN case_id;
DROP TABLE confirmation, credential_order, contact_person;
