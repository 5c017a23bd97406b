package underlag

import (
	"context"
	"strings"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// Format is what a file is by its bytes.
type Format string

// The formats that are told apart. Those without a reader here have a Problem,
// but for HTML and Message, which mailin reads itself.
const (
	Empty    Format = "empty"
	CSV      Format = "csv"      // delimited text, in any character set
	Printout Format = "printout" // text in fixed columns
	Plain    Format = "text"     // running text
	XLSX     Format = "xlsx"
	XLS      Format = "xls"
	ODS      Format = "ods"
	PDF      Format = "pdf"
	DOCX     Format = "docx"
	RTF      Format = "rtf"
	ZIP      Format = "zip"
	TNEF     Format = "tnef"    // winmail.dat: its files are Document.Files
	MSG      Format = "msg"     // a message saved by Outlook: Document.Own is the mail
	HTML     Format = "html"    // mailin's HTML reader takes Input.Data
	Message  Format = "message" // .eml: mailin's message reader takes Input.Data
	XML      Format = "xml"     // told, and not read
	Image    Format = "image"
	Unknown  Format = "unknown"
)

// Problem says why a file gave nothing (contract.md: attachment_unreadable).
type Problem string

// The problems of a file. None is the zero value.
const (
	None      Problem = ""
	Encrypted Problem = "encrypted" // a password is needed
	ImageOnly Problem = "image"     // an image, or pages of images without text
	NoReader  Problem = "unknown"   // a type nobody reads here
	Broken    Problem = "broken"    // damaged beyond reading
	TooLarge  Problem = "too_large" // a bomb, or larger than the limits
	TimedOut  Problem = "timeout"   // the reader was stopped by the clock
	Crashed   Problem = "crashed"   // the reader died
	Void      Problem = "empty"     // a file of nothing
	TooDeep   Problem = "too_deep"  // archives or mails within each other beyond reason
	TooMany   Problem = "too_many"  // more files in one mail than are opened
	Unopened  Problem = "unopened"  // left aside because others of the same mail broke the reader
)

// Words says the problem to a clerk.
func (p Problem) Words() string {
	return map[Problem]string{
		Encrypted: "Filen är krypterad och kräver lösenord.",
		ImageOnly: "Filen är en bild utan text.",
		NoReader:  "Filen är av ett slag som inte kan läsas.",
		Broken:    "Filen är skadad.",
		TooLarge:  "Filen är för stor eller packad så att den växer bortom gränserna.",
		TimedOut:  "Filen tog för lång tid att läsa.",
		Crashed:   "Filen fick läsaren att stanna.",
		Void:      "Filen är tom.",
		TooDeep:   "Filen ligger i flera arkiv eller brev i varandra, djupare än vad som läses.",
		TooMany:   "Brevet har fler filer än vad som läses; den här är inte öppnad.",
		Unopened:  "Filen är inte öppnad, för andra filer i brevet fick läsaren att stanna.",
	}[p]
}

// Input is one file to read.
type Input struct {
	Data      []byte
	Name      string // as the sender wrote it; evidence of the period, never of the type
	MediaType string // as the sender stated it; not believed
	Index     int    // the attachment's number in its message, from 1
}

// Document is what a file holds, not yet interpreted. It is plain data that
// crosses from the sandbox's child as JSON.
type Document struct {
	Format  Format        `json:"format"`
	Name    string        `json:"name,omitempty"` // the file's name; "inner.csv" within an archive
	Charset string        `json:"charset,omitempty"`
	Pages   int           `json:"pages,omitempty"`
	Problem Problem       `json:"problem,omitempty"`
	Sheets  []sheet.Sheet `json:"sheets,omitempty"`
	Lines   []sheet.Line  `json:"lines,omitempty"` // the text of files that are lines: printouts, PDF, DOCX, RTF
	Notes   []Note        `json:"notes,omitempty"` // what the reader saw that a clerk should know
	Files   []Document    `json:"files,omitempty"` // members of an archive
	Exact   bool          `json:"-"`               // a described file (package filformat): its sheets are taken as they stand
	Own     []byte        `json:"own,omitempty"`   // what mail's own readers take: a saved message as RFC 5322, a mail or HTML within an archive, the text of a winmail.dat as a mail
}

// The codes of notes.
const (
	NoteCut       = "cut"                // more than the limits let in
	NoteHidden    = "hidden_sheet"       // shown, not read
	NoteFault     = "file_fault"         // a line of a described file that is not as described: nothing of the file is read
	NoteDiffer    = "pdf_readers_differ" // on this line
	NoteOneReader = "pdf_one_reader"
	NoteJoined    = "pdf_columns_joined"
	NoteFormula   = "formula_unsaved" // nothing is computed here
	NoteKind      = "kind"            // what a file that nobody reads is
	NoteBlank     = "blank"           // it can be read, and nothing stands in it

	NotePageUnread = "pdf_page_unread" // a page of images, or of text that cannot be read, among others
)

// Note is a remark of a reader on the file, in Swedish for the clerk.
type Note struct {
	Code string `json:"code"` // NoteCut and the like
	Text string `json:"text"`
	Page int    `json:"page,omitempty"`
	Line int    `json:"line,omitempty"`
}

// WhyUnread says to a clerk why a file gave nothing: line by line, or what it is, where its reader can tell.
func WhyUnread(p Problem, notes []Note) string {
	const most = 5
	var said []string
	for _, n := range notes {
		if (n.Code == NoteFault || n.Code == NoteKind) && len(said) < most {
			said = append(said, n.Text)
		}
	}
	if p == None || len(said) == 0 {
		return p.Words()
	}
	return strings.Join(said, " ")
}

// Reader opens a file. A file that cannot be read is a Document with a Problem
// and no error; an error means that reading itself is impossible (the context
// ended, no child could be started).
type Reader interface {
	Read(ctx context.Context, in Input) (Document, error)
}
