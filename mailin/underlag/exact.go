package underlag

import (
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/period"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// The columns of a sheet of package filformat, and the rows above its persons.
const (
	exactNumber = iota
	exactName
	exactMember
	exactControl
	exactReason
	exactHead = 2 // its company and period, and its headings
)

// exactTable takes a sheet of a described file as it stands: the file itself says what each field is, and the column
// engine's judgement (that 7,000 kronor is no fee but pay) has no place here.
func exactTable(s sheet.Sheet, opt Options) columns.Table {
	t := columns.Table{Name: s.Name}
	if len(s.Rows) < exactHead {
		return t
	}
	t.PeriodPlace = s.At(0, -1)
	t.Period, _ = period.Best(period.Find(t.PeriodPlace.Text, opt.Today))
	for i := exactHead; i < len(s.Rows); i++ {
		member, control := exactAmount(s.Rows[i].Cell(exactMember)), exactAmount(s.Rows[i].Cell(exactControl))
		number, err := register.ParsePersonnummer(s.Rows[i].Cell(exactNumber).Text, opt.Today)
		if err != nil { // the file's own sum, which agrees
			total := member + control
			t.StatedTotal, t.StatedTotalPlace = &total, s.At(i, -1)
			continue
		}
		row := avgiftslista.Row{Personnummer: number, Name: s.Rows[i].Cell(exactName).Text, MemberFee: member, ControlFee: control, HasControl: true, Place: s.At(i, -1),
			Cells: map[avgiftslista.Field]avgiftslista.Place{
				avgiftslista.FieldPersonnummer: s.At(i, exactNumber), avgiftslista.FieldName: s.At(i, exactName),
				avgiftslista.FieldMemberFee: s.At(i, exactMember), avgiftslista.FieldControlFee: s.At(i, exactControl),
			}}
		if code := s.Rows[i].Cell(exactReason).Text; avgiftslista.IsReason(code) && member == 0 && control == 0 {
			row.Reason, row.Cells[avgiftslista.FieldReason] = code, s.At(i, exactReason)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// exactAmount reads an amount as package filformat writes it.
func exactAmount(c sheet.Cell) register.Amount {
	n, err := strconv.ParseInt(strings.Replace(c.Text, ",", "", 1), 10, 64)
	if err != nil {
		return 0 // no digits: not written by it
	}
	return register.Amount(n)
}
