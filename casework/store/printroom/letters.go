package printroom

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

const (
	lettersShown = 200
	filesShown   = 20
)

// LettersPage shows the queue of letters (monthly.Letters).
func (r *Room) LettersPage(ctx context.Context, _ casework.Actor) (monthly.LettersPage, error) {
	page := monthly.LettersPage{Kinds: map[string]int{}}
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT kind, state = 'held', count(*) FROM letter WHERE state IN ('held', 'waiting') GROUP BY 1, 2")
		if err != nil {
			return err
		}
		var kind string
		var held bool
		var n int
		if _, err := pgx.ForEachRow(rows, []any{&kind, &held, &n}, func() error {
			if held {
				page.Held += n
				return nil
			}
			page.Waiting += n
			page.Kinds[kind] += n
			return nil
		}); err != nil {
			return err
		}
		// Those in a file that is not handed over too: until then they can be stopped (R28).
		if page.Rows, err = letterRows(ctx, t, `e.id IN (SELECT id FROM letter WHERE state IN ('held', 'waiting')
			UNION ALL SELECT x.id FROM print_batch b JOIN letter x ON x.batch_id = b.id WHERE b.kind = 'letters' AND b.handing_at IS NULL AND x.state = 'printed')
			ORDER BY e.state, e.id LIMIT $1`, lettersShown); err != nil {
			return err
		}
		page.Files, err = r.files(ctx, t, "b.kind = 'letters' ORDER BY b.id DESC LIMIT $1", filesShown)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("letters: %w", err)
	}
	return page, nil
}

