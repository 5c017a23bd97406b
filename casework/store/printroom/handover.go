package printroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// FilePDF opens a document of a file and logs it (monthly.Runs).
func (r *Room) FilePDF(ctx context.Context, by casework.Actor, file int64, paper monthly.Paper) (casework.File, error) {
	column, ok := map[monthly.Paper]string{monthly.PaperBatch: "pdf_object", monthly.PaperControl: "control_object", monthly.PaperIndex: "index_object"}[paper]
	if !ok {
		return casework.File{}, casework.Refuse(casework.NotFound, "Filen finns inte.")
	}
	if err := supervises(by); err != nil {
		return casework.File{}, err
	}
	var found casework.File
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		var id *[16]byte
		var state string
		var hidden bool
		err := t.QueryRow(ctx, "SELECT "+column+`, state, EXISTS (SELECT FROM fee_list l JOIN fee_list_row w ON w.list_id = l.id JOIN member m ON m.id = w.member_id
			WHERE l.batch_id = b.id AND l.state <> 'superseded' AND m.protected) FROM print_batch b WHERE id = $1 AND erased_at IS NULL`, file).Scan(&id, &state, &hidden)
		switch {
		case errors.Is(err, pgx.ErrNoRows), err == nil && hidden && !by.Protected:
			return casework.Refuse(casework.NotFound, "Filen finns inte. Den kan vara gallrad.")
		case err != nil:
			return err
		case state != "ready":
			return casework.Refuse(casework.Conflict, "Filen ritas fortfarande. Försök igen om en stund.")
		case id == nil:
			return casework.Refuse(casework.NotFound, "Filen finns inte.")
		}
		data, err := t.Fetch(ctx, vault.ID(*id))
		if errors.Is(err, store.ErrErased) {
			return casework.Refuse(casework.NotFound, "Filen är gallrad.")
		}
		if err != nil {
			return err
		}
		found = casework.File{Name: fmt.Sprintf("bunt-%d-%s.pdf", file, paper), MediaType: "application/pdf", Data: data}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "batch", Object: strconv.FormatInt(file, 10)})
	})
	if err != nil {
		return casework.File{}, fmt.Errorf("file %d: %w", file, err)
	}
	return found, nil
}

// HandOver puts a file on its way to the printer (monthly.Runs). Without a printer a person
// carries it there, and this notes that they have.
func (r *Room) HandOver(ctx context.Context, by casework.Actor, file int64, again bool) error {
	if err := supervises(by); err != nil {
		return err
	}
	if err := r.withoutProtected(ctx, file); err != nil {
		return err
	}
	// A file that holds an answered reminder is drawn again without it, and cannot be handed over yet.
	if err := r.Store.InTx(ctx, func(t *store.Tx) error { return stopAnswered(ctx, t) }); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		if _, err := printing(ctx, t); err != nil {
			return err
		}
		var state string
		var handing, handed *time.Time
		err := t.QueryRow(ctx, "SELECT state, handing_at, handed_at FROM print_batch WHERE id = $1 FOR UPDATE", file).Scan(&state, &handing, &handed)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return casework.Refuse(casework.NotFound, "Filen finns inte.")
		case err != nil:
			return fmt.Errorf("file %d: %w", file, err)
		case state != "ready":
			return casework.Refuse(casework.Conflict, "Filen ritas fortfarande. Försök igen om en stund.")
		case handed != nil:
			return casework.Refuse(casework.Conflict, "Filen är redan lämnad till skrivaren.")
		case handing != nil && !again:
			return casework.Refuse(casework.Conflict, "Filen kan redan ligga i skrivaren. Se efter där först.")
		}
		if _, err := t.Exec(ctx, "UPDATE print_batch SET handing_at = NULL, handed_by = nullif($2::bigint, 0), printer = '' WHERE id = $1", file, by.ID); err != nil {
			return fmt.Errorf("file %d: %w", file, err)
		}
		if r.Printer == nil {
			return noteHanded(ctx, t, by, file, "för hand")
		}
		return t.Enqueue(ctx, casework.HandOver{BatchID: file}, t.Now)
	})
}

