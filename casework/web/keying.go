package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type keyingPage struct {
	Base shell.Base
	Code string
}

type sheetPage struct {
	Base        shell.Base
	Href        string
	Number      string
	Company     companyLink
	Period      string
	Agreement   string
	HasControl  bool
	Rows        []sheetRow
	Reasons     []option
	Written     string
	Totals      totals
	Done        bool
	Second      bool   // the blind second keying
	Last        string // "september 2026", or why there is no last month
	Key         string
	ScannedAt   string        // page of the sheet whose code was scanned
	Accept      []findingView // what must be accepted before the list is done
	MemberRate  int           // hundredths of a percent, for the key *
	ControlRate int
}

type sheetRow struct {
	No                      int
	Name, Number, Left      string
	Member, Control, Reason string
	Reasons                 []option
	Blank, New, Saved       bool
	Warnings                []findingView
	LastMember, LastControl string // of the last period, "" where there is none, for the key +
}

// totals are the running sums under the rows; keying.js shows the same struct.
type totals struct {
	Member, Control, Total string
	Left                   int
	LeftWord               string
	Agrees                 bool
	HasWritten             bool
	Verdict                string // "Stämmer", "Skiljer 100,00 kr", ""
}

func (s site) keyingStart(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	return s.showKeying(w, r, http.StatusOK, "", nil)
}

func (s site) showKeying(w http.ResponseWriter, r *http.Request, status int, code string, alert *shell.Alert) error {
	base, err := s.Base(r, "Registrera lista", "keying")
	if err != nil {
		return err
	}
	base.Alert = alert
	return s.Render(w, status, "keying.html", keyingPage{Base: base, Code: code})
}

// openSheet takes a list number from the keyboard or the hand scanner.
func (s site) openSheet(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	code := trimmed(r, "code")
	sheet, err := s.work.Keying.OpenSheet(r.Context(), by, code)
	switch casework.KindOf(err) {
	case casework.Invalid, casework.NotFound, casework.Conflict, casework.Denied:
		f := s.Explain(r, err)
		return s.showKeying(w, r, f.Status, code, &f.Alert)
	}
	if err != nil {
		return err
	}
	return s.Redirect(w, r, sheetHref(sheet.ID), "")
}

func (s site) sheet(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showSheet(w, r, by, http.StatusOK, nil, nil)
}

// showSheet shows the sheet; an alert says why it is not done, accept what the
// clerk may accept to have it done.
func (s site) showSheet(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert, accept []avgiftslista.Finding) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	sheet, err := s.work.Keying.Sheet(r.Context(), by, id)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Lista "+spaced(sheet.List.Number), "keying")
	if err != nil {
		return err
	}
	base.Back, base.Alert = sheetHref(id), alert
	page := s.sheetView(base, sheet)
	page.Accept = eachCode(accept)
	return s.Render(w, status, "sheet.html", page)
}

func (s site) sheetView(base shell.Base, k casework.KeyingSheet) sheetPage {
	p := sheetPage{
		Base: base, Href: sheetHref(k.ID), Number: spaced(k.List.Number), Company: linkOf(&k.List.Company),
		Period: shell.PeriodWords(k.List.Period), Agreement: k.Agreement, HasControl: k.HasControl,
		Totals: totalsOf(k.Keyed, k.Written, k.Left), Done: k.State != casework.KeyingOpen, Second: k.Pass == 2, Key: newKey(),
		Reasons: reasonCodes(""), Last: "Ingen tidigare lista finns",
		MemberRate: int(k.Rate.MemberFee), ControlRate: int(k.Rate.ControlFee),
	}
	if k.Written != nil {
		p.Written = k.Written.String()
	}
	if !k.LastPeriod.IsZero() {
		p.Last = "Förra listan gällde " + k.LastPeriod.Words()
	}
	if k.Page > 0 {
		p.ScannedAt = "sida " + strconv.Itoa(k.Page)
	}
	for _, row := range k.Rows {
		p.Rows = append(p.Rows, sheetRowOf(row))
	}
	return p
}

func sheetRowOf(k casework.KeyingRow) sheetRow {
	row := sheetRow{
		No: k.Row, Name: k.Name, Number: number(k.Number, true), Reason: k.Reason, Reasons: reasonCodes(k.Reason),
		Blank: k.Blank, New: k.New, Saved: !k.Saved.IsZero(), Warnings: findingViews(k.Warnings),
	}
	if k.Number.IsZero() {
		row.Number = k.Written
	}
	if k.MemberFee != nil {
		row.Member = k.MemberFee.String()
	}
	if k.ControlFee != nil {
		row.Control = k.ControlFee.String()
	}
	if k.Last != nil {
		row.LastMember, row.LastControl = k.Last.MemberFee.String(), k.Last.ControlFee.String()
	}
	if !k.LeftOn.IsZero() {
		row.Left = "slutat? " + shell.Day(k.LeftOn)
	}
	return row
}

