package avgiftslista

import "sef.se/kontakten/internal/register"

// Field names a cell of a row.
type Field string

// The cells of a row.
const (
	FieldPersonnummer Field = "personnummer"
	FieldName         Field = "name"
	FieldMemberFee    Field = "member_fee"
	FieldControlFee   Field = "control_fee"
	FieldBase         Field = "base"
	FieldReason       Field = "reason"
)

// Row is one person's fees as they were read or keyed.
type Row struct {
	Personnummer register.Personnummer // none where the source gives none that is valid
	Written      string                // the number as written where it is not valid; "" where none stands
	Name         string                // as written
	MemberFee    register.Amount
	ControlFee   register.Amount
	HasControl   bool // a control fee was given, be it 0
	Base         register.Amount
	HasBase      bool
	Reason       string // a reason code (practice.md R21) on keyed rows and those of described files
	Place        Place
	Cells        map[Field]Place
}

// MaxFee is more than any month's fee of one person: what is larger is another
// sort of amount, or several that stand too close.
const MaxFee register.Amount = 20_000_00

// Sum gives both fees together.
func (r Row) Sum() register.Amount { return r.MemberFee + r.ControlFee }

// ControlSum is a total or subtotal that the source states.
type ControlSum struct {
	Label  string
	Of     Field // FieldMemberFee or FieldControlFee where it sums that column; "" where it may be of both, or of something else
	Amount register.Amount
	Place  Place
}

// Draft is fee data on its way to a decision: what one source says for one
// company and period. A none Company or Period is not known yet.
type Draft struct {
	Company     register.OrganisationNumber
	Period      register.Period
	Rows        []Row
	StatedTotal *register.Amount // nil where the source states none
	Control     []ControlSum
	Unread      []Place // what looked like data and was not understood
}

// Total sums both fees of all rows.
func (d Draft) Total() register.Amount {
	var total register.Amount
	for _, r := range d.Rows {
		total += r.Sum()
	}
	return total
}
