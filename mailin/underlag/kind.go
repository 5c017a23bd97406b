package underlag

import (
	"bytes"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/compound"
)

// noteKind says what a file is that nobody reads here, where it is one that companies send, and in what form it can be
// read.
func (doc *Document) noteKind(data []byte) {
	if kind := kindOf(doc.Format, data); kind != "" {
		doc.Notes = append(doc.Notes, Note{Code: NoteKind, Text: "Filen är " + kind + "."})
	}
}

func kindOf(f Format, data []byte) string {
	has := func(head string) bool { return bytes.HasPrefix(data, []byte(head)) }
	switch {
	case f == XLSX:
		return "en binär Excel-fil (.xlsb), som inte kan läsas. Be om den som vanlig Excel-fil (.xlsx)"
	case f == XML && bytes.Contains(bytes.ToLower(data[:min(len(data), 4096)]), []byte("paxml")):
		return "en lönefil i PAXml, som inte kan läsas. Be om uppgifterna som Excel, CSV eller PDF"
	case f == XML:
		return "en XML-fil av ett slag som inte kan läsas"
	case has("Rar!"), has("7z\xbc\xaf"), has("\x1f\x8b"):
		return "ett arkiv av ett slag som inte kan läsas. Be om ett vanligt ZIP-arkiv eller filerna var för sig"
	case has(compound.Magic):
		return kindOfCompound(data)
	}
	return ""
}

func kindOfCompound(data []byte) string {
	doc, err := compound.Open(data)
	if err != nil {
		return ""
	}
	holds := func(name string) bool {
		return slices.ContainsFunc(doc.Streams, func(s compound.Stream) bool { return len(s.Path) == 0 && s.Name == name })
	}
	switch {
	case holds("WordDocument"):
		return "ett äldre Word-dokument (.doc), som inte kan läsas. Be om det som .docx eller PDF"
	case holds("PowerPoint Document"):
		return "en presentation, som inte kan läsas"
	}
	return ""
}

// isXML tells XML that is no HTML.
func isXML(head string) bool {
	return strings.HasPrefix(head, "<?xml") && !strings.Contains(head, "<html")
}
