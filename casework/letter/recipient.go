package letter

import (
	"strings"
	"time"
)

// KnownAddress is an address that the register or a confirmed contact has for a company.
type KnownAddress struct {
	Address string // lower case
	Since   time.Time
	Ended   time.Time // zero while it holds
	Bounces bool      // our mail to it comes back (R34): nothing is sent there
}

// holds tells whether the address was known at a moment, and for good before it.
func (k KnownAddress) holds(at time.Time) bool {
	return k.Since.Before(at) && (k.Ended.IsZero() || k.Ended.After(at))
}

// ReceiptTo gives the address that may be told facts about a company: the sender of the mail,
// where exactly that address was known for that company before the mail came. It never gives an
// address that only the mail itself names.
func ReceiptTo(known []KnownAddress, sender string, received time.Time) (string, bool) {
	from := strings.ToLower(strings.TrimSpace(sender))
	if from == "" {
		return "", false
	}
	for _, k := range known {
		if k.Address == from && k.holds(received) && k.Ended.IsZero() {
			return k.Address, true
		}
	}
	return "", false
}

// Registered gives the addresses that a change is confirmed to: all that were known before it,
// without those that bounce.
func Registered(known []KnownAddress, before time.Time) []string {
	var out []string
	for _, k := range known {
		if k.holds(before) && !k.Bounces {
			out = append(out, k.Address)
		}
	}
	return out
}

// TellTotalFrom is the number of members from which on a receipt may tell the total.
const TellTotalFrom = 3
