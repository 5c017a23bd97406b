package filformat

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/charset"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// mark is the first field of a file of our CSV form; the form's version follows it.
const mark = "KONTAKTEN"

// IsCSV tells a file of our CSV form from its first field, whatever its character set, version and delimiter: what is
// wrong with them is said, and nothing of such a file is guessed.
func IsCSV(data []byte) bool {
	head, _ := charset.Decode(data[:min(len(data), 256)])
	head = strings.TrimPrefix(strings.TrimLeft(head, "\ufeff \t\r\n"), `"`)
	rest, ok := strings.CutPrefix(head, mark)
	rest = strings.TrimPrefix(rest, `"`)
	return ok && rest != "" && strings.ContainsRune(";,\t", rune(rest[0]))
}

// ReadCSV reads our CSV form.
func ReadCSV(data []byte, limits sheet.Limits) Result {
	text, _ := charset.Decode(data)
	text = strings.TrimPrefix(text, "\ufeff")
	b := &builder{limits: limits}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = ';', -1
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return b.result()
		}
		if err != nil {
			b.fault(lineOf(err), "raden är inte giltig CSV: ett citattecken saknas eller står mitt i ett fält")
			return b.result()
		}
		line, _ := r.FieldPos(0)
		if len(b.faults) >= maxFaults {
			return b.result()
		}
		b.record(line, record)
	}
}

func lineOf(err error) int {
	var e *csv.ParseError
	if errors.As(err, &e) {
		return e.StartLine
	}
	return 0
}

// record takes one line by its first field.
func (b *builder) record(line int, f []string) {
	switch {
	case f[0] == mark && len(f) > 1 && f[1] != "1":
		b.fault(line, "formatets version är inte 1")
		b.groups = append(b.groups, group{line: line, totalled: true})
	case f[0] == mark && len(f) == 4:
		b.company(line, f[2], f[3], dashed)
	case f[0] == "RAD" && len(f) == 6:
		r := row{number: f[1], name: f[2], reason: f[5]}
		var ok1, ok2 bool
		r.member, ok1 = exactAmount(f[3])
		r.control, ok2 = exactAmount(f[4])
		if !ok1 || !ok2 {
			b.fault(line, "ett belopp är inte skrivet som 608,50")
			return
		}
		if len(strings.ReplaceAll(r.number, "-", "")) != 12 {
			b.fault(line, "personnumret har inte 12 siffror")
			return
		}
		b.row(line, r)
	case f[0] == "SUMMA" && len(f) == 4:
		count, err := strconv.Atoi(f[1])
		member, ok1 := exactAmount(f[2])
		control, ok2 := exactAmount(f[3])
		if err != nil || count < 0 || !ok1 || !ok2 {
			b.fault(line, "summaraden är inte skriven som SUMMA;antal;medlemsavgift;kontrollavgift")
			return
		}
		b.total(line, count, &member, &control)
	case len(f) == 1 && strings.ContainsAny(f[0], ",\t"):
		b.fault(line, "fälten är inte skilda med semikolon")
	default:
		b.fault(line, "raden är varken KONTAKTEN, RAD eller SUMMA, eller har fel antal fält")
	}
}

// exactAmount reads "608,50" and nothing else; empty is 0.
func exactAmount(s string) (register.Amount, bool) {
	if s == "" {
		return 0, true
	}
	whole, cents, ok := strings.Cut(s, ",")
	if !ok || len(cents) != 2 || len(whole) > 10 || strings.Trim(whole, "-") == "" {
		return 0, false
	}
	return digitsAmount(whole + cents)
}

// digitsAmount reads öre: digits with an optional minus in front.
func digitsAmount(s string) (register.Amount, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strings.HasPrefix(s, "+") || len(s) > 12 {
		return 0, false
	}
	return register.Amount(n), true
}
