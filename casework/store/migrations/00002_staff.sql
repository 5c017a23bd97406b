-- Staff accounts, their one-time links, login attempts and sessions
-- (internal/identity says the rules), and the log of who opened what.

-- +goose Up
CREATE TABLE staff (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login         text    NOT NULL UNIQUE CHECK (login = lower(login)),
    name          text    NOT NULL,
    role          text    NOT NULL CHECK (role IN ('clerk', 'supervisor', 'admin')),
    see_protected boolean NOT NULL DEFAULT false,
    disabled      boolean NOT NULL DEFAULT false,
    enrolled      boolean NOT NULL DEFAULT false,
    epoch         bigint  NOT NULL DEFAULT 1,
    password_hash text    NOT NULL DEFAULT '',
    totp_secret   bytea   NOT NULL, -- sealed
    totp_step     bigint  NOT NULL DEFAULT 0,
    last_login    timestamptz,
    created_at    timestamptz NOT NULL
);

CREATE TABLE staff_link (
    hash     bytea PRIMARY KEY,
    kind     text   NOT NULL CHECK (kind IN ('enrol', 'login')),
    staff_id bigint NOT NULL REFERENCES staff,
    expires  timestamptz NOT NULL,
    used_at  timestamptz
);
CREATE INDEX ON staff_link (staff_id);

CREATE TABLE login_attempt (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login_hash bytea   NOT NULL,
    staff_id   bigint  REFERENCES staff,
    address    text    NOT NULL,
    ok         boolean NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX ON login_attempt (login_hash, at);
CREATE INDEX ON login_attempt (address, at);

CREATE TABLE session (
    token  text PRIMARY KEY,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX ON session (expiry);

-- Who opened or unmasked what, when and why: written in the transaction that
-- reads. staff_id is empty where the program or the command line acted.
CREATE TABLE access_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    staff_id   bigint REFERENCES staff,
    what       text   NOT NULL,
    case_id    bigint,
    company_id bigint REFERENCES company,
    member_id  bigint REFERENCES member,
    object     text   NOT NULL DEFAULT '', -- which attachment, list or account
    reason     text   NOT NULL DEFAULT ''
);
CREATE INDEX ON access_log (staff_id, at);
CREATE INDEX ON access_log (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ON access_log (member_id) WHERE member_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE import_run ADD FOREIGN KEY (staff_id) REFERENCES staff;
ALTER TABLE reconciliation ADD FOREIGN KEY (settled_by) REFERENCES staff;

-- +goose Down
ALTER TABLE reconciliation DROP CONSTRAINT reconciliation_settled_by_fkey;
ALTER TABLE import_run DROP CONSTRAINT import_run_staff_id_fkey;
DROP TABLE access_log, session, login_attempt, staff_link, staff;
