-- Where in its new folder a message stands that we moved, so that it can be moved
-- on: an errand that was taken for an employer's and is a member's own (R5).

-- +goose Up
ALTER TABLE message_place ADD COLUMN moved_uidvalidity bigint, ADD COLUMN moved_uid bigint;

-- +goose Down
ALTER TABLE message_place DROP COLUMN moved_uidvalidity, DROP COLUMN moved_uid;
