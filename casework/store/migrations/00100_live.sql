-- Open pages are told what happens (casework/live): ids and words of a fixed set, never
-- a name, a number or a text. A renewed claim is no news, and neither is a keyed row:
-- what is saved many times a minute must not wait for anybody who listens.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION tell(kind text, id bigint, what text, restricted boolean) RETURNS void LANGUAGE sql AS $$
    SELECT pg_notify('kontakten', kind || ' ' || id || ' ' || what || CASE WHEN restricted THEN ' r' ELSE '' END)
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION tell_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell('case', NEW.id, CASE WHEN TG_OP = 'INSERT' THEN 'new' ELSE 'changed' END, NEW.restricted);
    RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION tell_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell('event', NEW.case_id, NEW.kind, (SELECT restricted FROM case_file WHERE id = NEW.case_id));
    RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION tell_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell(TG_ARGV[0], NEW.id, NEW.state, false);
    RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION tell_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell('run', NEW.run_id, 'batch', false);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER tell_new AFTER INSERT ON case_file FOR EACH ROW EXECUTE FUNCTION tell_case();
CREATE TRIGGER tell_changed AFTER UPDATE ON case_file FOR EACH ROW
    WHEN ((OLD.state, OLD.holder_id, OLD.company_id, OLD.period, OLD.kinds, OLD.flags, OLD.restricted, OLD.waiting_until, OLD.heading_object, OLD.revision)
        IS DISTINCT FROM (NEW.state, NEW.holder_id, NEW.company_id, NEW.period, NEW.kinds, NEW.flags, NEW.restricted, NEW.waiting_until, NEW.heading_object, NEW.revision))
    EXECUTE FUNCTION tell_case();
CREATE TRIGGER tell AFTER INSERT ON case_event FOR EACH ROW EXECUTE FUNCTION tell_event();
CREATE TRIGGER tell AFTER UPDATE OF state ON fee_list FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION tell_state('list');
CREATE TRIGGER tell AFTER UPDATE OF state ON outbox FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION tell_state('outbox');
CREATE TRIGGER tell AFTER INSERT OR UPDATE OF state ON print_run FOR EACH ROW EXECUTE FUNCTION tell_state('run');
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON print_batch FOR EACH ROW WHEN (NEW.run_id IS NOT NULL) EXECUTE FUNCTION tell_batch();

-- +goose Down
DROP TRIGGER tell ON print_batch;
DROP TRIGGER tell ON print_run;
DROP TRIGGER tell ON outbox;
DROP TRIGGER tell ON fee_list;
DROP TRIGGER tell ON case_event;
DROP TRIGGER tell_changed ON case_file;
DROP TRIGGER tell_new ON case_file;
DROP FUNCTION tell_batch;
DROP FUNCTION tell_state;
DROP FUNCTION tell_event;
DROP FUNCTION tell_case;
DROP FUNCTION tell;
