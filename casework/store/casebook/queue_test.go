package casebook_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

func TestQueueFiltersAndPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var ids []casework.CaseID
	for i := range 25 {
		ids = append(ids, w.arrives(w.reading(i%2, nil, func(r *casework.Reading) {
			r.Answer.Allowed = false
			r.Kinds = []string{[]string{"fee_data", "question", "credential_request"}[i%3]}
			if i%5 == 0 {
				r.Flags = []string{"total_mismatch", "member_missing"}
			}
			if i%4 == 0 {
				r.Period = register.Period{}
			}
		})))
		if i%3 > 0 { // some come in the same second
			w.forward(time.Minute)
		}
	}
	w.do("anna", ids[1], casework.SetWaiting{Reason: "frågat", Until: register.NewDate(2026, 11, 30)})
	w.do("anna", ids[2], casework.Reject{Reason: "nej"})
	w.do("anna", ids[3], casework.SetAside{Reason: "oläslig"})
	if _, err := w.Take(t.Context(), w.staff["bo"], ids[4], false); err != nil {
		t.Fatal(err)
	}
	company := w.open("anna", ids[0]).Case.Company.ID
	tests := map[string]struct {
		filter casework.QueueFilter
		want   func(i int) bool
	}{
		"live":        {casework.QueueFilter{}, func(i int) bool { return i != 2 }},
		"new":         {casework.QueueFilter{View: casework.ViewNew}, func(i int) bool { return i != 1 && i != 2 && i != 3 && i != 4 }},
		"waiting":     {casework.QueueFilter{View: casework.ViewWaiting}, func(i int) bool { return i == 1 }},
		"due":         {casework.QueueFilter{View: casework.ViewDue}, func(int) bool { return false }},
		"aside":       {casework.QueueFilter{View: casework.ViewAside}, func(i int) bool { return i == 3 }},
		"done":        {casework.QueueFilter{View: casework.ViewDone}, func(i int) bool { return i == 2 }},
		"kind":        {casework.QueueFilter{Kind: "question"}, func(i int) bool { return i%3 == 1 }},
		"flag":        {casework.QueueFilter{Flag: "member_missing"}, func(i int) bool { return i%5 == 0 }},
		"company":     {casework.QueueFilter{Company: company}, func(i int) bool { return i%2 == 0 && i != 2 }},
		"period":      {casework.QueueFilter{Period: october}, func(i int) bool { return i%4 != 0 && i != 2 }},
		"holder":      {casework.QueueFilter{Holder: w.staff["bo"].ID}, func(i int) bool { return i == 4 }},
		"mine, anna":  {casework.QueueFilter{View: casework.ViewMine}, func(int) bool { return false }},
		"newest live": {casework.QueueFilter{Newest: true}, func(i int) bool { return i != 2 }},
	}
	for name, tc := range tests {
		var want []casework.CaseID
		for i, id := range ids {
			if tc.want(i) {
				want = append(want, id)
			}
		}
		if tc.filter.Newest {
			slices.Reverse(want)
		}
		f := tc.filter
		f.Limit = 4
		var got []casework.CaseID
		for pages := 0; ; pages++ {
			page, err := w.Queue(t.Context(), w.staff["anna"], f)
			if err != nil || pages > 10 {
				t.Fatalf("%s: page %d, %v", name, pages, err)
			}
			for _, r := range page.Rows {
				got = append(got, r.ID)
			}
			if page.Next == "" {
				break
			}
			f.After = page.Next
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	page, err := w.Queue(t.Context(), w.staff["bo"], casework.QueueFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[casework.QueueView]int{casework.ViewLive: 24, casework.ViewNew: 21, casework.ViewMine: 1, casework.ViewWaiting: 1, casework.ViewAside: 1}
	for v, n := range counts {
		if page.Counts[v] != n {
			t.Errorf("view %q counts %d, want %d", v, page.Counts[v], n)
		}
	}
	if r := page.Rows[0]; r.Subject != "Avgifter 1" || r.Company.CustomerNumber != 100001 || r.Sender == "" {
		t.Errorf("row: %+v", r)
	}
}

func TestQueueShowsHolderAndSiblings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.arrives(w.reading(0, rowsOf(0)))
	w.arrives(w.reading(0, rowsOf(0)))
	w.arrives(w.reading(1, rowsOf(1)))
	if _, err := w.Take(t.Context(), w.staff["anna"], first, false); err != nil {
		t.Fatal(err)
	}
	page, err := w.Queue(t.Context(), w.staff["bo"], casework.QueueFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if page.Rows[0].Holder != "Anna" || page.Rows[0].Siblings != 1 || page.Rows[1].Siblings != 1 || page.Rows[2].Siblings != 0 {
		t.Errorf("%+v", page.Rows)
	}
	if got := w.open("bo", first).Siblings; len(got) != 1 {
		t.Errorf("siblings on the page: %v", got)
	}
}

func TestQueueRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, f := range []casework.QueueFilter{{View: "nonsense"}, {After: "x"}, {After: "1"}, {After: "1.x"}, {After: "1.1; DROP TABLE case_file"}} {
		_, err := w.Queue(t.Context(), w.staff["anna"], f)
		w.refused(err, casework.Invalid)
	}
}

func TestFindCompanies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for text, want := range map[string][]int{
		organisation(1).Hyphened(): {100002},
		"100003":                   {100003},
		" lon@BOLAG0.example ":     {100001},
		"bokforing@byra.example":   {100001, 100002, 100003},
		"bolag 2":                  {100003},
		"Bolag":                    {100001, 100002, 100003},
		"%":                        nil,
		"_olag":                    nil,
		"":                         nil,
	} {
		found, err := w.FindCompanies(t.Context(), w.staff["anna"], text)
		var got []int
		for _, c := range found {
			got = append(got, c.CustomerNumber)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestCompanyPageRefusesAndLogs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.CompanyPage(t.Context(), w.staff["anna"], 999999)
	w.refused(err, casework.NotFound)
	page, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil {
		t.Fatal(err)
	}
	if page.Register.Name != "Bolag 0 AB" || page.Agreement.Name != "Installationsavtalet" || page.Channel.Channel != register.ChannelPaper || page.Members != 4 {
		t.Errorf("%+v", page)
	}
	if n := w.count("access_log WHERE what = 'company' AND company_id = $1 AND staff_id = $2", page.Company.ID, w.staff["anna"].ID); n != 1 {
		t.Errorf("%d openings logged", n)
	}
}

func TestCaseFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raw := "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhej\r\n--b\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1;2\r\n--b--\r\n"
	r := w.reading(0, nil, func(r *casework.Reading) {
		r.Mail.Files = []casework.Attachment{{Index: 1, Part: 1, Name: "a.csv", MediaType: "text/csv", Size: 5}, {Index: 2, Part: 9}}
	})
	r.MessageID = w.message(raw)
	id := w.arrives(r)
	for n, want := range map[int]string{0: raw, 1: "1;2"} {
		f, err := w.CaseFile(t.Context(), w.staff["anna"], id, n)
		if err != nil || string(f.Data) != want {
			t.Errorf("file %d: %q, %v", n, f.Data, err)
		}
		if n == 0 && f.Name != fmt.Sprintf("%s.eml", id) {
			t.Errorf("the original is named %q", f.Name)
		}
	}
	for _, n := range []int{2, 3, -1} {
		_, err := w.CaseFile(t.Context(), w.staff["anna"], id, n)
		w.refused(err, casework.NotFound)
	}
	if n := w.count("access_log WHERE what IN ('original', 'attachment')"); n != 2 {
		t.Errorf("%d openings logged", n)
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	next := func(who string, want casework.CaseID) {
		t.Helper()
		got, err := w.Next(t.Context(), w.staff[who])
		if want == 0 {
			w.refused(err, casework.NotFound)
			return
		}
		if err != nil || got != want {
			t.Errorf("%s gets %v, %v, want %v", who, got, err, want)
		}
	}
	next("anna", 0)
	first := w.arrives(w.reading(0, rowsOf(0)))
	w.forward(time.Minute)
	other := w.arrives(w.reading(1, rowsOf(1)))
	w.forward(time.Minute)
	sibling := w.arrives(w.reading(0, rowsOf(0))) // of the first one's company and period
	next("anna", first)
	next("bo", other)     // not the sibling of what anna holds
	next("anna", sibling) // before anything older
	next("bo", 0)
	if page := w.open("anna", first); page.Case.State != casework.CaseOpen || page.Case.Holder == nil || page.Case.Holder.Name != "Anna" {
		t.Errorf("the case handed out: %+v", page.Case)
	}
	if err := w.Release(t.Context(), w.staff["bo"], other); err != nil {
		t.Fatal(err)
	}
	next("bo", 0) // what one let go is for others
	next("anna", other)
	w.forward(casework.ClaimFor)
	next("bo", first) // claims that nobody renews end
	hidden := w.arrives(w.reading(2, []avgiftslista.Row{fees(8, true)}))
	w.do("bo", first, casework.SetWaiting{Reason: "svar", Until: register.DateOf(w.clock()).AddDays(3)})
	next("cia", other)
	next("cia", sibling)
	next("anna", 0)
	next("cia", hidden) // a restricted case is for who may see it
}

func TestNextOneEachAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 6 {
		w.arrives(w.reading(0, nil, func(r *casework.Reading) {
			r.Company, r.Period, r.Kinds = register.OrganisationNumber{}, register.Period{}, []string{"question"}
		}))
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	got := map[casework.CaseID]int{}
	for i := range 6 {
		who := w.staff[[]string{"anna", "bo", "cia"}[i%3]]
		all.Go(func() {
			id, err := w.Next(context.WithoutCancel(t.Context()), who)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				got[id]++
			}
		})
	}
	all.Wait()
	for id, n := range got {
		if n != 1 {
			t.Errorf("case %d was handed out %d times", id, n)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d cases were handed out, want 6", len(got))
	}
}
