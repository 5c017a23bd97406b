package columns

// field is what a column holds.
type field uint8

const (
	unknown field = iota
	personnummer
	name
	familyName
	givenName
	base         // gross pay that the fees are reckoned from
	memberFee    // medlemsavgift
	controlFee   // kontrollavgift
	bothFees     // both fees in one amount: the row's sum, or all that there is
	wageType     // the words that say what a line's amount is
	amount       // the amount of a wage-type line
	periodField  // the period of the row
	organisation // organisation number of the row's employer
	noise        // employee numbers, counts, rates, other deductions, remarks
)

// isMoney tells whether the engine reads amounts from such a column.
func (f field) isMoney() bool {
	return f == base || f == memberFee || f == controlFee || f == bothFees || f == amount
}

// isName tells whether the column holds a name or a part of one.
func (f field) isName() bool { return f == name || f == familyName || f == givenName }
