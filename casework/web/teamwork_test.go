package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/labelled"
	"sef.se/kontakten/internal/identity"
)

// sent waits until a form has been answered by a page that says so.
func (c *chrome) sent(path, words string) {
	c.d.t.Helper()
	c.until(fmt.Sprintf(`location.pathname === %q && document.readyState === "complete" && window.htmx && document.querySelector("main .note-ok")?.textContent.includes(%q)`, path, words))
}

// A case is worked through by its keys: what it is about, a colleague told, a link, a question broken out, a wait.
func TestBrowserCaseByKeys(t *testing.T) {
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company), func(r *casework.Reading) {
		r.Evidence = []casework.Evidence{{Of: "kind", By: "text", Text: "”avdragna avgifter” i texten"}}
	})
	other := d.arrives(d.company(true, 1), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	c.until(`document.readyState === "complete" && window.htmx`)

	c.key("y")
	c.until(`document.activeElement?.name === "first" && document.activeElement.closest("form").textContent.includes("”avdragna avgifter” i texten")`)
	c.do(chromedp.Click(`.act-row details[open] input[name=more][value=question]`))
	c.key(kb.Enter)
	c.sent(href(id), "Slaget är avgiftsuppgifter, fråga")

	c.key("t")
	c.until(`document.activeElement?.matches(".note-form textarea")`)
	c.key("Kan du svara, ")
	c.do(chromedp.Evaluate[chromedp.Void](`{ const s = document.querySelector("select[data-mention]"); s.value = "bo"; s.dispatchEvent(new Event("change", { bubbles: true })); }`))
	c.until(`document.activeElement?.value === "Kan du svara, @bo "`)
	c.key(kb.Tab + kb.Enter)
	c.sent(href(id), "Får veta: Prov bo")

	c.key("q")
	c.until(`document.activeElement?.name === "to"`)
	c.key(other.String() + kb.Enter)
	c.sent(href(id), "Kopplat till "+other.String())
	c.until(`document.querySelector('.near a[href="` + href(other) + `"]') !== null`)

	c.key("b")
	c.until(`document.activeElement?.name === "kind"`)
	c.key(kb.Enter)
	c.sent(href(id), "Utbrutet till")
	if n := d.count("case_file WHERE divided_from = $1 AND kinds = '{question}'", id); n != 1 {
		t.Errorf("%d cases broken out", n)
	}
	if v := c.violations(); v != "" {
		t.Errorf("case: %s", v)
	}

	c.key("v")
	c.until(`document.activeElement?.name === "choice"`)
	c.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	c.sent("/ko", "väntar till 1 december 2026")
	if n := d.count("case_file WHERE id = $1 AND state = 'waiting' AND waiting_until = '2026-12-01'", id); n != 1 {
		t.Error("the case does not wait five bank days")
	}

	told := bo.get("/ko")
	told.wants(200, "a.mentioned", "Ett oläst omnämnande")
	list := bo.get("/omnamnd")
	list.wants(200, ".mentions p", "Kan du svara, @bo")
	opened := bo.post(attribute(list.one(".mentions form"), "action"), nil)
	if opened.url.Path != href(id) {
		t.Errorf("the mention leads to %s", opened.url.Path)
	}
	bo.get("/ko").lacks("a class=\"mentioned\"")
	kim.post(href(id)+"/beslut", url.Values{"do": {"pass"}, "key": {"0123456789abcdefg"}, "to": {"bo"}, "reason": {"Du kan det här."}})
	bo.get(href(id)).wants(200, ".case-head", "hos Prov bo")
	kim.get(href(id)).wants(200, "form.note-warn", "Prov bo arbetar med ärendet sedan")
}

// What a person says of a case is kept beside the reading, and the reading is measured by it.
func TestKindsCorrectedAreAnExample(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "question", nil)
	kim.post(href(id)+"/beslut", url.Values{"do": {"kinds"}, "key": {"0123456789abcdef1"}, "first": {"paper_request"}}).wants(200, ".note-ok", "papperslista, förut fråga")
	kim.get(href(id)).wants(200, "h1", "Papperslista")
	kim.get(href(id)).wants(200, "details[open] summary", "Byt kanal") // handled by what it is
	kim.post(href(id)+"/beslut", url.Values{"do": {"channel"}, "key": {"0123456789abcdef2"}, "to": {"paper"}, "from": {"2026-11"}})
	var all []labelled.Example
	d.must(d.book.Examples(t.Context(), false, func(e labelled.Example) error { all = append(all, e); return nil }))
	if len(all) != 1 || !slices.Equal(all[0].Read.Kinds, []string{"question"}) || !slices.Equal(all[0].Decided.Kinds, []string{"paper_request"}) {
		t.Errorf("%+v", all)
	}
	for _, bad := range []url.Values{{"do": {"kinds"}, "first": {"other"}, "more": {"question"}}, {"do": {"kinds"}, "first": {"x"}}, {"do": {"link"}, "to": {"K-1"}}, {"do": {"split"}}} {
		bad.Set("key", "0123456789abcdef3")
		if p := kim.post(href(id)+"/beslut", bad); p.status != 422 {
			t.Errorf("%v: %d", bad, p.status)
		}
	}
}

