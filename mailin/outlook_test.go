package mailin

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"sef.se/kontakten/mailin/underlag/outlook"
)

func outlookFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("underlag/outlook/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// overwrite puts text over the first bytes of old in a copy of data; the rest of old becomes blanks.
func overwrite(t *testing.T, data []byte, old, text string, wide bool) []byte {
	t.Helper()
	code := func(s string) []byte {
		if !wide {
			return []byte(s)
		}
		var out []byte
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	was, is := code(old), code(text)
	at := bytes.Index(data, was)
	if at < 0 || len(is) > len(was) {
		t.Fatalf("%q is not in the file or shorter than %q", old, text)
	}
	is = append(is, bytes.Repeat(code(" "), (len(was)-len(is))/len(code(" ")))...)
	out := bytes.Clone(data)
	copy(out[at:], is)
	return out
}

// rowsRead gives what was read of each row and where.
func rowsRead(r Reading) (out []string) {
	for _, row := range r.Draft.Rows {
		out = append(out, fmt.Sprintf("%s %s+%s %s", row.Personnummer.Full(), row.MemberFee, row.ControlFee, row.Place))
	}
	return out
}

// nestedRows puts a line of fees first in the text of the mail that hangs on one of Outlook's.
func nestedRows(t *testing.T, line string) []byte {
	t.Helper()
	data := outlookFile(t, "outlook-brev-i-brev.msg")
	m, err := outlook.ReadMSG(data, 1<<20)
	if err != nil || len(m.Files) != 1 || m.Files[0].Message == nil {
		t.Fatalf("%v, %d files", err, len(m.Files))
	}
	old := string([]rune(m.Files[0].Message.Text)[:60])
	return overwrite(t, data, old, line+"\n", true)
}

// attachedRows puts a text over an attachment of one of Outlook's containers.
func attachedRows(t *testing.T, name string, file int, text string) []byte {
	t.Helper()
	data := outlookFile(t, name)
	read := func(d []byte) (outlook.Message, error) { return outlook.ReadMSG(d, 1<<20) }
	if filepath.Ext(name) == ".dat" {
		read = outlook.ReadTNEF
	}
	m, err := read(data)
	if err != nil || len(m.Files) <= file {
		t.Fatalf("%v, %d files", err, len(m.Files))
	}
	return overwrite(t, data, string(m.Files[file].Data), text, false)
}

// eml wraps a text as a mail of its own.
func eml(text string) []byte {
	return []byte("From: Lön <lon@ohrnfalks.example>\r\nSubject: Avgifter okt\r\nDate: Mon, 02 Nov 2026 09:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text)
}

// TestMailInFiles finds the rows of mails that came as files, as Outlook, Exchange and others make them, and says where
// each stands.
func TestMailInFiles(t *testing.T) {
	t.Parallel()
	r, files := hostileReader(t)
	const line = "19641209-9985 Jenny Björk 867,91 228,40"
	const jenny = "196412099985 867,91+228,40 "
	const latin = "Personnummer;Medlemsavgift\n19641209-9985;867,91\n"
	for name, c := range map[string]struct {
		file attached
		want []string
		doc  bool // a .doc lies beside it, which nobody reads
	}{
		"a .msg with text":           {attached{"brev.msg", outlookFile(t, "tuta-text.msg")}, []string{jenny + "message 1 body line 2", "196710139970 690,58+181,73 message 1 body line 3"}, false},
		"a .msg with an HTML table":  {attached{"brev.msg", outlookFile(t, "tuta-tabell.msg")}, []string{jenny + "message 1 body table 1 row 2", "196710139970 690,58+181,73 message 1 body table 1 row 3"}, false},
		"a .msg with a workbook":     {attached{"brev.msg", outlookFile(t, "tuta-bilaga.msg")}, []string{"196412099985 570,00+150,00 attachment 1 'brev.msg/Lista åäö.xlsx' sheet 'Blad1' row 4"}, false},
		"an .eml as octet-stream":    {attached{"brev.eml", eml("Avgifter oktober 2026\r\n" + line)}, []string{jenny + "message 1 body line 2"}, false},
		"an .eml in a ZIP":           {attached{"a.zip", zipped(t, "brev/x.eml", string(eml("Avgifter oktober 2026\r\n"+line)))}, []string{jenny + "message 1 body line 2"}, false},
		"a .msg in a ZIP":            {attached{"a.zip", zipped(t, "x.msg", string(outlookFile(t, "tuta-bilaga.msg")))}, []string{"196412099985 570,00+150,00 attachment 2 'a.zip/x.msg/Lista åäö.xlsx' sheet 'Blad1' row 4"}, false},
		"a file in an .eml in a ZIP": {attached{"a.zip", zipped(t, "x.eml", string(mailWith(enclosed, attached{"okt.csv", []byte(twoRows)})))}, []string{"196412099985 867,91+0,00 attachment 2 'a.zip/x.eml/okt.csv' row 2"}, false},
		"a .msg in an .eml":          {attached{"x.eml", mailWith(enclosed, attached{"y.msg", outlookFile(t, "tuta-text.msg")})}, []string{jenny + "message 2 body line 2"}, false},
		"an HTML page in a ZIP":      {attached{"a.zip", zipped(t, "x.html", "<html><body><table><tr><th>Personnummer<th>Medlemsavgift<th>Kontrollavgift<tr><td>19641209-9985<td>867,91<td>228,40</table></body></html>")}, []string{jenny + "attachment 1 'a.zip/x.html' table 1 row 2"}, false},
		"a text in a ZIP":            {attached{"a.zip", zipped(t, "x.txt", "Hej!\nVi drog 867,91 för Jenny Björk 19641209-9985 i oktober.\n")}, []string{"196412099985 867,91+0,00 attachment 1 'a.zip/x.txt' line 2"}, false},
		"Outlook's mail in a mail":   {attached{"x.msg", nestedRows(t, line)}, []string{jenny + "message 2 body line 1"}, false},
		"Outlook's attached text":    {attached{"x.msg", attachedRows(t, "outlook-bilagor.msg", 1, "Pnr;Avgift\n19641209-9985;867,91\n")}, []string{"196412099985 867,91+0,00 attachment 2 'x.msg/pj1.txt' row 2"}, true},
		"Outlook's winmail.dat":      {attached{"winmail.dat", attachedRows(t, "outlook-bilagor-winmail.dat", 3, latin)}, []string{"196412099985 867,91+0,00 attachment 1 'winmail.dat/quick.txt' row 2"}, false},
	} {
		got := read(t, r, mailWith(enclosed, c.file))
		rows := rowsRead(got)
		for i, want := range c.want {
			if i >= len(rows) || rows[i] != want {
				t.Errorf("%s: rows\n%s\nwant %q", name, strings.Join(rows, "\n"), want)
				break
			}
		}
		if slices.Contains(got.Flags, FlagAttachmentUnreadable) != c.doc || c.doc && !strings.Contains(remarks(got), "Word-dokument (.doc)") {
			t.Errorf("%s: %s", name, remarks(got))
		}
	}
	if c := files.Counters(); c.Crashes+c.Timeouts+c.TooLarge != 0 {
		t.Errorf("counters %+v", c)
	}
}

// TestNestingEnds goes down through mails in mails as far as is read and says where it stops.
func TestNestingEnds(t *testing.T) {
	t.Parallel()
	r, _ := hostileReader(t)
	inner := eml("Avgifter oktober 2026\r\n19641209-9985 Jenny Björk 867,91 228,40")
	for range 100 {
		if inner = mailWith(enclosed, attached{"brev.eml", inner}); len(inner) > 20<<20 {
			break
		}
	}
	forwarded := eml("19641209-9985 Jenny Björk 867,91 228,40")
	for range 100 {
		forwarded = append([]byte("From: lon@ohrnfalks.example\r\nSubject: Fackavgifter oktober\r\nContent-Type: message/rfc822\r\n\r\n"), forwarded...)
	}
	parts := bytes.NewBufferString("From: lon@ohrnfalks.example\r\nSubject: Fackavgifter oktober\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + enclosed)
	for i := range 10_000 {
		fmt.Fprintf(parts, "--b\r\nContent-Type: text/csv; name=%d.csv\r\n\r\n%s\r\n", i, strings.ReplaceAll(twoRows, "\n", "\r\n"))
	}
	nested := bytes.NewBufferString("From: lon@ohrnfalks.example\r\nSubject: Fackavgifter oktober\r\n")
	for i := range 100 {
		fmt.Fprintf(nested, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%[1]d\r\n\r\n%s--b%[1]d\r\n", i, enclosed)
	}
	kill := make([]attached, 20)
	for i := range kill {
		kill[i] = attached{fmt.Sprintf("%d.pdf", i), pdfBomb(t)}
	}
	for name, c := range map[string]struct {
		raw  []byte
		says string
	}{
		"mails as files, 100 deep":      {inner, "djupare än vad som läses"},
		"forwarded mails, 100 deep":     {forwarded, "djupare i varandra än vad som läses"},
		"10,000 parts with fees":        {parts.Bytes(), "fler delar än vad som läses"},
		"multiparts, 100 deep":          {nested.Bytes(), "djupare i varandra än vad som läses"},
		"20 files that kill the reader": {mailWith(enclosed, kill...), "inte öppnad, för andra filer"},
		"a header of a megabyte":        {append([]byte("From: lon@ohrnfalks.example\r\nSubject: Fackavgifter oktober\r\nX-A: "+strings.Repeat("a", 1<<20)+"\r\n"), mailWith(enclosed)...), "Brevhuvudet är längre"},
	} {
		start := time.Now()
		got := read(t, r, c.raw)
		if !strings.Contains(remarks(got), c.says) {
			t.Errorf("%s: nothing says %q:\n%.2000s", name, c.says, remarks(got))
		}
		if took := time.Since(start); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		t.Logf("%-40s %6d kB %6.2f s  %.150s", name, len(c.raw)/1024, time.Since(start).Seconds(), remarks(got))
	}
}

// TestFilesWithinAreShown lays out PDFs that hang on a mail that hangs on the mail, and that lie in an archive, and finds
// their bytes.
func TestFilesWithinAreShown(t *testing.T) {
	t.Parallel()
	_, files := hostileReader(t)
	pdf, err := os.ReadFile("underlag/testdata/lista.pdf")
	if err != nil {
		t.Fatal(err)
	}
	packed := archive(t, [][2]string{{"a.txt", "hej"}, {"lön/lista.pdf", string(pdf)}})
	raw := mailWith(enclosed, attached{"a.csv", []byte(twoRows)}, attached{"brev.eml", mailWith(enclosed, attached{"lista.pdf", pdf})}, attached{"b.zip", packed})
	exhibits, err := Exhibits(t.Context(), raw, files)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string][]byte{}
	for _, e := range exhibits {
		if e.Leaf < 0 {
			continue
		}
		f, err := FileAt(t.Context(), raw, files, e.Leaf)
		if err != nil {
			t.Fatal(err)
		}
		shown[e.At.String()] = f.Data
	}
	for place, want := range map[string]string{"attachment 1 'a.csv'": twoRows, "attachment 2 'brev.eml/lista.pdf'": string(pdf),
		"attachment 3 'b.zip'": string(packed), "attachment 3 'b.zip/a.txt'": "hej", "attachment 3 'b.zip/lön/lista.pdf'": string(pdf)} {
		if string(shown[place]) != want {
			t.Errorf("%s: %d bytes, want %d", place, len(shown[place]), len(want))
		}
		delete(shown, place)
	}
	if len(shown) > 0 {
		t.Errorf("also %d other files", len(shown))
	}
	for _, leaf := range []int{innerLeaf + 9, 3 + 3*memberLeaf, 1 + memberLeaf, -1} {
		if _, err := FileAt(t.Context(), raw, files, leaf); err == nil {
			t.Errorf("file %d is not there and was found", leaf)
		}
	}
}
