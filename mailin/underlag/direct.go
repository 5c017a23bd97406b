package underlag

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sef.se/kontakten/mailin/underlag/charset"
	"sef.se/kontakten/mailin/underlag/csvfile"
	"sef.se/kontakten/mailin/underlag/ods"
	"sef.se/kontakten/mailin/underlag/pdftext"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
	"sef.se/kontakten/mailin/underlag/xls"
	"sef.se/kontakten/mailin/underlag/xlsx"
)

// maxFile bounds the files that a reader opens at all; mails are at most
// 30 MiB.
const maxFile = 40 << 20

// ErrNoMember says that a file holds no such other file.
var ErrNoMember = errors.New("no such file within the file")

// Direct reads files in this process, without the sandbox: for tests, for small
// tools, and inside the sandbox's child. A panic of a reader becomes the
// Problem Crashed, but running out of memory or time is not caught here.
type Direct struct {
	Limits sheet.Limits    // the zero value means the default limits
	PDF    *pdftext.Engine // nil leaves PDFs unread

	keep int // the member of an archive, from 1, whose bytes are asked for
}

// Read implements [Reader].
func (d Direct) Read(ctx context.Context, in Input) (doc Document, err error) {
	if err := ctx.Err(); err != nil {
		return Document{}, fmt.Errorf("read attachment %d: %w", in.Index, err)
	}
	if d.Limits == (sheet.Limits{}) {
		d.Limits = sheet.DefaultLimits()
	}
	defer func() {
		if r := recover(); r != nil {
			doc, err = Document{Format: doc.Format, Name: in.Name, Problem: Crashed}, nil
		}
	}()
	return d.readTwice(in), nil
}

// Member gives the bytes of Document.Files[n] of a file that holds others.
// ErrNoMember.
func (d Direct) Member(_ context.Context, data []byte, n int) ([]byte, error) {
	if d.Limits == (sheet.Limits{}) {
		d.Limits = sheet.DefaultLimits()
	}
	d.keep = n + 1
	doc := d.read(Input{Data: data}, 0)
	if n < 0 || n >= len(doc.Files) || doc.Files[n].Own == nil {
		return nil, ErrNoMember
	}
	return doc.Files[n].Own, nil
}

// readTwice reads a file; a PDF by both readers side by side.
func (d Direct) readTwice(in Input) Document {
	if Detect(in.Data) != PDF {
		return d.read(in, 0)
	}
	type said struct {
		pages []string
		err   error
	}
	second := make(chan said, 1)
	go func() {
		pages, err := pdftext.Digits(in.Data, d.Limits.Pages)
		second <- said{pages, err}
	}()
	doc := d.read(in, 0)
	if s := <-second; doc.hasText() {
		doc.confirm(s.pages, s.err)
	}
	return doc
}

// read reads one file; depth counts the archives around it.
func (d Direct) read(in Input, depth int) Document {
	doc := Document{Name: in.Name, Format: Detect(in.Data)}
	if len(in.Data) > maxFile {
		doc.Problem = TooLarge
		return doc
	}
	switch doc.Format {
	case Plain:
		d.readText(in.Data, &doc)
	case XLSX:
		sheets, err := xlsx.Read(in.Data, d.Limits)
		doc.take(sheets, err)
	case XLS:
		sheets, err := xls.Read(in.Data, d.Limits)
		doc.take(sheets, err)
	case ODS:
		sheets, err := ods.Read(in.Data, d.Limits)
		doc.take(sheets, err)
	case PDF:
		d.readPDF(in.Data, &doc)
	case DOCX:
		d.readDOCX(in.Data, &doc)
	case RTF:
		d.readRTF(in.Data, &doc)
	case ZIP:
		d.readZIP(in.Data, &doc, depth)
	case Image:
		doc.Problem = ImageOnly
	case TNEF:
		d.readTNEF(in.Data, &doc, depth)
	case MSG:
		d.readMSG(in.Data, &doc)
	case HTML, Message:
	case Empty:
		doc.Problem = Void
	default:
		doc.Problem = NoReader
	}
	if doc.Problem == NoReader {
		doc.noteKind(in.Data)
	}
	doc.noteContents()
	return doc
}

// take keeps the sheets of a workbook and says what is wrong with it.
func (doc *Document) take(sheets []sheet.Sheet, err error) {
	doc.Sheets = sheets
	switch {
	case errors.Is(err, xls.ErrEncrypted):
		doc.Problem = Encrypted
	case errors.Is(err, xlsx.ErrBinary):
		doc.Problem = NoReader
	default:
		doc.Problem = problemOfPackage(err)
	}
	for _, s := range sheets {
		if s.Hidden {
			doc.Notes = append(doc.Notes, Note{Code: NoteHidden, Text: "Bladet " + s.Name + " är dolt; det visas men läses inte av sig självt."})
		}
		if n := unsaved(s); n > 0 {
			doc.Notes = append(doc.Notes, Note{Code: NoteFormula, Text: fmt.Sprintf("%d celler i bladet %s är formler utan sparat värde. De är inte lästa: filen behöver öppnas och sparas i sitt program.", n, s.Name)})
		}
	}
}

// noteContents says what a clerk must know of what was read: that it is cut, or that there is nothing.
func (doc *Document) noteContents() {
	blank := len(doc.Lines) == 0 && len(doc.Files) == 0
	for _, s := range doc.Sheets {
		blank = blank && len(s.Rows) == 0
	}
	if blank && doc.Problem == None && doc.Format != HTML && doc.Format != Message && doc.Format != MSG && doc.Format != TNEF {
		doc.Notes = append(doc.Notes, Note{Code: NoteBlank, Text: "Filen går att läsa men det står ingenting i den."})
	}
	doc.noteCut(slices.ContainsFunc(doc.Sheets, func(s sheet.Sheet) bool { return s.Cut }))
}

// noteCut says once that more stood in the file than the limits let in.
func (doc *Document) noteCut(cut bool) {
	if cut && !slices.ContainsFunc(doc.Notes, func(n Note) bool { return n.Code == NoteCut }) {
		doc.Notes = append(doc.Notes, Note{Code: NoteCut, Text: "Filen är större än vad som läses; resten är inte med."})
	}
}

// unsaved counts the cells of a sheet that are formulas without a stored value.
func unsaved(s sheet.Sheet) (n int) {
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			if c.Formula && c.Kind == sheet.Broken {
				n++
			}
		}
	}
	return n
}

// readText reads a text as delimited, as a printout in columns, or as running
// lines.
func (d Direct) readText(data []byte, doc *Document) {
	var text string
	text, doc.Charset = charset.Decode(data)
	if s, ok := csvfile.Read(text, d.Limits); ok {
		doc.Format, doc.Sheets = CSV, []sheet.Sheet{s}
		return
	}
	var cut bool
	doc.Lines, cut = printout.Lines(text, d.Limits)
	if s, ok := printout.Sheet(doc.Lines, d.Limits); ok {
		doc.Format, doc.Sheets = Printout, []sheet.Sheet{s}
	}
	doc.noteCut(cut)
}
