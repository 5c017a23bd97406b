package underlag

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestPDFWithoutItsEnd reads what is left of files that a transfer cut off, and
// says that it is not all: with the cross-references gone, with the catalog or
// the tree of pages gone too, and cut anywhere else no row is read wrong.
func TestPDFWithoutItsEnd(t *testing.T) {
	t.Parallel()
	reader := sandboxed(t)
	read := func(name string, data []byte) Extraction {
		e, err := Extract(t.Context(), reader, Input{Data: data, Name: name, Index: 1}, Options{Today: today})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return e
	}
	for _, name := range []string{"lista.pdf", "wkhtmltopdf.pdf", "vriden.pdf"} {
		data := fixture(t, name)
		want := rowsOf(read(name, data))
		xref, tree := bytes.LastIndex(data, []byte("\nxref")), max(bytes.LastIndex(data, []byte("/Catalog")), bytes.LastIndex(data, []byte("/Pages\n")))
		cuts := map[string]int{"without cross-references": xref, "without its tree": tree - 10}
		for what, at := range cuts {
			if what == "without its tree" && name == "vriden.pdf" {
				continue // they stand before its content
			}
			e := read(name, data[:at])
			if got := rowsOf(e); got != want {
				t.Errorf("%s %s: %s\n%s", name, what, e.Problem, got)
			}
			if !slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Code == NoteCut }) {
				t.Errorf("%s %s: nobody is told", name, what)
			}
		}
		for at := len(data) * 3 / 10; at < len(data); at += len(data)/10 + 7 {
			for row := range strings.Lines(rowsOf(read(name, data[:at]))) {
				if !strings.Contains(want, row) {
					t.Errorf("%s cut at %d: %s", name, at, row)
				}
			}
		}
	}
}
