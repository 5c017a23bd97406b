// Package answerbook keeps drafts, answers, tags, text modules and macros in PostgreSQL: it
// fulfils answers.Book over the cases of casework/store/casebook.
//
//	SaveDraft ─▶ draft_reply (sealed; one a case, with a revision)
//	Send      ─▶ lock the case ─▶ the key came before? ─▶ anything new since Seen? ─▶ may this text go there?
//	              ─▶ outbox + job, or confirmation (a letter) ─▶ event ─▶ state ─▶ tags; the draft goes
//	Undo      ─▶ stop what has not left ─▶ the draft again ─▶ the case open
//
// Texts are versions: a change adds one, and an answer says which it used.
package answerbook

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Book keeps answers. It is safe for concurrent use.
type Book struct {
	store    *store.Store
	cases    *casebook.Book
	vault    *vault.Vault
	mails    *letter.Mails
	library  *answers.Library
	calendar bankday.Calendar
	printer  Printer
}

// New makes the Book. v must be the store's vault.
func New(s *store.Store, cases *casebook.Book, v *vault.Vault, library *answers.Library, calendar bankday.Calendar, printer Printer) *Book {
	return &Book{store: s, cases: cases, vault: v, mails: cases.Mails(), library: library, calendar: calendar, printer: printer}
}

// Library gives the texts of the program (answers.Book).
func (b *Book) Library() *answers.Library { return b.library }

// Panel gives what the case page shows of answers (answers.Book).
func (b *Book) Panel(ctx context.Context, by casework.Actor, c casework.CasePage) (answers.Panel, error) {
	var p answers.Panel
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		p = answers.Panel{Seen: c.Seen, Today: register.DateOf(t.Now), Calendar: b.calendar}
		var evidence []string
		for _, e := range c.Evidence {
			evidence = append(evidence, e.Text)
		}
		p.Asked = answers.AskedBy(c.Case.FAQ, evidence)
		co, err := b.cases.Correspond(ctx, t, reg, by, c.Case.ID, false)
		if err != nil {
			return err
		}
		if p.Recipients, err = recipients(ctx, t, co); err != nil {
			return err
		}
		p.Facts = b.facts(t, reg, by, c.Case)
		p.Missing = b.library.Missing(c, members(reg, c.Case), quiet(reg))
		if p.Draft, err = b.draft(ctx, t, c.Case.ID); err != nil {
			return err
		}
		if err := t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM answer WHERE case_id = $1 AND undone_at IS NULL)", c.Case.ID).Scan(&p.Answered); err != nil {
			return err
		}
		if p.Waiting, err = waiting(ctx, t, by, c.Case.ID); err != nil {
			return err
		}
		if p.Tags, err = tags(ctx, t, c.Case.ID); err != nil {
			return err
		}
		if c.Case.Company != nil {
			if p.Lists, err = listsOut(ctx, t, c.Case.Company.ID); err != nil {
				return err
			}
		}
		texts, err := readTexts(ctx, t)
		p.Modules, p.Macros = texts.Modules, texts.Macros
		return err
	})
	if err != nil {
		return answers.Panel{}, fmt.Errorf("answers of case %d: %w", c.Case.ID, err)
	}
	return p, nil
}

// waitDays is how many bank days a company has to answer.
const waitDays = 5

// facts are what fills the gaps of a case's texts.
func (b *Book) facts(t *store.Tx, reg *store.Snapshot, by casework.Actor, c casework.Case) answers.Facts {
	house := b.mails.House()
	f := answers.Facts{Case: c.ID.String(), Phone: house.Phone, Hours: house.Hours, Web: house.Web, Clerk: by.Name,
		AnswerBy: answers.BankDaysAfter(b.calendar, register.DateOf(t.Now), waitDays).Words()}
	if c.Company == nil {
		return f
	}
	f.Company = c.Company.Name
	company, ok := reg.Company(c.Company.Organisation)
	if ok {
		var lines []string
		for _, l := range []string{company.CareOf, company.Street, strings.TrimSpace(company.Postcode + " " + company.City)} {
			if l != "" {
				lines = append(lines, l)
			}
		}
		f.Address = strings.Join(lines, ", ")
	}
	if !c.Period.IsZero() {
		f.Period = c.Period.Words()
		f.LastDay = avgiftslista.Due(c.Period, company.PayDay, b.calendar).List.Words()
	}
	return f
}

