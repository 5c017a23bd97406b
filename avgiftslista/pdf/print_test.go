package pdf_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/register"
)

// word is a word of a page with its place in millimetres from the top left.
type word struct {
	text                   string
	left, top, right, base float64
}

// pagesOf reads a PDF's words back with poppler.
func pagesOf(t *testing.T, data []byte) [][]word {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lists.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(strings.NewReader(runTool(t, "pdftotext", "-bbox", path, "-")))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	var pages [][]word
	for {
		token, err := dec.Token()
		if token == nil || err != nil {
			return pages
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "page":
			if w, h := attr(t, start, "width"), attr(t, start, "height"); w < 595 || w > 596 || h < 841 || h > 842 {
				t.Errorf("page of %.2f × %.2f points is not A4", w, h)
			}
			pages = append(pages, nil)
		case "word":
			var text string
			if err := dec.DecodeElement(&text, &start); err != nil {
				t.Fatal(err)
			}
			const mm = 25.4 / 72
			pages[len(pages)-1] = append(pages[len(pages)-1], word{text,
				attr(t, start, "xMin") * mm, attr(t, start, "yMin") * mm, attr(t, start, "xMax") * mm, attr(t, start, "yMax") * mm})
		}
	}
}

func attr(t *testing.T, e xml.StartElement, name string) (v float64) {
	t.Helper()
	for _, a := range e.Attr {
		if a.Name.Local == name {
			if _, err := fmt.Sscan(a.Value, &v); err != nil {
				t.Fatal(err)
			}
		}
	}
	return v
}

func textOf(page []word) string {
	var b strings.Builder
	for _, w := range page {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}

// TestEveryMemberIsPrinted draws lists of many lengths and finds every name,
// number and list number again, each list's pages one after another.
func TestEveryMemberIsPrinted(t *testing.T) {
	t.Parallel()
	var lists []avgiftslista.List
	for i, members := range []int{1, 10, 11, 30, 31, 47, 400} {
		lists = append(lists, sampleLists(t, i+1, members)[i])
	}
	var out bytes.Buffer
	batch := pdf.NewBatch(&out, pdf.Demo(), lists[0].Period)
	var placed []pdf.Placed
	next := 1
	for _, l := range lists {
		p, err := batch.Add(l, "")
		if err != nil {
			t.Fatal(err)
		}
		if p.FirstPage != next || p.Pages != pdf.Sheets(len(l.Rows)) {
			t.Errorf("%d members: pages %d+%d, want %d+%d", len(l.Rows), p.FirstPage, p.Pages, next, pdf.Sheets(len(l.Rows)))
		}
		next += p.Pages
		placed = append(placed, p)
	}
	if err := batch.Close(); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, out.Bytes())
	if len(pages) != next-1 {
		t.Fatalf("%d pages, want %d", len(pages), next-1)
	}
	for i, l := range lists {
		var all strings.Builder
		for j := range placed[i].Pages {
			text := textOf(pages[placed[i].FirstPage-1+j])
			for _, want := range []string{l.Number.String(), fmt.Sprintf("Sida %d av %d", j+1, placed[i].Pages), l.Company.OrganisationNumber.Hyphened(), "oktober 2026", "förra månaden"} {
				if !strings.Contains(text, want) {
					t.Errorf("%d members, page %d: no %q", len(l.Rows), j+1, want)
				}
			}
			all.WriteString(text)
		}
		for _, r := range l.Rows {
			if n := strings.Count(all.String(), r.Personnummer.Hyphened()+" "+r.LastName+", "+r.FirstName); n != 1 {
				t.Errorf("%d members: a member stands %d times", len(l.Rows), n)
			}
		}
	}
}

