package source

import (
	"fmt"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// words says where a row stands, or what is shown.
func words(p avgiftslista.Place, e mailin.Exhibit) string {
	if p.Part == "" {
		return nameOf(e)
	}
	parts := []string{nameOf(e)}
	for _, part := range []struct {
		word string
		at   int
	}{{"sida", p.Page}, {"tabell", p.Table}, {"rad", p.Row}, {"rad", p.Line}} {
		if part.at > 0 {
			parts = append(parts, part.word+" "+strconv.Itoa(part.at))
		}
	}
	if p.Sheet != "" {
		parts[0] += ", bladet " + p.Sheet
	}
	return strings.Join(parts, ", ")
}

// lines shows a text line by line; of a file with pages, the current page.
func (v *view) lines(e mailin.Exhibit) {
	from := 0
	if e.Pages > 0 && v.at.page == 0 {
		v.at.page = 1
	}
	var shown []Line
	for _, l := range e.Lines {
		if e.Pages > 0 && l.Page != v.at.page {
			continue
		}
		line := Line{No: strconv.Itoa(l.First), Text: l.Text}
		if l.Table > 0 {
			line.No = fmt.Sprintf("%d:%d", l.Table, l.Row)
		}
		m := v.marks.line(e, l)
		line.Class, line.Mark = v.marked(m, l.State, l.Text == "")
		if line.Here = m.of(v.at.row); line.Here {
			from = len(shown)
		}
		shown = append(shown, line)
	}
	v.Lines = around(shown, from, &v.Cut)
	for _, s := range e.Sheets {
		v.boxes(e, s)
	}
}

// boxes draws the boxes of the rows of a sheet that stand on the current page.
func (v *view) boxes(e mailin.Exhibit, s sheet.Sheet) {
	if e.Pages == 0 {
		return
	}
	if v.Picture == nil {
		v.Picture = &Picture{Alt: fmt.Sprintf("Sida %d av %d i %s", v.at.page, e.Pages, nameOf(e))}
	}
	s.Origin = e.At
	for i, r := range s.Rows {
		box := s.At(i, -1).Box
		if r.Page != v.at.page || box == (avgiftslista.Box{}) {
			continue
		}
		v.Picture.widen(box)
		if m, ok := v.marks.lines[sheetRow(e, s, i)]; ok {
			class := m.kind
			if m.of(v.at.row) {
				class += " here"
			}
			v.Picture.Boxes = append(v.Picture.Boxes, PictureBox{points(box.X - 3), points(box.Y - 3), points(box.W + 6), points(box.H + 6), class})
		}
	}
}

// widen lets the picture show a box: what lies beside all text is left out of sight, so that the text is larger.
func (p *Picture) widen(box avgiftslista.Box) {
	const margin = 18
	left, right := box.X-margin, box.X+box.W+margin
	if p.right > 0 {
		left, right = min(left, p.left), max(right, p.right)
	}
	p.left, p.right = max(left, 0), right
}

// fit sets the measures once the size of the page is known.
func (p *Picture) fit(size avgiftslista.Box) {
	p.W, p.H = points(size.W), points(size.H)
	if p.right <= 0 || p.right > size.W || p.right-p.left < size.W/3 {
		p.left, p.right = 0, size.W
	}
	p.View = points(p.left) + " 0 " + points(p.right-p.left) + " " + p.H
}

func points(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// tables shows the sheet that the row stands in, else the first with content.
func (v *view) tables(e mailin.Exhibit) {
	which := 0
	for i, s := range e.Sheets {
		if v.place.Sheet != "" && s.Name == v.place.Sheet || v.place.Table > 0 && s.Table == v.place.Table {
			which = i
			break
		}
		if len(e.Sheets[which].Rows) == 0 {
			which = i
		}
	}
	s := e.Sheets[which]
	t := &Table{Name: s.Name}
	from, columns := 0, 0
	var rows []TableRow
	for i, r := range s.Rows {
		at := sheetRow(e, s, i)
		m := v.marks.lines[at]
		row := TableRow{No: strconv.Itoa(r.Number)}
		row.Class, row.Mark = v.marked(m, mailin.Fresh, false)
		if row.Here = m.of(v.at.row); row.Here {
			from = i
		}
		for col, c := range r.Cells {
			row.Cells = append(row.Cells, TableCell{Text: c.Text, Read: v.marks.cells[at][col+1]})
		}
		columns = max(columns, len(r.Cells))
		rows = append(rows, row)
	}
	for i := range columns {
		t.Columns = append(t.Columns, columnName(i))
	}
	for i := range rows {
		for len(rows[i].Cells) < columns {
			rows[i].Cells = append(rows[i].Cells, TableCell{})
		}
	}
	t.Rows = around(rows, from, &v.Cut)
	v.Table = t
	if len(e.Sheets) > 1 {
		var names []string
		for i, other := range e.Sheets {
			if i != which {
				names = append(names, other.Name)
			}
		}
		v.Cut = strings.TrimSpace(v.Cut + " Filen har också bladen " + strings.Join(names, ", ") + ".")
	}
}

// columnName is a spreadsheet's name of a column: A … Z, AA …
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// around leaves at most maxShown of what is shown, around the current one.
func around[T any](all []T, at int, cut *string) []T {
	if len(all) <= maxShown {
		return all
	}
	first := min(max(0, at-maxShown/2), len(all)-maxShown)
	*cut = fmt.Sprintf("Visar %d av %d rader. Hämta filen för att se resten.", maxShown, len(all))
	return all[first : first+maxShown]
}

// marked gives the class and the words of a mark, and counts it.
func (v *view) marked(m mark, state mailin.LineState, blank bool) (class, text string) {
	switch {
	case m.kind == markRow:
		v.counts[markRow]++
		return markRow, "rad " + joined(m.rows)
	case m.kind == markTotal:
		v.counts[markTotal]++
		return markTotal, "summa"
	case m.kind == markUnread:
		v.counts[markUnread]++
		return markUnread, "inte förstådd"
	case blank:
		return "", ""
	case state == mailin.Quoted:
		v.counts[markOld]++
		return markOld, "citerat"
	case state == mailin.Signature:
		v.counts[markOld]++
		return markOld, "signatur"
	}
	v.counts[""]++
	return "", ""
}

// joined writes numbers in a row: "1, 2, 3".
func joined(rows []int) string {
	words := make([]string, len(rows))
	for i, r := range rows {
		words[i] = strconv.Itoa(r)
	}
	return strings.Join(words, ", ")
}

// summarise counts what stands in the exhibit.
func (v *view) summarise() {
	var parts []string
	for _, k := range []struct{ kind, one, many string }{
		{markRow, "rad läst", "rader lästa"}, {markTotal, "summa", "summor"}, {markUnread, "rad inte förstådd", "rader inte förstådda"},
		{markOld, "rad citat eller signatur", "rader citat eller signatur"}, {"", "rad utan avgiftsdata", "rader utan avgiftsdata"},
	} {
		if n := v.counts[k.kind]; n > 0 {
			parts = append(parts, shell.Count(n, k.one, k.many))
		}
	}
	v.Counts, v.Unread = strings.Join(parts, ", "), v.counts[markUnread] > 0
}
