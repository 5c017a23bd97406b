-- The life of a company (R25): states with the day from which each holds, never changed, only
-- followed by the next. And bureaus with their mandates: only under one may what concerns a client
-- go to the bureau, which is why a mandate gives the client a known address and takes it back.

-- +goose Up
CREATE TABLE company_life (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    state text NOT NULL CHECK (state IN ('active', 'bankruptcy', 'ended', 'succeeded')),
    since date NOT NULL,
    receiver text NOT NULL DEFAULT '',
    address text[] NOT NULL DEFAULT '{}',
    successor_id bigint REFERENCES company,
    note text NOT NULL DEFAULT '',
    staff_id bigint NOT NULL REFERENCES staff,
    at timestamptz NOT NULL,
    CHECK ((state = 'succeeded') = (successor_id IS NOT NULL)),
    CHECK (successor_id <> company_id),
    CHECK (state = 'bankruptcy' OR receiver = '')
);
CREATE INDEX ON company_life (company_id, since, id);
CREATE INDEX ON company_life (successor_id) WHERE successor_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON company_life FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- life_of is a company's state on a day; active where nothing else was said.
-- +goose StatementBegin
CREATE FUNCTION life_of(company bigint, day date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT state FROM company_life WHERE company_id = company AND since <= day ORDER BY since DESC, id DESC LIMIT 1), 'active')
$$;
-- +goose StatementEnd

CREATE TABLE bureau (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_number text NOT NULL UNIQUE CHECK (organisation_number ~ '^[0-9]{10}$'),
    name text NOT NULL CHECK (name <> ''),
    email text NOT NULL CHECK (email = lower(email) AND email <> ''),
    at timestamptz NOT NULL
);

CREATE TABLE mandate (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bureau_id bigint NOT NULL REFERENCES bureau,
    company_id bigint NOT NULL REFERENCES company,
    valid_from date NOT NULL,
    valid_to date,
    confirmed_from text NOT NULL CHECK (confirmed_from <> ''),
    confirmed_by bigint NOT NULL REFERENCES staff,
    at timestamptz NOT NULL,
    ended_by bigint REFERENCES staff,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX mandate_open ON mandate (bureau_id, company_id) WHERE valid_to IS NULL;
CREATE INDEX ON mandate (company_id);

-- +goose Down
DROP TABLE mandate;
DROP TABLE bureau;
DROP FUNCTION life_of;
DROP TABLE company_life;
