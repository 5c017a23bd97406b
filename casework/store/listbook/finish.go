package listbook

import (
	"context"
	"fmt"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// finishedDoc is a Finished as the decision table keeps it.
type finishedDoc struct {
	Report ledger.ReportID    `json:"report,omitempty"`
	Case   casework.CaseID    `json:"case,omitempty"`
	State  casework.ListState `json:"state"`
	Said   string             `json:"said"`
}

// ending is a keying on its way to a report or a case.
type ending struct {
	t       *store.Tx
	reg     *store.Snapshot
	by      casework.Actor
	sheet   casework.KeyingSheet
	judged  casework.Assessment
	current ledger.Report
	key     string // idempotency key
	people  keyers
}

// keyers are who stands for a keyed list.
type keyers struct {
	first, second, settler *casework.Actor // second and settler are nil where there was none
	own                    []bool          // rows with a value that the settler chose
}

// verifier is who checked row i of the list, "" where nobody did.
func (k keyers) verifier(i int) string {
	switch {
	case k.settler != nil && i < len(k.own) && k.own[i]:
		return k.settler.Name
	case k.second != nil:
		return k.second.Name
	}
	return ""
}

// Finish books a keyed list or opens a case where something must be asked (casework.Keying).
func (b *Book) Finish(ctx context.Context, by casework.Actor, id casework.KeyingID, f casework.KeyingFinish) (casework.Finished, error) {
	if len(f.Key) < 16 || len(f.Key) > 64 {
		return casework.Finished{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done finishedDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		// The lock comes first: a double click waits here for the first one's outcome.
		if _, err := readKeying(ctx, t, id, true); err != nil {
			return err
		}
		subject := fmt.Sprintf("keying %d", id)
		var err error
		if repeat, err = casebook.Before(ctx, t, f.Key, by, subject, &done); err != nil || repeat {
			return err
		}
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		if done, err = b.end(ctx, t, reg, by, k, f); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, f.Key, by, subject, done)
	})
	return casework.Finished{Report: done.Report, Case: done.Case, State: done.State, Said: done.Said, Repeat: repeat}, err
}

// end settles a keying whose rows are all answered.
func (b *Book) end(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, k *keying, f casework.KeyingFinish) (finishedDoc, error) {
	s, err := b.sheet(ctx, t, reg, by, k)
	if err != nil {
		return finishedDoc{}, err
	}
	if s.Left > 0 {
		return finishedDoc{}, casework.Refuse(casework.Invalid, "%d rader är inte ifyllda. Ange belopp, orsakskod eller att raden är tom.", s.Left)
	}
	e := ending{t: t, reg: reg, by: by, sheet: s, judged: assess(s, reg), key: f.Key, people: keyers{first: &k.by}}
	if left := e.notAccepted(f.Accept); len(left) > 0 {
		return finishedDoc{}, mustAccept(left)
	}
	if err := k.move(ctx, t, by, casework.KeyingDone); err != nil {
		return finishedDoc{}, err
	}
	if err := e.logAccepted(ctx, k.id); err != nil {
		return finishedDoc{}, err
	}
	if err := k.measure(ctx, t); err != nil {
		return finishedDoc{}, err
	}
	if k.pass == secondPass {
		return b.compare(ctx, e, k)
	}
	if err := casebook.MoveList(ctx, t, s.List.ID, by, casework.ListKeyed); err != nil {
		return finishedDoc{}, err
	}
	e.sheet.List.State = casework.ListKeyed
	chosen, err := b.choose(ctx, e, k)
	if err != nil || chosen {
		return finishedDoc{State: casework.ListKeyed, Said: "Listan är registrerad. En annan person registrerar den en gång till innan den bokförs."}, err
	}
	return b.conclude(ctx, e)
}

// conclude books a list that needs no further keying, or opens a case where something must be
// asked.
func (b *Book) conclude(ctx context.Context, e ending) (finishedDoc, error) {
	list := e.sheet.List
	if err := casebook.LockMonth(ctx, e.t, list.Company.ID, list.Period); err != nil {
		return finishedDoc{}, err
	}
	current, err := casebook.Report(ctx, e.t, b.vault, list.Company.ID, list.Period)
	if err != nil {
		return finishedDoc{}, err
	}
	e.current = current.Seen(e.by.Protected)
	if why := mustAsk(e.sheet, e.judged, e.current); why != "" {
		return e.ask(ctx, why)
	}
	return b.report(ctx, e)
}

