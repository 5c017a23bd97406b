package mailin

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/employer"
	"sef.se/kontakten/mailin/kinds"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag/period"
	"sef.se/kontakten/mailin/underlag/prose"
)

// tellCompany weighs what speaks for a company, before names are looked for
// among its members.
func (w *work) tellCompany() {
	in := employer.Input{Numbers: w.numbers()}
	add := func(where, text string) {
		if text = cut(text, maxWords); strings.TrimSpace(text) != "" {
			in.Texts = append(in.Texts, employer.Text{Where: where, Body: text})
		}
	}
	for i := range w.content.bodies {
		s := w.content.bodies[i].lines()
		add("texten", body.Join(s.New))
		add("signaturen", body.Join(s.Signature))
	}
	add("ämnesraden", w.reading.Mail.Subject)
	for i, e := range w.extractions {
		add(fileWords(i), places(e.Context))
		add(fileWords(i)+"s namn", strings.NewReplacer("_", " ", "-", " ").Replace(w.content.files[i].part.Name))
	}
	for _, a := range w.reading.Mail.From {
		in.Addresses = append(in.Addresses, a.Addr)
		in.Sender = a.Name
	}
	in.Addresses = append(in.Addresses, w.content.senders...)
	w.company = w.index.Tell(in)
}

func fileWords(i int) string { return "bilaga " + string(rune('0'+min(i+1, 9))) }

// places joins the text of places, as many as can matter.
func places(all []avgiftslista.Place) string {
	var out strings.Builder
	for _, p := range all[:min(len(all), 200)] {
		out.WriteString(p.Text)
		out.WriteByte('\n')
	}
	return out.String()
}