// TestCodes decodes every page with zbarimg: one code a page, that list, that
// page; numbers pass Luhn and length digit, and no two lists share one.
func TestCodes(t *testing.T) {
	t.Parallel()
	lists := append(sampleLists(t, 6, 10), sampleLists(t, 7, 60)[6])
	dir := t.TempDir()
	seen := map[string]bool{}
	page := 0
	for _, file := range renderPages(t, dir, 150, lists...) {
		got := strings.TrimSpace(runTool(t, "zbarimg", "--quiet", "--raw", file))
		if want := codeOf(page, lists...); got != want {
			t.Errorf("page %d: code %q, want %q", page+1, got, want)
		}
		code, err := avgiftslista.ParseSheetCode(got)
		if err != nil {
			t.Fatalf("page %d: %v", page+1, err)
		}
		if number := code.Number.String(); code.Page == 1 {
			if seen[number] {
				t.Errorf("number %s stands on two lists", number)
			}
			seen[number] = true
			if !register.LuhnValid(number) || number[11] != '3' {
				t.Errorf("number %s fails its check digits", number)
			}
		}
		page++
	}
	if page != 6+3 {
		t.Errorf("%d pages", page)
	}
}

// TestWindow holds the window and as far as the sheet may slide behind it: the
// address and nothing else, no personnummer, no organisation number.
func TestWindow(t *testing.T) {
	t.Parallel()
	sole := sampleLists(t, 1, 3)[0]
	org, err := register.ParseOrganisationNumber("6412099985")
	if err != nil {
		t.Fatal(err)
	}
	sole.Company.OrganisationNumber = org
	sole.Company.CareOf = "Räknestugan Lönebyrå"
	sole.Company.Name = "Elektriker och Industriservice Wennerström-Lindqvist & Söner i Norrköping Handelsbolag"
	for _, l := range []avgiftslista.List{sole, sampleLists(t, 1, 60)[0], sampleLists(t, 1, 400)[0]} {
		var out bytes.Buffer
		batch := pdf.NewBatch(&out, pdf.Demo(), l.Period)
		if _, err := batch.Add(l, "1234 5674"); err != nil {
			t.Fatal(err)
		}
		if err := batch.Close(); err != nil {
			t.Fatal(err)
		}
		pages := pagesOf(t, out.Bytes())
		w := pdf.Demo().Envelopes.C65.Window
		var seen []string
		for _, word := range pages[0] {
			if w.Contains(word.left, word.top, word.right-word.left, word.base-word.top) {
				seen = append(seen, word.text)
				if word.left < w.X-0.1 || word.right > w.X+w.Width+0.1 || word.top < w.Y-1 || word.base > w.Y+w.Height+1 {
					t.Errorf("%q reaches out of the window", word.text)
				}
			}
		}
		lines := pdf.Demo().Address + " " + l.Company.Name
		if l.Company.CareOf != "" {
			lines += " c/o " + l.Company.CareOf
		}
		want := lines + " " + l.Company.Street + " " + l.Company.Postcode[:3] + " " + l.Company.Postcode[3:] + " " + l.Company.City + " 1234 5674"
		if got := strings.Join(seen, " "); got != want {
			t.Errorf("the window shows %q, want %q", got, want)
		}
	}
	if text := textOf(pagesOf(t, drawAll(t, pdf.Demo(), sole))[0]); strings.Contains(text, "641209-9985") {
		t.Error("a sole trader's organisation number is on the sheet")
	}
}

