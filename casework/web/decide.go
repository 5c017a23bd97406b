package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/casework/web/team"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

// readDecision reads a decision from its form.
type readDecision func(s site, r *http.Request, by casework.Actor) (casework.Decision, error)

// decisions are the buttons of the case page by the value of "do".
var decisions = map[string]readDecision{
	"approve":     readApprove,
	"confirm":     readConfirm,
	"reject":      readReject,
	"merge":       readMerge,
	"pass":        readPassOn,
	"waiting":     readWaiting,
	"credentials": readCredentials,
	"channel":     readChannel,
	"contact":     readContact,
	"company":     readCompany,
	"period":      readPeriod,
	"close":       func(site, *http.Request, casework.Actor) (casework.Decision, error) { return casework.Close{}, nil },
	"reopen":      withReason(func(why string) casework.Decision { return casework.Reopen{Reason: why} }),
	"aside":       withReason(func(why string) casework.Decision { return casework.SetAside{Reason: why} }),
	"note":        teamDecision(team.ReadNote),
	"kinds":       teamDecision(team.ReadKinds),
	"link":        teamDecision(team.ReadLink),
	"split":       teamDecision(team.ReadSplit),
	"unmerge":     teamDecision(team.ReadUnmerge),
	"nothing":     teamDecision(team.ReadNothing),
	"respite":     teamDecision(team.ReadRespite),
	"member":      withReason(func(why string) casework.Decision { return casework.MarkMemberErrand{Reason: why} }),
	"notours":     withReason(func(why string) casework.Decision { return casework.MarkNotOurs{Reason: why} }),
}

func teamDecision(read func(*http.Request) (casework.Decision, error)) readDecision {
	return func(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) { return read(r) }
}

// withReason reads a decision that is nothing but its words.
func withReason(make func(string) casework.Decision) readDecision {
	return func(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
		return make(trimmed(r, "reason")), nil
	}
}

func readCredentials(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	return casework.OrderCredentials{Again: r.PostFormValue("again") != ""}, nil
}

// decide takes one decision. What was done is told on the next page; what was
// not is told on the case's own page, as it stands now.
func (s site) decide(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	read, ok := decisions[r.PostFormValue("do")]
	if !ok {
		return casework.Refuse(casework.Invalid, "Sidan skickade ett beslut som inte finns. Läs om den.")
	}
	do, err := read(s, r, by)
	if err != nil {
		return s.refused(w, r, by, err)
	}
	done, err := s.bookOf(do)(r.Context(), casework.Command{Case: id, By: by, Key: r.PostFormValue("key"), Seen: seenBy(r), Do: do})
	if err != nil {
		return s.refused(w, r, by, err)
	}
	to := caseHref(id)
	if done.Request == 0 && (do.Leads() == casework.CaseDecided || do.Leads() == casework.CaseWaiting) {
		to = "/ko"
	}
	return s.Redirect(w, r, to, id.String()+": "+done.Said)
}

// bookOf is the book that carries a decision out.
func (s site) bookOf(do casework.Decision) func(context.Context, casework.Command) (casework.Outcome, error) {
	switch do.(type) {
	case teamwork.SetKinds, teamwork.Note, teamwork.Link, teamwork.SplitOff, teamwork.Respite, teamwork.Unmerge:
		return s.work.Team.Decide
	}
	return s.work.Cases.Decide
}

// seenBy is the last event that the sender's page showed; 0 where the form does not say.
func seenBy(r *http.Request) int64 {
	n, _ := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	return n
}

// refused shows the case again with the sentence. Faults, and a case that is
// not there, have no page to go back to.
func (s site) refused(w http.ResponseWriter, r *http.Request, by casework.Actor, err error) error {
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Denied, casework.Unavailable:
	default:
		return err
	}
	f := s.Explain(r, err)
	return s.showCase(w, r, by, casework.Opening{What: "case"}, f.Status, &f.Alert)
}

func readApprove(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	return casework.Approve{
		Screen: casework.Screen(r.PostFormValue("screen")), As: ledger.Kind(r.PostFormValue("as")),
		Accept: r.PostForm["accept"], Reason: r.PostFormValue("reason"),
	}, nil
}

func readConfirm(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	n, err := strconv.ParseInt(r.PostFormValue("request"), 10, 64)
	if err != nil {
		return nil, casework.Refuse(casework.Invalid, "Sidan skickade ett beslut som inte finns. Läs om den.")
	}
	return casework.Confirm{Request: n, Yes: r.PostFormValue("yes") != "", Reason: r.PostFormValue("reason")}, nil
}

func readMerge(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	into, err := casework.ParseCaseNumber(r.PostFormValue("into"))
	return casework.Merge{Into: into}, err
}

func readPassOn(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	return casework.PassOn{To: trimmed(r, "to"), Words: trimmed(r, "reason")}, nil
}

// readReject takes the reason from the list, with the clerk's own words after
// it.
func readReject(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	return casework.Reject{Reason: joined(r.PostForm, "choice", "reason")}, nil
}

func readWaiting(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	d := casework.SetWaiting{Reason: joined(r.PostForm, "choice", "reason")}
	if day := cmp.Or(r.PostFormValue("until"), r.PostFormValue("in")); day != "" {
		until, err := register.ParseDate(day)
		if err != nil {
			return nil, &casework.Error{Kind: casework.Invalid, Sentence: "Dagen ska skrivas som 2026-11-30.", Cause: err}
		}
		d.Until = bankday.Calendar{}.OnOrAfter(until)
	}
	return d, nil
}

// joined is a choice from a list and free words after it.
func joined(form url.Values, choice, words string) string {
	a, b := form.Get(choice), form.Get(words)
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + ": " + b
}

