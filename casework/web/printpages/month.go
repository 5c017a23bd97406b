package printpages

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type monthPage struct {
	Base          shell.Base
	Period, Words string
	Periods       []option
	CanRun        bool
	CanPlan       bool // a step is left that has not begun
	Shadow        bool
	Steps         []stepView
	Run           runView
	Counts        []countView // what the run would print; none where nothing is new
	Against       []countView // the month beside the one before
	Doubts        []doubtView
	Changes       []changeView
	MoreChanges   int
	Outdated      []changeView
	Funnel        []funnelView
	Reminded      string
	Web           string
	Files         []fileView
	Letters       string
}

type stepView struct {
	Key, Word, Day, Value string
	Begun, Today          bool
}

// runView is the part of the page that refreshes itself while a run is drawn.
type runView struct {
	Period, Words string
	State         string // "", "drawing", "ready", "cancelled"
	Drawn, Of     int
	Files         string
	Percent       int
	CanRun        bool
	ToPrint       string
	Button        string
	Already       string
	Live          bool // under way: ask again
}

type countView struct{ Word, Value string }

type doubtView struct {
	Word      string
	Held      bool
	Companies []doubtCompany
	More      int
}

type doubtCompany struct {
	Company link
	Text    string
}

type changeView struct {
	Company   link
	Was, Will int
}

type funnelView struct {
	Word, Href, Tone string
	Count, Percent   int
}

type fileView struct {
	ID, Kind, No   string
	Count, Pages   string
	Left           int // envelopes to be posted
	State          tag
	Note           string
	First, Last    string
	At             string
	Papers         []link
	CanHand, Again bool
	CanPost        bool
	Today          string
	Stopped        []string
	Period         string
	Back           string
}

func (p Pages) month(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showMonth(w, r, by, http.StatusOK, nil)
}

func (p Pages) showMonth(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	period, err := p.period(r)
	if err != nil {
		return err
	}
	found, err := p.Runs.MonthPage(r.Context(), by, period)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Månaden "+period.Words(), "lists")
	if err != nil {
		return err
	}
	base.Alert = alert
	return p.Render(w, status, "month.html", p.monthView(base, found))
}

func (p Pages) monthView(base shell.Base, f monthly.MonthPage) monthPage {
	today := register.DateOf(p.Now())
	v := monthPage{Base: base, Period: f.Period.String(), Words: f.Period.Words(), Periods: p.periods(f.Period), CanRun: base.Supervisor,
		Shadow: f.Mode == casework.ModeShadow, Run: runOf(f, base.Supervisor && f.Mode != casework.ModeShadow)}
	for _, s := range f.Steps {
		v.CanPlan = v.CanPlan || v.CanRun && !s.Begun
		v.Steps = append(v.Steps, stepView{s.Key, s.Word, shell.Day(s.On), s.On.String(), s.Begun, s.On == today})
	}
	pre := f.Preview
	if pre.Lists > 0 {
		v.Counts = []countView{{"Listor", strconv.Itoa(pre.Lists)}, {"Blad", strconv.Itoa(pre.Sheets)}, {"Medlemmar", strconv.Itoa(pre.Members)}}
	}
	v.Against = []countView{{"Listor då", strconv.Itoa(pre.Last)}, {"Listor nu", strconv.Itoa(pre.Lists + pre.Already)}, {"Nya företag", strconv.Itoa(pre.New)}, {"Utan lista nu", strconv.Itoa(pre.Gone)}}
	v.Doubts = doubtsOf(pre.Doubts)
	v.Changes, v.MoreChanges = changesOf(pre.Changes)
	v.Outdated, _ = changesOf(pre.Outdated)
	for _, s := range monthly.Standings() {
		n := f.Funnel.By[s]
		if f.Funnel.Lists == 0 {
			break
		}
		v.Funnel = append(v.Funnel, funnelView{Word: s.Word(), Href: "/manad/vantar?period=" + v.Period + "&vy=" + string(s), Count: n,
			Percent: 100 * n / f.Funnel.Lists, Tone: standingTone(s)})
	}
	if f.Funnel.Reminder1 > 0 {
		v.Reminded = shell.Count(f.Funnel.Reminder1, "påminnelse 1", "påminnelse 1") + ", " + shell.Count(f.Funnel.Reminder2, "påminnelse 2", "påminnelse 2") + " är skickade."
	}
	v.Web = shell.Count(f.Funnel.Web, "företag redovisar", "företag redovisar") + " på webben eller med fil. För dem skrivs ingen lista."
	if f.Funnel.Own > 0 {
		v.Web += " " + upperFirst(shell.Count(f.Funnel.Own, "företag sänder", "företag sänder")) + " en egen lista, som väntas in här."
	}
	for _, file := range f.Files {
		v.Files = append(v.Files, p.fileOf(file, "/manad?period="+v.Period))
	}
	if f.Waiting > 0 {
		v.Letters = shell.Count(f.Waiting, "brev väntar", "brev väntar")
	}
	return v
}

