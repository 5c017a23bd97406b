-- The month as a plan, respite, and what was reminded (practice.md R22).

-- +goose Up
CREATE TABLE month_plan (
    period       date PRIMARY KEY CHECK (extract(day FROM period) = 1),
    print_on     date NOT NULL,
    post_on      date NOT NULL,
    list_due     date NOT NULL,
    money_due    date NOT NULL,
    reminder1_on date NOT NULL,
    reminder2_on date NOT NULL,
    changed_by   bigint NOT NULL REFERENCES staff,
    changed_at   timestamptz NOT NULL,
    CHECK (print_on <= post_on AND post_on < list_due AND list_due < reminder1_on AND reminder1_on < reminder2_on)
);

-- Anstånd until a day, or a month in which the company is closed (July).
CREATE TABLE respite (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES company,
    period     date   NOT NULL CHECK (extract(day FROM period) = 1),
    until      date,                       -- empty: closed for the whole month
    reason     text   NOT NULL CHECK (reason <> ''),
    staff_id   bigint NOT NULL REFERENCES staff,
    at         timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX respite_one ON respite (company_id, period) WHERE ended_at IS NULL;

-- At most two for a company and period, whatever its print version.
CREATE TABLE reminder (
    id         bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint   NOT NULL REFERENCES company,
    period     date     NOT NULL CHECK (extract(day FROM period) = 1),
    ordinal    smallint NOT NULL CHECK (ordinal IN (1, 2)),
    list_id    bigint   NOT NULL REFERENCES fee_list,
    outbox_id  bigint   REFERENCES outbox,
    letter_id  bigint   REFERENCES letter,
    at         timestamptz NOT NULL,
    CHECK ((outbox_id IS NULL) <> (letter_id IS NULL)),
    UNIQUE (company_id, period, ordinal)
);

-- +goose Down
DROP TABLE reminder, respite, month_plan;