func TestCompanyAndMemberPages(t *testing.T) {
	d := newDesk(t)
	kim, eva := d.person("kim", identity.RoleClerk, false), d.person("eva", identity.RoleClerk, true)
	company := d.company(true, 0)
	customer := fmt.Sprintf("/foretag/%d", company.CustomerNumber)
	id := d.arrives(company, "fee_data", d.rows(company))
	kim.post(href(id)+"/beslut", kim.get(href(id)).form("#approve")).wants(200, "h1", "Kö")
	page := kim.get(customer)
	page.wants(200, ".report summary", "Oktober 2026")
	first := d.employed(company)[0]
	page.lacks(first.Personnummer.Hyphened())
	member := attribute(find(page.root, ".version th a")[0], "href")
	shown := kim.get(member)
	shown.wants(200, "td", company.Name)
	shown.lacks(first.Personnummer.Hyphened())
	reasons := kim.post(member+"/visa", url.Values{"reason": {"nyfiken"}})
	if reasons.status != 422 {
		t.Errorf("a reason that is not in the list: %d", reasons.status)
	}
	kim.post(member+"/visa", url.Values{"reason": {"Företaget ringer om personen"}}).wants(200, ".sub", first.Personnummer.Hyphened())
	if n := d.count("access_log WHERE what = 'unmask' AND member_id IS NOT NULL AND reason = 'Företaget ringer om personen'"); n != 1 {
		t.Errorf("%d openings logged with their reason", n)
	}
	d.protect(first.Personnummer)
	if p := kim.get(member); p.status != 404 {
		t.Errorf("a protected member: %d", p.status)
	}
	eva.get(member).wants(200, "td", company.Name)

	// The life of the company, a bureau, and what they block.
	kim.post(customer+"/liv", url.Values{"state": {"bankruptcy"}, "since": {"2026-11-20"}, "receiver": {"Advokat Ek"}, "address": {"Box 1\n111 11 Stad"}}).wants(200, ".note-warn", "Advokat Ek, Box 1, 111 11 Stad")
	ask := d.arrives(company, "credential_request", nil)
	kim.get(href(ask)).wants(200, ".note-warn", "Inloggning kan inte beställas")
	kim.post(href(ask)+"/beslut", url.Values{"do": {"credentials"}, "key": {"0123456789abcdef4"}}).wants(403, "#alert", "konkurs")
	kim.post(customer+"/fullmakt", url.Values{"bureau": {"Byrån AB"}, "organisation": {"556036-0793"}, "email": {"lon@byran.example"}, "from": {"2026-11-24"}, "confirmed": {"brev från företaget"}}).
		wants(200, ".lesser", "lon@byran.example")

	c := d.chrome()
	c.login(kim)
	c.do(chromedp.EmulateViewport(1280, 800))
	c.open(customer)
	for name, selector := range map[string]string{"channel": "#facts-title", "contacts": "#contacts-title", "open cases": "#open-title", "sent": "#sent-title", "reports": ".report summary"} {
		if got := c.read(fmt.Sprintf(`(() => { const r = document.querySelector(%q).closest("section, summary").getBoundingClientRect(); return r.bottom <= innerHeight + (%q === "reports" ? 0 : 1) ? "" : String(r.bottom); })()`, selector, name)); got != "" {
			t.Errorf("%s ends at %s: not on one screen", name, got)
		}
	}
	for _, path := range []string{customer, member, "/omnamnd"} {
		c.open(path)
		if v := c.violations(); v != "" {
			t.Errorf("%s: %s", path, v)
		}
	}
}

