package teambook_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/register"
)

// mail takes a mail of the world's company in and gives its case.
func (w *world) mail(kind string, change ...func(*casework.Reading)) casework.CaseID {
	w.Helper()
	reg, err := w.store.Register(w.Context())
	w.must(err)
	org := reg.Companies()[0].OrganisationNumber
	period := register.NewPeriod(2026, 10)
	r := casework.Reading{Reader: "1", Kinds: []string{kind}, Company: org, Period: period, Sender: "lon@bolag.example",
		Header: casework.Threads{MessageID: rand.Text() + "@bolag.example"}, Answer: casework.Answering{Allowed: true},
		Mail: casework.Mail{From: "lon@bolag.example", To: "kontakten@sef.se", Subject: "Avgifter", Text: "Hej", ReceivedAt: time.Date(2026, 11, 20, 9, 0, 0, 0, register.Stockholm)}}
	r.Draft = avgiftslista.Draft{Company: org, Period: period}
	if kind == "fee_data" {
		m := reg.Employed(org, period)[0]
		r.Draft.Rows = []avgiftslista.Row{{Personnummer: m.Personnummer, Name: m.FirstName, MemberFee: 608_00, Place: avgiftslista.Place{Part: "body", Line: 3}}}
	}
	for _, f := range change {
		f(&r)
	}
	w.must(w.store.InTx(w.Context(), func(t *store.Tx) error {
		raw := []byte("Subject: Avgifter\r\n\r\n" + rand.Text())
		object, err := t.Keep(w.Context(), raw)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		return t.QueryRow(w.Context(), `INSERT INTO message (sha256, size, raw_object, received_at, fetched_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`,
			sum[:], len(raw), [16]byte(object), t.Now).Scan(&r.MessageID)
	}))
	got, err := w.cases.Intake(w.Context(), r)
	w.must(err)
	return got.Case
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	_, err := w.store.Pool().Exec(w.Context(), sql, args...)
	w.must(err)
}

// decide takes a decision of the cases' own.
func (w *world) decide(by casework.Actor, id casework.CaseID, d casework.Decision) {
	w.Helper()
	_, err := w.cases.Decide(w.Context(), casework.Command{Case: id, By: by, Key: rand.Text(), Do: d})
	w.must(err)
}

// whole is all that a clerk would miss of a case: where it stands, its rows, mails, tags and links.
func (w *world) whole(id casework.CaseID) (text string) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), `
		SELECT concat_ws(E'\n', to_jsonb(c) - 'revision' - 'changed_at',
		       (SELECT jsonb_agg(to_jsonb(m) ORDER BY message_id) FROM case_message m WHERE m.case_id = c.id),
		       (SELECT jsonb_agg(to_jsonb(g) ORDER BY tag) FROM case_tag g WHERE g.case_id = c.id),
		       (SELECT jsonb_agg(to_jsonb(l) ORDER BY a_id, b_id) FROM case_link l WHERE c.id IN (l.a_id, l.b_id)))
		FROM case_file c WHERE c.id = $1`, id).Scan(&text))
	return text
}

func (w *world) restricted(id casework.CaseID) (r bool) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT restricted FROM case_file WHERE id = $1", id).Scan(&r))
	return r
}

func TestUnmergeRestoresWhatWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	day := register.Date{Year: 2026, Month: 12, Day: 4}
	for name, stand := range map[string]func(casework.CaseID){
		"ny":       func(casework.CaseID) {},
		"öppen":    func(id casework.CaseID) { w.claim(w.kim, id) },
		"väntar":   func(id casework.CaseID) { w.decide(w.kim, id, casework.SetWaiting{Reason: "Svar.", Until: day}) },
		"åt sidan": func(id casework.CaseID) { w.decide(w.kim, id, casework.SetAside{Reason: "Går inte att läsa."}) },
	} {
		into, from, third := w.mail("question"), w.mail("fee_data"), w.mail("question")
		w.do(w.kim, third, teamwork.Link{To: from, Why: "samma samtal"})
		w.exec("INSERT INTO case_tag (case_id, tag, staff_id, at) VALUES ($1, 'underlag', $2, now())", from, w.kim.ID)
		stand(from)
		w.exec("UPDATE case_file SET due_on = '2026-11-25', replied_at = opened_at WHERE id = $1", from)
		was := w.whole(from)
		w.decide(w.kim, from, casework.Merge{Into: into})
		if around, err := w.Around(t.Context(), w.bo, into); err != nil || len(around.Merged) != 1 || around.Merged[0].Case != from || around.Merged[0].Hold != "" || around.Merged[0].By != "Kim Ek" {
			t.Errorf("%s: %+v, %v", name, around.Merged, err)
		}
		c := casework.Command{Case: into, By: w.bo, Key: rand.Text(), Do: teamwork.Unmerge{From: from}}
		for i := range 2 { // the key makes a double click one
			out, err := w.Decide(t.Context(), c)
			w.must(err)
			if out.Repeat != (i == 1) || out.Case.ID != into || !strings.Contains(out.Said, from.String()+" är ett eget ärende igen. Läge: "+name) {
				t.Errorf("%s, time %d: %+v", name, i, out)
			}
		}
		if now := w.whole(from); now != was {
			t.Errorf("%s\nwas %s\nis  %s", name, was, now)
		}
		w.refused(w.bo, into, teamwork.Unmerge{From: from}, casework.Conflict)
		for _, id := range []casework.CaseID{into, from} {
			page, err := w.cases.OpenCase(t.Context(), w.bo, id, casework.Opening{What: "case"})
			w.must(err)
			i := slices.IndexFunc(page.Events, func(e casework.Event) bool { return e.Kind == teamwork.EventUnmerged })
			if i < 0 || page.Events[i].By.ID != w.bo.ID || !strings.Contains(page.Events[i].Text, "sammanslagningen den 24 november 2026 av Kim Ek är upphävd") {
				t.Errorf("%s: history of %s: %+v", name, id, page.Events)
			}
		}
		w.decide(w.kim, from, casework.Merge{Into: into}) // it may be merged again
		w.do(w.bo, into, teamwork.Unmerge{From: from})
	}
}

func (w *world) claim(by casework.Actor, id casework.CaseID) {
	w.Helper()
	_, err := w.cases.Take(w.Context(), by, id, true)
	w.must(err)
}

func TestUnmergeIsRefusedAfterADecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	event := func(kind, data string) func(casework.CaseID) {
		return func(id casework.CaseID) {
			w.exec("INSERT INTO case_event (case_id, at, staff_id, kind, text, data) VALUES ($1, now(), $2, $3, '', $4::text::jsonb)", id, w.kim.ID, kind, data)
		}
	}
	all := func(steps ...func(casework.CaseID)) func(casework.CaseID) {
		return func(id casework.CaseID) {
			for _, s := range steps {
				s(id)
			}
		}
	}
	for name, c := range map[string]struct {
		since func(casework.CaseID)
		hold  string
	}{
		"nothing": {func(casework.CaseID) {}, ""},
		"a note":  {func(id casework.CaseID) { w.do(w.kim, id, teamwork.Note{Text: "Ringt."}) }, ""},
		"other kinds": {func(id casework.CaseID) {
			w.do(w.kim, id, teamwork.SetKinds{Kinds: []string{"paper_request", "question"}})
		}, ""},
		"approved":       {event("approved", `{"report": "7"}`), "har en redovisning bokförts"},
		"undone":         {all(event("approved", `{"report": "7"}`), event("undone", `{"report": "7"}`)), ""},
		"another undone": {all(event("approved", `{"report": "7"}`), event("undone", `{"report": "6"}`)), "har en redovisning bokförts"},
		"nothing to report": {func(id casework.CaseID) {
			w.exec("UPDATE case_file SET verified = '' WHERE id = $1", id)
			w.decide(w.kim, id, teamwork.ReportNothing{Reason: "Ingen lön."})
			w.decide(w.kim, id, casework.Reopen{Reason: "Fel."})
		}, "har en redovisning bokförts"},
		"rejected": {func(id casework.CaseID) {
			w.decide(w.kim, id, casework.Reject{Reason: "Dubblett"})
			w.decide(w.kim, id, casework.Reopen{Reason: "Fel."})
		}, "har ärendet avvisats"},
		"credentials":           {event("credentials", "{}"), "har inloggning beställts"},
		"credentials asked for": {func(id casework.CaseID) { w.decide(w.kim, id, casework.OrderCredentials{}) }, "har ett beslut lämnats till en andra person"},
		"channel": {func(id casework.CaseID) {
			w.decide(w.kim, id, casework.ChangeChannel{To: register.ChannelWeb, From: register.NewPeriod(2026, 12)})
			w.reopen(id)
		}, "har företagets kanal bytts"},
		"respite": {func(id casework.CaseID) {
			w.do(w.kim, id, teamwork.Respite{Until: register.Date{Year: 2026, Month: 12, Day: 4}, Reason: "Lönesystemet byts."})
		}, "har anstånd getts"},
		"split": {func(id casework.CaseID) {
			w.do(w.kim, id, teamwork.SetKinds{Kinds: []string{"paper_request", "question"}})
			w.do(w.kim, id, teamwork.SplitOff{Kinds: []string{"question"}})
		}, "har en del brutits ut"},
		"answered": {event("replied", `{"outbox": "0"}`), "har företaget fått svar"},
		"answer undone": {all(event("replied", `{"outbox": "0"}`), func(id casework.CaseID) {
			w.exec(`INSERT INTO answer (case_id, staff_id, recipient, text_sealed, moved, at, undone_at)
				SELECT case_id, staff_id, 'letter', '', false, at, now() FROM case_event WHERE case_id = $1 AND kind = 'replied'`, id)
		}), ""},
		"a question to a second person": {all(func(id casework.CaseID) {
			w.exec("INSERT INTO decision_request (case_id, kind, screen, why, asked_by, asked_at) VALUES ($1, '', '', '{}', $2, now())", id, w.kim.ID)
		}, func(id casework.CaseID) {
			w.exec(`INSERT INTO case_event (case_id, at, staff_id, kind, text, data)
				SELECT case_id, now(), asked_by, 'requested', '', jsonb_build_object('request', id::text) FROM decision_request WHERE case_id = $1`, id)
		}), "har ett beslut lämnats till en andra person"},
		"contact": {event("contact", "{}"), "har en kontaktperson ändrats"}, "duplicate": {event("duplicate", "{}"), "har ärendet avslutats som dubblett"},
		"annulled": {event("annulled", "{}"), "har en redovisning makulerats"}, "divided": {event("divided", "{}"), "har raderna delats"},
		"list again": {event("list_again", "{}"), "har en lista skickats igen"}, "not ours": {event("not_ours", "{}"), "har mejlen lämnats vidare"},
		"a member's": {event("member_errand", "{}"), "har mejlen lämnats vidare"},
	} {
		into, from := w.mail("question"), w.mail("question")
		event("approved", `{"report": "5"}`)(into) // before the merge: of no weight
		w.decide(w.kim, from, casework.Merge{Into: into})
		c.since(into)
		around, err := w.Around(t.Context(), w.kim, into)
		w.must(err)
		if got := around.Merged[0].Hold; (got == "") != (c.hold == "") || !strings.Contains(got, c.hold) {
			t.Errorf("%s: the page says %q", name, got)
		}
		_, err = w.Decide(t.Context(), casework.Command{Case: into, By: w.kim, Key: rand.Text(), Do: teamwork.Unmerge{From: from}})
		if c.hold == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if casework.KindOf(err) != casework.Conflict || !strings.Contains(err.Error(), c.hold) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err = w.store.Pool().Exec(t.Context(), "UPDATE case_merge SET undone_at = now(), undone_by = $2 WHERE from_id = $1", from, w.kim.ID); !store.Violates(err, "case_merge_undecided") {
			t.Errorf("%s: the database lets it: %v", name, err)
		}
	}
	w.refused(w.kim, w.mail("question"), teamwork.Unmerge{}, casework.Invalid)
	w.refused(w.kim, w.mail("question"), teamwork.Unmerge{From: w.mail("question")}, casework.Conflict)
	w.refused(w.kim, w.mail("question"), teamwork.Unmerge{From: 999999}, casework.NotFound)
}

