package underlag

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/sandbox"
)

// fileOf makes a PDF of objects, with its cross-reference table.
func fileOf(objects ...string) []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

// pdfWithPages makes a PDF whose page tree holds kids; object 3 is a page of
// one line, object 6 one of a picture.
func pdfWithPages(kids string) []byte {
	stream := func(head, content string) string {
		return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", head, len(content), content)
	}
	return fileOf(
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, strings.Count(kids, "R")),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		stream("", "BT /F 12 Tf 50 700 Td (Anna Ek 608,00) Tj ET"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</XObject<</I 8 0 R>>>>>>",
		stream("", "q 500 0 0 700 40 40 cm /I Do Q"),
		stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x"),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	)
}

// TestPagesUnread tells of each page that holds something and gave no text; a
// file of nothing else is a picture.
func TestPagesUnread(t *testing.T) {
	t.Parallel()
	unmapped := fixture(t, "utan-teckentabell.pdf")
	for name, tc := range map[string]struct {
		data    []byte
		problem Problem
		notes   string
	}{
		"text":                      {pdfWithPages("3 0 R"), None, ""},
		"text and a blank page":     {pdfWithPages("3 0 R 9 0 R"), None, ""},
		"text and a picture":        {pdfWithPages("3 0 R 6 0 R"), None, "pdf_page_unread 2"},
		"a page that is not there":  {pdfWithPages("3 0 R 99 0 R"), None, "pdf_page_unread 2"},
		"a picture between":         {pdfWithPages("3 0 R 6 0 R 3 0 R"), None, "pdf_page_unread 2"},
		"pictures":                  {pdfWithPages("6 0 R 6 0 R"), ImageOnly, ""},
		"glyph numbers for letters": {unmapped, ImageOnly, "kind 0"},
	} {
		doc, err := sandboxed(t).Read(t.Context(), Input{Data: tc.data})
		var notes []string
		for _, n := range doc.Notes {
			notes = append(notes, fmt.Sprint(n.Code, " ", n.Page))
		}
		if got := strings.Join(notes, ", "); err != nil || doc.Problem != tc.problem || got != tc.notes {
			t.Errorf("%s: problem %q, notes %q, %v; want %q, %q", name, doc.Problem, got, err, tc.problem, tc.notes)
		}
	}
}

// TestSecondReaderHangs reads a file whose page tree holds itself, in which the
// second reader goes round for ever: the first reader's lines stand, and the
// clerk is told that nobody confirmed them.
func TestSecondReaderHangs(t *testing.T) {
	t.Parallel()
	reader := NewSandboxed(sandbox.Options{Wall: 3 * time.Second})
	t.Cleanup(reader.Close)
	for name, tc := range map[string]struct {
		kids  string
		alone bool
	}{
		"both read":        {"3 0 R", false},
		"the second hangs": {"2 0 R 3 0 R", true},
	} {
		doc, err := reader.Read(t.Context(), Input{Data: pdfWithPages(tc.kids)})
		if err != nil || doc.Problem != None || len(doc.Lines) != 1 || doc.Lines[0].Text != "Anna Ek 608,00" {
			t.Errorf("%s: %+v, %v", name, doc, err)
		}
		if alone := slices.ContainsFunc(doc.Notes, func(n Note) bool { return n.Code == NoteOneReader }); alone != tc.alone {
			t.Errorf("%s: read by one reader: %t, notes %v", name, alone, doc.Notes)
		}
	}
	if c := reader.Counters(); c.Timeouts != 1 {
		t.Errorf("%+v, want one timeout", c)
	}
}