func letterRows(ctx context.Context, t *store.Tx, where string, args ...any) ([]monthly.LetterRow, error) {
	rows, err := t.Query(ctx, `
		SELECT e.number, e.kind, c.id, c.customer_number, c.organisation_number, c.name, coalesce(e.case_id, 0), coalesce(l.number, ''), e.state, e.why,
		       e.created_at, coalesce(e.batch_id, 0)
		FROM letter e JOIN company c ON c.id = e.company_id LEFT JOIN fee_list l ON l.id = e.list_id WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.LetterRow, error) {
		var l monthly.LetterRow
		var number string
		err := row.Scan(&l.Number, &l.Kind, &l.Company.ID, &l.Company.CustomerNumber, &number, &l.Company.Name, &l.Case, &l.List, &l.State, &l.Why, &l.Created, &l.File)
		if err == nil {
			l.Company.Organisation, err = register.ParseOrganisationNumber(number)
		}
		return l, err
	})
}

// PrintLetters puts all that waits into files (monthly.Letters).
func (r *Room) PrintLetters(ctx context.Context, by casework.Actor) (monthly.Started, error) {
	if err := supervises(by); err != nil {
		return monthly.Started{}, err
	}
	var done monthly.Started
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		done = monthly.Started{}
		mode, err := printing(ctx, t)
		if err != nil {
			return err
		}
		if err := r.collect(ctx, t); err != nil {
			return err
		}
		if err := stopAnswered(ctx, t); err != nil {
			return err
		}
		for {
			file, n, err := r.fileLetters(ctx, t, by, mode)
			if err != nil || n == 0 {
				return err
			}
			done.Lists += n
			done.Files = append(done.Files, file)
		}
	})
	if err != nil {
		return done, fmt.Errorf("print letters: %w", err)
	}
	if done.Lists == 0 {
		return done, casework.Refuse(casework.Conflict, "Inga brev väntar på utskrift.")
	}
	return done, nil
}

// fileLetters puts the next letters, in post order, into a file.
func (r *Room) fileLetters(ctx context.Context, t *store.Tx, by casework.Actor, mode casework.Mode) (file int64, n int, err error) {
	rows, err := t.Query(ctx, `
		SELECT e.id FROM letter e JOIN company c ON c.id = e.company_id WHERE e.state = 'waiting'
		ORDER BY c.postcode, c.name COLLATE "C", e.id LIMIT $1 FOR UPDATE OF e`, r.SheetsPerFile)
	if err != nil {
		return 0, 0, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(ids) == 0 {
		return 0, 0, err
	}
	if err := t.QueryRow(ctx, `
		INSERT INTO print_batch (period, state, lists, staff_id, started_at, mode, kind) VALUES ($1, 'drawing', $2, nullif($3::bigint, 0), $4, $5, 'letters') RETURNING id`,
		monthColumn(register.PeriodOf(register.DateOf(t.Now))), len(ids), by.ID, t.Now, mode).Scan(&file); err != nil {
		return 0, 0, err
	}
	if _, err := t.Exec(ctx, `
		UPDATE letter e SET state = 'printed', batch_id = $2, place = d.place, changed_at = $3 FROM unnest($1::bigint[]) WITH ORDINALITY AS d(id, place) WHERE e.id = d.id`,
		ids, file, t.Now); err != nil {
		return 0, 0, err
	}
	// Without an adapter to the portal an order stays ordered: the letter says when they come (R4).
	if _, err := t.Exec(ctx, `
		UPDATE credential_order o SET state = 'printed', changed_at = $2 FROM letter e
		WHERE e.id = ANY($1) AND e.order_id = o.id AND o.state = 'confirmed'`, ids, t.Now); err != nil {
		return 0, 0, err
	}
	return file, len(ids), t.Enqueue(ctx, casework.DrawBatch{BatchID: file}, t.Now)
}

// drawLetters draws a file of letters. What was answered meanwhile is left out.
func (r *Room) drawLetters(ctx context.Context, t *store.Tx, b *batch) (int, error) {
	if err := stopAnswered(ctx, t); err != nil {
		return 0, err
	}
	letters, err := readLetters(ctx, t, "e.batch_id = $1 AND e.state <> 'stopped' ORDER BY e.place", b.id)
	if err != nil {
		return 0, err
	}
	pile := monthly.Pile{}
	today := register.DateOf(t.Now)
	items := make([]monthly.Item, len(letters))
	for i, l := range letters {
		items[i] = l.item(today)
		if _, err := t.Exec(ctx, "UPDATE letter SET address = $2 WHERE id = $1", l.id, items[i].Envelope.To); err != nil {
			return 0, err
		}
	}
	if len(items) == 0 {
		pile.PDF, err = r.Press.Nothing(b.period, b.mode)
	} else {
		pile, err = r.Press.Letters(items, b.mode, today)
	}
	if err != nil {
		return 0, err
	}
	return len(items), r.keepPile(ctx, t, b.id, pile)
}

// toPrint is a letter with what it is drawn from.
type toPrint struct {
	id      int64
	number  letter.Number
	content letter.Content
	address []string // set where it is not the company's registered one
	company register.Company
	caseID  casework.CaseID
}

func (l toPrint) item(on register.Date) monthly.Item {
	e := letter.Envelope{To: l.address, Date: on, Number: l.number}
	if len(e.To) == 0 {
		e.To = pdf.AddressLines(l.company)
	}
	if l.caseID != 0 {
		e.Case = l.caseID.String()
	}
	return monthly.Item{Envelope: e, Content: l.content}
}

func readLetters(ctx context.Context, t *store.Tx, where string, args ...any) ([]toPrint, error) {
	rows, err := t.Query(ctx, `
		SELECT e.id, e.number, e.kind, e.facts, e.address, coalesce(e.case_id, 0), c.name, c.care_of, c.street, c.postcode, c.city
		FROM letter e JOIN company c ON c.id = e.company_id WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (toPrint, error) {
		var l toPrint
		var number, kind string
		var facts []byte
		c := &l.company
		if err := row.Scan(&l.id, &number, &kind, &facts, &l.address, &l.caseID, &c.Name, &c.CareOf, &c.Street, &c.Postcode, &c.City); err != nil {
			return l, err
		}
		var err error
		if l.number, err = letter.ParseNumber(number); err != nil {
			return l, err
		}
		l.content, err = letter.Decode(kind, facts)
		return l, err
	})
}

// Release lets a held letter go (monthly.Letters).
func (r *Room) Release(ctx context.Context, by casework.Actor, number, called string) error {
	if strings.TrimSpace(called) == "" {
		return casework.Refuse(casework.Invalid, "Skriv vem du talade med och när.")
	}
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		var id, orderer int64
		err := t.QueryRow(ctx, `
			SELECT e.id, coalesce(o.ordered_by, 0) FROM letter e LEFT JOIN credential_order o ON o.id = e.order_id
			WHERE e.number = $1 AND e.state = 'held' FOR UPDATE OF e`, strings.ReplaceAll(number, " ", "")).Scan(&id, &orderer)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.Conflict, "Brevet hålls inte inne.")
		}
		if err != nil {
			return fmt.Errorf("release letter: %w", err)
		}
		if orderer == by.ID {
			return casework.Refuse(casework.Denied, "Du beställde uppgifterna. En annan person ska ringa och släppa brevet.")
		}
		_, err = t.Exec(ctx, "UPDATE letter SET state = 'waiting', why = $2, changed_at = $3 WHERE id = $1",
			id, "Släppt av "+by.Name+": "+strings.TrimSpace(called), t.Now)
		return err
	})
}

