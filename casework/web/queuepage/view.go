package queuepage

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type queuePage struct {
	Base    shell.Base
	Title   string // the view's name
	Views   viewsBlock
	Kinds   []shell.Option
	Periods []shell.Option
	Flags   []shell.Option
	Tags    []shell.Option
	Empty   string // what a page without rows says
	Holders []shell.Option
	Ages    []shell.Option
	Hidden  []hidden // what narrows, for forms
	Columns []column
	Company string // whom the queue is narrowed to
	Clear   string // address without it
	Choices []choice
	Rows    []Row
	Lists   []listRow
	OfLists bool
	View    string
	Own     string // id of the own view that is shown
	Next    string // address of the next page, "" on the last
	First   string // address of the first page, "" on it
	Self    string // address of this page
	Narrow  bool   // a filter is on
	Undo    string // what was just done at once and may be undone
	Give    []shell.Option
	Key     string
	Most    int
}

type hidden struct{ Name, Value string }

type choice struct{ Name, Number, Href string }

// column is a heading that sorts.
type column struct {
	Word, Class, Href string
	Sort              string // aria-sort, "" where it does not sort the page
}

// listRow is a list that waits for its second keying or for being settled.
type listRow struct {
	Number, Company, CompanyHref, Period, Rows, Age, Since, Open, Mine, Href, Code string
	Reasons                                                                        []string
}

type viewsBlock struct {
	Cases, Lists, Own []viewLink
	Newest            int64 // what comes after it is new to whoever reads the page
}

type viewLink struct {
	Word, Href, Count string
	Current, Urgent   bool
	Key               string
}

// views in the order of the page.
var views = []struct {
	view casework.QueueView
	word string
}{
	{casework.ViewLive, "Alla öppna"}, {casework.ViewNew, "Nya"}, {casework.ViewMine, "Mina"}, {casework.ViewReplied, "Svar kommet"},
	{casework.ViewLate, "Sena"}, {casework.ViewWaiting, "Väntar"}, {casework.ViewSecond, "Andra person"}, {casework.ViewAside, "Åt sidan"},
	{casework.ViewDone, "Klara"}, {casework.ViewKeySecond, "Andra nyckling"}, {casework.ViewDiffers, "Skiljer sig"},
}

func (p Pages) page(ctx context.Context, by casework.Actor, a asked) (queuePage, error) {
	f, now := a.filter, p.Now()
	var found casework.QueuePage
	var err error
	page := queuePage{
		View: string(f.View), OfLists: holdsLists(f.View), Narrow: a.narrowed(), Empty: emptyWords(a), Self: "/ko" + a.query("efter", f.After),
		Kinds: shell.KindOptions(f.Kind), Flags: shell.FlagOptions(f.Flag), Ages: ageOptions(f.Days),
		Periods: shell.PeriodOptions(register.DateOf(now), f.Period, 14, "alla"), Columns: columnsOf(a), Key: newKey(), Most: casework.MostAtOnce,
	}
	if page.OfLists {
		if found, err = p.Queue.QueueCounts(ctx, by); err != nil {
			return page, err
		}
		if page.Lists, err = p.listRows(ctx, by, f.View); err != nil {
			return page, err
		}
	} else {
		if found, err = p.Queue.Queue(ctx, by, f); err != nil {
			return page, err
		}
		if page.Rows, err = p.rows(ctx, by, found.Rows); err != nil {
			return page, err
		}
		if err := p.people(ctx, &page, by, f); err != nil {
			return page, err
		}
		if err := p.tags(ctx, &page, by, f.Tag); err != nil {
			return page, err
		}
	}
	page.Views = viewsOf(found, a)
	page.Title = titleOf(a)
	page.around(a, found)
	return page, nil
}

// around fills what leads elsewhere from a page.
func (p *queuePage) around(a asked, found casework.QueuePage) {
	f := a.filter
	if a.own.ID != 0 {
		p.Own = strconv.FormatInt(a.own.ID, 10)
	}
	for _, name := range fields {
		if v := a.values.Get(name); v != "" {
			p.Hidden = append(p.Hidden, hidden{name, v})
		}
	}
	if f.Company != 0 {
		p.Clear = "/ko" + a.query("foretag", "")
		p.Company = "ett företag"
		if len(found.Rows) > 0 && found.Rows[0].Company != nil {
			p.Company = found.Rows[0].Company.Name
		}
	}
	if found.Next != "" {
		p.Next = "/ko" + a.query("efter", found.Next)
	}
	if f.After != "" {
		p.First = "/ko" + a.query("efter", "")
	}
}