func runOf(f monthly.MonthPage, can bool) runView {
	g := f.Progress
	v := runView{Period: f.Period.String(), Words: f.Period.Words(), State: string(g.State), Drawn: g.Drawn, Of: g.Lists, CanRun: can,
		Files: shell.Count(g.Files, "fil", "filer"), Live: g.State == monthly.RunDrawing}
	if g.Lists > 0 {
		v.Percent = 100 * g.Drawn / g.Lists
	}
	if n := f.Preview.Lists; n > 0 {
		v.ToPrint = shell.Count(n, "lista", "listor")
		v.Button = "Skriv ut " + v.ToPrint
	}
	if g.State == monthly.RunCancelled {
		v.Button = "Fortsätt utskriften"
	}
	if f.Preview.Already > 0 {
		v.Already = shell.Count(f.Preview.Already, "företag har sin lista", "företag har sin lista") + "."
	}
	return v
}

// companiesShown bounds what a page lists of each doubt and of the changes.
const companiesShown = 12

func doubtsOf(doubts []monthly.Doubt) []doubtView {
	var out []doubtView
	for _, kind := range []monthly.DoubtKind{monthly.DoubtAgreement, monthly.DoubtAddress, monthly.DoubtReturned, monthly.DoubtClosed, monthly.DoubtGlyphs, monthly.DoubtMembers} {
		v := doubtView{Word: kind.Word(), Held: kind.Held()}
		for _, d := range doubts {
			if d.Kind != kind {
				continue
			}
			if len(v.Companies) == companiesShown {
				v.More++
				continue
			}
			v.Companies = append(v.Companies, doubtCompany{companyLink(d.Customer, d.Company), d.Text})
		}
		if len(v.Companies) > 0 {
			out = append(out, v)
		}
	}
	return out
}

func changesOf(changes []monthly.Change) (shown []changeView, more int) {
	for i, c := range changes {
		if i == companiesShown {
			return shown, len(changes) - companiesShown
		}
		shown = append(shown, changeView{companyLink(c.Customer, c.Company), c.Was, c.Will})
	}
	return shown, 0
}

func standingTone(s monthly.Standing) string {
	return map[monthly.Standing]string{monthly.StandingReported: "ok", monthly.StandingLate: "bad", monthly.StandingReminded: "warn", monthly.StandingRetur: "bad",
		monthly.StandingCame: "info", monthly.StandingRespite: "info"}[s]
}

func (p Pages) fileOf(f monthly.File, back string) fileView {
	now := p.Now()
	v := fileView{ID: strconv.FormatInt(f.ID, 10), Kind: f.Kind, No: strconv.Itoa(f.No), Pages: shell.Count(f.Pages, "sida", "sidor"), Left: f.Count, First: spaced(f.First), Last: spaced(f.Last),
		At: shell.Moment(f.Ready, now), Today: register.DateOf(now).String(), Period: f.Period.String(), Back: back, Note: f.Printer}
	v.Count = shell.Count(f.Count, "lista", "listor")
	if f.Kind == "letters" {
		v.Count = shell.Count(f.Count, "brev", "brev")
	}
	v.State = tag{f.State.Word(), map[monthly.FileState]string{monthly.FileReady: "info", monthly.FileUncertain: "bad", monthly.FileHanded: "warn", monthly.FilePosted: "ok", monthly.FileErased: "ok"}[f.State]}
	switch f.State {
	case monthly.FileReady:
		v.CanHand = true
	case monthly.FileUncertain:
		v.CanHand, v.Again = true, true
	case monthly.FileHanded:
		v.CanPost = true
		v.Note = strings.TrimSpace(f.HandedBy + " " + shell.Moment(f.Handed, now) + " " + f.Printer)
	case monthly.FilePosted, monthly.FileErased:
		v.Note = shell.Day(f.PostedOn) + ", " + f.PostedBy
	}
	if f.State != monthly.FileDrawing && f.State != monthly.FileErased {
		href := "/manad/fil/" + v.ID + "/"
		v.Papers = []link{{"Bunt", href + string(monthly.PaperBatch)}, {"Kontrollblad", href + string(monthly.PaperControl)}}
		if f.Kind == "lists" {
			v.Papers = append(v.Papers, link{"Förteckning", href + string(monthly.PaperIndex)})
		}
	}
	for _, s := range f.Stopped {
		v.Stopped = append(v.Stopped, letterNumber(s.Letter))
	}
	return v
}

