// Package clientpage is what stands around a company on its page (its life, bureaus, what was sent
// to it) and the page of a member, whose number is masked until somebody gives a reason (R26).
package clientpage

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Pages answers the routes.
type Pages struct {
	*shell.Shell
	Book clientele.Book
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /medlem/{member}", p.Page(p.member))
	mux.Handle("POST /medlem/{member}/visa", p.Page(p.unmask))
	mux.Handle("POST /foretag/{customer}/liv", p.Page(p.setLife))
	mux.Handle("POST /foretag/{customer}/fullmakt", p.Page(p.giveMandate))
	mux.Handle("POST /foretag/{customer}/fullmakt/{mandate}/avsluta", p.Page(p.endMandate))
}

// View is what a company's page shows of it.
type View struct {
	State, Since, Blocks string // State is "" while the company is active and nothing was ever said
	Tone                 string
	Receiver             []string
	Successor            *Link
	Past                 []string
	Takes                []Link
	Mandates             []MandateView
	Sent                 []SentView
	Returned             string // why the address is marked, "" where it is not
	Respites             []string
	States               []Option
	Today                string
}

// Link names a company and where its page is.
type Link struct{ Name, Href string }

// Option is a line of a select.
type Option struct {
	Value, Word string
	Selected    bool
}

// MandateView is a bureau that may act for the company.
type MandateView struct{ Action, Bureau, Email, Organisation, Since, Confirmed string }

// SentView is a letter that was sent.
type SentView struct{ Kind, Number, State, At, Tone string }

// ViewOf makes the View.
func ViewOf(c clientele.Company, customer int, now time.Time) View {
	v := View{Today: register.DateOf(now).String()}
	if len(c.Past) > 0 {
		v.State, v.Blocks = shell.UpperFirst(c.Life.State.Word()), c.Life.State.Blocks()
		if v.Tone = "bad"; c.Life.State == clientele.Active {
			v.Tone = "ok"
		}
		if !c.Life.Since.IsZero() {
			v.Since = shell.Day(c.Life.Since)
		}
		if c.Life.Receiver != "" {
			v.Receiver = append([]string{c.Life.Receiver}, c.Life.Address...)
		}
		if s := c.Life.Successor; s != nil {
			v.Successor = &Link{s.Name, companyHref(s.CustomerNumber)}
		}
	}
	for _, l := range c.Past {
		words := l.State.Word() + " från " + shell.Day(l.Since)
		if l.Note != "" {
			words += ": " + l.Note
		}
		v.Past = append(v.Past, words+" ("+l.By+")")
	}
	for _, s := range clientele.States() {
		v.States = append(v.States, Option{string(s), s.Word(), s == c.Life.State})
	}
	for _, t := range c.Takes {
		v.Takes = append(v.Takes, Link{t.Name, companyHref(t.CustomerNumber)})
	}
	for _, m := range c.Mandates {
		v.Mandates = append(v.Mandates, MandateView{Action: companyHref(customer) + "/fullmakt/" + strconv.FormatInt(m.ID, 10) + "/avsluta",
			Bureau: m.Bureau, Email: m.Email, Organisation: m.Organisation.String(), Since: shell.Day(m.From), Confirmed: m.ConfirmedFrom + " (" + m.ConfirmedBy + ")"})
	}
	for _, l := range c.Letters {
		s := SentView{Kind: monthly.KindWord(l.Kind), Number: l.Number, State: monthly.LetterState(l.State).Word(), At: shell.Moment(l.At, now)}
		if monthly.LetterState(l.State) == monthly.LetterRetur {
			s.Tone = "bad"
		}
		v.Sent = append(v.Sent, s)
	}
	if len(c.Returned) > 0 {
		v.Returned = "Brev har kommit tillbaka (" + reasonWord(c.Returned[0].Reason) + ", " + shell.Moment(c.Returned[0].At, now) + "). Inget skickas till adressen."
	}
	for _, r := range c.Respites {
		if r.Until.IsZero() {
			v.Respites = append(v.Respites, r.Period.Words()+": stängt hela månaden. "+r.Reason)
		} else {
			v.Respites = append(v.Respites, r.Period.Words()+": anstånd till "+shell.Day(r.Until)+". "+r.Reason)
		}
	}
	return v
}

