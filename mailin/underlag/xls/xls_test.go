package xls

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/mailin/underlag/sheet"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func show(sheets []sheet.Sheet) string {
	var b strings.Builder
	for _, s := range sheets {
		fmt.Fprintf(&b, "[%s%s]\n", s.Name, map[bool]string{true: " hidden"}[s.Hidden])
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "%d%s", r.Number, map[bool]string{true: " hidden"}[r.Hidden])
			for _, c := range r.Cells {
				fmt.Fprintf(&b, "|%s%s%s", map[bool]string{true: "="}[c.Formula], [...]string{"", "#", "@", "!"}[c.Kind], c.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestReadOtherWriters(t *testing.T) {
	t.Parallel()
	const lista = `[Blad1]
1|Underlag fackavgifter september 2026
3|Personnummer|Namn|Bruttolön|Medlemsavgift|Kontrollavgift
4|19641209-9985|Jenny Björk|#30000|#570|#150
5|19860805-9930|Åke Çelik|#40000|#760|#200
6|19671013-9970|Peter Hülphers|#36346.16|#690.58|#181.73
7|19850131-9837|Sören Hägglund|#39600|#752.4|#198
8|Summa||#145946.16|#2772.98|#729.73
`
	for _, tc := range []struct{ file, want string }{
		{"lista.xls", lista},
		{"xlwt.xls", `[Avdrag å]
1|Avser september 2026|||@2026-09-25
3|Personnummer|Namn|Bruttolön|Procent|Medlemsavgift|Kontrollavgift|Formel
4|#196412099985|Jenny Björk|#30000|1,9 %|#570|#150|=!
5|19860805-9930|Åke Çelik|#40000|1,9 %|#760|#200|=!
6 hidden|19671013-9970|Peter Hülphers|#36346.16|1,9 %|#690.58|#181.73|=!
7|19850131-9837|Sören Hägglund|#39600|1,9 %|#752.4|#198|=!
[Dolt hidden]
`},
	} {
		sheets, err := Read(read(t, tc.file), sheet.DefaultLimits())
		if got := show(sheets); err != nil || !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: %v\n%.1500s\nwant\n%s", tc.file, err, got, tc.want)
		}
	}
}

// TestStringsAcrossRecords reads a table of strings that breaks between
// records in all ways that the format has.
func TestStringsAcrossRecords(t *testing.T) {
	t.Parallel()
	sheets, err := Read(read(t, "xlwt.xls"), sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range sheets[2].Rows {
		if want := fmt.Sprintf("Sträng nummer %d, åäö Łukasz %s", i, strings.Repeat("y", i%60)); r.Cell(0).Text != strings.TrimSpace(want) {
			t.Fatalf("row %d: %q, want %q", i, r.Cell(0).Text, want)
		}
	}
	r := record{data: []byte("\x01\x00\x00\x00\x02\x00\x00\x00\x04\x00\x00ab"), more: [][]byte{[]byte("\x01c\x00\xf6\x00\x02\x00\x00xy")}}
	if got := sharedStrings(r, 100); len(got) != 2 || got[0] != "abcö" || got[1] != "xy" {
		t.Errorf("a string that changes width at the break: %q", got)
	}
}

func TestPackedNumbers(t *testing.T) {
	t.Parallel()
	upper := func(v float64) uint32 { return uint32(math.Float64bits(v)>>32) &^ 3 }
	for v, want := range map[uint32]string{
		123<<2 | 2: "123", 12345<<2 | 3: "123.45", 0xfffffffe: "-1", upper(1.5): "1.5", upper(150) | 1: "1.5",
	} {
		if got := rk(v); got != want {
			t.Errorf("rk(%#x) = %s, want %s", v, got, want)
		}
	}
	if got := decimal(math.Inf(1)); got != "" {
		t.Errorf("infinity is %q", got)
	}
}

// stream makes a bare BIFF8 stream of records.
func stream8(records ...[]byte) []byte {
	var out []byte
	for _, r := range records {
		out = append(out, r...)
	}
	return out
}

func rec(kind int, data ...byte) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	out = binary.LittleEndian.AppendUint16(out, uint16(len(data)))
	return append(out, data...)
}

func TestProblems(t *testing.T) {
	t.Parallel()
	bof := rec(recBOF, 0, 6, 5, 0)
	for name, tc := range map[string]struct {
		data []byte
		want error
	}{
		"empty":              {nil, ErrDamaged},
		"half a container":   {read(t, "lista.xls")[:700], ErrDamaged},
		"no sheets":          {stream8(bof, rec(recEOF)), ErrDamaged},
		"password":           {stream8(bof, rec(recFilePass, 0, 0), rec(recEOF)), ErrEncrypted},
		"a record cut short": {append(bof, 0x85, 0, 0xff, 0xff), ErrDamaged},
	} {
		if _, err := Read(tc.data, sheet.DefaultLimits()); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// TestBIFF5 reads the older form, in which texts are bytes of Windows-1252.
func TestBIFF5(t *testing.T) {
	t.Parallel()
	globals := stream8(rec(recBOF, 0, 5, 5, 0), rec(recBoundSheet, 31, 0, 0, 0, 0, 0, 2, 'B', 0xe5), rec(recEOF))
	binary.LittleEndian.PutUint32(globals[12:], uint32(len(globals)))
	data := stream8(globals, rec(recBOF, 0, 5, 16, 0), rec(recLabel, 0, 0, 0, 0, 0, 0, 2, 0, 0xc5, 'k'), rec(recRK, 0, 0, 1, 0, 0, 0, 0xe6, 0xc0, 0, 0), rec(recEOF))
	sheets, err := Read(data, sheet.DefaultLimits())
	if got := show(sheets); err != nil || got != "[Bå]\n1|Åk|#12345\n" {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestLimitsCut(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Rows, limits.Cols = 3, 2
	sheets, err := Read(read(t, "lista.xls"), limits)
	if err != nil || len(sheets[0].Rows) != 3 || !sheets[0].Cut || len(sheets[0].Rows[1].Cells) != 2 {
		t.Errorf("%v\n%s", err, show(sheets))
	}
}

func FuzzXLS(f *testing.F) {
	f.Add(read(f, "lista.xls"))
	f.Add(stream8(rec(recBOF, 0, 6, 5, 0), rec(recBoundSheet, 30, 0, 0, 0, 0, 0, 1, 0, 'a'), rec(recEOF), rec(recBOF, 0, 6, 16, 0), rec(recRK, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0), rec(recEOF)))
	f.Add(stream8(rec(recBOF, 0, 5, 5, 0), rec(recLabel, 0, 0, 0, 0, 0, 0, 1, 0, 'a')))
	limits := sheet.Limits{Rows: 20, Cols: 10, CellText: 32, Sheets: 2}
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		sheets, _ := Read(data, limits)
		if took := time.Since(began); took > 2*time.Second {
			t.Fatalf("took %s", took)
		}
		for _, s := range sheets {
			if len(s.Rows) > limits.Rows {
				t.Fatalf("%d rows", len(s.Rows))
			}
		}
	})
}
