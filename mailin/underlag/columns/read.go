package columns

import "sef.se/kontakten/mailin/underlag/sheet"

// readSheet interprets one sheet.
func readSheet(s *sheet.Sheet, opt Options, result *Result) {
	for i := range s.Rows {
		result.Context = append(result.Context, s.At(i, -1))
	}
}