// BriefView is what a case page shows of its company.
type BriefView struct {
	Href, Channel, Since string
	Contacts             []string
	Warnings             []string
	Months               []MonthView
	ListsOut             string
	Credentials          string
}

// MonthView is what stands booked for a period.
type MonthView struct{ Period, Rows, Total string }

// BriefOf makes the BriefView of a company.
func BriefOf(b clientele.Brief, customer int, now time.Time) *BriefView {
	v := &BriefView{Href: companyHref(customer), Channel: shell.UpperFirst(b.Channel.Words()), Contacts: b.Contacts}
	if !b.Since.IsZero() {
		v.Since = b.Since.Words()
	}
	if blocks := b.Life.State.Blocks(); blocks != "" {
		v.Warnings = append(v.Warnings, shell.UpperFirst(b.Life.State.Word())+" sedan "+shell.Day(b.Life.Since)+". "+blocks)
	}
	if s := b.Life.Successor; s != nil && b.Life.State == clientele.Succeeded {
		v.Warnings = append(v.Warnings, "Övertaget av "+s.Name+", "+s.Organisation.String()+".")
	}
	if b.Returned {
		v.Warnings = append(v.Warnings, "Brev har kommit tillbaka: inget skickas till adressen.")
	}
	for _, m := range b.Reported {
		v.Months = append(v.Months, MonthView{m.Period.Words(), shell.Count(m.Rows, "rad", "rader"), m.Total.Kronor()})
	}
	var out []string
	for _, p := range b.ListsOut {
		out = append(out, p.Words())
	}
	v.ListsOut = strings.Join(out, ", ")
	if !b.Credentials.IsZero() {
		v.Credentials = shell.Moment(b.Credentials, now)
	}
	return v
}

func reasonWord(reason string) string {
	return map[string]string{"moved": "flyttat", "unknown": "okänd", "bankrupt": "konkurs", "refused": "vägrad", "other": "annat"}[reason]
}

func companyHref(customer int) string { return "/foretag/" + strconv.Itoa(customer) }

func customerOf(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("customer"))
	if err != nil {
		return 0, casework.Refuse(casework.NotFound, "Företaget finns inte.")
	}
	return n, nil
}

func day(r *http.Request, field string) (register.Date, error) {
	text := r.PostFormValue(field)
	if text == "" {
		return register.Date{}, nil
	}
	d, err := register.ParseDate(text)
	if err != nil {
		return d, &casework.Error{Kind: casework.Invalid, Sentence: "Dagen ska skrivas som 2026-11-30.", Cause: err}
	}
	return d, nil
}

func text(r *http.Request, field string) string { return strings.TrimSpace(r.PostFormValue(field)) }

