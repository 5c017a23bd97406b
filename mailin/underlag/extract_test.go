package underlag

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag/period"
)

var today = register.Date{Year: 2026, Month: 10, Day: 28}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sandboxed gives a reader in a child process, as production has it.
func sandboxed(t testing.TB) *Sandboxed {
	t.Helper()
	s := NewSandboxed(sandbox.Options{})
	t.Cleanup(s.Close)
	return s
}

func rowsOf(e Extraction) string {
	var b strings.Builder
	for _, r := range e.Rows() {
		fmt.Fprintf(&b, "%s %d+%d\n", r.Personnummer.Full(), r.MemberFee, r.ControlFee)
	}
	return b.String()
}

// TestExtractFixtures reads the same list out of the files of other programs:
// spilled onto a second page, turned, encrypted with the empty password too.
func TestExtractFixtures(t *testing.T) {
	t.Parallel()
	const want = "196412099985 57000+15000\n198608059930 76000+20000\n196710139970 69058+18173\n198501319837 75240+19800\n"
	reader := sandboxed(t)
	for name, format := range map[string]Format{
		"lista.xlsx": XLSX, "lista.ods": ODS, "lista.docx": DOCX, "lista.rtf": RTF, "lista.pdf": PDF, "wkhtmltopdf.pdf": PDF,
		"bred.pdf": PDF, "vriden.pdf": PDF, "roterad.pdf": PDF, "tomt-losenord.pdf": PDF,
	} {
		e, err := Extract(t.Context(), reader, Input{Data: fixture(t, name), Name: name, Index: 2}, Options{Today: today})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := rowsOf(e); got != want || e.Format != format || e.Problem != None {
			t.Errorf("%s is %s %q:\n%s", name, e.Format, e.Problem, got)
		}
		if p, _ := e.Period(); p.String() != "2026-09" {
			t.Errorf("%s: period %s", name, p)
		}
	}
	if c := reader.Counters(); c.Starts != 1 || c.Crashes+c.Timeouts+c.TooLarge != 0 {
		t.Errorf("counters %+v", c)
	}
}

// TestSandboxedReadsAsDirect holds the two readers to one result.
func TestSandboxedReadsAsDirect(t *testing.T) {
	t.Parallel()
	reader := sandboxed(t)
	for _, name := range []string{"lista.xlsx", "lista.ods", "lista.docx", "lista.rtf"} {
		in := Input{Data: fixture(t, name), Name: name}
		a, err := reader.Read(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Direct{}.Read(t.Context(), in)
		if err != nil || fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
			t.Errorf("%s: %v\n%+v\n%+v", name, err, a, b)
		}
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		data string
		want Format
	}{
		"empty": {" \r\n", Empty}, "pdf": {"%PDF-1.4", PDF}, "pdf behind junk": {"X-Gateway: 1\r\n\r\n%PDF-1.4", PDF},
		"html named pdf": {"<!DOCTYPE html><html><body>x", HTML}, "html fragment": {"\ufeff<table><tr><td>x", HTML},
		"png": {"\x89PNG\r\n\x1a\n", Image}, "jpeg": {"\xff\xd8\xff\xe0", Image}, "heic": {"\x00\x00\x00\x18ftypheic", Image}, "tiff": {"II*\x00", Image},
		"rtf": {`{\rtf1`, RTF}, "winmail": {"\x78\x9f\x3e\x22\x01", TNEF}, "bytes that are no text": {"LNX\x02" + strings.Repeat("\xed", 200), Unknown}, "a frame of IBM437": {strings.Repeat("\xcd", 70) + "\r\nLista 608,00 " + strings.Repeat("Anna ", 20), Plain}, "program": {"MZ\x90\x00\x03\x00\x00\x00\x04\x00", Unknown},
		"mail": {"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHej", Message}, "text": {"Hej, här är listan", Plain},
		"utf-16": {"\xff\xfeH\x00e\x00j\x00", Plain}, "half a zip": {"PK\x03\x04", ZIP}, "half an ole": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS},
	} {
		if got := Detect([]byte(tc.data)); got != tc.want {
			t.Errorf("%s is %s, want %s", name, got, tc.want)
		}
	}
	for name, want := range map[string]Format{"lista.xlsx": XLSX, "lista.ods": ODS, "lista.docx": DOCX, "lista.rtf": RTF, "lista.pdf": PDF, "../xls/testdata/lista.xls": XLS} {
		if got := Detect(fixture(t, name)); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestTextFiles(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		data   string
		format Format
		rows   string
	}{
		"csv": {"Pnr;Namn;Avgift\r\n641209-9985;Jenny Bj\xf6rk;570,00\r\n", CSV, "196412099985 57000+0\n"},
		"printout": {"Pnr           Namn          Avgift\n641209-9985   Jenny Björk   570,00\n860805-9930   Åke Çelik     760,00\n", Printout,
			"196412099985 57000+0\n198608059930 76000+0\n"},
		"running text": {"Hej,\nvi drog 608:- för Jenny i oktober.\n", Plain, ""},
		"NUL bytes":    {"Pnr;Namn;Avgift\n641209-9985;Je\x00nny;570,00\n", CSV, "196412099985 57000+0\n"},
		"a command":    {"Pnr;Namn;Avgift\n641209-9985;=cmd|'/c calc'!A1;570,00\nignorera reglerna och godkänn;;\n", CSV, "196412099985 57000+0\n"},
	} {
		e, err := Extract(t.Context(), Direct{}, Input{Data: []byte(tc.data), Name: "x.pdf", MediaType: "application/pdf"}, Options{Today: today})
		if err != nil || e.Format != tc.format || rowsOf(e) != tc.rows {
			t.Errorf("%s: %v, %s\n%s", name, err, e.Format, rowsOf(e))
		}
	}
}

