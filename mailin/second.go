package mailin

import (
	"context"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/prose"
)

// columnRows reads running text once more, as the printout of a file would be
// read: by its columns. It is a second opinion on tables that people type or
// paste into a mail.
func (w *work) columnRows(lines []prose.Line) (rows []avgiftslista.Row, total *register.Amount) {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	in := underlag.Input{Data: []byte(strings.Join(texts, "\n"))}
	doc, err := underlag.Direct{}.Read(context.Background(), in)
	if err != nil || doc.Format != underlag.Printout && doc.Format != underlag.CSV {
		return nil, nil
	}
	for _, t := range underlag.Analyse(doc, in, underlag.Options{Today: w.century, Register: w.reg}).Tables {
		if t.StatedTotal != nil {
			total = t.StatedTotal
		}
		for _, row := range t.Rows {
			line := max(row.Place.Line, row.Place.Row)
			if line < 1 || line > len(lines) {
				return nil, nil
			}
			row.Place = lines[line-1].Place(0)
			rows = append(rows, row)
		}
	}
	return rows, total
}

// better tells whether the rows read by columns stand on firmer ground than
// those read as sentences: more of them have a person and fees that the rates
// or the stated total confirm.
func better(columns, sentences []avgiftslista.Row, total *register.Amount, rates []register.Rate) bool {
	return len(columns) > 0 && firmness(columns, total, rates) > firmness(sentences, total, rates)
}

// complete puts right a table typed into a mail, where the same lines read as
// text give the same persons and member fees and more besides: control fees in
// cells of their own words ("608 kr  ktr 160 kr"), or a total whose thousands a
// column cut off.
func (w *work) complete(g *group, opt prose.Options) {
	text := prose.Read(g.pasted, opt)
	w.resolve(text.Rows, opt)
	w.resolve(g.rows, opt)
	if len(text.Rows) != len(g.rows) {
		return
	}
	bare, both := true, true
	for i, row := range text.Rows {
		if personKey(row) != personKey(g.rows[i]) || row.MemberFee != g.rows[i].MemberFee {
			return
		}
		bare = bare && !g.rows[i].HasControl
		both = both && row.HasControl
	}
	if bare && both {
		g.rows, g.total, g.totalAt, g.control = text.Rows, text.StatedTotal, text.TotalPlace, text.Control
		return
	}
	const thousand = register.Amount(1000_00)
	if cut := g.total; cut != nil && text.StatedTotal != nil && *cut < thousand && *text.StatedTotal%thousand == *cut {
		g.total, g.totalAt = text.StatedTotal, text.TotalPlace
	}
}

// firmness counts persons and confirmed fees; what contradicts the agreement's
// rates counts against.
func firmness(rows []avgiftslista.Row, total *register.Amount, rates []register.Rate) int {
	n := 0
	for _, row := range rows {
		if !row.Personnummer.IsZero() {
			n += 2
		}
		switch {
		case row.HasBase && fitsBase(row, rates):
			n += 2
		case row.HasBase:
			n -= 2
		}
		switch {
		case row.HasControl && fitsPair(row, rates):
			n += 2
		case row.HasControl && row.ControlFee != 0:
			n--
		}
	}
	if total != nil && len(rows) > 0 && (avgiftslista.Draft{Rows: rows}).Total() == *total {
		n += 2 + len(rows)
	}
	return n
}

func fitsBase(row avgiftslista.Row, rates []register.Rate) bool {
	for _, r := range rates {
		if avgiftslista.FitsBase(row.MemberFee, row.Base, r.MemberFee, row.MemberFee%100 == 0) {
			return true
		}
	}
	return false
}

func fitsPair(row avgiftslista.Row, rates []register.Rate) bool {
	for _, r := range rates {
		if r.HasControlFee() && avgiftslista.FitsOneBase(row.MemberFee, row.ControlFee, r, row.MemberFee%100 == 0 && row.ControlFee%100 == 0) {
			return true
		}
	}
	return false
}
