package web

import (
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
)

type overviewPage struct {
	Base   shell.Base
	Groups []figureGroup
}

type figureGroup struct {
	Title, Href, Link string
	Figures           []figureView
}

// overview counts what is on the desk. No figure tells of a single person
// (R30).
func (s site) overview(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	o, err := s.work.Overviews.Overview(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Översikt", "overview")
	if err != nil {
		return err
	}
	oldest := "–"
	if !o.OldestLive.IsZero() {
		oldest = shell.Age(o.OldestLive, s.Now())
	}
	return s.Render(w, http.StatusOK, "overview.html", overviewPage{Base: base, Groups: []figureGroup{
		{Title: "Ärenden", Href: "/ko", Link: "Till kön", Figures: []figureView{
			figure("öppna", o.Live), figure("nya", o.New), figure("väntar", o.Waiting), figure("åt sidan", o.Aside),
			{Word: "äldsta öppna", Number: oldest}, figure("redovisningar i dag", o.ReportsToday),
		}},
		{Title: "Post", Href: "/brevlada", Link: "Till brevlådan", Figures: []figureView{
			figure("mejl hämtade", o.Seen), figure("blev ärenden", o.Cased), figure("avvisade med orsak", o.Rejected),
			figure("väntar på läsning", o.Unworked), {Word: "utan förklaring", Number: strconv.Itoa(o.Unaccounted), Bad: o.Unaccounted != 0},
		}},
		{Title: "Ut", Href: "/utkorg", Link: "Till utkorgen", Figures: []figureView{
			figure("listor ute", o.ListsOut), figure("mejl väntar", o.OutboxWaiting),
			{Word: "mejl misslyckades", Number: strconv.Itoa(o.OutboxFailed), Bad: o.OutboxFailed > 0},
		}},
	}})
}

func figure(word string, n int) figureView { return figureView{Word: word, Number: strconv.Itoa(n)} }
