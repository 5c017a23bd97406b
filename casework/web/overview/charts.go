package overview

import (
	"fmt"
	"strconv"
	"strings"

	"sef.se/kontakten/casework/figures"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/plot"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/workbook"
)

// chartsOf are the overview's charts; those on people's work only for who supervises.
func chartsOf(o figures.Overview, supervises bool) []chart {
	out := []chart{flowChart(o.Days), listChart(o.Lists)}
	if supervises {
		out = append(out, speedChart(o.Weeks), plainChart(o.Weeks), wrongChart(o.Weeks))
	}
	return out
}

func flowChart(days []figures.Day) chart {
	c := chart{ID: "flow", File: "in-och-ut", Title: "Ärenden in och ut, dag för dag", Empty: "Inget har kommit in på 30 dagar.",
		Table: workbook.Sheet{Name: "In och ut", Columns: []string{"Dag", "In", "Ut"}}}
	in, out := plot.Line{Name: "in"}, plot.Line{Name: "ut"}
	var labels []string
	sumIn, sumOut := 0, 0
	for i, d := range days {
		sumIn, sumOut = sumIn+d.In, sumOut+d.Out
		in.Values, out.Values = append(in.Values, plot.V(d.In)), append(out.Values, plot.V(d.Out))
		label := ""
		if (len(days)-1-i)%7 == 0 {
			label = strconv.Itoa(d.Day.Day) + " " + d.Day.Words()[strings.Index(d.Day.Words(), " ")+1:][:3]
		}
		labels = append(labels, label)
		c.Table.Rows = append(c.Table.Rows, []workbook.Cell{workbook.T(d.Day.String()), workbook.N(d.In), workbook.N(d.Out)})
	}
	if sumIn+sumOut == 0 {
		return c
	}
	c.Note = fmt.Sprintf("%s in och %s ut på %d dagar.", plot.Grouped(sumIn), plot.Grouped(sumOut), len(days))
	c.SVG = plot.Lines{ID: c.ID, Title: c.Title, Text: c.Note, Labels: labels, Lines: []plot.Line{in, out}, Bars: true}.SVG()
	return c
}

func listChart(months []figures.ListMonth) chart {
	c := chart{ID: "lists", File: "listor", Title: "Listor, period för period", Empty: "Inga listor är utskrivna.",
		Table: workbook.Sheet{Name: "Listor", Columns: []string{"Period", "Redovisade", "Återkomna", "Ute", "Sena"}}}
	p := plot.Parts{ID: c.ID, Title: c.Title, Text: "Varje rad är en periods listor: redovisade, återkomna, ute och sena.", Names: []string{"redovisade", "återkomna", "ute", "sena"}}
	for _, m := range months {
		p.Bars = append(p.Bars, plot.Bar{Name: m.Period.Words(), Parts: []int{m.Reported, m.Returned, m.Out, m.Late}})
		c.Table.Rows = append(c.Table.Rows, []workbook.Cell{workbook.T(m.Period.String()), workbook.N(m.Reported), workbook.N(m.Returned), workbook.N(m.Out), workbook.N(m.Late)})
	}
	c.SVG = p.SVG()
	return c
}

// few says why a chart on people's work is empty.
const few = "Visas för veckor där minst fem personer ligger bakom siffran."

func speedChart(weeks []figures.Week) chart {
	return weekly(weeks, chart{ID: "speed", File: "rader-i-timmen", Title: "Registrerade rader i timmen, vecka för vecka", Empty: few,
		Table: workbook.Sheet{Name: "Rader i timmen", Columns: []string{"Vecka från", "Rader i timmen"}}}, "rader i timmen", nil,
		func(w figures.Week) (int, bool) { return w.RowsAnHour(), w.Keyed.Shown() })
}

func plainChart(weeks []figures.Week) chart {
	return weekly(weeks, chart{ID: "plain", File: "utan-andring", Title: "Godkända mejl utan ändring, vecka för vecka", Empty: few,
		Table: workbook.Sheet{Name: "Utan ändring", Columns: []string{"Vecka från", "Promille"}}}, "utan ändring", perMille,
		func(w figures.Week) (int, bool) { return w.Plain.Share(), w.Plain.Shown() })
}

func wrongChart(weeks []figures.Week) chart {
	return weekly(weeks, chart{ID: "wrong", File: "fel-funna", Title: "Fel som den andra registreringen fann, på 1 000 rader", Empty: few,
		Table: workbook.Sheet{Name: "Fel funna", Columns: []string{"Vecka från", "Fel på 1 000 rader"}}}, "fel på 1 000", nil,
		func(w figures.Week) (int, bool) { return w.Wrong.Share(), w.Wrong.Shown() })
}

