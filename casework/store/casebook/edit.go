package casebook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// monthsAhead is how far a period may lie ahead: the coming month's list may be sent early.
const monthsAhead = 1

// CheckPeriod refuses a period that lies too far ahead.
func CheckPeriod(p register.Period, today register.Date) error {
	if last := register.PeriodOf(today).AddMonths(monthsAhead); last.Before(p) {
		return casework.Refuse(casework.Invalid, "Perioden %s ligger för långt fram. Den kan vara högst %s.", p.Words(), last.Words())
	}
	return nil
}

// editRows replaces the draft by what the clerk typed.
func (b *Book) editRows(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, by casework.Actor, do casework.EditRows) (outcomeDoc, error) {
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	old, err := fetchJSON[draftDoc](ctx, t, f.draft)
	if err != nil {
		return outcomeDoc{}, err
	}
	told, err := f.toldBy(ctx, t)
	if err != nil {
		return outcomeDoc{}, err
	}
	next := draftDoc{Stated: do.Stated, Unread: old.Unread, Control: old.Control}
	from := make([]int, 0, len(do.Rows)) // the old index of each new row that is unchanged, else −1
	changed := 0
	for _, e := range do.Rows {
		row, same := editRow(old, e, by.Name, register.DateOf(t.Now))
		if told != "" && (e.From < 0 || e.From >= len(old.Rows)) {
			row.Place = avgiftslista.Place{Part: told}
		}
		next.Rows = append(next.Rows, row)
		if same {
			from = append(from, e.From)
			continue
		}
		from = append(from, -1)
		changed++
	}
	next.Read = carryFindings(old.Read, from)
	if err := f.replaceDraft(ctx, t, next); err != nil {
		return outcomeDoc{}, err
	}
	if restricted := numbersProtected(reg, next); restricted && !f.Restricted {
		if _, err := t.Exec(ctx, "UPDATE case_file SET restricted = true WHERE id = $1", f.ID); err != nil {
			return outcomeDoc{}, fmt.Errorf("restrict case %d: %w", f.ID, err)
		}
	}
	text := fmt.Sprintf("Raderna är ändrade: %d ändrade eller nya, %d rader nu, %d förut.", changed, len(next.Rows), len(old.Rows))
	return said(text), addEvent(ctx, t, f.ID, by, casework.EventEdited, text, nil)
}

// addRow adds a row that a person confirmed on an image; a line of it can only be added once.
func (b *Book) addRow(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, by casework.Actor, do casework.AddRow) (outcomeDoc, error) {
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	draft, err := fetchJSON[draftDoc](ctx, t, f.draft)
	if err != nil {
		return outcomeDoc{}, err
	}
	place := do.Row.Place.String()
	if slices.ContainsFunc(draft.Rows, func(r rowDoc) bool { return r.Place.String() == place }) {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Den raden är redan tillagd i ärendet.")
	}
	draft.Rows = append(draft.Rows, newRowDoc(casework.CaseRow{Row: do.Row, Mark: casework.MarkEdited, By: by.Name}))
	if err := f.replaceDraft(ctx, t, draft); err != nil {
		return outcomeDoc{}, err
	}
	if numbersProtected(reg, draft) && !f.Restricted {
		if _, err := t.Exec(ctx, "UPDATE case_file SET restricted = true WHERE id = $1", f.ID); err != nil {
			return outcomeDoc{}, fmt.Errorf("restrict case %d: %w", f.ID, err)
		}
	}
	text := "En rad läst ur en bild är bekräftad: " + place + "."
	return said(text), addEvent(ctx, t, f.ID, by, casework.EventEdited, text, nil)
}

func numbersProtected(reg *store.Snapshot, d draftDoc) bool {
	for _, r := range d.rows() {
		if m, ok := reg.Member(r.Personnummer); ok && m.Protected {
			return true
		}
	}
	return false
}

// editRow makes a row of what was typed; same tells that it is the old one untouched.
func editRow(old draftDoc, e casework.RowEdit, by string, today register.Date) (row rowDoc, same bool) {
	row = rowDoc{Written: strings.TrimSpace(e.Number), Name: strings.TrimSpace(e.Name), MemberFee: e.MemberFee, ControlFee: e.ControlFee,
		HasControl: e.HasControl, Reason: e.Reason, Blank: e.Blank, Book: e.Book}
	if p, err := register.ParsePersonnummer(e.Number, today); err == nil {
		row.Number, row.Written = p.Full(), ""
	}
	row.Mark, row.By = casework.MarkEdited, by
	if e.From < 0 || e.From >= len(old.Rows) {
		row.Place = avgiftslista.Place{Part: "tillagd av handläggare"}
		return row, false
	}
	was := old.Rows[e.From]
	if was.Number == row.Number && was.Name == row.Name && was.MemberFee == row.MemberFee && was.ControlFee == row.ControlFee &&
		was.Reason == row.Reason && was.Blank == row.Blank && was.Book == row.Book && (row.Number != "" || was.Written == row.Written) {
		return was, true
	}
	row.Place, row.Base, row.HasBase = was.Place, was.Base, was.HasBase
	return row, false
}

// carryFindings keeps the reader's findings on the whole and on rows that are untouched, at
// their new places.
func carryFindings(read []avgiftslista.Finding, from []int) []avgiftslista.Finding {
	var out []avgiftslista.Finding
	for _, f := range read {
		if f.Row < 0 {
			out = append(out, f)
			continue
		}
		for now, was := range from {
			if was == f.Row {
				f.Row = now
				out = append(out, f)
				break
			}
		}
	}
	return out
}

