-- The vault and what came into the mailbox.

-- +goose Up
-- Compressed, then sealed by Go (internal/vault). Sealed bytes do not compress:
-- EXTERNAL spares PostgreSQL the attempt. The keys stand apart, so that erasing
-- a key erases every copy of its object.
CREATE TABLE vault_object (
    id     uuid  PRIMARY KEY,
    sealed bytea NOT NULL
);
ALTER TABLE vault_object ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE vault_key (
    object_id   uuid  PRIMARY KEY,
    wrapped_key bytea NOT NULL
);

CREATE TABLE mailbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address text NOT NULL UNIQUE
);

-- A folder that is polled, and how far: all UIDs up to last_uid of uidvalidity
-- are in message_place.
CREATE TABLE mail_folder (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailbox_id    bigint NOT NULL REFERENCES mailbox,
    name          text   NOT NULL,
    role          text   NOT NULL CHECK (role IN ('inbox', 'queue', 'sent')),
    since         date   NOT NULL, -- mail that came before is not ours
    uidvalidity   bigint NOT NULL DEFAULT 0,
    last_uid      bigint NOT NULL DEFAULT 0,
    last_fetch_at timestamptz,
    last_error    text   NOT NULL DEFAULT '',
    last_error_at timestamptz,
    UNIQUE (mailbox_id, name)
);

-- One row for each mail, by its bytes: the same bytes under another UID or
-- UIDVALIDITY are the same mail.
--
--   new → cased | rejected | aside;  rejected → new (put into the queue folder by hand)
CREATE TABLE message (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256      bytea UNIQUE,                -- empty: the server never gave its bytes
    size        bigint NOT NULL,
    raw_object  uuid REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    message_id  text,                        -- the sender's Message-ID, once it has been read
    received_at timestamptz NOT NULL,        -- the server's date of arrival
    fetched_at  timestamptz NOT NULL,
    state       text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'cased', 'rejected', 'aside')),
    reason      text NOT NULL DEFAULT '',    -- Swedish: why rejected or set aside
    wanted      boolean NOT NULL DEFAULT false, -- put into the queue folder by hand (R5)
    erased_at   timestamptz
);
CREATE INDEX ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX ON message (id) WHERE state = 'new';

-- Where on the server a message was seen.
CREATE TABLE message_place (
    folder_id   bigint NOT NULL REFERENCES mail_folder,
    uidvalidity bigint NOT NULL,
    uid         bigint NOT NULL,
    message_id  bigint NOT NULL REFERENCES message,
    seen_at     timestamptz NOT NULL,
    moved_to    text,
    moved_at    timestamptz,
    PRIMARY KEY (folder_id, uidvalidity, uid)
);
CREATE INDEX ON message_place (message_id);

-- +goose Down
DROP TABLE message_place, message, mail_folder, mailbox, vault_key, vault_object;
