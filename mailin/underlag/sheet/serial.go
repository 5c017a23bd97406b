package sheet

import (
	"strconv"
	"strings"
	"time"
)

// SerialDate gives the day that a spreadsheet's serial number means, as a Date
// cell holds it ("2026-10-25"). since1904 is the old Mac epoch. It reports
// false outside the years 1900 to 2199: then the number is no date.
func SerialDate(decimal string, since1904 bool) (string, bool) {
	whole, _, _ := strings.Cut(decimal, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 1 || n > 109_574 {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if since1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, n).Format(time.DateOnly), true
}

// PercentText writes a share as a cell with a percent format shows it: "0.019"
// is "1,9 %".
func PercentText(decimal string) string {
	shown, ok := PlainDecimal(decimal + "E2")
	if !ok {
		return decimal
	}
	return strings.Replace(shown, ".", ",", 1) + " %"
}

// FormatKind tells what a spreadsheet's number format shows a number as.
type FormatKind uint8

// The kinds of number formats.
const (
	PlainFormat FormatKind = iota
	DateFormat
	PercentFormat
)

// KindOfFormat tells the kind of a number format by its built-in id and, for
// ids from 164 on, its code.
func KindOfFormat(id int, code string) FormatKind {
	switch {
	case id == 9 || id == 10:
		return PercentFormat
	case id >= 14 && id <= 22 && id != 18 && id != 19 && id != 20 && id != 21, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return DateFormat
	case code == "":
		return PlainFormat
	}
	return kindOfCode(code)
}

// kindOfCode looks at the first section of a format code, quoted text and
// [colours] apart.
func kindOfCode(code string) FormatKind {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == ';':
			return PlainFormat
		case c == '%':
			return PercentFormat
		case strings.IndexByte("yYdD", c) >= 0 && !strings.EqualFold(code, "General"):
			return DateFormat
		}
	}
	return PlainFormat
}

// Typed gives the cell of a stored number under a number format.
func Typed(decimal string, kind FormatKind, since1904 bool) Cell {
	switch kind {
	case DateFormat:
		if day, ok := SerialDate(decimal, since1904); ok {
			return Cell{Text: day, Kind: Date}
		}
	case PercentFormat:
		return Cell{Text: PercentText(decimal)}
	}
	return Cell{Text: decimal, Kind: Number}
}
