package printroom

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// hidden tells whether a list names a protected person.
func hidden(ctx context.Context, t *store.Tx, list casework.ListID) (found bool, err error) {
	err = t.QueryRow(ctx, `SELECT EXISTS (SELECT FROM fee_list_row r JOIN member m ON m.id = r.member_id WHERE r.list_id = $1 AND m.protected)`, list).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("list %d: %w", list, err)
	}
	return found, nil
}

// one reads a list that stands.
func (r *Room) one(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID) (monthly.Expected, error) {
	if barred, err := hidden(ctx, t, list); err != nil || barred && !by.Protected {
		if err == nil {
			err = casework.Refuse(casework.NotFound, "Listan kan inte öppnas här. Lämna den till en arbetsledare.")
		}
		return monthly.Expected{}, err
	}
	found, err := r.expected(ctx, t, "l.id = $1", list)
	if err != nil {
		return monthly.Expected{}, err
	}
	if len(found) == 0 {
		return monthly.Expected{}, casework.Refuse(casework.NotFound, "Listan finns inte, eller en ny utskrift har ersatt den.")
	}
	return found[0], nil
}

// ListOf shows one list (monthly.Expectations). It names no member.
func (r *Room) ListOf(ctx context.Context, by casework.Actor, list casework.ListID) (monthly.ListPage, error) {
	var page monthly.ListPage
	err := r.Store.InTx(ctx, func(t *store.Tx) (err error) {
		page = monthly.ListPage{}
		if page.Expected, err = r.one(ctx, t, by, list); err != nil {
			return err
		}
		page.Sheets, page.File = pdf.Sheets(page.List.Rows), page.List.Batch
		if err := t.QueryRow(ctx, "SELECT l.agreement, coalesce(e.number, '') FROM fee_list l LEFT JOIN letter e ON e.list_id = l.id AND e.kind = 'list' WHERE l.id = $1", list).
			Scan(&page.Agreement, &page.Letter); err != nil {
			return err
		}
		rows, err := t.Query(ctx, `
			SELECT v.at, coalesce(s.name, $2), v.state FROM fee_list_event v LEFT JOIN staff s ON s.id = v.staff_id WHERE v.list_id = $1 ORDER BY v.id`,
			list, casework.Program().Name)
		if err != nil {
			return err
		}
		if page.Events, err = pgx.CollectRows(rows, pgx.RowToStructByPos[monthly.ListEvent]); err != nil {
			return err
		}
		page.Versions, err = casebook.ListRows(ctx, t, "l.company_id = $1 AND l.period = $2 ORDER BY l.version", page.List.Company.ID, monthColumn(page.List.Period))
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list %d: %w", list, err)
	}
	return page, nil
}

// Reprint draws a list, or a sheet of it, again under its number (monthly.Expectations).
func (r *Room) Reprint(ctx context.Context, by casework.Actor, list casework.ListID, sheet int) (casework.File, error) {
	if err := supervises(by); err != nil {
		return casework.File{}, err
	}
	var found casework.File
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		mode, err := printing(ctx, t)
		if err != nil {
			return err
		}
		e, err := r.one(ctx, t, by, list)
		if err != nil {
			return err
		}
		if barred, err := hidden(ctx, t, list); err != nil || barred {
			if err == nil {
				err = casework.Refuse(casework.Conflict, "Listan måste skrivas om med dagens register.")
			}
			return err
		}
		lists, err := r.readLists(ctx, t, "l.id = $1", list)
		if err != nil {
			return err
		}
		if len(lists) == 0 || sheet < 0 || sheet > pdf.Sheets(len(lists[0].Rows)) {
			return casework.Refuse(casework.NotFound, "Listan har inget sådant blad.")
		}
		data, err := r.Press.One(lists[0].Numbered, mode, sheet)
		if err != nil {
			return err
		}
		found = casework.File{Name: "lista-" + e.List.Number + ".pdf", MediaType: "application/pdf", Data: data}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "list", Object: strconv.FormatInt(int64(list), 10)})
	})
	return found, err
}

// RenewList makes a new print version (monthly.Expectations).
func (r *Room) RenewList(ctx context.Context, by casework.Actor, list casework.ListID) (monthly.Started, error) {
	if err := supervises(by); err != nil {
		return monthly.Started{}, err
	}
	var e monthly.Expected
	err := r.Store.InTx(ctx, func(t *store.Tx) (err error) {
		e, err = r.one(ctx, t, by, list)
		return err
	})
	if err != nil {
		return monthly.Started{}, err
	}
	if !e.List.State.Out() {
		return monthly.Started{}, casework.Refuse(casework.Conflict, "Listan är %s och skrivs inte om.", e.List.State.Word())
	}
	return r.renew(ctx, by, e.List.Period, []int64{int64(list)})
}

