// Package overview is the pages of figures: the overview of the desk, and each clerk's own trend.
// Every chart is drawn on the server, stands beside its numbers as a table, and is downloaded from
// the same table. casework/figures says who may see what.
package overview

import (
	"fmt"
	"html/template"
	"net/http"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/figures"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/plot"
	"sef.se/kontakten/internal/workbook"
)

// Pages answers the routes of the figures.
type Pages struct {
	*shell.Shell
	Book    figures.Book
	Control verification.Book
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /oversikt", p.Page(p.overview))
	mux.Handle("GET /oversikt/siffror.xlsx", p.Page(p.overviewBook))
	mux.Handle("GET /oversikt/{table}", p.Page(p.overviewTable))
	mux.Handle("GET /mina-siffror", p.Page(p.own))
	mux.Handle("GET /mina-siffror/siffror.xlsx", p.Page(p.ownBook))
	mux.Handle("GET /mina-siffror/{table}", p.Page(p.ownTable))
}

// figurePage is both pages.
type figurePage struct {
	Base    shell.Base
	Title   string
	Intro   string
	Groups  []group
	Charts  []chart
	Facts   []fact
	Book    string // address of the workbook
	Section string // address before the tables' names
}

type group struct {
	Title, Href, Link string
	Figures           []figure
}

type figure struct {
	Number, Word string
	Bad          bool
}

type fact struct{ Word, Value, Note string }

// chart is a figure with its table; File is the table's name in the address.
type chart struct {
	ID, Title, Note string
	SVG             template.HTML
	Empty           string // instead of a drawing
	Table           workbook.Sheet
	File            string
}

// Rows are the table's cells as they are read.
func (c chart) Rows() [][]cell {
	var out [][]cell
	for _, row := range c.Table.Rows {
		var cells []cell
		for _, v := range row {
			switch v.Kind {
			case workbook.Number:
				cells = append(cells, cell{Text: plot.Grouped(v.Number), Number: true})
			case workbook.Text:
				cells = append(cells, cell{Text: v.Text})
			default:
				cells = append(cells, cell{Text: "–", Number: true})
			}
		}
		out = append(out, cells)
	}
	return out
}

type cell struct {
	Text   string
	Number bool
}

