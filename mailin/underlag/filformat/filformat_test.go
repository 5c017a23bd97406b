package filformat_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/filformat"
	"sef.se/kontakten/mailin/underlag/sheet"
)

const csv = "KONTAKTEN;1;559878-1333;2026-10\nRAD;19641209-9985;\"Björk; Jenny\";867,91;228,40;\nRAD;196710139970;Hülphers Peter;690,58;181,73;\nSUMMA;2;1558,49;410,13\n"

// layout is the example of docs/filformat.md.
func layout(t *testing.T) filformat.Layout {
	t.Helper()
	l := filformat.Layout{Name: "exempel", Period: "YYYYMM", Amount: "ore", Record: []filformat.Record{
		{Begins: "00", Kind: "ignore"},
		{Begins: "10", Kind: "company", Field: []filformat.Field{{"organisation_number", 3, 12}, {"period", 13, 18}}},
		{Begins: "20", Kind: "row", Field: []filformat.Field{{"personnummer", 3, 14}, {"name", 15, 34}, {"member_fee", 35, 43}, {"control_fee", 44, 52}}},
		{Begins: "90", Kind: "total", Field: []filformat.Field{{"rows", 3, 8}, {"member_fee", 9, 20}, {"control_fee", 21, 32}}},
	}}
	if err := l.Validate(); err != nil {
		t.Fatal(err)
	}
	return l
}

const fixed = "00LÖNEPROGRAM 1.0\r\n105598781333202610\r\n20196412099985Björk Jenny         000086791000022840\r\n20196710139970Hülphers Peter      000069058000018173\r\n90000002000000155849000000041013\r\n"

// rows runs what was read through the column engine, as the reader does.
func rows(t *testing.T, r filformat.Result) (out []string) {
	t.Helper()
	if len(r.Faults) > 0 {
		t.Fatalf("faults: %v", r.Faults)
	}
	e := underlag.Analyse(underlag.Document{Format: underlag.CSV, Exact: true, Sheets: r.Sheets}, underlag.Input{Index: 1, Name: "fil.txt"},
		underlag.Options{Today: register.Date{Year: 2026, Month: 11, Day: 2}})
	for _, row := range e.Rows() {
		out = append(out, row.Personnummer.Full()+" "+row.Name+" "+row.MemberFee.String()+" "+row.ControlFee.String()+" "+row.Place.String())
	}
	if p, ok := e.Period(); !ok || p != register.NewPeriod(2026, 10) {
		t.Errorf("period %v", p)
	}
	return out
}

func TestBothFormsGiveTheSameRows(t *testing.T) {
	t.Parallel()
	latin := []byte(strings.NewReplacer("ö", "\xf6", "ü", "\xfc", "Ö", "\xd6").Replace(fixed))
	if !layout(t).Matches([]byte(fixed)) || layout(t).Matches([]byte(csv)) || !filformat.IsCSV([]byte("\xef\xbb\xbf"+csv)) {
		t.Error("a form is not told by its first line")
	}
	for name, r := range map[string]filformat.Result{
		"csv":   filformat.ReadCSV([]byte("\xef\xbb\xbf"+csv), sheet.DefaultLimits()),
		"fixed": layout(t).Read([]byte(fixed), sheet.DefaultLimits()),
		"latin": layout(t).Read(latin, sheet.DefaultLimits()),
	} {
		got := rows(t, r)
		if len(got) != 2 || !strings.HasPrefix(got[0], "196412099985 Björk") || !strings.Contains(got[0], "867,91 228,40") || !strings.Contains(got[1], "Hülphers Peter 690,58 181,73") {
			t.Errorf("%s: %q", name, got)
		}
		if line := map[string]string{"csv": "row 2", "fixed": "row 3", "latin": "row 3"}[name]; !strings.HasSuffix(got[0], line) {
			t.Errorf("%s: %q does not end with its line in the file, %s", name, got[0], line)
		}
	}
}

