package listbook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
)

// acceptable gives the findings that a person must say yes to before the list is done, each with
// its key. An error can be left so too, but not booked: what the sheet says cannot be mended at
// the desk, and the list becomes a case.
func (e ending) acceptable() []casework.Acceptable {
	var out []casework.Acceptable
	for _, f := range e.judged.Findings {
		if f.Severity == avgiftslista.Hint {
			continue
		}
		a := casework.Acceptable{Key: acceptKey(f, e.judged.Rows), Finding: f}
		if !slices.ContainsFunc(out, func(b casework.Acceptable) bool { return b.Key == a.Key }) {
			out = append(out, a)
		}
	}
	return out
}

// acceptKey names a finding of a row as the row stands.
func acceptKey(f avgiftslista.Finding, rows []casework.CaseRow) string {
	stands := f.Text
	if f.Row >= 0 && f.Row < len(rows) {
		r := rows[f.Row]
		stands += fmt.Sprint(int64(r.MemberFee), int64(r.ControlFee), r.HasControl, r.Reason)
	}
	sum := sha256.Sum256([]byte(stands))
	return fmt.Sprintf("%s:%d:%s", f.Code, f.Row+1, hex.EncodeToString(sum[:6]))
}

// notAccepted are the acceptable findings that the person has not said yes to.
func (e ending) notAccepted(accept []string) []casework.Acceptable {
	return slices.DeleteFunc(e.acceptable(), func(a casework.Acceptable) bool { return slices.Contains(accept, a.Key) })
}

func mustAccept(left []casework.Acceptable) error {
	texts := make([]string, len(left))
	for i, a := range left {
		texts[i] = a.Text
		if a.Row >= 0 {
			texts[i] = fmt.Sprintf("Rad %d: %s", a.Row+1, a.Text)
		}
	}
	refusal := casework.Refuse(casework.Conflict, "Det här behöver rättas eller godtas först: %s", strings.Join(texts, " "))
	refusal.Accept = left
	return refusal
}

// logAccepted keeps who said yes to what; by now all of it is accepted.
func (e ending) logAccepted(ctx context.Context, id casework.KeyingID) error {
	for _, a := range e.acceptable() {
		if _, err := e.t.Exec(ctx, "INSERT INTO keying_warning (keying_id, row, code, staff_id, at) VALUES ($1, $2, $3, $4, $5)",
			id, a.Row+1, a.Code, e.by.ID, e.t.Now); err != nil {
			return fmt.Errorf("keying %d, accepted %s: %w", id, a.Code, err)
		}
	}
	return nil
}
