-- Printed lists, their pre-printed rows as a snapshot, and their keying.

-- +goose Up
CREATE TABLE print_batch (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    period     date   NOT NULL CHECK (extract(day FROM period) = 1),
    state      text   NOT NULL CHECK (state IN ('drawing', 'ready')),
    lists      integer NOT NULL CHECK (lists > 0),
    pages      integer NOT NULL DEFAULT 0,
    pdf_object uuid   REFERENCES vault_object DEFERRABLE INITIALLY DEFERRED,
    staff_id   bigint REFERENCES staff, -- empty: the command line
    started_at timestamptz NOT NULL,
    ready_at   timestamptz,
    mode       text   NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    CHECK ((state = 'ready') = (pdf_object IS NOT NULL AND ready_at IS NOT NULL))
);
CREATE INDEX ON print_batch (period, id);

CREATE TABLE fee_list (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id  bigint   NOT NULL REFERENCES company,
    period      date     NOT NULL CHECK (extract(day FROM period) = 1),
    version     smallint NOT NULL CHECK (version BETWEEN 1 AND 9),
    number      text     NOT NULL UNIQUE CHECK (number ~ '^[0-9]{13}$'),
    state       text     NOT NULL CHECK (state IN ('printed', 'handed_over', 'posted', 'retur', 'returned', 'keyed',
                                                   'differs', 'verified', 'reported', 'superseded', 'cancelled')),
    rows        integer  NOT NULL CHECK (rows > 0),
    batch_id    bigint   NOT NULL REFERENCES print_batch,
    place       integer  NOT NULL,             -- in the batch, from 1, in post order
    first_page  integer  NOT NULL DEFAULT 0,
    pages       integer  NOT NULL DEFAULT 0,
    agreement   text     NOT NULL,             -- as printed
    rate_from   date     NOT NULL,
    member_rate integer  NOT NULL,             -- hundredths of a percent
    control_rate integer NOT NULL,
    pay_day     date     NOT NULL,
    list_due    date     NOT NULL,
    money_due   date     NOT NULL,
    mode        text     NOT NULL CHECK (mode IN ('test', 'shadow', 'live')),
    printed_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    UNIQUE (company_id, period, version),
    UNIQUE (batch_id, place)
);
CREATE UNIQUE INDEX fee_list_one ON fee_list (company_id, period) WHERE state NOT IN ('superseded', 'cancelled');
CREATE INDEX ON fee_list (period, number);

CREATE TABLE fee_list_row (
    list_id   bigint  NOT NULL REFERENCES fee_list,
    row       integer NOT NULL CHECK (row > 0),
    member_id bigint  NOT NULL REFERENCES member,
    left_on   date,
    PRIMARY KEY (list_id, row)
);
CREATE INDEX ON fee_list_row (member_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fee_list_row FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE fee_list_event (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list_id  bigint NOT NULL REFERENCES fee_list,
    at       timestamptz NOT NULL,
    staff_id bigint REFERENCES staff,
    state    text   NOT NULL
);
CREATE INDEX ON fee_list_event (list_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fee_list_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A keying of a list by one person: one for each pass (1 first, 2 blind second,
-- 3 settling), the second never by the clerk of the first.
CREATE TABLE keying (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list_id     bigint   NOT NULL REFERENCES fee_list,
    pass        smallint NOT NULL CHECK (pass BETWEEN 1 AND 3),
    state       text     NOT NULL CHECK (state IN ('open', 'done', 'abandoned')),
    staff_id    bigint   NOT NULL REFERENCES staff,
    written     bigint,                        -- öre, the total written on the list
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    UNIQUE (list_id, pass)
);
CREATE UNIQUE INDEX keying_two_persons ON keying (list_id, staff_id) WHERE pass < 3;

CREATE TABLE keying_row (
    keying_id     bigint  NOT NULL REFERENCES keying,
    row           integer NOT NULL CHECK (row > 0),
    member_id     bigint  REFERENCES member,
    person_sealed bytea,                       -- number and name as written, of a row that is not pre-printed
    number_index  bytea,
    member_fee    bigint,                      -- öre; empty: not keyed or no amount
    control_fee   bigint,
    reason        text    NOT NULL DEFAULT '',
    blank         boolean NOT NULL DEFAULT false,
    key_used      text    NOT NULL CHECK (key_used IN ('digits', 'plus', 'star', 'slash', 'blank')),
    saved_at      timestamptz NOT NULL,
    PRIMARY KEY (keying_id, row),
    CHECK (member_fee IS NULL OR (reason = '' AND NOT blank)),
    CHECK (reason = '' OR NOT blank)
);

ALTER TABLE case_file ADD FOREIGN KEY (list_id) REFERENCES fee_list;
ALTER TABLE fee_report ADD FOREIGN KEY (list_id) REFERENCES fee_list;

-- +goose Down
ALTER TABLE fee_report DROP CONSTRAINT fee_report_list_id_fkey;
ALTER TABLE case_file DROP CONSTRAINT case_file_list_id_fkey;
DROP TABLE keying_row, keying, fee_list_event, fee_list_row, fee_list, print_batch;
