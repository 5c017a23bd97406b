package web

import (
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/sheets"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

const listsPerPage = 100

type listsPage struct {
	Base    shell.Base
	Period  string // 2026-10
	Words   string // oktober 2026
	Periods []option
	Counts  []sumView
	Rows    []listView
	Next    string
	Total   int
}

type listView struct {
	ID, Key string // of the form that sends it again
	Number  string
	Href    string
	Company companyLink
	State   tag
	Rows    int
	Version int
	Printed string
}

func listHref(id casework.ListID) string { return "/lista/" + strconv.FormatInt(int64(id), 10) }

func (s site) lists(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	period, err := s.listPeriod(r)
	if err != nil {
		return err
	}
	found, err := s.work.Lists.ListPage(r.Context(), by, period, r.URL.Query().Get("efter"), listsPerPage)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Listor", "lists")
	if err != nil {
		return err
	}
	return s.Render(w, http.StatusOK, "lists.html", s.listsView(base, found))
}

// listPeriod is the month that was asked for, else the present one.
func (s site) listPeriod(r *http.Request) (register.Period, error) {
	text := r.FormValue("period")
	if text == "" {
		return register.PeriodOf(register.DateOf(s.Now())), nil
	}
	p, err := register.ParsePeriod(text)
	if err != nil {
		return p, &casework.Error{Kind: casework.Invalid, Sentence: "Perioden ska skrivas som år och månad, till exempel 2026-10.", Cause: err}
	}
	return p, nil
}

func (s site) listsView(base shell.Base, f casework.ListPage) listsPage {
	now := s.Now()
	p := listsPage{
		Base: base, Period: f.Period.String(), Words: f.Period.Words(),
		Periods: periodOptions(register.DateOf(now).AddDays(31), f.Period, 14, ""),
	}
	for _, state := range []casework.ListState{
		casework.ListPrinted, casework.ListHandedOver, casework.ListPosted, casework.ListRetur, casework.ListReturned, casework.ListKeyed,
		casework.ListDiffers, casework.ListVerified, casework.ListReported, casework.ListSuperseded, casework.ListCancelled,
	} {
		if n := f.Counts[state]; n > 0 {
			p.Counts = append(p.Counts, sumView{Word: upperFirst(state.Word()), Amount: strconv.Itoa(n)})
			p.Total += n
		}
	}
	for _, l := range f.Rows {
		p.Rows = append(p.Rows, listView{
			Number: spaced(l.Number), Href: listHref(l.ID), Company: linkOf(&l.Company), State: listTag(l.State), Rows: l.Rows, Version: l.Version,
			Printed: shell.Moment(l.Printed, now),
		})
	}
	if f.Next != "" {
		p.Next = "/listor" + queryWith(map[string][]string{"period": {p.Period}}, "efter", f.Next)
	}
	return p
}

func listTag(state casework.ListState) tag {
	t := tag{Word: state.Word()}
	switch state {
	case casework.ListReported, casework.ListVerified:
		t.Tone = "ok"
	case casework.ListRetur, casework.ListDiffers:
		t.Tone = "bad"
	case casework.ListReturned, casework.ListKeyed:
		t.Tone = "info"
	}
	return t
}

// spaced is a list number in the groups in which it is printed.
func spaced(n string) string { return sheets.Spaced(n) }