func TestNothingIsGuessed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ old, new, want string }{
		"a wrong check digit":     {"9985", "9986", "personnumret"},
		"a wrong company":         {"559878-1333", "559878-1334", "organisationsnumret"},
		"a wrong period":          {"2026-10", "2026-13", "avgiftsperioden"},
		"a point in an amount":    {"867,91", "867.91", "belopp"},
		"one decimal":             {"867,91", "867,9", "belopp"},
		"thousands":               {"867,91", "1 867,91", "belopp"},
		"a total one öre off":     {"1558,49", "1558,50", "summan stämmer inte"},
		"a count one off":         {"SUMMA;2", "SUMMA;3", "antalet rader"},
		"no total":                {"SUMMA;2;1558,49;410,13\n", "", "summaraden saknas"},
		"a row after the total":   {"SUMMA;2;1558,49;410,13\n", "SUMMA;2;1558,49;410,13\nRAD;196412099985;B;1,00;;\n", "efter summan"},
		"an unknown line":         {"RAD;1964", "POST;1964", "varken"},
		"a field too many":        {"228,40;\n", "228,40;;\n", "fel antal fält"},
		"an open quote":           {"Jenny\"", "Jenny", "citattecken"},
		"a row before a company":  {"KONTAKTEN;1;559878-1333;2026-10\n", "", "före någon rad"},
		"an amount beyond int64":  {"867,91", "99999999999999999999,00", "belopp"},
		"a sign in front of öre":  {"867,91", "+867,91", "belopp"},
		"a formula for a company": {"559878-1333", "=cmd|'/c calc'!A1", "organisationsnumret"},
		"a later version":         {"KONTAKTEN;1", "KONTAKTEN;2", "version"},
		"ten digits":              {"19641209-9985", "641209-9985", "12 siffror"},
		"no crowns":               {"867,91", "-,91", "belopp"},
		"no crowns at all":        {"867,91", ",91", "belopp"},
		"a quote within":          {"Hülphers Peter", `Hülphers "Peter"`, "citattecken"},
		"commas":                  {";", ",", "semikolon"},
	} {
		r := filformat.ReadCSV([]byte(strings.Replace(csv, tt.old, tt.new, map[bool]int{true: -1, false: 1}[tt.old == ";"])), sheet.DefaultLimits())
		if len(r.Sheets) > 0 || len(r.Faults) == 0 || !strings.Contains(r.Faults[0].Text, tt.want) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	for name, tt := range map[string]struct{ old, new, want string }{
		"a line of no kind":   {"20196412", "30196412", "börjar inte"},
		"a short row":         {"         000086791000022840", "", "för kort"},
		"letters for öre":     {"000086791", "0000867x1", "belopp"},
		"a total that is off": {"000000155849", "000000155848", "summan stämmer inte"},
	} {
		r := layout(t).Read([]byte(strings.Replace(fixed, tt.old, tt.new, 1)), sheet.DefaultLimits())
		if len(r.Sheets) > 0 || len(r.Faults) == 0 || !strings.Contains(r.Faults[0].Text, tt.want) {
			t.Errorf("fixed, %s: %+v", name, r)
		}
	}
}

// TestFormsAreTold knows our form whatever is wrong with it, and no other file for one of a description.
func TestFormsAreTold(t *testing.T) {
	t.Parallel()
	utf16 := []byte{0xff, 0xfe}
	for _, b := range []byte(`"KONTAKTEN";"1";` + "\n") {
		utf16 = append(utf16, b, 0)
	}
	for text, want := range map[string]bool{
		csv: true, "KONTAKTEN;2;x": true, "\r\nKONTAKTEN;1;": true, `"KONTAKTEN";"1";"5`: true, string(utf16): true, "KONTAKTEN,1,": true,
		"KONTAKTEN": false, "KONTAKTENS;1": false, "Kontakten;1;": false, "": false,
	} {
		if filformat.IsCSV([]byte(text)) != want {
			t.Errorf("%q is told wrong", text)
		}
	}
	for text, want := range map[string]bool{
		fixed: true, fixed[len("00LÖNEPROGRAM 1.0\r\n"):]: true, "00 en vanlig text\nmed rader": false, "10 kr\n": false, "00\n": false, "": false,
	} {
		if layout(t).Matches([]byte(text)) != want {
			t.Errorf("%q is told wrong", text)
		}
	}
}

func TestSeveralCompaniesAreSheetsOfTheirOwn(t *testing.T) {
	t.Parallel()
	two := csv + strings.ReplaceAll(csv, "2026-10", "2026-09")
	r := filformat.ReadCSV([]byte(two), sheet.DefaultLimits())
	if len(r.Sheets) != 2 || r.Sheets[0].Name == r.Sheets[1].Name {
		t.Errorf("%+v", r)
	}
}

