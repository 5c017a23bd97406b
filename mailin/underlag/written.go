package underlag

import (
	"errors"
	"path"
	"strings"

	"sef.se/kontakten/mailin/underlag/docx"
	"sef.se/kontakten/mailin/underlag/outlook"
	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/rtf"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// readDOCX reads a Word document.
func (d Direct) readDOCX(data []byte, doc *Document) {
	w, err := docx.Read(data, d.Limits)
	d.takeWritten(w.Lines, w.Tables, w.Cut, doc)
	doc.Problem = problemOfPackage(err)
}

// readRTF reads a Rich Text file.
func (d Direct) readRTF(data []byte, doc *Document) {
	w, err := rtf.Read(data, d.Limits)
	d.takeWritten(w.Lines, w.Tables, w.Cut, doc)
	if err != nil && len(w.Lines) == 0 {
		doc.Problem = Broken
	}
}

// takeWritten takes what a word processor wrote: its tables, or its lines where
// they stand in columns by tabs.
func (d Direct) takeWritten(lines []sheet.Line, tables []sheet.Sheet, cut bool, doc *Document) {
	doc.Lines, doc.Sheets = lines, tables
	if len(tables) == 0 {
		if s, ok := printout.Sheet(lines, d.Limits); ok {
			doc.Sheets = []sheet.Sheet{s}
		}
	}
	doc.noteCut(cut)
}

// problemOfPackage says what an error of a ZIP package means.
func problemOfPackage(err error) Problem {
	switch {
	case err == nil:
		return None
	case errors.Is(err, pack.ErrEncrypted):
		return Encrypted
	case errors.Is(err, pack.ErrTooLarge):
		return TooLarge
	}
	return Broken
}

// maxMembers bounds the files of an archive that are read.
const maxMembers = 50

// readZIP reads the members of an archive, one level deep: an archive within an
// archive has a Problem.
func (d Direct) readZIP(data []byte, doc *Document, depth int) {
	if depth > 0 {
		doc.Problem = TooDeep
		return
	}
	p, err := pack.Open(data, d.Limits.Bytes)
	if err != nil {
		doc.Problem = problemOfPackage(err)
		return
	}
	for _, name := range p.Names {
		base := path.Base(name)
		if strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.EqualFold(base, "thumbs.db") {
			continue
		}
		if len(doc.Files) >= maxMembers {
			doc.Notes = append(doc.Notes, Note{Code: NoteCut, Text: "Arkivet har fler filer än vad som läses; resten är inte med."})
			break
		}
		inner, err := p.Bytes(name)
		if err != nil {
			doc.Files = append(doc.Files, Document{Name: name, Problem: problemOfPackage(err)})
			continue
		}
		d.addMember(doc, name, inner, depth)
	}
	doc.Problem = worst(doc.Files)
}

// addMember reads a file within a file. What only a reader of mail can read
// goes along as it is.
func (d *Direct) addMember(doc *Document, name string, data []byte, depth int) {
	member := d.read(Input{Data: data, Name: name}, depth+1)
	if member.Format == Message || member.Format == HTML || d.keep == len(doc.Files)+1 {
		member.Own = data
	}
	d.Limits = d.Limits.Without(member.Sheets) // all members together
	doc.Files = append(doc.Files, member)
}

// readMSG reads a saved message as the mail that it is.
func (d Direct) readMSG(data []byte, doc *Document) {
	m, err := outlook.ReadMSG(data, d.Limits.Bytes)
	if err != nil {
		doc.Problem = Broken
		return
	}
	doc.Own = m.EML()
}

// readTNEF reads a winmail.dat: its attachments as the members of an archive,
// the mails among them as mails. The text is that of the mail around it, in
// another form; it goes along for a mail that has no other.
func (d Direct) readTNEF(data []byte, doc *Document, depth int) {
	if depth > 0 {
		doc.Problem = TooDeep
		return
	}
	m, err := outlook.ReadTNEF(data)
	if err != nil {
		doc.Problem = Broken
		return
	}
	for _, f := range m.Files[:min(len(m.Files), maxMembers)] {
		if f.Message != nil {
			doc.Files = append(doc.Files, Document{Name: f.Name, Format: Message, Own: f.Message.EML()})
			continue
		}
		d.addMember(doc, f.Name, f.Data, depth)
	}
	doc.Problem = worst(doc.Files)
	if m.Files = nil; !m.IsEmpty() {
		doc.Own = m.EML()
	}
}

// worst gives an archive the first problem of its members where none of them
// could be read.
func worst(files []Document) Problem {
	first := None
	for _, f := range files {
		if f.Problem == None {
			return None
		}
		if first == None {
			first = f.Problem
		}
	}
	return first
}
