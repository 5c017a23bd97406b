package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/mailbox"
)

// The Store keeps what a mailbox gives.
var _ mailbox.Keeper = (*Store)(nil)

// errOtherReader stops a reading that another program has overtaken.
var errOtherReader = errors.New("the folder was meanwhile read under another UIDVALIDITY")

// Cursor gives how far a folder has been read; the first call makes it known.
func (s *Store) Cursor(ctx context.Context, f mailbox.Folder) (c mailbox.Cursor, err error) {
	c = mailbox.Cursor{Role: f.Role}
	err = s.InTx(ctx, func(t *Tx) error {
		var box int64
		if err := t.QueryRow(ctx, `
			INSERT INTO mailbox (address) VALUES ($1) ON CONFLICT (address) DO UPDATE SET address = excluded.address
			RETURNING id`, f.Mailbox).Scan(&box); err != nil {
			return err
		}
		var since *time.Time
		err := t.QueryRow(ctx, `
			INSERT INTO mail_folder (mailbox_id, name, role, since) VALUES ($1, $2, $3, $4)
			ON CONFLICT (mailbox_id, name) DO UPDATE SET role = excluded.role
			RETURNING id, since, uidvalidity, last_uid`, box, f.Name, f.Role, registry.DateColumn(f.Since)).
			Scan(&c.Folder, &since, &c.UIDValidity, &c.LastUID)
		c.Since = registry.Civil(since)
		return err
	})
	if err != nil {
		return c, fmt.Errorf("cursor of folder %s: %w", f.Name, err)
	}
	return c, nil
}

// sealedRaw is a message ready to be stored.
type sealedRaw struct {
	raw    mailbox.Raw
	sum    []byte
	object vault.Object
}

// KeepBatch stores messages, places, jobs and cursor in one transaction. Hashing
// and sealing come before it: it holds locks.
func (s *Store) KeepBatch(ctx context.Context, c mailbox.Cursor, b mailbox.Batch) (kept mailbox.Kept, err error) {
	sealed, err := s.sealAll(b.Messages)
	if err != nil {
		return kept, fmt.Errorf("keep %d messages of folder %d: %w", len(b.Messages), c.Folder, err)
	}
	err = s.InTx(ctx, func(t *Tx) error {
		if err := t.moveCursor(ctx, c, b); err != nil {
			return err
		}
		kept, err = t.keepMessages(ctx, c, b.UIDValidity, sealed)
		return err
	})
	if err != nil {
		return mailbox.Kept{}, fmt.Errorf("keep %d messages of folder %d: %w", len(b.Messages), c.Folder, err)
	}
	return kept, nil
}

// sealAll hashes and seals on two processors: it is what intake costs beside the
// database's own work.
func (s *Store) sealAll(messages []mailbox.Raw) ([]sealedRaw, error) {
	sealed := make([]sealedRaw, len(messages))
	var errs [2]error
	var group sync.WaitGroup
	for worker := range errs {
		group.Go(func() {
			for i := worker; i < len(messages); i += len(errs) {
				m := sealedRaw{raw: messages[i]}
				if m.raw.Data != nil {
					sum := sha256.Sum256(m.raw.Data)
					m.sum = sum[:]
					m.raw.Size = int64(len(m.raw.Data))
					if m.object, errs[worker] = s.vault.Seal(m.raw.Data, s.clock()); errs[worker] != nil {
						return
					}
				}
				sealed[i] = m
			}
		})
	}
	group.Wait()
	return sealed, errors.Join(errs[:]...)
}

// moveCursor locks the folder, so that two readers of it come one after the
// other, and sets the cursor.
func (t *Tx) moveCursor(ctx context.Context, c mailbox.Cursor, b mailbox.Batch) error {
	tag, err := t.Exec(ctx, `
		UPDATE mail_folder
		SET last_uid = CASE WHEN uidvalidity = $2 THEN greatest(last_uid, $3) ELSE $3 END, uidvalidity = $2
		WHERE id = $1 AND uidvalidity IN ($2, $4)`, c.Folder, int64(b.UIDValidity), int64(b.UpTo), int64(c.UIDValidity))
	if err == nil && tag.RowsAffected() != 1 {
		err = errOtherReader
	}
	return err
}

// keepMessages inserts what is new and links what is known.
func (t *Tx) keepMessages(ctx context.Context, c mailbox.Cursor, validity uint32, batch []sealedRaw) (mailbox.Kept, error) {
	ids, fresh, err := t.insertMessages(ctx, c, validity, batch)
	if err != nil {
		return mailbox.Kept{}, fmt.Errorf("messages: %w", err)
	}
	if err := t.insertPlaces(ctx, c, validity, batch, ids); err != nil {
		return mailbox.Kept{}, fmt.Errorf("places: %w", err)
	}
	var objects []vault.Object
	var work []int64
	seen := map[int64]bool{}
	for i := range batch {
		if !fresh[ids[i]] || seen[ids[i]] {
			continue
		}
		seen[ids[i]] = true
		work = append(work, ids[i])
		if batch[i].raw.Data != nil {
			objects = append(objects, batch[i].object)
		}
	}
	if err := t.keepSealed(ctx, objects); err != nil {
		return mailbox.Kept{}, err
	}
	if c.Role == mailbox.Queue {
		again, err := t.wantAgain(ctx, ids, fresh)
		if err != nil {
			return mailbox.Kept{}, err
		}
		work = append(work, again...)
	}
	if err := t.enqueueWork(ctx, work); err != nil {
		return mailbox.Kept{}, err
	}
	return mailbox.Kept{New: len(seen), Known: len(batch) - len(seen)}, nil
}

