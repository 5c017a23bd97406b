package queuepage

import (
	"net/http"
	"net/url"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// asked is what an address or a form asks for: a filter, perhaps by way of an own view.
type asked struct {
	filter casework.QueueFilter
	own    casework.SavedView // zero where none was asked for
	values url.Values         // as they were asked for, but for the page
}

// fields are what narrows a view, as addresses and forms name them.
var fields = []string{"vy", "slag", "foretag", "period", "flagga", "etikett", "hos", "dagar", "ordning", "egen"}

// asked reads what is asked for. An own view stands for its filter.
func (p Pages) asked(r *http.Request, by casework.Actor) (asked, error) {
	if err := r.ParseForm(); err != nil {
		return asked{}, &casework.Error{Kind: casework.Invalid, Sentence: "Urvalet går inte att läsa.", Cause: err}
	}
	a := asked{values: url.Values{}}
	for _, f := range fields {
		if v := r.Form.Get(f); v != "" {
			a.values.Set(f, v)
		}
	}
	if own := r.Form.Get("egen"); own != "" {
		id, err := number(own)
		if err == nil {
			a.own, err = p.Queue.OwnView(r.Context(), by, id)
		}
		a.filter = a.own.Filter
		a.filter.After, a.filter.Grouped = r.Form.Get("efter"), true
		return a, err
	}
	var err error
	a.filter, err = filterOf(r.Form)
	return a, err
}

func filterOf(q url.Values) (casework.QueueFilter, error) {
	f := casework.QueueFilter{
		View: casework.QueueView(q.Get("vy")), Kind: q.Get("slag"), Flag: q.Get("flagga"),
		Order: casework.QueueOrder(q.Get("ordning")), After: q.Get("efter"), Grouped: true,
	}
	if p := q.Get("period"); p != "" {
		period, err := register.ParsePeriod(p)
		if err != nil {
			return f, &casework.Error{Kind: casework.Invalid, Sentence: "Perioden ska skrivas som år och månad, till exempel 2026-10.", Cause: err}
		}
		f.Period = period
	}
	var err error
	if tag := q.Get("etikett"); tag != "" {
		if f.Tag, err = answers.ParseTag(tag); err != nil {
			return f, err
		}
	}
	if f.Company, err = number(q.Get("foretag")); err != nil {
		return f, err
	}
	if f.Holder, err = number(q.Get("hos")); err != nil {
		return f, err
	}
	days, err := number(q.Get("dagar"))
	f.Days = int(min(days, 1000))
	return f, err
}

// number reads an id or a count; "" is 0.
func number(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, &casework.Error{Kind: casework.Invalid, Sentence: "Urvalet går inte att läsa. Börja om från kön.", Cause: err}
	}
	return n, nil
}

// query is the address's query with one value set, or removed where it is "".
func (a asked) query(key, value string) string {
	return shell.QueryWith(a.values, key, value)
}

// narrowed tells whether anything but the view was asked for.
func (a asked) narrowed() bool {
	f := a.filter
	return a.own.ID == 0 && (f.Kind != "" || f.Flag != "" || f.Tag != "" || !f.Period.IsZero() || f.Company != 0 || f.Holder != 0 || f.Days != 0)
}
