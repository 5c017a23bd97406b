package sheets

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type sheetPage struct {
	Base         shell.Base
	Href, Number string
	Company      string
	CompanyHref  string
	Period       string
	Agreement    string
	HasControl   bool
	Rows         []rowView
	Reasons      []reasonView
	Written      string
	Totals       totals
	Done         bool
	Second       bool   // the blind second keying
	Last         string // "september 2026", or why there is no last month
	HasLast      bool
	Key          string
	At           string // page of the sheet whose code was scanned
	Ticks        []tickView
	Accept       []acceptView // what must be said yes to before the list is done
	AcceptErrors bool         // some of it cannot be booked
	MemberRate   int          // hundredths of a percent, for the key *
	ControlRate  int
}

type rowView struct {
	No, Sheet               int
	NewSheet                bool // the first row of a page after the first
	Name, Number, Left      string
	Member, Control, Reason string
	Reasons                 []reasonView
	Blank, New, Saved       bool
	Used                    string // key that made it, "" for digits
	Warnings                []findingView
	LastMember, LastControl string // of the last period, "" where there is none, for the key +
}

// reasonView is a reason code with the digit that chooses it.
type reasonView struct {
	Digit, Value, Word string
	Selected           bool
}

// tickView is a printed page whose tick box may say "as last month".
type tickView struct {
	Sheet int
	Word  string
}

type findingView struct{ Text, Tone string }

type acceptView struct {
	Key, Row, Text string
	Stands         string // the row as it is keyed
	Error          bool
}

// totals are the running sums under the rows; keying.js shows the same struct.
type totals struct {
	Member, Control, Total string
	Left                   int
	LeftWord               string
	Agrees                 bool
	HasWritten             bool
	Verdict                string // "Stämmer med listan", "Skiljer 100,00 kr", ""
}

func (d Desk) sheet(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.showSheet(w, r, by, http.StatusOK, nil, nil)
}

// showSheet shows the sheet; an alert says why it is not done, accept what the
// clerk may accept to have it done.
func (d Desk) showSheet(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert, accept []casework.Acceptable) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	sheet, err := d.Keying.Sheet(r.Context(), by, id)
	if err != nil {
		return err
	}
	base, err := d.Base(r, "Lista "+Spaced(sheet.List.Number), "keying")
	if err != nil {
		return err
	}
	base.Back = Href(id)
	if alert != nil {
		base.Alert = alert
	}
	page := sheetView(base, sheet)
	page.At = r.URL.Query().Get("blad")
	for _, a := range accept {
		page.Accept = append(page.Accept, acceptOf(sheet, a))
		page.AcceptErrors = page.AcceptErrors || a.Severity == avgiftslista.Error
	}
	return d.Render(w, status, "sheet.html", page)
}

func sheetView(base shell.Base, k casework.KeyingSheet) sheetPage {
	p := sheetPage{
		Base: base, Href: Href(k.ID), Number: Spaced(k.List.Number), Company: k.List.Company.Name,
		CompanyHref: "/foretag/" + strconv.Itoa(k.List.Company.CustomerNumber),
		Period:      shell.PeriodWords(k.List.Period), Agreement: k.Agreement, HasControl: k.HasControl,
		Totals: totalsOf(k.Keyed, k.Written, k.Left), Done: k.State != casework.KeyingOpen, Second: k.Pass == 2, Key: rand.Text(),
		Reasons: reasonsOf("", false), Last: "Ingen tidigare lista finns", Ticks: ticksOf(k),
		MemberRate: int(k.Rate.MemberFee), ControlRate: int(k.Rate.ControlFee),
	}
	if k.Written != nil {
		p.Written = k.Written.String()
	}
	if !k.LastPeriod.IsZero() {
		p.Last, p.HasLast = "Förra listan gällde "+k.LastPeriod.Words(), true
	}
	last := 1
	for _, row := range k.Rows {
		v := rowOf(row)
		v.NewSheet = v.Sheet > last
		last = max(last, v.Sheet)
		p.Rows = append(p.Rows, v)
	}
	return p
}

