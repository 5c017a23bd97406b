package listbook

import (
	"context"
	"slices"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// keyAllowed refuses + and * in a second keying: two who press the same key have not read the
// amount twice, and a refusal of single rows would tell how the first person made them.
func keyAllowed(k *keying, used casework.KeyUsed) error {
	if k.pass == secondPass && (used == casework.KeyPlus || used == casework.KeyStar) {
		return casework.Refuse(casework.Invalid, "I den andra registreringen skrivs beloppen med siffror: de läses en andra gång. Är rutan för samma som förra månaden kryssad på listan, säg det med knappen för den.")
	}
	return nil
}

// keyFits refuses a key whose amounts are not the ones that it says (R19): + and the tick are
// last month's, * is the control fee of the member fee.
func keyFits(s casework.KeyingSheet, r casework.KeyingRow) error {
	switch r.Key {
	case casework.KeyPlus, casework.KeyTick:
		if !asLast(r) {
			return casework.Refuse(casework.Invalid, "Beloppen är inte förra månadens. Skriv dem med siffror.")
		}
	case casework.KeyStar:
		if !s.HasControl || r.MemberFee == nil || r.ControlFee == nil || *r.ControlFee != controlOf(s.Rate, *r.MemberFee) {
			return casework.Refuse(casework.Invalid, "Kontrollavgiften är inte den som avtalet ger. Skriv den med siffror.")
		}
	}
	return nil
}

func asLast(r casework.KeyingRow) bool {
	if r.Last == nil || r.MemberFee == nil || *r.MemberFee != r.Last.MemberFee {
		return false
	}
	control := register.Amount(0)
	if r.ControlFee != nil {
		control = *r.ControlFee
	}
	return control == r.Last.ControlFee
}

// controlOf is the control fee of the base that a member fee tells, rounded to whole öre as the
// page shows it.
func controlOf(rate register.Rate, member register.Amount) register.Amount {
	m, c := int64(rate.MemberFee), int64(rate.ControlFee)
	if m == 0 || member < 0 {
		return 0
	}
	return register.Amount((2*int64(member)*c + m) / (2 * m))
}

// ticked tells whether a row was made by the sheet's tick box.
func ticked(s casework.KeyingSheet) bool {
	return slices.ContainsFunc(s.Rows, func(r casework.KeyingRow) bool { return r.Key == casework.KeyTick })
}

// Tick fills a page whose tick box is ticked (casework.Keying).
func (b *Book) Tick(ctx context.Context, by casework.Actor, id casework.KeyingID, sheet int) (int, error) {
	filled := 0
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		filled = 0
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		s, err := b.sheet(ctx, t, reg, by, k)
		if err != nil {
			return err
		}
		for _, r := range s.Rows {
			if r.Sheet != sheet || r.Answered() || r.Last == nil {
				continue
			}
			r.MemberFee, r.Key = &r.Last.MemberFee, casework.KeyTick
			if s.HasControl {
				r.ControlFee = &r.Last.ControlFee
			}
			if _, err := b.writeRow(ctx, t, k, r); err != nil {
				return err
			}
			filled++
		}
		if filled == 0 {
			return casework.Refuse(casework.Invalid, "Ingen rad på bladet har belopp från förra månaden att ta. Skriv det som står på listan.")
		}
		return nil
	})
	return filled, err
}

// LookUp tells what the register has of a number on the list (casework.Keying). A protected
// person does not exist for whoever lacks the permission (R8).
func (b *Book) LookUp(ctx context.Context, by casework.Actor, id casework.KeyingID, written string) (casework.LookedUp, error) {
	var found casework.LookedUp
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		k, err := b.open(ctx, t, by, id)
		if err != nil {
			return err
		}
		s, err := b.sheet(ctx, t, reg, by, k)
		if err != nil {
			return err
		}
		number, err := register.ParsePersonnummer(written, register.DateOf(t.Now))
		if err != nil {
			found = casework.LookedUp{Says: "Numret är inte ett giltigt personnummer. Står det så på listan, lägg till raden ändå."}
			return nil
		}
		found = lookUp(reg, s.List, number, by)
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "keying", Company: s.List.Company.ID, Object: s.List.Number, Reason: "uppslag av ny rad"})
	})
	return found, err
}

func lookUp(reg *store.Snapshot, list casework.ListRow, number register.Personnummer, by casework.Actor) casework.LookedUp {
	m, ok := reg.Member(number)
	if !ok || m.Protected && !by.Protected {
		return casework.LookedUp{Valid: true, Says: "Registret har ingen medlem med det numret."}
	}
	found := casework.LookedUp{Valid: true, Name: m.FullName(), Says: "Medlem, men inte anställd i företaget enligt registret."}
	for _, job := range reg.EmploymentsOf(m.Personnummer) {
		if job.OrganisationNumber != list.Company.Organisation {
			continue
		}
		found.Says, found.Fits = "Medlem, anställd i företaget.", true
		if !job.To.IsZero() && job.To.Before(list.Period.First()) {
			found.Says, found.Fits = "Medlem. Anställningen slutade "+job.To.Words()+".", false
		}
		if found.Fits {
			break
		}
	}
	if !m.In(list.Period) {
		found.Says, found.Fits = "Inte medlem i perioden enligt registret.", false
	}
	return found
}
