-- Errands without a mail (R12): by whom we were reached, and how the caller was
-- verified, which limits what the case allows.

-- +goose Up
ALTER TABLE case_file DROP CONSTRAINT case_file_origin_check;
ALTER TABLE case_file ADD CHECK (origin IN ('mail', 'telephone', 'counter', 'letter', 'department', 'program'));
ALTER TABLE case_file ADD COLUMN verified text NOT NULL DEFAULT '' CHECK (verified IN ('', 'callback', 'list_total', 'none'));
ALTER TABLE fee_report DROP CONSTRAINT fee_report_channel_check;
ALTER TABLE fee_report ADD CHECK (channel IN ('mail', 'paper', 'telephone', 'counter', 'department'));

-- +goose Down
ALTER TABLE fee_report DROP CONSTRAINT fee_report_channel_check;
ALTER TABLE fee_report ADD CHECK (channel IN ('mail', 'paper'));
ALTER TABLE case_file DROP COLUMN verified;
ALTER TABLE case_file DROP CONSTRAINT case_file_origin_check;
ALTER TABLE case_file ADD CHECK (origin IN ('mail', 'telephone', 'counter', 'letter', 'program'));
