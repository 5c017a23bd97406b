package mailin

import (
	"context"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/prose"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// group is the rows of one place: a file, a table, the running text. Within a
// group a person who stands twice stands twice; across groups the same data is
// one row (rule 16).
type group struct {
	rows    []avgiftslista.Row
	total   *register.Amount
	totalAt avgiftslista.Place
	control []avgiftslista.ControlSum
	unread  []avgiftslista.Place
	period  register.Period // what the table itself says
	grade   int             // how structured: the higher stands for the row
	prose   bool

	combined bool // one amount for both fees (rule 17)
	unpaired bool // names and amounts that do not agree in number

	pasted []prose.Line // the lines of a table that was typed into a body
}

// The grades of structure.
const (
	gradeProse = iota
	gradeTable
	gradeText
	gradeFile
)

// readFiles opens the attachments, in their order.
func (w *work) readFiles(ctx context.Context) error {
	err := w.openFiles(ctx, func(in underlag.Input, doc underlag.Document) {
		e := w.readFile(in, doc)
		w.extractions = append(w.extractions, e)
		w.reading.Mail.Files = append(w.reading.Mail.Files, attachment(w.content.files[in.Index-1], in.Index, string(e.Problem), false))
	})
	if err != nil {
		return err
	}
	for i, f := range w.content.logos {
		w.reading.Mail.Files = append(w.reading.Mail.Files, attachment(f, len(w.content.files)+i+1, "", true))
	}
	return nil
}

func attachment(f file, index int, problem string, logo bool) Attachment {
	return Attachment{Index: index, Part: f.part.Index, Name: f.part.Name, MediaType: f.part.MediaType, Size: len(f.part.Data), Problem: problem, Logo: logo}
}

// readFile interprets one attachment, and what lies in it. Those that underlag
// leaves to mail's own readers are taken here.
func (w *work) readFile(in underlag.Input, doc underlag.Document) underlag.Extraction {
	e := underlag.Analyse(doc, in, underlag.Options{Today: w.century, Register: w.reg})
	if e.Format == underlag.HTML && e.Problem == underlag.None {
		e = w.htmlFile(in, e)
	}
	w.takeTables(e.Tables, gradeOf(e.Format), e.Unread)
	rows := len(e.Rows())
	for _, member := range doc.Files {
		if at := memberOf(in, member); member.Format == underlag.HTML && member.Problem == underlag.None {
			page := w.htmlFile(at, underlag.Extraction{Document: member})
			w.takeTables(page.Tables, gradeText, page.Unread)
			e.Tables, e.Periods = append(e.Tables, page.Tables...), append(e.Periods, page.Periods...)
			rows += len(page.Rows())
		}
	}
	if rows > 0 {
		return e
	}
	if slices.ContainsFunc(e.Tables, func(t columns.Table) bool { return len(t.Unread) > 1 && !t.Combined && !t.Hidden }) {
		return e // a list in which nothing tells the fee: read as text, it would be guessed
	}
	combined := slices.ContainsFunc(e.Tables, func(t columns.Table) bool { return t.Combined && !t.Hidden })
	w.proseFile(e.Document, in, combined)
	for _, member := range doc.Files {
		w.proseFile(member, memberOf(in, member), combined)
	}
	return e
}

// memberOf is a file within a file as an input of its own.
func memberOf(in underlag.Input, member underlag.Document) underlag.Input {
	return underlag.Input{Data: member.Own, Name: in.Name + "/" + member.Name, Index: in.Index}
}

func gradeOf(f underlag.Format) int {
	switch f {
	case underlag.PDF, underlag.Printout, underlag.Plain, underlag.HTML, underlag.RTF, underlag.DOCX:
		return gradeText
	}
	return gradeFile
}

// htmlFile reads the tables of an HTML attachment.
func (w *work) htmlFile(in underlag.Input, e underlag.Extraction) underlag.Extraction {
	text, _ := message.DecodeCharset("", in.Data)
	t := body.FromHTML(text)
	origin := avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: in.Index, File: in.Name}
	result := columns.Read(sheetsOf(t, origin, nil), columns.Options{Today: w.century, Register: w.reg})
	e.Tables, e.Periods, e.Context, e.Unread = result.Tables, append(e.Periods, result.Periods...), result.Context, result.Unread
	e.Problem = underlag.None
	for _, l := range t.Lines {
		e.Lines = append(e.Lines, sheet.Line{Text: l.Text, Number: l.Number})
	}
	return e
}