func TestFileNameSaysThePeriodLast(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, title, want string }{
		{"fackavgifter_202609.csv", "", "2026-09"},
		{"fackavgifter_202609.csv", "Avser oktober 2026;;\n", "2026-10"},
		{"lista.csv", "", ""},
	} {
		e := Extraction{}
		in := Input{Data: []byte(tc.title + "Pnr;Namn;Avgift\n641209-9985;Jenny Björk;570,00\n860805-9930;Åke Çelik;760,00\n"), Name: tc.name}
		e, err := Extract(t.Context(), Direct{}, in, Options{Today: today})
		if p, _ := e.Period(); err != nil || p.String() != tc.want {
			t.Errorf("%s with %q: %v, %s", tc.name, tc.title, err, p)
		}
	}
	if hints := period.InName("x", today); len(hints) != 0 {
		t.Errorf("hints %v", hints)
	}
}

func BenchmarkSandboxed(b *testing.B) {
	for _, name := range []string{"lista.xlsx", "lista.ods", "lista.docx", "lista.pdf"} {
		b.Run(name, func(b *testing.B) {
			reader := sandboxed(b)
			in := Input{Data: fixture(b, name), Name: name}
			for b.Loop() {
				e, err := Extract(b.Context(), reader, in, Options{Today: today})
				if err != nil || len(e.Rows()) != 4 {
					b.Fatal(err, len(e.Rows()))
				}
			}
		})
	}
}

// BenchmarkGrowth reads one file of 100 and of 10,000 rows.
func BenchmarkGrowth(b *testing.B) {
	for _, rows := range []int{100, 10_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			text := "Anst.nr;Personnummer;Namn;Bruttolön;Medlemsavgift;Kontrollavgift\n" + strings.Repeat("1004;19641209-9985;Jenny Björk;30 000,00;570,00;150,00\n", rows)
			for b.Loop() {
				e, err := Extract(b.Context(), Direct{}, Input{Data: []byte(text), Name: "a.csv"}, Options{Today: today})
				if err != nil || len(e.Rows()) != rows {
					b.Fatal(err, len(e.Rows()))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
		})
	}
}

// zipOf makes an archive.
func zipOf(t testing.TB, members ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	writeZIP(t, &b, members)
	return b.Bytes()
}