func TestLayoutsAreChecked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*filformat.Layout){
		"no period":     func(l *filformat.Layout) { l.Period = "" },
		"no amount":     func(l *filformat.Layout) { l.Amount = "euro" },
		"no total":      func(l *filformat.Layout) { l.Record = l.Record[:3] },
		"no begin":      func(l *filformat.Layout) { l.Record[0].Begins = "" },
		"unknown kind":  func(l *filformat.Layout) { l.Record[0].Kind = "sum" },
		"unknown field": func(l *filformat.Layout) { l.Record[2].Field[1].Name = "namn" },
		"columns":       func(l *filformat.Layout) { l.Record[2].Field[1].From = 0 },
		"a field twice": func(l *filformat.Layout) { l.Record[2].Field = append(l.Record[2].Field, l.Record[2].Field[0]) },
		"a hidden kind": func(l *filformat.Layout) { l.Record[0].Begins = "1" },
		"a field short": func(l *filformat.Layout) { l.Record[2].Field = l.Record[2].Field[1:] },
	} {
		l := layout(t)
		change(&l)
		if l.Validate() == nil {
			t.Errorf("%s is let through", name)
		}
	}
}

// TestTheGuideShowsWhatIsRead keeps docs/filformat.md true.
func TestTheGuideShowsWhatIsRead(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../../docs/filformat.md")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for line := range strings.Lines(string(guide)) {
		if text, ok := strings.CutPrefix(line, "    "); ok {
			shown.WriteString(text)
		}
	}
	if !strings.Contains(shown.String(), csv) {
		t.Error("the example of the CSV form is not the one that is tested")
	}
	if !strings.Contains(shown.String(), strings.ReplaceAll(fixed, "\r", "")) {
		t.Error("the example of a fixed-width file is not the one that is tested")
	}
}

func FuzzFilformat(f *testing.F) {
	f.Add([]byte(csv), true)
	f.Add([]byte(fixed), false)
	f.Add([]byte("KONTAKTEN;1;;\nSUMMA;0;;\n"), true)
	f.Add([]byte("KONTAKTEN;1;559878-1333;2026-10\nRAD;19641209-9985;Summa Totalt;0,00;0,00;\nRAD;196710139970;;-690,58;;S\nRAD;19671013-9970;570;1234567,00;0,01;\nSUMMA;3;1233876,42;0,01\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, ours bool) {
		r := filformat.Result{}
		if ours {
			r = filformat.ReadCSV(data, sheet.DefaultLimits())
		} else {
			r = layout(t).Read(data, sheet.DefaultLimits())
		}
		if (len(r.Sheets) == 0) == (len(r.Faults) == 0) {
			t.Fatalf("%d sheets and %d faults", len(r.Sheets), len(r.Faults))
		}
		if len(r.Faults) == 0 {
			checkRows(t, r)
		}
	})
}

// checkRows holds the rows that become of a described file to the file's own, with the amounts as they stand.
func checkRows(t *testing.T, r filformat.Result) {
	t.Helper()
	e := underlag.Analyse(underlag.Document{Format: underlag.CSV, Exact: true, Sheets: r.Sheets}, underlag.Input{Index: 1}, underlag.Options{Today: register.Date{Year: 2026, Month: 11, Day: 2}})
	var want, got []string
	for _, s := range r.Sheets {
		for _, row := range s.Rows[2:] {
			if c := row.Cells; c[0].Text != "Summa" {
				want = append(want, c[0].Text+" "+c[2].Text+" "+c[3].Text)
			}
		}
	}
	for _, row := range e.Rows() {
		got = append(got, row.Personnummer.Full()+" "+plain(row.MemberFee)+" "+plain(row.ControlFee))
	}
	if !slices.Equal(got, want) {
		t.Fatalf("the file has\n%s\nwhat was read\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

func plain(a register.Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	return fmt.Sprintf("%s%d,%02d", sign, int64(a)/100, int64(a)%100)
}

// FuzzDescription reads a file by any valid description.
func FuzzDescription(f *testing.F) {
	f.Add("00", "10", "20", "90", 3, 12, 13, 18, []byte(fixed))
	f.Add("", "1", "2", "9", 1, 1, 1, 1, []byte("1\n2\n9\n"))
	f.Fuzz(func(t *testing.T, ignore, company, row, total string, a, b, c, d int, data []byte) {
		l := filformat.Layout{Name: "x", Period: "YYMM", Amount: "kronor", Record: []filformat.Record{
			{Begins: ignore, Kind: "ignore"}, {Begins: company, Kind: "company", Field: []filformat.Field{{"organisation_number", a, b}, {"period", c, d}}},
			{Begins: row, Kind: "row", Field: []filformat.Field{{"personnummer", a, b}, {"member_fee", c, d}}}, {Begins: total, Kind: "total", Field: []filformat.Field{{"rows", a, b}}},
		}}
		if l.Validate() != nil {
			return
		}
		if r := l.Read(data, sheet.DefaultLimits()); (len(r.Sheets) == 0) == (len(r.Faults) == 0) {
			t.Fatalf("%d sheets and %d faults", len(r.Sheets), len(r.Faults))
		}
	})
}
