package teamwork_test

import (
	"slices"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/teamwork"
)

func TestNamed(t *testing.T) {
	t.Parallel()
	all := []teamwork.Colleague{{1, "kim", "Kim Ek"}, {2, "anna.berg", "Anna Berg"}, {3, "anna.dal", "Anna Dal"}, {4, "åsa", "Åsa Öberg"}, {5, "bo", "Kajsa Bo"}}
	for text, want := range map[string][]int64{
		"@kim, kan du se?": {1}, "@KIM och @Åsa.": {1, 4}, "@anna": nil, "@anna.berg.": {2}, "kontor@kim.example": nil, "@": nil, "@@kim": {1},
		"@kajsa @bo": {5}, "till (@kim)": {1}, "@kimmen": nil, "": nil,
	} {
		var got []int64
		for _, c := range teamwork.Named(text, all) {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
}

func TestWhatCannotBeRight(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]casework.Decision{
		"no kinds": teamwork.SetKinds{}, "unknown kind": teamwork.SetKinds{Kinds: []string{"x"}}, "twice": teamwork.SetKinds{Kinds: []string{"question", "question"}},
		"other and more": teamwork.SetKinds{Kinds: []string{"other", "question"}}, "empty note": teamwork.Note{}, "number in a note": teamwork.Note{Text: "19900716-9833"},
		"no case": teamwork.Link{}, "number in a link": teamwork.Link{To: 1, Why: "9007169833"}, "nothing to split": teamwork.SplitOff{},
		"fee data": teamwork.SplitOff{Kinds: []string{"fee_data"}},
	} {
		if err := d.Valid(); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
		if d.Leads() != "" {
			t.Errorf("%s leads to %s", name, d.Leads())
		}
	}
	for name, d := range map[string]casework.Decision{
		"kinds": teamwork.SetKinds{Kinds: []string{"question", "fee_data"}}, "other": teamwork.SetKinds{Kinds: []string{"other"}},
		"note": teamwork.Note{Text: "hej @kim"}, "link": teamwork.Link{To: 1}, "split": teamwork.SplitOff{Kinds: []string{"question"}},
	} {
		if err := d.Valid(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
