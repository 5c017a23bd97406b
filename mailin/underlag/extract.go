package underlag

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/period"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Options is what interpreting needs to know of the world.
type Options struct {
	Today    register.Date      // the day of the message: decides centuries and months without a year
	Register *register.Register // may be nil: then agreements are not consulted
}

// Extraction is what a file says.
type Extraction struct {
	Document
	Tables  []columns.Table      // in reading order; a workbook with a sheet a month has one a month
	Periods []columns.PeriodHint // said around the tables and, weaker, by the file's name
	Context []avgiftslista.Place // text that is neither row nor sum: titles, company, remarks
	Unread  []avgiftslista.Place // what looked like data and belongs to no table
}

// Rows gives the fee rows of all tables in reading order, those of hidden sheets
// left out: they are shown, not read by themselves (reliability.md §4, 25).
func (e Extraction) Rows() []avgiftslista.Row {
	var rows []avgiftslista.Row
	for _, t := range e.Tables {
		if !t.Hidden {
			rows = append(rows, t.Rows...)
		}
	}
	return rows
}

// Period gives the period that the file says: the one that all its visible
// tables agree on, else the one that the text around them or the file's name
// says; false where it says none or several.
func (e Extraction) Period() (register.Period, bool) {
	var said register.Period
	for _, t := range e.Tables {
		switch {
		case t.Hidden || t.Period.IsZero():
		case said.IsZero():
			said = t.Period
		case said != t.Period:
			return register.Period{}, false
		}
	}
	if !said.IsZero() {
		return said, true
	}
	hints := make([]period.Hint, len(e.Periods))
	for i, h := range e.Periods {
		hints[i] = period.Hint{Period: h.Period, Strength: h.Strength, Future: h.Future}
	}
	return period.Best(hints)
}

// Extract reads a file and interprets what it holds. The error is the
// Reader's.
func Extract(ctx context.Context, reader Reader, in Input, opt Options) (Extraction, error) {
	doc, err := reader.Read(ctx, in)
	if err != nil {
		return Extraction{}, fmt.Errorf("read attachment %d: %w", in.Index, err)
	}
	return Analyse(doc, in, opt), nil
}

// Analyse interprets a document: pure, and safe on anything a Reader gives. The
// members of an archive are interpreted with it.
func Analyse(doc Document, in Input, opt Options) Extraction {
	e := Extraction{Document: doc}
	e.add(doc, avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: in.Index, File: in.Name}, opt)
	return e
}

// add interprets one document and its members at their place.
func (e *Extraction) add(doc Document, origin avgiftslista.Place, opt Options) {
	sheets := make([]sheet.Sheet, len(doc.Sheets))
	for i, s := range doc.Sheets {
		s.Origin = origin
		sheets[i] = s
	}
	if doc.Exact {
		for _, s := range sheets {
			e.Tables = append(e.Tables, exactTable(s, opt))
			e.Context = append(e.Context, s.At(0, -1))
		}
		e.nameHints(origin, opt)
		return
	}
	result := columns.Read(sheets, columns.Options{Today: opt.Today, Register: opt.Register})
	e.Tables = append(e.Tables, result.Tables...)
	e.Periods = append(e.Periods, result.Periods...)
	e.Context = append(e.Context, result.Context...)
	e.Unread = append(e.Unread, result.Unread...)
	if !coversLines(sheets) {
		e.lines(doc.Lines, origin, opt)
		e.totalBeside(doc.Lines, origin)
	} else if len(result.Periods) == 0 && !slices.ContainsFunc(result.Tables, func(t columns.Table) bool { return !t.Period.IsZero() }) {
		e.labelledPeriods(doc.Lines, origin, opt)
	}
	e.nameHints(origin, opt)
	for _, inner := range doc.Files {
		at := origin
		at.File = origin.File + "/" + inner.Name
		e.add(inner, at, opt)
	}
}

// coversLines tells whether the sheets hold every line of the document, so that
// the lines need not be looked at again.
func coversLines(sheets []sheet.Sheet) bool {
	return len(sheets) > 0 && sheets[0].Table == 0
}

// lines takes running text as context.
func (e *Extraction) lines(lines []sheet.Line, origin avgiftslista.Place, opt Options) {
	for _, l := range lines {
		if l.Row {
			continue
		}
		at := origin
		at.Page, at.Line, at.Text = l.Page, l.Number, l.Text
		e.Context = append(e.Context, at)
		e.periodsAt(at, 0, opt)
	}
}

// periodsAt takes the periods that a line says at least so plainly.
func (e *Extraction) periodsAt(at avgiftslista.Place, least period.Strength, opt Options) {
	for _, h := range period.Find(at.Text, opt.Today) {
		if h.Strength >= least {
			e.Periods = append(e.Periods, columns.PeriodHint{Period: h.Period, Strength: h.Strength, Future: h.Future, Place: at})
		}
	}
}

// totalBeside takes the total that a line above or below the one table of a
// document states; of several such lines none.
func (e *Extraction) totalBeside(lines []sheet.Line, origin avgiftslista.Place) {
	table := -1
	for i, t := range e.Tables {
		if len(t.Rows) > 0 && table >= 0 || t.StatedTotal != nil {
			return
		}
		if len(t.Rows) > 0 {
			table = i
		}
	}
	if table < 0 {
		return
	}
	found := 0
	for _, l := range lines {
		if total, ok := columns.TotalIn(l.Text); ok && !l.Row {
			found++
			at := origin
			at.Page, at.Line, at.Text = l.Page, l.Number, l.Text
			e.Tables[table].StatedTotal, e.Tables[table].StatedTotalPlace = &total, at
		}
	}
	if found > 1 {
		e.Tables[table].StatedTotal, e.Tables[table].StatedTotalPlace = nil, avgiftslista.Place{}
	}
}

// labelledPeriods takes the periods that lines call so where the columns that
// were made of them say none: a title may have been cut into headings.
func (e *Extraction) labelledPeriods(lines []sheet.Line, origin avgiftslista.Place, opt Options) {
	for _, l := range lines {
		at := origin
		at.Page, at.Line, at.Text = l.Page, l.Number, l.Text
		e.periodsAt(at, period.Labelled, opt)
	}
}

// nameHints takes the period that a file's name says: weaker than any text.
func (e *Extraction) nameHints(origin avgiftslista.Place, opt Options) {
	name := path.Base(origin.File)
	name = strings.TrimSuffix(name, path.Ext(name))
	for _, h := range period.InName(name, opt.Today) {
		at := origin
		at.Text = name
		e.Periods = append(e.Periods, columns.PeriodHint{Period: h.Period, Strength: min(h.Strength, period.Numbered), Future: h.Future, Place: at})
	}
}
