package casework_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// drawn is a machine as its package comment draws it: state → what may follow.
type drawn[S comparable] map[S][]S

// checkMachine tries every pair of states: the drawn arrows pass, all others are refused.
func checkMachine[S comparable](t *testing.T, want drawn[S], can func(from, to S) bool) {
	t.Helper()
	for from := range want {
		for to := range want {
			allowed := false
			for _, s := range want[from] {
				allowed = allowed || s == to
			}
			if can(from, to) != allowed {
				t.Errorf("%v → %v: got %v, want %v", from, to, !allowed, allowed)
			}
		}
	}
}

func TestCaseMachine(t *testing.T) {
	t.Parallel()
	checkMachine(t, drawn[casework.CaseState]{
		"new":     {"open", "aside", "merged"},
		"open":    {"waiting", "decided", "aside", "merged"},
		"waiting": {"open", "merged"},
		"aside":   {"open", "merged"},
		"decided": {"closed", "open"},
		"closed":  {"open"},
		"merged":  {},
	}, func(from, to casework.CaseState) bool {
		err := from.CanMove(to)
		if err != nil && casework.KindOf(err) != casework.Conflict {
			t.Errorf("%s → %s: refused as %v", from, to, casework.KindOf(err))
		}
		return err == nil
	})
}

func TestListMachine(t *testing.T) {
	t.Parallel()
	checkMachine(t, drawn[casework.ListState]{
		"printed":     {"handed_over", "returned", "superseded", "cancelled"},
		"handed_over": {"posted", "returned", "superseded", "cancelled"},
		"posted":      {"retur", "returned", "superseded", "cancelled"},
		"retur":       {"returned", "superseded", "cancelled"},
		"returned":    {"keyed", "cancelled"},
		"keyed":       {"reported", "verified", "differs", "returned"},
		"differs":     {"verified", "returned"},
		"verified":    {"reported", "returned"},
		"reported":    {"returned"},
		"superseded":  {},
		"cancelled":   {},
	}, func(from, to casework.ListState) bool { return from.CanMove(to) == nil })
}

func TestKeyingMachine(t *testing.T) {
	t.Parallel()
	checkMachine(t, drawn[casework.KeyingState]{"open": {"done", "abandoned"}, "done": {"open"}, "abandoned": {"open"}},
		func(from, to casework.KeyingState) bool { return from.CanMove(to) == nil })
}

func TestOrderMachine(t *testing.T) {
	t.Parallel()
	checkMachine(t, drawn[casework.OrderState]{
		"ordered":   {"sent", "void", "expired"},
		"sent":      {"confirmed", "void", "expired"},
		"confirmed": {"printed", "used", "void", "expired"},
		"printed":   {"posted", "void"},
		"posted":    {"returned", "used", "void", "expired"},
		"returned":  {"void"},
		"used":      {},
		"expired":   {"void"},
		"void":      {},
	}, casework.OrderArrows().Allows)
}

func TestWordsAreSwedish(t *testing.T) {
	t.Parallel()
	for s := range casework.CaseArrows() {
		if s.Word() == string(s) {
			t.Errorf("case state %s has no word", s)
		}
	}
	for s := range casework.ListArrows() {
		if s.Word() == string(s) {
			t.Errorf("list state %s has no word", s)
		}
	}
	for s := range casework.OrderArrows() {
		if s.Word() == string(s) {
			t.Errorf("order state %s has no word", s)
		}
	}
}

func TestCaseNumber(t *testing.T) {
	t.Parallel()
	for id := casework.CaseID(1); id < 3000; id += 7 {
		for _, form := range []string{"%s", " %s ", "k-%[2]s", "K %[2]s", "%[2]s"} {
			got, err := casework.ParseCaseNumber(fmt.Sprintf(form+"%.0[1]s%.0[2]s", id.String(), id.String()[2:]))
			if err != nil || got != id {
				t.Fatalf("%q of %s: %d, %v", form, id, got, err)
			}
		}
	}
	for _, bad := range []string{"", "K-", "K-1", "K-10", "K-12345678901234567890", "K--42", "K-1001X", "-18", "K-0018"} {
		if id, err := casework.ParseCaseNumber(bad); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%q: %d, %v", bad, id, err)
		}
	}
}

