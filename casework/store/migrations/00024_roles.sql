-- The role that the program runs under in production: it reads and writes, but
-- of ledger, case events and access log it can only add. Roles belong to the
-- cluster, so another database may have made it already, and an account that
-- may not make roles (a hosted server) gets it from its administrator
-- (docs/operations.md); the triggers hold without it.

-- +goose Up
-- +goose StatementBegin
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kontakten_app') THEN
        CREATE ROLE kontakten_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN RAISE NOTICE 'role kontakten_app is not there and may not be made';
END $$;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kontakten_app') THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA public TO kontakten_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kontakten_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kontakten_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kontakten_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO kontakten_app;
    REVOKE UPDATE, DELETE ON fee_report, posting, case_event, access_log, fee_list_row, fee_list_event FROM kontakten_app;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'kontakten_app') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM kontakten_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM kontakten_app;
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kontakten_app;
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM kontakten_app;
        REVOKE ALL ON SCHEMA public FROM kontakten_app;
    END IF;
END $$;
-- +goose StatementEnd
