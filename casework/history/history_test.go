package history_test

import (
	"fmt"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/history"
	"sef.se/kontakten/internal/register"
)

var september = register.NewPeriod(2026, 9)

// person i has an invented number.
func person(t *testing.T, i int) register.Personnummer {
	t.Helper()
	digits := fmt.Sprintf("700101%d", 980+i)
	check, _ := register.LuhnDigit(digits)
	p, err := register.ParsePersonnummer("19"+digits+string(check), register.NewDate(2026, 11, 1))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rows reads "608<570" a row: 608 kr now, 570 kr last month; "608" has no history, "-<608" no amount.
func rows(t *testing.T, text string) []casework.CaseRow {
	t.Helper()
	var list []casework.CaseRow
	for i, part := range strings.Fields(text) {
		now, last, known := strings.Cut(part, "<")
		r := casework.CaseRow{Row: avgiftslista.Row{Personnummer: person(t, i)}}
		r.Blank = now == "-"
		if !r.Blank {
			r.MemberFee, _ = register.ParseAmount(now)
			r.ControlFee = register.Percent(2632).Of(r.MemberFee) // 0.5 / 1.9
		}
		if known {
			r.Expected = &casework.Expected{LastPeriod: september}
			r.Expected.LastMember, _ = register.ParseAmount(last)
			r.Expected.LastControl = register.Percent(2632).Of(r.Expected.LastMember)
		}
		list = append(list, r)
	}
	return list
}

func TestLastMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, rows, want string }{
		{"no history", "608 570 684", ""},
		{"a little more, a little less", "608<570 570<640 684<684", ""},
		{"half as much again", "912<608 570<570", "0 last_month_deviates hint"},
		{"a decimal slipped", "6080<608 570<570", "0 last_month_deviates warning"},
		{"a tenth", "60,80<608 570<570", "0 last_month_deviates warning"},
		{"small amounts may vary", "90<30 570<570", ""},
		{"zero is told by its own reason", "0<608 570<570", ""},
		{"a blank is a question", "-<608 570<570", ""},
		{"two exchanged", "608<608 684<570 570<684", "2 last_month_exchanged warning"},
		{"all a row down", "532<608 608<570 570<684 684<532", "-1 last_month_shifted warning"},
		{"all a row up", "570<608 684<570 532<684 590<532", "-1 last_month_shifted warning"},
		{"one row holds its own", "608<608 608<570 570<684", ""},
		{"all the same", "608<608 570<570 684<684", "-1 last_month_same hint"},
		{"two the same are no list", "608<608 570<570", ""},
	} {
		var got []string
		for _, f := range history.LastMonth(rows(t, c.rows)) {
			severity := map[avgiftslista.Severity]string{avgiftslista.Hint: "hint", avgiftslista.Warning: "warning", avgiftslista.Error: "error"}
			got = append(got, fmt.Sprint(f.Row, " ", f.Code, " ", severity[f.Severity]))
			if f.Text == "" || f.Flag != "" {
				t.Errorf("%s: finding %+v", c.name, f)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}

func TestToldTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, mine, theirs string
		want               avgiftslista.Severity
		none               bool
	}{
		{"the same", "608 570", "608 570", avgiftslista.Hint, false},
		{"others' amounts", "608 570", "608 590", avgiftslista.Warning, false},
		{"a part of it", "608 570", "608", 0, true},
		{"nothing read there", "608 570", "", 0, true},
		{"nothing read here", "", "608", 0, true},
	} {
		found := history.ToldTwice(rows(t, c.mine), []history.Sibling{{ID: 12, Rows: rows(t, c.theirs)}})
		switch {
		case c.none && len(found) > 0, !c.none && len(found) != 1:
			t.Errorf("%s: %v", c.name, found)
		case !c.none && (found[0].Severity != c.want || !strings.Contains(found[0].Text, casework.CaseID(12).String())):
			t.Errorf("%s: %+v", c.name, found[0])
		}
	}
}