// progress answers the run's part of the page alone, while it is drawn.
func (p Pages) progress(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	period, err := p.period(r)
	if err != nil {
		return err
	}
	g, err := p.Runs.Progress(r.Context(), period)
	if err != nil {
		return err
	}
	if g.Done() {
		w.Header().Set("HX-Redirect", monthHref(period)) // what can be done now is another page
	}
	view := runOf(monthly.MonthPage{Period: period, Progress: g}, by.Supervises())
	return p.RenderBlock(w, http.StatusOK, "month.html", "run", view)
}

// monthForm answers a form of the month page.
func (p Pages) monthForm(w http.ResponseWriter, r *http.Request, by casework.Actor, do func(register.Period) (string, error)) error {
	period, err := p.period(r)
	if err != nil {
		return err
	}
	said, err := do(period)
	if refusal(err) {
		f := p.Explain(r, err)
		return p.showMonth(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	if back := r.PostFormValue("back"); back != "" {
		return p.Redirect(w, r, shell.LocalPath(back), said)
	}
	return p.Redirect(w, r, monthHref(period), said)
}

func (p Pages) start(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(period register.Period) (string, error) {
		done, err := p.Runs.Start(r.Context(), by, period)
		return startedWords(done, period), err
	})
}

func startedWords(done monthly.Started, period register.Period) string {
	switch {
	case done.Lists > 0:
		return shell.Count(done.Lists, "lista är numrerad", "listor är numrerade") + " för " + period.Words() + " och ritas."
	case len(done.Files) > 0:
		return "Utskriften för " + period.Words() + " fortsätter."
	}
	return "Inget nytt att skriva ut för " + period.Words() + "."
}

func (p Pages) cancel(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(period register.Period) (string, error) {
		return "Utskriften är avbruten. Numren står kvar, och nästa start fortsätter.", p.Runs.Cancel(r.Context(), by, period)
	})
}

func (p Pages) renew(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(period register.Period) (string, error) {
		done, err := p.Runs.Renew(r.Context(), by, period)
		return shell.Count(done.Lists, "lista skrivs om", "listor skrivs om") + " med nytt nummer.", err
	})
}

func (p Pages) setPlan(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(period register.Period) (string, error) {
		days := map[string]register.Date{}
		for _, key := range []string{"print", "post", "list_due", "money_due", "reminder1", "reminder2"} {
			d, err := day(r, key)
			if err != nil {
				return "", err
			}
			if !d.IsZero() {
				days[key] = d
			}
		}
		return "Planen är ändrad.", p.Runs.SetPlan(r.Context(), by, period, days)
	})
}

func (p Pages) filePDF(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := number(r.PathValue("file"))
	if err != nil {
		return err
	}
	f, err := p.Runs.FilePDF(r.Context(), by, id, monthly.Paper(r.PathValue("paper")))
	if err != nil {
		return err
	}
	send(w, f)
	return nil
}

func (p Pages) handOver(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(register.Period) (string, error) {
		id, err := number(r.PostFormValue("file"))
		if err != nil {
			return "", err
		}
		return "Bunt " + r.PostFormValue("file") + " lämnas till skrivaren.", p.Runs.HandOver(r.Context(), by, id, r.PostFormValue("again") != "")
	})
}

func (p Pages) post(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.monthForm(w, r, by, func(register.Period) (string, error) {
		id, err := number(r.PostFormValue("file"))
		if err != nil {
			return "", err
		}
		on, err := day(r, "on")
		if err != nil {
			return "", err
		}
		count, err := strconv.Atoi(strings.TrimSpace(r.PostFormValue("count")))
		if err != nil {
			return "", casework.Refuse(casework.Invalid, "Skriv hur många kuvert som postades.")
		}
		spoiled := strings.FieldsFunc(r.PostFormValue("spoiled"), func(c rune) bool { return c == ',' || c == ';' || c == '\n' })
		kept := spoiled[:0]
		for _, s := range spoiled {
			if s = strings.TrimSpace(s); s != "" {
				kept = append(kept, s)
			}
		}
		n, err := p.Runs.Post(r.Context(), by, monthly.Signature{File: id, On: on, Count: count, Spoiled: kept})
		return shell.Count(n, "kuvert är postat", "kuvert är postade") + ".", err
	})
}
