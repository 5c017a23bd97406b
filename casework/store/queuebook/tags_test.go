package queuebook_test

import (
	"slices"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
)

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	_, err := w.db.Pool().Exec(w.Context(), sql, args...)
	w.must(err)
}

func (w *world) tag(id casework.CaseID, tags ...string) {
	w.Helper()
	for _, tag := range tags {
		w.exec("INSERT INTO case_tag (case_id, tag, staff_id, at) VALUES ($1, $2, $3, now())", id, tag, w.staff[0].ID)
	}
}

func TestQueueNarrowedToATag(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	kim := w.staff[0]
	seer := kim
	seer.Protected = true
	fee, question, done, hidden, bare := w.open(1, 9, "fee_data", tuesday), w.open(2, 9, "question", tuesday.Add(time.Minute)), w.open(3, 9, "question", tuesday),
		w.open(4, 9, "question", tuesday.Add(2*time.Minute)), w.open(5, 9, "question", tuesday)
	w.tag(fee, "underlag", "reklam")
	w.tag(question, "underlag")
	w.tag(done, "underlag", "gammal")
	w.tag(hidden, "underlag", "hemlig")
	w.exec("UPDATE case_file SET state = 'closed' WHERE id = $1", done)
	w.exec("UPDATE case_file SET restricted = true WHERE id = $1", hidden)
	for name, c := range map[string]struct {
		by   casework.Actor
		f    casework.QueueFilter
		want []casework.CaseID
	}{
		"open":                   {kim, casework.QueueFilter{Tag: "underlag"}, []casework.CaseID{fee, question}},
		"whole words":            {kim, casework.QueueFilter{Tag: "under"}, nil},
		"with a kind":            {kim, casework.QueueFilter{Tag: "underlag", Kind: "question"}, []casework.CaseID{question}},
		"with a company":         {kim, casework.QueueFilter{Tag: "underlag", Company: 1}, []casework.CaseID{fee}},
		"with an order":          {kim, casework.QueueFilter{Tag: "underlag", Order: casework.OrderNewest}, []casework.CaseID{question, fee}},
		"grouped":                {kim, casework.QueueFilter{Tag: "underlag", Grouped: true}, []casework.CaseID{fee, question}},
		"done":                   {kim, casework.QueueFilter{Tag: "underlag", View: casework.ViewDone}, []casework.CaseID{done}},
		"none":                   {kim, casework.QueueFilter{Tag: "saknas"}, nil},
		"only hidden":            {kim, casework.QueueFilter{Tag: "hemlig"}, nil},
		"only hidden, by a seer": {seer, casework.QueueFilter{Tag: "hemlig"}, []casework.CaseID{hidden}},
		"only some, as news ask": {seer, casework.QueueFilter{Tag: "underlag", Only: []casework.CaseID{hidden, bare}}, []casework.CaseID{hidden}},
	} {
		rows, err := w.queue.QueueRows(t.Context(), c.by, c.f)
		w.must(err)
		var got []casework.CaseID
		for _, r := range rows {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	for by, want := range map[casework.Actor][]string{kim: {"gammal", "reklam", "underlag"}, seer: {"gammal", "hemlig", "reklam", "underlag"}} {
		if got, err := w.queue.Tags(t.Context(), by); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	f := casework.QueueFilter{Tag: "underlag", Kind: "question"}
	id, err := w.queue.SaveView(t.Context(), kim, "Underlag", f)
	w.must(err)
	if v, err := w.queue.OwnView(t.Context(), kim, id); err != nil || v.Filter.Tag != "underlag" {
		t.Errorf("%+v, %v", v, err)
	}
	counts, err := w.queue.QueueCounts(t.Context(), kim)
	w.must(err)
	if counts.Own[0].Count != 1 || counts.Own[0].Filter.Tag != "underlag" {
		t.Errorf("%+v", counts.Own)
	}
	if _, err := w.db.Pool().Exec(t.Context(), "UPDATE queue_view SET tag = 'STOR'"); !store.Violates(err, "queue_view_tag_check") {
		t.Errorf("a tag that no case can have: %v", err)
	}
}
