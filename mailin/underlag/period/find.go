package period

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/internal/register"
)

// dashes are the signs that stand for a hyphen, within a character class.
const dashes = `\x{2010}-\x{2015}\x{2212}`

const monthWord = `(januari|jan|februari|febr|feb|mars|mar|april|apr|maj|juni|jun|juli|jul|augusti|aug|september|sept|sep|oktober|okt|november|nov|december|dec)`

// The forms of a period. Go's \b knows ASCII only and "_" as a letter, so
// borders are checked by bordered.
var (
	namedMonth = regexp.MustCompile(`(?i)(?:(\d{1,2})\.?[ \x{a0}]?(?:e |:e )?)?` + monthWord +
		`(s|månads?|måns?|(?:lön|avgift|avdrag|fack|underlag|list|rapport|redovis|siffr|uppgift|inbetal|betal|utbetal|körning|belopp|summ|medlem|kontroll|utskrift|fil|drag)\p{L}*)?` +
		`\.?(?:(?:[ \x{a0}_,-]|[ \x{a0}]månad[ \x{a0}])*(?:(20\d\d)|[-'’ \x{a0}_]?(\d\d)))?`)
	day       = regexp.MustCompile(`(20\d\d)[-/.` + dashes + `](0[1-9]|1[0-2])[-/.` + dashes + `](0[1-9]|[12]\d|3[01])`)
	compact   = regexp.MustCompile(`(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])`)
	yearMonth = regexp.MustCompile(`(20\d\d)[-/.: ` + dashes + `]?(0[1-9]|1[0-2])`)
	monthYear = regexp.MustCompile(`(0?[1-9]|1[0-2])[-/.` + dashes + `](20\d\d|\d\d)`)
	short     = regexp.MustCompile(`(\d\d)-?(0[1-9]|1[0-2])`)
	dayMonth  = regexp.MustCompile(`([12]\d|3[01]|0?[1-9])[/.](1[0-2]|0?[1-9])(?:[- /.](20\d\d|\d\d))?`)
	relative  = regexp.MustCompile(`(?i)(denna månads?|den här månadens?|innevarande månads?|månadens|förra månadens?|föregående månads?)`)
)

