-- How many rows a finished keying has and how long its keying took, pauses left
-- out, so that the figures need not go through the rows (casework/figures).

-- +goose Up
ALTER TABLE keying ADD COLUMN keyed_rows integer CHECK (keyed_rows >= 0), ADD COLUMN keyed_seconds integer CHECK (keyed_seconds >= 0);
UPDATE keying k SET keyed_rows = w.rows, keyed_seconds = w.seconds
FROM (SELECT keying_id, count(*) AS rows, coalesce(extract(epoch FROM sum(gap)), 0) AS seconds
      FROM (SELECT r.keying_id, least(r.saved_at - lag(r.saved_at, 1, g.started_at) OVER (PARTITION BY r.keying_id ORDER BY r.saved_at, r.row), interval '2 minutes') AS gap
            FROM keying_row r JOIN keying g ON g.id = r.keying_id) gaps
      GROUP BY keying_id) w
WHERE w.keying_id = k.id AND k.finished_at IS NOT NULL;
CREATE INDEX keying_of_staff ON keying (staff_id, finished_at) WHERE finished_at IS NOT NULL;

-- +goose Down
DROP INDEX keying_of_staff;
ALTER TABLE keying DROP COLUMN keyed_rows, DROP COLUMN keyed_seconds;
