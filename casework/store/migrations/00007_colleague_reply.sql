-- Answers that colleagues wrote in their own mail program (R5): only which mail
-- answers which, nothing of what it says. Found again until its case is there.

-- +goose Up
CREATE TABLE colleague_reply (
    message_id text PRIMARY KEY,
    answers    text[] NOT NULL, -- In-Reply-To and References
    sent_at    timestamptz NOT NULL,
    case_id    bigint           -- empty: answers nothing of ours, as far as we know
);
CREATE INDEX ON colleague_reply (sent_at) WHERE case_id IS NULL;

-- +goose Down
DROP TABLE colleague_reply;