// Send gives a file to the printer. That it is about to is written down first: where the program
// dies meanwhile, a person looks at the printer instead of the program printing it twice.
func (r *Room) Send(ctx context.Context, file int64) error {
	if err := r.withoutProtected(ctx, file); err != nil {
		return err
	}
	var job monthly.Job
	var control []byte
	var by casework.Actor
	err := r.Store.InTx(ctx, func(t *store.Tx) (err error) {
		job, control, by, err = r.toSend(ctx, t, file)
		return err
	})
	if err != nil || job.PDF == nil {
		return err
	}
	answer, failed := r.Printer.Print(ctx, monthly.Job{Name: job.Name + "-kontrollblad", PDF: control})
	if failed == nil {
		answer, failed = r.Printer.Print(ctx, job)
	}
	return r.Store.InTx(context.WithoutCancel(ctx), func(t *store.Tx) error {
		if failed != nil {
			_, err := t.Exec(ctx, "UPDATE print_batch SET printer = $2 WHERE id = $1 AND handed_at IS NULL", file, "Skrivaren svarade inte som den ska: "+failed.Error())
			return err
		}
		return noteHanded(ctx, t, by, file, r.Printer.Name()+" "+answer)
	})
}

// toSend reads what the printer gets and notes that it is about to.
func (r *Room) toSend(ctx context.Context, t *store.Tx, file int64) (job monthly.Job, control []byte, by casework.Actor, err error) {
	var pdf, sheet *[16]byte
	err = t.QueryRow(ctx, `
		UPDATE print_batch b SET handing_at = $2 WHERE id = $1 AND state = 'ready' AND handing_at IS NULL AND handed_at IS NULL
		  AND NOT EXISTS (SELECT FROM fee_list l WHERE l.batch_id = b.id AND `+unposted+` AND `+namesBarred+`)
		RETURNING pdf_object, control_object, coalesce(handed_by, 0)`, file, t.Now).Scan(&pdf, &sheet, &by.ID)
	if errors.Is(err, pgx.ErrNoRows) {
		return job, nil, by, nil
	}
	if err != nil {
		return job, nil, by, fmt.Errorf("file %d: %w", file, err)
	}
	job = monthly.Job{Name: fmt.Sprintf("kontakten-bunt-%d", file), Duplex: r.Press.Sender.Duplex}
	if job.PDF, err = t.Fetch(ctx, vault.ID(*pdf)); err != nil {
		return job, nil, by, err
	}
	if sheet != nil {
		control, err = t.Fetch(ctx, vault.ID(*sheet))
	}
	return job, control, by, err
}

// noteHanded notes that the printer has a file.
func noteHanded(ctx context.Context, t *store.Tx, by casework.Actor, file int64, answer string) error {
	if _, err := t.Exec(ctx, `
		UPDATE print_batch SET handing_at = coalesce(handing_at, $2), handed_at = $2, printer = $3 WHERE id = $1`, file, t.Now, strings.TrimSpace(answer)); err != nil {
		return fmt.Errorf("file %d: %w", file, err)
	}
	return moveFile(ctx, t, by, file, monthly.LetterPrinted, monthly.LetterHandedOver, nil)
}

