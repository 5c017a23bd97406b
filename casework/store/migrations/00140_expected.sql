-- The register of expected returns covers companies that send lists of their own: what they are
-- reminded of has no printed list. A reminder whose mail came back counts as not sent (practice.md
-- R34), so its ordinal may be sent once more by another way.

-- +goose Up
ALTER TABLE reminder
    ALTER COLUMN list_id DROP NOT NULL,
    ADD COLUMN failed_at timestamptz,
    DROP CONSTRAINT reminder_company_id_period_ordinal_key;
CREATE UNIQUE INDEX reminder_one ON reminder (company_id, period, ordinal) WHERE failed_at IS NULL;
CREATE INDEX reminder_outbox ON reminder (outbox_id) WHERE outbox_id IS NOT NULL;

-- Names and addresses with letters beyond plain Latin, which the preview of a month asks the
-- typeface about; casework/store/printroom/candidates.go has the same expressions.
CREATE INDEX member_odd_letters ON member (id) WHERE (first_name || last_name) ~ '[^\u0020-\u007E\u00A0-\u024F\u0300-\u036F\u1E00-\u1EFF]';
CREATE INDEX company_odd_letters ON company (id)
    WHERE (name || care_of || street || city) ~ '[^\u0020-\u007E\u00A0-\u024F\u0300-\u036F\u1E00-\u1EFF]';

-- +goose Down
DROP INDEX company_odd_letters, member_odd_letters, reminder_outbox, reminder_one;
DELETE FROM reminder WHERE list_id IS NULL OR failed_at IS NOT NULL;
ALTER TABLE reminder
    ADD CONSTRAINT reminder_company_id_period_ordinal_key UNIQUE (company_id, period, ordinal),
    DROP COLUMN failed_at,
    ALTER COLUMN list_id SET NOT NULL;
