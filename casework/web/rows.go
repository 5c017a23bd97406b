package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/casework/web/source"
	"sef.se/kontakten/internal/register"
)

// emptyRows are offered after the rows that were read, for what was not.
const emptyRows = 3

// maxRows bounds a form; the largest employer has some hundreds.
const maxRows = 5000

type rowsPage struct {
	Base    shell.Base
	Head    caseHead
	Mail    *mailView
	Source  *source.View // in the mail's place, where there is an original to show
	Gone    string
	Rows    []rowForm
	Reasons []option
	Stated  string
	Key     string
	Href    string
}

// rowForm is one row as it is typed.
type rowForm struct {
	No, From                int
	Number, Name            string
	Member, Control, Reason string
	Reasons                 []option
	Skip, Book              bool
	SkipWhy                 string
	Findings                []findingView
	Remove                  bool
	Expected                bool // employed in the period and not among the rows: offered, and no row while it has no amount
}

func (s site) rowsForm(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showRows(w, r, by, http.StatusOK, nil)
}

// showRows shows the rows for editing: as read, or, with an alert, as they
// were typed.
func (s site) showRows(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	c, view, err := s.editable(r, by, id)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Ändra rader, "+id.String(), "queue")
	if err != nil {
		return err
	}
	base.Back, base.Alert = caseHref(id), alert
	page := rowsPage{Base: base, Head: s.caseHead(c), Key: newKey(), Href: caseHref(id)}
	page.Mail, _, page.Gone = mailOf(c, true, s.Now())
	page.Source = view
	if alert != nil {
		page.Rows, page.Stated = typedRows(r), r.PostFormValue("stated")
	} else {
		page.Rows = readRows(c)
		if c.Stated != nil {
			page.Stated = c.Stated.String()
		}
	}
	return s.Render(w, status, "rows.html", page)
}

// editable opens a case whose rows may be changed, with its original where it has one.
func (s site) editable(r *http.Request, by casework.Actor, id casework.CaseID) (casework.CasePage, *source.View, error) {
	c, err := s.work.Cases.OpenCase(r.Context(), by, id, casework.Opening{What: "case"})
	if err != nil {
		return c, nil, err
	}
	if !c.Editable {
		return c, nil, casework.Refuse(casework.Conflict, "Ärendet kan inte ändras nu. Läs om det.")
	}
	if c.Mail == nil {
		return c, nil, nil
	}
	return s.sources.OpenEdit(r, by)
}

func readRows(c casework.CasePage) []rowForm {
	var out []rowForm
	for i, row := range c.Rows {
		f := rowForm{
			No: i + 1, From: i, Number: row.Personnummer.Hyphened(), Name: row.Name, Member: row.MemberFee.String(),
			Reasons: reasonCodes(row.Reason), Skip: row.Skip, SkipWhy: row.SkipWhy, Findings: findingViews(row.Findings),
		}
		if row.Personnummer.IsZero() {
			f.Number = row.Written
		}
		if row.HasControl {
			f.Control = row.ControlFee.String()
		}
		out = append(out, f)
	}
	for _, m := range c.Missing {
		out = append(out, rowForm{No: len(out) + 1, From: -1, Number: m.Personnummer.Hyphened(), Name: m.Name, Reasons: reasonCodes(""), Expected: true})
	}
	for range emptyRows {
		out = append(out, rowForm{No: len(out) + 1, From: -1, Reasons: reasonCodes("")})
	}
	return out
}

func reasonCodes(chosen string) []option {
	out := []option{{"", "–", chosen == ""}}
	for _, code := range avgiftslista.Reasons() {
		out = append(out, option{code, code + " " + avgiftslista.ReasonWord(code), code == chosen})
	}
	return out
}

// typedRows gives the form's rows back as they were typed.
func typedRows(r *http.Request) []rowForm {
	n := min(len(r.PostForm["from"]), maxRows)
	out := make([]rowForm, 0, n)
	for i := range n {
		from, _ := strconv.Atoi(nth(r, "from", i)) // checked when the form is read
		no := strconv.Itoa(i + 1)
		out = append(out, rowForm{
			No: i + 1, From: from, Number: nth(r, "number", i), Name: nth(r, "name", i), Member: nth(r, "member", i),
			Control: nth(r, "control", i), Reasons: reasonCodes(nth(r, "code", i)),
			Skip: r.PostForm.Has("skip" + no), Book: r.PostForm.Has("book" + no), Remove: r.PostForm.Has("remove" + no),
			Expected: r.PostForm.Has("expected" + no),
		})
	}
	return out
}