func readChannel(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	from, err := formPeriod(r, "from")
	if err != nil {
		return nil, err
	}
	return casework.ChangeChannel{To: register.Channel(r.PostFormValue("to")), From: from}, nil
}

func readContact(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	id, _ := strconv.ParseInt(r.PostFormValue("contact"), 10, 64) // "" is a new one
	return casework.UpdateContact{Contact: casework.Contact{
		ID: id, Name: trimmed(r, "name"), Email: trimmed(r, "email"), Mobile: trimmed(r, "mobile"), Role: trimmed(r, "role"),
		Ended: r.PostFormValue("ended") != "",
	}}, nil
}

// readCompany takes an organisation number, a customer number, or words that
// find one company only.
func readCompany(s site, r *http.Request, by casework.Actor) (casework.Decision, error) {
	text := trimmed(r, "company")
	if org, err := register.ParseOrganisationNumber(text); err == nil {
		return casework.SetCompany{Organisation: org}, nil
	}
	found, err := s.work.Companies.FindCompanies(r.Context(), by, text)
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, casework.Refuse(casework.Invalid, "Inget företag hittades. Skriv organisationsnummer, kundnummer eller namn.")
	case len(found) > 1:
		return nil, casework.Refuse(casework.Invalid, "%d företag passar. Skriv organisationsnumret eller kundnumret.", len(found))
	}
	return casework.SetCompany{Organisation: found[0].Organisation}, nil
}

func readPeriod(_ site, r *http.Request, _ casework.Actor) (casework.Decision, error) {
	p, err := formPeriod(r, "period")
	if err != nil {
		return nil, err
	}
	return casework.SetPeriod{Period: p}, nil
}

func formPeriod(r *http.Request, field string) (register.Period, error) {
	p, err := register.ParsePeriod(r.PostFormValue(field))
	if err != nil {
		return p, &casework.Error{Kind: casework.Invalid, Sentence: "Välj en period.", Cause: err}
	}
	return p, nil
}

// actForms are the forms under the buttons of the case page. A nil one has no
// button.
type actForms struct {
	Periods       []option // backwards, for the case's own period
	ChannelPeriod []option // from next month back, for a change of channel
	Channels      []option
	Rejections    []option
	Waits         []option
	Tomorrow      string   // the least day to wait for
	WaitDays      []option // bank days ahead
	Second        string   // why a credential order needs a second person, "" where it does not
	HasCompany    bool
	Nothing       string // the period in words, where nothing is booked for it; "" where the form has no place
	Month         string // the period in words, "" where it is not told
	Again         bool   // a supervisor may order credentials again
	First         string // which form stands open: what is missing, else what the kinds ask for
	Contact       casework.Contact
}

func actsOf(c casework.CasePage, today register.Date, by casework.Actor) actForms {
	a := actForms{
		Periods:    periodOptions(today, c.Case.Period, 14, ""),
		Channels:   channelOptions(cmp.Or(c.Asks.Channel, register.ChannelPaper)),
		Rejections: reasonOptions("Dubblett av ett annat ärende", "Uppgifterna är redan redovisade på annat sätt", "Går inte att använda", "Inget behöver göras", "Annat"),
		Waits:      reasonOptions("Vi väntar på svar från företaget", "Vi väntar på nya uppgifter", "Vi väntar på medlemsregistret", "Annat"),
		Tomorrow:   today.AddDays(1).String(), WaitDays: waitDays(today),
		HasCompany: c.Case.Company != nil, Again: by.Supervises(),
	}
	if c.Asks.Contact != nil {
		a.Contact = *c.Asks.Contact
	}
	a.Second = c.Case.NeedsSecond()
	if !c.Case.Period.IsZero() && c.Case.Company != nil {
		a.Month = c.Case.Period.Words()
		if c.Proposal == nil || c.Proposal.Current.Rows == 0 {
			a.Nothing = a.Month
		}
	}
	a.ChannelPeriod = channelPeriods(register.PeriodOf(today), c.Asks.From)
	switch {
	case c.Case.Company == nil:
		a.First = "company"
	case c.Case.Period.IsZero() && len(c.Rows) > 0:
		a.First = "period"
	}
	for _, k := range c.Case.Kinds {
		if a.First == "" && slices.Contains([]string{"credential_request", "paper_request", "contact_person", "other"}, k) {
			a.First = k
			break
		}
	}
	return a
}

// waitDays are bank days ahead; a week is the usual wait.
func waitDays(today register.Date) []option {
	const usual = 5
	var out []option
	day, n := today, 0
	for _, at := range []int{1, 2, 3, usual, 10, 20} {
		for ; n < at; n++ {
			day = bankday.Calendar{}.OnOrAfter(day.AddDays(1))
		}
		out = append(out, option{day.String(), shell.Count(at, "bankdag", "bankdagar") + ", " + shell.Day(day), at == usual})
	}
	return out
}

// channelPeriods are the periods from which a channel may change: what the mail
// says, else this month, and those around it.
func channelPeriods(now, asked register.Period) []option {
	if asked.IsZero() {
		asked = now
	}
	var out []option
	for i := 1; i >= -2; i-- {
		p := now.AddMonths(i)
		out = append(out, option{p.String(), p.Words(), p == asked})
	}
	if !slices.ContainsFunc(out, func(o option) bool { return o.Selected }) {
		out = append([]option{{asked.String(), asked.Words(), true}}, out...)
	}
	return out
}

func reasonOptions(reasons ...string) []option {
	out := make([]option, len(reasons))
	for i, r := range reasons {
		out[i] = option{Value: r, Word: r}
	}
	return out
}
