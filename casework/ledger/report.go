package ledger

import (
	"time"

	"sef.se/kontakten/internal/register"
)

// ReportID is the database's id of one version of a fee report.
type ReportID int64

// Kind says what a version does, or, proposed, what new fee data means.
type Kind string

// The kinds. Duplicate and Question book nothing; Annulment comes with DESK (R7).
const (
	New        Kind = "new"
	Addition   Kind = "addition"
	Correction Kind = "correction"
	Annulment  Kind = "annulment"
	Duplicate  Kind = "duplicate"
	Question   Kind = "question"
)

// Word is the kind in Swedish.
func (k Kind) Word() string {
	switch k {
	case New:
		return "ny redovisning"
	case Addition:
		return "tillägg"
	case Correction:
		return "rättelse"
	case Annulment:
		return "makulering"
	case Duplicate:
		return "dubblett"
	case Question:
		return "fråga till företaget"
	}
	return string(k)
}

// Books tells whether the kind makes a version.
func (k Kind) Books() bool {
	return k == New || k == Addition || k == Correction || k == Annulment
}

// Reverses tells whether the kind reverses what is current.
func (k Kind) Reverses() bool { return k == Correction || k == Annulment }

// Sum is a number of persons' rows and both fees in öre.
type Sum struct {
	Rows       int
	MemberFee  register.Amount
	ControlFee register.Amount
}

// Total is both fees together.
func (s Sum) Total() register.Amount { return s.MemberFee + s.ControlFee }

// Person tells whose row it is: a member by id, or somebody whom the register has not by number.
// It is comparable and the key of every comparison; both zero where the person is unknown.
type Person struct {
	MemberID int64
	Number   register.Personnummer // only where MemberID is 0
}

// Source is where a posting comes from (invariant 3): it explains the posting when the
// original is erased. Line may hold a personnummer, so it is kept in the vault.
type Source struct {
	Place    string `json:"place"`  // contract.md rows[].source, or "lista 100000…, rad 3"
	Line     string `json:"line"`   // the text of the line or cells
	By       string `json:"by"`     // "" as read; else who keyed or edited it
	Verified string `json:"second"` // who keyed it the second time, "" where nobody
}

// Row is one person's fees in a draft that is about to be booked.
type Row struct {
	Person     Person
	Name       string
	MemberFee  register.Amount
	ControlFee register.Amount
	Reason     string // a code of R21; with one, both amounts are 0
	Source     Source
}

// Posting is one line of the ledger, append-only.
type Posting struct {
	ID         int64
	Report     ReportID
	Row        int // 1-based within the version
	Person     Person
	Name       string // from the register or the vault, for pages
	MemberFee  register.Amount
	ControlFee register.Amount
	Reason     string
	Reverses   int64 // posting.id; 0 for a posting of new amounts
	ReversedBy int64 // posting.id; 0 while it stands
	Source     Source
	Hidden     bool   // a protected member's: only for who has the permission (R8)
	Original   string // hex SHA-256 of the raw mail or of the sheet's list number
	Reader     string // version of the reader, or "keyed"
}

// Version is one fee report in the database: everything one decision booked.
type Version struct {
	ID          ReportID
	CompanyID   int64
	Period      register.Period
	Number      int // 1 for the first of company and period
	Kind        Kind
	Replaces    ReportID // the latest version that a Correction or Annulment reverses
	MovedTo     ReportID // flytta (R7): the report at the other company or period
	CaseID      int64    // 0 where it came from a keyed list without a case
	ListID      int64    // 0 where it came from no list
	Channel     string   // "mail", "paper"
	BookingDate register.Date
	Sum         Sum // of its new rows
	Reason      string
	DecidedBy   string
	SecondBy    string // the second person, "" where none was needed
	DecidedAt   time.Time
	Screen      string // hex hash of what was on the screen (R10)
	Mode        string
	Postings    []Posting
}

// Report is all that stands for a company and period.
type Report struct {
	CompanyID int64
	Period    register.Period
	Versions  []Version // ascending by Number
}

// Current gives the postings that stand: neither reversals nor reversed.
func (r Report) Current() []Posting {
	reversed := map[int64]bool{}
	for _, v := range r.Versions {
		for _, p := range v.Postings {
			if p.Reverses != 0 {
				reversed[p.Reverses] = true
			}
		}
	}
	var out []Posting
	for _, v := range r.Versions {
		for _, p := range v.Postings {
			if p.Reverses == 0 && !reversed[p.ID] {
				out = append(out, p)
			}
		}
	}
	return out
}

// Seen is the report as an actor may see and correct it: without the permission a protected
// member's postings do not exist, in rows, sums and corrections alike (R8).
func (r Report) Seen(permitted bool) Report {
	if permitted {
		return r
	}
	seen := Report{CompanyID: r.CompanyID, Period: r.Period}
	for _, v := range r.Versions {
		all := v.Postings
		v.Postings, v.Sum = nil, Sum{}
		for _, p := range all {
			if p.Hidden {
				continue
			}
			v.Postings = append(v.Postings, p)
			if p.Reverses == 0 {
				v.Sum = v.Sum.add(p.MemberFee, p.ControlFee)
			}
		}
		seen.Versions = append(seen.Versions, v)
	}
	return seen
}

// Reversals are the postings that a version of a kind begins with: each current posting with
// the opposite amounts. They get ids and rows when they are booked. Additions have none.
func Reversals(cur Report, kind Kind) []Posting {
	if !kind.Reverses() {
		return nil
	}
	var out []Posting
	for _, p := range cur.Current() {
		out = append(out, Posting{Person: p.Person, Name: p.Name, MemberFee: -p.MemberFee, ControlFee: -p.ControlFee,
			Reverses: p.ID, Source: p.Source, Original: p.Original, Reader: p.Reader})
	}
	return out
}

// Sum is what is current.
func (r Report) Sum() Sum {
	var s Sum
	for _, p := range r.Current() {
		s = s.add(p.MemberFee, p.ControlFee)
	}
	return s
}

// Latest is the number of the newest version, 0 where there is none. It is what a screen
// remembers of the ledger.
func (r Report) Latest() int {
	if len(r.Versions) == 0 {
		return 0
	}
	return r.Versions[len(r.Versions)-1].Number
}

func (s Sum) add(member, control register.Amount) Sum {
	return Sum{Rows: s.Rows + 1, MemberFee: s.MemberFee + member, ControlFee: s.ControlFee + control}
}

// SumOf adds up rows.
func SumOf(rows []Row) Sum {
	var s Sum
	for _, r := range rows {
		s = s.add(r.MemberFee, r.ControlFee)
	}
	return s
}
