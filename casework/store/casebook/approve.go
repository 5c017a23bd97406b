package casebook

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// approve books what was on the screen, or asks a second person.
func (b *Book) approve(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, c casework.Command, do casework.Approve) (outcomeDoc, error) {
	d, err := b.recheck(ctx, t, reg, f, c.By, do.Screen)
	if err != nil {
		return outcomeDoc{}, err
	}
	if !c.By.Protected && d.touchesProtected(reg) {
		return outcomeDoc{}, notThere()
	}
	proposal, err := d.propose(do)
	if err != nil {
		return outcomeDoc{}, err
	}
	if err := d.mayDecide(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.openUp(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	if do.As == ledger.Duplicate {
		return d.linkDuplicate(ctx, t, c.By)
	}
	if proposal.NeedsSecond() {
		return d.askSecond(ctx, t, c.By, do, proposal)
	}
	return b.bookCase(ctx, t, d, booking{as: do.As, by: c.By.ID, actor: c.By, screen: do.Screen, key: c.Key, reason: do.Reason, accept: do.Accept})
}

// mayDecide refuses who has an interest in the company, and who approved the case in bulk when
// chance held it back for a second person (R10).
func (d *desk) mayDecide(ctx context.Context, t *store.Tx, by casework.Actor) error {
	var interest, first bool
	if err := t.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM staff_interest WHERE staff_id = $1 AND company_id = $2),
		       EXISTS (SELECT FROM held_back WHERE case_id = $3 AND first_by = $1 AND settled_at IS NULL)`, by.ID, d.Company.ID, d.ID).Scan(&interest, &first); err != nil {
		return fmt.Errorf("case %d: %w", d.ID, err)
	}
	switch {
	case interest:
		return casework.Refuse(casework.Denied, "Du har angett att du eller en närstående har ett intresse i företaget. En annan person beslutar.")
	case first:
		return casework.Refuse(casework.Denied, "Ärendet är utvalt på slump: en annan person bedömer det på nytt.")
	}
	return nil
}

// settleHeld notes whether the second person of a held-back case booked what the first would have.
func (d *desk) settleHeld(ctx context.Context, t *store.Tx, k booking) error {
	if _, err := t.Exec(ctx, `
		UPDATE held_back SET second_by = $2, settled_at = $3, agreed = $4 AND split_part(screen, '-', 8) = split_part($5, '-', 8)
		WHERE case_id = $1 AND settled_at IS NULL AND first_by <> $2`, d.ID, k.by, t.Now, k.as == ledger.New, string(k.screen)); err != nil {
		return fmt.Errorf("held back case %d: %w", d.ID, err)
	}
	return nil
}

// recheck locks the month, reads the desk again and refuses a screen that is no longer true.
func (b *Book) recheck(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, by casework.Actor, screen casework.Screen) (*desk, error) {
	if f.Company == nil || f.Period.IsZero() {
		return nil, casework.Refuse(casework.Invalid, "Ange företag och period innan uppgifterna godkänns.")
	}
	if err := CheckPeriod(f.Period, register.DateOf(t.Now)); err != nil {
		return nil, err
	}
	if err := LockMonth(ctx, t, f.Company.ID, f.Period); err != nil {
		return nil, err
	}
	d, err := b.layOut(ctx, t, reg, f, by)
	if err != nil {
		return nil, err
	}
	if diff := screen.Differs(d.screen); diff != nil {
		return nil, &casework.Error{Kind: casework.Conflict, Difference: diff,
			Sentence: "Det som stod på skärmen gäller inte längre: " + diff.Words() + ". Inget är bokfört. Läs om sidan."}
	}
	if !f.State.Live() {
		return nil, casework.Refuse(casework.Conflict, "Ärendet är redan %s. Inget är bokfört. Läs om sidan.", f.State.Word())
	}
	return d, nil
}

// propose checks that the rows can be booked as the clerk says.
func (d *desk) propose(do casework.Approve) (ledger.Proposal, error) {
	refuse := func(text string, args ...any) (ledger.Proposal, error) {
		return ledger.Proposal{}, casework.Refuse(casework.Invalid, text, args...)
	}
	if d.proposed == nil || len(d.judged.Rows) == 0 {
		return refuse("Ärendet har inga rader att bokföra.")
	}
	p := ledger.ProposeAs(d.current, LedgerRows(d.judged, d.people), do.As)
	reported := len(d.current.Current()) > 0
	switch {
	case do.As == ledger.New && reported:
		return refuse("Perioden är redan redovisad. Välj tillägg, rättelse eller dubblett.")
	case do.As != ledger.New && !reported:
		return refuse("Perioden är inte redovisad än, så uppgifterna kan bara vara en ny redovisning.")
	case do.As == ledger.Duplicate && d.proposed.Kind != ledger.Duplicate:
		return refuse("Uppgifterna är inte desamma som de bokförda. De kan inte vara en dubblett.")
	case do.As != d.proposed.Kind && strings.TrimSpace(do.Reason) == "":
		return refuse("Förslaget är %s. Skriv varför du väljer %s.", d.proposed.Kind.Word(), do.As.Word())
	}
	if do.As == ledger.Duplicate {
		return p, nil
	}
	if blocks := d.judged.Blockers(do.Accept); len(blocks) > 0 {
		return refuse("%s", strings.Join(blocks, "\n"))
	}
	return p, nil
}

func (d *desk) linkDuplicate(ctx context.Context, t *store.Tx, by casework.Actor) (outcomeDoc, error) {
	latest := d.current.Versions[len(d.current.Versions)-1].ID
	err := addEvent(ctx, t, d.ID, by, casework.EventDuplicate, "Dubblett av det som redan är bokfört. Inget bokfördes.",
		map[string]string{"report": fmt.Sprint(latest), "screen": d.screen.Hash()})
	if err != nil {
		return outcomeDoc{}, err
	}
	more, err := d.settle(ctx, t, by)
	return said("Dubblett. Inget är bokfört igen." + more), err
}

// askSecond stores the request; nothing is booked.
func (d *desk) askSecond(ctx context.Context, t *store.Tx, by casework.Actor, do casework.Approve, p ledger.Proposal) (outcomeDoc, error) {
	var id int64
	err := t.QueryRow(ctx, `
		INSERT INTO decision_request (case_id, kind, screen, accept, why, reason, asked_by, asked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		d.ID, do.As, do.Screen, nonNil(do.Accept), p.Second, do.Reason, by.ID, t.Now).Scan(&id)
	if store.Violates(err, "decision_request_open") {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Ett beslut i ärendet väntar redan på en andra person.")
	}
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("request on case %d: %w", d.ID, err)
	}
	text := "En andra person behövs: " + strings.Join(p.Second, " ")
	err = addEvent(ctx, t, d.ID, by, casework.EventRequested, text, map[string]string{"request": fmt.Sprint(id), "as": string(do.As), "screen": do.Screen.Hash()})
	return outcomeDoc{Request: id, Said: text + " Inget är bokfört än."}, err
}

