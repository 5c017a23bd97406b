package casebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clients"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// CaseClients proposes which client each row is for (casework.Sources).
func (b *Book) CaseClients(ctx context.Context, by casework.Actor, id casework.CaseID, named []clients.Named, more []int) (casework.CaseClients, error) {
	var found casework.CaseClients
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		d, err := b.openDesk(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if found.CasePage, err = b.page(ctx, t, by, d); err != nil {
			return err
		}
		if !found.Editable {
			return casework.Refuse(casework.Denied, "Bara den som arbetar med ärendet kan dela det.")
		}
		rows := make([]avgiftslista.Row, len(found.Rows))
		for i, r := range found.Rows {
			rows[i] = r.Row
		}
		found.Choices = clients.Propose(rows, named, d.Period, reg.Register)
		found.Companies, err = offered(ctx, t, reg, found.Choices, d.reading.Sender, more)
		if err != nil {
			return err
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "case", Case: int64(id), Object: "clients"})
	})
	return found, err
}

// offered lists the companies to choose among, by name.
func offered(ctx context.Context, t *store.Tx, reg *store.Snapshot, choices []clients.Choice, sender string, more []int) ([]casework.CompanyRef, error) {
	wanted := map[register.OrganisationNumber]bool{}
	for _, c := range choices {
		wanted[c.Org] = !c.Org.IsZero()
	}
	for _, c := range reg.CompaniesByEmail(sender) {
		wanted[c.OrganisationNumber] = true
	}
	for _, n := range more {
		c, ok := reg.CompanyByCustomerNumber(n)
		if !ok {
			return nil, casework.Refuse(casework.Invalid, "Inget företag har kundnummer %d.", n)
		}
		wanted[c.OrganisationNumber] = true
	}
	var out []casework.CompanyRef
	for org, yes := range wanted {
		if !yes {
			continue
		}
		c, _ := reg.Company(org)
		id, err := companyID(ctx, t, org)
		if err != nil {
			return nil, err
		}
		out = append(out, casework.CompanyRef{ID: id, CustomerNumber: c.CustomerNumber, Organisation: org, Name: c.Name})
	}
	slices.SortFunc(out, func(a, b casework.CompanyRef) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// divide gives rows to cases of their own, one a client (R25). The mail stays one: each case shows it, and only the
// case that it opened may give it away.
func (b *Book) divide(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, by casework.Actor, do casework.Divide) (outcomeDoc, error) {
	if err := f.openUp(ctx, t, by); err != nil {
		return outcomeDoc{}, err
	}
	d, err := b.layOut(ctx, t, reg, f, by)
	if err != nil {
		return outcomeDoc{}, err
	}
	if d.screen != do.Screen {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Raderna har ändrats sedan sidan visades. Läs om den och dela igen.")
	}
	var opened []string
	var gone []int
	for _, p := range do.Parts {
		if slices.Max(p.Rows) >= len(d.draft.Rows) {
			return outcomeDoc{}, casework.Refuse(casework.Invalid, "En rad finns inte längre. Läs om sidan.")
		}
		id, err := b.openPart(ctx, t, reg, d, by, p)
		if err != nil {
			return outcomeDoc{}, err
		}
		opened, gone = append(opened, id.String()), append(gone, p.Rows...)
	}
	text := fmt.Sprintf("Delat: %s fick %d rader. Kvar här: %d.", strings.Join(opened, ", "), len(gone), len(d.draft.Rows)-len(gone))
	rest := d.draft.part(func(i int) bool { return !slices.Contains(gone, i) })
	rest.Stated, rest.Unread, rest.Control = d.draft.Stated, d.draft.Unread, d.draft.Control
	if err := f.replaceDraft(ctx, t, rest); err != nil {
		return outcomeDoc{}, err
	}
	if len(rest.Rows) > 0 || len(rest.Unread) > 0 {
		return said(text), addEvent(ctx, t, f.ID, by, casework.EventEdited, text, nil)
	}
	if err := addEvent(ctx, t, f.ID, by, casework.EventDivided, text, nil); err != nil {
		return outcomeDoc{}, err
	}
	left, err := f.settle(ctx, t, by)
	return said(text + left), err
}

// part is the draft of some of the rows, with the reader's findings on them.
func (d draftDoc) part(keep func(int) bool) draftDoc {
	var out draftDoc
	var from []int
	for i, r := range d.Rows {
		if keep(i) {
			out.Rows, from = append(out.Rows, r), append(from, i)
		}
	}
	for _, f := range carryFindings(d.Read, from) {
		if f.Row != avgiftslista.WholeDraft { // what concerns the whole mail says nothing about a part of it
			out.Read = append(out.Read, f)
		}
	}
	return out
}

// openPart opens the case of one client.
func (b *Book) openPart(ctx context.Context, t *store.Tx, reg *store.Snapshot, d *desk, by casework.Actor, p casework.Part) (casework.CaseID, error) {
	company, err := companyID(ctx, t, p.Organisation)
	if err != nil {
		return 0, err
	}
	if company == 0 {
		return 0, casework.Refuse(casework.Invalid, "Företaget %s finns inte i registret.", p.Organisation)
	}
	doc := d.draft.part(func(i int) bool { return slices.Contains(p.Rows, i) })
	draft, err := keepJSON(ctx, t, doc)
	if err != nil {
		return 0, err
	}
	known, err := b.senderKnown(ctx, t, company, d.reading.Sender, d.OpenedAt)
	if err != nil {
		return 0, err
	}
	var id casework.CaseID
	err = t.QueryRow(ctx, `
		INSERT INTO case_file (origin, state, kinds, flags, company_id, period, restricted, sender_known, said, reader, import_id,
		       message_id, reading_object, draft_object, heading_object, divided_from, mode, opened_at, created_at, changed_at)
		SELECT origin, 'new', '{fee_data}', $2, $3, period, $4, $5, said, reader, import_id, message_id, reading_object, $6, heading_object, id, mode, opened_at, $7, $7
		FROM case_file WHERE id = $1 RETURNING id`,
		d.ID, nonNil(partFlags(doc, p.Organisation, d.Period, known, reg)), company, d.Restricted || numbersProtected(reg, doc), known, object(draft), t.Now).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("part of case %d: %w", d.ID, err)
	}
	text := fmt.Sprintf("Delat ur %s: %d rader.", d.ID, len(p.Rows))
	return id, addEvent(ctx, t, id, by, casework.EventArrived, text, map[string]string{"from": d.ID.String()})
}

// partFlags are the flags of contract.md by the part's own rows.
func partFlags(doc draftDoc, org register.OrganisationNumber, period register.Period, known bool, reg *store.Snapshot) []string {
	var flags []string
	if !known {
		flags = append(flags, "sender_unknown")
	}
	if period.IsZero() {
		flags = append(flags, "period_missing")
	}
	draft := avgiftslista.Draft{Company: org, Period: period}
	for _, f := range casework.Assess(draft, doc.rows(), doc.Read, reg.Register).Findings {
		if f.Flag != "" {
			flags = append(flags, f.Flag)
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}

// alone refuses where other cases show the same mail: it cannot be given away under them.
func (f *dossier) alone(ctx context.Context, t *store.Tx) error {
	var other casework.CaseID
	if err := t.QueryRow(ctx, "SELECT coalesce(min(id), 0) FROM case_file WHERE message_id = $1 AND id <> $2", f.message, f.ID).Scan(&other); err != nil {
		return fmt.Errorf("cases beside %d: %w", f.ID, err)
	}
	if other != 0 {
		return casework.Refuse(casework.Conflict, "Mejlet är delat på flera företag (%s). Avslå det här ärendet i stället.", other)
	}
	return nil
}