func totalsOf(keyed ledger.Sum, written *register.Amount, left int) totals {
	t := totals{
		Member: keyed.MemberFee.String(), Control: keyed.ControlFee.String(), Total: kronor(keyed.Total()),
		Left: left, LeftWord: shell.Count(left, "rad kvar", "rader kvar"), HasWritten: written != nil,
	}
	if left == 0 {
		t.LeftWord = "alla rader klara"
	}
	if written != nil {
		t.Agrees = *written == keyed.Total()
		t.Verdict = "Stämmer med listan"
		if !t.Agrees {
			t.Verdict = "Skiljer " + kronor((keyed.Total() - *written).Abs())
		}
	}
	return t
}

// rowAnswer is what keying.js shows after a row was saved.
type rowAnswer struct {
	Row     sheetRow
	Totals  totals
	Problem string // Swedish: the row was not saved
}

// saveRow saves one row as it is left.
func (s site) saveRow(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	row, err := readKeyed(r)
	if err != nil {
		return s.answerRow(w, r, rowAnswer{}, err)
	}
	saved, err := s.work.Keying.SaveRow(r.Context(), by, id, row)
	if err != nil {
		return s.answerRow(w, r, rowAnswer{}, err)
	}
	return s.answerSaved(w, r, saved)
}

func (s site) saveWritten(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	total, err := optionalAmount(r, "written", "Listans summa")
	if err != nil {
		return s.answerRow(w, r, rowAnswer{}, err)
	}
	saved, err := s.work.Keying.SaveWritten(r.Context(), by, id, total)
	if err != nil {
		return s.answerRow(w, r, rowAnswer{}, err)
	}
	return s.answerSaved(w, r, saved)
}

func (s site) answerSaved(w http.ResponseWriter, r *http.Request, saved casework.RowSaved) error {
	return s.answerRow(w, r, rowAnswer{Row: sheetRowOf(saved.Row), Totals: totalsOf(saved.Keyed, saved.Written, saved.Left)}, nil)
}

// answerRow answers keying.js: 200 with the row, or the status of the failure
// with its sentence.
func (s site) answerRow(w http.ResponseWriter, r *http.Request, a rowAnswer, failure error) error {
	status := http.StatusOK
	if failure != nil {
		f := s.Explain(r, failure)
		status, a.Problem = f.Status, f.Alert.Sentence
	}
	body, err := json.Marshal(a)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error here is a browser that went away
	return nil
}

func readKeyed(r *http.Request) (casework.KeyingRow, error) {
	n, err := strconv.Atoi(r.PostFormValue("row"))
	if err != nil || n < 0 {
		return casework.KeyingRow{}, casework.Refuse(casework.Invalid, "Raden finns inte på listan.")
	}
	row := casework.KeyingRow{
		Row: n, Reason: r.PostFormValue("reason"), Blank: r.PostFormValue("blank") != "", Name: trimmed(r, "name"),
		Written: trimmed(r, "number"), New: n == 0 || r.PostFormValue("new") != "", Key: casework.KeyUsed(r.PostFormValue("used")),
	}
	if row.MemberFee, err = optionalAmount(r, "member", "Medlemsavgiften"); err != nil {
		return row, err
	}
	row.ControlFee, err = optionalAmount(r, "control", "Kontrollavgiften")
	return row, err
}

func optionalAmount(r *http.Request, field, what string) (*register.Amount, error) {
	text := trimmed(r, field)
	if text == "" {
		return nil, nil
	}
	a, err := register.ParseAmount(text)
	if err != nil {
		return nil, unreadableAmount(what, err)
	}
	return &a, nil
}

func (s site) finish(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	done, err := s.work.Keying.Finish(r.Context(), by, id, casework.KeyingFinish{Key: r.PostFormValue("key"), Accept: r.PostForm["accept"]})
	var refusal *casework.Error
	if errors.As(err, &refusal) && (refusal.Kind == casework.Invalid || refusal.Kind == casework.Conflict) {
		f := s.Explain(r, err)
		return s.showSheet(w, r, by, f.Status, &f.Alert, refusal.Accept)
	}
	if err != nil {
		return err
	}
	if done.Case != 0 {
		return s.Redirect(w, r, caseHref(done.Case), done.Said)
	}
	return s.Redirect(w, r, "/registrera", done.Said)
}

func (s site) abandon(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	if err := s.work.Keying.Abandon(r.Context(), by, id); err != nil {
		return err
	}
	return s.Redirect(w, r, "/registrera", "Registreringen är avbruten. Det som hann sparas finns kvar.")
}

func keyingID(r *http.Request) (casework.KeyingID, error) {
	n, err := strconv.ParseInt(r.PathValue("keying"), 10, 64)
	if err != nil || n <= 0 {
		return 0, casework.Refuse(casework.NotFound, "Registreringen finns inte.")
	}
	return casework.KeyingID(n), nil
}

func sheetHref(id casework.KeyingID) string { return "/registrera/" + strconv.FormatInt(int64(id), 10) }

// spaced is a list number in the groups in which it is printed.
func spaced(n string) string {
	if len(n) != 13 {
		return n
	}
	return strings.Join([]string{n[:6], n[6:10], n[10:]}, " ")
}
