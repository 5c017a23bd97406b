package casebook

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/message"
)

// CaseFile gives an attachment or the raw mail for download and logs it (casework.Cases).
func (b *Book) CaseFile(ctx context.Context, by casework.Actor, id casework.CaseID, n int) (casework.File, error) {
	var found casework.File
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		d, err := b.openDesk(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if found, err = d.take(ctx, t, n); err != nil {
			return err
		}
		what := "attachment"
		if n == 0 {
			what = "original"
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: what, Case: int64(id), Object: strconv.Itoa(n)})
	})
	return found, err
}

// CaseSource gives a case with its original and logs the opening (casework.Sources).
func (b *Book) CaseSource(ctx context.Context, by casework.Actor, id casework.CaseID) (casework.CaseSource, error) {
	var found casework.CaseSource
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		d, err := b.openDesk(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if found.CasePage, err = b.page(ctx, t, by, d); err != nil {
			return err
		}
		if !found.Editable {
			return casework.Refuse(casework.Denied, "Originalet visas för den som arbetar med ärendet.")
		}
		found.Unread, found.Control = d.draft.Unread, d.draft.Control
		if found.Mail != nil {
			original, err := d.take(ctx, t, 0)
			if err != nil {
				return err
			}
			found.Raw = original.Data
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "source", Case: int64(id)})
	})
	return found, err
}

// openDesk reads a case for an actor; to who may not see protected persons, one that names such a person is not there.
func (b *Book) openDesk(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, id casework.CaseID) (*desk, error) {
	f, err := readCase(ctx, t, by, id, false)
	if err != nil {
		return nil, err
	}
	d, err := b.layOut(ctx, t, reg, f, by)
	if err != nil {
		return nil, err
	}
	if !by.Protected && d.touchesProtected(reg) {
		return nil, notThere()
	}
	return d, nil
}

// take takes the file out of the raw mail; 0 is the mail itself.
func (d *desk) take(ctx context.Context, t *store.Tx, n int) (casework.File, error) {
	gone := casework.Refuse(casework.NotFound, "Filen finns inte. Originalet kan vara gallrat.")
	if d.message == 0 {
		return casework.File{}, gone
	}
	var raw *[16]byte
	if err := t.QueryRow(ctx, "SELECT raw_object FROM message WHERE id = $1 AND erased_at IS NULL", d.message).Scan(&raw); err != nil || raw == nil {
		gone.Cause = err
		return casework.File{}, gone
	}
	data, err := t.Fetch(ctx, vault.ID(*raw))
	if err != nil {
		return casework.File{}, fmt.Errorf("original of case %d: %w", d.ID, err)
	}
	if n == 0 {
		return casework.File{Name: d.ID.String() + ".eml", MediaType: "message/rfc822", Data: data}, nil
	}
	i := slices.IndexFunc(d.reading.Mail.Files, func(a casework.Attachment) bool { return a.Index == n })
	if i < 0 {
		return casework.File{}, gone
	}
	a := d.reading.Mail.Files[i]
	part := message.Parse(data).Leaf(a.Part)
	if part == nil {
		return casework.File{}, gone
	}
	return casework.File{Name: a.Name, MediaType: a.MediaType, Data: part.Data}, nil
}
