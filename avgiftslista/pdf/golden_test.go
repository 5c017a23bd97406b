package pdf_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/register"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGolden compares pages with pictures that a person has looked at. Poppler
// versions smooth edges differently, so a little difference is allowed.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		pages  int
		sender func(*pdf.Sender)
		list   func() avgiftslista.List
	}{
		{"ten", 1, func(*pdf.Sender) {}, func() avgiftslista.List { return sampleLists(t, 1, 10)[0] }},
		{"long", 3, func(s *pdf.Sender) { s.Giro.DocumentType = "41"; s.Watermark = "" },
			func() avgiftslista.List { return sampleLists(t, 1, 60)[0] }},
		{"trial", 1, func(s *pdf.Sender) { s.Trial = true }, func() avgiftslista.List {
			l := sampleLists(t, 1, 4)[0]
			l.Rate.ControlFee = 0
			l.Company.CareOf = "c/o Räknestugan Lönebyrå"
			l.Rows[2].LeftOn = register.NewDate(2026, 9, 30)
			l.Rows[3].LastName = "Örnsköldsviksdotter-Vasilijevskij von Lewenhaupt af Korsholm"
			return l
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := pdf.Demo()
			c.sender(&s)
			golden(t, c.name, drawAll(t, s, c.list()), c.pages)
		})
	}
}

// TestGoldenPaperwork does the same with what goes with a file of lists.
func TestGoldenPaperwork(t *testing.T) {
	t.Parallel()
	f := summary(t)
	for _, c := range []struct {
		name  string
		pages int
		write func(io.Writer) error
	}{
		{"control", 1, func(w io.Writer) error { return pdf.WriteControlSheet(w, pdf.Demo(), f) }},
		{"index", 3, func(w io.Writer) error { return pdf.WriteIndex(w, pdf.Demo(), f) }},
		{"alignment", 3, func(w io.Writer) error { return pdf.WriteAlignment(w, pdf.Demo()) }},
		{"letters", 1, func(w io.Writer) error {
			return pdf.WriteLetterControl(w, pdf.Demo(), register.NewDate(2026, 11, 5), [][2]string{{"Påminnelse 1", "12"}, {"Kvitto", "3"}, {"Summa brev", "15"}})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := c.write(&out); err != nil {
				t.Fatal(err)
			}
			golden(t, c.name, out.Bytes(), c.pages)
		})
	}
}

// golden renders a document and compares its pages with the pictures kept.
func golden(t *testing.T, name string, document []byte, pages int) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "list.pdf")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	runTool(t, "pdftoppm", "-r", "60", "-gray", "-png", path, filepath.Join(dir, name))
	files, err := filepath.Glob(filepath.Join(dir, name+"*.png"))
	if err != nil || len(files) != pages {
		t.Fatalf("%d pages, want %d (%v)", len(files), pages, err)
	}
	for _, file := range files {
		compare(t, file, filepath.Join("testdata", filepath.Base(file)))
	}
}

func compare(t *testing.T, file, golden string) {
	t.Helper()
	if *update {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, want := readPNG(t, file), readPNG(t, golden)
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s: %v, want %v", golden, got.Bounds(), want.Bounds())
	}
	b := got.Bounds()
	far, sum := 0, 0
	for y := range b.Dy() {
		for x := range b.Dx() {
			d := grey(got.At(x, y)) - grey(want.At(x, y))
			if d < 0 {
				d = -d
			}
			sum += d
			if d > 96 {
				far++
			}
		}
	}
	pixels := b.Dx() * b.Dy()
	if far*1000 > pixels || sum > pixels {
		t.Errorf("%s: %d of %d pixels differ, by %.2f in the mean; look at the page, then run with -update", golden, far, pixels, float64(sum)/float64(pixels))
	}
}
