-- Errands: what each concerns, where it stands (casework/doc.go draws the
-- machine), and its history. No member and no amount stands here: what was read
-- and what a clerk edited lie in the vault. The table is not called "case"
-- because that word is SQL's own.

-- +goose Up
CREATE TABLE case_file (
    id             bigint GENERATED ALWAYS AS IDENTITY (START 101) PRIMARY KEY,
    origin         text     NOT NULL CHECK (origin IN ('mail', 'telephone', 'counter', 'letter', 'program')),
    state          text     NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'decided', 'closed', 'aside', 'merged')),
    kinds          text[]   NOT NULL,
    kind           text     GENERATED ALWAYS AS (coalesce(kinds[1], 'other')) STORED,
    faq            integer[] NOT NULL DEFAULT '{}',
    flags          text[]   NOT NULL DEFAULT '{}',
    company_id     bigint   REFERENCES company,
    period         date     CHECK (extract(day FROM period) = 1),
    restricted     boolean  NOT NULL DEFAULT false, -- a protected person's number was read (R8)
    sender_known   boolean  NOT NULL DEFAULT false, -- for this company, before the mail came (R18)
    said           text     NOT NULL DEFAULT '' CHECK (said IN ('', 'correction', 'further')),
    reader         text     NOT NULL DEFAULT '',
    import_id      bigint   NOT NULL DEFAULT 0,
    message_id     bigint   REFERENCES message,     -- whose reading it shows: the opening mail, or a reply with rows
    reading_object uuid     REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    draft_object   uuid     REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    heading_object uuid     REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED, -- subject and sender, for the queue
    list_id        bigint,                          -- the keyed list that it is about
    holder_id      bigint   REFERENCES staff,
    held_until     timestamptz,
    waiting_reason text     NOT NULL DEFAULT '',
    waiting_until  date,
    merged_into    bigint   REFERENCES case_file,
    mode           text     NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    opened_at      timestamptz NOT NULL,            -- when the mail came
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    revision       integer  NOT NULL DEFAULT 1,
    CHECK ((state = 'waiting') = (waiting_until IS NOT NULL)),
    CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
CREATE INDEX case_live ON case_file (opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_state ON case_file (state, opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_kind ON case_file (kind, opened_at, id) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_holder ON case_file (holder_id, opened_at, id) WHERE holder_id IS NOT NULL AND state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_live_flags ON case_file USING gin (flags) WHERE state IN ('new', 'open', 'waiting', 'aside');
CREATE INDEX case_waiting ON case_file (waiting_until, opened_at, id) WHERE state = 'waiting';
CREATE INDEX case_done ON case_file (opened_at, id) WHERE state IN ('decided', 'closed');
CREATE INDEX case_company ON case_file (company_id, period, opened_at, id);
CREATE INDEX case_list ON case_file (list_id) WHERE list_id IS NOT NULL;

-- The mails of a case: the one that opened it first, replies after it.
CREATE TABLE case_message (
    message_id bigint PRIMARY KEY REFERENCES message,
    case_id    bigint NOT NULL REFERENCES case_file,
    role       text   NOT NULL CHECK (role IN ('opened', 'reply')),
    at         timestamptz NOT NULL
);
CREATE INDEX ON case_message (case_id, at);

-- What each reader understood of each message.
CREATE TABLE reading (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id bigint NOT NULL REFERENCES message,
    reader     text   NOT NULL,
    import_id  bigint NOT NULL,
    object_id  uuid   REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    read_at    timestamptz NOT NULL,
    UNIQUE (message_id, reader, import_id)
);

CREATE TABLE case_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id    bigint NOT NULL REFERENCES case_file,
    at         timestamptz NOT NULL,
    staff_id   bigint REFERENCES staff, -- empty: the program
    kind       text   NOT NULL,
    text       text   NOT NULL,
    data       jsonb  NOT NULL DEFAULT '{}'
);
CREATE INDEX ON case_event (case_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON case_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON case_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One row for each key that a page sent: a double click finds the first outcome.
CREATE TABLE decision (
    key      text PRIMARY KEY CHECK (length(key) BETWEEN 16 AND 64),
    staff_id bigint NOT NULL REFERENCES staff,
    subject  text   NOT NULL, -- "case 7", "keying 3"
    at       timestamptz NOT NULL,
    outcome  jsonb  NOT NULL
);

-- A decision that a second person must confirm (R6).
CREATE TABLE decision_request (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id    bigint NOT NULL REFERENCES case_file,
    kind       text   NOT NULL,
    screen     text   NOT NULL,
    accept     text[] NOT NULL DEFAULT '{}',
    why        text[] NOT NULL,
    reason     text   NOT NULL DEFAULT '',
    asked_by   bigint NOT NULL REFERENCES staff,
    asked_at   timestamptz NOT NULL,
    settled_by bigint REFERENCES staff,
    settled_at timestamptz,
    answer     boolean,
    CHECK (settled_by <> asked_by OR answer IS NOT TRUE)
);
CREATE UNIQUE INDEX decision_request_open ON decision_request (case_id) WHERE settled_at IS NULL;

-- Who got an automatic acknowledgement on which day: one for each sender and
-- day. The sender is a keyed hash of the address.
CREATE TABLE acknowledged (
    sender  bytea NOT NULL,
    day     date  NOT NULL,
    case_id bigint NOT NULL REFERENCES case_file,
    PRIMARY KEY (sender, day)
);

-- +goose Down
DROP TABLE acknowledged, decision_request, decision, case_event, reading, case_message, case_file;
