// Package casebook keeps cases, decisions and the ledger in PostgreSQL: it fulfils
// casework.Cases and casework.Companies over casework/store's transactions.
//
// # A decision in one transaction
//
//	lock the case ─▶ the key came before? ─yes─▶ the first outcome, Repeat
//	      │ no
//	      ▼
//	lock company and period ─▶ read the page again ─▶ screen differs? ─▶ Conflict + Difference
//	      ▼
//	blockers? ─▶ Invalid     second person needed? ─▶ a request, nothing booked
//	      ▼
//	fee_report + posting + case state + case_event + outbox (+ its job) + decision
//
// Every command locks its case first and company and period second, so two never wait for one
// another. The register snapshot is taken before the transaction and refused within it if an
// import came between.
//
// # What lies where
//
//	case_file    in clear: kinds, company, period, flags, state. No member, no amount.
//	vault        reading (what was understood), draft (rows as read or edited), heading (subject and
//	             sender, for the queue), sources of a report's postings (place and text of each row)
//	posting      member_id, or sealed number and HMAC index
//	case_event   append-only; its texts are refused where they hold a personnummer
//
// A restricted case (a protected person's number was read) is NotFound for whoever lacks the
// permission, and a line without name and preview in the queue.
package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Book is the cases, decisions and ledger of a database. It is safe for concurrent use.
type Book struct {
	store *store.Store
	vault *vault.Vault
	mails *letter.Mails
	clock func() time.Time
	delay time.Duration // how long a mail that follows a decision can be stopped (R28)
}

// Delayed is the Book with a time to change one's mind: mails that follow a decision wait for so
// long, and for so long the decision can be undone by who took it. New has none.
func (b *Book) Delayed(by time.Duration) *Book {
	later := *b
	later.delay = by
	return &later
}

// Delay is how long a decision can be undone.
func (b *Book) Delay() time.Duration { return b.delay }

// New makes the Book of a store. v must be the store's vault and clock its clock.
func New(s *store.Store, v *vault.Vault, mails *letter.Mails, clock func() time.Time) *Book {
	return &Book{store: s, vault: v, mails: mails, clock: clock}
}

// Now is the store's time.
func (b *Book) Now() time.Time { return b.clock() }

// today is the civil day now.
func (b *Book) today() register.Date { return register.DateOf(b.clock()) }

// errStale says that the register changed between the snapshot and the transaction.
var errStale = errors.New("the register changed meanwhile")

// staleAttempts bounds how often a transaction is run because of imports between.
const staleAttempts = 4

// InTx runs f in a transaction beside the register as it stands in that transaction.
func (b *Book) InTx(ctx context.Context, f func(*store.Tx, *store.Snapshot) error) error {
	var err error
	for range staleAttempts {
		var reg *store.Snapshot
		// Before the transaction: within it a second connection could wait for ever.
		if reg, err = b.store.Register(ctx); err != nil {
			return err
		}
		err = b.store.InTx(ctx, func(t *store.Tx) error {
			var current int64
			if err := t.QueryRow(ctx, "SELECT coalesce(max(id), 0) FROM import_run WHERE outcome = 'applied'").Scan(&current); err != nil {
				return fmt.Errorf("last import: %w", err)
			}
			if current != reg.Import {
				return errStale
			}
			return f(t, reg)
		})
		if !errors.Is(err, errStale) {
			return err
		}
	}
	return err
}

// addEvent appends to a case's history. A text with a personnummer is refused: the history
// stands in clear.
func addEvent(ctx context.Context, t *store.Tx, id casework.CaseID, by casework.Actor, kind casework.EventKind, text string, data map[string]string) error {
	if casework.HoldsPersonnummer(text) {
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det; ärendets historik ska inte visa några.")
	}
	if data == nil {
		data = map[string]string{}
	}
	_, err := t.Exec(ctx, `INSERT INTO case_event (case_id, at, staff_id, kind, text, data) VALUES ($1, $2, nullif($3::bigint, 0), $4, $5, $6)`,
		id, t.Now, by.ID, kind, text, data)
	if err != nil {
		return fmt.Errorf("event %s of case %d: %w", kind, id, err)
	}
	return nil
}

// AddEvent appends to a case's history from another room of the store.
func AddEvent(ctx context.Context, t *store.Tx, id casework.CaseID, by casework.Actor, kind casework.EventKind, text string, data map[string]string) error {
	return addEvent(ctx, t, id, by, kind, text, data)
}

// Mails writes the mails that the Book sends.
func (b *Book) Mails() *letter.Mails { return b.mails }

// keepJSON seals a document in the transaction.
func keepJSON(ctx context.Context, t *store.Tx, doc any) (vault.ID, error) {
	plain, err := json.Marshal(doc)
	if err != nil {
		return vault.ID{}, fmt.Errorf("seal %T: %w", doc, err)
	}
	return t.Keep(ctx, plain)
}

// fetchJSON opens a document; a zero id gives the zero document, an erased one too.
func fetchJSON[T any](ctx context.Context, t *store.Tx, id vault.ID) (doc T, err error) {
	if id.IsZero() {
		return doc, nil
	}
	plain, err := t.Fetch(ctx, id)
	if errors.Is(err, store.ErrErased) {
		return doc, nil
	}
	if err != nil {
		return doc, err
	}
	if err := json.Unmarshal(plain, &doc); err != nil {
		return doc, fmt.Errorf("open %T: %w", doc, err)
	}
	return doc, nil
}

// object is a vault id as a nullable column reads and writes it.
func object(id vault.ID) any {
	if id.IsZero() {
		return nil
	}
	return [16]byte(id)
}

// monthColumn writes a period column: the first day of the month; none is NULL.
func monthColumn(p register.Period) any {
	if p.IsZero() {
		return nil
	}
	return registry.DateColumn(p.First())
}

// month reads a period column.
func month(t *time.Time) register.Period {
	if t == nil {
		return register.Period{}
	}
	return register.PeriodOf(registry.Civil(t))
}

// companyRef makes a CompanyRef of columns; nil where there is no company.
func companyRef(id *int64, customer *int, number, name *string) (*casework.CompanyRef, error) {
	if id == nil {
		return nil, nil //nolint:nilnil // a case may have no company
	}
	o, err := register.ParseOrganisationNumber(*number)
	if err != nil {
		return nil, fmt.Errorf("company %d: %w", *id, err)
	}
	return &casework.CompanyRef{ID: *id, CustomerNumber: *customer, Organisation: o, Name: *name}, nil
}