func TestErrorChain(t *testing.T) {
	t.Parallel()
	cause := errors.New("connection refused")
	err := fmt.Errorf("approve case 7: %w", &casework.Error{Kind: casework.Unavailable, Sentence: "Försök igen om en stund.", Cause: cause})
	if casework.KindOf(err) != casework.Unavailable || !errors.Is(err, cause) {
		t.Errorf("%v", err)
	}
	if casework.KindOf(cause) != 0 || casework.KindOf(nil) != 0 {
		t.Error("a fault has no kind")
	}
}

func TestDecisionsRefuse(t *testing.T) {
	t.Parallel()
	contact := func(change func(*casework.Contact)) casework.Decision {
		c := casework.Contact{Name: "Eva Ek", Email: "eva@foretag.example"}
		change(&c)
		return casework.UpdateContact{Contact: c}
	}
	tests := map[string]struct {
		do casework.Decision
		ok bool
	}{
		"approve without screen":      {casework.Approve{As: "new"}, false},
		"approve a question":          {casework.Approve{As: "question", Screen: "s"}, false},
		"approve":                     {casework.Approve{As: "correction", Screen: "s"}, true},
		"reject without reason":       {casework.Reject{Reason: " \n"}, false},
		"reject with personnummer":    {casework.Reject{Reason: "gäller 19640823-3234"}, false},
		"reject with short number":    {casework.Reject{Reason: "gäller 640823 3234 enligt mejlet"}, false},
		"reject with company number":  {casework.Reject{Reason: "gäller 559878-1333, ring 08-12 34 56"}, true},
		"wait without date":           {casework.SetWaiting{Reason: "frågat"}, false},
		"wait":                        {casework.SetWaiting{Reason: "frågat", Until: register.NewDate(2026, 12, 1)}, true},
		"company none":                {casework.SetCompany{}, false},
		"period none":                 {casework.SetPeriod{}, false},
		"channel unknown":             {casework.ChangeChannel{To: "fax", From: register.NewPeriod(2026, 12)}, false},
		"channel":                     {casework.ChangeChannel{To: register.ChannelPaper, From: register.NewPeriod(2026, 12)}, true},
		"reason code unknown":         {casework.EditRows{Rows: []casework.RowEdit{{Reason: "SJUK"}}}, false},
		"reason code":                 {casework.EditRows{Rows: []casework.RowEdit{{Reason: "EJL"}}}, true},
		"decline without reason":      {casework.Confirm{Request: 1}, false},
		"contact":                     {contact(func(*casework.Contact) {}), true},
		"contact without name":        {contact(func(c *casework.Contact) { c.Name = "" }), false},
		"contact without way":         {contact(func(c *casework.Contact) { c.Email = "" }), false},
		"contact with header":         {contact(func(c *casework.Contact) { c.Email = "a@b.example\r\nBcc: x@y.example" }), false},
		"contact with two addresses":  {contact(func(c *casework.Contact) { c.Email = "a@b.example, c@d.example" }), false},
		"contact with display name":   {contact(func(c *casework.Contact) { c.Email = "Eva <a@b.example>" }), false},
		"contact named by number":     {contact(func(c *casework.Contact) { c.Name = "640823-3234" }), false},
		"mobile is not a number":      {contact(func(c *casework.Contact) { c.Mobile = "070-123 45 67" }), true},
		"note over the limit":         {casework.AddNote{Text: string(make([]byte, 1001))}, false},
		"member errand without words": {casework.MarkMemberErrand{}, false},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := tc.do.Valid(); (err == nil) != tc.ok || (err != nil && casework.KindOf(err) != casework.Invalid) {
				t.Errorf("got %v, want ok %v", err, tc.ok)
			}
		})
	}
}

func TestRemaining(t *testing.T) {
	t.Parallel()
	kinds := []string{"fee_data", "paper_request", "question"}
	tests := map[string]struct {
		history []casework.EventKind
		want    []string
	}{
		"nothing done":     {nil, []string{"fee_data", "paper_request"}},
		"channel changed":  {[]casework.EventKind{casework.EventChannel}, []string{"fee_data"}},
		"booked":           {[]casework.EventKind{casework.EventRead, casework.EventApproved}, []string{"paper_request"}},
		"both":             {[]casework.EventKind{casework.EventDuplicate, casework.EventChannel}, nil},
		"rejected as such": {[]casework.EventKind{casework.EventRejected}, nil},
	}
	for name, tc := range tests {
		if got := casework.Remaining(kinds, tc.history); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
