package ledger_test

import (
	"math/rand/v2"
	"testing"

	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// book puts a version on a report the way the store does: a correction or annulment reverses
// everything that is current, then the new rows follow.
func book(r *ledger.Report, next *int64, kind ledger.Kind, rows []ledger.Row) {
	v := ledger.Version{Number: r.Latest() + 1, Kind: kind, Sum: ledger.SumOf(rows)}
	add := func(p ledger.Posting) {
		*next++
		p.ID, p.Row = *next, len(v.Postings)+1
		v.Postings = append(v.Postings, p)
	}
	for _, p := range ledger.Reversals(*r, kind) {
		add(p)
	}
	for _, row := range rows {
		add(ledger.Posting{Person: row.Person, Name: row.Name, MemberFee: row.MemberFee, ControlFee: row.ControlFee, Reason: row.Reason})
	}
	r.Versions = append(r.Versions, v)
}

func member(id int64, fee, control register.Amount) ledger.Row {
	return ledger.Row{Person: ledger.Person{MemberID: id}, MemberFee: fee, ControlFee: control}
}

func reported(rows ...ledger.Row) ledger.Report {
	var r ledger.Report
	var next int64
	book(&r, &next, ledger.New, rows)
	return r
}

func TestPropose(t *testing.T) {
	t.Parallel()
	base := reported(member(1, 608_00, 160_00), member(2, 570_00, 150_00))
	tests := map[string]struct {
		cur    ledger.Report
		rows   []ledger.Row
		said   ledger.Said
		want   ledger.Kind
		after  register.Amount
		second int
	}{
		"nothing booked": {ledger.Report{}, []ledger.Row{member(1, 608_00, 0)}, ledger.Said{}, ledger.New, 608_00, 0},
		"nothing booked, said to be a correction": {ledger.Report{}, []ledger.Row{member(1, 608_00, 0)},
			ledger.Said{Correction: true}, ledger.New, 608_00, 0},
		"the same again": {base, []ledger.Row{member(2, 570_00, 150_00), member(1, 608_00, 160_00)}, ledger.Said{}, ledger.Duplicate, 1488_00, 0},
		"the same again, said to be a correction": {base, []ledger.Row{member(1, 608_00, 160_00), member(2, 570_00, 150_00)},
			ledger.Said{Correction: true}, ledger.Duplicate, 1488_00, 0},
		"other persons":                         {base, []ledger.Row{member(3, 100_00, 0)}, ledger.Said{}, ledger.Addition, 1588_00, 0},
		"a further pay-out of the same persons": {base, []ledger.Row{member(1, 50_00, 0)}, ledger.Said{Further: true}, ledger.Addition, 1538_00, 0},
		"same persons, more":                    {base, []ledger.Row{member(1, 618_00, 160_00), member(2, 570_00, 150_00)}, ledger.Said{}, ledger.Correction, 1498_00, 0},
		"same persons, exactly ten percent less": {base, []ledger.Row{member(1, 459_20, 160_00), member(2, 570_00, 150_00)},
			ledger.Said{}, ledger.Correction, 1339_20, 0},
		"same persons, an öre more than ten percent less": {base, []ledger.Row{member(1, 459_19, 160_00), member(2, 570_00, 150_00)},
			ledger.Said{}, ledger.Correction, 1339_19, 1},
		"said correction removes one": {base, []ledger.Row{member(1, 1488_00, 0)}, ledger.Said{Correction: true}, ledger.Correction, 1488_00, 1},
		"one of two again":            {base, []ledger.Row{member(1, 608_00, 160_00)}, ledger.Said{}, ledger.Question, 1488_00, 0},
		"the same and one more": {base, []ledger.Row{member(1, 608_00, 160_00), member(2, 570_00, 150_00), member(3, 1_00, 0)},
			ledger.Said{}, ledger.Question, 1488_00, 0},
		"amount moved between the fees": {base, []ledger.Row{member(1, 768_00, 0), member(2, 570_00, 150_00)}, ledger.Said{}, ledger.Correction, 1488_00, 0},
		"a person in two rows is summed": {base, []ledger.Row{member(1, 300_00, 160_00), member(1, 308_00, 0), member(2, 570_00, 150_00)},
			ledger.Said{}, ledger.Duplicate, 1488_00, 0},
		"unknown persons are not one another": {reported(ledger.Row{MemberFee: 1_00}), []ledger.Row{{MemberFee: 1_00}}, ledger.Said{}, ledger.Addition, 2_00, 0},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := ledger.Propose(tc.cur, tc.rows, tc.said)
			if p.Kind != tc.want || p.After.Total() != tc.after || len(p.Second) != tc.second {
				t.Errorf("got %s, %d öre after, second %q; want %s, %d, %d reasons", p.Kind, p.After.Total(), p.Second, tc.want, tc.after, tc.second)
			}
		})
	}
}

func TestAnnulmentNeedsSecondPersonAndLeavesNothing(t *testing.T) {
	t.Parallel()
	base := reported(member(1, 608_00, 160_00))
	p := ledger.ProposeAs(base, nil, ledger.Annulment)
	if !p.NeedsSecond() || p.After != (ledger.Sum{}) {
		t.Errorf("got %+v", p)
	}
}

// TestCurrentEqualsRecomputation books random versions and compares what is current with a
// plain map that is cleared by a correction or annulment.
func TestCurrentEqualsRecomputation(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		var r ledger.Report
		var next int64
		want := map[int64]register.Amount{}
		for range 1 + rnd.IntN(8) {
			kind := []ledger.Kind{ledger.New, ledger.Addition, ledger.Correction, ledger.Annulment}[rnd.IntN(4)]
			var rows []ledger.Row
			if kind.Reverses() {
				clear(want)
			}
			if kind != ledger.Annulment {
				for range rnd.IntN(5) {
					row := member(1+rnd.Int64N(4), register.Amount(rnd.IntN(1000_00)), register.Amount(rnd.IntN(200_00)))
					rows = append(rows, row)
					want[row.Person.MemberID] += row.MemberFee + row.ControlFee
				}
			}
			book(&r, &next, kind, rows)
		}
		got := map[int64]register.Amount{}
		var all register.Amount
		for _, p := range r.Current() {
			got[p.Person.MemberID] += p.MemberFee + p.ControlFee
		}
		for _, v := range r.Versions {
			for _, p := range v.Postings {
				all += p.MemberFee + p.ControlFee
			}
		}
		for id, sum := range want {
			if got[id] != sum {
				t.Fatalf("seed %d: member %d has %d, want %d", seed, id, got[id], sum)
			}
		}
		if all != r.Sum().Total() {
			t.Fatalf("seed %d: all postings sum to %d, current to %d", seed, all, r.Sum().Total())
		}
	}
}