// people fills who may hold a case: the filter's options, and whom marked ones may be given to.
func (p Pages) people(ctx context.Context, page *queuePage, by casework.Actor, f casework.QueueFilter) error {
	staff, err := p.Queue.Colleagues(ctx)
	if err != nil {
		return err
	}
	page.Holders = []shell.Option{{Word: "alla", Selected: f.Holder == 0}}
	page.Give = []shell.Option{{Word: "välj person"}, {Value: strconv.FormatInt(by.ID, 10), Word: "mig"}}
	for _, s := range staff {
		id := strconv.FormatInt(s.ID, 10)
		page.Holders = append(page.Holders, shell.Option{Value: id, Word: s.Name, Selected: s.ID == f.Holder})
		if s.ID != by.ID {
			page.Give = append(page.Give, shell.Option{Value: id, Word: s.Name})
		}
	}
	return nil
}

// tags fills which tags the queue may be narrowed to. The one that it is narrowed to is among them,
// also when its last case has lost it.
func (p Pages) tags(ctx context.Context, page *queuePage, by casework.Actor, chosen string) error {
	all, err := p.Queue.Tags(ctx, by)
	if err != nil {
		return err
	}
	if chosen != "" && !slices.Contains(all, chosen) {
		all = append([]string{chosen}, all...)
	}
	page.Tags = []shell.Option{{Word: "alla", Selected: chosen == ""}}
	for _, tag := range all {
		page.Tags = append(page.Tags, shell.Option{Value: tag, Word: tag, Selected: tag == chosen})
	}
	return nil
}

// rows words lines of the queue, with who has them open.
func (p Pages) rows(ctx context.Context, by casework.Actor, found []casework.QueueRow) ([]Row, error) {
	rows := make([]Row, len(found))
	for i, c := range found {
		var err error
		if rows[i], err = p.row(ctx, by, c); err != nil {
			return nil, err
		}
		for _, m := range c.Group {
			member, err := p.row(ctx, by, m)
			if err != nil {
				return nil, err
			}
			member.Member = true
			rows[i].Group = append(rows[i].Group, member)
		}
		if n := c.Siblings - len(c.Group); len(c.Group) > 0 && n > 0 {
			rows[i].More = shell.Count(n, "ärende till för samma företag och period", "ärenden till för samma företag och period")
			rows[i].MoreHref = "/ko?foretag=" + strconv.FormatInt(c.Company.ID, 10) + "&period=" + c.Period.String()
		}
	}
	return rows, nil
}

func (p Pages) row(ctx context.Context, by casework.Actor, c casework.QueueRow) (Row, error) {
	row := RowOf(c, p.Now())
	if c.Restricted {
		return row, nil
	}
	here := slices.DeleteFunc(p.Hub.Present(int64(c.ID), by.Protected), func(staff int64) bool { return staff == by.ID })
	names, err := p.Staff.Names(ctx, here)
	if err != nil {
		return row, err
	}
	// Who holds it has it open as a rule: only the others are news.
	names = slices.DeleteFunc(names, func(n string) bool { return n == c.Holder })
	if len(names) > 0 {
		row.Here = strings.Join(names, ", ") + " läser"
	}
	return row, nil
}

func (p Pages) listRows(ctx context.Context, by casework.Actor, view casework.QueueView) ([]listRow, error) {
	found, err := p.lists(ctx, by, view)
	if err != nil {
		return nil, err
	}
	rows := make([]listRow, len(found))
	for i, l := range found {
		rows[i] = p.listRow(l)
	}
	return rows, nil
}

