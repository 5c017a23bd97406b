package underlag

import (
	"context"
	"fmt"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Options is what interpreting needs to know of the world.
type Options struct {
	Today    register.Date      // the day of the message: decides centuries and "denna månad"
	Register *register.Register // may be nil: then agreements are not consulted
}

// Extraction is what a file says.
type Extraction struct {
	Document
	Tables  []columns.Table      // in reading order; a workbook with a sheet a month has one a month
	Periods []columns.PeriodHint // said by the file as a whole: title, heading, file name
	Unread  []avgiftslista.Place // what looked like data and was not understood
}

// Rows gives the fee rows of all tables in reading order.
func (e Extraction) Rows() []avgiftslista.Row {
	var rows []avgiftslista.Row
	for _, t := range e.Tables {
		rows = append(rows, t.Rows...)
	}
	return rows
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

// Analyse interprets a document: pure, and safe on anything a Reader gives.
func Analyse(doc Document, in Input, opt Options) Extraction {
	origin := avgiftslista.Place{Part: "attachment", Attachment: in.Index, File: in.Name}
	sheets := make([]sheet.Sheet, len(doc.Sheets))
	for i, s := range doc.Sheets {
		s.Origin = origin
		sheets[i] = s
	}
	result := columns.Read(sheets, columns.Options{Today: opt.Today, Register: opt.Register})
	return Extraction{Document: doc, Tables: result.Tables, Periods: result.Periods, Unread: result.Unread}
}
