package avgiftslista

import "sef.se/kontakten/internal/register"

// Field, Row, ControlSum and Finding by TEAM.md's sketch, put down by UNDERLAG
// so that readers compile; the room's owner replaces this file.
type Field string

type Row struct {
	Personnummer register.Personnummer
	Written      string
	Name         string
	MemberFee    register.Amount
	ControlFee   register.Amount
	HasControl   bool
	Base         register.Amount
	HasBase      bool
	Reason       string
	Place        Place
	Cells        map[Field]Place
}

type ControlSum struct {
	Label  string
	Amount register.Amount
	Place  Place
}

type Severity int

type Finding struct {
	Code     string
	Row      int
	Severity Severity
	Flag     string
	Text     string
}
