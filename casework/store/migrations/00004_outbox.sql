-- What we send. A row comes in the transaction of its decision; River's job
-- carries only the id.
--
--   queued → sending → sent | queued (again later) | failed | unknown
--   queued → stopped (before it left) | withheld (test and shadow send nothing)
--   unknown → sending (the same Message-ID) | sent | failed

-- +goose Up
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id     bigint,
    company_id  bigint REFERENCES company,
    template    text   NOT NULL,
    automatic   boolean NOT NULL,           -- no person pressed send: RFC 3834 headers
    recipient   text   NOT NULL,
    subject     text   NOT NULL,
    body_object uuid   NOT NULL REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    message_id  text   NOT NULL UNIQUE,     -- made by us, with an HMAC, before sending
    in_reply_to text   NOT NULL DEFAULT '',
    refs        text[] NOT NULL DEFAULT '{}',
    mode        text   NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    state       text   NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'stopped', 'withheld')),
    attempts    integer NOT NULL DEFAULT 0,
    last_answer text   NOT NULL DEFAULT '', -- of the mail server, or what failed
    not_before  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    sent_at     timestamptz
);
CREATE INDEX ON outbox (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ON outbox (state) WHERE state IN ('queued', 'sending', 'failed', 'unknown');

-- +goose Down
DROP TABLE outbox;
