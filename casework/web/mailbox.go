package web

import (
	"net/http"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type mailboxPage struct {
	Base    shell.Base
	Folders []folderView
	Figures []figureView
	Balance string // the proof in words
	Lost    bool
	Lots    []messageLot
}

// messageLot is the messages without a case in one state.
type messageLot struct {
	ID, Title, Empty string
	Rows             []messageView
}

type folderView struct {
	Name, Role, LastFetch, Error string
	Messages                     int
	Late                         bool
}

type figureView struct {
	Word, Number string
	Bad          bool
}

type messageView struct {
	ID               int64
	At, Reason, Size string
	Case, CaseHref   string
}

// mailbox shows what was seen and what became of it: nothing is dropped.
func (s site) mailbox(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	found, err := s.work.Desk.MailboxPage(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Brevlåda", "mailbox")
	if err != nil {
		return err
	}
	now := s.Now()
	p := mailboxPage{
		Base: base, Lost: found.Counts.Unaccounted != 0,
		Lots: []messageLot{
			{"aside", "Lagda åt sidan", "Inget är lagt åt sidan.", messageViews(found.Aside, now)},
			{"unworked", "Väntar på läsning", "Allt är läst.", messageViews(found.Unworked, now)},
			{"rejected", "Avvisade med orsak", "Inget är avvisat.", messageViews(found.Rejected, now)},
		},
	}
	for _, f := range found.Folders {
		p.Folders = append(p.Folders, folderOf(f, now))
	}
	c := found.Counts
	p.Figures = []figureView{
		{"mejl hämtade", strconv.Itoa(c.Seen), false}, {"blev ärenden", strconv.Itoa(c.Cased), false},
		{"avvisade med orsak", strconv.Itoa(c.Rejected), false}, {"väntar på läsning", strconv.Itoa(c.Unworked), false},
		{"utan förklaring", strconv.Itoa(c.Unaccounted), c.Unaccounted != 0},
	}
	p.Balance = "Alla hämtade mejl är ärenden, avvisade med orsak eller på väg att läsas."
	if p.Lost {
		p.Balance = shell.Count(c.Unaccounted, "mejl saknar", "mejl saknar") + " förklaring. Säg till den som sköter systemet."
	}
	return s.Render(w, http.StatusOK, "mailbox.html", p)
}

func folderOf(f casework.MailFolder, now time.Time) folderView {
	roles := map[string]string{"inbox": "läses", "queue": "hit flyttas det som ska bli ärenden", "sent": "läses, för svar från Outlook"}
	v := folderView{Name: f.Name, Role: roles[f.Role], LastFetch: shell.Moment(f.LastFetch, now), Messages: f.Messages}
	if f.Error != "" && f.ErrorAt.After(f.LastFetch) {
		v.Error, v.Late = f.Error+" ("+shell.Moment(f.ErrorAt, now)+")", true
	}
	return v
}

func messageViews(rows []casework.MessageRow, now time.Time) []messageView {
	out := make([]messageView, len(rows))
	for i, m := range rows {
		out[i] = messageView{ID: m.ID, At: shell.Moment(m.ReceivedAt, now), Reason: m.Reason, Size: shell.Size(m.Size)}
		if m.Case != 0 {
			out[i].Case, out[i].CaseHref = m.Case.String(), caseHref(m.Case)
		}
	}
	return out
}

type registerPage struct {
	Base        shell.Base
	Imports     []importView
	Differences []differenceView
}

type importView struct {
	At, Files, By string
	Outcome       tag
	Report        []string
}

type differenceView struct {
	ID                  string
	Company             companyLink
	Field               string
	Theirs, Ours, Since string
}

// register shows the deliveries of the member register and where it says
// otherwise than we do (R1).
func (s site) register(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showRegister(w, r, by, http.StatusOK, nil)
}

func (s site) showRegister(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	found, err := s.work.Desk.RegisterPage(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Register", "register")
	if err != nil {
		return err
	}
	base.Alert = alert
	p := registerPage{Base: base}
	now := s.Now()
	for _, run := range found.Imports {
		by := run.By
		if by == "" {
			by = "kommandoraden"
		}
		p.Imports = append(p.Imports, importView{
			At: shell.Moment(run.At, now), Files: shell.Moment(run.FilesDate, now), By: by, Outcome: outcomeTag(run.Outcome), Report: run.Report,
		})
	}
	for _, d := range found.Differences {
		p.Differences = append(p.Differences, differenceOf(d, now))
	}
	return s.Render(w, status, "register.html", p)
}

func differenceOf(d casework.RegisterDifference, now time.Time) differenceView {
	v := differenceView{
		ID: strconv.FormatInt(d.ID, 10), Company: linkOf(&d.Company), Theirs: d.RegisterSays, Ours: d.Ours, Since: shell.Moment(d.Since, now),
	}
	switch d.Field {
	case "channel":
		v.Field = "Kanal"
		v.Theirs, v.Ours = channelWord(d.RegisterSays), channelWord(d.Ours)
	case "email":
		v.Field = "E-postadresser"
	}
	return v
}

// channelWord is a channel in words; what is no channel alone stands as it is.
func channelWord(s string) string {
	if c, err := register.ParseChannel(s); err == nil {
		return c.Words()
	}
	return s
}

func outcomeTag(outcome string) tag {
	tags := map[string]tag{
		"applied": {"inläst", "ok"}, "unchanged": {"oförändrat", ""}, "waiting": {"väntar på en arbetsledare", "warn"}, "refused": {"stoppat", "bad"},
	}
	if t, ok := tags[outcome]; ok {
		return t
	}
	return tag{outcome, ""}
}

func (s site) settle(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := strconv.ParseInt(r.PathValue("difference"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Skillnaden finns inte.")
	}
	err = s.work.Desk.KeepOurs(r.Context(), by, id)
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.NotFound:
		f := s.Explain(r, err)
		return s.showRegister(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return s.Redirect(w, r, "/register", "Vår uppgift gäller.")
}
