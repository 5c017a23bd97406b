package monthly

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/register"
)

// DoubtKind is what looks wrong about a company before the run.
type DoubtKind string

// The kinds, gravest first. The first four hold the company out of the run.
const (
	DoubtAgreement DoubtKind = "agreement"
	DoubtAddress   DoubtKind = "address"
	DoubtReturned  DoubtKind = "returned" // two envelopes in a row came back
	DoubtClosed    DoubtKind = "closed"
	DoubtMembers   DoubtKind = "members"
	DoubtGlyphs    DoubtKind = "glyphs"
)

// Held tells whether a company with this doubt gets no list.
func (k DoubtKind) Held() bool {
	return k == DoubtAgreement || k == DoubtAddress || k == DoubtReturned || k == DoubtClosed
}

// Word is the heading of a kind, for one or more companies.
func (k DoubtKind) Word() string {
	return map[DoubtKind]string{
		DoubtAgreement: "Okänt avtal: skrivs inte ut", DoubtAddress: "Adress saknas: skrivs inte ut",
		DoubtReturned: "Två returer i rad: skrivs inte ut", DoubtClosed: "Stängt den här månaden: skrivs inte ut",
		DoubtMembers: "På papper utan medlem i anställning: ingen lista", DoubtGlyphs: "Tecken som typsnittet saknar",
	}[k]
}

// Doubt is something that looks wrong about a company. Text names no member.
type Doubt struct {
	Kind     DoubtKind
	Customer int
	Company  string
	Text     string
}

// Change is a company whose number of members differs from its last list.
type Change struct {
	Customer  int
	Company   string
	Was, Will int
}

// Preview is what a run would do now.
type Preview struct {
	Lists, Sheets, Members int // that would be printed
	Already                int // companies that have their list
	Doubts                 []Doubt
	Last                   int      // lists of the month before
	New, Gone              int      // companies with a list now and none then, and the other way round
	Changes                []Change // of all companies with both, the largest first
	Outdated               []Change // standing lists, not posted, that differ from the register
}

// Background is what the database knows about the month beside the register.
type Background struct {
	Standing map[int][]string // customer → personnummer on its list; nil where it is posted already
	Last     map[int]int      // customer → members on the list of the month before
	Returns  map[int]int      // customer → envelopes in a row that came back
	Closed   map[int]string   // customer → why it is closed this month
}

// heldReturns is how many envelopes in a row must come back before the next run holds the
// company out (R17).
const heldReturns = 2

// Inspect makes the lists that a run would print, without those that are held out, and the
// preview of it.
func Inspect(reg *register.Register, p register.Period, opt avgiftslista.RunOptions, bg Background) ([]avgiftslista.List, Preview, error) {
	pre := Preview{Last: len(bg.Last)}
	opt.Refused = func(c register.Company, err error) { pre.doubt(DoubtAgreement, c, err.Error()) }
	all, err := avgiftslista.Lists(reg, p, opt)
	if err != nil {
		return nil, pre, err
	}
	named := map[int]bool{}
	var fresh []avgiftslista.List
	for _, l := range all {
		c := l.Company
		named[c.CustomerNumber] = true
		was, had := bg.Last[c.CustomerNumber]
		if !had {
			pre.New++
		} else if was != len(l.Rows) {
			pre.Changes = append(pre.Changes, Change{c.CustomerNumber, c.Name, was, len(l.Rows)})
		}
		if printed, stands := bg.Standing[c.CustomerNumber]; stands {
			pre.Already++
			if printed != nil && differs(printed, l.Rows) {
				pre.Outdated = append(pre.Outdated, Change{c.CustomerNumber, c.Name, len(printed), len(l.Rows)})
			}
			continue
		}
		if pre.holds(l, bg) {
			continue
		}
		pre.Lists++
		pre.Sheets += pdf.Sheets(len(l.Rows))
		pre.Members += len(l.Rows)
		fresh = append(fresh, l)
	}
	for customer := range bg.Last {
		if !named[customer] {
			pre.Gone++
		}
	}
	pre.withoutMembers(reg, opt, named)
	slices.SortStableFunc(pre.Changes, func(a, b Change) int { return cmp.Compare(b.size(), a.size()) })
	return fresh, pre, nil
}

func (c Change) size() int { return max(c.Will-c.Was, c.Was-c.Will) }

func (pre *Preview) doubt(k DoubtKind, c register.Company, text string) {
	pre.Doubts = append(pre.Doubts, Doubt{k, c.CustomerNumber, c.Name, text})
}

// holds notes what looks wrong about a list and tells whether it is held out.
func (pre *Preview) holds(l avgiftslista.List, bg Background) bool {
	c := l.Company
	why, closed := bg.Closed[c.CustomerNumber]
	switch {
	case closed:
		pre.doubt(DoubtClosed, c, why)
		return true
	case len(c.Postcode) != 5 || c.City == "" || c.Street == "" && c.CareOf == "":
		pre.doubt(DoubtAddress, c, "Gata, postnummer eller ort saknas i registret.")
		return true
	case bg.Returns[c.CustomerNumber] >= heldReturns:
		pre.doubt(DoubtReturned, c, fmt.Sprintf("%d brev i rad har kommit tillbaka. Sök ny adress.", bg.Returns[c.CustomerNumber]))
		return true
	}
	if missing := pdf.MissingGlyphs(l); len(missing) > 0 {
		pre.doubt(DoubtGlyphs, c, fmt.Sprintf("En prickad ring trycks i stället för %d tecken.", len(missing)))
	}
	return false
}

// withoutMembers notes the companies on paper that get no list. Whether they have a protected
// member must not show: the text is the same.
func (pre *Preview) withoutMembers(reg *register.Register, opt avgiftslista.RunOptions, named map[int]bool) {
	for _, d := range pre.Doubts {
		named[d.Customer] = true
	}
	for _, c := range reg.Companies() {
		if (c.Channel == register.ChannelPaper || opt.All) && !named[c.CustomerNumber] {
			pre.doubt(DoubtMembers, c, "Ingen medlem att skriva ut.")
		}
	}
}

// differs compares who stands on a printed list with who would stand on it now.
func differs(printed []string, rows []avgiftslista.ListRow) bool {
	if len(printed) != len(rows) {
		return true
	}
	now := make([]string, len(rows))
	for i, r := range rows {
		now[i] = r.Personnummer.Full()
	}
	slices.Sort(now)
	was := slices.Clone(printed)
	slices.Sort(was)
	return strings.Join(now, " ") != strings.Join(was, " ")
}
