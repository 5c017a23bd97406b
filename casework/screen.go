package casework

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// Screen says exactly what was on the screen (R10): rows, findings, stated total, reader
// version, register import and the ledger's latest version of the company and period. It
// travels in the page's form; it tells what differs without telling what stood there.
type Screen string

// Shown is what a Screen is made of.
type Shown struct {
	Company  register.OrganisationNumber
	Period   register.Period
	Rows     []CaseRow
	Findings []avgiftslista.Finding
	Stated   *register.Amount
	Reader   string // reader version
	Import   int64  // register import
	Latest   int    // ledger.Report.Latest
}

// Difference is what changed between two screens, for the page that refuses.
type Difference struct {
	Rows     []int // 0-based rows of the page now that are changed or new
	Fewer    int   // rows that the old screen had more
	Findings bool
	Stated   bool
	Reader   bool
	Register bool
	Ledger   bool // another decision was booked for the company and period
	Target   bool // the company or the period

	News []string // Swedish: what came into the case since, "10.42 Bo: Ärendet är avslaget."
}

// Screen sums up what is shown.
func (s Shown) Screen() Screen {
	parts := []string{"s1",
		short(s.Company.Full(), s.Period.String()),
		short(s.Reader),
		fmt.Sprint(s.Import),
		fmt.Sprint(s.Latest),
		short(statedText(s.Stated)),
		short(findingTexts(s.Findings)...),
	}
	rows := make([]string, len(s.Rows))
	for i, r := range s.Rows {
		rows[i] = short(r.Personnummer.Full(), r.Written, r.Name, fmt.Sprint(int64(r.MemberFee), int64(r.ControlFee), r.HasControl, r.Skip, r.Blank, r.Book), r.Reason, string(r.Mark))
	}
	parts = append(parts, strings.Join(rows, "."))
	return Screen(strings.Join(parts, "-"))
}

// Hash is what the event keeps: SHA-256 of the screen, hex.
func (s Screen) Hash() string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// Differs compares the screen that came back with what would be shown now. It gives nil where
// they are equal and a Difference with everything set where s is no screen at all.
func (s Screen) Differs(now Screen) *Difference {
	if s == now {
		return nil
	}
	a, b := strings.Split(string(s), "-"), strings.Split(string(now), "-")
	if len(a) != 8 || len(b) != 8 || a[0] != b[0] {
		return &Difference{Findings: true, Stated: true, Reader: true, Register: true, Ledger: true, Target: true}
	}
	d := &Difference{Target: a[1] != b[1], Reader: a[2] != b[2], Register: a[3] != b[3], Ledger: a[4] != b[4], Stated: a[5] != b[5], Findings: a[6] != b[6]}
	was, is := rowHashes(a[7]), rowHashes(b[7])
	for i, h := range is {
		if i >= len(was) || was[i] != h {
			d.Rows = append(d.Rows, i)
		}
	}
	d.Fewer = max(0, len(was)-len(is))
	return d
}

// Words says the difference in Swedish, for the page.
func (d Difference) Words() string {
	var w []string
	add := func(is bool, text string) {
		if is {
			w = append(w, text)
		}
	}
	add(d.Ledger, "något annat har bokförts för företaget och perioden")
	add(d.Target, "företaget eller perioden är ändrad")
	add(len(d.Rows) == 1, "en rad är ändrad eller ny")
	add(len(d.Rows) > 1, fmt.Sprintf("%d rader är ändrade eller nya", len(d.Rows)))
	add(d.Fewer > 0, fmt.Sprintf("rader saknas (%d)", d.Fewer))
	add(d.Findings, "anmärkningarna är andra")
	add(d.Stated, "den angivna summan är en annan")
	add(d.Reader, "mejlet är läst på nytt")
	add(d.Register, "registret är uppdaterat")
	w = append(w, d.News...)
	return strings.Join(w, ", ")
}

func rowHashes(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ".")
}

func statedText(a *register.Amount) string {
	if a == nil {
		return "none"
	}
	return fmt.Sprint(int64(*a))
}

func findingTexts(f []avgiftslista.Finding) []string {
	out := make([]string, len(f))
	for i, x := range f {
		out[i] = fmt.Sprint(x.Code, " ", x.Row, " ", x.Text)
	}
	slices.Sort(out)
	return out
}

// short is 64 bits of SHA-256 over the parts, each with its length before it.
func short(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		writePart(h, p)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func writePart(h hash.Hash, p string) { fmt.Fprintf(h, "%d:%s", len(p), p) }
