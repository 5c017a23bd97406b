package paper

import (
	"bytes"
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var info = Info{Title: "Prov", Created: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), Faces: []Face{OCRB}}

// names are texts whose UTF-16 holds every byte that a PDF string must escape,
// and letters from all over Europe and Vietnam.
var names = []string{
	"Łukasz Żółć", "Đặng Thị Hạnh", "Çelik", "Åsa Öberg", "Ђорђе", "Σωκράτης", "Čapek (č = U+010D)",
	"Ĩ = U+0128 (paren)", "ĩ = U+0129", `back\slash`, "Ŝ = U+015C", "ȍ U+020D", "ȨȩȪ U+0228", "Nguyễn’s – “x”…",
}

func drawNames(t *testing.T) []byte {
	t.Helper()
	d := NewDocument(info)
	form := d.Form("frame", func(c *Canvas) {
		c.Frame(20, 20, 170, 250, 0.3, Rule)
		c.Text(Font{Face: Bold, Size: 12}, 25, 30, "Formulär")
	})
	for range 3 {
		c := d.NewCanvas()
		y := 40.0
		for _, n := range names {
			c.Text(Font{Face: Regular, Size: 10}, 25, y, n)
			y += 6
		}
		c.Text(Font{Face: OCRB, Size: 10}, 25, y, "# 123 #41#")
		if _, err := c.QR("AL1.1000012610134.1.1", 150, 25, 1); err != nil {
			t.Fatal(err)
		}
		d.AddPage(c, form)
	}
	var out bytes.Buffer
	if n, err := d.WriteTo(&out); err != nil || n != int64(out.Len()) {
		t.Fatal(n, err)
	}
	return out.Bytes()
}

func TestDocumentReadsBack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "names.pdf")
	if err := os.WriteFile(path, drawNames(t), 0o600); err != nil {
		t.Fatal(err)
	}
	tool := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	text := tool("pdftotext", "-layout", path, "-")
	for _, n := range append(names, "Formulär", "# 123 #41#") {
		if got := strings.Count(text, n); got != 3 {
			t.Errorf("%q stands %d times in the text, want 3", n, got)
		}
	}
	fonts := strings.Split(strings.TrimSpace(tool("pdffonts", path)), "\n")[2:]
	if len(fonts) != 3 {
		t.Errorf("%d fonts, want 3: %q", len(fonts), fonts)
	}
	for _, f := range fonts {
		if fields := strings.Fields(f); fields[len(fields)-5] != "yes" || fields[len(fields)-3] != "yes" {
			t.Errorf("font not embedded, or without Unicode: %s", f)
		}
	}
	tool("qpdf", "--check", path)
}

// TestDocumentIsByteEqual draws the same file many times: gofpdf keeps maps.
func TestDocumentIsByteEqual(t *testing.T) {
	t.Parallel()
	before := sha256.Sum256(ocrB)
	want := drawNames(t)
	for range 20 {
		if !bytes.Equal(drawNames(t), want) {
			t.Fatal("two drawings of the same pages differ")
		}
	}
	if sha256.Sum256(ocrB) != before {
		t.Error("gofpdf has written into an embedded face: it must have as many widths as glyphs (fonts/make.sh)")
	}
}

func TestCanvasNumbers(t *testing.T) {
	t.Parallel()
	c := &Canvas{}
	for _, n := range []int64{0, 5, 50, 100, 1250, -5, -1205, 123456} {
		c.number(n)
	}
	if got, want := string(c.buf), "0 0.05 0.5 1 12.5 -0.05 -12.05 1234.56 "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestQRRefuses(t *testing.T) {
	t.Parallel()
	d := NewDocument(info)
	for _, text := range []string{"lower case", strings.Repeat("A", 200), "ÅÄÖ"} {
		if _, err := d.NewCanvas().QR(text, 0, 0, 1); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
}

func TestFlow(t *testing.T) {
	t.Parallel()
	d := NewDocument(info)
	c := d.NewCanvas()
	f, b := Font{Face: Regular, Size: 9}, Font{Face: Bold, Size: 9}
	if y := c.Flow(20, 50, 100, 4, Run{f, "En rad."}); y != 54 {
		t.Errorf("one line ends at %v", y)
	}
	if y := c.Flow(20, 50, 100, 4, Run{f, "Två\n"}, Run{b, "rader."}); y != 58 {
		t.Errorf("a newline: %v", y)
	}
	long := strings.Repeat("ord som bryts ", 20)
	y := c.Flow(20, 50, 60, 4, Run{f, long}, Run{b, long})
	if lines := (y - 50) / 4; lines < 10 || lines > 20 {
		t.Errorf("%v lines", lines)
	}
}
