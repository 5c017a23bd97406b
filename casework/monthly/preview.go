package monthly

import (
	"cmp"
	"fmt"
	"slices"

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

// Candidate is a company on paper as the month finds it. It names no member.
type Candidate struct {
	ID      int64            // in the database
	Company register.Company // without mails and channel
	Rows    int              // members on the list that it would get now; 0: it gets none
	Rated   bool             // its agreement has a percentage
	Missing int              // letters that the typeface lacks
	Has     bool             // its list of the month stands
	Printed int              // members on that
	Differs bool             // that list is not posted and holds other members than it would now
	Was     int              // members on the list of the month before; 0: it had none
	Returns int              // envelopes in a row that came back
	Closed  string           // why it is closed this month
}

// heldReturns is how many envelopes in a row must come back before the next run holds the
// company out (R17).
const heldReturns = 2

// Inspection adds up a preview, company by company: a month of many is never held whole.
type Inspection struct {
	pre    Preview
	stayed int // companies with a list then and one now
}

// Inspect begins a preview. last is how many lists the month before had.
func Inspect(last int) *Inspection { return &Inspection{pre: Preview{Last: last}} }

// Add counts a company and tells whether a run prints its list now.
func (i *Inspection) Add(c Candidate) bool {
	pre := &i.pre
	switch {
	case c.Rows == 0: // whether somebody there is protected must not show: the text is the same
		pre.doubt(DoubtMembers, c.Company, "Ingen medlem att skriva ut.")
		return false
	case !c.Rated:
		pre.doubt(DoubtAgreement, c.Company, fmt.Sprintf("Avtalet %q har ingen procentsats för månaden.", c.Company.Agreement))
		return false
	case c.Was == 0:
		pre.New++
	default:
		i.stayed++
		if c.Was != c.Rows {
			pre.Changes = append(pre.Changes, Change{c.Company.CustomerNumber, c.Company.Name, c.Was, c.Rows})
		}
	}
	if c.Has {
		pre.Already++
		if c.Differs {
			pre.Outdated = append(pre.Outdated, Change{c.Company.CustomerNumber, c.Company.Name, c.Printed, c.Rows})
		}
		return false
	}
	if pre.holds(c) {
		return false
	}
	pre.Lists++
	pre.Sheets += pdf.Sheets(c.Rows)
	pre.Members += c.Rows
	return true
}

// Preview ends the inspection.
func (i *Inspection) Preview() Preview {
	i.pre.Gone = max(i.pre.Last-i.stayed, 0)
	slices.SortStableFunc(i.pre.Changes, func(a, b Change) int { return cmp.Compare(b.size(), a.size()) })
	return i.pre
}

func (c Change) size() int { return max(c.Will-c.Was, c.Was-c.Will) }

func (pre *Preview) doubt(k DoubtKind, c register.Company, text string) {
	pre.Doubts = append(pre.Doubts, Doubt{k, c.CustomerNumber, c.Name, text})
}

// holds notes what looks wrong about a company and tells whether it is held out.
func (pre *Preview) holds(c Candidate) bool {
	at := c.Company
	switch {
	case c.Closed != "":
		pre.doubt(DoubtClosed, at, c.Closed)
		return true
	case len(at.Postcode) != 5 || at.City == "" || at.Street == "" && at.CareOf == "":
		pre.doubt(DoubtAddress, at, "Gata, postnummer eller ort saknas i registret.")
		return true
	case c.Returns >= heldReturns:
		pre.doubt(DoubtReturned, at, fmt.Sprintf("%d brev i rad har kommit tillbaka. Sök ny adress.", c.Returns))
		return true
	}
	if c.Missing > 0 {
		pre.doubt(DoubtGlyphs, at, fmt.Sprintf("En prickad ring trycks i stället för %d tecken.", c.Missing))
	}
	return false
}
