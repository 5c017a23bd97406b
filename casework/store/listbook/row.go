package listbook

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// SaveRow saves one row as it is left (casework.Keying).
func (b *Book) SaveRow(ctx context.Context, by casework.Actor, id casework.KeyingID, row casework.KeyingRow) (casework.RowSaved, error) {
	if err := checkRow(row); err != nil {
		return casework.RowSaved{}, err
	}
	var saved casework.RowSaved
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		n, err := b.writeRow(ctx, t, k, row)
		if err != nil {
			return err
		}
		s, err := b.sheet(ctx, t, reg, by, k)
		if err != nil {
			return err
		}
		saved = savedOf(s, n)
		return keyFits(s, saved.Row) // a refusal undoes the row
	})
	return saved, err
}

// savedOf is the short answer about a row, or about the totals where n is 0.
func savedOf(s casework.KeyingSheet, n int) casework.RowSaved {
	saved := casework.RowSaved{Keyed: s.Keyed, Written: s.Written, Left: s.Left, Agrees: s.Agrees()}
	for _, r := range s.Rows {
		if r.Row == n {
			saved.Row = r
		}
	}
	return saved
}

// checkRow refuses what cannot stand on a sheet. A negative amount and a control fee outside the
// agreement can: they are warnings of the check.
func checkRow(r casework.KeyingRow) error {
	if r.Row < 0 {
		return casework.Refuse(casework.Invalid, "Raden finns inte på listan.")
	}
	for _, a := range []*register.Amount{r.MemberFee, r.ControlFee} {
		if a != nil && a.Abs() > register.MaxAmount {
			return casework.Refuse(casework.Invalid, "Beloppet är för stort.")
		}
	}
	if r.Reason != "" && !avgiftslista.IsReason(r.Reason) {
		return casework.Refuse(casework.Invalid, "Orsakskoden %s finns inte. Koderna är %s.", r.Reason, strings.Join(avgiftslista.Reasons(), ", "))
	}
	amounts := r.MemberFee != nil || r.ControlFee != nil
	switch {
	case amounts && (r.Reason != "" || r.Blank), r.Reason != "" && r.Blank:
		return casework.Refuse(casework.Invalid, "Ange antingen belopp, orsakskod eller att raden är tom.")
	case r.ControlFee != nil && r.MemberFee == nil:
		return casework.Refuse(casework.Invalid, "Ange medlemsavgiften också. Står det ingen, skriv 0.")
	case !r.Answered():
		return casework.Refuse(casework.Invalid, "Ange belopp, orsakskod eller att raden är tom på listan.")
	}
	return nil
}

// keyOf is the key that made the row; pages that send none get what fits.
func keyOf(r casework.KeyingRow) casework.KeyUsed {
	switch r.Key {
	case casework.KeyDigits, casework.KeyPlus, casework.KeyStar, casework.KeySlash, casework.KeyBlank, casework.KeyTick:
		return r.Key
	}
	switch {
	case r.Blank:
		return casework.KeyBlank
	case r.Reason != "":
		return casework.KeySlash
	}
	return casework.KeyDigits
}

// writeRow stores the row and gives its number: a new member's row follows the last.
func (b *Book) writeRow(ctx context.Context, t *store.Tx, k *keying, r casework.KeyingRow) (int, error) {
	var printed, last int
	if err := t.QueryRow(ctx, `
		SELECT l.rows, greatest(l.rows, coalesce((SELECT max(row) FROM keying_row WHERE keying_id = $2), 0)) FROM fee_list l WHERE l.id = $1`,
		k.list, k.id).Scan(&printed, &last); err != nil {
		return 0, fmt.Errorf("keying %d: %w", k.id, err)
	}
	n := r.Row
	if n == 0 {
		n = last + 1
	}
	if n > last+1 || n > printed+maxNewRows {
		return 0, casework.Refuse(casework.Invalid, "Raden finns inte på listan.")
	}
	var who addedPerson
	if n > printed {
		var err error
		if who, err = b.identify(ctx, t, r); err != nil {
			return 0, err
		}
	} else if err := t.QueryRow(ctx, "SELECT member_id FROM fee_list_row WHERE list_id = $1 AND row = $2", k.list, n).Scan(&who.member); err != nil {
		return 0, fmt.Errorf("keying %d, row %d: %w", k.id, n, err)
	}
	if err := keyAllowed(k, keyOf(r)); err != nil {
		return 0, err
	}
	_, err := t.Exec(ctx, `
		INSERT INTO keying_row (keying_id, row, member_id, person_sealed, number_index, member_fee, control_fee, reason, blank, key_used, saved_at, staff_id)
		VALUES ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (keying_id, row) DO UPDATE SET member_id = excluded.member_id, person_sealed = excluded.person_sealed,
		    number_index = excluded.number_index, member_fee = excluded.member_fee, control_fee = excluded.control_fee, reason = excluded.reason,
		    blank = excluded.blank, key_used = excluded.key_used, saved_at = excluded.saved_at, staff_id = excluded.staff_id`,
		k.id, n, who.member, who.sealed, who.index, r.MemberFee, r.ControlFee, r.Reason, r.Blank, keyOf(r), t.Now, k.by.ID)
	if err != nil {
		return 0, fmt.Errorf("keying %d, row %d: %w", k.id, n, err)
	}
	return n, nil
}