func (p Pages) listRow(l verification.Waiting) listRow {
	row := listRow{
		Number: l.List.Number, Code: l.List.Number, Company: l.List.Company.Name, CompanyHref: "/foretag/" + strconv.Itoa(l.List.Company.CustomerNumber),
		Period: shell.PeriodWords(l.List.Period), Rows: strconv.Itoa(l.List.Rows), Age: shell.Age(l.Since, p.Now()), Since: shell.Moment(l.Since, p.Now()),
		Open: l.Open, Mine: l.Mine,
	}
	if l.State == verification.StateSettling {
		row.Href = settleHref(l)
	}
	for _, reason := range l.Reasons {
		row.Reasons = append(row.Reasons, reason.Word())
	}
	return row
}

// emptyWords say why nothing stands there: a tag is the clerks' own word, so it is named.
func emptyWords(a asked) string {
	others := a
	others.filter.Tag = ""
	switch tag := a.filter.Tag; {
	case tag != "" && (others.narrowed() || a.own.ID != 0):
		return "Inget ärende med etiketten ”" + tag + "” passar urvalet."
	case tag != "":
		return "Inget ärende i " + titleOf(a) + " har etiketten ”" + tag + "”."
	case a.narrowed():
		return "Inga ärenden passar urvalet."
	}
	return "Inget här just nu."
}

func titleOf(a asked) string {
	if a.own.ID != 0 {
		return a.own.Name
	}
	for _, v := range views {
		if v.view == a.filter.View {
			return v.word
		}
	}
	return "Kö"
}

func viewsOf(found casework.QueuePage, a asked) viewsBlock {
	out := viewsBlock{Newest: int64(found.Newest)}
	for i, v := range views {
		link := viewLink{
			Word: v.word, Href: "/ko", Count: capped(found.Counts, v.view), Current: a.own.ID == 0 && v.view == a.filter.View, Key: "",
			Urgent: v.view == casework.ViewLate && found.Counts[v.view] > 0,
		}
		if v.view != casework.ViewLive {
			link.Href = "/ko?vy=" + string(v.view)
		}
		if i < 9 {
			link.Key = strconv.Itoa(i + 1)
		}
		if holdsLists(v.view) {
			out.Lists = append(out.Lists, link)
		} else {
			out.Cases = append(out.Cases, link)
		}
	}
	for _, o := range found.Own {
		out.Own = append(out.Own, viewLink{
			Word: o.Name, Href: "/ko?egen=" + strconv.FormatInt(o.ID, 10), Count: cappedCount(o.Count), Current: o.ID == a.own.ID,
		})
	}
	return out
}

// countCap is where the store stops counting the views.
const countCap = 1000

// capped is the count of a view; "" where it is not counted.
func capped(counts map[casework.QueueView]int, view casework.QueueView) string {
	n, counted := counts[view]
	if !counted {
		return ""
	}
	return cappedCount(n)
}

func cappedCount(n int) string {
	if n >= countCap {
		return "1 000+"
	}
	return strconv.Itoa(n)
}

func ageOptions(chosen int) []shell.Option {
	out := []shell.Option{{Value: "", Word: "alla", Selected: chosen == 0}}
	for _, n := range []int{1, 2, 5, 10, 30} {
		out = append(out, shell.Option{Value: strconv.Itoa(n), Word: "minst " + shell.Count(n, "dag", "dagar"), Selected: n == chosen})
	}
	return out
}

// columnsOf are the headings. The age sorts both ways; pressing the present order goes back to it.
func columnsOf(a asked) []column {
	out := []column{
		{Word: "Företag", Href: "company"}, {Word: "Slag", Href: "kind"}, {Word: "Period", Href: "period"}, {Word: "Att se på"},
		{Word: "Hos", Href: "holder"}, {Word: "Klar senast", Href: "due"}, {Word: "Ålder", Class: "num", Href: "newest"},
	}
	order := string(a.filter.Order)
	for i := range out {
		c := &out[i]
		switch {
		case c.Href == "":
			continue
		case c.Href == order && order == "newest":
			c.Sort, c.Href = "ascending", "" // the youngest first
		case c.Href == order:
			c.Sort, c.Href = "ascending", ""
		case c.Href == "newest" && order == "":
			c.Sort = "descending" // the oldest first
		}
		c.Href = "/ko" + a.query("ordning", c.Href)
	}
	return out
}