// insertMessages gives the id of each message of the batch, and which ids are
// new. Bytes that are known, or twice in the batch, have one id. What the server
// would not give has no bytes to be known by: it is one message each time, but
// its place keeps it from coming twice.
func (t *Tx) insertMessages(ctx context.Context, c mailbox.Cursor, validity uint32, batch []sealedRaw) (ids []int64, fresh map[int64]bool, err error) {
	n := len(batch)
	sums, sizes, objects := make([][]byte, n), make([]int64, n), make([]*[16]byte, n)
	received, problems := make([]time.Time, n), make([]string, n)
	for i := range batch {
		m := &batch[i]
		sums[i], sizes[i], received[i], problems[i] = m.sum, m.raw.Size, m.raw.Received, m.raw.Problem
		if m.raw.Data != nil {
			id := [16]byte(m.object.ID)
			objects[i] = &id
		}
	}
	rows, err := t.Query(ctx, `
		WITH batch AS (SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::uuid[], $4::timestamptz[], $5::text[])
		               WITH ORDINALITY AS b (sha256, size, raw_object, received_at, reason, n)),
		fresh AS (INSERT INTO message (sha256, size, raw_object, received_at, fetched_at, reason, wanted)
		          SELECT sha256, size, raw_object, received_at, $6, reason, $7 FROM batch WHERE sha256 IS NOT NULL ORDER BY n
		          ON CONFLICT (sha256) DO NOTHING RETURNING id, sha256)
		SELECT sha256, id, true FROM fresh
		UNION ALL
		SELECT m.sha256, m.id, false FROM message m WHERE m.sha256 = ANY ($1)`,
		sums, sizes, objects, received, problems, t.Now, c.Role == mailbox.Queue)
	if err != nil {
		return nil, nil, err
	}
	byHash := map[string]int64{}
	fresh = map[int64]bool{}
	var sum []byte
	var id int64
	var isNew bool
	if _, err := pgx.ForEachRow(rows, []any{&sum, &id, &isNew}, func() error {
		byHash[string(sum)] = id
		fresh[id] = isNew
		return nil
	}); err != nil {
		return nil, nil, err
	}
	ids = make([]int64, n)
	for i := range batch {
		if batch[i].sum == nil {
			var isNew bool
			if ids[i], isNew, err = t.insertUnfetched(ctx, c, validity, batch[i].raw); err != nil {
				return nil, nil, err
			}
			fresh[ids[i]] = isNew
			continue
		}
		var ok bool
		if ids[i], ok = byHash[string(batch[i].sum)]; !ok {
			// Another transaction inserted the same bytes a moment ago and this
			// statement could not see them yet.
			if err := t.QueryRow(ctx, "SELECT id FROM message WHERE sha256 = $1", batch[i].sum).Scan(&ids[i]); err != nil {
				return nil, nil, err
			}
		}
	}
	return ids, fresh, nil
}

// insertUnfetched inserts a message without bytes, unless its place is known.
// The folder is locked: nobody else does the same.
func (t *Tx) insertUnfetched(ctx context.Context, c mailbox.Cursor, validity uint32, m mailbox.Raw) (id int64, isNew bool, err error) {
	err = t.QueryRow(ctx, "SELECT message_id FROM message_place WHERE folder_id = $1 AND uidvalidity = $2 AND uid = $3",
		c.Folder, int64(validity), int64(m.UID)).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, false, err
	}
	err = t.QueryRow(ctx, `
		INSERT INTO message (size, received_at, fetched_at, reason, wanted) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		m.Size, m.Received, t.Now, m.Problem, c.Role == mailbox.Queue).Scan(&id)
	return id, true, err
}

func (t *Tx) insertPlaces(ctx context.Context, c mailbox.Cursor, validity uint32, batch []sealedRaw, ids []int64) error {
	uids := make([]int64, len(batch))
	for i := range batch {
		uids[i] = int64(batch[i].raw.UID)
	}
	_, err := t.Exec(ctx, `
		INSERT INTO message_place (folder_id, uidvalidity, uid, message_id, seen_at)
		SELECT $1, $2, uid, message_id, $3 FROM unnest($4::bigint[], $5::bigint[]) AS p (uid, message_id)
		ON CONFLICT DO NOTHING`, c.Folder, int64(validity), t.Now, uids, ids)
	return err
}

// wantAgain notes that a person put known messages into the queue folder: what
// was rejected is worked again and becomes a case.
func (t *Tx) wantAgain(ctx context.Context, ids []int64, fresh map[int64]bool) ([]int64, error) {
	var known []int64
	for _, id := range ids {
		if !fresh[id] {
			known = append(known, id)
		}
	}
	rows, err := t.Query(ctx, `
		UPDATE message SET wanted = true, state = CASE state WHEN 'rejected' THEN 'new' ELSE state END
		WHERE id = ANY ($1) AND NOT wanted AND erased_at IS NULL RETURNING id`, known)
	if err != nil {
		return nil, fmt.Errorf("wanted messages: %w", err)
	}
	again, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("wanted messages: %w", err)
	}
	return again, nil
}

func (t *Tx) enqueueWork(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	jobs := make([]river.InsertManyParams, len(ids))
	for i, id := range ids {
		jobs[i].Args = casework.WorkMessage{MessageID: id}
	}
	if _, err := t.store.jobs.InsertManyFastTx(ctx, t.Tx, jobs); err != nil {
		return fmt.Errorf("enqueue work on %d messages: %w", len(ids), err)
	}
	return nil
}
