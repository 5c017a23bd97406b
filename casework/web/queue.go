package web

import (
	"cmp"
	"net/http"
	"net/mail"
	"net/url"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// oldCase is the age from which a case is marked in the queue.
const oldCase = 5 * 24 * time.Hour

type queuePage struct {
	Base    shell.Base
	Views   []queueView
	Kinds   []option
	Periods []option
	Flags   []option
	View    string
	Newest  bool
	Company companyLink // set where the queue is narrowed to one company
	ID      string      // that company's id, for the form
	Rows    []queueRow
	Next    string // address of the next page, "" on the last
	First   string // address of the first page, "" on it
	Narrow  bool   // a filter is on
}

type queueView struct {
	Word, Href, Count string
	Current           bool
}

type queueRow struct {
	Href, Number  string
	Age, OpenedAt string
	Old           bool
	Kind          string
	Company       string
	Subject       string // sender and subject, "" where restricted
	Period        string
	Flags         []tag
	Holder        string
	State         tag
	Restricted    bool
	Siblings      string
}

// views in the order of the page.
var views = []struct {
	view casework.QueueView
	word string
}{
	{casework.ViewLive, "Alla öppna"}, {casework.ViewNew, "Nya"}, {casework.ViewMine, "Mina"}, {casework.ViewWaiting, "Väntar"},
	{casework.ViewDue, "Dags igen"}, {casework.ViewSecond, "Andra person"}, {casework.ViewAside, "Åt sidan"}, {casework.ViewDone, "Klara"},
}

func (s site) queue(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	q := r.URL.Query()
	filter, err := queueFilter(q)
	if err != nil {
		return err
	}
	found, err := s.work.Queue.Queue(r.Context(), by, filter)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Kö", "queue")
	if err != nil {
		return err
	}
	return s.Render(w, http.StatusOK, "queue.html", s.queuePage(base, q, filter, found))
}

// next hands out the case to work on now.
func (s site) next(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := s.work.Queue.Next(r.Context(), by)
	if casework.KindOf(err) == casework.NotFound {
		f := s.Explain(r, err)
		return s.Redirect(w, r, "/ko", f.Alert.Sentence)
	}
	if err != nil {
		return err
	}
	return s.Redirect(w, r, caseHref(id), "")
}

// queueViews gives the views with fresh counts: an open queue page asks for
// them by itself. The rows under the clerk's hands do not move.
func (s site) queueViews(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	view := casework.QueueView(r.URL.Query().Get("vy"))
	found, err := s.work.Queue.Queue(r.Context(), by, casework.QueueFilter{View: view, Limit: 1})
	if err != nil {
		return err
	}
	return s.RenderBlock(w, http.StatusOK, "queue.html", "views", queuePage{View: string(view), Views: viewsOf(found.Counts, view)})
}

func viewsOf(counts map[casework.QueueView]int, current casework.QueueView) []queueView {
	var out []queueView
	for _, v := range views {
		out = append(out, queueView{
			Word: v.word, Href: "/ko" + queryWith(url.Values{}, "vy", string(v.view)),
			Count: capped(counts, v.view), Current: v.view == current,
		})
	}
	return out
}

func queueFilter(q url.Values) (casework.QueueFilter, error) {
	f := casework.QueueFilter{
		View: casework.QueueView(q.Get("vy")), Kind: q.Get("slag"), Flag: q.Get("flagga"),
		Newest: q.Get("ordning") == "nyast", After: q.Get("efter"),
	}
	if p := q.Get("period"); p != "" {
		period, err := register.ParsePeriod(p)
		if err != nil {
			return f, &casework.Error{Kind: casework.Invalid, Sentence: "Perioden ska skrivas som år och månad, till exempel 2026-10.", Cause: err}
		}
		f.Period = period
	}
	if c := q.Get("foretag"); c != "" {
		id, err := strconv.ParseInt(c, 10, 64)
		if err != nil {
			return f, &casework.Error{Kind: casework.Invalid, Sentence: "Företaget finns inte.", Cause: err}
		}
		f.Company = id
	}
	return f, nil
}

func (s site) queuePage(base shell.Base, q url.Values, f casework.QueueFilter, found casework.QueuePage) queuePage {
	now := s.Now()
	p := queuePage{
		Base: base, View: string(f.View), Newest: f.Newest,
		Kinds: kindOptions(f.Kind), Flags: flagOptions(f.Flag),
		Periods: periodOptions(register.DateOf(now), f.Period, 14, "alla"),
		Views:   viewsOf(found.Counts, f.View),
		Rows:    make([]queueRow, len(found.Rows)),
		Narrow:  f.Kind != "" || f.Flag != "" || !f.Period.IsZero() || f.Company != 0,
	}
	for i, row := range found.Rows {
		p.Rows[i] = rowOf(row, now)
	}
	if f.Company != 0 {
		p.ID = strconv.FormatInt(f.Company, 10)
		if len(found.Rows) > 0 {
			p.Company = linkOf(found.Rows[0].Company)
		}
	}
	if found.Next != "" {
		p.Next = "/ko" + queryWith(q, "efter", found.Next)
	}
	if f.After != "" {
		p.First = "/ko" + queryWith(q, "efter", "")
	}
	return p
}

func rowOf(c casework.QueueRow, now time.Time) queueRow {
	row := queueRow{
		Href: caseHref(c.ID), Number: c.ID.String(),
		Age: shell.Age(c.OpenedAt, now), OpenedAt: shell.Moment(c.OpenedAt, now), Old: now.Sub(c.OpenedAt) > oldCase,
		Kind: kindWords(c.Kinds), Period: shell.PeriodWords(c.Period), Flags: flagTags(c.Flags),
		Holder: c.Holder, Restricted: c.Restricted, State: stateTag(c),
	}
	switch {
	case c.Restricted:
		row.Company = "Skyddat ärende"
	case c.Company != nil:
		row.Company = c.Company.Name
	default:
		row.Company = "Inget företag än"
	}
	if !c.Restricted {
		row.Subject = senderName(c.Sender)
		if c.Subject != "" {
			row.Subject += " · " + c.Subject
		}
	}
	if c.Siblings > 0 {
		row.Siblings = shell.Count(c.Siblings, "ärende till", "ärenden till")
	}
	return row
}

// senderName is the name of a From field, or its address where it has none: the
// queue has no room for both.
func senderName(from string) string {
	if a, err := mail.ParseAddress(from); err == nil {
		return cmp.Or(a.Name, a.Address)
	}
	return from
}

// stateTag marks what is not simply new or open.
func stateTag(c casework.QueueRow) tag {
	switch c.State {
	case casework.CaseWaiting:
		if !c.Waiting.IsZero() {
			return tag{"väntar till " + shell.Day(c.Waiting), "info"}
		}
		return tag{c.State.Word(), "info"}
	case casework.CaseDecided, casework.CaseClosed:
		return tag{c.State.Word(), "ok"}
	case casework.CaseAside:
		return tag{c.State.Word(), "warn"}
	}
	return tag{} // new and open are the rule: who holds it stands in its own column
}

// countCap is where the store stops counting the views.
const countCap = 1000

// capped is the count of a view; "" where it is not counted.
func capped(counts map[casework.QueueView]int, view casework.QueueView) string {
	n, counted := counts[view]
	switch {
	case !counted:
		return ""
	case n >= countCap:
		return "1 000+"
	}
	return strconv.Itoa(n)
}

// queryWith is the query with one value set, or removed where it is "".
func queryWith(q url.Values, key, value string) string {
	next := url.Values{}
	for k, v := range q {
		next[k] = v
	}
	next.Del("efter")
	if value == "" {
		next.Del(key)
	} else {
		next.Set(key, value)
	}
	if len(next) == 0 {
		return ""
	}
	return "?" + next.Encode()
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func companyHref(customer int) string { return "/foretag/" + strconv.Itoa(customer) }
