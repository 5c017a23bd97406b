package avgiftslista

import (
	"fmt"
	"strings"
)

// The parts of what came in that a [Place] can lie in.
const (
	PartBody       = "body"       // the text of a mail
	PartAttachment = "attachment" // a file in a mail
	PartList       = "list"       // a printed list, keyed from paper
)

// Place says where something stood, exactly enough to show it again and to
// defend a posting with it years later.
type Place struct {
	Part       string // PartBody, PartAttachment, PartList, or "message 1 body" within a forwarded message
	Attachment int    // the attachment's number in its message, from 1
	File       string // its name, as the sender wrote it
	Sheet      string // of a workbook
	Table      int    // of a HTML body, from 1
	Row, Col   int    // of a sheet, table or list, from 1
	Page, Line int    // of a text, from 1
	Box        Box    // on the page, where the reader knows it
	KeyedBy    string // who keyed it, on PartList
	Text       string // the text of that line or cell
}

// Box is a rectangle on a page, in points from the upper left corner.
type Box struct{ X, Y, W, H float64 }

// String gives the place in the form of contract.md, rows[].source: "body line
// 7", "attachment 2 'underlag.xlsx' sheet 'Blad1' row 5", "attachment 1 page 2
// line 14".
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.Part)
	if p.Attachment > 0 {
		fmt.Fprintf(&b, " %d", p.Attachment)
	}
	if p.File != "" {
		fmt.Fprintf(&b, " '%s'", p.File)
	}
	if p.Sheet != "" {
		fmt.Fprintf(&b, " sheet '%s'", p.Sheet)
	}
	for _, n := range []struct {
		word string
		at   int
	}{{"page", p.Page}, {"table", p.Table}, {"row", p.Row}, {"line", p.Line}} {
		if n.at > 0 {
			fmt.Fprintf(&b, " %s %d", n.word, n.at)
		}
	}
	if p.KeyedBy != "" {
		b.WriteString(" keyed by " + p.KeyedBy)
	}
	return b.String()
}
