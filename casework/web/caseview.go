package web

import (
	"fmt"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
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
	Answers                    string
}

type fileView struct {
	Name, Size, Problem, Href string
}

type rowView struct {
	No           int
	Name, Number string
	NumberBad    bool // as written, not valid
	Member       string
	Control      string
	Expected     string // what the register says
	Source, Line string
	Mark         string // "" as read
	Skip         bool
	SkipWhy      string
	Reason       string
	Findings     []findingView
	Bad          bool
}

type missingView struct{ Name, Number, Since string }

// findingView is a finding with its tone: "error", "warning" or "hint".
type findingView struct{ Code, Text, Tone string }

type sumView struct {
	Word, Amount string
	Off          bool
}

type evidenceView struct{ Of, Text string }

type eventView struct{ At, By, Text string }

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
		From: m.From, To: m.To, Subject: m.Subject, Text: m.Text, HasHTML: m.HTML != "", Answers: m.Answers,
		ReceivedAt: shell.Moment(m.ReceivedAt, now), SenderKnown: c.Case.SenderKnown,
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
			Href: caseHref(c.Case.ID) + "/bilaga/" + itoa(f.Index),
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

// rowViews gives the rows with their findings, and apart from them the findings
// that concern the whole.
func rowViews(c casework.CasePage, reveal bool) (rows []rowView, whole []findingView) {
	for i, r := range c.Rows {
		v := rowView{
			No: i + 1, Name: r.Name, Number: number(r.Personnummer, reveal), Member: r.MemberFee.String(),
			Expected: expected(r), Source: placeWords(r.Place.String()), Mark: markWord(r.Mark),
			Skip: r.Skip, SkipWhy: r.SkipWhy, Reason: ledger.ReasonWord(r.Reason), Findings: findingViews(r.Findings),
		}
		if r.Personnummer.IsZero() && r.Written != "" {
			v.NumberBad = true
			v.Number = "oläsligt nummer"
			if reveal {
				v.Number = r.Written
			}
		}
		if r.HasControl {
			v.Control = r.ControlFee.String()
		}
		if reveal {
			v.Line = r.Place.Text
		}
		v.Bad = strings.Contains(toneOf(r.Findings), "error")
		rows = append(rows, v)
	}
	for _, f := range c.Findings {
		if f.Row == avgiftslista.WholeDraft {
			whole = append(whole, findingOf(f))
		}
	}
	return rows, whole
}

// expected is what the register says of the person, as short as it fits.
func expected(r casework.CaseRow) string {
	e := r.Expected
	switch {
	case e == nil:
		return "finns inte i registret för företaget"
	case !e.To.IsZero():
		return "slutade " + shell.Day(e.To)
	case !e.LastPeriod.IsZero():
		return e.LastPeriod.Words() + ": " + (e.LastMember + e.LastControl).String()
	}
	return "anställd sedan " + shell.Day(e.From)
}

func since(e casework.Expected) string { return "anställd sedan " + shell.Day(e.From) }

func markWord(m casework.RowMark) string {
	switch m {
	case casework.MarkEdited:
		return "ändrad för hand"
	case casework.MarkAccepted:
		return "godtagen med varning"
	case casework.MarkKeyed:
		return "registrerad för hand"
	}
	return ""
}

// placeWords is a place (contract.md, rows[].source) in Swedish. Names stand
// between quotes in it and are not translated.
func placeWords(place string) string {
	words := strings.NewReplacer("body", "mejlet", "attachment", "bilaga", "sheet", "blad", "page", "sida", "row", "rad", "line", "rad",
		"table", "tabell", "list", "lista", "keyed by", "registrerad av", "message", "vidarebefordrat mejl")
	parts := strings.Split(place, "'")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = words.Replace(parts[i])
	}
	return strings.Join(parts, "’")
}

func findingViews(fs []avgiftslista.Finding) []findingView {
	out := make([]findingView, len(fs))
	for i, f := range fs {
		out[i] = findingOf(f)
	}
	return out
}

func findingOf(f avgiftslista.Finding) findingView {
	return findingView{Code: f.Code, Text: f.Text, Tone: tone(f.Severity)}
}

func tone(s avgiftslista.Severity) string {
	switch s {
	case avgiftslista.Error:
		return "error"
	case avgiftslista.Warning:
		return "warning"
	}
	return "hint"
}

// toneOf is the tone of the gravest finding, "" for none.
func toneOf(fs []avgiftslista.Finding) string {
	worst := avgiftslista.Severity(-1)
	for _, f := range fs {
		worst = max(worst, f.Severity)
	}
	if worst < 0 {
		return ""
	}
	return tone(worst)
}

// warningsOf gives each kind of warning once, to be ticked, and why nothing
// can be approved while an error stands.
func warningsOf(c casework.CasePage) (accept []findingView, stop string) {
	more := map[string]int{}
	all := append([]avgiftslista.Finding{}, c.Findings...)
	for _, r := range c.Rows {
		all = append(all, r.Findings...)
	}
	for _, f := range all {
		if f.Severity == avgiftslista.Error {
			stop = "Rätta felen i raderna först. De står med × i tabellen."
		}
		if f.Severity != avgiftslista.Warning {
			continue
		}
		if more[f.Code]++; more[f.Code] == 1 {
			accept = append(accept, findingOf(f))
		}
	}
	for i, f := range accept {
		if n := more[f.Code] - 1; n > 0 {
			accept[i].Text += fmt.Sprintf(" (och %d till av samma slag)", n)
		}
	}
	return accept, stop
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