// confirm is the second person's answer.
func (b *Book) confirm(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, c casework.Command, do casework.Confirm) (outcomeDoc, error) {
	var what string
	var as ledger.Kind
	var screen casework.Screen
	var accept []string
	var reason string
	var asked int64
	err := t.QueryRow(ctx, `
		SELECT what, kind, screen, accept, reason, asked_by FROM decision_request WHERE id = $1 AND case_id = $2 AND settled_at IS NULL FOR UPDATE`,
		do.Request, f.ID).Scan(&what, &as, &screen, &accept, &reason, &asked)
	if errors.Is(err, pgx.ErrNoRows) {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Beslutet väntar inte längre på en andra person. Läs om sidan.")
	}
	if err != nil {
		return outcomeDoc{}, fmt.Errorf("request %d: %w", do.Request, err)
	}
	if do.Yes && asked == c.By.ID {
		return outcomeDoc{}, casework.Refuse(casework.Denied, "Du har själv fattat beslutet. En annan person ska bekräfta det.")
	}
	if _, err := t.Exec(ctx, "UPDATE decision_request SET settled_by = $2, settled_at = $3, answer = $4 WHERE id = $1", do.Request, c.By.ID, t.Now, do.Yes); err != nil {
		return outcomeDoc{}, fmt.Errorf("request %d: %w", do.Request, err)
	}
	data := map[string]string{"request": fmt.Sprint(do.Request)}
	if !do.Yes {
		return said("Beslutet är avvisat. Inget är bokfört."),
			addEvent(ctx, t, f.ID, c.By, casework.EventDeclined, "Avvisat av andra person: "+do.Reason, data)
	}
	if what == casework.RequestCredentials {
		return b.confirmCredentials(ctx, t, f, c.By, asked, data)
	}
	d, err := b.recheck(ctx, t, reg, f, c.By, screen)
	if err != nil {
		return outcomeDoc{}, err
	}
	if !c.By.Protected && d.touchesProtected(reg) {
		return outcomeDoc{}, notThere()
	}
	if err := d.mayDecide(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	if err := f.openUp(ctx, t, c.By); err != nil {
		return outcomeDoc{}, err
	}
	if err := addEvent(ctx, t, f.ID, c.By, casework.EventConfirmed, "Bekräftat av andra person.", data); err != nil {
		return outcomeDoc{}, err
	}
	return b.bookCase(ctx, t, d, booking{as: as, by: asked, second: c.By.ID, actor: c.By, screen: screen, key: c.Key, reason: reason, accept: accept})
}

// booking is who books a case as what.
type booking struct {
	as         ledger.Kind
	by, second int64
	actor      casework.Actor // who pressed the last button
	screen     casework.Screen
	key        string
	reason     string
	accept     []string
}

// bookCase writes report, postings, event, state, receipt and the list's state.
func (b *Book) bookCase(ctx context.Context, t *store.Tx, d *desk, k booking) (outcomeDoc, error) {
	rows := LedgerRows(d.judged, d.people)
	id, err := b.Post(ctx, t, d.current, Posting{CompanyID: d.Company.ID, Period: d.Period, Kind: k.as, Rows: rows, Case: d.ID,
		List: d.list, Channel: d.channel(), By: k.by, Second: k.second, Screen: k.screen.Hash(), Key: k.key, Original: d.original,
		Reader: readerName(d.reader), Import: d.imported, Reason: k.reason})
	if err != nil {
		return outcomeDoc{}, err
	}
	if _, err := t.Exec(ctx, `UPDATE decision_request SET settled_by = $2, settled_at = $3, answer = false
		WHERE case_id = $1 AND settled_at IS NULL AND what = 'approve'`, d.ID, k.actor.ID, t.Now); err != nil {
		return outcomeDoc{}, fmt.Errorf("requests of case %d: %w", d.ID, err)
	}
	sum := ledger.SumOf(rows)
	text := fmt.Sprintf("Godkänt som %s för %s: %d rader.", k.as.Word(), d.Period.Words(), sum.Rows)
	if err := addEvent(ctx, t, d.ID, k.actor, casework.EventApproved, text, d.approvedData(id, k)); err != nil {
		return outcomeDoc{}, err
	}
	if err := d.settleHeld(ctx, t, k); err != nil {
		return outcomeDoc{}, err
	}
	if err := d.tellSiblings(ctx, t); err != nil {
		return outcomeDoc{}, err
	}
	if d.list != 0 {
		if err := MoveList(ctx, t, d.list, k.actor, casework.ListReported); err != nil {
			return outcomeDoc{}, err
		}
	}
	if err := b.sendReceipt(ctx, t, d, k.as, sum); err != nil {
		return outcomeDoc{}, err
	}
	more, err := d.settle(ctx, t, k.actor)
	return outcomeDoc{Report: id, Said: text + more}, err
}

// channel is how the rows reached us, as the report keeps it.
func (d *desk) channel() string {
	switch {
	case d.list != 0 || d.Origin == casework.OriginLetter:
		return "paper"
	case d.Origin == casework.OriginTelephone, d.Origin == casework.OriginCounter, d.Origin == casework.OriginDepartment:
		return string(d.Origin)
	}
	return "mail"
}

func readerName(reader string) string {
	if reader == "" {
		return "keyed"
	}
	return reader
}

// approvedData keeps the screen's hash and who stands for each row (R10).
func (d *desk) approvedData(id ledger.ReportID, k booking) map[string]string {
	accepted := map[int]bool{}
	for _, f := range d.judged.Findings {
		for _, code := range k.accept {
			accepted[f.Row] = accepted[f.Row] || code == f.Code
		}
	}
	marks := make([]string, len(d.judged.Rows))
	for i, r := range d.judged.Rows {
		marks[i] = string(r.Mark)
		if r.Mark == casework.MarkMachine && accepted[i] {
			marks[i] = string(casework.MarkAccepted)
		}
		if r.Skip {
			marks[i] = "skipped"
		}
	}
	return map[string]string{"report": fmt.Sprint(id), "as": string(k.as), "screen": k.screen.Hash(),
		"accepted": strings.Join(k.accept, ","), "rows": strings.Join(marks, ",")}
}

// tellSiblings writes into the other live cases of the month that the ledger has changed under
// them: their screens are refused from now on and their proposals made anew (R6).
func (d *desk) tellSiblings(ctx context.Context, t *store.Tx) error {
	others, err := siblings(ctx, t, d.dossier)
	if err != nil {
		return err
	}
	for _, id := range others {
		text := fmt.Sprintf("Ärende %s bokfördes för samma företag och period. Förslaget är prövat på nytt.", d.ID)
		if err := addEvent(ctx, t, id, casework.Program(), casework.EventRechecked, text, map[string]string{"case": d.ID.String()}); err != nil {
			return err
		}
	}
	return nil
}

// openRequest gives the request that waits on the case, nil where none does.
func openRequest(ctx context.Context, t *store.Tx, by casework.Actor, d *desk) (*casework.Request, error) {
	r := casework.Request{Case: d.ID}
	var screen casework.Screen
	err := t.QueryRow(ctx, `
		SELECT q.id, q.what, q.kind, q.screen, q.why, q.reason, q.asked_at, s.id, s.name
		FROM decision_request q JOIN staff s ON s.id = q.asked_by WHERE q.case_id = $1 AND q.settled_at IS NULL`, d.ID).
		Scan(&r.ID, &r.What, &r.As, &screen, &r.Why, &r.Reason, &r.At, &r.By.ID, &r.By.Name)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // most cases have none
	}
	if err != nil {
		return nil, fmt.Errorf("request of case %d: %w", d.ID, err)
	}
	r.Mine = r.By.ID == by.ID
	r.Invalid = r.What == casework.RequestApproval && screen.Differs(d.screen) != nil
	return &r, nil
}

// nonNil is for array columns that are not null.
func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
