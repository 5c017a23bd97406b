package listbook_test

import (
	"strings"
	"sync"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

func TestRunPrintsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	first := w.print(october)
	if first.Lists != 5 || first.Already != 0 || first.Batch == 0 {
		t.Fatalf("first run: %+v", first)
	}
	if again := w.print(october); again.Lists != 0 || again.Already != 5 || again.Batch != 0 {
		t.Errorf("second run: %+v", again)
	}
	if next := w.print(october.AddMonths(1)); next.Lists != 5 {
		t.Errorf("next month: %+v", next)
	}
	// A company changes to web from December; one list of October is cancelled and printed anew.
	if _, err := w.store.Pool().Exec(t.Context(), `
		INSERT INTO channel (company_id, valid_from, channel, source, created_at) SELECT id, '2026-12-01', 'web', 'clerk', now() FROM company WHERE customer_number = 100001`); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE fee_list SET state = 'cancelled' WHERE number = $1", number(1, october)); err != nil {
		t.Fatal(err)
	}
	if december := w.print(register.NewPeriod(2026, 12)); december.Lists != 4 {
		t.Errorf("December: %+v", december)
	}
	if october := w.print(october); october.Lists != 1 {
		t.Errorf("October again: %+v", october)
	}
	if n := w.count("fee_list WHERE period = '2026-10-01' AND version = 2 AND number LIKE '10000226102%'"); n != 1 {
		t.Errorf("%d second versions", n)
	}
}

func TestBatchIsInPostOrderAndReadBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	batch := w.print(october).Batch
	pdf, err := w.BatchPDF(t.Context(), w.staff["cia"], batch)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{number(3, october), number(2, october), number(1, october), number(0, october)}, "\n") + "\n" // by postcode
	if string(pdf.Data) != want {
		t.Errorf("got\n%swant\n%s", pdf.Data, want)
	}
	_, err = w.BatchPDF(t.Context(), w.staff["anna"], batch)
	w.refused(err, casework.Denied, "")
	_, err = w.BatchPDF(t.Context(), w.staff["cia"], batch+1)
	w.refused(err, casework.NotFound, "")
	if n := w.count("access_log WHERE what = 'batch'"); n != 1 {
		t.Errorf("%d openings logged", n)
	}
}

func TestTwoRunsAtOnceMakeOneListACompany(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 20)
	draw := &sheets{}
	var wg sync.WaitGroup
	var mu sync.Mutex
	lists := 0
	for range 4 {
		wg.Go(func() {
			r, err := w.RunLists(t.Context(), w.staff["cia"], october, draw)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			lists += r.Lists
			mu.Unlock()
		})
	}
	wg.Wait()
	if lists != 20 || w.count("fee_list") != 20 || w.count("print_batch WHERE state = 'ready'") != 1 {
		t.Errorf("%d lists were printed, %d stand", lists, w.count("fee_list"))
	}
}

func TestRunThatDiedIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	draw := &sheets{}
	draw.fail.Store(1)
	_, err := w.RunLists(t.Context(), w.staff["cia"], october, draw)
	w.refused(err, casework.Unavailable, "utan nya nummer")
	page, err := w.ListPage(t.Context(), w.staff["anna"], october, "", 0)
	if err != nil || len(page.Batches) != 1 || page.Batches[0].State != "drawing" || page.ToPrint != 0 {
		t.Fatalf("%+v, %v", page, err)
	}
	_, err = w.BatchPDF(t.Context(), w.staff["cia"], page.Batches[0].ID)
	w.refused(err, casework.Conflict, "ritas")
	_, err = w.MoveLists(t.Context(), w.staff["cia"], page.Batches[0].ID, casework.ListHandedOver)
	w.refused(err, casework.Conflict, "ritas")
	r, err := w.RunLists(t.Context(), w.staff["cia"], october, draw)
	if err != nil || r.Lists != 0 || draw.drawn.Load() != 3 {
		t.Errorf("%+v, %v, %d drawn", r, err, draw.drawn.Load())
	}
	if n := w.count("print_batch WHERE state = 'ready' AND pages = 3"); n != 1 {
		t.Error("the batch is not ready")
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	_, err := w.RunLists(t.Context(), w.staff["anna"], october, &sheets{})
	w.refused(err, casework.Denied, "")
	_, err = w.RunLists(t.Context(), w.staff["cia"], register.NewPeriod(2027, 1), &sheets{})
	w.refused(err, casework.Invalid, "långt fram")
	_, err = w.RunLists(t.Context(), w.staff["cia"], register.NewPeriod(2024, 3), &sheets{}) // before the agreement's first rate
	w.refused(err, casework.Invalid, "procentsats")
	for range 9 {
		w.print(october)
		if _, err := w.store.Pool().Exec(t.Context(), "UPDATE fee_list SET state = 'cancelled' WHERE state = 'printed'"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.RunLists(t.Context(), w.staff["cia"], october, &sheets{})
	w.refused(err, casework.Invalid, "tionde")
}

func TestListPagePagesAndMoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 7)
	batch := w.print(october).Batch
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
	_, err := w.MoveLists(t.Context(), w.staff["cia"], batch, casework.ListPosted)
	w.refused(err, casework.Conflict, "")
	for _, to := range []casework.ListState{casework.ListHandedOver, casework.ListPosted} {
		if n, err := w.MoveLists(t.Context(), w.staff["cia"], batch, to); err != nil || n != 6 {
			t.Errorf("%s: %d, %v", to, n, err)
		}
	}
	_, err = w.MoveLists(t.Context(), w.staff["cia"], batch, casework.ListReported)
	w.refused(err, casework.Invalid, "")
	_, err = w.MoveLists(t.Context(), w.staff["anna"], batch, casework.ListPosted)
	w.refused(err, casework.Denied, "")
	_, err = w.MoveLists(t.Context(), w.staff["cia"], batch+1, casework.ListPosted)
	w.refused(err, casework.NotFound, "")
	page, err := w.ListPage(t.Context(), w.staff["anna"], october, "", 0)
	if err != nil || page.Counts[casework.ListPosted] != 6 || page.Counts[casework.ListReturned] != 1 || page.Batches[0].By.Name != "Cia" || page.Batches[0].First != number(6, october) {
		t.Errorf("%+v, %v", page, err)
	}
}
