package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/clientpage"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type companyPage struct {
	Base                  shell.Base
	Name, Customer, OrgNr string
	Address               []string
	Region, Absent        string
	Channel, ChannelSince string
	ChannelBy             string
	ChannelsAhead         []channelView // decided, not in force yet
	Around                clientpage.View
	Agreement, Rate       string
	PayDay                string
	Members               string
	Contacts              []contactView
	Addresses             []addressView
	Reports               []reportView
	Lists                 []listView
	Cases                 []queueRow
	CasesHref             string
	CasesMore             int
	Orders                []orderView
}

// addressView is a known address; Bounces says since when our mail comes back.
type addressView struct{ Address, Bounces string }

type channelView struct{ Word, From, By string }

type contactView struct {
	Name, Email, Mobile, Role string
	Ended, Confirmed          bool
}

type orderView struct{ State, At, By, Case, CaseHref string }

type reportView struct {
	Period   string
	Total    string
	Rows     string
	Versions []versionView
	List     string
	Story    []tag // that it was corrected, annulled or moved
}

type versionView struct {
	Word, When, By, Second, From, FromHref string
	Total, Reason, Href, Moved             string
	Postings                               []postingView
}

type postingView struct {
	Row                     int
	Name, Number, Href      string
	Member, Control, Reason string
	Source                  string
	Gone                    string // reversed, or reverses
}

func (s site) company(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	customer, err := strconv.Atoi(r.PathValue("customer"))
	if err != nil {
		return casework.Refuse(casework.NotFound, "Företaget finns inte.")
	}
	c, err := s.work.Companies.CompanyPage(r.Context(), by, customer)
	if err != nil {
		return err
	}
	base, err := s.Base(r, c.Company.Name, "company")
	if err != nil {
		return err
	}
	around, err := s.work.Clients.Around(r.Context(), by, c.Company.ID)
	if err != nil {
		return err
	}
	page := s.companyView(base, c)
	page.Around = clientpage.ViewOf(around, customer, s.Now())
	return s.Render(w, http.StatusOK, "company.html", page)
}

func (s site) companyView(base shell.Base, c casework.CompanyPage) companyPage {
	now := s.Now()
	p := companyPage{
		Base: base, Name: c.Company.Name, Customer: strconv.Itoa(c.Company.CustomerNumber), OrgNr: c.Company.Organisation.String(),
		Address: address(c), Region: c.Register.Region,
		Channel: upperFirst(c.Channel.Channel.Words()), ChannelSince: shell.PeriodWords(c.Channel.From), ChannelBy: c.Channel.SetBy,
		Agreement: c.Agreement.Name, Rate: rateWords(c), Members: shell.Count(c.Members, "medlem", "medlemmar"),
		CasesHref: "/ko?foretag=" + strconv.FormatInt(c.Company.ID, 10),
	}
	if !c.Absent.IsZero() {
		p.Absent = "Saknas i registret sedan " + shell.Day(c.Absent)
	}
	if c.Register.PayDay > 0 {
		p.PayDay = "den " + strconv.Itoa(c.Register.PayDay) + ":e"
	}
	for _, a := range c.Addresses {
		address, bounces, _ := strings.Cut(strings.TrimSuffix(a, ")"), " (")
		p.Addresses = append(p.Addresses, addressView{address, bounces})
	}
	for _, ch := range c.Channels {
		if !register.PeriodOf(register.DateOf(now)).Before(ch.From) {
			continue
		}
		p.ChannelsAhead = append(p.ChannelsAhead, channelView{Word: upperFirst(ch.Channel.Words()), From: shell.PeriodWords(ch.From), By: ch.SetBy})
	}
	for _, k := range c.Contacts {
		p.Contacts = append(p.Contacts, contactView{Name: k.Name, Email: k.Email, Mobile: k.Mobile, Role: k.Role, Ended: k.Ended, Confirmed: k.Confirm})
	}
	left := rowsShown
	for _, report := range c.Reports {
		p.Reports = append(p.Reports, s.reportOf(report, &left))
	}
	for _, l := range c.Lists {
		p.Lists = append(p.Lists, listView{ID: strconv.FormatInt(int64(l.ID), 10), Key: newKey(), Number: spaced(l.Number), Href: listHref(l.ID), State: listTag(l.State), Rows: l.Rows, Version: l.Version,
			Printed: shell.Moment(l.Printed, now), Company: companyLink{Name: shell.PeriodWords(l.Period)}})
	}
	// The page is one screen: what is more stands in the queue and among the letters.
	p.CasesMore = max(0, len(c.Cases)-casesShown)
	for _, q := range c.Cases[:min(len(c.Cases), casesShown)] {
		p.Cases = append(p.Cases, rowOf(q, now))
	}
	for _, o := range c.Orders[:min(len(c.Orders), ordersShown)] {
		p.Orders = append(p.Orders, orderView{State: upperFirst(o.State.Word()), At: shell.Moment(o.At, now), By: o.By, Case: o.Case.String(), CaseHref: caseHref(o.Case)})
	}
	return p
}

