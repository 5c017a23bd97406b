package store

import (
	"context"
	"fmt"
)

// Access is one opening or unmasking, as the access log keeps it: who, what, why.
// Zero fields are left empty.
type Access struct {
	Staff   int64 // who; 0 for the program and the command line
	What    string
	Case    int64
	Company int64
	Member  int64
	Object  string // which attachment, list or account; never a name or number of a person
	Reason  string
}

// LogAccess writes the log in the transaction that reads what was opened.
func (t *Tx) LogAccess(ctx context.Context, a Access) error {
	_, err := t.Exec(ctx, `
		INSERT INTO access_log (at, staff_id, what, case_id, company_id, member_id, object, reason)
		VALUES ($1, nullif($2::bigint, 0), $3, nullif($4::bigint, 0), nullif($5::bigint, 0), nullif($6::bigint, 0), $7, $8)`,
		t.Now, a.Staff, a.What, a.Case, a.Company, a.Member, a.Object, a.Reason)
	if err != nil {
		return fmt.Errorf("log access to %s: %w", a.What, err)
	}
	return nil
}
