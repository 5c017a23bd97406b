package web

import (
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

const listsPerPage = 100

type listsPage struct {
	Base    shell.Base
	Period  string // 2026-10
	Words   string // oktober 2026
	Periods []option
	ToPrint string // "8 listor", "" for none
	CanRun  bool
	Batches []batchView
	Counts  []sumView
	Rows    []listView
	Next    string
	Total   int
}

type batchView struct {
	ID, Href              string
	Lists, Pages          string
	State                 string
	By, At                string
	First, Last           string
	Ready                 bool
	HandedOver, PostedYet bool
}

type listView struct {
	Number  string
	Company companyLink
	State   tag
	Rows    int
	Version int
	Printed string
}

func (s site) lists(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showLists(w, r, by, http.StatusOK, nil)
}

func (s site) showLists(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
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
	base.Alert = alert
	return s.Render(w, status, "lists.html", s.listsView(base, found))
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
		Base: base, Period: f.Period.String(), Words: f.Period.Words(), CanRun: base.Supervisor,
		Periods: periodOptions(register.DateOf(now).AddDays(31), f.Period, 14, ""),
	}
	if f.ToPrint > 0 {
		p.ToPrint = shell.Count(f.ToPrint, "lista", "listor")
	}
	for _, b := range f.Batches {
		p.Batches = append(p.Batches, batchOf(b, s))
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
			Number: spaced(l.Number), Company: linkOf(&l.Company), State: listTag(l.State), Rows: l.Rows, Version: l.Version,
			Printed: shell.Moment(l.Printed, now),
		})
	}
	if f.Next != "" {
		p.Next = "/listor" + queryWith(map[string][]string{"period": {p.Period}}, "efter", f.Next)
	}
	return p
}

func batchOf(b casework.Batch, s site) batchView {
	v := batchView{
		ID: strconv.FormatInt(b.ID, 10), Lists: shell.Count(b.Lists, "lista", "listor"), Pages: shell.Count(b.Pages, "sida", "sidor"),
		By: b.By.Name, At: shell.Moment(b.Started, s.Now()), First: spaced(b.First), Last: spaced(b.Last), Ready: !b.Ready.IsZero(),
	}
	v.Href = "/listor/bunt/" + v.ID
	v.State = "skrivs ut …"
	if v.Ready {
		v.State = "klar " + shell.Moment(b.Ready, s.Now())
	}
	return v
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

// runLists prints what is new for the month.
func (s site) runLists(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	period, err := s.listPeriod(r)
	if err != nil {
		return err
	}
	done, err := s.work.Lists.RunLists(r.Context(), by, period, s.work.Drawer)
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Unavailable, casework.Conflict:
		f := s.Explain(r, err)
		return s.showLists(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	said := shell.Count(done.Lists, "lista är utskriven", "listor är utskrivna") + " för " + period.Words() + "."
	if done.Lists == 0 {
		said = "Inget nytt att skriva ut för " + period.Words() + "."
	}
	for _, skipped := range done.Skipped {
		said += " " + skipped
	}
	return s.Redirect(w, r, "/listor?period="+period.String(), said)
}

// moveLists notes that a batch was handed over or posted.
func (s site) moveLists(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	batch, err := strconv.ParseInt(r.PostFormValue("batch"), 10, 64)
	to := casework.ListState(r.PostFormValue("to"))
	if err != nil || (to != casework.ListHandedOver && to != casework.ListPosted) {
		return casework.Refuse(casework.Invalid, "Sidan skickade något som inte finns. Läs om den.")
	}
	n, err := s.work.Lists.MoveLists(r.Context(), by, batch, to)
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict:
		f := s.Explain(r, err)
		return s.showLists(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return s.Redirect(w, r, "/listor?period="+r.PostFormValue("period"), shell.Count(n, "lista är nu ", "listor är nu ")+to.Word()+".")
}

func (s site) batchPDF(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	batch, err := strconv.ParseInt(r.PathValue("batch"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Utskriften finns inte.")
	}
	file, err := s.work.Lists.BatchPDF(r.Context(), by, batch)
	if err != nil {
		return err
	}
	original.Download(w, "avgiftslistor-"+strconv.FormatInt(batch, 10)+".pdf", file.Data)
	return nil
}
