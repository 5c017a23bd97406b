-- Our own mail that came back (R34): at once where the address is gone, after
-- three times where it only was not taken.

-- +goose Up
ALTER TABLE company_address ADD COLUMN soft_bounces integer NOT NULL DEFAULT 0;
ALTER TABLE company_address ADD COLUMN bounces_since timestamptz;
ALTER TABLE outbox ADD COLUMN bounced_at timestamptz;

-- +goose Down
ALTER TABLE outbox DROP COLUMN bounced_at;
ALTER TABLE company_address DROP COLUMN bounces_since, DROP COLUMN soft_bounces;
