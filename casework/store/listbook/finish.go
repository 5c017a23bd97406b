package listbook

import (
	"context"
	"fmt"
	"slices"
	"strings"

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

// Finish books a keyed list or opens a case where something must be asked (casework.Keying).
func (b *Book) Finish(ctx context.Context, by casework.Actor, id casework.KeyingID, f casework.KeyingFinish) (casework.Finished, error) {
	if len(f.Key) < 16 || len(f.Key) > 64 {
		return casework.Finished{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done finishedDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		k, err := readKeying(ctx, t, id, true)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("keying %d", id)
		if repeat, err = casebook.Before(ctx, t, f.Key, by, subject, &done); err != nil || repeat {
			return err
		}
		if _, err := b.open(ctx, t, by, id); err != nil {
			return err
		}
		s, err := b.sheet(ctx, t, reg, by, k)
		if err != nil {
			return err
		}
		if s.Left > 0 {
			return casework.Refuse(casework.Invalid, "%d rader är inte ifyllda. Ange belopp, orsakskod eller att raden är tom.", s.Left)
		}
		if done, err = b.end(ctx, t, reg, by, s, f); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, f.Key, by, subject, done)
	})
	return casework.Finished{Report: done.Report, Case: done.Case, State: done.State, Said: done.Said, Repeat: repeat}, err
}

// end settles a keying whose rows are all answered.
func (b *Book) end(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, s casework.KeyingSheet, f casework.KeyingFinish) (finishedDoc, error) {
	if err := casebook.LockMonth(ctx, t, s.List.Company.ID, s.List.Period); err != nil {
		return finishedDoc{}, err
	}
	current, err := casebook.Report(ctx, t, b.vault, s.List.Company.ID, s.List.Period)
	if err != nil {
		return finishedDoc{}, err
	}
	judged := assess(s, reg)
	if left := notAccepted(judged.Findings, f.Accept); len(left) > 0 {
		refusal := casework.Refuse(casework.Conflict, "Det här behöver rättas eller godtas först: %s", findingTexts(left))
		refusal.Accept = left
		return finishedDoc{}, refusal
	}
	if _, err := t.Exec(ctx, "UPDATE keying SET state = 'done', finished_at = $2 WHERE id = $1", s.ID, t.Now); err != nil {
		return finishedDoc{}, fmt.Errorf("keying %d: %w", s.ID, err)
	}
	if err := casebook.MoveList(ctx, t, s.List.ID, by, casework.ListKeyed); err != nil {
		return finishedDoc{}, err
	}
	if why := mustAsk(judged, current); why != "" {
		return b.ask(ctx, t, reg, by, s, judged, why)
	}
	return b.report(ctx, t, reg, by, s, judged, current, f)
}

// notAccepted are the warnings and errors that the clerk has not said yes to. Errors too can be
// accepted here: what the sheet says cannot be mended at the desk, it becomes a case.
func notAccepted(findings []avgiftslista.Finding, accept []string) []avgiftslista.Finding {
	var left []avgiftslista.Finding
	for _, x := range findings {
		if x.Severity == avgiftslista.Hint || slices.Contains(accept, x.Code) || slices.Contains(left, x) {
			continue
		}
		left = append(left, x)
	}
	return left
}

func findingTexts(findings []avgiftslista.Finding) string {
	texts := make([]string, len(findings))
	for i, x := range findings {
		texts[i] = x.Text
		if x.Row >= 0 {
			texts[i] = fmt.Sprintf("Rad %d: %s", x.Row+1, x.Text)
		}
	}
	return strings.Join(texts, " ")
}

// mustAsk says in Swedish why a person must decide or ask; "" where the list can be booked.
func mustAsk(judged casework.Assessment, current ledger.Report) string {
	switch {
	case len(current.Current()) > 0:
		return "Perioden är redan redovisad."
	case judged.HasBlank():
		return "En rad är tom utan orsakskod: fråga företaget."
	case judged.Sum.Rows == 0:
		return "Ingen rad kan bokföras."
	case slices.ContainsFunc(judged.Rows, func(r casework.CaseRow) bool { return r.Skip }):
		return "En rad gäller någon som inte kan bokföras."
	case slices.ContainsFunc(judged.Findings, func(f avgiftslista.Finding) bool { return f.Severity == avgiftslista.Error }):
		return "Listan har fel som inte kan rättas här."
	}
	return ""
}

// ask opens a case with the keyed rows; approving it reports the list.
func (b *Book) ask(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, s casework.KeyingSheet, judged casework.Assessment, why string) (finishedDoc, error) {
	hidden := slices.ContainsFunc(judged.Rows, func(r casework.CaseRow) bool {
		m, ok := reg.Member(r.Personnummer)
		return ok && m.Protected
	})
	id, err := casebook.OpenKeyed(ctx, t, by, casebook.Keyed{List: s.List.ID, Company: s.List.Company.ID, Period: s.List.Period, Rows: judged.Rows,
		Stated: s.Written, Flags: avgiftslista.Flags(judged.Findings), Import: reg.Import, Hidden: hidden, Why: why})
	if err != nil {
		return finishedDoc{}, err
	}
	return finishedDoc{Case: id, State: casework.ListKeyed, Said: fmt.Sprintf("Listan är registrerad men inte bokförd. %s Ärende %s är öppnat.", why, id)}, nil
}

// report books the list.
func (b *Book) report(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, s casework.KeyingSheet, judged casework.Assessment, current ledger.Report, f casework.KeyingFinish) (finishedDoc, error) {
	var numbers []string
	for _, r := range judged.Rows {
		numbers = append(numbers, r.Personnummer.Full())
	}
	people, err := casebook.MemberIDs(ctx, t, numbers)
	if err != nil {
		return finishedDoc{}, err
	}
	shown := casework.Shown{Company: s.List.Company.Organisation, Period: s.List.Period, Rows: judged.Rows, Findings: judged.Findings,
		Stated: s.Written, Reader: "keyed", Import: reg.Import, Latest: current.Latest()}
	rows := casebook.LedgerRows(judged, people)
	id, err := b.cases.Post(ctx, t, current, casebook.Posting{CompanyID: s.List.Company.ID, Period: s.List.Period, Kind: ledger.New, Rows: rows,
		List: s.List.ID, Channel: "paper", By: by.ID, Screen: shown.Screen().Hash(), Key: f.Key, Reader: "keyed", Import: reg.Import})
	if err != nil {
		return finishedDoc{}, err
	}
	if err := casebook.MoveList(ctx, t, s.List.ID, by, casework.ListReported); err != nil {
		return finishedDoc{}, err
	}
	sum := ledger.SumOf(rows)
	return finishedDoc{Report: id, State: casework.ListReported,
		Said: fmt.Sprintf("Listan för %s är bokförd: %s, %s.", s.List.Company.Name, rowWords(sum.Rows), sum.Total().Kronor())}, nil
}

func rowWords(n int) string {
	if n == 1 {
		return "1 rad"
	}
	return fmt.Sprintf("%d rader", n)
}