// Labels that stand before what they say the period of.
var (
	labelled  = regexp.MustCompile(`(?i)(avgiftsperiod(?:en)?|avgiftsmånad(?:en)?|redovisningsperiod(?:en)?|redovisningsmånad(?:en)?|period(?:en)?|månad(?:en)?|avser|avseende|gäller|för)[ \x{a0}\t:.=|]*(?:(?:avgifts|löne)?(?:perioden|månaden|månad)[ :]*)?$`)
	spanLabel = regexp.MustCompile(`(?i)(löneperiod(?:en)?|period(?:en)?|avser|t\.?o\.?m\.?|fr\.?o\.?m\.?|[-–—])[ \x{a0}\t:.=|]*$`)
	payLabel  = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(utbetal\p{L}*|utbet\.?(?:[ ]?dag\p{L}*)?|lönedag\p{L}*|löneutbetalning\p{L}*|lön(?:en)?|utbetalas)[ \x{a0}\t:.=|]*(?:dag|datum|den|i|för)?[ \x{a0}\t:.=|]*$`)
	notLabel  = regexp.MustCompile(`(?i)(utskriv\p{L}*|utskrift\p{L}*|skapad|datum|skriven|skickat|sent|från och med|anställd|född|avvikelse\p{L}*|avvikelseperiod\p{L}*)[ \x{a0}\t:.=|]*(?:den|:)?[ ]*$`)
)

// Find gives the periods that a text says, in the order they stand. on is the
// day of the message.
func Find(text string, on register.Date) []Hint {
	f := finder{text: text, on: on}
	f.days()
	f.months()
	f.names()
	f.relatives()
	slices.SortFunc(f.hints, func(a, b Hint) int { return cmp.Compare(a.Start, b.Start) })
	return f.hints
}

// InName gives the periods that a file's or sheet's name says, where digits
// alone may be one: "fackavgifter_202609.pdf", "lonelista 2609.pdf".
func InName(name string, on register.Date) []Hint {
	text := strings.ReplaceAll(name, "_", " ")
	f := finder{text: text, on: on}
	f.days()
	f.months()
	f.names()
	for _, m := range short.FindAllStringSubmatchIndex(text, -1) {
		p, ok := f.period("20"+text[m[2]:m[3]], text[m[4]:m[5]])
		if now := register.PeriodOf(on); ok && abs(p.MonthsTo(now)) <= 24 && f.free(m[0], m[1]) && f.bordered(m[0], m[1]) {
			f.add(p, Numbered, true, m[0], m[1])
		}
	}
	return f.hints
}

func abs(n int) int { return max(n, -n) }

// finder collects the hints of one text; a byte belongs to one hint only.
type finder struct {
	text  string
	on    register.Date
	hints []Hint
	taken [][2]int
}

func (f *finder) free(start, end int) bool {
	return !slices.ContainsFunc(f.taken, func(t [2]int) bool { return start < t[1] && t[0] < end })
}

func (f *finder) add(p register.Period, s Strength, hasYear bool, start, end int) {
	f.taken = append(f.taken, [2]int{start, end})
	f.hints = append(f.hints, Hint{p, s, hasYear, isFuture(p, f.on), start, end})
}

// bordered tells whether no digit or letter touches the span.
func (f *finder) bordered(start, end int) bool {
	return !touchesWord(f.text[:start], true) && !touchesWord(f.text[end:], false)
}

func (f *finder) period(year, month string) (register.Period, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	if y < 100 {
		y += 2000
	}
	return register.Period{Year: y, Month: time.Month(m)}, y >= 2000 && y < 2100 && m >= 1 && m <= 12
}

// before gives the text that may label what stands at start.
func (f *finder) before(start int) string {
	from := max(0, start-48)
	return f.text[from:start]
}

// days finds whole days; only a labelled one says a period.
func (f *finder) days() {
	for _, form := range []*regexp.Regexp{day, compact} {
		for _, m := range form.FindAllStringSubmatchIndex(f.text, -1) {
			if !f.bordered(m[0], m[1]) || !f.free(m[0], m[1]) {
				continue
			}
			p, ok := f.period(f.text[m[2]:m[3]], f.text[m[4]:m[5]])
			if ok {
				f.add(p, f.dayStrength(m[0]), true, m[0], m[1])
			}
		}
	}
	for _, m := range dayMonth.FindAllStringSubmatchIndex(f.text, -1) {
		f.dayMonth(m)
	}
}

// dayMonth takes "25/10" where a label makes it a day: "lön 25/10", "1/10–31/10".
func (f *finder) dayMonth(m []int) {
	strength := f.dayStrength(m[0])
	ranged := strings.HasPrefix(strings.TrimLeft(f.text[m[1]:], " "), "–") || strings.HasPrefix(strings.TrimLeft(f.text[m[1]:], " "), "-")
	if !f.bordered(m[0], m[1]) || !f.free(m[0], m[1]) || strength == Dated && !ranged {
		return
	}
	month, _ := strconv.Atoi(f.text[m[4]:m[5]])
	p := Latest(time.Month(month), f.on)
	if m[6] >= 0 {
		p, _ = f.period(f.text[m[6]:m[7]], f.text[m[4]:m[5]])
	}
	f.add(p, strength, m[6] >= 0, m[0], m[1])
}

func (f *finder) dayStrength(start int) Strength {
	before := f.before(start)
	switch {
	case notLabel.MatchString(before):
		return Dated
	case payLabel.MatchString(before):
		return PaidOut
	case spanLabel.MatchString(before):
		return Spanned
	}
	return Dated
}

// months finds 2026-10, 10/2026 and, behind a label only, 2610 and 10/26.
func (f *finder) months() {
	for _, m := range yearMonth.FindAllStringSubmatchIndex(f.text, -1) {
		f.month(m, 2, 4, Named)
	}
	for _, m := range monthYear.FindAllStringSubmatchIndex(f.text, -1) {
		if m[5]-m[4] == 4 || labelled.MatchString(f.before(m[0])) {
			f.month(m, 4, 2, Named)
		}
	}
	for _, m := range short.FindAllStringSubmatchIndex(f.text, -1) {
		if labelled.MatchString(f.before(m[0])) {
			f.month(m, 2, 4, Named)
		}
	}
}

func (f *finder) month(m []int, year, month int, s Strength) {
	if !f.bordered(m[0], m[1]) || !f.free(m[0], m[1]) {
		return
	}
	p, ok := f.period(f.text[m[year]:m[year+1]], f.text[m[month]:m[month+1]])
	if !ok {
		return
	}
	before := f.before(m[0])
	switch {
	case notLabel.MatchString(before):
		return
	case labelled.MatchString(before):
		s = Labelled
	}
	f.add(p, s, true, m[0], m[1])
}

// names finds months by name; behind a day number they are a day.
func (f *finder) names() {
	for _, m := range namedMonth.FindAllStringSubmatchIndex(f.text, -1) {
		start, end := m[4], max(m[5], m[7], m[9], m[11]) // without the point of "sept."
		if m[2] >= 0 && f.bordered(m[2], m[3]) {
			start = m[2]
		}
		if !f.free(start, end) || !f.bordered(start, end) {
			continue
		}
		month := MonthOf(f.text[m[4]:m[5]])
		p, hasYear := Latest(month, f.on), false
		for _, g := range []int{8, 10} {
			if m[g] >= 0 {
				y, _ := strconv.Atoi(f.text[m[g]:m[g+1]])
				p, hasYear = register.Period{Year: y + 2000*boolToInt(y < 100), Month: month}, true
			}
		}
		f.add(p, f.nameStrength(start, start == m[2]), hasYear, start, end)
	}
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f *finder) nameStrength(start int, isDay bool) Strength {
	if isDay {
		return f.dayStrength(start)
	}
	before := f.before(start)
	switch {
	case labelled.MatchString(before):
		return Labelled
	case notLabel.MatchString(before):
		return Dated
	}
	return Named
}

func (f *finder) relatives() {
	now := register.PeriodOf(f.on)
	for _, m := range relative.FindAllStringIndex(f.text, -1) {
		if !f.bordered(m[0], m[1]) || !f.free(m[0], m[1]) {
			continue
		}
		p := now
		if word := strings.ToLower(f.text[m[0]:m[1]]); strings.HasPrefix(word, "förra") || strings.HasPrefix(word, "föregående") {
			p = now.AddMonths(-1)
		}
		f.add(p, Relative, true, m[0], m[1])
	}
}

// MonthOf gives the month that a word or abbreviation names; three letters tell
// them apart, and there must be three.
func MonthOf(word string) time.Month {
	const starts = "janfebmaraprmajjunjulaugsepoktnovdec"
	return time.Month(strings.Index(starts, strings.ToLower(word)[:3])/3 + 1)
}
