package web_test

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/internal/identity"
)

// A merge that was a mistake is undone where it is seen: the mail and its rows are a case again.
func TestBrowserUnmerge(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	into, from := d.arrives(company, "question", nil), d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	c.open(href(from))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.key("h")
	c.until(`document.activeElement?.name === "into"`)
	c.key(into.String() + kb.Enter)
	c.sent(href(from), "hopslaget med "+into.String())
	c.until(`document.querySelector('.acts a[href="` + href(into) + `"]') !== null`)

	c.open(href(into))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".act-row summary")].find(s => s.textContent === "Dela upp igen").focus()`))
	c.key(kb.Enter)
	c.until(`document.querySelector(".unmerge").checkVisibility()`)
	if v := c.violations(); v != "" {
		t.Errorf("case: %s", v)
	}
	c.key(kb.Tab + kb.Tab + kb.Enter) // past the case's own link to its button
	c.sent(href(into), from.String()+" är ett eget ärende igen")
	c.until(`document.querySelector(".unmerge") === null`)
	page := kim.get(href(from))
	page.wants(200, ".events", "Delat från "+into.String()+" igen")
	page.wants(200, "table.rows", d.employed(company)[0].FirstName)
	if n := d.count("case_message WHERE case_id = $1 AND role = 'opened'", from); n != 1 {
		t.Errorf("%d mails came back", n)
	}
}

func TestUnmergeRefusedOnThePage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	into, from := d.arrives(company, "fee_data", d.rows(company)), d.arrives(company, "question", nil)
	kim.post(href(from)+"/beslut", url.Values{"do": {"merge"}, "key": {"0123456789abcdef1"}, "into": {into.String()}}).wants(200, ".note-ok", "hopslaget")
	before := kim.get(href(into))
	before.wants(200, ".unmerge button", "Gör "+from.String()+" till ett eget ärende")
	kim.post(href(into)+"/beslut", kim.get(href(into)).form("#approve")).wants(200, "h1", "Kö")
	kim.post(href(into)+"/beslut", url.Values{"do": {"reopen"}, "key": {"0123456789abcdef2"}, "reason": {"Fel."}})
	after := kim.get(href(into))
	after.wants(200, ".unmerge .note-warn", "efter sammanslagningen har en redovisning bokförts")
	if n := len(find(after.root, ".unmerge button")); n != 0 {
		t.Errorf("%d buttons that refuse", n)
	}
	form := before.form(".unmerge form") // of a page from before the decision
	kim.post(href(into)+"/beslut", form).wants(409, "#alert", "efter sammanslagningen har en redovisning bokförts")
	for do, status := range map[string]int{"K-1": 422, "": 422, from.String() + "0": 422} {
		if p := kim.post(href(into)+"/beslut", url.Values{"do": {"unmerge"}, "key": {fmt.Sprint("0123456789abcdef3", do)}, "from": {do}}); p.status != status {
			t.Errorf("%q: %d", do, p.status)
		}
	}
}
