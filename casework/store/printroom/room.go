package printroom

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Config is what a Room works with. Every field is required but Printer.
type Config struct {
	Store    *store.Store
	Cases    *casebook.Book
	Vault    *vault.Vault // the store's
	Clock    func() time.Time
	Press    monthly.Press
	Mails    *letter.Mails
	Calendar bankday.Calendar
	Printer  monthly.Printer // nil: files are fetched on the page and handed over by hand
	// SheetsPerFile bounds a file of lists; 0: 500.
	SheetsPerFile int
	// Delay is how long a reminder's mail can be stopped (R28).
	Delay time.Duration
	// LastMonth prints what was reported for the month before in small print (R21).
	LastMonth bool
}

// Room is the month of printed lists of a database. It is safe for concurrent use.
type Room struct {
	Config
	kept atomic.Pointer[keptPreview] // the last one that a page asked for
}

// New makes a Room.
func New(c Config) *Room {
	if c.SheetsPerFile == 0 {
		c.SheetsPerFile = defaultSheets
	}
	return &Room{Config: c}
}

const defaultSheets = 500

func (r *Room) options() avgiftslista.RunOptions {
	return avgiftslista.RunOptions{PayDay: r.Press.Sender.PayDay, Calendar: r.Calendar}
}

func (r *Room) today() register.Date { return register.DateOf(r.Clock()) }

// monthColumn writes a period column.
func monthColumn(p register.Period) *time.Time { return registry.DateColumn(p.First()) }

// month reads one.
func month(t *time.Time) register.Period {
	if t == nil {
		return register.Period{}
	}
	return register.PeriodOf(registry.Civil(t))
}

// object is a vault id as a nullable column.
func object(id vault.ID) any {
	if id.IsZero() {
		return nil
	}
	return [16]byte(id)
}

// supervises refuses whoever may not run the printing. The command line may.
func supervises(by casework.Actor) error {
	if by.IsProgram() || by.Supervises() {
		return nil
	}
	return casework.Refuse(casework.Denied, "Det här gör en arbetsledare.")
}

// printing refuses mode shadow, in which nothing is printed (R11).
func printing(ctx context.Context, t *store.Tx) (casework.Mode, error) {
	mode, err := t.Mode(ctx)
	if err == nil && mode == casework.ModeShadow {
		return mode, casework.Refuse(casework.Conflict, "I skuggläge skrivs ingenting ut.")
	}
	return mode, err
}

// lockPeriod keeps other numberings of the period waiting until the transaction ends.
func lockPeriod(ctx context.Context, t *store.Tx, p register.Period) error {
	const runLock = 0x6b74_0003
	if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1, $2)", runLock, p.Year*100+int(p.Month)); err != nil {
		return fmt.Errorf("lock run of %s: %w", p, err)
	}
	return nil
}

// letterNumbers draws n new letter numbers.
func letterNumbers(ctx context.Context, t *store.Tx, n int) ([]letter.Number, error) {
	rows, err := t.Query(ctx, "SELECT nextval('letter_serial')::integer FROM generate_series(1, $1::integer)", n)
	if err != nil {
		return nil, fmt.Errorf("%d letter numbers: %w", n, err)
	}
	numbers, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (letter.Number, error) {
		var serial int
		if err := row.Scan(&serial); err != nil {
			return letter.Number{}, err
		}
		return letter.NewNumber(serial)
	})
	if err != nil {
		return nil, fmt.Errorf("%d letter numbers: %w", n, err)
	}
	return numbers, nil
}

// company reads a company by customer number.
func company(ctx context.Context, t *store.Tx, customer int) (casework.CompanyRef, error) {
	return companyWhere(ctx, t, "customer_number = $1", customer)
}

func companyWhere(ctx context.Context, t *store.Tx, where string, args ...any) (casework.CompanyRef, error) {
	rows, err := t.Query(ctx, "SELECT id, customer_number, organisation_number, name FROM company WHERE "+where, args...)
	if err != nil {
		return casework.CompanyRef{}, fmt.Errorf("company: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.CompanyRef, error) {
		var c casework.CompanyRef
		var number string
		err := row.Scan(&c.ID, &c.CustomerNumber, &number, &c.Name)
		if err == nil {
			c.Organisation, err = register.ParseOrganisationNumber(number)
		}
		return c, err
	})
	if err != nil {
		return casework.CompanyRef{}, fmt.Errorf("company: %w", err)
	}
	if len(found) != 1 {
		return casework.CompanyRef{}, casework.Refuse(casework.NotFound, "Företaget finns inte.")
	}
	return found[0], nil
}

// counting runs a query for one number.
func counting(ctx context.Context, t *store.Tx, query string, args ...any) (n int, err error) {
	if err = t.QueryRow(ctx, query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count: %w", err)
	}
	return n, nil
}
