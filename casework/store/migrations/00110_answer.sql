-- Answers: drafts that survive the browser, what was answered, tags on cases, text modules and
-- macros with their versions, and answers as letters.

-- +goose Up
CREATE TABLE draft_reply (
    case_id     bigint PRIMARY KEY REFERENCES case_file,
    staff_id    bigint  NOT NULL REFERENCES staff, -- who wrote last
    revision    integer NOT NULL DEFAULT 1,        -- two clerks in one draft: the second is told
    recipient   text    NOT NULL DEFAULT '',       -- as the form says it: an address or "letter"
    text_sealed bytea   NOT NULL,
    saved_at    timestamptz NOT NULL
);

-- What a person answered or asked. Its mail is in the outbox, its letter follows from the confirmation.
CREATE TABLE answer (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id         bigint NOT NULL REFERENCES case_file,
    staff_id        bigint NOT NULL REFERENCES staff,
    outbox_id       bigint REFERENCES outbox,
    confirmation_id bigint REFERENCES confirmation,
    recipient       text   NOT NULL,
    templates       text[] NOT NULL DEFAULT '{}',  -- name@version of templates, modules and macro
    text_sealed     bytea  NOT NULL,               -- as it was written, for the draft where it is undone
    moved           boolean NOT NULL,              -- the case was decided or set waiting with it
    at              timestamptz NOT NULL,
    undone_at       timestamptz,
    CHECK (outbox_id IS NULL OR confirmation_id IS NULL)
);
CREATE INDEX ON answer (case_id);
CREATE INDEX ON answer (outbox_id) WHERE outbox_id IS NOT NULL;

CREATE TABLE case_tag (
    case_id  bigint NOT NULL REFERENCES case_file,
    tag      text   NOT NULL CHECK (tag <> '' AND tag = lower(tag) AND length(tag) <= 40),
    staff_id bigint NOT NULL REFERENCES staff,
    at       timestamptz NOT NULL,
    PRIMARY KEY (case_id, tag)
);
CREATE INDEX case_tag_by_tag ON case_tag (tag, case_id);

CREATE TABLE text_module (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text NOT NULL CHECK (name <> ''),
    version  integer NOT NULL DEFAULT 1,
    ended_at timestamptz
);
CREATE UNIQUE INDEX text_module_name ON text_module (lower(name)) WHERE ended_at IS NULL;

CREATE TABLE text_module_version (
    module_id bigint  NOT NULL REFERENCES text_module,
    version   integer NOT NULL CHECK (version > 0),
    name      text    NOT NULL,
    body      text    NOT NULL CHECK (body <> ''),
    staff_id  bigint  REFERENCES staff, -- NULL: came with the program
    at        timestamptz NOT NULL,
    PRIMARY KEY (module_id, version)
);

CREATE TABLE macro (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name     text NOT NULL CHECK (name <> ''),
    digit    smallint NOT NULL CHECK (digit BETWEEN 1 AND 9),
    version  integer NOT NULL DEFAULT 1,
    ended_at timestamptz
);
CREATE UNIQUE INDEX macro_digit ON macro (digit) WHERE ended_at IS NULL;

CREATE TABLE macro_version (
    macro_id  bigint  NOT NULL REFERENCES macro,
    version   integer NOT NULL CHECK (version > 0),
    name      text    NOT NULL,
    digit     smallint NOT NULL,
    says      text    NOT NULL CHECK (says IN ('nothing', 'faq', 'ask', 'text')),
    body      text    NOT NULL DEFAULT '',
    ends      text    NOT NULL CHECK (ends IN ('stay', 'settle', 'wait', 'reject')),
    days      integer NOT NULL DEFAULT 0 CHECK (days BETWEEN 0 AND 60), -- bank days to wait
    reason    text    NOT NULL DEFAULT '',
    tags      text[]  NOT NULL DEFAULT '{}',
    staff_id  bigint  REFERENCES staff,
    at        timestamptz NOT NULL,
    PRIMARY KEY (macro_id, version),
    CHECK ((says = 'text') = (body <> '')),
    CHECK ((ends = 'wait') = (days > 0)),
    CHECK ((ends IN ('wait', 'reject')) = (reason <> ''))
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON text_module_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON macro_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE letter DROP CONSTRAINT letter_kind_check;
ALTER TABLE letter ADD CONSTRAINT letter_kind_check
    CHECK (kind IN ('list', 'credentials', 'channel', 'contact', 'question', 'answer', 'receipt', 'reminder1', 'reminder2'));

-- Our mail that came back is sent another way once (R34): which mail or letter took its place.
ALTER TABLE outbox ADD COLUMN instead_of bigint REFERENCES outbox;
CREATE INDEX outbox_instead_of ON outbox (instead_of) WHERE instead_of IS NOT NULL;

INSERT INTO text_module (name) VALUES ('ring oss'), ('säker väg'), ('sista dag'), ('listan kommer'), ('inget lösenord i mejl'), ('vi har bokfört'), ('tack för svaret');
INSERT INTO text_module_version (module_id, version, name, body, at)
SELECT m.id, 1, m.name, v.body, now() FROM text_module m JOIN (VALUES
    ('ring oss', 'Ring oss på {telefon}, {tider}, så hjälps vi åt. Uppge ärendenummer {ärende}.'),
    ('säker väg', 'Redovisa på webben, {webb}, eller på avgiftslistan som kommer med post. Då är uppgifterna skyddade på vägen.'),
    ('sista dag', 'Avgifterna[ för {period}] ska vara hos oss senast den {sista dag}.'),
    ('listan kommer', 'Vi skickar avgiftslistan[ för {period}] en gång till. Den kommer med post till företagets registrerade adress.'),
    ('inget lösenord i mejl', 'Vi lämnar aldrig ut lösenord i mejl eller på telefon. De kommer med post till företagets registrerade adress.'),
    ('vi har bokfört', 'Avgifterna[ för {period}] är bokförda. Ni behöver inte skicka dem igen.'),
    ('tack för svaret', 'Tack för svaret. Ni behöver inte göra något mer.')) AS v (name, body) ON v.name = m.name;

INSERT INTO macro (name, digit) VALUES ('Svara på fråga och stäng', 1), ('Be om underlag och vänta 5 bankdagar', 2), ('Reklam: stäng', 3);
INSERT INTO macro_version (macro_id, version, name, digit, says, ends, days, reason, tags, at)
SELECT m.id, 1, m.name, m.digit, v.says, v.ends, v.days, v.reason, v.tags, now() FROM macro m JOIN (VALUES
    (1, 'faq', 'settle', 0, '', '{fråga}'::text[]),
    (2, 'ask', 'wait', 5, 'Vi väntar på underlag från företaget', '{underlag begärt}'::text[]),
    (3, 'nothing', 'reject', 0, 'Reklam', '{reklam}'::text[])) AS v (digit, says, ends, days, reason, tags) ON v.digit = m.digit;

-- +goose Down
DROP INDEX outbox_instead_of;
ALTER TABLE outbox DROP COLUMN instead_of;
DELETE FROM letter WHERE kind = 'answer';
ALTER TABLE letter DROP CONSTRAINT letter_kind_check;
ALTER TABLE letter ADD CONSTRAINT letter_kind_check
    CHECK (kind IN ('list', 'credentials', 'channel', 'contact', 'question', 'receipt', 'reminder1', 'reminder2'));
DROP TABLE macro_version, macro, text_module_version, text_module, case_tag, answer, draft_reply;
