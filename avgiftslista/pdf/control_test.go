package pdf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
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

// TestFontsAndBoxes: every face is embedded with a way back to its letters, and every page is A4
// without a crop, so that no printer scales it.
func TestFontsAndBoxes(t *testing.T) {
	t.Parallel()
	s := pdf.Demo()
	s.Giro.DocumentType, s.Watermark = "41", ""
	path := filepath.Join(t.TempDir(), "lists.pdf")
	if err := os.WriteFile(path, drawAll(t, s, sampleLists(t, 3, 60)...), 0o600); err != nil {
		t.Fatal(err)
	}
	fonts := strings.Split(strings.TrimSpace(runTool(t, "pdffonts", path)), "\n")[2:]
	if len(fonts) != 3 {
		t.Errorf("%d faces: %q", len(fonts), fonts)
	}
	for _, line := range fonts {
		if !regexp.MustCompile(`\byes\s+\S+\s+yes\b`).MatchString(line) {
			t.Errorf("not embedded with its letters: %s", line)
		}
	}
	boxes := regexp.MustCompile(`(?m)^Page\s+\d+ (\w+):\s+(.*)$`).FindAllStringSubmatch(runTool(t, "pdfinfo", "-box", "-f", "1", "-l", "9", path), -1)
	if len(boxes) < 9*6 {
		t.Fatalf("%d boxes", len(boxes))
	}
	for _, b := range boxes {
		if strings.HasSuffix(b[1], "Box") && strings.Join(strings.Fields(b[2]), " ") != "0.00 0.00 595.28 841.89" || b[1] == "rot" && strings.TrimSpace(b[2]) != "0" {
			t.Errorf("%s is %s", b[1], b[2])
		}
	}
}
