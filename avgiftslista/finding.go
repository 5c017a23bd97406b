package avgiftslista

import "slices"

// Severity says what a finding does to a decision.
type Severity int

// The severities. An error must be mended before approval, a warning must be
// accepted by the clerk, a hint is only shown.
const (
	Hint Severity = iota
	Warning
	Error
)

// String gives the severity's name in Swedish.
func (s Severity) String() string {
	return [...]string{"upplysning", "varning", "fel"}[s]
}

// The flags of contract.md that Check raises.
const (
	FlagTotalMismatch       = "total_mismatch"
	FlagPersonnummerInvalid = "personnummer_invalid"
	FlagMemberUnknown       = "member_unknown"
	FlagMemberMissing       = "member_missing"
	FlagRateDeviation       = "rate_deviation"
	FlagDuplicateMember     = "duplicate_member"
	FlagNegativeAmount      = "negative_amount"
)

// WholeDraft is the Row of a finding that concerns no single row.
const WholeDraft = -1

// Finding is what Check noticed. Text is Swedish, for the clerk; it may hold a
// name as written, never a personnummer.
type Finding struct {
	Code     string // stable name, finer than Flag
	Row      int    // index into Draft.Rows, or WholeDraft
	Severity Severity
	Flag     string // the contract's flag, or "" where it has none
	Text     string
}

// Checked tells whether a finding with this code is Check's: it says nothing of
// rows that have changed since.
func Checked(code string) bool {
	switch code {
	case "personnummer_invalid", "negative_amount", "duplicate_member", "member_unknown", "member_elsewhere", "left_long_ago", "left", "alias",
		"name_differs", "deceased", "not_member", "age", "total_mismatch", "subtotal_mismatch", "shifted", "member_missing",
		"control_fee_not_in_agreement", "control_fee_lacking", "fees_of_two_bases", "fee_off_base":
		return true
	}
	return false
}

// Flags gives the flags of findings, each once, sorted.
func Flags(findings []Finding) []string {
	flags := []string{}
	for _, f := range findings {
		if f.Flag != "" {
			flags = append(flags, f.Flag)
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}
