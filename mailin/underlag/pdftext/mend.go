package pdftext

import (
	"bytes"
	"fmt"
	"regexp"
)

// maxMended bounds the size of a file that is mended and the pages looked for.
const (
	maxMended      = 20 << 20
	maxMendedPages = 2000
)

var (
	catalogObject = regexp.MustCompile(`(\d{1,8}) (\d{1,5}) obj\b[^>]{0,400}/Type\s*/Catalog\b`)
	pageObject    = regexp.MustCompile(`(\d{1,8}) (\d{1,5}) obj\b`)
	pageType      = regexp.MustCompile(`/Type\s*/Page\b`)
	endObject     = []byte("endobj")
)

// mended gives a file that was cut off, as by a broken transfer, the end that it
// lost, in the ways worth trying: a trailer that names the catalog, and a catalog
// of the pages that are there, where that or the tree of pages was lost too.
// Files whose objects are packed in streams show neither. What was cut away is
// gone: whoever reads the rest must be told.
func mended(data []byte) (ways [][]byte) {
	if len(data) > maxMended {
		return nil
	}
	if all := catalogObject.FindAllSubmatch(data, 1000); len(all) > 0 {
		last := all[len(all)-1]
		ways = append(ways, fmt.Appendf(bytes.Clone(data), "\nendobj\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n", last[1], last[2]))
	}
	if kids, pages := pagesIn(data); pages > 0 {
		const own = 8_388_600 // object numbers that no real file reaches
		ways = append(ways, fmt.Appendf(bytes.Clone(data), "\nendobj\n%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\ntrailer\n<</Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n", own, pages, kids, own+1, own, own+1))
	}
	return ways
}

// pagesIn gives references to the page objects of a file, in its order.
func pagesIn(data []byte) (kids []byte, pages int) {
	for _, at := range pageObject.FindAllSubmatchIndex(data, 100_000) {
		body := data[at[1]:min(at[1]+4096, len(data))]
		end := bytes.Index(body, endObject)
		if end < 0 || !pageType.Match(body[:end]) {
			continue
		}
		kids = fmt.Appendf(kids, "%s %s R ", data[at[2]:at[3]], data[at[4]:at[5]])
		if pages++; pages == maxMendedPages {
			break
		}
	}
	return kids, pages
}