// reopen opens a case again where its decision closed it.
func (w *world) reopen(id casework.CaseID) {
	w.Helper()
	page, err := w.cases.OpenCase(w.Context(), w.kim, id, casework.Opening{What: "case"})
	w.must(err)
	if !page.Case.State.Live() {
		w.decide(w.kim, id, casework.Reopen{Reason: "Fel."})
	}
}

// What must hold, holds without the program.
func TestTheDatabaseGuardsMerges(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	into, from := w.mail("question"), w.mail("question")
	w.decide(w.kim, from, casework.Merge{Into: into})
	for sql, constraint := range map[string]string{
		"UPDATE case_file SET state = 'open', merged_into = NULL WHERE id = $1":            "case_merge_agrees",
		"UPDATE case_file SET merged_into = id WHERE id = $1":                              "case_merge_agrees",
		"UPDATE case_merge SET undone_at = now(), undone_by = staff_id WHERE from_id = $1": "case_merge_agrees",
		"UPDATE case_merge SET state = 'aside' WHERE from_id = $1":                         "case_merge_once",
		"DELETE FROM case_merge WHERE from_id = $1":                                        "case_merge_once",
	} {
		if _, err := w.store.Pool().Exec(t.Context(), sql, from); !store.Violates(err, constraint) {
			t.Errorf("%s: %v", sql, err)
		}
	}
	other := w.mail("question")
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE case_file SET state = 'merged', merged_into = $2 WHERE id = $1", other, into); !store.Violates(err, "case_merge_agrees") {
		t.Errorf("a merge that nothing is kept of: %v", err)
	}
	w.do(w.kim, into, teamwork.Unmerge{From: from})
}

// Two clerks who undo at once undo it once; whoever does not hold the case is told who does.
func TestTwoUnmergeAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 8 {
		into, from := w.mail("question"), w.mail("question")
		w.decide(w.kim, from, casework.Merge{Into: into})
		w.exec("UPDATE case_file SET holder_id = NULL, held_until = NULL WHERE id = $1", into)
		errs := w.together(func(by casework.Actor) error {
			_, err := w.Decide(context.WithoutCancel(t.Context()), casework.Command{Case: into, By: by, Key: rand.Text(), Do: teamwork.Unmerge{From: from}})
			return err
		})
		if done := slices.Index(errs, nil); done < 0 || casework.KindOf(errs[1-done]) != casework.Conflict {
			t.Errorf("%v", errs)
		}
		if n := w.count(fmt.Sprintf("case_event WHERE kind = 'unmerged' AND case_id IN (%d, %d)", into, from)); n != 2 {
			t.Errorf("%d events", n)
		}
	}
	into, from := w.mail("question"), w.mail("question")
	w.decide(w.kim, from, casework.Merge{Into: into})
	w.claim(w.bo, into)
	_, err := w.Decide(t.Context(), casework.Command{Case: into, By: w.kim, Key: rand.Text(), Do: teamwork.Unmerge{From: from}})
	if casework.KindOf(err) != casework.Conflict || !strings.Contains(err.Error(), "Bo Dal har ärendet") {
		t.Error(err)
	}
}

// together lets kim and bo do something at once.
func (w *world) together(do func(by casework.Actor) error) []error {
	errs := make([]error, 2)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i, by := range []casework.Actor{w.kim, w.bo} {
		all.Go(func() {
			<-start
			errs[i] = do(by)
		})
	}
	close(start)
	all.Wait()
	return errs
}