// members counts the members of the case's company in its period.
func members(reg *store.Snapshot, c casework.Case) int {
	if c.Company == nil || c.Period.IsZero() {
		return 0
	}
	n := 0
	for _, m := range reg.Employed(c.Company.Organisation, c.Period) {
		if m.In(c.Period) {
			n++
		}
	}
	return n
}

// quiet tells whom nobody is asked about: the dead and the protected (R8, R13).
func quiet(reg *store.Snapshot) func(register.Personnummer) bool {
	return func(n register.Personnummer) bool {
		m, ok := reg.Member(n)
		return ok && (m.Protected || !m.DeceasedOn.IsZero())
	}
}

// guarded is what an answer in a case must not tell.
func guarded(ctx context.Context, t *store.Tx, reg *store.Snapshot, co casebook.Correspondence) (answers.Guarded, error) {
	g := answers.Guarded{}
	for _, name := range co.Names {
		if len(strings.Fields(name)) > 1 {
			g.People = append(g.People, name)
		}
	}
	company := co.Case.Company
	if company == nil {
		return g, nil
	}
	for _, m := range reg.EverEmployed(company.Organisation) {
		if !m.Protected {
			g.People = append(g.People, m.FullName(), m.LastName+" "+m.FirstName)
		}
	}
	g.Company = []string{company.Name, company.Organisation.Full(), fmt.Sprint(company.CustomerNumber)}
	if n := company.Organisation.Full(); len(n) == 10 {
		g.Company = append(g.Company, n[:6]+"-"+n[6:])
	}
	var err error
	g.Contacts, err = contactNames(ctx, t, company.ID)
	return g, err
}

func contactNames(ctx context.Context, t *store.Tx, company int64) ([]string, error) {
	rows, err := t.Query(ctx, "SELECT DISTINCT name FROM contact_person WHERE company_id = $1", company)
	if err != nil {
		return nil, fmt.Errorf("contacts of company %d: %w", company, err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("contacts of company %d: %w", company, err)
	}
	return names, nil
}

// recipients are where an answer in a case may go, the proposed one first: the sender where the
// address was known for the company before the mail came, else the company's confirmed
// addresses, its postal address, and last the sender that nobody confirmed (R18). Who brought an
// errand without a mail chooses none; one who is not verified is answered by letter only (R12).
func recipients(ctx context.Context, t *store.Tx, co casebook.Correspondence) ([]answers.Recipient, error) {
	if !co.Case.State.Live() && co.Case.State != casework.CaseDecided {
		return nil, nil
	}
	var out []answers.Recipient
	sender, known := letter.ReceiptTo(co.Known, co.Sender, co.Received)
	if known && bounces(co.Known, sender) {
		known = false
	}
	if known {
		out = append(out, answers.Recipient{Way: answers.WayMail, Address: sender, Confirmed: true, Sender: true})
	}
	if co.Case.Verified != casework.VerifiedNot {
		for _, address := range current(co.Known, co.Received) {
			if address != sender {
				out = append(out, answers.Recipient{Way: answers.WayMail, Address: address, Confirmed: true})
			}
		}
	}
	if co.Case.Company != nil {
		out = append(out, answers.Recipient{Way: answers.WayLetter, Confirmed: true})
	}
	if !known && co.Sender != "" {
		out = append(out, answers.Recipient{Way: answers.WayMail, Address: co.Sender, Sender: true})
	}
	return named(ctx, t, co, out)
}

func bounces(known []letter.KnownAddress, address string) bool {
	return slices.ContainsFunc(known, func(k letter.KnownAddress) bool { return k.Address == address && k.Bounces })
}

// current are the addresses that were known at a moment and hold still.
func current(known []letter.KnownAddress, at time.Time) []string {
	held := slices.DeleteFunc(slices.Clone(known), func(k letter.KnownAddress) bool { return !k.Ended.IsZero() })
	addresses := letter.Registered(held, at)
	slices.Sort(addresses)
	return slices.Compact(addresses)
}

// named fills in the contact persons whose addresses they are.
func named(ctx context.Context, t *store.Tx, co casebook.Correspondence, to []answers.Recipient) ([]answers.Recipient, error) {
	if co.Case.Company == nil {
		return to, nil
	}
	rows, err := t.Query(ctx, "SELECT email, name FROM contact_person WHERE company_id = $1 AND email <> '' AND ended_at IS NULL ORDER BY id", co.Case.Company.ID)
	if err != nil {
		return nil, fmt.Errorf("contacts of company %d: %w", co.Case.Company.ID, err)
	}
	names := map[string]string{}
	var email, name string
	if _, err := pgx.ForEachRow(rows, []any{&email, &name}, func() error { names[email] = name; return nil }); err != nil {
		return nil, fmt.Errorf("contacts of company %d: %w", co.Case.Company.ID, err)
	}
	for i := range to {
		if to[i].Confirmed {
			to[i].Name = names[to[i].Address]
		}
	}
	return to, nil
}

// Waiting gives what waits to leave (answers.Book).
func (b *Book) Waiting(ctx context.Context, by casework.Actor, id casework.CaseID) ([]answers.Waiting, error) {
	var found []answers.Waiting
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		if _, err := casebook.Locked(ctx, t, by, id); err != nil { // NotFound for who may not see it
			return err
		}
		var err error
		found, err = waiting(ctx, t, by, id)
		return err
	})
	return found, err
}