// weekly draws one line of weeks; a week that may not be shown is a gap, in the table too.
func weekly(weeks []figures.Week, c chart, name string, format func(int) string, value func(figures.Week) (int, bool)) chart {
	line := plot.Line{Name: name}
	var labels []string
	gaps := 0
	for i, w := range weeks {
		n, shown := value(w)
		v, cell := plot.Value{}, workbook.Cell{}
		if shown {
			v, cell = plot.V(n), workbook.N(n)
		} else {
			gaps++
		}
		line.Values = append(line.Values, v)
		labels = append(labels, weekLabel(w.Monday, i))
		c.Table.Rows = append(c.Table.Rows, []workbook.Cell{workbook.T(w.Monday.String()), cell})
	}
	if gaps > 0 && gaps < len(weeks) {
		c.Note = "Veckor med färre än fem personer visas inte."
	}
	c.SVG = plot.Lines{ID: c.ID, Title: c.Title, Text: few, Labels: labels, Lines: []plot.Line{line}, Format: format, Least: least(format)}.SVG()
	return c
}

// least is how far the axis goes at least: a share is seen against the whole.
func least(format func(int) string) int {
	if format == nil {
		return 4
	}
	return 1000
}

// weekLabel names every other week.
func weekLabel(monday register.Date, i int) string {
	if i%2 == 0 {
		return ""
	}
	_, week := monday.Time().ISOWeek()
	return "v " + strconv.Itoa(week)
}

func ownCharts(weeks []figures.OwnWeek) []chart {
	rows := chart{ID: "rows", File: "rader", Title: "Rader du har registrerat, vecka för vecka", Empty: "Du har inte registrerat någon lista på tolv veckor.",
		Table: workbook.Sheet{Name: "Rader", Columns: []string{"Vecka från", "Rader", "Listor"}}}
	speed := chart{ID: "own-speed", File: "rader-i-timmen", Title: "Rader i timmen, pauser borträknade", Empty: rows.Empty,
		Table: workbook.Sheet{Name: "Rader i timmen", Columns: []string{"Vecka från", "Rader i timmen"}}}
	wrong := chart{ID: "own-wrong", File: "fel", Title: "Fel på 1 000 rader, i listor som en annan också registrerade", Empty: "Ingen av dina listor är registrerad av en annan också på tolv veckor.",
		Table: workbook.Sheet{Name: "Fel", Columns: []string{"Vecka från", "Kontrollerade rader", "Fel", "Fel på 1 000 rader"}}}
	a, b, d := plot.Line{Name: "rader"}, plot.Line{Name: "i timmen"}, plot.Line{Name: "fel på 1 000"}
	var labels []string
	sum, checked, errors := 0, 0, 0
	for i, w := range weeks {
		monday := workbook.T(w.Monday.String())
		labels = append(labels, weekLabel(w.Monday, i))
		sum, checked, errors = sum+w.Rows, checked+w.Checked, errors+w.Wrong
		a.Values = append(a.Values, plot.V(w.Rows))
		rows.Table.Rows = append(rows.Table.Rows, []workbook.Cell{monday, workbook.N(w.Rows), workbook.N(w.Lists)})
		v, c := known(w.RowsAnHour(), w.Seconds > 0)
		b.Values, speed.Table.Rows = append(b.Values, v), append(speed.Table.Rows, []workbook.Cell{monday, c})
		n, has := w.Per()
		v, c = known(n, has)
		d.Values, wrong.Table.Rows = append(d.Values, v), append(wrong.Table.Rows, []workbook.Cell{monday, workbook.N(w.Checked), workbook.N(w.Wrong), c})
	}
	if sum > 0 {
		rows.Note = shell.Count(sum, "rad", "rader") + " på tolv veckor."
		rows.SVG = plot.Lines{ID: rows.ID, Title: rows.Title, Text: rows.Note, Labels: labels, Lines: []plot.Line{a}, Bars: true}.SVG()
	}
	if checked > 0 {
		wrong.Note = fmt.Sprintf("%d fel i %s som en annan också registrerade.", errors, shell.Count(checked, "rad", "rader"))
	}
	speed.SVG = plot.Lines{ID: speed.ID, Title: speed.Title, Text: "Din egen takt.", Labels: labels, Lines: []plot.Line{b}, Least: 4}.SVG()
	wrong.SVG = plot.Lines{ID: wrong.ID, Title: wrong.Title, Text: wrong.Note, Labels: labels, Lines: []plot.Line{d}, Least: 4}.SVG()
	return []chart{rows, speed, wrong}
}

func known(n int, is bool) (plot.Value, workbook.Cell) {
	if !is {
		return plot.Value{}, workbook.Cell{}
	}
	return plot.V(n), workbook.N(n)
}

// perMille is a share of a thousand in per cent.
func perMille(n int) string {
	return strings.TrimSuffix(strconv.Itoa(n/10)+","+strconv.Itoa(n%10), ",0") + " %"
}