func (p Pages) overview(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	o, err := p.Book.FiguresOf(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Översikt", "overview")
	if err != nil {
		return err
	}
	page := figurePage{Base: base, Title: "Översikt", Groups: groupsOf(o), Charts: chartsOf(o, by.Supervises()), Section: "/oversikt/", Book: "/oversikt/siffror.xlsx"}
	if by.Supervises() {
		control, err := p.Control.VerificationPage(r.Context(), by)
		if err != nil {
			return err
		}
		page.Facts = factsOf(o, control.Figures)
	}
	return p.Render(w, http.StatusOK, "overview.html", page)
}

func groupsOf(o figures.Overview) []group {
	oldest := "–"
	if !o.Oldest.IsZero() {
		n := daysBetween(o)
		oldest = shell.Count(n, "dag", "dagar")
	}
	out, late, back := 0, 0, 0
	for _, m := range o.Lists {
		out, late, back = out+m.Out+m.Late, late+m.Late, back+m.Returned
	}
	return []group{
		{Title: "I dag", Href: "/ko", Link: "Till kön", Figures: []figure{
			count("ärenden in", o.Today.In), count("ärenden ut", o.Today.Out), count("redovisningar i dag", o.Reports), {Number: oldest, Word: "äldsta öppna"}}},
		{Title: "På bordet", Href: "/ko", Link: "Till kön", Figures: []figure{
			count("öppna", o.Live), count("nya", o.New), count("väntar", o.Waiting), count("åt sidan", o.Aside)}},
		{Title: "Listor och post", Href: "/manad/vantar", Link: "Till listorna", Figures: []figure{
			count("listor ute", out), {Number: plot.Grouped(late), Word: "av dem sena", Bad: late > 0}, count("återkomna, inte redovisade", back),
			count("mejl väntar", o.Outbox), {Number: plot.Grouped(o.Failed), Word: "mejl misslyckades", Bad: o.Failed > 0}}},
	}
}

func count(word string, n int) figure { return figure{Number: plot.Grouped(n), Word: word} }

func daysBetween(o figures.Overview) int {
	return int(o.Today.Day.Time().Sub(o.Oldest.Time()).Hours()+12) / 24 // a day may have 23 or 25 hours
}

// factsOf are what no chart shows: what chance has told of what is not looked at twice.
func factsOf(o figures.Overview, c *verification.Figures) []fact {
	var out []fact
	if c != nil {
		f := fact{Word: "Uppskattat restfel i listor som registreras en gång", Value: "går inte att säga än", Note: "Inget stickprov är avgjort sedan " + shell.Day(c.Since) + "."}
		if n, known := c.Residual(); known {
			f.Value = perMille(n) + " av listorna"
			f.Note = fmt.Sprintf("%d av %d i stickprovet hade ett fel. Av %s som registrerades en gång sedan %s är det omkring %d.",
				c.SampledWrong, c.Sampled, shell.Count(c.Lists-c.Twice, "lista", "listor"), shell.Day(c.Since), (n*(c.Lists-c.Twice)+500)/1000)
		}
		twice := fact{Word: "Registrerade två gånger", Value: "–"}
		if c.Lists > 0 {
			twice.Value = perMille(c.Twice*1000/c.Lists) + " av listorna"
			twice.Note = fmt.Sprintf("%d av %d sedan %s; %d skilde sig.", c.Twice, c.Lists, shell.Day(c.Since), c.Differed)
		}
		out = append(out, f, twice)
	}
	if g := o.Green; g != nil {
		f := fact{Word: "Fel i gröna mejl, av dem som hölls kvar för en andra person", Value: "går inte att säga än", Note: shell.Count(g.Held, "ärende är", "ärenden är") + " hållna kvar på 90 dagar; inget är avgjort."}
		if g.Decided > 0 {
			f.Value = perMille(g.Disagreed * 1000 / g.Decided)
			f.Note = fmt.Sprintf("%d av %d blev något annat än det första beslutet, på 90 dagar.", g.Disagreed, g.Decided)
		}
		out = append(out, f)
	}
	return out
}

func (p Pages) overviewBook(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	o, err := p.Book.FiguresOf(r.Context(), by)
	if err != nil {
		return err
	}
	return p.sendBook(w, "oversikt", chartsOf(o, by.Supervises()))
}

func (p Pages) overviewTable(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	o, err := p.Book.FiguresOf(r.Context(), by)
	if err != nil {
		return err
	}
	return p.sendTable(w, r, chartsOf(o, by.Supervises()))
}

// own shows the actor's own trend: it takes no name, so it can show nobody else's.
func (p Pages) own(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	weeks, err := p.Book.Own(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Mina siffror", "own")
	if err != nil {
		return err
	}
	return p.Render(w, http.StatusOK, "overview.html", figurePage{Base: base, Title: "Mina siffror", Charts: ownCharts(weeks), Section: "/mina-siffror/", Book: "/mina-siffror/siffror.xlsx",
		Intro: "Bara du ser den här sidan. Andra ser siffror på personer först när minst fem ligger bakom dem, och aldrig vems de är."})
}

func (p Pages) ownBook(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	weeks, err := p.Book.Own(r.Context(), by)
	if err != nil {
		return err
	}
	return p.sendBook(w, "mina-siffror", ownCharts(weeks))
}

func (p Pages) ownTable(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	weeks, err := p.Book.Own(r.Context(), by)
	if err != nil {
		return err
	}
	return p.sendTable(w, r, ownCharts(weeks))
}

func (p Pages) sendBook(w http.ResponseWriter, name string, charts []chart) error {
	var sheets []workbook.Sheet
	for _, c := range charts {
		sheets = append(sheets, c.Table)
	}
	attach(w, name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	return workbook.WriteXLSX(w, sheets...)
}

func (p Pages) sendTable(w http.ResponseWriter, r *http.Request, charts []chart) error {
	for _, c := range charts {
		if c.File+".csv" == r.PathValue("table") {
			attach(w, c.File+".csv", "text/csv; charset=utf-8")
			return workbook.WriteCSV(w, c.Table)
		}
	}
	return casework.Refuse(casework.NotFound, "Den tabellen finns inte.")
}

func attach(w http.ResponseWriter, name, kind string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
}
