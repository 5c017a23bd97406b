package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"sef.se/kontakten/internal/identity"
)

// stream opens the stream as a browser does and gives its events, "name data".
func (b *browser) stream() (events <-chan string, status int) {
	b.d.t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(b.d.t.Context()))
	b.d.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.d.server.URL+"/strom", nil)
	b.d.must(err)
	answer, err := b.client.Do(r)
	b.d.must(err)
	out := make(chan string, 100)
	go func() {
		defer close(out)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for name := ""; lines.Scan(); {
			if n, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = n
			} else if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				out <- name + " " + data
			}
		}
	}()
	return out, answer.StatusCode
}

func (d *desk) event(events <-chan string, part string) string {
	d.t.Helper()
	patience := time.After(20 * time.Second)
	for {
		select {
		case e, open := <-events:
			if !open {
				d.t.Fatalf("the stream ended before %q", part)
			}
			if strings.Contains(e, part) {
				return e
			}
		case <-patience:
			d.t.Fatalf("no event with %q", part)
		}
	}
}

// The stream tells ids and words, never who or what a case is about.
func TestStreamTellsAndHoldsNothingPersonal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	events, status := kim.stream()
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	d.event(events, "hello ")
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	got := d.event(events, `"kind":"case","id":`+itoa(int64(id)))
	for _, secret := range []string{c.Name, c.OrganisationNumber.Full(), d.rows(c)[0].Personnummer.Full(), d.rows(c)[0].Name, "Avgifter"} {
		if strings.Contains(got, secret) {
			t.Errorf("the stream holds %q: %s", secret, got)
		}
	}
	if _, status := d.browser().stream(); status != http.StatusUnauthorized {
		t.Errorf("nobody logged in: status %d", status)
	}
}

func TestPresence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	id := itoa(int64(d.arrives(d.company(true, 0), "question", nil)))
	events, _ := kim.stream()
	d.event(events, "hello ")
	lo.post("/strom/har", url.Values{"case": {id}, "page": {"abc"}}).wants(204, "", "")
	d.event(events, `"kind":"here","id":`+id)
	kim.get("/ko").wants(200, ".here", "Prov lo läser")
	kim.get("/strom/har/"+id).wants(200, "body", "Prov lo läser också")
	lo.get("/ko").lacks("Prov lo läser")
	lo.post("/strom/har", url.Values{"case": {id}, "page": {"abc"}, "gone": {"1"}})
	d.event(events, `"kind":"here","id":`+id)
	kim.get("/ko").lacks("Prov lo läser")
	lo.post("/strom/har", url.Values{"case": {"x"}, "page": {"abc"}}).wants(422, "p", "vilket ärende")
}

// Twelve tabs and two windows of one browser use one stream, and all of them show what happens
// (R23): over HTTP/1.1 the seventh tab would hang if each had its own.
func TestBrowserOneStreamForAllTabs(t *testing.T) {
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	company := d.company(true, 0)
	first := d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	pages := []*chrome{c}
	for len(pages) < 12 {
		tab, cancel := chromedp.NewContext(c.ctx)
		defer cancel()
		pages = append(pages, &chrome{d: d, ctx: tab})
	}
	for range 2 {
		made, err := chromedp.Call(c.ctx, target.CreateTarget, target.CreateTargetParams{URL: "about:blank", NewWindow: new(true)})
		d.must(err)
		window, cancel := chromedp.NewContext(c.ctx, chromedp.WithTargetID(made.TargetID))
		defer cancel()
		pages = append(pages, &chrome{d: d, ctx: window})
	}
	for _, p := range pages {
		p.open("/ko")
		p.do(chromedp.Evaluate[chromedp.Void](`Object.defineProperty(document, "hidden", { get: () => false })`))
	}
	c.until(`document.querySelectorAll("#rows tr[data-case]").length === 1`)
	if n := d.hub.Subscribers(); n != 1 {
		t.Fatalf("%d streams for %d pages, want 1", n, len(pages))
	}
	d.arrives(d.company(true, 1), "question", nil)
	lo.post(href(first)+"/ta", nil)
	for _, p := range pages {
		p.until(`document.getElementById("fresh").textContent === "1 nytt – visa"`)
		p.until(`document.querySelector("#rows td.t-holder").textContent === "Prov lo"`)
		p.until(`document.querySelector("#views a").textContent === "Alla öppna 2"`)
		if got := p.read(`String(document.querySelectorAll("#rows tr[data-case]").length)`); got != "1" {
			t.Errorf("%s rows are shown before anybody asked for the new one", got)
		}
	}
	if n := d.hub.Subscribers(); n != 1 {
		t.Errorf("%d streams, want 1", n)
	}
	c.key(".")
	c.until(`document.querySelectorAll("#rows tr[data-case]").length === 2 && document.activeElement?.matches("a.row")`)
}