// TestSlip holds the lowest 102 mm of a last sheet apart from the list.
func TestSlip(t *testing.T) {
	t.Parallel()
	s := pdf.Demo()
	s.Giro.DocumentType = "41"
	l := sampleLists(t, 1, 31)[0]
	pages := pagesOf(t, drawAll(t, s, l))
	const cut = 195.0
	var above, below []word
	for _, w := range pages[1] {
		if w.top > cut {
			below = append(below, w)
			continue
		}
		above = append(above, w)
	}
	slip := textOf(below)
	for _, r := range l.Rows {
		if strings.Contains(slip, r.Personnummer.Hyphened()) || strings.Contains(slip, r.LastName) {
			t.Fatal("a member stands on the slip")
		}
	}
	for _, want := range []string{"SPECIMEN", "12 34 56-6", l.Number.String(), "2 november 2026", l.Company.Name, "1234566#41#", "Fackavgifter oktober 2026"} {
		if !strings.Contains(slip, want) {
			t.Errorf("the slip lacks %q", want)
		}
	}
	sheet := textOf(above)
	for _, want := range []string{"Summa medlemsavgift", "Summa kontrollavgift", "Att betala", "Namnteckning", "EJL", "OKÄND"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("above the cut line there is no %q", want)
		}
	}
	if text := textOf(pages[0]); strings.Contains(text, "PlusGiro") {
		t.Error("the first of two sheets has a slip")
	}
}

func TestAgreementWithoutControlFee(t *testing.T) {
	t.Parallel()
	l := sampleLists(t, 1, 10)[0]
	l.Rate.ControlFee = 0
	text := textOf(pagesOf(t, drawAll(t, pdf.Demo(), l))[0])
	if strings.Contains(text, "ontrollavgift") || !strings.Contains(text, "Summa att betala") || !strings.Contains(text, "1,9 % 32 000 kr i lön ger 608,00 kr") {
		t.Errorf("page without control fee: %s", text)
	}
}

// TestTrial is mode test: PROV on every page, no account, no code line.
func TestTrial(t *testing.T) {
	t.Parallel()
	s := pdf.Demo()
	s.Trial, s.Giro.DocumentType = true, "41"
	for i, page := range pagesOf(t, drawAll(t, s, sampleLists(t, 1, 60)[0])) {
		text := textOf(page)
		if !strings.Contains(text, "PROV") || strings.Contains(text, "12 34 56-6") || strings.Contains(text, "#41#") || strings.Contains(text, "SPECIMEN") {
			t.Errorf("page %d: %s", i+1, text)
		}
	}
}

// TestLongSender gives the house itself names that no line was made for; the
// left column stays left of the window, line above line.
func TestLongSender(t *testing.T) {
	t.Parallel()
	s, l := pdf.Demo(), sampleLists(t, 1, 47)[0]
	long := strings.Repeat("Elektrikerförbundets avgiftsavdelning ", 4)
	s.Name, s.Unit, s.Hours = long, long, long
	s.ReturnAddress = map[string]pdf.ReturnAddress{"default": {Lines: []string{long, "930 88 Arjeplog"}}}
	l.Agreement = long
	for i, page := range pagesOf(t, drawAll(t, s, l)) {
		for j, w := range page {
			if w.left < 100 && w.right > 111.5 && w.top < 35 || i == 0 && w.left < 98 && w.right > 103 && w.top > 36 && w.top < 80 {
				t.Errorf("page %d: %q reaches into the next column", i+1, w.text)
			}
			for _, other := range page[:j] {
				overlaps := w.left < other.right-0.3 && other.left < w.right-0.3 && w.top < other.base-1.9 && other.top < w.base-1.9
				if overlaps && w.base < 87 && w.text != "" {
					t.Errorf("page %d: %q lies over %q", i+1, w.text, other.text)
				}
			}
		}
	}
}

func TestNewVersionSaysSo(t *testing.T) {
	t.Parallel()
	l := sampleLists(t, 1, 47)[0]
	for version := 1; version <= 9; version++ {
		number, err := avgiftslista.NewListNumber(100000, l.Period, version)
		if err != nil {
			t.Fatal(err)
		}
		l.Number = number
		for _, page := range pagesOf(t, drawAll(t, pdf.Demo(), l)) {
			if said := strings.Contains(textOf(page), "Ersätter vår tidigare lista"); said != (version > 1) {
				t.Errorf("version %d: said %v", version, said)
			}
		}
	}
}