// takeTables files what the column engine gave, a group a place.
func (w *work) takeTables(tables []columns.Table, grade int, unread []avgiftslista.Place) {
	for _, t := range tables {
		if t.Hidden {
			continue
		}
		g := group{rows: t.Rows, total: t.StatedTotal, totalAt: t.StatedTotalPlace, control: t.Control, unread: t.Unread, period: t.Period, grade: grade, combined: t.Combined}
		w.groups = append(w.groups, g)
	}
	if len(unread) > 0 {
		w.groups = append(w.groups, group{unread: unread, grade: grade})
	}
}

// proseFile reads a file of running text as a body is read. What its tables
// give as both fees in one is no member fee because it is read as text.
func (w *work) proseFile(doc underlag.Document, in underlag.Input, combined bool) {
	if doc.Problem != underlag.None || len(doc.Lines) == 0 {
		return
	}
	lines := make([]prose.Line, len(doc.Lines))
	for i, l := range doc.Lines {
		place := avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: in.Index, File: in.Name, Page: l.Page, Line: l.Number, Text: l.Text}
		lines[i] = prose.Line{Text: l.Text, Place: func(int) avgiftslista.Place { return place }}
	}
	p := pending{lines: lines, grade: gradeText}
	if combined {
		p.lines, p.withTables = nil, lines
	}
	w.later = append(w.later, p)
}

// pending is running text that waits until the company's members are known.
type pending struct {
	lines      []prose.Line
	withTables []prose.Line // the lines of tables too, where those give one amount for both fees
	grade      int
}

// sheetsOf gives the tables of an HTML text to the column engine; keep, where
// not nil, says which.
func sheetsOf(t body.Text, origin avgiftslista.Place, keep map[int]bool) []sheet.Sheet {
	var sheets []sheet.Sheet
	for _, table := range t.Tables {
		if keep != nil && !keep[table.Number] {
			continue
		}
		s := sheet.Sheet{Origin: origin}
		s.Origin.Table = table.Number
		var above down
		for i, row := range table.Rows {
			r := sheet.Row{Number: i + 1}
			for _, c := range row {
				r.Cells = above.fill(i, r.Cells)
				above.take(i, len(r.Cells), c)
				r.Cells = append(r.Cells, sheet.Cell{Text: c.Text})
				for n := 1; n < c.Span; n++ {
					r.Cells = append(r.Cells, sheet.Cell{})
				}
			}
			r.Cells = above.fill(i, r.Cells)
			s.Rows = append(s.Rows, r)
		}
		sheets = append(sheets, s)
	}
	return sheets
}

// down holds, per column, the cell above that reaches down, and its last row.
type down map[int]reaching

type reaching struct {
	text string
	last int
}

// take notes a cell that covers rows below its own. Its words hold for those
// rows; an amount is not said again.
func (d *down) take(row, col int, c body.Cell) {
	if c.Down < 2 {
		return
	}
	if *d == nil {
		*d = down{}
	}
	text := c.Text
	if len(register.AmountReadings(text)) > 0 {
		text = ""
	}
	for n := range max(c.Span, 1) {
		(*d)[col+n] = reaching{text, row + c.Down - 1}
		text = ""
	}
}

// fill goes on with a row past the columns that cells from above cover.
func (d down) fill(row int, cells []sheet.Cell) []sheet.Cell {
	for r, ok := d[len(cells)]; ok && r.last >= row; r, ok = d[len(cells)] {
		cells = append(cells, sheet.Cell{Text: r.text})
	}
	return cells
}