// SendAgain prints one list again in a transaction, as a version of its own by today's register,
// and gives what it did in words (answerbook.Printer). Any clerk may: it is one company's errand.
func (r *Room) SendAgain(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID) (string, error) {
	e, err := r.one(ctx, t, by, list)
	if err != nil {
		return "", err
	}
	if !e.List.State.Out() {
		return "", casework.Refuse(casework.Conflict, "Listan är %s och skickas inte igen.", e.List.State.Word())
	}
	done, err := r.renewIn(ctx, t, by, e.List.Period, []int64{int64(list)})
	if err != nil {
		return "", fmt.Errorf("send list %s again: %w", e.List.Number, err)
	}
	if done.Lists == 0 {
		return "", casework.Refuse(casework.Conflict, "Företaget har inga medlemmar för perioden och får ingen ny lista.")
	}
	return fmt.Sprintf("Listan för %s skickas igen, som utskrift %d. Den förra gäller inte längre.", e.List.Period.Words(), e.List.Version+1), nil
}

// Ask queues a question about a list (monthly.Letters).
func (r *Room) Ask(ctx context.Context, by casework.Actor, list casework.ListID, questions []string) error {
	var asked []string
	for _, q := range questions {
		if q = strings.TrimSpace(q); q == "" {
			continue
		}
		if casework.HoldsPersonnummer(q) || len(q) > 200 {
			return casework.Refuse(casework.Invalid, "En fråga nämner raden, aldrig personnummer eller namn, och är högst en rad lång.")
		}
		asked = append(asked, q)
	}
	if len(asked) == 0 || len(asked) > 8 {
		return casework.Refuse(casework.Invalid, "Skriv en till åtta frågor, en på varje rad.")
	}
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		e, err := r.one(ctx, t, by, list)
		if err != nil {
			return err
		}
		if err := namesNobody(ctx, t, list, asked); err != nil {
			return err
		}
		due := r.Calendar.OnOrAfter(register.DateOf(t.Now).AddDays(restartedAnswer))
		_, err = queue(ctx, t, newLetter{company: e.List.Company.ID, kind: "question", list: int64(list), marked: e.Marked,
			content: letter.ListQuestion{Period: e.List.Period.Words(), List: spaced(e.List.Number), Due: due.Words(), Questions: asked}})
		return err
	})
}

const restartedAnswer = 14 // days that a company has to answer a letter

// namesNobody refuses questions that hold the family name of somebody on the list (invariant 8).
func namesNobody(ctx context.Context, t *store.Tx, list casework.ListID, questions []string) error {
	rows, err := t.Query(ctx, "SELECT lower(m.last_name) FROM fee_list_row r JOIN member m ON m.id = r.member_id WHERE r.list_id = $1 AND m.last_name <> ''", list)
	if err != nil {
		return fmt.Errorf("list %d: %w", list, err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("list %d: %w", list, err)
	}
	for _, name := range names {
		for _, q := range questions {
			if strings.Contains(strings.ToLower(q), name) {
				return casework.Refuse(casework.Invalid, "En fråga nämner någon på listan vid namn. Skriv radens nummer i stället.")
			}
		}
	}
	return nil
}

// Receipt queues a receipt for what was booked from a list (monthly.Letters).
func (r *Room) Receipt(ctx context.Context, by casework.Actor, list casework.ListID) error {
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		e, err := r.one(ctx, t, by, list)
		if err != nil {
			return err
		}
		if !e.Reported || e.Rows == 0 {
			return casework.Refuse(casework.Conflict, "Inget är bokfört från listan.")
		}
		current, err := casebook.Report(ctx, t, r.Vault, e.List.Company.ID, e.List.Period)
		if err != nil {
			return err
		}
		sum := current.Sum()
		content := letter.ListReceipt{Period: e.List.Period.Words(), List: spaced(e.List.Number), Day: register.DateOf(t.Now).Words(), Rows: sum.Rows}
		if n := len(current.Versions); n > 0 {
			content.Day = current.Versions[n-1].BookingDate.Words()
		}
		if e.List.Rows >= letter.TellTotalFrom {
			content.Total = sum.Total().Kronor()
		}
		_, err = queue(ctx, t, newLetter{company: e.List.Company.ID, kind: "receipt", list: int64(list), marked: e.Marked, content: content})
		return err
	})
}

// spaced writes a list number as it is printed: customer, month, version, check.
func spaced(number string) string {
	if len(number) != 13 {
		return number
	}
	return number[:6] + " " + number[6:10] + " " + number[10:11] + " " + number[11:]
}
