package web

import (
	"crypto/rand"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// tag is a shell.Tag.
type tag struct{ Word, Tone string }

// option is a shell.Option.
type option struct {
	Value, Word string
	Selected    bool
}

func flagTags(flags []string) []tag {
	shared := shell.FlagTags(flags)
	tags := make([]tag, len(shared))
	for i, t := range shared {
		tags[i] = tag(t)
	}
	return tags
}

func kindWords(kinds []string) string { return shell.KindWords(kinds) }

func upperFirst(s string) string { return shell.UpperFirst(s) }

func periodOptions(now register.Date, chosen register.Period, n int, blank string) []option {
	shared := shell.PeriodOptions(now, chosen, n, blank)
	out := make([]option, len(shared))
	for i, o := range shared {
		out[i] = option(o)
	}
	return out
}

func channelOptions(chosen register.Channel) []option {
	var out []option
	for _, c := range []register.Channel{register.ChannelWeb, register.ChannelPaper, register.ChannelOwnList, register.ChannelFile} {
		out = append(out, option{string(c), c.Words(), c == chosen})
	}
	return out
}

// companyLink names a company and where its page is; empty for none.
type companyLink struct{ Name, Href string }

func linkOf(c *casework.CompanyRef) companyLink {
	if c == nil {
		return companyLink{}
	}
	return companyLink{c.Name, companyHref(c.CustomerNumber)}
}

// newKey is the idempotency key that a form carries: a double click is one
// decision.
func newKey() string { return rand.Text() }

// kronor is an amount with its unit.
func kronor(a register.Amount) string { return a.Kronor() }

func rowsWord(n int) string { return shell.Count(n, "rad", "rader") }

// sayOnce gives the file and sheet that all rows stand in and leaves each row
// only its place within: a name of sixty letters on every line hides what
// differs.
func sayOnce(rows []casework.CaseRow, views []rowView) string {
	from := ""
	for i, r := range rows {
		whole := r.Place
		whole.Page, whole.Table, whole.Row, whole.Line, whole.KeyedBy = 0, 0, 0, 0, ""
		container := placeWords(whole.String())
		if whole.File == "" || i > 0 && container != from || !strings.HasPrefix(views[i].Source, container+" ") {
			return ""
		}
		from = container
	}
	for i := range views {
		views[i].Source = strings.TrimPrefix(views[i].Source, from+" ")
	}
	return from
}
