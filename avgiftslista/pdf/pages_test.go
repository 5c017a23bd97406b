package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
)

func TestPaginate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		members int
		sheets  string // members on each
	}{
		{1, "1"},
		{2, "2"},
		{10, "10"},
		{11, "10 1"},
		{28, "27 1"},
		{29, "28 1"},
		{30, "28 2"},
		{31, "28 3"},
		{46, "28 18"},
		{47, "28 18 1"},
		{64, "28 35 1"},
		{65, "28 36 1"},
		{82, "28 36 18"},
		{83, "28 36 18 1"},
		{400, "28 36 36 36 36 36 36 36 36 36 36 12"},
	} {
		sheets := paginate(make([]avgiftslista.ListRow, c.members))
		var got []string
		before := 0
		for i, s := range sheets {
			got = append(got, fmt.Sprint(len(s.members)))
			if s.page != i+1 || s.pages != len(sheets) || s.before != before {
				t.Errorf("%d members, sheet %d: page %d of %d after row %d", c.members, i+1, s.page, s.pages, s.before)
			}
			before += len(s.members)
			if len(s.members) > s.rows() {
				t.Errorf("%d members, sheet %d: %d members in %d rows", c.members, i+1, len(s.members), s.rows())
			}
		}
		if j := strings.Join(got, " "); j != c.sheets {
			t.Errorf("%d members: %s, want %s", c.members, j, c.sheets)
		}
	}
}

// TestPaginateAlways holds for every number of members what the sheets promise.
func TestPaginateAlways(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 1000; n++ {
		sheets := paginate(make([]avgiftslista.ListRow, n))
		sum := 0
		for i, s := range sheets {
			sum += len(s.members)
			want := middle
			switch {
			case len(sheets) == 1:
				want = single
			case i == 0:
				want = first
			case i == len(sheets)-1:
				want = last
			}
			if s.kind != want || len(s.members) == 0 {
				t.Fatalf("%d members, sheet %d: kind %d with %d members", n, i+1, s.kind, len(s.members))
			}
		}
		end := sheets[len(sheets)-1]
		if free := end.rows() - len(end.members); sum != n || free < spareRows || Sheets(n) != len(sheets) {
			t.Fatalf("%d members: %d on sheets, %d rows free", n, sum, free)
		}
	}
}

// TestPlaces holds the layout's parts apart: nothing of the list reaches the
// slip or the marks, and columns do not overlap.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for k, rows := range rowsOf {
		end := rowTop(kind(k), rows)
		limit := pageBottom - 8
		if kind(k).hasSlip() {
			limit = footTop
		}
		if end > limit {
			t.Errorf("kind %d: the table ends at %.1f, beyond %.1f", k, end, limit)
		}
	}
	if footTop+0.6+2*rowHeight+cellHeight > 195 || markBottom > 195-1.5 {
		t.Error("totals or marks reach the cut line")
	}
	for _, control := range []bool{true, false} {
		c := columnsFor(control)
		at := []float64{leftEdge, c.number, c.person, c.name, c.nameEnd, c.same - 2, c.same + 2, c.member, c.member + amount}
		if control {
			at = append(at, c.control, c.control+amount)
		}
		at = append(at, c.reason, rightEdge)
		for i := 1; i < len(at); i++ {
			if at[i] <= at[i-1] {
				t.Errorf("control %v: column %d begins at %.1f, before %.1f", control, i, at[i], at[i-1])
			}
		}
	}
}

func TestInstructionFitsTwoLines(t *testing.T) {
	t.Parallel()
	for month := range time.Month(12) {
		text := instruction(register.Period{Year: 2026, Month: month + 1})
		if lines := paper.Break(textFont, text, headWidth); len(lines) != 2 {
			t.Errorf("%q", lines)
		}
	}
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"A\u030akerlund":     "Åkerlund",
		"Ek\r\ndahl":         "Ek dahl",
		"\x00Björk\t":        "Björk",
		"El  & Larm":         "El  & Larm",
		"Nguye\u0302\u0303n": "Nguyễn",
	} {
		if got := printable(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