// A merge is never undone after a decision that was taken while it was asked for.
func TestUnmergeBesideADecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 8 {
		into, from := w.mail("question"), w.mail("question")
		w.decide(w.kim, from, casework.Merge{Into: into})
		w.exec("UPDATE case_file SET holder_id = NULL, held_until = NULL WHERE id = $1", into)
		errs := w.together(func(by casework.Actor) error {
			c := casework.Command{Case: into, By: by, Key: rand.Text(), Do: casework.Reject{Reason: "Dubblett"}}
			decide := w.cases.Decide
			if by.ID == w.bo.ID {
				c.Do, decide = teamwork.Unmerge{From: from}, w.Decide
			}
			_, err := decide(context.WithoutCancel(t.Context()), c)
			return err
		})
		late := w.count(fmt.Sprintf("case_event u JOIN case_event d USING (case_id) WHERE u.case_id = %d AND u.kind = 'unmerged' AND d.kind = 'rejected' AND d.id < u.id", into))
		if errs[0] != nil || late != 0 || errs[1] != nil && casework.KindOf(errs[1]) != casework.Conflict {
			t.Errorf("%v, %d late", errs, late)
		}
	}
}

// Merges on top of each other are undone from the last one back, and each mail finds home.
func TestUnmergeOfAChain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b, c := w.mail("question"), w.mail("question"), w.mail("question")
	was := map[casework.CaseID]string{a: w.whole(a), b: w.whole(b), c: w.whole(c)}
	w.decide(w.kim, a, casework.Merge{Into: b})
	w.decide(w.kim, b, casework.Merge{Into: c})
	w.refused(w.kim, b, teamwork.Unmerge{From: a}, casework.Conflict)
	w.refused(w.kim, c, teamwork.Unmerge{From: a}, casework.Conflict)
	w.do(w.kim, c, teamwork.Unmerge{From: b})
	w.do(w.kim, b, teamwork.Unmerge{From: a})
	for id, want := range was {
		want, got := mailsOf(want), mailsOf(w.whole(id))
		if got != want {
			t.Errorf("mails of %s: was %s, is %s", id, want, got)
		}
	}
}

func mailsOf(whole string) string { return strings.Split(whole, "\n")[1] }

func TestUnmergeUncoversNobody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ into, from, since, wantInto, wantFrom bool }{
		"neither":                          {},
		"the one that was merged":          {from: true, wantInto: true, wantFrom: true},
		"the one that it went into":        {into: true, wantInto: true},
		"whoever came while they were one": {since: true, wantInto: true, wantFrom: true},
	} {
		w := newWorld(t)
		into, from := w.mail("question"), w.mail("question")
		w.exec("UPDATE case_file SET restricted = $2 WHERE id = $1", into, c.into)
		w.exec("UPDATE case_file SET restricted = $2 WHERE id = $1", from, c.from)
		w.decide(w.eva, from, casework.Merge{Into: into})
		w.exec("UPDATE case_file SET restricted = restricted OR $2 WHERE id = $1", into, c.since)
		if c.wantInto {
			w.refused(w.bo, into, teamwork.Unmerge{From: from}, casework.NotFound)
		}
		w.do(w.eva, into, teamwork.Unmerge{From: from})
		if gotInto, gotFrom := w.restricted(into), w.restricted(from); gotInto != c.wantInto || gotFrom != c.wantFrom {
			t.Errorf("%s: %v and %v", name, gotInto, gotFrom)
		}
	}
}

// Pages that are open on either case are told, and the queue.
func TestUnmergeIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	into, from := w.mail("question"), w.mail("question")
	w.decide(w.kim, from, casework.Merge{Into: into})
	conn, err := w.store.Pool().Acquire(t.Context())
	w.must(err)
	defer conn.Release()
	_, err = conn.Exec(t.Context(), "LISTEN kontakten")
	w.must(err)
	w.do(w.kim, into, teamwork.Unmerge{From: from})
	want := map[string]bool{}
	for _, id := range []casework.CaseID{into, from} {
		want[fmt.Sprintf("case %d changed", id)], want[fmt.Sprintf("event %d unmerged", id)] = true, true
	}
	for len(want) > 0 {
		n, err := conn.Conn().WaitForNotification(t.Context())
		w.must(err)
		delete(want, n.Payload)
	}
}
