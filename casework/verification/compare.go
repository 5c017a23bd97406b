package verification

import (
	"slices"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// Field is a field of a keyed list.
type Field string

// The fields. FieldRow is whether an added row stands on the list at all, FieldWritten the total
// written on it (row 0).
const (
	FieldRow     Field = "row"
	FieldMember  Field = "member"
	FieldControl Field = "control"
	FieldReason  Field = "reason"
	FieldWritten Field = "written"
)

// Word is the field in Swedish.
func (f Field) Word() string {
	words := map[Field]string{FieldRow: "tillagd rad", FieldMember: "medlemsavgift", FieldControl: "kontrollavgift",
		FieldReason: "orsak", FieldWritten: "listans summa"}
	return words[f]
}

// Value is what one keying says in a field: an amount, a reason, blank, or nothing.
type Value struct {
	Amount *register.Amount
	Reason string // a code of R21
	Blank  bool   // keyed as blank on the sheet
	There  bool   // of FieldRow
}

// Same tells whether two values say the same. An amount that is not keyed and one of 0 differ.
func (v Value) Same(w Value) bool {
	if (v.Amount == nil) != (w.Amount == nil) || v.Amount != nil && *v.Amount != *w.Amount {
		return false
	}
	return v.Reason == w.Reason && v.Blank == w.Blank && v.There == w.There
}

// Difference is one field that two keyings say differently.
type Difference struct {
	Row           int // of the joined list, 0 for the written total
	Field         Field
	Person        casework.KeyingRow // who stands on the row; zero for the written total
	First, Second Value
}

// Joined is two keyings of one list beside each other: a row of each, one of them nil where an
// added row stands in one keying only.
type Joined struct {
	Row           int
	First, Second *casework.KeyingRow
}

// Join puts the rows of two keyings together: pre-printed rows by their place, added rows by
// person, since two people may add them in different order.
func Join(first, second casework.KeyingSheet) []Joined {
	var out []Joined
	used := map[int]bool{}
	for i := range first.Rows {
		a := &first.Rows[i]
		j := Joined{Row: len(out) + 1, First: a}
		for n := range second.Rows {
			if b := &second.Rows[n]; !used[n] && sameRow(*a, *b) {
				j.Second, used[n] = b, true
				break
			}
		}
		out = append(out, j)
	}
	for n := range second.Rows {
		if !used[n] {
			out = append(out, Joined{Row: len(out) + 1, Second: &second.Rows[n]})
		}
	}
	return out
}

func sameRow(a, b casework.KeyingRow) bool {
	switch {
	case a.New != b.New:
		return false
	case !a.New:
		return a.Row == b.Row
	case a.MemberID != 0 || b.MemberID != 0:
		return a.MemberID == b.MemberID
	case !a.Number.IsZero() || !b.Number.IsZero():
		return a.Number == b.Number
	}
	return a.Written == b.Written && a.Name == b.Name
}

// Compare gives the fields in which two keyings differ, row by row, the written total last.
// Names are not compared: a number decides who it is.
func Compare(first, second casework.KeyingSheet) []Difference {
	var out []Difference
	for _, j := range Join(first, second) {
		out = append(out, j.differences()...)
	}
	if a, b := (Value{Amount: first.Written}), (Value{Amount: second.Written}); !a.Same(b) {
		out = append(out, Difference{Field: FieldWritten, First: a, Second: b})
	}
	return out
}

func (j Joined) differences() []Difference {
	if j.First == nil || j.Second == nil {
		return []Difference{{Row: j.Row, Field: FieldRow, Person: j.person(), First: Value{There: j.First != nil}, Second: Value{There: j.Second != nil}}}
	}
	var out []Difference
	for _, f := range []Field{FieldMember, FieldControl, FieldReason} {
		if a, b := valueOf(*j.First, f), valueOf(*j.Second, f); !a.Same(b) {
			out = append(out, Difference{Row: j.Row, Field: f, Person: j.person(), First: a, Second: b})
		}
	}
	return out
}

func (j Joined) person() casework.KeyingRow {
	if j.First != nil {
		return *j.First
	}
	return *j.Second
}

func valueOf(r casework.KeyingRow, f Field) Value {
	switch f {
	case FieldMember:
		return Value{Amount: r.MemberFee}
	case FieldControl:
		return Value{Amount: r.ControlFee}
	}
	return Value{Reason: r.Reason, Blank: r.Blank}
}

// Taken is whose value a settled field got.
type Taken string

// The three: one of the two keyings', or what the settler read on the list.
const (
	TakeFirst  Taken = "first"
	TakeSecond Taken = "second"
	TakeOther  Taken = "other"
)

// Choice settles one field.
type Choice struct {
	Row   int
	Field Field
	Take  Taken
	Other Value // with TakeOther
}

// Settled is the list as settled.
type Settled struct {
	Rows     []casework.KeyingRow // Row is the row's number in the keying that it is of
	OfSecond []bool               // the row is of the second keying
	Own      []bool               // the row holds a value that the settler chose
	Written  *register.Amount
}

// Settle joins two keyings by the choices. Invalid: a field that differs has no choice, or a
// choice is of a field that does not differ.
func Settle(first, second casework.KeyingSheet, choices []Choice) (Settled, error) {
	differ := Compare(first, second)
	for _, c := range choices {
		if !slices.ContainsFunc(differ, func(d Difference) bool { return d.Row == c.Row && d.Field == c.Field }) {
			return Settled{}, casework.Refuse(casework.Invalid, "Sidan avgör ett fält som inte skiljer sig. Läs om den.")
		}
	}
	decided := map[int]map[Field]Value{}
	for _, d := range differ {
		v, err := d.by(choices)
		if err != nil {
			return Settled{}, err
		}
		if decided[d.Row] == nil {
			decided[d.Row] = map[Field]Value{}
		}
		decided[d.Row][d.Field] = v
	}
	s := Settled{Written: first.Written}
	if v, ok := decided[0][FieldWritten]; ok {
		s.Written = v.Amount
	}
	for _, j := range Join(first, second) {
		values := decided[j.Row]
		if v, ok := values[FieldRow]; ok && !v.There {
			continue // no such row on the list
		}
		r := j.person()
		apply(&r, values)
		s.Rows, s.OfSecond, s.Own = append(s.Rows, r), append(s.OfSecond, j.First == nil), append(s.Own, len(values) > 0)
	}
	return s, nil
}

// by gives the settled value of a difference.
func (d Difference) by(choices []Choice) (Value, error) {
	i := slices.IndexFunc(choices, func(c Choice) bool { return c.Row == d.Row && c.Field == d.Field })
	if i < 0 {
		if d.Row == 0 {
			return Value{}, casework.Refuse(casework.Invalid, "Avgör vad som står som listans summa.")
		}
		return Value{}, casework.Refuse(casework.Invalid, "Avgör %s på rad %d.", d.Field.Word(), d.Row)
	}
	switch choices[i].Take {
	case TakeFirst:
		return d.First, nil
	case TakeSecond:
		return d.Second, nil
	case TakeOther:
		return choices[i].Other, nil
	}
	return Value{}, casework.Refuse(casework.Invalid, "Välj det ena värdet, det andra, eller skriv det som står på listan.")
}

func apply(r *casework.KeyingRow, values map[Field]Value) {
	for f, v := range values {
		switch f {
		case FieldMember:
			r.MemberFee = v.Amount
		case FieldControl:
			r.ControlFee = v.Amount
		case FieldReason:
			r.Reason, r.Blank = v.Reason, v.Blank
		}
	}
}