func address(c casework.CompanyPage) []string {
	var lines []string
	for _, line := range []string{c.Register.CareOf, c.Register.Street, postTown(c.Register.Postcode, c.Register.City)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func postTown(code, town string) string {
	if len(code) == 5 {
		code = code[:3] + " " + code[3:]
	}
	return strings.TrimSpace(code + " " + town)
}

func rateWords(c casework.CompanyPage) string {
	s := c.Rate.MemberFee.String() + " % medlemsavgift"
	if c.Rate.HasControlFee() {
		s += ", " + c.Rate.ControlFee.String() + " % kontrollavgift"
	}
	return s
}

// How many the panels show.
const (
	casesShown  = 5
	ordersShown = 3
)

// rowsShown bounds the booked rows on the page: the report's own page has the others.
const rowsShown = 150

func (s site) reportOf(r casework.PeriodReport, left *int) reportView {
	v := reportView{Period: upperFirst(shell.PeriodWords(r.Period)), Total: kronor(r.Sum.Total()), Rows: rowsWord(r.Sum.Rows), Story: storyOf(r.Versions)}
	if r.List != nil {
		v.List = "lista " + spaced(r.List.Number)
	}
	for _, version := range r.Versions {
		view := s.versionOf(version)
		if *left -= len(view.Postings); *left < 0 {
			view.Postings = nil
		}
		v.Versions = append(v.Versions, view)
	}
	return v
}

// storyOf tells in a word or two what became of a period (R7); nothing of one that was reported once.
func storyOf(versions []ledger.Version) []tag {
	var out []tag
	for _, v := range versions {
		t := tag{v.Kind.Word(), "info"}
		switch {
		case v.MovedTo != 0:
			t = tag{"flyttad", "warn"}
		case v.Kind == ledger.Annulment:
			t = tag{"makulerad", "warn"}
		case v.Kind == ledger.New:
			continue
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func (s site) versionOf(v ledger.Version) versionView {
	out := versionView{
		Word: upperFirst(v.Kind.Word()), When: shell.Moment(v.DecidedAt, s.Now()), By: v.DecidedBy, Second: v.SecondBy,
		Total: kronor(v.Sum.Total()), Reason: v.Reason, Href: "/redovisning/" + strconv.FormatInt(int64(v.ID), 10),
	}
	if v.MovedTo != 0 {
		out.Moved = "/redovisning/" + strconv.FormatInt(int64(v.MovedTo), 10)
	}
	if v.CaseID != 0 {
		out.From, out.FromHref = casework.CaseID(v.CaseID).String(), caseHref(casework.CaseID(v.CaseID))
	}
	for _, p := range v.Postings {
		out.Postings = append(out.Postings, postingOf(p))
	}
	return out
}

// postingOf shows a posting with its number masked: the company page is not a
// case that the clerk holds (R26).
func postingOf(p ledger.Posting) postingView {
	v := postingView{
		Row: p.Row, Name: p.Name, Member: p.MemberFee.String(), Control: p.ControlFee.String(),
		Source: placeWords(p.Source.Place), Number: number(p.Person.Number, false),
	}
	if p.Person.MemberID != 0 {
		v.Href = "/medlem/" + strconv.FormatInt(p.Person.MemberID, 10)
	}
	if p.Reason != "" {
		v.Reason = avgiftslista.ReasonWord(p.Reason)
	}
	if p.Source.By != "" {
		v.Source += " · " + p.Source.By
	}
	switch {
	case p.Reverses != 0:
		v.Gone = "återför"
	case p.ReversedBy != 0:
		v.Gone = "återförd"
	}
	return v
}
