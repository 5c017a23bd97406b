-- A merge can be undone: what the case was before it is kept beside it, and with it which mails
-- went along. The database itself holds that a case is merged exactly while its merge stands, and
-- that none is undone after something was decided in the case that it went into. A saved view of
-- the queue may ask for a tag.

-- +goose Up
CREATE TABLE case_merge (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_id         bigint NOT NULL REFERENCES case_file,
    into_id         bigint NOT NULL REFERENCES case_file,
    staff_id        bigint NOT NULL REFERENCES staff,
    at              timestamptz NOT NULL,
    after_event     bigint NOT NULL,          -- the last event of into_id before the merge
    state           text   NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'aside')),
    waiting_reason  text   NOT NULL,
    waiting_until   date,
    due_on          date   NOT NULL,
    replied_at      timestamptz,
    holder_id       bigint REFERENCES staff,
    held_until      timestamptz,
    into_restricted boolean NOT NULL,         -- into_id was so by itself
    undone_at       timestamptz,
    undone_by       bigint REFERENCES staff,
    CHECK (from_id <> into_id),
    CHECK ((state = 'waiting') = (waiting_until IS NOT NULL)),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE UNIQUE INDEX case_merge_standing ON case_merge (from_id) WHERE undone_at IS NULL;
CREATE INDEX case_merge_into ON case_merge (into_id) WHERE undone_at IS NULL;

-- The mails that went along, with what they were to their case.
CREATE TABLE case_merge_message (
    merge_id   bigint NOT NULL REFERENCES case_merge,
    message_id bigint NOT NULL REFERENCES message,
    role       text   NOT NULL CHECK (role IN ('opened', 'reply')),
    PRIMARY KEY (merge_id, message_id)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON case_merge_message FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The kind of the first event after a given one by which something was decided that has left the
-- case: booked, answered, ordered, changed for the company, or given to another case; '' where
-- nothing was. An approval or an answer that was undone in time does not count.
-- +goose StatementBegin
CREATE FUNCTION decided_after(of_case bigint, after bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT e.kind FROM case_event e
        WHERE e.case_id = of_case AND e.id > after
          AND (e.kind IN ('duplicate', 'rejected', 'credentials', 'channel', 'contact', 'respite', 'list_again', 'divided', 'split', 'annulled',
                          'member_errand', 'not_ours')
            OR e.kind = 'approved' AND NOT EXISTS (SELECT FROM case_event u
                WHERE u.case_id = of_case AND u.id > e.id AND u.kind = 'undone' AND u.data ->> 'report' = e.data ->> 'report')
            OR e.kind = 'replied' AND NOT EXISTS (SELECT FROM answer a
                WHERE a.case_id = of_case AND a.undone_at IS NOT NULL AND (a.outbox_id::text = e.data ->> 'outbox' OR a.outbox_id IS NULL AND a.at = e.at))
            OR e.kind = 'requested' AND EXISTS (SELECT FROM decision_request q
                WHERE q.case_id = of_case AND q.settled_at IS NULL AND q.id::text = e.data ->> 'request'))
        ORDER BY e.id LIMIT 1), '')
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION guard_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL
       OR to_jsonb(NEW) - 'undone_at' - 'undone_by' <> to_jsonb(OLD) - 'undone_at' - 'undone_by' THEN
        RAISE EXCEPTION 'a merge is undone once, and otherwise never changed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'case_merge_once';
    END IF;
    IF decided_after(OLD.into_id, OLD.after_event) <> '' THEN
        RAISE EXCEPTION 'a merge is not undone after a decision' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'case_merge_undecided';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON case_merge FOR EACH ROW EXECUTE FUNCTION guard_merge();

-- At the end of a transaction a case is merged into what its standing merge says, or not at all.
-- +goose StatementBegin
CREATE FUNCTION check_merged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_case bigint := CASE TG_TABLE_NAME WHEN 'case_file' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'from_id')::bigint END;
BEGIN
    IF (SELECT merged_into FROM case_file WHERE id = the_case)
        IS DISTINCT FROM (SELECT into_id FROM case_merge WHERE from_id = the_case AND undone_at IS NULL) THEN
        RAISE EXCEPTION 'case % and its merge do not agree', the_case USING ERRCODE = 'check_violation', CONSTRAINT = 'case_merge_agrees';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER merged AFTER UPDATE ON case_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.merged_into IS DISTINCT FROM NEW.merged_into) EXECUTE FUNCTION check_merged();
CREATE CONSTRAINT TRIGGER merged AFTER INSERT OR UPDATE ON case_merge DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_merged();

ALTER TABLE queue_view ADD COLUMN tag text NOT NULL DEFAULT '' CHECK (tag = lower(tag) AND length(tag) <= 40);

-- +goose Down
ALTER TABLE queue_view DROP COLUMN tag;
DROP TRIGGER merged ON case_file;
DROP TABLE case_merge_message, case_merge;
DROP FUNCTION check_merged, guard_merge, decided_after;