// waiting are the mails and answers by letter of a case that have not left.
func waiting(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) ([]answers.Waiting, error) {
	rows, err := t.Query(ctx, `
		SELECT o.id, o.recipient, o.not_before, o.template, coalesce(a.id, 0), coalesce(a.staff_id = $2, false)
		FROM outbox o LEFT JOIN answer a ON a.outbox_id = o.id AND a.undone_at IS NULL
		WHERE o.case_id = $1 AND o.state = 'queued' AND o.attempts = 0 AND o.not_before > $3
		UNION ALL
		SELECT 0, '', a.at, 'answer', a.id, true FROM answer a JOIN confirmation k ON k.id = a.confirmation_id
		WHERE a.case_id = $1 AND a.staff_id = $2 AND a.undone_at IS NULL
		  AND (k.state = 'waiting' OR EXISTS (SELECT FROM letter l WHERE l.confirmation_id = k.id AND l.state IN ('held', 'waiting')))
		ORDER BY 3 DESC, 1 DESC`, id, by.ID, t.Now)
	if err != nil {
		return nil, fmt.Errorf("waiting mails: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (w answers.Waiting, err error) {
		err = row.Scan(&w.Mail, &w.To, &w.At, &w.Template, &w.Answer, &w.Mine)
		return w, err
	})
}

// mineShown is how many of the actor's own waiting mails are shown away from their cases.
const mineShown = 3

// Mine gives what waits to leave of the actor's own (answers.Book).
func (b *Book) Mine(ctx context.Context, by casework.Actor) ([]answers.Waiting, error) {
	rows, err := b.store.Pool().Query(ctx, `
		SELECT o.id, o.recipient, o.not_before, o.template, o.case_id, coalesce(a.id, 0), coalesce(r.id, 0)
		FROM outbox o LEFT JOIN answer a ON a.outbox_id = o.id AND a.staff_id = $1 AND a.undone_at IS NULL
		LEFT JOIN LATERAL (SELECT x.id FROM fee_report x WHERE x.case_id = o.case_id AND x.decided_at = o.created_at AND x.decided_by = $1
		                   AND x.second_by IS NULL AND x.kind <> 'annulment' ORDER BY x.id DESC LIMIT 1) r ON true
		WHERE o.state = 'queued' AND o.attempts = 0 AND o.not_before > $2 AND o.case_id IS NOT NULL AND (a.id IS NOT NULL OR r.id IS NOT NULL)
		ORDER BY o.id DESC LIMIT $3`, by.ID, b.cases.Now(), mineShown)
	if err != nil {
		return nil, fmt.Errorf("own waiting mails: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (w answers.Waiting, err error) {
		w.Mine = true
		err = row.Scan(&w.Mail, &w.To, &w.At, &w.Template, &w.Case, &w.Answer, &w.Report)
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("own waiting mails: %w", err)
	}
	return found, nil
}

// listsShown is how many lists can be chosen to be sent again.
const listsShown = 6

func listsOut(ctx context.Context, t *store.Tx, company int64) ([]casework.ListRow, error) {
	lists, err := casebook.ListRows(ctx, t, "l.company_id = $1 AND l.state IN ('printed', 'handed_over', 'posted', 'retur') ORDER BY l.period DESC, l.version DESC LIMIT $2", company, listsShown)
	if err != nil {
		return nil, fmt.Errorf("lists of company %d: %w", company, err)
	}
	return lists, nil
}