// Stop stops a letter (monthly.Letters). A list is not stopped but renewed.
func (r *Room) Stop(ctx context.Context, by casework.Actor, number string) error {
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		var file *int64
		err := t.QueryRow(ctx, `
			UPDATE letter SET state = 'stopped', why = $2, changed_at = $3
			WHERE number = $1 AND kind <> 'list' AND (state IN ('held', 'waiting') OR state = 'printed' AND NOT EXISTS (
			      SELECT FROM print_batch b WHERE b.id = batch_id AND b.handing_at IS NOT NULL)) RETURNING batch_id`,
			strings.ReplaceAll(number, " ", ""), "Stoppat av "+by.Name+".", t.Now).Scan(&file)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.Conflict, "Brevet kan inte stoppas längre.")
		}
		if err != nil || file == nil {
			return err
		}
		return drawAgain(ctx, t, *file)
	})
}

// LetterPDF draws a letter as it is printed (monthly.Letters).
func (r *Room) LetterPDF(ctx context.Context, by casework.Actor, number string) (casework.File, error) {
	var found casework.File
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		mode, err := t.Mode(ctx)
		if err != nil {
			return err
		}
		letters, err := readLetters(ctx, t, "e.number = $1 AND e.kind <> 'list'", strings.ReplaceAll(number, " ", ""))
		if err != nil {
			return fmt.Errorf("letter: %w", err)
		}
		if len(letters) == 0 {
			return casework.Refuse(casework.NotFound, "Brevet finns inte.")
		}
		l := letters[0]
		pile, err := r.Press.Letters([]monthly.Item{l.item(register.DateOf(t.Now))}, mode, register.DateOf(t.Now))
		if err != nil {
			return err
		}
		found = casework.File{Name: "brev-" + l.number.Digits() + ".pdf", MediaType: "application/pdf", Data: pile.PDF}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "letter", Object: strconv.FormatInt(l.id, 10)})
	})
	return found, err
}

// Sample draws the text of a kind with made-up facts (monthly.Letters).
func (r *Room) Sample(_ context.Context, _ casework.Actor, kind string) (casework.File, error) {
	if kind == monthly.Alignment {
		data, err := r.Press.Alignment()
		return casework.File{Name: "prov-kuvert.pdf", MediaType: "application/pdf", Data: data}, err
	}
	content, ok := letter.Sample(kind)
	if !ok {
		return casework.File{}, casework.Refuse(casework.NotFound, "Det brevet finns inte.")
	}
	today := r.today()
	e := letter.Envelope{To: []string{"Provföretaget Elektriska AB", "Provgatan 1", "123 45 Exempelstad"}, Date: today, Case: casework.CaseID(101).String()}
	if e.Number.Digits() == "" {
		e.Number, _ = letter.NewNumber(1234567)
	}
	pile, err := r.Press.Letters([]monthly.Item{{Envelope: e, Content: content}}, casework.ModeTest, today)
	if err != nil {
		return casework.File{}, err
	}
	return casework.File{Name: "prov-" + kind + ".pdf", MediaType: "application/pdf", Data: pile.PDF}, nil
}

// newLetter is a letter on its way into the queue.
type newLetter struct {
	company                        int64
	kind                           string
	content                        letter.Content
	list, caseID, order, confirmed int64
	address                        []string
	marked                         bool
	addressChanged                 time.Time
}

// queue puts a letter into the queue: waiting, or held with the reason.
func queue(ctx context.Context, t *store.Tx, l newLetter) (id int64, err error) {
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	facts, err := letter.Encode(l.content)
	if err != nil {
		return 0, err
	}
	numbers, err := letterNumbers(ctx, t, 1)
	if err != nil {
		return 0, err
	}
	state := monthly.LetterWaiting
	why := monthly.Hold(l.kind, l.marked && l.address == nil, l.addressChanged, t.Now)
	if why != "" {
		state = monthly.LetterHeld
	}
	if err := t.QueryRow(ctx, `
		INSERT INTO letter (number, company_id, kind, list_id, case_id, order_id, confirmation_id, facts, address, state, why, created_at, changed_at, mode)
		VALUES ($1, $2, $3, nullif($4::bigint, 0), nullif($5::bigint, 0), nullif($6::bigint, 0), nullif($7::bigint, 0), $8, $9, $10, $11, $12, $12, $13) RETURNING id`,
		numbers[0].Digits(), l.company, l.kind, l.list, l.caseID, l.order, l.confirmed, facts, nonNil(l.address), state, why, t.Now, mode).Scan(&id); err != nil {
		return 0, fmt.Errorf("letter %s of company %d: %w", l.kind, l.company, err)
	}
	return id, nil
}
