package mailin

import (
	"context"
	"fmt"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// LineState says what a line of a body is worth.
type LineState string

// The states of a line. Lines of files are all Fresh.
const (
	Fresh     LineState = "fresh"     // new text of the sender
	Signature LineState = "signature" // below it
	Quoted    LineState = "quoted"    // history: never new data
)

// ExhibitLine is one line of an Exhibit, with all numbers that a Place can name it by.
type ExhibitLine struct {
	Text        string
	Page        int // of a file that has pages, from 1
	First, Last int // line numbers: more than one where wrapped lines were joined
	Table, Row  int // of an HTML table, from 1
	State       LineState
}

// Exhibit is one body or file of a message, laid out so that a person can see where each row was read and that nothing
// was overlooked. Places of the message's readings lie in it: by Part, Attachment and File, then by the line's, sheet's
// and row's own numbers.
type Exhibit struct {
	At     avgiftslista.Place // Part, Attachment, File
	Leaf   int                // for FileAt; -1 for a body
	Format underlag.Format    // of a file; "text" or "html" for a body
	Pages  int                // of a PDF
	Lines  []ExhibitLine
	Sheets []sheet.Sheet
	Notes  []underlag.Note
	Why    underlag.Problem // why nothing could be laid out
}

// IsPicture tells whether a page of the file, counted from 1, can only be read as a picture.
func (e Exhibit) IsPicture(page int) bool {
	return e.Why == underlag.ImageOnly || slices.ContainsFunc(e.Notes, func(n underlag.Note) bool {
		return n.Code == underlag.NotePageUnread && n.Page == page
	})
}

// IsMember tells whether the file lies in another file, not in the message.
func (e Exhibit) IsMember() bool { return e.Leaf >= memberLeaf }

// Exhibits lays out a raw message. It reads it anew, without judging anything; a body that came as text and as HTML is
// given in both forms. The error is that of ctx or of a sandbox that could not be started.
func Exhibits(ctx context.Context, raw []byte, files underlag.Reader) ([]Exhibit, error) {
	if len(raw) > MaxMessage {
		return nil, nil
	}
	w := (&Reader{files: files}).newWork(message.Parse(raw), Moment{})
	var laid []Exhibit
	if err := w.openFiles(ctx, func(in underlag.Input, doc underlag.Document) {
		leaf := w.content.files[in.Index-1].part.Index
		if w.content.files[in.Index-1].depth > 0 {
			leaf = innerLeaf + in.Index
		}
		laid = append(laid, fileExhibits(doc, in, leaf)...)
	}); err != nil {
		return nil, fmt.Errorf("lay out: %w", err)
	}
	var out []Exhibit
	for _, b := range w.content.bodies {
		at := avgiftslista.Place{Part: b.part}
		if b.plain != nil {
			out = append(out, Exhibit{At: at, Leaf: -1, Format: underlag.Plain, Lines: bodyLines(*b.plain, b.plainNew)})
		}
		if b.html != nil {
			out = append(out, Exhibit{At: at, Leaf: -1, Format: underlag.HTML, Lines: bodyLines(*b.html, b.htmlNew)})
		}
	}
	return append(out, laid...), nil
}

// The numbers of files that are no parts of the message itself.
const (
	innerLeaf  = 1 << 20 // is added to the number of a file that lies in a mail within the mail
	memberLeaf = 1 << 24 // times its place, from 1, is added for a file that lies in a file
)

// Opener reads files, and takes those out that lie in others.
type Opener interface {
	underlag.Reader
	// Member gives the bytes of Document.Files[n] of a file. underlag.ErrNoMember.
	Member(ctx context.Context, data []byte, n int) ([]byte, error)
}

// FileAt gives the bytes of a file by Exhibit.Leaf; for one within a mail that came as a file the message is opened
// anew. It fails where there is no such file, and as Exhibits does.
func FileAt(ctx context.Context, raw []byte, files Opener, leaf int) (File, error) {
	outer, err := outerFile(ctx, raw, files, leaf%memberLeaf)
	if err != nil || leaf < memberLeaf {
		return outer, err
	}
	if outer.Data, err = files.Member(ctx, outer.Data, leaf/memberLeaf-1); err != nil {
		return File{}, fmt.Errorf("find file %d: %w", leaf, err)
	}
	return outer, nil
}

func outerFile(ctx context.Context, raw []byte, files underlag.Reader, leaf int) (File, error) {
	if leaf < innerLeaf {
		return Part(raw, leaf)
	}
	if len(raw) > MaxMessage {
		return File{}, fmt.Errorf("message has no file %d", leaf)
	}
	var found *File
	w := (&Reader{files: files}).newWork(message.Parse(raw), Moment{})
	err := w.openFiles(ctx, func(in underlag.Input, _ underlag.Document) {
		if in.Index == leaf-innerLeaf {
			found = &File{Name: fileName(w.content.files[in.Index-1].part), MediaType: in.MediaType, Data: in.Data}
		}
	})
	switch {
	case err != nil:
		return File{}, fmt.Errorf("find file %d: %w", leaf, err)
	case found == nil:
		return File{}, fmt.Errorf("message has no file %d", leaf)
	}
	return *found, nil
}

// bodyLines gives the lines of a body in their order, each with its state.
func bodyLines(t body.Text, s body.Separated) []ExhibitLine {
	type key struct{ number, table, row int }
	states := map[key]LineState{}
	mark := func(lines []body.Line, state LineState) {
		for _, l := range lines {
			states[key{l.Number, l.Table, l.Row}] = state
		}
	}
	mark(s.Quoted, Quoted)
	mark(s.Signature, Signature)
	out := make([]ExhibitLine, len(t.Lines))
	for i, l := range t.Lines {
		out[i] = ExhibitLine{Text: l.Text, First: l.Number, Last: l.NumberAt(len(l.Text)), Table: l.Table, Row: l.Row, State: Fresh}
		if state, ok := states[key{l.Number, l.Table, l.Row}]; ok {
			out[i].State = state
		}
	}
	return out
}

// fileExhibits lays out a file and, after it, the members of an archive.
func fileExhibits(doc underlag.Document, in underlag.Input, leaf int) []Exhibit {
	at := avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: in.Index, File: in.Name}
	e := Exhibit{At: at, Leaf: leaf, Format: doc.Format, Pages: doc.Pages, Notes: doc.Notes, Why: doc.Problem, Sheets: doc.Sheets}
	if doc.Format == underlag.HTML && doc.Problem == underlag.None {
		text, _ := message.DecodeCharset("", in.Data)
		t := body.FromHTML(text)
		e.Sheets, e.Why = sheetsOf(t, at, nil), underlag.None
		for i := range e.Sheets {
			e.Sheets[i].Table = e.Sheets[i].Origin.Table
		}
		e.Lines = bodyLines(t, body.Separated{})
	}
	for _, l := range doc.Lines {
		e.Lines = append(e.Lines, ExhibitLine{Text: l.Text, Page: l.Page, First: l.Number, Last: l.Number, State: Fresh})
	}
	out := []Exhibit{e}
	for i, member := range doc.Files {
		out = append(out, fileExhibits(member, memberOf(in, member), leaf+(i+1)*memberLeaf)...)
	}
	return out
}
