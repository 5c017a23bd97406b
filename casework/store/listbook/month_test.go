package listbook_test

import (
	"testing"

	"sef.se/kontakten/casework"
)

func TestListPagePages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 7)
	w.print(october)
	seen := map[string]bool{}
	for after, pages := "", 0; ; pages++ {
		page, err := w.ListPage(t.Context(), w.staff["anna"], october, after, 3)
		if err != nil || pages > 3 {
			t.Fatal(pages, err)
		}
		for _, l := range page.Rows {
			seen[l.Number] = true
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if len(seen) != 7 {
		t.Errorf("%d lists seen", len(seen))
	}
	w.openSheet("anna", number(2, october)) // one came back before anybody wrote that it was posted
	page, err := w.ListPage(t.Context(), w.staff["anna"], october, "", 0)
	if err != nil || page.Counts[casework.ListPrinted] != 6 || page.Counts[casework.ListReturned] != 1 {
		t.Errorf("%+v, %v", page, err)
	}
}
