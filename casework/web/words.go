package web

import (
	"cmp"
	"crypto/rand"
	"slices"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// tag is a short mark with a tone: "", "info", "ok", "warn" or "bad". The words
// carry the meaning, the tone only repeats it.
type tag struct{ Word, Tone string }

// flagTag is a flag of contract.md as staff read it.
func flagTag(flag string) tag {
	tags := map[string]tag{
		"unreadable":            {"oläsligt", "bad"},
		"company_unknown":       {"okänt företag", "warn"},
		"company_ambiguous":     {"oklart företag", "warn"},
		"sender_unknown":        {"okänd avsändare", "warn"},
		"period_missing":        {"period saknas", "warn"},
		"total_mismatch":        {"summan stämmer inte", "bad"},
		"personnummer_invalid":  {"fel personnummer", "bad"},
		"member_unknown":        {"okänd person", "warn"},
		"member_missing":        {"person saknas", "warn"},
		"rate_deviation":        {"avgift avviker", "warn"},
		"no_rows":               {"inga rader", "warn"},
		"attachment_unreadable": {"bilaga oläslig", "warn"},
		"duplicate_member":      {"person två gånger", "bad"},
		"negative_amount":       {"negativt belopp", "bad"},
	}
	if t, ok := tags[flag]; ok {
		return t
	}
	return tag{flag, "warn"}
}

func flagTags(flags []string) []tag {
	tags := make([]tag, len(flags))
	for i, f := range flags {
		tags[i] = flagTag(f)
	}
	// What stops a decision stands first: a narrow column cuts the rest.
	slices.SortStableFunc(tags, func(a, b tag) int { return cmp.Compare(gravity(a), gravity(b)) })
	return tags
}

func gravity(t tag) int {
	if t.Tone == "bad" {
		return 0
	}
	return 1
}

func kindWords(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = casework.KindWord(k)
	}
	s := strings.Join(words, ", ")
	if s == "" {
		return casework.KindWord("other")
	}
	return upperFirst(s)
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// option is a line of a select.
type option struct {
	Value, Word string
	Selected    bool
}

// kindOptions are the kinds of contract.md, the chosen one marked.
func kindOptions(chosen string) []option {
	kinds := []string{"fee_data", "returned_list", "paper_request", "credential_request", "contact_person", "question", "delivery_failure", "auto_reply", "other"}
	out := []option{{"", "alla", chosen == ""}}
	for _, k := range kinds {
		out = append(out, option{k, casework.KindWord(k), k == chosen})
	}
	return out
}

// flagOptions are the flags of contract.md, the chosen one marked.
func flagOptions(chosen string) []option {
	flags := []string{"total_mismatch", "member_unknown", "member_missing", "rate_deviation", "duplicate_member", "personnummer_invalid",
		"negative_amount", "period_missing", "company_unknown", "company_ambiguous", "sender_unknown", "no_rows", "attachment_unreadable", "unreadable"}
	out := []option{{"", "alla", chosen == ""}}
	for _, f := range flags {
		out = append(out, option{f, flagTag(f).Word, f == chosen})
	}
	return out
}

// periodOptions are n periods back from this month; blank is the first line's
// word, "" for none.
func periodOptions(now register.Date, chosen register.Period, n int, blank string) []option {
	var out []option
	if blank != "" {
		out = append(out, option{"", blank, chosen.IsZero()})
	}
	first := register.PeriodOf(now)
	if !chosen.IsZero() && (first.Before(chosen) || chosen.MonthsTo(first) >= n) {
		out = append(out, option{chosen.String(), chosen.Words(), true})
	}
	for i := range n {
		p := first.AddMonths(-i)
		out = append(out, option{p.String(), p.Words(), p == chosen})
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
