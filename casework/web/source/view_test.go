package source

import (
	"context"
	"os"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

func TestMain(m *testing.M) {
	sandbox.Main(underlag.Functions())
	os.Exit(m.Run())
}

// read reads a sample mail as the job does and gives it as a case with its original.
func read(t *testing.T, reader *mailin.Reader, raw []byte) casework.CaseSource {
	t.Helper()
	r, err := reader.Read(context.Background(), raw, mailin.Moment{})
	if err != nil {
		t.Fatal(err)
	}
	c := casework.CaseSource{Raw: raw}
	c.Unread, c.Control = r.Draft.Unread, r.Draft.Control
	for _, row := range r.Draft.Rows {
		c.Rows = append(c.Rows, casework.CaseRow{Row: row, Mark: casework.MarkMachine})
	}
	return c
}

// TestEveryRowOfTheSamplesIsShownWhereItStands walks all rows of all sample mails: each is found, once, and what is
// marked holds the row's text.
func TestEveryRowOfTheSamplesIsShownWhereItStands(t *testing.T) {
	t.Parallel()
	folder, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	reg, _, _, err := register.OpenStrict(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := underlag.NewSandboxed(sandbox.Options{})
	t.Cleanup(files.Close)
	reader := mailin.New(reg, files)
	mails, err := demo.Mails()
	if err != nil {
		t.Fatal(err)
	}
	rows, boxed := 0, 0
	for _, m := range mails {
		c := read(t, reader, m.Raw)
		exhibits, err := mailin.Exhibits(t.Context(), m.Raw, files)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range c.Rows {
			rows++
			v := newView(c, exhibits, which{row: i + 1}, "/arende/1")
			found := here(v)
			if len(found) == 0 {
				t.Errorf("%s row %d (%s): not shown", m.Name, i+1, row.Place)
				continue
			}
			if !strings.Contains(squeeze(strings.Join(found, " ")), squeeze(row.Place.Text)) {
				t.Errorf("%s row %d (%s): %d lines marked, none of them the row's", m.Name, i+1, row.Place, len(found))
			}
			if v.Picture != nil {
				boxed++
			}
		}
		for i := range exhibits { // each can be looked through from its first line, whatever was read in it
			newView(c, exhibits, which{exhibit: i}, "/arende/1")
		}
	}
	if rows < 150 || boxed < 20 {
		t.Errorf("%d rows, %d of them on pages: the samples hold more", rows, boxed)
	}
}

// here gives the texts that are marked as the current row's.
func here(v *view) []string {
	var found []string
	for _, l := range v.Lines {
		if l.Here {
			found = append(found, l.Text)
		}
	}
	if v.Table != nil {
		for _, r := range v.Table.Rows {
			if r.Here {
				for _, c := range r.Cells {
					found = append(found, c.Text)
				}
			}
		}
	}
	return found
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestLinesSayWhatBecameOfThem(t *testing.T) {
	t.Parallel()
	raw := "From: a@b.example\r\nContent-Type: text/plain\r\n\r\nHej\r\nAnna 608\r\nBo och Eva 500\r\nSumma 1108\r\nKarl ?\r\nHälsningar\r\n\r\nDen 3 oktober 2026 skrev Bo <bo@c.example>:\r\n> Anna 77\r\n"
	at := func(line int, text string) avgiftslista.Place {
		return avgiftslista.Place{Part: avgiftslista.PartBody, Line: line, Text: text}
	}
	c := casework.CaseSource{Raw: []byte(raw)}
	c.Rows = []casework.CaseRow{{Row: avgiftslista.Row{Name: "Anna", Place: at(2, "Anna 608")}},
		{Row: avgiftslista.Row{Name: "Bo", Place: at(3, "Bo och Eva 500")}}, {Row: avgiftslista.Row{Name: "Eva", Place: at(3, "Bo och Eva 500")}}}
	c.Control = []avgiftslista.ControlSum{{Place: at(4, "Summa 1108")}}
	c.Unread = []avgiftslista.Place{at(5, "Karl ?")}
	exhibits, err := mailin.Exhibits(t.Context(), c.Raw, underlag.Direct{})
	if err != nil {
		t.Fatal(err)
	}
	v := newView(c, exhibits, which{row: 3}, "/arende/1")
	want := map[string]string{"Hej": "", "Anna 608": "rad 1", "Bo och Eva 500": "rad 2, 3", "Summa 1108": "summa", "Karl ?": "inte förstådd", "Anna 77": "citerat"}
	for _, l := range v.Lines {
		if words, ok := want[l.Text]; ok && l.Mark != words {
			t.Errorf("%q is marked %q, want %q", l.Text, l.Mark, words)
		}
		if l.Here != (l.Text == "Bo och Eva 500") {
			t.Errorf("%q: here is %v", l.Text, l.Here)
		}
	}
	if !v.Unread || !strings.Contains(v.Counts, "2 rader lästa, 1 summa, 1 rad inte förstådd") {
		t.Errorf("counts %q", v.Counts)
	}
	if v.Prev != "/arende/1/kalla/2" || v.Next != "" {
		t.Errorf("steps %q %q", v.Prev, v.Next)
	}
}

func TestWhatCannotBeShownSaysWhy(t *testing.T) {
	t.Parallel()
	c := casework.CaseSource{}
	c.Rows = []casework.CaseRow{{By: "Kim"}, {Row: avgiftslista.Row{Place: avgiftslista.Place{Part: avgiftslista.PartList, Row: 2}}},
		{Row: avgiftslista.Row{Place: avgiftslista.Place{Part: avgiftslista.PartBody, Line: 3}}}}
	for i, want := range []string{"skriven för hand av Kim", "registrerad för hand", "finns inte att visa"} {
		if v := newView(c, nil, which{row: i + 1}, ""); !strings.Contains(v.Why, want) {
			t.Errorf("row %d: %q, want %q", i+1, v.Why, want)
		}
	}
}

func TestPageOfAPictureIsOfferedForReading(t *testing.T) {
	t.Parallel()
	file := mailin.Exhibit{At: avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: 1}, Format: underlag.PDF, Pages: 3,
		Lines: []mailin.ExhibitLine{{Text: "Anna 608", Page: 1}, {Text: "Summa 608", Page: 3}}, Notes: []underlag.Note{{Code: underlag.NotePageUnread, Page: 2}}}
	for page, want := range map[int]string{0: "", 1: "", 2: "/arende/1/ocr/1?sida=2", 3: ""} {
		v := newView(casework.CaseSource{}, []mailin.Exhibit{file}, which{page: page}, "/arende/1")
		if v.OCR != want || page == 2 && v.Picture == nil {
			t.Errorf("page %d: OCR at %q, want %q, picture %v", page, v.OCR, want, v.Picture)
		}
	}
}

func TestColumnNames(t *testing.T) {
	t.Parallel()
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ"} {
		if got := columnName(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
	}
}