// numbers gives every valid personnummer of new text and files.
func (w *work) numbers() []register.Personnummer {
	var all []register.Personnummer
	seen := map[register.Personnummer]bool{}
	add := func(p register.Personnummer) {
		if !p.IsZero() && !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	for _, g := range w.groups {
		for _, row := range g.rows {
			add(row.Personnummer)
		}
	}
	for _, p := range w.later {
		for _, n := range prose.Numbers(p.lines, w.century) {
			add(n)
		}
	}
	return all
}

// tellPeriod takes the period that the text, the tables and the files say; the
// subject counts only where they are silent (rule 7).
func (w *work) tellPeriod() {
	if !w.verdict.Employers() {
		return
	}
	text := w.hints(w.newText)
	if !w.verdict.Is(kinds.FeeData) && !w.verdict.Is(kinds.ReturnedList) {
		w.setPeriod(w.periodOfErrand(text), "texten")
		return
	}
	said, inText := w.best(text)
	if table, agree := w.periodOfTables(); !table.IsZero() && agree {
		w.setPeriod(table, "uppgifterna")
		return
	} else if !agree {
		w.chooseMonth(said)
		return
	}
	files, inFiles := w.best(w.fileHints())
	subject, inSubject := w.best(w.subjectHints())
	switch {
	case inText && !onlyAsides(w.newText, text):
		w.setPeriod(said, "texten")
	case inFiles:
		w.setPeriod(files, "bilagan")
	case len(text) > 0 && w.several(text) && !(inSubject && onlyAsides(w.newText, text)):
	case inSubject:
		w.setPeriod(subject, "ämnesraden")
	case inText:
		w.setPeriod(said, "texten")
	}
}

// chooseMonth takes the month among several tables' that the text says, or
// else the files' names, or else the subject (rules 7 and 19).
func (w *work) chooseMonth(said register.Period) {
	var names []period.Hint
	for _, f := range w.content.files {
		names = append(names, period.InName(f.part.Name, w.century)...)
	}
	named, _ := w.best(names)
	subject, _ := w.best(w.subjectHints())
	for _, c := range []struct {
		month register.Period
		where string
	}{{said, "texten"}, {named, "bilagans namn"}, {subject, "ämnesraden"}} {
		if !c.month.IsZero() && w.hasTableOf(c.month) {
			w.setPeriod(c.month, c.where)
			return
		}
	}
	w.setPeriod(said, "texten")
}

// hasTableOf tells whether a table with rows is of a month.
func (w *work) hasTableOf(p register.Period) bool {
	return slices.ContainsFunc(w.groups, func(g group) bool { return len(g.rows) > 0 && g.period == p })
}

func (w *work) setPeriod(p register.Period, where string) {
	if p.IsZero() {
		return
	}
	w.reading.Period = p
	w.reading.Evidence = append(w.reading.Evidence, Evidence{Of: "period", By: "text", Points: p.String(), Text: p.Words() + " i " + where})
}

// hints finds periods in a text. Where the message tells no day, words that
// count from it say nothing.
func (w *work) hints(text string) []period.Hint {
	var kept []period.Hint
	for _, h := range append(period.Find(text, w.century), moreHints(text, w.century)...) {
		if (w.dated || h.HasYear && h.Strength != period.Relative) && !isGivenName(text, h) {
			kept = append(kept, h)
		}
	}
	return joined(text, withoutAsides(text, kept))
}

func (w *work) subjectHints() []period.Hint {
	return w.hints(w.reading.Mail.Subject)
}

// fileHints gives what the files say around their tables and in their names.
func (w *work) fileHints() []period.Hint {
	var all []period.Hint
	for i, e := range w.extractions {
		for _, h := range e.Periods {
			all = append(all, period.Hint{Period: h.Period, Strength: h.Strength, HasYear: true, Future: h.Future})
		}
		if len(e.Periods) == 0 {
			all = append(all, period.InName(w.content.files[i].part.Name, w.century)...)
		}
	}
	return all
}

// best takes the period that the strongest hints agree on; the plain naming of
// a month outweighs a remark on another only by being stronger.
func (w *work) best(hints []period.Hint) (register.Period, bool) { return period.Best(hints) }

// several tells whether the text names more than one month with equal weight.
func (w *work) several(hints []period.Hint) bool {
	months := map[register.Period]bool{}
	for _, h := range hints {
		if h.Strength > period.Dated && !h.Future {
			months[h.Period] = true
		}
	}
	return len(months) > 1
}

// periodOfTables gives the period that the tables with rows say; agree is
// false where they say several.
func (w *work) periodOfTables() (p register.Period, agree bool) {
	for _, g := range w.groups {
		if len(g.rows) == 0 || g.period.IsZero() {
			continue
		}
		if !p.IsZero() && p != g.period {
			return register.Period{}, false
		}
		p = g.period
	}
	return p, true
}

// chosen lists the groups that count: where tables stand for several months
// and the text says which, only that month's (rule 7).
func (w *work) chosen() []group {
	if _, agree := w.periodOfTables(); agree || w.reading.Period.IsZero() {
		return w.groups
	}
	var kept []group
	for _, g := range w.groups {
		if g.period.IsZero() || g.period == w.reading.Period {
			kept = append(kept, g)
		}
	}
	return kept
}

var aboutFees = regexp.MustCompile(`(?i)redovis|avgift|avdrag|lista|listor|underlag|lönen|löner|rapporter`)

// periodOfErrand takes a period of a mail without fees: only a month that a
// sentence on reporting names.
func (w *work) periodOfErrand(hints []period.Hint) register.Period {
	text := w.newText
	var near []period.Hint
	for _, h := range hints {
		if h.Strength < period.Named {
			continue
		}
		from := strings.LastIndexAny(text[:h.Start], ".!?") + 1
		to := strings.IndexAny(text[h.End:], ".!?")
		if to < 0 {
			to = len(text) - h.End
		}
		if aboutFees.MatchString(text[from : h.End+to]) {
			near = append(near, h)
		}
	}
	p, _ := w.best(near)
	return p
}

var (
	recipientField = regexp.MustCompile(`(?im)^(?:final-recipient|original-recipient)\s*:\s*(?:rfc822\s*;)?\s*<?([^\s<>;]+@[^\s<>;]+)`)
	anyAddress     = regexp.MustCompile(`[A-Za-z0-9._%+\-åäöÅÄÖ]+@[A-Za-z0-9.\-åäöÅÄÖ]+\.[A-Za-z]{2,}`)
)

// failedRecipients lists the addresses that a bounce says it could not reach.
func failedRecipients(m *message.Message, text string) []string {
	var all []string
	all = append(all, anyAddress.FindAllString(m.Header().Get("X-Failed-Recipients"), 20)...)
	for _, p := range m.Root.Children {
		if strings.HasSuffix(p.MediaType, "delivery-status") {
			for _, f := range recipientField.FindAllSubmatch(p.Data, 50) {
				all = append(all, string(f[1]))
			}
		}
	}
	all = append(all, anyAddress.FindAllString(text, 20)...)
	for i := range all {
		all[i] = strings.ToLower(all[i])
	}
	return all
}