// replaceDraft stores a new draft and erases the old one.
func (f *dossier) replaceDraft(ctx context.Context, t *store.Tx, d draftDoc) error {
	id, err := keepJSON(ctx, t, d)
	if err != nil {
		return err
	}
	if !f.draft.IsZero() {
		if err := t.Erase(ctx, f.draft); err != nil {
			return err
		}
	}
	f.draft = id
	if _, err := t.Exec(ctx, "UPDATE case_file SET draft_object = $2, changed_at = $3, revision = revision + 1 WHERE id = $1", f.ID, object(id), t.Now); err != nil {
		return fmt.Errorf("draft of case %d: %w", f.ID, err)
	}
	return nil
}

func (b *Book) setCompany(ctx context.Context, t *store.Tx, _ *store.Snapshot, f *dossier, by casework.Actor, do casework.SetCompany) (outcomeDoc, error) {
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	id, err := companyID(ctx, t, do.Organisation)
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("company of case %d: %w", f.ID, err)
	}
	if id == 0 {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Inget företag i registret har det organisationsnumret.")
	}
	reading, err := fetchJSON[readingDoc](ctx, t, f.reading)
	if err != nil {
		return outcomeDoc{}, err
	}
	known, err := b.senderKnown(ctx, t, id, reading.Sender, f.OpenedAt)
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("company of case %d: %w", f.ID, err)
	}
	var name string
	if err := t.QueryRow(ctx, `
		UPDATE case_file c SET company_id = $2, sender_known = $3, changed_at = $4, revision = revision + 1,
		       flags = array_remove(array_remove(c.flags, 'company_unknown'), 'company_ambiguous')
		FROM company co WHERE c.id = $1 AND co.id = $2 RETURNING co.name`, f.ID, id, known, t.Now).Scan(&name); err != nil {
		return outcomeDoc{}, fmt.Errorf("company of case %d: %w", f.ID, err)
	}
	text := "Företaget är " + name + "."
	return said(text), addEvent(ctx, t, f.ID, by, casework.EventCompany, text, map[string]string{"company": fmt.Sprint(id)})
}

func (b *Book) setPeriod(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, do casework.SetPeriod) (outcomeDoc, error) {
	if err := CheckPeriod(do.Period, register.DateOf(t.Now)); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	if _, err := t.Exec(ctx, `
		UPDATE case_file SET period = $2, changed_at = $3, revision = revision + 1, flags = array_remove(flags, 'period_missing')
		WHERE id = $1`, f.ID, monthColumn(do.Period), t.Now); err != nil {
		return outcomeDoc{}, fmt.Errorf("period of case %d: %w", f.ID, err)
	}
	text := "Perioden är " + do.Period.Words() + "."
	return said(text), addEvent(ctx, t, f.ID, by, casework.EventPeriod, text, map[string]string{"period": do.Period.String()})
}

// handAway gives a mail back to whom it belongs (R5): our copy is erased at once, the server's
// is moved, hash, time and reason stay.
func (b *Book) handAway(ctx context.Context, t *store.Tx, f *dossier, by casework.Actor, kind casework.EventKind, to casework.Folder, reason string) (outcomeDoc, error) {
	var booked bool
	if err := t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM fee_report WHERE case_id = $1)", f.ID).Scan(&booked); err != nil {
		return outcomeDoc{}, fmt.Errorf("hand away case %d: %w", f.ID, err)
	}
	if booked {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Uppgifter ur mejlet är bokförda. Det måste finnas kvar hos oss.")
	}
	if f.message == 0 {
		return outcomeDoc{}, casework.Refuse(casework.Invalid, "Ärendet kom inte med mejl.")
	}
	if err := f.alone(ctx, t); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.eraseMails(ctx, t, reason, to); err != nil {
		return outcomeDoc{}, fmt.Errorf("hand away case %d: %w", f.ID, err)
	}
	text := "Inte vårt ärende: " + reason + ". Vår kopia är raderad."
	if kind == casework.EventMemberErrand {
		text = "Medlemsärende: " + reason + ". Vår kopia är raderad."
	}
	if err := addEvent(ctx, t, f.ID, by, kind, text, nil); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.move(ctx, t, by, casework.CaseDecided, ""); err != nil {
		return outcomeDoc{}, err
	}
	return said(text), f.move(ctx, t, by, casework.CaseClosed, "")
}

// eraseMails erases all that the vault holds of the case and has its mails moved.
func (f *dossier) eraseMails(ctx context.Context, t *store.Tx, reason string, to casework.Folder) error {
	rows, err := t.Query(ctx, `
		SELECT m.raw_object FROM case_message x JOIN message m ON m.id = x.message_id WHERE x.case_id = $1 AND m.raw_object IS NOT NULL
		UNION SELECT r.object_id FROM case_message x JOIN reading r ON r.message_id = x.message_id WHERE x.case_id = $1 AND r.object_id IS NOT NULL
		UNION SELECT unnest(ARRAY[reading_object, draft_object, heading_object]) FROM case_file WHERE id = $1`, f.ID)
	if err != nil {
		return err
	}
	objects, err := pgx.CollectRows(rows, pgx.RowTo[*[16]byte])
	if err != nil {
		return err
	}
	for _, o := range objects {
		if o == nil {
			continue
		}
		if err := t.Erase(ctx, vault.ID(*o)); err != nil {
			return err
		}
	}
	moved, err := t.Query(ctx, `
		UPDATE message m SET erased_at = $2, reason = $3, message_id = NULL FROM case_message x
		WHERE x.message_id = m.id AND x.case_id = $1 RETURNING m.id`, f.ID, t.Now, reason)
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(moved, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.Enqueue(ctx, casework.MoveMessage{MessageID: id, To: to}, t.Now); err != nil {
			return err
		}
	}
	return nil
}
