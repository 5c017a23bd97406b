package filformat

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/charset"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Layout describes a fixed-width file: which line is what, and where its fields stand. It is written in TOML.
type Layout struct {
	Name   string   `toml:"name"`   // for people
	Period string   `toml:"period"` // YYYYMM, YYMM or YYYY-MM
	Amount string   `toml:"amount"` // ore: digits, the last two are öre; kronor: 608,50 or 608.50
	Record []Record `toml:"record"`
}

// Record describes one kind of line.
type Record struct {
	Begins string  `toml:"begins"` // what the line begins with
	Kind   string  `toml:"kind"`   // company, row, total or ignore
	Field  []Field `toml:"field"`
}

// Field is where a value stands: columns counted from 1 in characters, both included.
type Field struct {
	Name string `toml:"name"` // organisation_number, period · personnummer, name, member_fee, control_fee, reason · rows, member_fee, control_fee
	From int    `toml:"from"`
	To   int    `toml:"to"`
}

// fieldsOf are the fields that a kind of line may and, first, must have.
var fieldsOf = map[string]struct{ must, may []string }{
	"company": {[]string{"organisation_number", "period"}, nil},
	"row":     {[]string{"personnummer", "member_fee"}, []string{"name", "control_fee", "reason"}},
	"total":   {nil, []string{"rows", "member_fee", "control_fee"}},
	"ignore":  {},
}

// Validate says what is wrong with a description.
func (l Layout) Validate() error {
	if _, err := l.periodForm(); err != nil {
		return err
	}
	if l.Amount != "ore" && l.Amount != "kronor" {
		return fmt.Errorf("amount: %q is neither ore nor kronor", l.Amount)
	}
	seen := map[string]bool{}
	for i, r := range l.Record {
		if hidden := slices.IndexFunc(l.Record[:i], func(o Record) bool { return strings.HasPrefix(r.Begins, o.Begins) }); hidden >= 0 && r.Begins != "" {
			return fmt.Errorf("record %d: a line that begins with %q is taken by record %d, which begins with %q; put the longer first", i+1, r.Begins, hidden+1, l.Record[hidden].Begins)
		}
		kind, ok := fieldsOf[r.Kind]
		if !ok || r.Begins == "" {
			return fmt.Errorf("record %d: kind is company, row, total or ignore, and begins is not empty", i+1)
		}
		seen[r.Kind] = true
		for n, f := range r.Field {
			if slices.ContainsFunc(r.Field[:n], func(o Field) bool { return o.Name == f.Name }) {
				return fmt.Errorf("record %d: the field %s stands there twice", i+1, f.Name)
			}
			if f.From < 1 || f.To < f.From || f.To > 1000 {
				return fmt.Errorf("record %d, field %s: columns %d to %d", i+1, f.Name, f.From, f.To)
			}
			if !slices.Contains(kind.must, f.Name) && !slices.Contains(kind.may, f.Name) {
				return fmt.Errorf("record %d: a line of kind %s has no field %q", i+1, r.Kind, f.Name)
			}
		}
		for _, name := range kind.must {
			if !slices.ContainsFunc(r.Field, func(f Field) bool { return f.Name == name }) {
				return fmt.Errorf("record %d: a line of kind %s needs the field %s", i+1, r.Kind, name)
			}
		}
	}
	if !seen["company"] || !seen["row"] || !seen["total"] {
		return errors.New("a layout needs records of the kinds company, row and total")
	}
	return nil
}

// Matches tells whether a file begins as the layout says: with the line of a company that is long enough to name it,
// perhaps with lines to be ignored before it.
func (l Layout) Matches(data []byte) bool {
	text, _ := charset.Decode(data[:min(len(data), 16<<10)])
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		at := l.recordOf(line)
		switch {
		case at < 0 || l.Record[at].Kind != "company" && l.Record[at].Kind != "ignore":
			return false
		case l.Record[at].Kind == "ignore":
			continue
		}
		long := utf8.RuneCountInString(strings.TrimRight(line, "\r\n"))
		return !slices.ContainsFunc(l.Record[at].Field, func(f Field) bool { return f.To > long })
	}
	return false
}

// recordOf gives the kind of line that a line is; -1 for none.
func (l Layout) recordOf(line string) int {
	return slices.IndexFunc(l.Record, func(r Record) bool { return strings.HasPrefix(line, r.Begins) })
}

// Read reads a fixed-width file; the layout must be valid.
func (l Layout) Read(data []byte, limits sheet.Limits) Result {
	text, _ := charset.Decode(data)
	b := &builder{limits: limits}
	number := 0
	for line := range strings.SplitSeq(strings.TrimRight(text, "\r\n\x1a"), "\n") {
		number++
		if line = strings.TrimSuffix(line, "\r"); len(b.faults) >= maxFaults {
			break
		}
		at := l.recordOf(line)
		if at < 0 {
			b.fault(number, "raden börjar inte som någon rad i beskrivningen %s", l.Name)
			continue
		}
		l.take(b, number, l.Record[at], []rune(line))
	}
	return b.result()
}

func (l Layout) take(b *builder, number int, r Record, line []rune) {
	value := func(name string) (string, bool) {
		for _, f := range r.Field {
			if f.Name == name && f.From <= len(line) {
				return strings.TrimSpace(string(line[f.From-1 : min(f.To, len(line))])), true
			}
		}
		return "", false
	}
	amount := func(name string) *register.Amount {
		text, ok := value(name)
		if !ok {
			return nil
		}
		a, ok := l.amount(text)
		if !ok {
			b.fault(number, "ett belopp går inte att läsa")
		}
		return &a
	}
	switch r.Kind {
	case "company":
		org, _ := value("organisation_number")
		period, _ := value("period")
		form, _ := l.periodForm()
		b.company(number, org, period, form)
	case "row":
		one := row{}
		one.number, _ = value("personnummer")
		one.name, _ = value("name")
		one.reason, _ = value("reason")
		if a := amount("member_fee"); a != nil {
			one.member = *a
		} else {
			b.fault(number, "raden är för kort")
		}
		if a := amount("control_fee"); a != nil {
			one.control = *a
		}
		b.row(number, one)
	case "total":
		count := -1
		if text, ok := value("rows"); ok {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				b.fault(number, "antalet rader går inte att läsa")
				return
			}
			count = n
		}
		b.total(number, count, amount("member_fee"), amount("control_fee"))
	}
}

func (l Layout) amount(s string) (register.Amount, bool) {
	if l.Amount == "ore" {
		return digitsAmount(s)
	}
	return exactAmount(strings.Replace(s, ".", ",", 1))
}

// periodForm is how a period is written.
type periodForm string

const dashed periodForm = "YYYY-MM"

func (l Layout) periodForm() (periodForm, error) {
	switch l.Period {
	case "YYYYMM", "YYMM", "YYYY-MM":
		return periodForm(l.Period), nil
	}
	return "", fmt.Errorf("period: %q is neither YYYYMM, YYMM nor YYYY-MM", l.Period)
}

func (f periodForm) parse(s string) (register.Period, error) {
	switch {
	case f == "YYMM" && len(s) == 4:
		s = "20" + s[:2] + "-" + s[2:]
	case f == "YYYYMM" && len(s) == 6:
		s = s[:4] + "-" + s[4:]
	case f != dashed:
		return register.Period{}, errors.New("wrong length")
	}
	return register.ParsePeriod(s)
}
