package underlag

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"sef.se/kontakten/internal/sandbox"
)

// pdfWithPages makes a PDF of one page with a line of text, and its
// cross-reference table; kids are the page tree's.
func pdfWithPages(kids string) []byte {
	const content = "BT /F 12 Tf 50 700 Td (Anna Ek 608,00) Tj ET"
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.4\n")
	for i, o := range []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[" + kids + "]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	} {
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
