-- A mail for several clients is divided into a case for each (R25).

-- +goose Up
ALTER TABLE case_file ADD COLUMN divided_from bigint REFERENCES case_file;
CREATE INDEX ON case_file (message_id) WHERE message_id IS NOT NULL;

-- +goose Down
DROP INDEX case_file_message_id_idx;
ALTER TABLE case_file DROP COLUMN divided_from;
