package underlag

import (
	"errors"
	"fmt"
	"slices"

	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/pdftext"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// readPDF reads a PDF by the first reader.
func (d Direct) readPDF(data []byte, doc *Document) {
	if d.PDF == nil {
		doc.Problem = NoReader
		return
	}
	text, err := d.PDF.Read(data, d.Limits)
	switch {
	case errors.Is(err, pdftext.ErrEncrypted):
		doc.Problem = Encrypted
		return
	case err != nil:
		doc.Problem = Broken
		return
	}
	doc.Pages = text.Pages
	if text.Mended {
		doc.Notes = append(doc.Notes, Note{Code: NoteCut, Text: "Filen är avbruten: slutet saknas, så rader och sidor kan fattas. Be om en hel fil."})
	}
	if text.IsBlank() {
		doc.Problem = ImageOnly
		if slices.ContainsFunc(text.Unread, func(p pdftext.UnreadPage) bool { return p.Why == pdftext.Unmapped }) {
			doc.Notes = append(doc.Notes, Note{Code: NoteKind, Text: "Filens text går inte att läsa, för den saknar uppgift om vilka bokstäver och siffror tecknen är. Sidorna kan läsas som bilder."})
		}
		return
	}
	for _, p := range text.Unread {
		doc.Notes = append(doc.Notes, Note{Code: NotePageUnread, Page: p.Page, Text: fmt.Sprintf("Sidan %d %s. Den är inte läst: se efter om den har rader.", p.Page, whyUnread(p.Why))})
	}
	if text.Joined {
		doc.Notes = append(doc.Notes, Note{Code: NoteJoined, Text: "Kolumner som hamnat på senare sidor är lagda till sina rader."})
	}
	doc.Lines = text.Text()
	s := layout.Sheet(text.Lines(), d.Limits)
	s.Cut = s.Cut || text.Cut
	doc.Sheets = []sheet.Sheet{s}
}

func whyUnread(u pdftext.Unread) string {
	switch u {
	case pdftext.Unmapped:
		return "har text som inte går att läsa"
	case pdftext.Damaged:
		return "är skadad"
	}
	return "är en bild utan text"
}

// readAlone reads a PDF where the second reader must not be asked.
func (d Direct) readAlone(in Input) Document {
	doc := d.read(in, 0)
	if doc.hasText() {
		doc.confirm(nil, nil)
	}
	return doc
}

func (doc *Document) hasText() bool { return doc.Problem == None && len(doc.Lines) > 0 }

// confirm compares the lines of a PDF with the digits that the second reader
// found. A difference is shown first to the clerk; no answer is only said.
func (doc *Document) confirm(pages []string, err error) {
	diffs, ok := pdftext.Compare(doc.Lines, pages)
	if err != nil || !ok {
		doc.Notes = append(doc.Notes, Note{Code: NoteOneReader, Text: "Bara den ena av två läsare kunde läsa filen."})
		return
	}
	for _, d := range diffs {
		doc.Notes = append(doc.Notes, Note{Code: NoteDiffer, Page: d.Page, Line: d.Line, Text: "Två läsare ger olika siffror på raden."})
	}
}