func TestLeaverIsMarked(t *testing.T) {
	t.Parallel()
	l := sampleLists(t, 1, 3)[0]
	l.Rows[1].LeftOn = date(2026, 9, 30)
	if text := textOf(pagesOf(t, drawAll(t, pdf.Demo(), l))[0]); strings.Count(text, "slutat?") != 1 {
		t.Error(text)
	}
}

func TestByteEqual(t *testing.T) {
	t.Parallel()
	lists := append(sampleLists(t, 3, 10), sampleLists(t, 1, 60)...)
	want := drawAll(t, pdf.Demo(), lists...)
	for range 5 {
		if !bytes.Equal(drawAll(t, pdf.Demo(), lists...), want) {
			t.Fatal("equal lists, other bytes")
		}
	}
}

// TestLongNames sets names that no row was made for.
func TestLongNames(t *testing.T) {
	t.Parallel()
	l := sampleLists(t, 1, 6)[0]
	for i, name := range []string{
		"Wolfeschlegelsteinhausenbergerdorff-Østergaard von der Schönburg und Hohenlohe",
		"Örnsköldsviksdotter-Vasilijevskij", "Nguyễn Đặng Thị", "O’Brien (född Müller)",
		"Łukasz-Żółć Çelik-Đặng Ђорђевић", "Oxenstierna af Korsholm och Wasa",
	} {
		l.Rows[i].LastName = name
	}
	text := textOf(pagesOf(t, drawAll(t, pdf.Demo(), l))[0])
	for _, r := range l.Rows {
		for _, part := range strings.Fields(r.LastName + ", " + r.FirstName) {
			if !strings.Contains(text, part) && !strings.Contains(strings.ReplaceAll(text, " ", ""), part) {
				t.Errorf("%q is not on the sheet", part)
			}
		}
	}
}

func TestNoLists(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := pdf.NewBatch(&out, pdf.Demo(), register.Period{Year: 2026, Month: 10}).Close(); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, out.Bytes())
	if len(pages) != 1 || !strings.Contains(textOf(pages[0]), "Inga avgiftslistor att skriva ut för oktober 2026.") {
		t.Error(pages)
	}
}

func TestDuplexPads(t *testing.T) {
	t.Parallel()
	s := pdf.Demo()
	s.Duplex = true
	pages := pagesOf(t, drawAll(t, s, append(sampleLists(t, 2, 10), sampleLists(t, 1, 47)...)...))
	if len(pages) != 8 || len(pages[1]) != 0 || len(pages[3]) != 0 || len(pages[7]) != 0 || len(pages[2]) == 0 {
		t.Errorf("%d pages", len(pages))
	}
}

// TestPrintable renders pages in colour and finds only greys, and nothing
// within 5 mm of the sheet's edge.
func TestPrintable(t *testing.T) {
	t.Parallel()
	s := pdf.Demo()
	s.Giro.DocumentType = "41"
	dir := t.TempDir()
	path := filepath.Join(dir, "lists.pdf")
	if err := os.WriteFile(path, drawAll(t, s, sampleLists(t, 1, 70)...), 0o600); err != nil {
		t.Fatal(err)
	}
	runTool(t, "pdftoppm", "-r", "72", "-png", path, filepath.Join(dir, "page"))
	files, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		img := readPNG(t, file)
		b := img.Bounds()
		margin := 14 // 4,9 mm at 72 dpi
		for y := range b.Dy() {
			for x := range b.Dx() {
				r, g, bl, _ := img.At(x, y).RGBA()
				if r != g || g != bl {
					t.Fatalf("%s: colour at %d, %d", file, x, y)
				}
				inside := x >= margin && x < b.Dx()-margin && y >= margin && y < b.Dy()-margin
				if !inside && r != 0xffff {
					t.Fatalf("%s: ink at %d, %d, outside what a printer reaches", file, x, y)
				}
			}
		}
	}
}

func readPNG(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

func grey(c color.Color) int { return int(color.GrayModel.Convert(c).(color.Gray).Y) }
