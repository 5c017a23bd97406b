-- The one search box (casework/finding): parts of names by trigrams, beginnings of names
-- and numbers by their order. Names are folded as Swedish folds them, whatever the
-- database's own locale is.

-- +goose Up
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- +goose StatementBegin
CREATE FUNCTION folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT lower(name COLLATE "sv-x-icu") COLLATE "C" $$;
-- +goose StatementEnd
CREATE INDEX company_name_part ON company USING gin (folded(name) gin_trgm_ops);
CREATE INDEX company_name_start ON company (folded(name) text_pattern_ops);
CREATE INDEX company_number_start ON company (organisation_number text_pattern_ops);
CREATE INDEX member_name_part ON member USING gin (folded(first_name || ' ' || last_name) gin_trgm_ops);

-- +goose Down
DROP INDEX member_name_part;
DROP INDEX company_number_start;
DROP INDEX company_name_start;
DROP INDEX company_name_part;
DROP FUNCTION folded;
DROP EXTENSION pg_trgm;
