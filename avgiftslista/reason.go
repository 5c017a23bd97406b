package avgiftslista

// Reasons are the codes that a row without amounts may carry (practice.md R21), in print order.
func Reasons() []string { return []string{"EJL", "SLUT", "FLY", "EJM", "OKÄND"} }

// IsReason tells whether a code is one of Reasons.
func IsReason(code string) bool {
	for _, r := range Reasons() {
		if r == code {
			return true
		}
	}
	return false
}

// ReasonWord is a code in words.
func ReasonWord(code string) string {
	switch code {
	case "EJL":
		return "ingen lön denna period"
	case "SLUT":
		return "slutat"
	case "FLY":
		return "annat bolag"
	case "EJM":
		return "ej medlem"
	case "OKÄND":
		return "okänd"
	}
	return code
}
