// Package printpages is the staff pages of paper: one file a page.
//
//	month.go     the month as a plan, a run and a funnel; its files on their way to the post
//	expected.go  the register of expected returns: who is late, anstånd, nothing to report
//	list.go      one list: reprint, new version, question, receipt
//	letters.go   the queue of letters and their previews
//	returns.go   returned envelopes, by scanner or keypad
//
// No page here names a member. PDFs are sent so that no browser shows them in our
// origin, and each opening is logged by the store.
package printpages

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Pages are the pages of paper.
type Pages struct {
	*shell.Shell
	Runs     monthly.Runs
	Letters  monthly.Letters
	Expected monthly.Expectations
}

// Routes joins the pages into mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /manad", p.Page(p.month))
	mux.Handle("GET /manad/lage", p.Background(p.progress))
	mux.Handle("POST /manad/skriv", p.SupervisorPage(p.start))
	mux.Handle("POST /manad/avbryt", p.SupervisorPage(p.cancel))
	mux.Handle("POST /manad/skriv-om", p.SupervisorPage(p.renew))
	mux.Handle("POST /manad/plan", p.SupervisorPage(p.setPlan))
	mux.Handle("GET /manad/fil/{file}/{paper}", p.SupervisorPage(p.filePDF))
	mux.Handle("POST /manad/lamna", p.SupervisorPage(p.handOver))
	mux.Handle("POST /manad/posta", p.SupervisorPage(p.post))

	mux.Handle("GET /manad/vantar", p.Page(p.expected))
	mux.Handle("POST /manad/inget", p.Page(p.nothing))
	mux.Handle("POST /manad/anstand", p.Page(p.grant))
	mux.Handle("POST /manad/anstand/slut", p.Page(p.endRespite))

	mux.Handle("GET /lista/{list}", p.Page(p.list))
	mux.Handle("GET /lista/{list}/pdf", p.SupervisorPage(p.reprint))
	mux.Handle("POST /lista/{list}/skriv-om", p.SupervisorPage(p.renewList))
	mux.Handle("POST /lista/{list}/fraga", p.Page(p.ask))
	mux.Handle("POST /lista/{list}/kvitto", p.Page(p.receipt))

	mux.Handle("GET /brev", p.Page(p.letters))
	mux.Handle("POST /brev/skriv", p.SupervisorPage(p.printLetters))
	mux.Handle("POST /brev/slapp", p.Page(p.release))
	mux.Handle("POST /brev/stoppa", p.Page(p.stop))
	mux.Handle("GET /brev/visa/{number}", p.Page(p.letterPDF))
	mux.Handle("GET /brev/prov/{kind}", p.Page(p.sample))

	mux.Handle("GET /returer", p.Page(p.returns))
	mux.Handle("POST /returer", p.Page(p.returned))
}

// tag is a short mark with a tone: "", "info", "ok", "warn" or "bad".
type tag struct{ Word, Tone string }

// link names something and where its page is.
type link struct{ Name, Href string }

// option is a line of a select.
type option struct {
	Value, Word string
	Selected    bool
}

func companyLink(customer int, name string) link {
	return link{name, "/foretag/" + strconv.Itoa(customer)}
}

// period is the month that was asked for, else the present one.
func (p Pages) period(r *http.Request) (register.Period, error) {
	text := r.FormValue("period")
	if text == "" {
		return register.PeriodOf(register.DateOf(p.Now())), nil
	}
	period, err := register.ParsePeriod(text)
	if err != nil {
		return period, &casework.Error{Kind: casework.Invalid, Sentence: "Perioden ska skrivas som år och månad, till exempel 2026-10.", Cause: err}
	}
	return period, nil
}

// periods are the months to choose from: next month and a year back.
func (p Pages) periods(chosen register.Period) []option {
	next := register.PeriodOf(register.DateOf(p.Now())).AddMonths(1)
	var out []option
	for i := range 14 {
		m := next.AddMonths(-i)
		out = append(out, option{m.String(), m.Words(), m == chosen})
	}
	return out
}

// refusal tells whether an error is an answer that the page itself can show.
func refusal(err error) bool {
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Denied, casework.Unavailable:
		return true
	}
	return false
}

// number reads an id of a path or form.
func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, casework.Refuse(casework.NotFound, "Sidan finns inte.")
	}
	return n, nil
}

// day reads a date field; an empty one is no day.
func day(r *http.Request, name string) (register.Date, error) {
	text := strings.TrimSpace(r.PostFormValue(name))
	if text == "" {
		return register.Date{}, nil
	}
	d, err := register.ParseDate(text)
	if err != nil {
		return d, &casework.Error{Kind: casework.Invalid, Sentence: "Skriv dagen som 2026-10-25.", Cause: err}
	}
	return d, nil
}

func monthHref(p register.Period) string { return "/manad?period=" + url.QueryEscape(p.String()) }

// spaced writes a list number as it is printed.
func spaced(n string) string {
	if len(n) != 13 {
		return n
	}
	return n[:6] + " " + n[6:10] + " " + n[10:11] + " " + n[11:]
}

// letterNumber writes a letter number as the window shows it.
func letterNumber(n string) string {
	if len(n) != 8 {
		return n
	}
	return n[:4] + " " + n[4:]
}

// show sends a letter of ours so that the browser shows it, in a frame of our own page too. It
// holds nothing that came from outside.
func show(w http.ResponseWriter, f casework.File) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", `inline; filename="`+f.Name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	_, _ = w.Write(f.Data) // an error here is a browser that went away
}

func send(w http.ResponseWriter, f casework.File) { original.Download(w, f.Name, f.Data) }