// mustAsk says in Swedish why a person must decide or ask; "" where the list can be booked.
func mustAsk(s casework.KeyingSheet, judged casework.Assessment, current ledger.Report) string {
	switch {
	case len(current.Current()) > 0:
		return "Perioden är redan redovisad."
	case judged.HasBlank():
		return "En rad är tom utan orsakskod: fråga företaget."
	case judged.Sum.Rows == 0:
		return "Ingen rad kan bokföras."
	case ticked(s) && !s.Agrees():
		return "Rutan för samma som förra månaden är kryssad, men listans summa säger något annat: fråga företaget."
	case slices.ContainsFunc(judged.Rows, func(r casework.CaseRow) bool { return r.Skip }):
		return "En rad gäller någon som inte kan bokföras."
	case slices.ContainsFunc(judged.Findings, func(f avgiftslista.Finding) bool { return f.Severity == avgiftslista.Error }):
		return "Listan har fel som inte kan rättas här."
	}
	return ""
}

// ask opens a case with the keyed rows; approving it reports the list.
func (e ending) ask(ctx context.Context, why string) (finishedDoc, error) {
	hidden := slices.ContainsFunc(e.judged.Rows, func(r casework.CaseRow) bool {
		m, ok := e.reg.Member(r.Personnummer)
		return ok && m.Protected
	})
	for i := range e.judged.Rows {
		if v := e.people.verifier(i); v != "" {
			e.judged.Rows[i].By += ", kontrollerad av " + v
		}
	}
	list := e.sheet.List
	id, err := casebook.OpenKeyed(ctx, e.t, e.by, casebook.Keyed{List: list.ID, Company: list.Company.ID, Period: list.Period, Rows: e.judged.Rows,
		Stated: e.sheet.Written, Flags: avgiftslista.Flags(e.judged.Findings), Import: e.reg.Import, Hidden: hidden, Why: why})
	if err != nil {
		return finishedDoc{}, err
	}
	return finishedDoc{Case: id, State: list.State, Said: fmt.Sprintf("Listan är registrerad men inte bokförd. %s Ärende %s är öppnat.", why, id)}, nil
}

// report books the list.
func (b *Book) report(ctx context.Context, e ending) (finishedDoc, error) {
	var numbers []string
	for _, r := range e.judged.Rows {
		numbers = append(numbers, r.Personnummer.Full())
	}
	people, err := casebook.MemberIDs(ctx, e.t, numbers)
	if err != nil {
		return finishedDoc{}, err
	}
	list := e.sheet.List
	shown := casework.Shown{Company: list.Company.Organisation, Period: list.Period, Rows: e.judged.Rows, Findings: e.judged.Findings,
		Stated: e.sheet.Written, Reader: "keyed", Import: e.reg.Import, Latest: e.current.Latest()}
	rows := casebook.LedgerRows(e.judged, people)
	for i := range rows { // nothing is skipped in a list that is booked here, so the rows are the sheet's
		rows[i].Source.Verified = e.people.verifier(i)
	}
	id, err := b.cases.Post(ctx, e.t, e.current, casebook.Posting{CompanyID: list.Company.ID, Period: list.Period, Kind: ledger.New, Rows: rows,
		List: list.ID, Channel: "paper", By: e.people.first.ID, Second: e.people.other(), Screen: shown.Screen().Hash(), Key: e.key, Reader: "keyed", Import: e.reg.Import})
	if err != nil {
		return finishedDoc{}, err
	}
	if err := casebook.MoveList(ctx, e.t, list.ID, e.by, casework.ListReported); err != nil {
		return finishedDoc{}, err
	}
	sum := ledger.SumOf(rows)
	return finishedDoc{Report: id, State: casework.ListReported,
		Said: fmt.Sprintf("Listan för %s är bokförd: %s, %s.", list.Company.Name, rowWords(sum.Rows), sum.Total().Kronor())}, nil
}

func rowWords(n int) string {
	if n == 1 {
		return "1 rad"
	}
	return fmt.Sprintf("%d rader", n)
}
