package web_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

func (s *browser) tag(id casework.CaseID, tag string) {
	s.post(href(id)+"/etikett", url.Values{"tag": {tag}})
}

func TestQueueByTag(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, eva := d.person("kim", identity.RoleClerk, false), d.person("eva", identity.RoleClerk, true)
	c, other := d.company(true, 0), d.company(true, 1)
	fee, question := d.arrives(c, "fee_data", d.rows(c)), d.arrives(other, "question", nil)
	september := d.arrives(other, "question", nil, func(r *casework.Reading) { r.Period = register.NewPeriod(2026, 9) })
	kim.tag(fee, "Underlag begärt")
	kim.tag(question, "underlag  begärt")
	kim.tag(september, "å & ä")
	hidden := d.arrives(other, "question", nil, func(r *casework.Reading) { r.Period = register.NewPeriod(2026, 8) })
	kim.tag(hidden, "hemlig")
	kim.tag(hidden, "å & ä")
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE case_file SET restricted = true WHERE id = $1", hidden)
	d.must(err)

	for path, want := range map[string][]casework.CaseID{
		"/ko?etikett=underlag+beg%C3%A4rt": {fee, question}, "/ko?etikett=Underlag++beg%C3%A4rt": {fee, question}, "/ko?etikett=" + url.QueryEscape("å & ä"): {september},
		"/ko?etikett=underlag": nil, "/ko?etikett=hemlig": nil, "/ko?etikett=underlag+beg%C3%A4rt&slag=question": {question}, "/ko?etikett=underlag+beg%C3%A4rt&period=2026-09": nil,
		"/ko?etikett=underlag+beg%C3%A4rt&vy=new": {fee, question}, "/ko?etikett=underlag+beg%C3%A4rt&vy=done": nil, "/ko?etikett=underlag+beg%C3%A4rt&hos=" + itoa(kim.actor.ID): nil,
		"/ko?etikett=underlag+beg%C3%A4rt&ordning=newest": {question, fee}, "/ko?etikett=underlag+beg%C3%A4rt&flagga=member_missing": nil,
	} {
		var ids []string
		for _, id := range want {
			ids = append(ids, itoa(int64(id)))
		}
		if got := kim.get(path).shownCases(); !slices.Equal(got, ids) {
			t.Errorf("%s: %v, want %v", path, got, ids)
		}
	}
	tags := func(s *browser) (words []string) {
		for _, o := range find(s.get("/ko").root, "select[name=etikett] option") {
			words = append(words, attribute(o, "value"))
		}
		return words
	}
	if got := tags(kim); !slices.Equal(got, []string{"", "underlag begärt", "å & ä"}) {
		t.Errorf("kim may choose %q", got)
	}
	if got := tags(eva); !slices.Contains(got, "hemlig") {
		t.Errorf("eva may choose %q", got)
	}
	if got := eva.get("/ko?etikett=hemlig").shownCases(); len(got) != 1 {
		t.Errorf("eva sees %v", got)
	}

	kim.get("/ko?etikett=saknas").wants(200, ".empty", "Inget ärende i Alla öppna har etiketten ”saknas”.")
	kim.get("/ko?etikett=saknas").wants(200, "option[selected]", "saknas")
	kim.get("/ko?etikett=saknas&slag=question").wants(200, ".empty", "Inget ärende med etiketten ”saknas” passar urvalet.")
	kim.get("/ko?etikett=199007169833").wants(422, "p", "utan komma och personnummer")

	saved := kim.post("/ko/vy", url.Values{"namn": {"Väntar underlag"}, "etikett": {"underlag begärt"}, "slag": {"question"}})
	saved.wants(200, "#views a[aria-current=page]", "Väntar underlag 1")
	saved.wants(200, "select[name=etikett] option[selected]", "underlag begärt")
	kim.post("/ko/vy", url.Values{"namn": {"Väntar underlag"}, "etikett": {"underlag begärt"}}).wants(200, "#views a[aria-current=page]", "Väntar underlag 2")
	kim.post(href(fee)+"/etikett", url.Values{"tag": {"underlag begärt"}, "off": {"1"}})
	kim.get("/ko").wants(200, "#views a", "Väntar underlag 1")
	kim.post("/ko/andrat", url.Values{"etikett": {"underlag begärt"}, "visas": {itoa(int64(fee)) + "," + itoa(int64(question))}}).wants(200, "tr.gone", fee.String())
}

// A tag is chosen with E; while the list is open the arrows only choose, and Enter narrows the queue.
func TestBrowserQueueByTag(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	one := d.arrives(c, "question", nil)
	d.arrives(d.company(true, 1), "question", nil)
	kim.tag(one, "reklam")
	b := d.chrome()
	b.login(kim)
	b.open("/ko")
	b.until(`document.readyState === "complete" && window.htmx`)
	b.key("e")
	b.until(`document.activeElement?.name === "etikett"`)
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	b.until(`location.search.includes("etikett=reklam") && document.querySelectorAll("tr[data-case]").length === 1`)
	if v := b.violations(); v != "" {
		t.Errorf("queue: %s", v)
	}
	b.open("/ko?vy=done&etikett=reklam")
	b.until(`document.querySelector(".empty")?.textContent === "Inget ärende i Klara har etiketten ”reklam”."`)
}