// R29 on the pages of a case and a company: text spacing, forced colours, targets, 320 pixels.
func TestBrowserAccessBeyondAxe(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	for _, path := range []string{href(id), href(id) + "/rader", fmt.Sprintf("/foretag/%d", company.CustomerNumber), "/nytt", "/omnamnd", href(id) + "/fonster"} {
		for _, width := range []int64{1280, 320} {
			c.do(chromedp.EmulateViewport(width, 800))
			c.open(path)
			c.do(chromedp.Evaluate[chromedp.Void](`{ for (const d of document.querySelectorAll("details")) { d.removeAttribute("name"); d.open = !d.matches(".who"); }
				const s = new CSSStyleSheet(); s.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
				document.adoptedStyleSheets = [s]; }`))
			if wide := c.read(`document.documentElement.scrollWidth > innerWidth + 1 ? String(document.documentElement.scrollWidth) : ""`); wide != "" {
				t.Errorf("%s at %d with text spacing scrolls sideways: %s", path, width, wide)
			}
			// Text that is cut: a box of fixed height with its overflow hidden.
			if cut := c.read(`[...document.querySelectorAll("main button, main summary, main h1, main h2, main label, main dd")].filter(e => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY === "hidden" && !e.matches(".unseen") && e.clientHeight > 1).map(e => e.textContent.trim().slice(0, 30)).join("|")`); cut != "" {
				t.Errorf("%s at %d: text is cut: %s", path, width, cut)
			}
			small := c.read(`[...document.querySelectorAll("main a[href], main button, main summary, main input:not([type=hidden]), main select")].filter(e => {
				const r = e.getBoundingClientRect(); if (!r.width || e.closest(".unseen")) return false;
				if (getComputedStyle(e).display === "inline" && e.matches("a")) return false; // links in text are excepted (2.5.8)
				const box = e.matches("[type=checkbox], [type=radio]") ? (e.closest("label") ?? e.closest("td") ?? e).getBoundingClientRect() : r;
				return box.height < 23.5 || box.width < 23.5; }).map(e => e.outerHTML.slice(0, 80)).join("\n")`)
			if small != "" {
				t.Errorf("%s at %d: targets under 24 pixels:\n%s", path, width, small)
			}
		}
	}
	c.do(chromedp.EmulateViewport(1280, 800))
	_, err := chromedp.Call(c.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
	d.must(err)
	read, _ := d.sample("19-")
	c.open(href(read) + "/kalla/1")
	if got := c.read(`matchMedia("(forced-colors: active)").matches + " " + getComputedStyle(document.querySelector("#mail .here")).outlineStyle`); got != "true solid" {
		t.Errorf("where the row stands in forced colours: %s", got)
	}
}

// A page that was left is gone back to as it is now, and a session that ended keeps what was written.
func TestBrowserBackAndEndedSession(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.key("e")
	c.until(`location.pathname === "` + href(id) + `/rader" && document.readyState === "complete" && document.activeElement?.name === "member"`)
	c.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	c.key("611" + kb.Enter)
	c.until(`location.pathname === "` + href(id) + `" && document.querySelector(".rows .num")?.nextSibling !== null && document.querySelector(".rows").textContent.includes("611,00")`)
	c.do(chromedp.NavigateBack())
	c.until(`location.pathname.endsWith("/rader") && document.readyState === "complete"`)
	c.do(chromedp.NavigateBack())
	c.until(`location.pathname === "` + href(id) + `" && document.readyState === "complete" && document.querySelector(".rows").textContent.includes("611,00")`)

	c.key("t")
	c.until(`document.activeElement?.matches(".note-form textarea")`)
	c.key("Det här har jag skrivit.")
	d.forward(identity.AbsoluteLimit)
	c.do(chromedp.Evaluate[chromedp.Void](`{ const now = Date.now; Date.now = () => now() + 2 * 60_000; }`)) // the page has stood for a while
	c.do(chromedp.Click(`.note-form button`))
	c.until(`document.getElementById("left")?.open`)
	if got := c.read(`document.querySelector(".note-form textarea").value`); got != "Det här har jag skrivit." {
		t.Errorf("the note says %q", got)
	}
	other, cancel := chromedp.NewContext(c.ctx)
	defer cancel()
	beside := &chrome{d: d, ctx: other}
	beside.login(kim)
	c.until(`!document.getElementById("left").open`)
	c.do(chromedp.Click(`.note-form button`))
	c.sent(href(id), "Anteckningen är sparad")
	if n := d.count("case_event WHERE kind = 'note' AND text = 'Det här har jag skrivit.'"); n != 1 {
		t.Errorf("%d notes", n)
	}
	if strings.Contains(d.log.String(), "Det här har jag skrivit") {
		t.Error("the note stands in the log")
	}
}

// Who is taken over from is told, and keeps what was written.
func TestBrowserTakenOver(t *testing.T) {
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.key("t")
	c.until(`document.activeElement?.matches(".note-form textarea")`)
	c.key("Halvskrivet")
	c.until(`performance.getEntriesByType("resource").some((e) => e.name.endsWith("/puls") && e.responseEnd > 0)`)
	bo.post(href(id)+"/ta", url.Values{"over": {"1"}})
	c.do(chromedp.Evaluate[chromedp.Void](`{ const pulse = document.querySelector("[hx-post$='/puls']"); htmx.ajax("POST", pulse.getAttribute("hx-post"), { source: pulse, target: pulse, swap: pulse.getAttribute("hx-swap") }); }`))
	c.until(`document.querySelector("[hx-post$='/puls'] .note-warn")?.textContent.includes("Prov bo har ärendet")`)
	if got := c.read(`document.querySelector(".note-form textarea").value`); got != "Halvskrivet" {
		t.Errorf("the note says %q", got)
	}
}