// ticksOf are the pages with a row that the tick box would fill.
func ticksOf(k casework.KeyingSheet) []tickView {
	var out []tickView
	for sheet := 1; sheet <= k.Sheets; sheet++ {
		if !slices.ContainsFunc(k.Rows, func(r casework.KeyingRow) bool { return r.Sheet == sheet && r.Last != nil && !r.Answered() }) {
			continue
		}
		t := tickView{Sheet: sheet, Word: "Rutan ”samma som förra månaden” är kryssad"}
		if k.Sheets > 1 {
			t.Word += ", blad " + strconv.Itoa(sheet)
		}
		out = append(out, t)
	}
	return out
}

func rowOf(k casework.KeyingRow) rowView {
	row := rowView{
		No: k.Row, Sheet: k.Sheet, Name: k.Name, Number: k.Number.Hyphened(), Reason: k.Reason, Reasons: reasonsOf(k.Reason, k.Blank),
		Blank: k.Blank, New: k.New, Saved: !k.Saved.IsZero(), Warnings: findingsOf(k.Warnings),
	}
	if k.Number.IsZero() {
		row.Number = k.Written
	}
	if k.Key != casework.KeyDigits {
		row.Used = string(k.Key)
	}
	if k.MemberFee != nil {
		row.Member = k.MemberFee.String()
	}
	if k.ControlFee != nil {
		row.Control = k.ControlFee.String()
	}
	if k.Last != nil {
		row.LastMember, row.LastControl = k.Last.MemberFee.String(), k.Last.ControlFee.String()
	}
	if !k.LeftOn.IsZero() {
		row.Left = "slutat? " + shell.Day(k.LeftOn)
	}
	return row
}

// reasonsOf are the codes in the order of the sheet, each with its digit; 0 is a row that is
// blank on the sheet.
func reasonsOf(chosen string, blank bool) []reasonView {
	out := []reasonView{{Word: "–", Selected: chosen == "" && !blank}}
	for i, code := range avgiftslista.Reasons() {
		out = append(out, reasonView{strconv.Itoa(i + 1), code, code + " " + avgiftslista.ReasonWord(code), code == chosen})
	}
	return append(out, reasonView{"0", "blank", "tom på listan", blank})
}

func findingsOf(all []avgiftslista.Finding) []findingView {
	out := make([]findingView, len(all))
	for i, f := range all {
		tones := map[avgiftslista.Severity]string{avgiftslista.Error: "error", avgiftslista.Warning: "warning", avgiftslista.Hint: "hint"}
		out[i] = findingView{f.Text, tones[f.Severity]}
	}
	return out
}

// acceptOf says a finding beside the row as it stands. A finding's row counts the keyed rows,
// and all are keyed when there is something to accept.
func acceptOf(k casework.KeyingSheet, a casework.Acceptable) acceptView {
	v := acceptView{Key: a.Key, Text: a.Text, Error: a.Severity == avgiftslista.Error}
	if a.Row < 0 || a.Row >= len(k.Rows) {
		return v
	}
	row := k.Rows[a.Row]
	v.Row, v.Stands = strconv.Itoa(row.Row), row.Name
	switch {
	case row.Reason != "":
		v.Stands += ": " + row.Reason
	case row.MemberFee != nil && row.ControlFee != nil:
		v.Stands += ": " + row.MemberFee.String() + " och " + row.ControlFee.String()
	case row.MemberFee != nil:
		v.Stands += ": " + row.MemberFee.String()
	}
	return v
}

func totalsOf(keyed ledger.Sum, written *register.Amount, left int) totals {
	t := totals{
		Member: keyed.MemberFee.String(), Control: keyed.ControlFee.String(), Total: keyed.Total().Kronor(),
		Left: left, LeftWord: shell.Count(left, "rad kvar", "rader kvar"), HasWritten: written != nil,
	}
	if left == 0 {
		t.LeftWord = "alla rader klara"
	}
	if written != nil {
		t.Agrees = *written == keyed.Total()
		t.Verdict = "Stämmer med listan"
		if !t.Agrees {
			t.Verdict = "Skiljer " + (keyed.Total() - *written).Abs().Kronor()
		}
	}
	return t
}
