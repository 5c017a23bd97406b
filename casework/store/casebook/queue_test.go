package casebook_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

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
