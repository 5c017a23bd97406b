package annulbook_test

import (
	"crypto/rand"
	"crypto/sha256"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// mailed takes in fee data of company 0 for October and gives its case.
func (w *world) mailed(more register.Amount) casework.CaseID {
	w.Helper()
	var rows []avgiftslista.Row
	for i := range 3 {
		rows = append(rows, avgiftslista.Row{Personnummer: member(i), MemberFee: 608_00 + more, ControlFee: 160_00 + more*5/19, HasControl: true})
	}
	raw := rand.Text()
	var id int64
	w.must(w.store.InTx(w.Context(), func(t *store.Tx) error {
		object, err := t.Keep(w.Context(), []byte(raw))
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(raw))
		return t.QueryRow(w.Context(), `INSERT INTO message (sha256, size, raw_object, received_at, fetched_at) VALUES ($1, 1, $2, $3, $3) RETURNING id`,
			sum[:], [16]byte(object), t.Now).Scan(&id)
	}))
	sender := "lon@bolag0.example"
	result, err := w.cases.Intake(w.Context(), casework.Reading{MessageID: id, Reader: "1", Kinds: []string{"fee_data"}, Company: organisation(0), Period: october,
		Sender: sender, Header: casework.Threads{MessageID: raw + "@bolag.example"}, Answer: casework.Answering{Allowed: true},
		Mail:  casework.Mail{From: sender, Subject: "Avgifter", Text: "Hej", ReceivedAt: time.Unix(0, w.now.Load())},
		Draft: avgiftslista.Draft{Company: organisation(0), Period: october, Rows: rows}})
	w.must(err)
	return result.Case
}

func (w *world) approve(who string, id casework.CaseID) casework.Outcome {
	w.Helper()
	page, err := w.cases.OpenCase(w.Context(), w.staff[who], id, casework.Opening{})
	w.must(err)
	out, err := w.cases.Decide(w.Context(), casework.Command{Case: id, By: w.staff[who], Key: rand.Text(), Do: casework.Approve{Screen: page.Screen, As: page.Proposal.Kind}})
	w.must(err)
	return out
}

func TestApprovalIsUndoneInTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.mailed(0)
	out := w.approve("anna", id)
	if n := w.count("outbox WHERE template = 'receipt' AND state = 'queued' AND not_before = created_at + interval '5 minutes'"); n != 1 {
		t.Fatalf("%d receipts wait", n)
	}
	if n := w.count("outbox WHERE template = 'acknowledgement' AND not_before = created_at"); n != 1 {
		t.Error("the acknowledgement waits, though nobody decided it")
	}
	_, err := w.Undo(t.Context(), w.staff["bo"], out.Report, rand.Text())
	w.refused(err, casework.Denied, "själv har godkänt")
	w.now.Add(int64(4 * time.Minute))
	u, err := w.Undoable(t.Context(), w.staff["anna"], id)
	w.must(err)
	if u.Report != out.Report {
		t.Errorf("%+v", u)
	}
	key := rand.Text()
	if _, err := w.Undo(t.Context(), w.staff["anna"], out.Report, key); err != nil {
		t.Fatal(err)
	}
	if again, err := w.Undo(t.Context(), w.staff["anna"], out.Report, key); err != nil || !again.Repeat {
		t.Errorf("a double click: %+v, %v", again, err)
	}
	if len(w.sums()) != 0 || w.count("fee_report") != 2 {
		t.Errorf("the ledger holds %v", w.sums())
	}
	if w.count("outbox WHERE template = 'receipt' AND state = 'stopped'") != 1 || w.count("case_file WHERE id = $1 AND state = 'open'", id) != 1 {
		t.Error("the receipt goes, or the case is not open")
	}
	again := w.approve("anna", id)
	w.now.Add(int64(5 * time.Minute))
	_, err = w.Undo(t.Context(), w.staff["anna"], again.Report, rand.Text())
	w.refused(err, casework.Conflict, "för sent")
}

func TestUndoneCorrectionBringsBackWhatStood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.mailed(0))
	before := w.sums()
	w.now.Add(int64(time.Hour))
	correction := w.mailed(19_00)
	out := w.approve("bo", correction)
	if len(before) != 3 || len(w.sums()) != 3 {
		t.Fatal("nothing was corrected")
	}
	_, err := w.store.Pool().Exec(t.Context(), "UPDATE outbox SET state = 'sent' WHERE case_id = $1 AND template = 'receipt'", correction)
	w.must(err)
	_, err = w.Undo(t.Context(), w.staff["bo"], out.Report, rand.Text())
	w.refused(err, casework.Conflict, "redan gått")
	_, err = w.store.Pool().Exec(t.Context(), "UPDATE outbox SET state = 'queued' WHERE case_id = $1 AND template = 'receipt'", correction)
	w.must(err)
	_, err = w.Undo(t.Context(), w.staff["bo"], out.Report, rand.Text())
	w.must(err)
	for at, sum := range w.sums() {
		if before[at] != sum {
			t.Errorf("%v holds %v, before %v", at, sum, before[at])
		}
	}
}
