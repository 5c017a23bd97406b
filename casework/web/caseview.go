package web

import (
	"slices"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// mailView is the mail as the page shows it.
type mailView struct {
	From, To, ReplyTo, Subject string
	Date, ReceivedAt           string
	Text                       string
	HasHTML, AsHTML            bool
	SenderKnown                bool
	Checks                     []checkView
	NoAnswer                   string // why no automatic answer goes, "" where one may
}

// checkView is what our mail server found out about the sender (R24): shown, never decided by.
type checkView struct{ Word, Title, Tone string }

func checkViews(checks []casework.SenderCheck) []checkView {
	words := map[string]string{"pass": "stämmer", "fail": "stämmer inte", "softfail": "stämmer troligen inte", "none": "finns inte", "neutral": "säger inget"}
	var out []checkView
	for _, c := range checks {
		word, ok := words[c.Verdict]
		if !ok {
			word = c.Verdict
		}
		v := checkView{Word: c.Method + " " + word, Title: c.Domain}
		switch c.Verdict {
		case "pass":
			v.Tone = "ok"
		case "fail":
			v.Tone = "bad"
		case "softfail":
			v.Tone = "warn"
		}
		out = append(out, v)
	}
	return out
}

type fileView struct {
	Name, Size, Problem string
	Href, Show          string // to keep, and to look at
}

type sumView struct {
	Word, Amount string
	Off          bool
}

type evidenceView struct{ Of, Text string }

// toldView is how an errand without a mail reached us.
type toldView struct{ Origin, Caller, Subject, Verified string }

func toldOf(c casework.CasePage, reveal bool) *toldView {
	if c.Case.Verified == "" {
		return nil
	}
	v := &toldView{Origin: upperFirst(c.Case.Origin.Word()), Caller: c.Caller, Subject: c.Subject, Verified: upperFirst(c.Case.Verified.Word())}
	if !reveal {
		v.Caller, v.Subject = "visas för den som arbetar med ärendet", ""
	}
	return v
}

// readSo is the evidence apart, for the forms that correct what was read.
type readSo struct{ Kind, Company, Period []evidenceView }

func readSoOf(es []casework.Evidence) readSo {
	of := func(what ...string) []evidenceView {
		return evidenceViews(slices.DeleteFunc(slices.Clone(es), func(e casework.Evidence) bool { return !slices.Contains(what, e.Of) }))
	}
	return readSo{Kind: of("kind"), Company: of("company", "sender"), Period: of("period")}
}

type eventView struct {
	At, By, Text string
	Note         bool // a person wrote it
}

// eventViews gives the history, newest first. Whoever takes a case again and again took it once.
func eventViews(events []casework.Event, now time.Time) []eventView {
	var out []eventView
	for i, e := range events {
		if e.Kind == casework.EventTaken && i > 0 && events[i-1].Kind == e.Kind && events[i-1].By.ID == e.By.ID && events[i-1].Text == e.Text {
			out = out[:len(out)-1]
		}
		out = append(out, eventView{At: shell.Moment(e.At, now), By: e.By.Name, Text: e.Text, Note: e.Kind == casework.EventNote})
	}
	slices.Reverse(out)
	return out
}

type siblingView struct{ Number, Href string }

// mailOf shows the mail, or says why there is none to show.
func mailOf(c casework.CasePage, reveal bool, now time.Time) (*mailView, []fileView, string) {
	m := c.Mail
	switch {
	case m == nil && c.ErasedSHA != "":
		return nil, nil, "Vår kopia av mejlet är raderad. Kvar finns bara dess kontrollsumma: " + c.ErasedSHA[:min(16, len(c.ErasedSHA))] + "…"
	case m == nil:
		return nil, nil, "Ärendet kom inte med ett mejl."
	case !reveal:
		return nil, nil, "Mejlet visas när du arbetar med ärendet, eller när du anger varför du behöver se det."
	}
	v := &mailView{
		From: m.From, To: m.To, Subject: m.Subject, Text: m.Text, HasHTML: m.HTML != "",
		ReceivedAt: shell.Moment(m.ReceivedAt, now), SenderKnown: c.Case.SenderKnown,
	}
	v.Checks = checkViews(m.Checks)
	if m.Answers != "allowed" {
		v.NoAnswer = m.Answers
	}
	if m.ReplyTo != "" && m.ReplyTo != m.From {
		v.ReplyTo = m.ReplyTo
	}
	if !m.Date.IsZero() {
		v.Date = shell.Moment(m.Date, now)
	}
	var files []fileView
	for _, f := range m.Files {
		files = append(files, fileView{
			Name: f.Name, Size: shell.Size(int64(f.Size)), Problem: problemWord(f.Problem),
			Href: caseHref(c.Case.ID) + "/bilaga/" + itoa(f.Index), Show: caseHref(c.Case.ID) + "/kalla/0?bilaga=" + itoa(f.Index),
		})
	}
	return v, files, ""
}

// problemWord says why an attachment was not read.
func problemWord(p string) string {
	words := map[string]string{
		"encrypted": "lösenordsskyddad, inte läst", "image": "bild utan text, inte läst", "unknown": "okänd filtyp, inte läst",
		"broken": "trasig, inte läst", "too_large": "för stor, inte läst",
	}
	if w, ok := words[p]; ok {
		return w
	}
	return p
}

func number(n register.Personnummer, reveal bool) string {
	switch {
	case n.IsZero():
		return ""
	case reveal:
		return n.Hyphened()
	}
	return n.String()
}

func sumViews(c casework.CasePage) []sumView {
	if len(c.Rows) == 0 {
		return nil
	}
	sums := []sumView{
		{Word: "Medlemsavgift", Amount: kronor(c.Sum.MemberFee)},
		{Word: "Kontrollavgift", Amount: kronor(c.Sum.ControlFee)},
		{Word: "Summa, " + rowsWord(c.Sum.Rows), Amount: kronor(c.Sum.Total())},
	}
	if c.Stated != nil {
		sums = append(sums, sumView{Word: "Avsändarens summa", Amount: kronor(*c.Stated), Off: *c.Stated != c.Sum.Total()})
	}
	return sums
}

func evidenceViews(es []casework.Evidence) []evidenceView {
	words := map[string]string{"company": "Företag", "period": "Period", "kind": "Slag", "sender": "Avsändare"}
	out := make([]evidenceView, len(es))
	for i, e := range es {
		of, ok := words[e.Of]
		if !ok {
			of = e.Of
		}
		out[i] = evidenceView{Of: of, Text: e.Text}
	}
	return out
}

// compareView is what is booked beside what came now, row by row (R6).
type compareView struct {
	Lines              []compareLine
	Before, After      string // totals
	RowsBefore         string
	RowsAfter          string
	Lower, Differs     bool
	AsWord, Difference string
}

type compareLine struct {
	Name, Number  string
	Before, After string
	Class, Word   string
}

// compareOf is nil where nothing is booked: there is nothing to compare with.
func compareOf(c casework.CasePage, reveal bool) *compareView {
	p := c.Proposal
	if p == nil || p.Current.Rows == 0 {
		return nil
	}
	v := &compareView{
		Before: kronor(p.Current.Total()), After: kronor(p.After.Total()), AsWord: p.Kind.Word(),
		RowsBefore: rowsWord(p.Current.Rows), RowsAfter: rowsWord(p.After.Rows), Lower: p.After.Total() < p.Current.Total(),
	}
	v.Differs = p.After.Total() != p.Current.Total()
	v.Difference = signed(p.After.Total() - p.Current.Total())
	numbers := map[int64]register.Personnummer{}
	for _, r := range c.Rows {
		if r.Expected != nil {
			numbers[r.Expected.MemberID] = r.Personnummer
		}
	}
	for _, l := range p.Lines {
		line := compareLine{Name: l.Name, Before: sumOrDash(l.Before), After: sumOrDash(l.After), Class: "change-" + string(l.Change), Word: changeWord(l.Change)}
		n := l.Person.Number
		if n.IsZero() {
			n = numbers[l.Person.MemberID]
		}
		line.Number = number(n, reveal)
		v.Lines = append(v.Lines, line)
	}
	return v
}

func sumOrDash(s ledger.Sum) string {
	if s.Rows == 0 {
		return "–"
	}
	return s.Total().String()
}

// signed is an amount with its sign: what a total changes by.
func signed(a register.Amount) string {
	if a > 0 {
		return "+" + kronor(a)
	}
	return "−" + kronor(a.Abs())
}

func changeWord(c ledger.Change) string {
	switch c {
	case ledger.Same:
		return "samma"
	case ledger.Changed:
		return "ändrad"
	case ledger.Added:
		return "ny"
	case ledger.Removed:
		return "borta"
	}
	return string(c)
}

// requestView is a decision that waits for a second person.
type requestView struct {
	ID       string
	As, By   string
	At       string
	Why      []string
	Reason   string
	Mine     bool
	Outdated bool
}

func requestOf(c casework.CasePage, by casework.Actor, now time.Time) *requestView {
	q := c.Request
	if q == nil {
		return nil
	}
	as := "bokföra som " + q.As.Word()
	if q.What == casework.RequestCredentials {
		as = "beställa inloggning"
	}
	return &requestView{
		ID: strconv.FormatInt(q.ID, 10), As: as, By: q.By.Name, At: shell.Moment(q.At, now),
		Why: q.Why, Reason: q.Reason, Mine: q.Mine || q.By.ID == by.ID, Outdated: q.Invalid,
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