// A row that is drawn anew keeps its place, its mark and the focus in it.
func TestBrowserRowsStayUnderTheHands(t *testing.T) {
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	first := d.arrives(d.company(true, 0), "question", nil)
	second := d.arrives(d.company(true, 1), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.until(`document.readyState === "complete" && document.querySelector("#rows")`)
	c.key("j")
	c.until(`document.activeElement?.matches("a.row")`)
	c.key("x")
	before := c.read(`window.top0 = document.activeElement.getBoundingClientRect().top, document.activeElement.pathname`)
	lo.post(href(first)+"/ta", nil)
	lo.post(href(second)+"/beslut", url.Values{"do": {"reject"}, "key": {"en nyckel som räcker"}, "choice": {"Inget att göra"}, "reason": {"Inget att göra"}})
	c.until(`document.querySelector("#rows tr td.t-holder").textContent === "Prov lo"`)
	c.until(`document.querySelector('#rows tr[data-case="` + itoa(int64(second)) + `"]').classList.contains("gone")`)
	if got := c.read(`document.activeElement.pathname + (document.activeElement.getBoundingClientRect().top === window.top0) + document.querySelector("#rows input:checked")?.value`); got != before+"true"+itoa(int64(first)) {
		t.Errorf("the focus stood on %s; now %s", before, got)
	}
}

// A stream that dies is said so on the page, with the time, and the page goes on asking; when it is
// back the words go away (R23).
func TestBrowserStreamDies(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.until(`document.readyState === "complete"`)
	c.until(`document.querySelector("#rows") !== null`)
	for name, tc := range map[string]struct{ die, live func() }{
		"the connection breaks":            {func() { d.deaf.Store(true); d.server.CloseClientConnections() }, func() { d.deaf.Store(false) }},
		"the program hears nothing itself": {d.hub.Down, d.hub.Up},
	} {
		d.subscribers(1)
		tc.die()
		c.until(`/^Sidan uppdateras inte av sig själv, senast \d\d\.\d\d/.test(document.getElementById("still").textContent)`)
		tc.live()
		c.until(`document.getElementById("still").textContent === ""`)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	// While it stands still the page asks by itself: what has come is shown all the same.
	d.hub.Down()
	c.until(`document.getElementById("still").textContent !== ""`)
	d.arrives(d.company(true, 1), "question", nil)
	c.do(chromedp.Evaluate[chromedp.Void](`document.dispatchEvent(new CustomEvent("kontakten:live", { detail: { kind: "resync", id: 0, what: "poll" } }))`))
	c.until(`document.querySelector("#views a").textContent === "Alla öppna 2"`)
	c.until(`document.getElementById("fresh").textContent === "1 nytt – visa" && !document.getElementById("fresh").hidden`)
}

// subscribers waits until so many streams are open.
func (d *desk) subscribers(n int) {
	d.t.Helper()
	d.until(func() bool { return d.hub.Subscribers() == n })
}

// until waits for what another goroutine brings about.
func (d *desk) until(is func() bool) {
	d.t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	patience := time.After(30 * time.Second)
	for !is() {
		select {
		case <-look.C:
		case <-patience:
			d.t.Fatal("what was waited for did not come")
		}
	}
}

// The stream ends with the session, and the page says so once, in the words of any page.
func TestBrowserStreamEndsWithTheSession(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.until(`document.readyState === "complete" && document.querySelector("#rows")`)
	d.subscribers(1)
	d.forward(identity.AbsoluteLimit)
	d.server.CloseClientConnections() // it comes back, and is told
	c.until(`document.getElementById("left").open`)
	d.subscribers(0)
}

// A browser without SharedWorker shares the stream all the same: the tab that gets a lock holds it
// and tells the others, and when it closes another takes over.
func TestBrowserSharesTheStreamWithoutAWorker(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	pages := []*chrome{c}
	var closes []context.CancelFunc
	for range 2 {
		tab, cancel := chromedp.NewContext(c.ctx)
		defer cancel()
		pages, closes = append(pages, &chrome{d: d, ctx: tab}), append(closes, cancel)
	}
	for _, p := range pages {
		p.do(chromedp.Navigate("about:blank"))
		_, err := chromedp.Call(p.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: "delete window.SharedWorker"})
		d.must(err)
	}
	pages[1].login(kim)
	d.subscribers(1)
	pages[0].open("/ko")
	pages[2].open("/ko")
	for i, p := range pages {
		p.do(chromedp.Evaluate[chromedp.Void](`Object.defineProperty(document, "hidden", { get: () => false })`))
		if got := p.read(`typeof SharedWorker`); got != "undefined" {
			t.Fatalf("page %d has %s", i, got)
		}
	}
	if n := d.hub.Subscribers(); n != 1 {
		t.Fatalf("%d streams, want 1", n)
	}
	left := []*chrome{pages[0], pages[2]}
	for _, p := range left {
		p.do(chromedp.Evaluate[chromedp.Void](`document.addEventListener("kontakten:live", (e) => { if (e.detail.kind === "resync") window.resumed = true })`))
	}
	closes[0]() // the tab that holds it
	for _, p := range left {
		p.until(`window.resumed`) // another tab has the stream and says so
	}
	d.subscribers(1)
	d.arrives(d.company(true, 1), "question", nil)
	for _, p := range left {
		p.until(`document.getElementById("fresh")?.textContent === "1 nytt – visa"`)
	}
}

// A clerk who has a case open is told that a mail has come into it, and sees who else reads it.
func TestBrowserCaseIsTold(t *testing.T) {
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	d.subscribers(1)
	d.until(func() bool { return len(d.hub.Present(int64(id), false)) == 1 })
	lo.get("/ko").wants(200, ".t-holder", "Prov kim")
	lo.post("/strom/har", url.Values{"case": {itoa(int64(id))}, "page": {"p"}})
	c.until(`document.querySelector(".here-too").textContent === "Prov lo läser också"`)
	_, err := d.store.Pool().Exec(t.Context(), "INSERT INTO case_event (case_id, at, kind, text) VALUES ($1, now(), 'arrived', 'Ett svar kom in.')", id)
	d.must(err)
	c.until(`document.querySelector(".arrived").textContent.startsWith("Ett mejl har kommit in")`)
	if v := c.violations(); v != "" {
		t.Error(v)
	}
}
