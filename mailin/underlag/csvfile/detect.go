package csvfile

import (
	"strings"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// sampleLines and sampleBytes bound how much of a text decides on its delimiter.
const sampleLines, sampleBytes = 60, 32 << 10

// detect finds the delimiter that cuts most lines into the same number of
// fields. A comma must beat the others plainly, since it is the decimal sign.
func detect(text string) byte {
	lines := firstLines(text)
	var best byte
	most := 0.0
	for _, d := range []byte("\t;|,") {
		share, fields := consistency(lines, d)
		if fields < 2 || share < 0.5 {
			continue
		}
		if d == ',' && !plainCommas(lines) {
			continue
		}
		if share > most+0.2 || best == 0 {
			best, most = d, share
		}
	}
	return best
}

// firstLines gives the first records of a text that are not blank; a record
// whose quote closes within a few lines is one.
func firstLines(text string) []string {
	text = text[:min(len(text), sampleBytes)]
	all := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	var lines []string
	for i := 0; i < len(all) && len(lines) < sampleLines; i++ {
		line := all[i]
		for k := i + 1; k < min(i+6, len(all)) && strings.Count(all[i], `"`)%2 == 1; k++ {
			if strings.Count(all[k], `"`)%2 == 1 {
				line, i = strings.Join(all[i:k+1], " "), k
				break
			}
		}
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// consistency gives the most common number of fields and the share of lines
// that have it or are titles of a single field.
func consistency(lines []string, d byte) (share float64, fields int) {
	counts := map[int]int{}
	for _, line := range lines {
		counts[countFields(line, d)]++
	}
	for n, times := range counts {
		if n > 1 && (times > counts[fields] || times == counts[fields] && n > fields || fields == 0) {
			fields = n
		}
	}
	if fields == 0 {
		return 0, 0
	}
	near := 0
	for n, times := range counts {
		if n > 1 {
			near += times
		}
	}
	return float64(near) / float64(len(lines)), fields
}

// countFields counts the fields of a line, delimiters in quotes apart.
func countFields(line string, d byte) int {
	n, quoted := 1, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == d && !quoted:
			n++
		}
	}
	return n
}

// plainCommas tells whether commas divide fields: a line must have one that
// stands neither between digits nor before a space, as in running text.
func plainCommas(lines []string) bool {
	dividing := 0
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			if line[i] != ',' {
				continue
			}
			after := byte(' ')
			if i+1 < len(line) {
				after = line[i+1]
			}
			if after != ' ' && after != '-' && !(digit(line[i-1]) && digit(after)) {
				dividing++
				break
			}
		}
	}
	return dividing*2 > len(lines)
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// joinDecimals mends a comma-delimited file whose amounts have decimal commas
// without quotes: a row that has more fields than the heading is closed by
// joining "608" and "50", where that makes exactly the heading's number.
func joinDecimals(s *sheet.Sheet, delimiter byte) {
	if delimiter != ',' || len(s.Rows) < 2 {
		return
	}
	want := len(s.Rows[0].Cells)
	for i := range s.Rows[1:] {
		row := &s.Rows[i+1]
		if extra := len(row.Cells) - want; extra > 0 {
			if joined := joinPairs(row.Cells, extra); joined != nil {
				row.Cells = joined
			}
		}
	}
}

// joinPairs joins n pairs of a whole number and two decimals; nil unless
// exactly n such pairs stand in the row.
func joinPairs(cells []sheet.Cell, n int) []sheet.Cell {
	var out []sheet.Cell
	for i := 0; i < len(cells); i++ {
		if i+1 < len(cells) && isWhole(cells[i].Text) && len(cells[i+1].Text) == 2 && isWhole(cells[i+1].Text) {
			out = append(out, sheet.Cell{Text: cells[i].Text + "," + cells[i+1].Text})
			i, n = i+1, n-1
			continue
		}
		out = append(out, cells[i])
	}
	if n != 0 {
		return nil
	}
	return out
}

func isWhole(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && len(s) <= 7 && strings.Trim(s, "0123456789 ") == ""
}