// moveFile moves the letters of a file, and the lists in them, along one arrow; not those in but.
func moveFile(ctx context.Context, t *store.Tx, by casework.Actor, file int64, from, to monthly.LetterState, but []string) error {
	if _, err := t.Exec(ctx, `
		WITH moved AS (UPDATE letter SET state = $4, changed_at = $2 WHERE batch_id = $1 AND state = $3 AND number <> ALL($5) RETURNING list_id, kind, order_id),
		     lists AS (UPDATE fee_list l SET state = $4, changed_at = $2 FROM moved m WHERE m.list_id = l.id AND m.kind = 'list' AND l.state = $3 RETURNING l.id),
		     orders AS (UPDATE credential_order o SET state = 'posted', changed_at = $2 FROM moved m
		                WHERE m.order_id = o.id AND o.state = 'printed' AND $4 = 'posted')
		INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $2, nullif($6::bigint, 0), $4 FROM lists`,
		file, t.Now, from, to, nonNil(but), by.ID); err != nil {
		return fmt.Errorf("file %d to %s: %w", file, to, err)
	}
	return nil
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// Post signs that a file was posted (monthly.Runs).
func (r *Room) Post(ctx context.Context, by casework.Actor, s monthly.Signature) (int, error) {
	if err := supervises(by); err != nil {
		return 0, err
	}
	if by.IsProgram() {
		return 0, casework.Refuse(casework.Denied, "Att en bunt är postad intygar en person.")
	}
	if s.On.IsZero() || r.today().Before(s.On) {
		return 0, casework.Refuse(casework.Invalid, "Ange den dag då bunten postades.")
	}
	spoiled := make([]string, 0, len(s.Spoiled))
	for _, text := range s.Spoiled {
		n, err := letter.ParseNumber(text)
		if err != nil {
			return 0, casework.Refuse(casework.Invalid, "%q är inget brevnummer. Det är åtta siffror.", text)
		}
		spoiled = append(spoiled, n.Digits())
	}
	if err := r.withoutProtected(ctx, s.File); err != nil {
		return 0, err
	}
	posted := 0
	err := r.Store.InTx(ctx, func(t *store.Tx) (err error) {
		posted, err = r.post(ctx, t, by, s, spoiled)
		return err
	})
	return posted, err
}

func (r *Room) post(ctx context.Context, t *store.Tx, by casework.Actor, s monthly.Signature, spoiled []string) (int, error) {
	var handed *time.Time
	err := t.QueryRow(ctx, "SELECT handed_at FROM print_batch WHERE id = $1 FOR UPDATE", s.File).Scan(&handed)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return 0, casework.Refuse(casework.NotFound, "Bunten finns inte.")
	case err != nil:
		return 0, fmt.Errorf("file %d: %w", s.File, err)
	case handed == nil:
		return 0, casework.Refuse(casework.Conflict, "Bunten är inte lämnad till skrivaren.")
	}
	rows, err := t.Query(ctx, "SELECT number FROM letter WHERE batch_id = $1 AND state = 'handed_over'", s.File)
	if err != nil {
		return 0, fmt.Errorf("file %d: %w", s.File, err)
	}
	left, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return 0, fmt.Errorf("file %d: %w", s.File, err)
	}
	for _, n := range spoiled {
		if !slices.Contains(left, n) {
			return 0, casework.Refuse(casework.Invalid, "Brev %s %s är inte bland dem som ska postas i den här bunten.", n[:4], n[4:])
		}
	}
	if want := len(left) - len(spoiled); s.Count != want || want == 0 {
		return 0, casework.Refuse(casework.Invalid, "Bunten har %d kuvert kvar att posta, och %d ska tas undan. Du skrev %d. Räkna om högen.", len(left), len(spoiled), s.Count)
	}
	if err := moveFile(ctx, t, by, s.File, monthly.LetterHandedOver, monthly.LetterPosted, spoiled); err != nil {
		return 0, err
	}
	if len(spoiled) > 0 {
		return s.Count, nil // the file is posted when the spoiled ones have been printed again and posted too
	}
	if _, err := t.Exec(ctx, "UPDATE print_batch SET posted_on = $2, posted_by = $3 WHERE id = $1", s.File, registry.DateColumn(s.On), by.ID); err != nil {
		return 0, fmt.Errorf("file %d: %w", s.File, err)
	}
	return s.Count, nil
}

// keepAfterPosting is how long a file's PDFs are kept after it was posted (R16).
const keepAfterPosting = 14

// erase erases the PDFs of files that were posted long enough ago.
func (r *Room) erase(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, `
		UPDATE print_batch SET erased_at = $1 WHERE posted_on <= $2 AND erased_at IS NULL
		RETURNING array_remove(ARRAY[pdf_object, control_object, index_object], NULL)`,
		t.Now, registry.DateColumn(register.DateOf(t.Now).AddDays(-keepAfterPosting)))
	if err != nil {
		return fmt.Errorf("files to erase: %w", err)
	}
	gone, err := pgx.CollectRows(rows, pgx.RowTo[[][16]byte])
	if err != nil {
		return fmt.Errorf("files to erase: %w", err)
	}
	for _, objects := range gone {
		for _, id := range objects {
			if err := t.Erase(ctx, vault.ID(id)); err != nil {
				return err
			}
		}
	}
	return nil
}