func (s site) editRows(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	edit, err := readEdit(r)
	if err == nil {
		var done casework.Outcome
		done, err = s.work.Cases.Decide(r.Context(), casework.Command{Case: id, By: by, Key: r.PostFormValue("key"), Do: edit})
		if err == nil {
			return s.Redirect(w, r, caseHref(id), done.Said)
		}
	}
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Unavailable:
		f := s.Explain(r, err)
		return s.showRows(w, r, by, f.Status, &f.Alert)
	}
	return err
}

// readEdit reads the rows from the form. A row in which nothing stands is no
// row; a removed one is left out.
func readEdit(r *http.Request) (casework.EditRows, error) {
	var edit casework.EditRows
	if err := r.ParseForm(); err != nil {
		return edit, fmt.Errorf("rows form: %w", err)
	}
	if len(r.PostForm["from"]) > maxRows {
		return edit, casework.Refuse(casework.Invalid, "Högst %d rader kan ändras åt gången.", maxRows)
	}
	for i, f := range typedRows(r) {
		given := strings.TrimSpace(f.Member + f.Control + nth(r, "code", i))
		if f.Remove || given == "" && (f.Expected || strings.TrimSpace(f.Number+f.Name) == "") {
			continue
		}
		row, err := editOf(f, nth(r, "code", i))
		if err != nil {
			return edit, err
		}
		edit.Rows = append(edit.Rows, row)
	}
	if s := trimmed(r, "stated"); s != "" {
		a, err := register.ParseAmount(s)
		if err != nil {
			return edit, unreadableAmount("Avsändarens summa", err)
		}
		edit.Stated = &a
	}
	return edit, nil
}

func editOf(f rowForm, code string) (casework.RowEdit, error) {
	row := casework.RowEdit{From: f.From, Number: strings.TrimSpace(f.Number), Name: strings.TrimSpace(f.Name), Reason: code, Book: f.Book}
	var err error
	if s := strings.TrimSpace(f.Member); s == "" {
		row.Blank = true
	} else if row.MemberFee, err = register.ParseAmount(s); err != nil {
		return row, unreadableAmount(fmt.Sprintf("Medlemsavgiften på rad %d", f.No), err)
	}
	if s := strings.TrimSpace(f.Control); s != "" {
		row.HasControl = true
		if row.ControlFee, err = register.ParseAmount(s); err != nil {
			return row, unreadableAmount(fmt.Sprintf("Kontrollavgiften på rad %d", f.No), err)
		}
	}
	return row, nil
}

func unreadableAmount(what string, cause error) error {
	return &casework.Error{Kind: casework.Invalid, Sentence: what + " går inte att läsa som ett belopp. Skriv till exempel 608 eller 608,50.", Cause: cause}
}

func nth(r *http.Request, field string, i int) string {
	if values := r.PostForm[field]; i < len(values) {
		return values[i]
	}
	return ""
}

func trimmed(r *http.Request, field string) string { return strings.TrimSpace(r.PostFormValue(field)) }

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

// rowViews gives the rows with their findings, and apart from them the findings
// that concern the whole.
func rowViews(c casework.CasePage, reveal bool) (rows []rowView, whole []findingView) {
	for i, r := range c.Rows {
		v := rowView{
			No: i + 1, Name: r.Name, Number: number(r.Personnummer, reveal), Member: r.MemberFee.String(),
			Expected: expected(r), Source: placeWords(r.Place.String()), Mark: markWord(r.Mark),
			Skip: r.Skip, SkipWhy: r.SkipWhy, Reason: avgiftslista.ReasonWord(r.Reason), Findings: findingViews(r.Findings),
		}
		if r.Personnummer.IsZero() && r.Written != "" {
			v.NumberBad = true
			v.Number = "oläsligt nummer"
			if reveal {
				v.Number = r.Written
			}
		}
		// Why a row is not booked is often one of its findings: it is said once.
		v.Findings = slices.DeleteFunc(v.Findings, func(f findingView) bool { return f.Text == r.SkipWhy })
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
	var warnings []avgiftslista.Finding
	all := append([]avgiftslista.Finding{}, c.Findings...)
	for _, r := range c.Rows {
		all = append(all, r.Findings...)
	}
	for _, f := range all {
		if f.Severity == avgiftslista.Error {
			stop = "Det står fel i uppgifterna, märkta med ×. Rätta raderna eller fråga företaget."
		}
		if f.Severity == avgiftslista.Warning {
			warnings = append(warnings, f)
		}
	}
	return eachCode(warnings), stop
}

// eachCode gives each kind of finding once, to be ticked, and tells how many
// there are of it.
func eachCode(findings []avgiftslista.Finding) []findingView {
	var out []findingView
	count := map[string]int{}
	for _, f := range findings {
		if count[f.Code]++; count[f.Code] == 1 {
			out = append(out, findingOf(f))
		}
	}
	for i, f := range out {
		if n := count[f.Code] - 1; n > 0 {
			out[i].Text += fmt.Sprintf(" (och %d till av samma slag)", n)
		}
	}
	return out
}
