package underlag

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"sef.se/kontakten/internal/sandbox"
)

func writeZIP(t testing.TB, w io.Writer, members [][2]string) {
	t.Helper()
	z := zip.NewWriter(w)
	for _, m := range members {
		f, err := z.Create(m[0])
		if err == nil {
			_, err = io.WriteString(f, m[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// sheetBomb makes a workbook whose sheet unpacks to n bytes of zeros.
func sheetBomb(t testing.TB, n int) []byte {
	return zipOf(t, [2]string{"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="B" sheetId="1" r:id="r1"/></sheets></workbook>`},
		[2]string{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		[2]string{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + strings.Repeat("0", n)})
}

// lying makes every member of an archive declare to unpack to a single byte.
func lying(archive []byte) []byte {
	out := bytes.Clone(archive)
	for i := 0; i+46 < len(out); i++ {
		switch {
		case bytes.HasPrefix(out[i:], []byte("PK\x01\x02")):
			binary.LittleEndian.PutUint32(out[i+24:], 1)
		}
	}
	return out
}

func encrypted(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "hemligt"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfOf makes a PDF of objects without a cross-reference table: readers must
// mend it.
func pdfOf(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\n%%EOF\n")
	return []byte(b.String())
}

// TestHostileFiles gives every kind of hostile or broken file its problem, in
// seconds, without an error and without losing the sandbox.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	reader := sandboxed(t)
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
	deep := zipOf(t, [2]string{"a.zip", string(zipOf(t, [2]string{"b.csv", "x;y"}))})
	for name, tc := range map[string]struct {
		data []byte
		want Problem
	}{
		"image":                          {[]byte("\x89PNG\r\n\x1a\n"), ImageOnly},
		"program":                        {[]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff"), NoReader},
		"workbook with a password":       {encrypted(t), Encrypted},
		"PDF with a password":            {fixture(t, "losenord.pdf"), Encrypted},
		"workbook of zeros":              {sheetBomb(t, 70<<20), TooLarge},
		"workbook that lies of its size": {lying(sheetBomb(t, 70<<20)), Broken},
		"XML entities":                   {zipOf(t, [2]string{"xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b "cccc">]><workbook>&b;&b;</workbook>`}), Broken},
		"archive within an archive":      {deep, TooDeep},
		"archive of a bomb":              {zipOf(t, [2]string{"a.txt", strings.Repeat("0", 70<<20)}), TooLarge},
		"half a workbook":                {fixture(t, "lista.xlsx")[:2000], Broken},
		"half a PDF":                     {fixture(t, "lista.pdf")[:300], Broken},
		"PDF of nothing but a picture":   {pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page), ImageOnly},
		"PDF whose pages are a loop":     {pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 9>>"), ImageOnly},
		"a text of 50 MB on one line":    {bytes.Repeat([]byte("a;"), 25<<20), TooLarge},
	} {
		began := time.Now()
		e, err := Extract(t.Context(), reader, Input{Data: tc.data, Name: name}, Options{Today: today})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e.Problem != tc.want || len(e.Rows()) != 0 {
			t.Errorf("%s: %q with %d rows, want %q", name, e.Problem, len(e.Rows()), tc.want)
		}
		if took := time.Since(began); took > 8*time.Second {
			t.Errorf("%s took %s", name, took)
		}
		if tc.want != None && tc.want.Words() == "" {
			t.Errorf("%q has no words", tc.want)
		}
	}
	if c := reader.Counters(); c.Crashes+c.Timeouts != 0 {
		t.Errorf("counters %+v", c)
	}
}

// TestBreachesAreProblems says what happens where a reader dies all the same.
func TestBreachesAreProblems(t *testing.T) {
	t.Parallel()
	reader := NewSandboxed(sandbox.Options{Wall: time.Millisecond})
	defer reader.Close()
	e, err := Extract(t.Context(), reader, Input{Data: bytes.Repeat([]byte("641209-9985;Jenny;570,00\n"), 100_000)}, Options{Today: today})
	if err != nil || e.Problem != TimedOut {
		t.Errorf("a reader that hangs: %v, %q", err, e.Problem)
	}
	reader = NewSandboxed(sandbox.Options{Output: 1 << 10})
	defer reader.Close()
	e, err = Extract(t.Context(), reader, Input{Data: bytes.Repeat([]byte("641209-9985;Jenny;570,00\n"), 1000)}, Options{Today: today})
	if err != nil || e.Problem != TooLarge {
		t.Errorf("a reader that floods: %v, %q", err, e.Problem)
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	data := zipOf(t, [2]string{"mapp/oktober.csv", "Pnr;Namn;Avgift\n641209-9985;Jenny Björk;570,00\n"}, [2]string{"bild.png", "\x89PNG\r\n"}, [2]string{"__MACOSX/._x", "x"})
	e, err := Extract(t.Context(), sandboxed(t), Input{Data: data, Name: "underlag.zip", Index: 1}, Options{Today: today})
	if err != nil || len(e.Rows()) != 1 || e.Problem != None || len(e.Files) != 2 {
		t.Fatalf("%v, %+v", err, e)
	}
	if at := e.Rows()[0].Place.String(); at != "attachment 1 'underlag.zip/mapp/oktober.csv' row 2" {
		t.Errorf("place %s", at)
	}
	if p, _ := e.Period(); p.String() != "2026-10" {
		t.Errorf("period %s", p)
	}
}

// TestWinmail reads a file that Outlook wrapped.
func TestWinmail(t *testing.T) {
	t.Parallel()
	attribute := func(id uint32, value string) string {
		head := append([]byte{2}, binary.LittleEndian.AppendUint32(nil, id)...)
		return string(binary.LittleEndian.AppendUint32(head, uint32(len(value)))) + value + "\x00\x00"
	}
	data := "\x78\x9f\x3e\x22\x01\x00" + attribute(0x00069002, "") + attribute(0x00018010, "okt.csv\x00") + attribute(0x0006800f, "Pnr;Namn;Avgift\n641209-9985;Jenny Björk;570,00\n")
	e, err := Extract(t.Context(), sandboxed(t), Input{Data: []byte(data), Name: "winmail.dat", Index: 1}, Options{Today: today})
	if err != nil || len(e.Rows()) != 1 || e.Problem != None || e.Format != TNEF {
		t.Fatalf("%v, %+v", err, e)
	}
	if at := e.Rows()[0].Place.String(); at != "attachment 1 'winmail.dat/okt.csv' row 2" {
		t.Errorf("place %s", at)
	}
}

func TestLimitsAreSaid(t *testing.T) {
	t.Parallel()
	doc, err := sandboxed(t).Read(t.Context(), Input{Data: bytes.Repeat([]byte("641209-9985;570,00\n"), 60_000)})
	if err != nil || len(doc.Sheets) != 1 || len(doc.Sheets[0].Rows) != 50_000 || len(doc.Notes) != 1 || doc.Notes[0].Code != "cut" {
		t.Errorf("%v, notes %v", err, doc.Notes)
	}
}