// maxNewRows bounds the rows that one list may get by hand.
const maxNewRows = 200

// addedPerson is who stands on an added row: a member, or sealed as written.
type addedPerson struct {
	member        int64
	sealed, index []byte
}

// identify finds the member of an added row, else seals what was written.
func (b *Book) identify(ctx context.Context, t *store.Tx, r casework.KeyingRow) (who addedPerson, err error) {
	doc := personDoc{Name: strings.TrimSpace(r.Name), Text: strings.TrimSpace(r.Written)}
	if doc.Text == "" && doc.Name == "" && r.Number.IsZero() {
		return who, casework.Refuse(casework.Invalid, "Skriv personnumret eller namnet på den nya raden.")
	}
	number := r.Number
	if number.IsZero() {
		number, _ = register.ParsePersonnummer(doc.Text, register.DateOf(t.Now)) // as written where it is none
	}
	if !number.IsZero() {
		ids, err := casebook.MemberIDs(ctx, t, []string{number.Full()})
		if err != nil {
			return who, err
		}
		if who.member = ids[number]; who.member != 0 {
			return who, nil
		}
		doc.Number, doc.Text = number.Full(), ""
		if who.index, err = b.vault.Index(number); err != nil {
			return who, err
		}
	}
	plain, err := json.Marshal(doc)
	if err != nil {
		return who, err
	}
	who.sealed, err = b.vault.SealValue(purpose, plain)
	return who, err
}

// SaveWritten saves the total written on the list (casework.Keying).
func (b *Book) SaveWritten(ctx context.Context, by casework.Actor, id casework.KeyingID, total *register.Amount) (casework.RowSaved, error) {
	if total != nil && (*total < 0 || *total > register.MaxAmount) {
		return casework.RowSaved{}, casework.Refuse(casework.Invalid, "Summan är inte rimlig.")
	}
	var saved casework.RowSaved
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "UPDATE keying SET written = $2 WHERE id = $1", id, total); err != nil {
			return fmt.Errorf("keying %d: %w", id, err)
		}
		k.written = total
		s, err := b.sheet(ctx, t, reg, by, k)
		saved = savedOf(s, 0)
		return err
	})
	return saved, err
}

// Abandon gives a keying up (casework.Keying).
func (b *Book) Abandon(ctx context.Context, by casework.Actor, id casework.KeyingID) error {
	return b.store.InTx(ctx, func(t *store.Tx) error {
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		return k.move(ctx, t, by, casework.KeyingAbandoned)
	})
}

// caseRows are the keyed rows in the form that every check and booking reads. Rows that are not
// keyed yet are not among them.
func caseRows(s casework.KeyingSheet) []casework.CaseRow {
	var out []casework.CaseRow
	for _, r := range s.Rows {
		if !r.Answered() {
			continue
		}
		c := casework.CaseRow{Mark: casework.MarkKeyed, By: s.ByName, Blank: r.MemberFee == nil, Row: avgiftslista.Row{
			Personnummer: r.Number, Written: r.Written, Name: r.Name, Reason: r.Reason,
			Place: avgiftslista.Place{Part: avgiftslista.PartList + " " + s.List.Number, Row: r.Row, KeyedBy: s.ByName}}}
		line := "tom rad"
		if r.Reason != "" {
			line = r.Reason
		}
		if r.MemberFee != nil {
			c.MemberFee, line = *r.MemberFee, "medlemsavgift "+r.MemberFee.String()
		}
		if r.ControlFee != nil {
			c.ControlFee, c.HasControl = *r.ControlFee, true
			line += ", kontrollavgift " + r.ControlFee.String()
		}
		c.Place.Text = line
		out = append(out, c)
	}
	return out
}

// assess checks what is keyed so far, or all of it.
func assess(s casework.KeyingSheet, reg *store.Snapshot) casework.Assessment {
	d := avgiftslista.Draft{Company: s.List.Company.Organisation, Period: s.List.Period, StatedTotal: s.Written}
	return casework.Assess(d, caseRows(s), nil, reg.Register)
}

// judge fills in totals, what is left and the warnings of each row.
func (b *Book) judge(s *casework.KeyingSheet, reg *store.Snapshot) {
	judged := assess(*s, reg)
	i := 0
	for n := range s.Rows {
		r := &s.Rows[n]
		if !r.Answered() {
			s.Left++
			continue
		}
		r.Warnings = judged.Rows[i].Findings
		if r.MemberFee != nil || r.Reason != "" {
			s.Keyed.Rows++
			s.Keyed.MemberFee += judged.Rows[i].MemberFee
			s.Keyed.ControlFee += judged.Rows[i].ControlFee
		}
		i++
	}
}
