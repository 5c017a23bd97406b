package pdf_test

import (
	"bytes"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista/pdf"
)

func summary(t *testing.T) pdf.FileSummary {
	t.Helper()
	f := pdf.FileSummary{Period: sampleLists(t, 1, 1)[0].Period, File: 2, Of: 7, Name: "avgiftslistor-2026-10-02.pdf"}
	next := 1
	for i, l := range sampleLists(t, 120, 1) {
		pages := []int{1, 1, 2, 3, 5, 12}[i%6]
		if i == 7 {
			l.Company.Name = "Elektriker och Industriservice Wennerström-Lindqvist & Söner i Norrköping Handelsbolag"
		}
		f.Entries = append(f.Entries, pdf.Entry{Number: l.Number, Company: l.Company, Letter: "1234 5674", Placed: pdf.Placed{FirstPage: next, Pages: pages}})
		next += pages
	}
	f.TotalPages = next - 1
	return f
}

func TestControlSheet(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	f := summary(t)
	if err := pdf.WriteControlSheet(&out, pdf.Demo(), f); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, out.Bytes())
	text := textOf(pages[0])
	for _, want := range []string{"Kontrollblad avgiftslistor oktober 2026", "(2 av 7)", "enkelsidigt", "Listor", "120", "480", "C65", "80", f.Entries[0].Number.String(), f.Entries[119].Number.String(), "Lämnat till posten"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the control sheet: %s", want, text)
		}
	}
	if len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
}

func TestIndex(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	f := summary(t)
	if err := pdf.WriteIndex(&out, pdf.Demo(), f); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, out.Bytes())
	if len(pages) != 3 {
		t.Fatalf("%d pages", len(pages))
	}
	var all strings.Builder
	for _, p := range pages {
		all.WriteString(textOf(p))
	}
	for _, e := range f.Entries {
		if !strings.Contains(all.String(), e.Number.String()+" ") {
			t.Errorf("list %s is not in the index", e.Number)
		}
	}
	for _, p := range pages {
		for _, w := range p {
			if w.right > 200.5 || w.base > 292 {
				t.Errorf("%q reaches out of the page", w.text)
			}
		}
	}
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := pdf.WriteAlignment(&out, pdf.Demo()); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, out.Bytes())
	if len(pages) != 3 || !strings.Contains(textOf(pages[1]), "Provutskrift C5") {
		t.Errorf("%d pages", len(pages))
	}
}
