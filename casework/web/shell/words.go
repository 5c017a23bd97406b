package shell

import (
	"cmp"
	"slices"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// Tag is a short mark with a tone: "", "info", "ok", "warn" or "bad". The words carry the
// meaning, the tone only repeats it.
type Tag struct{ Word, Tone string }

// Option is a line of a select.
type Option struct {
	Value, Word string
	Selected    bool
}

// flagTag is a flag of contract.md as staff read it.
func flagTag(flag string) Tag {
	tags := map[string]Tag{
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
	return Tag{flag, "warn"}
}

// FlagTags are flags as staff read them. What stops a decision stands first: a narrow column cuts
// the rest.
func FlagTags(flags []string) []Tag {
	tags := make([]Tag, len(flags))
	for i, f := range flags {
		tags[i] = flagTag(f)
	}
	slices.SortStableFunc(tags, func(a, b Tag) int { return cmp.Compare(gravity(a), gravity(b)) })
	return tags
}

func gravity(t Tag) int {
	if t.Tone == "bad" {
		return 0
	}
	return 1
}

// KindWords are a case's kinds in Swedish, the first letter large.
func KindWords(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = casework.KindWord(k)
	}
	return UpperFirst(cmp.Or(strings.Join(words, ", "), casework.KindWord("other")))
}

// UpperFirst makes the first letter large.
func UpperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// KindOptions are the kinds of contract.md, the chosen one marked.
func KindOptions(chosen string) []Option {
	kinds := []string{"fee_data", "returned_list", "paper_request", "credential_request", "contact_person", "question", "delivery_failure", "auto_reply", "other"}
	out := []Option{{"", "alla", chosen == ""}}
	for _, k := range kinds {
		out = append(out, Option{k, casework.KindWord(k), k == chosen})
	}
	return out
}

// FlagOptions are the flags of contract.md, the chosen one marked.
func FlagOptions(chosen string) []Option {
	flags := []string{"total_mismatch", "member_unknown", "member_missing", "rate_deviation", "duplicate_member", "personnummer_invalid",
		"negative_amount", "period_missing", "company_unknown", "company_ambiguous", "sender_unknown", "no_rows", "attachment_unreadable", "unreadable"}
	out := []Option{{"", "alla", chosen == ""}}
	for _, f := range flags {
		out = append(out, Option{f, flagTag(f).Word, f == chosen})
	}
	return out
}

// PeriodOptions are n periods back from this month; blank is the first line's word, "" for none.
func PeriodOptions(now register.Date, chosen register.Period, n int, blank string) []Option {
	var out []Option
	if blank != "" {
		out = append(out, Option{"", blank, chosen.IsZero()})
	}
	first := register.PeriodOf(now)
	if !chosen.IsZero() && (first.Before(chosen) || chosen.MonthsTo(first) >= n) {
		out = append(out, Option{chosen.String(), chosen.Words(), true})
	}
	for i := range n {
		p := first.AddMonths(-i)
		out = append(out, Option{p.String(), p.Words(), p == chosen})
	}
	return out
}
