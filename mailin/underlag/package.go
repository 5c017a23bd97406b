package underlag

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/compound"
)

// maxNamed bounds the members of a ZIP file by whose names it is told what it is: an office file has its own first.
const maxNamed = 4000

// packageFormat tells what a ZIP file is by the names in its directory, which is walked in place: this runs outside the
// sandbox, where a directory of a million members may cost nothing.
func packageFormat(data []byte) Format {
	const head, end = "PK\x01\x02", "PK\x05\x06"
	tail := bytes.LastIndex(data[max(0, len(data)-1<<16-22):], []byte(end))
	if tail < 0 {
		return ZIP
	}
	tail += max(0, len(data)-1<<16-22)
	if tail+20 > len(data) {
		return ZIP
	}
	at := int64(binary.LittleEndian.Uint32(data[tail+16:]))
	if size := int64(binary.LittleEndian.Uint32(data[tail+12:])); int64(tail)-size >= 0 && int64(tail)-size != at {
		at = int64(tail) - size // something was put before the archive
	}
	if at < 0 || at+4 > int64(len(data)) || string(data[at:at+4]) != head {
		at = int64(bytes.Index(data, []byte(head))) // the long form of the end says it elsewhere
	}
	for range maxNamed {
		if at < 0 || at+46 > int64(len(data)) || string(data[at:at+4]) != head {
			break
		}
		d := data[at:]
		name, extra, comment := int(binary.LittleEndian.Uint16(d[28:])), int(binary.LittleEndian.Uint16(d[30:])), int(binary.LittleEndian.Uint16(d[32:]))
		if 46+name > len(d) {
			break
		}
		if f := formatByMember(string(d[46 : 46+name])); f != "" {
			return f
		}
		at += int64(46 + name + extra + comment)
	}
	return ZIP
}

func formatByMember(name string) Format {
	switch name = strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/"); name {
	case "xl/workbook.xml", "xl/workbook.bin":
		return XLSX
	case "word/document.xml":
		return DOCX
	case "content.xml":
		return ODS
	}
	return ""
}

// compoundFormat tells what an OLE compound file is by its streams. An
// encrypted office file is an XLS whose reader finds it encrypted.
func compoundFormat(data []byte) Format {
	doc, err := compound.Open(data)
	if err != nil {
		return XLS
	}
	format := Unknown
	for _, s := range doc.Streams {
		switch {
		case len(s.Path) > 0:
		case s.Name == "Workbook" || s.Name == "Book" || s.Name == "EncryptedPackage":
			return XLS
		case strings.HasPrefix(s.Name, "__substg1.0_") || s.Name == "__properties_version1.0":
			format = MSG
		}
	}
	return format
}

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