func (p Pages) setLife(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	customer, err := customerOf(r)
	if err != nil {
		return err
	}
	since, err := day(r, "since")
	if err != nil {
		return err
	}
	successor, _ := strconv.Atoi(text(r, "successor")) // none is 0, which Valid judges
	var lines []string
	for line := range strings.Lines(r.PostFormValue("address")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	d := clientele.SetLife{Customer: customer, State: clientele.State(r.PostFormValue("state")), Since: since, Receiver: text(r, "receiver"), Address: lines,
		Successor: successor, Note: text(r, "note")}
	if err := p.Book.SetLife(r.Context(), by, d); err != nil {
		return err
	}
	return p.Redirect(w, r, companyHref(customer), "Antecknat: "+d.State.Word()+" från "+d.Since.Words()+".")
}

func (p Pages) giveMandate(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	customer, err := customerOf(r)
	if err != nil {
		return err
	}
	from, err := day(r, "from")
	if err != nil {
		return err
	}
	d := clientele.GiveMandate{Customer: customer, Bureau: text(r, "bureau"), Email: text(r, "email"), From: from, ConfirmedFrom: text(r, "confirmed")}
	if d.Organisation, err = register.ParseOrganisationNumber(r.PostFormValue("organisation")); err != nil {
		return &casework.Error{Kind: casework.Invalid, Sentence: "Ange byråns organisationsnummer, tio siffror.", Cause: err}
	}
	if err := p.Book.GiveMandate(r.Context(), by, d); err != nil {
		return err
	}
	return p.Redirect(w, r, companyHref(customer), "Fullmakten är antecknad. "+d.Email+" är nu en känd adress för företaget.")
}

func (p Pages) endMandate(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	customer, err := customerOf(r)
	if err != nil {
		return err
	}
	mandate, err := strconv.ParseInt(r.PathValue("mandate"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Fullmakten finns inte.")
	}
	if err := p.Book.EndMandate(r.Context(), by, customer, mandate); err != nil {
		return err
	}
	return p.Redirect(w, r, companyHref(customer), "Fullmakten är avslutad. Byråns adress är inte längre känd för företaget.")
}

type memberPage struct {
	Base         shell.Base
	Name, Number string
	Unmask       string // where the reason is sent; "" where the number is shown
	Reasons      []Option
	Membership   string
	Tags         []shell.Tag
	Employments  []employmentView
	Reports      []reportView
}

type employmentView struct {
	Company  Link
	Org      string
	From, To string
}

type reportView struct {
	Period, Member, Control, Reason, Channel, At string
	Company                                      Link
	Corrected                                    bool
}

// unmaskReasons are why somebody may see a member's number whole.
func unmaskReasons() []string {
	return []string{"Företaget ringer om personen", "Kontroll av en redovisning", "Rättelse efter påpekande", "Begäran om registerutdrag"}
}

func (p Pages) member(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showMember(w, r, by, casework.Opening{What: "member"})
}

func (p Pages) unmask(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	reason := r.PostFormValue("reason")
	if !slices.Contains(unmaskReasons(), reason) {
		return casework.Refuse(casework.Invalid, "Välj varför du behöver se personnumret.")
	}
	return p.showMember(w, r, by, casework.Opening{What: "unmask", Reason: reason})
}

func (p Pages) showMember(w http.ResponseWriter, r *http.Request, by casework.Actor, why casework.Opening) error {
	id, err := strconv.ParseInt(r.PathValue("member"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Medlemmen finns inte.")
	}
	m, err := p.Book.Member(r.Context(), by, id, why)
	if err != nil {
		return err
	}
	base, err := p.Base(r, m.Name, "company")
	if err != nil {
		return err
	}
	base.Back = "/medlem/" + strconv.FormatInt(id, 10)
	page := memberPage{Base: base, Name: m.Name, Number: m.Personnummer.String(), Membership: membership(m), Tags: tags(m)}
	if why.What == "unmask" {
		page.Number = m.Personnummer.Hyphened()
	} else {
		page.Unmask = base.Back + "/visa"
		for _, reason := range unmaskReasons() {
			page.Reasons = append(page.Reasons, Option{Value: reason, Word: reason})
		}
	}
	for _, e := range m.Employments {
		v := employmentView{Company: Link{e.Company.Name, companyHref(e.Company.CustomerNumber)}, Org: e.Company.Organisation.String(), From: shell.Day(e.From)}
		if !e.To.IsZero() {
			v.To = shell.Day(e.To)
		}
		page.Employments = append(page.Employments, v)
	}
	for _, x := range m.Reports {
		page.Reports = append(page.Reports, reportView{Period: shell.UpperFirst(x.Period.Words()), Member: x.MemberFee.String(), Control: x.ControlFee.String(),
			Reason: avgiftslista.ReasonWord(x.Reason), Channel: channelWord(x.Channel), At: shell.Moment(x.At, p.Now()),
			Company: Link{x.Company.Name, companyHref(x.Company.CustomerNumber)}, Corrected: x.Versions > 1})
	}
	return p.Render(w, http.StatusOK, "member.html", page)
}

func membership(m clientele.Member) string {
	switch {
	case !m.From.IsZero() && !m.To.IsZero():
		return "Medlem " + shell.Day(m.From) + " – " + shell.Day(m.To)
	case !m.From.IsZero():
		return "Medlem sedan " + shell.Day(m.From)
	case !m.To.IsZero():
		return "Medlem till " + shell.Day(m.To)
	}
	return ""
}

func tags(m clientele.Member) []shell.Tag {
	var out []shell.Tag
	if !m.Deceased.IsZero() {
		out = append(out, shell.Tag{Word: "avliden " + shell.Day(m.Deceased), Tone: "warn"})
	}
	if m.Absent {
		out = append(out, shell.Tag{Word: "saknas i registret", Tone: "warn"})
	}
	return out
}

func channelWord(c string) string {
	words := map[string]string{"mail": "mejl", "paper": "papper", "telephone": "telefon", "counter": "besök", "department": "annan avdelning"}
	if w, ok := words[c]; ok {
		return w
	}
	return c
}
