package pdftext

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// Digits gives the digits of each page in the order of its content, by the
// second reader. Panics become errors; loops and lack of memory are the
// sandbox's to end.
func Digits(data []byte, maxPages int) (pages []string, err error) {
	defer func() {
		if r := recover(); r != nil {
			pages, err = nil, fmt.Errorf("second pdf reader: panic: %v", r)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("second pdf reader: %w", err)
	}
	for i := 1; i <= min(r.NumPage(), maxPages); i++ {
		text, err := r.Page(i).GetPlainText(nil)
		if err != nil {
			return nil, fmt.Errorf("second pdf reader: page %d: %w", i, err)
		}
		pages = append(pages, digits(text))
	}
	return pages, nil
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Difference is a line whose figures the second reader does not have.
type Difference struct{ Page, Line int }

// Compare gives the lines with a figure of three digits or more that the second
// reader does not find; a figure that was joined from a later page may stand
// there. It reports false where the second reader has nothing to say.
func Compare(lines []sheet.Line, pages []string) (diffs []Difference, ok bool) {
	all := strings.Join(pages, " ")
	if strings.TrimSpace(all) == "" {
		return nil, false
	}
	for _, l := range lines {
		own := all
		if l.Page >= 1 && l.Page <= len(pages) {
			own = pages[l.Page-1]
		}
		for _, word := range strings.Fields(l.Text) {
			if d := digits(word); len(d) >= 3 && !strings.Contains(own, d) && !strings.Contains(all, d) {
				diffs = append(diffs, Difference{l.Page, l.Number})
				break
			}
		}
	}
	return diffs, true
}
