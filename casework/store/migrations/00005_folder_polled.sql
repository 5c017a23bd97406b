-- A folder that the configuration no longer names is not read any more: its age
-- must not turn the header red.

-- +goose Up
ALTER TABLE mail_folder ADD COLUMN polled boolean NOT NULL DEFAULT true;

-- +goose Down
ALTER TABLE mail_folder DROP COLUMN polled;
