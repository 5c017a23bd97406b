package mailin

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
)

// tables makes mails with fee tables in forms that payroll programs and people use,
// of the sample register's companies, with what they say.
type tables struct {
	*rand.Rand
	reg *register.Register
}

func one(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// amount writes öre in one of the written forms; form stays the same in a mail.
func amount(a register.Amount, form int) string {
	kronor, ore := int64(a)/100, int64(a)%100
	grouped := fmt.Sprint(kronor)
	if kronor >= 1000 {
		grouped = fmt.Sprintf("%d %03d", kronor/1000, kronor%1000)
	}
	switch form {
	case 0:
		return fmt.Sprintf("%d,%02d", kronor, ore)
	case 1:
		return fmt.Sprintf("%s,%02d kr", grouped, ore)
	case 2:
		return fmt.Sprintf("%d.%02d", kronor, ore)
	case 3:
		return strings.ReplaceAll(grouped, " ", ".") + fmt.Sprintf(":%02d", ore)
	}
	if ore == 0 {
		return fmt.Sprintf("%d:-", kronor)
	}
	return fmt.Sprintf("%d:%02d", kronor, ore)
}

// person writes a member's name in one of the written forms.
func person(m register.Member, form int) string {
	switch form {
	case 0:
		return m.FullName()
	case 1:
		return m.LastName + ", " + m.FirstName
	}
	return strings.ToUpper(m.LastName + " " + m.FirstName)
}

// rowKey is a row as it is compared.
func rowKey(number string, member, control register.Amount) string {
	return fmt.Sprintf("%s %d %d", number, member, control)
}

// table makes the cells of a table and the rows that it says.
func (g tables) table(c register.Company, rate register.Rate) (cells [][]string, want []string) {
	members := g.reg.Employed(c.OrganisationNumber, register.NewPeriod(2026, 10))
	g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	members = members[:min(len(members), 2+g.IntN(9))]
	form, name, columns := g.IntN(5), g.IntN(3), []string{"name", "number"}
	if g.IntN(3) == 0 {
		columns = append([]string{"employee"}, columns...)
	}
	if g.IntN(2) == 0 {
		columns = append(columns, "base")
	}
	columns = append(columns, "fee")
	if rate.HasControlFee() {
		columns = append(columns, "control")
		if g.IntN(3) == 0 {
			columns = append(columns, "sum")
		}
	}
	if g.IntN(4) == 0 {
		columns = append(columns, "tax")
	}
	heads := map[string]string{"name": one(g.Rand, "Namn", "Anställd", "Medarbetare"), "number": one(g.Rand, "Personnr", "Pers.nr", "Personnummer"),
		"employee": "Anst.nr", "base": one(g.Rand, "Bruttolön", "Underlag", "Kontant bruttolön"), "fee": one(g.Rand, "Medlemsavgift", "Fackavgift", "Avgift 1,9 %", "Medl.avg"),
		"control": one(g.Rand, "Kontrollavgift", "Granskningsavgift", "0,5 %"), "sum": one(g.Rand, "Summa", "Totalt"), "tax": one(g.Rand, "Skatt", "A-kassa", "Klubbavgift")}
	add := func(values map[string]string) {
		row := make([]string, len(columns))
		for i, column := range columns {
			row[i] = values[column]
		}
		cells = append(cells, row)
	}
	add(heads)
	blank := g.IntN(len(members) * 6)
	var sums [3]register.Amount
	for i, m := range members {
		base := register.Amount(15_000_00 + g.IntN(30_000)*100)
		fee, control := rate.MemberFee.Of(base), rate.ControlFee.Of(base)
		full := m.Personnummer.Full()
		values := map[string]string{"name": person(m, name), "number": full[:8] + "-" + full[8:], "employee": fmt.Sprint(1001 + 7*i)}
		if i != blank {
			want = append(want, rowKey(full, fee, control))
			sums[0], sums[1], sums[2] = sums[0]+base, sums[1]+fee, sums[2]+control
			values["base"], values["fee"], values["control"], values["sum"] = amount(base, form), amount(fee, form), amount(control, form), amount(fee+control, form)
			values["tax"] = amount(register.Amount(100_00+g.IntN(9_000)*100), form)
		}
		add(values)
	}
	if g.IntN(3) > 0 {
		add(map[string]string{columns[0]: one(g.Rand, "Summa", "Totalt", "Tot.", "SUMMA:"), "base": amount(sums[0], form), "fee": amount(sums[1], form),
			"control": amount(sums[2], form), "sum": amount(sums[1]+sums[2], form)})
	}
	return cells, want
}

// layOut writes the cells as HTML, between bars or tabs, or in columns.
func (g tables) layOut(cells [][]string) (body, mediaType string) {
	var b strings.Builder
	switch layout := g.IntN(4); layout {
	case 0:
		b.WriteString("<table>")
		for _, row := range cells {
			b.WriteString("<tr>")
			for _, c := range row {
				b.WriteString("<td>" + html.EscapeString(c) + "</td>")
			}
			b.WriteString("</tr>")
		}
		return b.String() + "</table>", "text/html"
	case 1, 2:
		for _, row := range cells {
			b.WriteString(strings.TrimRight(strings.Join(row, []string{" | ", "\t"}[layout-1]), " ") + "\n")
		}
	case 3:
		widths := make([]int, len(cells[0]))
		for _, row := range cells {
			for i, c := range row {
				widths[i] = max(widths[i], len([]rune(c))+2)
			}
		}
		for _, row := range cells {
			for i, c := range row {
				b.WriteString(c + strings.Repeat(" ", widths[i]-len([]rune(c))))
			}
			b.WriteString("\n")
		}
	}
	return b.String(), "text/plain"
}

// TestGeneratedTables reads many tables in many forms: no amount may be another
// person's or another column's, and next to none may be lacking.
func TestGeneratedTables(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	companies := r.reg.Companies()
	wrong, missed, rows := 0, 0, 0
	for seed := range uint64(250) {
		g := tables{rand.New(rand.NewPCG(seed, 11)), r.reg}
		c := companies[g.IntN(len(companies))]
		rate, _ := r.reg.RateOf(c, register.NewPeriod(2026, 10))
		if len(r.reg.Employed(c.OrganisationNumber, register.NewPeriod(2026, 10))) < 2 {
			continue
		}
		cells, want := g.table(c, rate)
		table, mediaType := g.layOut(cells)
		lines := "Här kommer avgifterna för oktober 2026.\n\n" + table + "\nMvh\nSigrid\nOrg.nr " + c.OrganisationNumber.Hyphened() + "\n"
		if mediaType == "text/html" {
			lines = "<p>Här kommer avgifterna för oktober 2026.</p>" + table + "<p>Mvh<br>Sigrid<br>Org.nr " + c.OrganisationNumber.Hyphened() + "</p>"
		}
		raw := "From: lon@privat.example\r\nTo: kontakten@sef.se\r\nSubject: Avgifter\r\nDate: Wed, 28 Oct 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n" +
			"Content-Type: " + mediaType + "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + lines
		left := map[string]int{}
		for _, k := range want {
			left[k]++
		}
		for _, row := range read(t, r, []byte(raw)).Draft.Rows {
			k := rowKey(row.Personnummer.Full(), row.MemberFee, row.ControlFee)
			if left[k]--; left[k] < 0 {
				wrong++
				t.Errorf("seed %d: %s of %d öre and %d öre is not in\n%s", seed, row.Name, row.MemberFee, row.ControlFee, lines)
			}
		}
		for _, n := range left {
			missed += max(n, 0)
		}
		rows += len(want)
	}
	if missed*200 > rows {
		t.Errorf("%d of %d rows missed, %d wrong", missed, rows, wrong)
	}
}
