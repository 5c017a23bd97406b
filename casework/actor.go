package casework

import "log/slog"

// Role is what a member of staff may do; each role includes the ones before it.
type Role string

// The roles of ROAD; "inhyrd" (R30) comes with TRUST.
const (
	RoleClerk      Role = "clerk"
	RoleSupervisor Role = "supervisor"
	RoleAdmin      Role = "admin"
)

// Actor is who does something: a member of staff who is logged in, or the program itself.
// Every step, opening and decision carries one.
type Actor struct {
	ID        int64  // staff.id; 0 is the program
	Name      string // as it stands in events and on pages
	Role      Role
	Protected bool // holds the permission "skyddade uppgifter" (R8)
}

// Program is the actor of what happens without a person.
func Program() Actor { return Actor{Name: "Kontakten"} }

// IsProgram tells whether no person did it.
func (a Actor) IsProgram() bool { return a.ID == 0 }

// Supervises tells whether the actor may do what supervisors may.
func (a Actor) Supervises() bool { return a.Role == RoleSupervisor || a.Role == RoleAdmin }

// LogValue logs the id and role, not the name.
func (a Actor) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("id", a.ID), slog.String("role", string(a.Role)))
}

// Opening says why somebody opens or unmasks (access_log.what, .reason); the log row is
// written in the transaction that reads.
type Opening struct {
	What   string // "case", "original", "attachment", "company", "keying", "unmask"
	Reason string // from the page's list; "" while the case is the actor's to work
}
