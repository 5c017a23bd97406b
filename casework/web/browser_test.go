package web_test

import (
	"context"
	_ "embed"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// axe is axe-core 4.14.1 (testdata/axe.LICENSE), as its authors ship it.
//
//go:embed testdata/axe.min.js
var axe string

// chrome is a real Chromium with a profile of its own. Its tests run one after
// the other: several browsers on a small machine would wait for each other
// longer than a person would.
type chrome struct {
	d     *desk
	ctx   context.Context
	mu    sync.Mutex
	asked []string // addresses of all requests
}

func (d *desk) chrome() *chrome {
	d.t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(d.t.TempDir()), chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(d.t.Context()), 5*time.Minute)
	d.t.Cleanup(cancel)
	ctx, cancelExec := chromedp.NewExecAllocator(ctx, options...)
	d.t.Cleanup(cancelExec)
	ctx, cancelTab := chromedp.NewContext(ctx)
	d.t.Cleanup(cancelTab)
	c := &chrome{d: d, ctx: ctx}
	c.do(chromedp.Navigate("about:blank"))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	d.must(err)
	d.must(chromedp.Listen(ctx, func(event any) {
		if r, ok := event.(*network.EventRequestWillBeSent); ok {
			c.mu.Lock()
			c.asked = append(c.asked, r.Request.URL)
			c.mu.Unlock()
		}
	}))
	return c
}

func (c *chrome) do(steps ...chromedp.Action[chromedp.Void]) {
	c.d.t.Helper()
	if err := chromedp.Do(c.ctx, steps...); err != nil {
		c.d.t.Fatalf("browser: %v\n%s", err, c.where())
	}
}

// where tells what the browser shows, for a failure.
func (c *chrome) where() string {
	html, err := chromedp.Run(c.ctx, chromedp.Evaluate[string](`location.pathname + "\n" + (document.querySelector("main")?.innerText ?? "").slice(0, 1500) + "\n" + [...document.querySelectorAll("main input")].map(i => i.name + "=" + i.value).join(" ")`))
	if err != nil {
		return err.Error()
	}
	return html
}

func (c *chrome) open(path string) {
	c.d.t.Helper()
	c.do(chromedp.Navigate(c.d.server.URL+path), chromedp.WaitReady("main"))
}

func (c *chrome) read(script string) string {
	c.d.t.Helper()
	s, err := chromedp.Run(c.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		c.d.t.Fatalf("browser: %s: %v\n%s", script, err, c.where())
	}
	return s
}

// key presses keys as a person does.
func (c *chrome) key(keys string) {
	c.d.t.Helper()
	c.do(chromedp.KeyEvent(keys))
}

// until waits for a script to be true in the page, also across a navigation,
// during which the page cannot answer.
func (c *chrome) until(script string) {
	c.d.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	patience := time.After(30 * time.Second)
	for {
		ok, err := chromedp.Run(c.ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-look.C:
		case <-patience:
			c.d.t.Fatalf("browser: waiting for %s: %v\n%s", script, err, c.where())
		}
	}
}

// login goes through the pages of the door with keyboard only.
func (c *chrome) login(b *browser) {
	c.d.t.Helper()
	c.open("/logga-in")
	c.until(`document.readyState === "complete" && document.activeElement?.name === "login"`)
	c.key(b.login + kb.Tab + password + kb.Enter)
	c.until(`location.pathname === "/kod" && document.activeElement?.name === "code"`)
	c.key(b.code() + kb.Enter)
	c.until(`location.pathname === "/ko" && document.readyState === "complete"`)
	c.d.forward(time.Minute)
}

// violations are what axe finds on the page.
func (c *chrome) violations() string {
	c.d.t.Helper()
	c.do(chromedp.Evaluate[chromedp.Void](axe))
	return c.read(`axe.run(document).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")).join(", ")).join("\n"))`)
}

func TestBrowserLoginQueueCaseApprove(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	d.arrives(d.company(true, 1), "question", nil)

	c := d.chrome()
	c.login(kim)
	c.key("j")
	c.until(`document.activeElement?.matches("a.row")`)
	if got := c.read(`document.activeElement.textContent`); got != company.Name {
		t.Errorf("j went to %q, want %q", got, company.Name)
	}
	c.key("?")
	c.until(`document.getElementById("keymap").open`)
	c.key(kb.Escape)
	c.key(kb.Enter)
	c.until(`location.pathname === "` + href(id) + `" && document.querySelector("#approve") !== null`)
	c.until(`document.readyState === "complete"`)
	c.key("a")
	c.until(`location.pathname === "/ko"`)
	if n := d.count("fee_report"); n != 1 {
		t.Errorf("%d reports, want 1", n)
	}
	if got := c.read(`document.querySelector(".note-ok").textContent`); !strings.Contains(got, id.String()) {
		t.Errorf("the queue says %q", got)
	}
	c.do(chromedp.NavigateBack())
	c.until(`location.pathname === "` + href(id) + `"`)
	if d.count("fee_report") != 1 {
		t.Error("going back booked again")
	}
}

func TestBrowserHostileMail(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	var mu sync.Mutex
	var reached []string
	evil := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		reached = append(reached, r.URL.String())
		mu.Unlock()
	}))
	defer evil.Close()
	company := d.company(true, 0)
	c := d.chrome()
	c.login(kim)
	for i, payload := range hostileMails(evil.URL) {
		id := d.arrives(company, "question", nil, func(r *casework.Reading) { r.Mail.HTML, r.Mail.Text, r.Mail.Subject = payload, payload, payload })
		c.open(href(id) + "?visa=html")
		c.until(`document.querySelector("iframe.mail-frame") !== null && document.readyState === "complete"`)
		if got := c.read(`String(window.pwned ?? "") + String(document.title)`); strings.Contains(got, "pwned") {
			t.Errorf("payload %d ran: %s", i, payload)
		}
		c.open("/ko") // the subject stands in the queue
		if got := c.read(`String(window.pwned ?? "")`); got != "" {
			t.Errorf("payload %d ran in the queue: %s", i, payload)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(reached) > 0 {
		t.Errorf("%d requests left the house: %v", len(reached), reached)
	}
	for _, address := range c.asked {
		if !strings.HasPrefix(address, d.server.URL) && !strings.HasPrefix(address, "about:") && !strings.HasPrefix(address, "data:") {
			t.Errorf("asked for %s", address)
		}
	}
}

// hostileMails are payloads of the kinds in reliability.md §2 row 8, each of
// which marks the window or fetches from host where it acts.
func hostileMails(host string) []string {
	const mark = `top.pwned=1;window.pwned=1;top.document.title='pwned'`
	return []string{
		`<script>` + mark + `</script>`,
		`<script src="` + host + `/a.js"></script><img src="` + host + `/b.png"><link rel="stylesheet" href="` + host + `/c.css">`,
		`<img src=x onerror="` + mark + `"><svg onload="` + mark + `"></svg><body onload="` + mark + `">`,
		`<style>@import url("` + host + `/d.css"); body{background:url(` + host + `/e.png)} @font-face{font-family:x;src:url(` + host + `/f.woff)}</style><p style="background:url(` + host + `/g.png);font-family:x">x</p>`,
		`<iframe src="` + host + `/h"></iframe><iframe srcdoc="<script>` + mark + `</script>"></iframe><object data="` + host + `/i"></object><embed src="` + host + `/j">`,
		`<meta http-equiv="refresh" content="0;url=` + host + `/k"><base href="` + host + `/"><form action="` + host + `/l"><input autofocus onfocus="` + mark + `"></form>`,
		`<video autoplay poster="` + host + `/m"><source src="` + host + `/n" onerror="` + mark + `"></video><audio src="` + host + `/o" autoplay></audio>`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=` + mark + `&gt;">`,
		`<svg><style><img src=x onerror="` + mark + `"></style></svg><noscript><p title="</noscript><img src=x onerror=` + mark + `>"></noscript>`,
		`<table background="` + host + `/p"><tr><td background="` + host + `/q">x</td></tr></table><input type=image src="` + host + `/r"><picture><source srcset="` + host + `/s"><img srcset="` + host + `/t 1x"></picture>`,
		`<a href="javascript:` + mark + `" autofocus onfocus="` + mark + `">x</a><details open ontoggle="` + mark + `">x</details><marquee onstart="` + mark + `">x</marquee>`,
		`</title></head><body></div></iframe>"><img src="` + host + `/u"><script>` + mark + `</script>`,
	}
}

func TestBrowserAxe(t *testing.T) {
	d := newDesk(t)
	admin := d.person("kim", identity.RoleAdmin, false)
	company := d.company(true, 0)
	first := d.arrives(company, "fee_data", d.rows(company))
	admin.post(href(first)+"/beslut", admin.get(href(first)).form("#approve")).wants(200, "h1", "Kö")
	changed := d.rows(company)
	changed[0].MemberFee += 100
	second := d.arrives(company, "fee_data", changed[1:])
	question := d.arrives(d.company(true, 1), "question", nil, asks(3, 4))
	_, token, err := d.identity.Add(t.Context(), identity.Staff{Login: "ny", Name: "Ny", Role: identity.RoleClerk})
	d.must(err)
	sheet := admin.post("/registrera", url.Values{"code": {d.printed().Number}}).url.Path

	c := d.chrome()
	for _, path := range []string{"/logga-in", "/inbjudan/" + token, "/inbjudan/finns-inte"} {
		c.open(path)
		if v := c.violations(); v != "" {
			t.Errorf("%s: %s", path, v)
		}
	}
	c.login(admin)
	for _, path := range []string{
		"/ko", "/ko?vy=done", "/ko?slag=other", href(first), href(second), href(second) + "/rader", href(second) + "?visa=html", href(question), "/texter", "/texter/modul/1", "/registrera",
		fmt.Sprintf("/foretag/%d", company.CustomerNumber), "/sok", "/brevlada", "/register", "/utkorg", "/oversikt", "/personal", "/finns/inte", "/listor?period=2026-10", sheet,
		"/manad?period=2026-10", "/manad/vantar?period=2026-10", "/lista/1", "/brev", "/returer", "/kontroll", "/installningar", "/installningar/skanner", "/mina-siffror",
	} {
		for _, width := range []int64{1280, 320} {
			c.do(chromedp.EmulateViewport(width, 800))
			c.open(path)
			if v := c.violations(); v != "" {
				t.Errorf("%s at %d: %s", path, width, v)
			}
			if wide := c.read(`document.documentElement.scrollWidth > innerWidth ? "yes" : ""`); wide != "" {
				t.Errorf("%s at %d scrolls sideways", path, width)
			}
		}
	}
}

// burst types a code as a hand scanner does: characters within a few
// milliseconds wherever the focus is, then Enter. A key that nobody prevents
// writes into the field, as the browser would.
const burst = `(code => {
	let now = window.scanned = Math.max(window.scanned ?? 0, performance.now()) + 1000;
	for (const key of [...code, "Enter"]) {
		const at = document.activeElement ?? document.body;
		const down = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
		Object.defineProperty(down, "timeStamp", { value: now += 4 }); // a scanner's, however busy the machine is
		if (at.dispatchEvent(down) && key.length === 1 && /INPUT|TEXTAREA/.test(at.tagName)) document.execCommand("insertText", false, key);
	}
})`

func TestBrowserScannerAnywhere(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	opened := `location.pathname.startsWith("/registrera/") && document.querySelector("#sheet") !== null && document.readyState === "complete"`
	lower, upper := "al1."+list.Number+".1.1", "AL1."+list.Number+".1.1"
	c := d.chrome()
	c.login(kim)
	for _, tc := range []struct{ name, path, focus, code string }{
		{"the queue, nothing focused", "/ko", `document.activeElement.blur()`, lower},
		{"the search box with words in it", "/ko", `q.focus(); q.value = "Öhrnfalks"`, upper},
		{"a case: A would approve, R release", href(id), `document.activeElement.blur()`, lower},
		{"a field of a form", href(id), `document.querySelector("input[name=company]").closest("details").open = true; document.querySelector("input[name=company]").focus()`, upper},
		{"a row's amount", href(id) + "/rader", `document.querySelector("input[name=member]").focus()`, lower},
		{"an open dialog", "/ko", `keymap.showModal()`, upper},
		{"the page that asks for it", "/registrera", `code.focus()`, upper},
	} {
		c.open(tc.path)
		c.until(`document.readyState === "complete"`)
		c.do(chromedp.Evaluate[chromedp.Void](tc.focus), chromedp.Evaluate[chromedp.Void](burst+"("+fmt.Sprintf("%q", tc.code)+")"))
		c.until(opened)
		if d.count("fee_report") != 0 {
			t.Fatalf("%s: the scanner approved a case", tc.name)
		}
	}
	c.until(`document.activeElement?.name === "member"`)
	c.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.value = "608"`), chromedp.Evaluate[chromedp.Void](burst+"("+fmt.Sprintf("%q", lower)+")"))
	c.until(opened + ` && document.querySelector("tr[data-row='1'] input").value === "608,00"`) // saved, and read again
}

func TestBrowserSessionWarnsAndKeepsTheForm(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	c.do(chromedp.Evaluate[chromedp.Void](`{ const now = Date.now; Date.now = () => now() + 29 * 60_000; }`))
	c.until(`document.getElementById("leaving").open`)
	c.key(kb.Enter) // the button has the focus
	c.until(`!document.getElementById("leaving").open`)

	c.do(chromedp.Focus(`tr[data-row="1"] input[name=member]`))
	c.key("608")
	d.forward(identity.AbsoluteLimit) // now, since the page may notice it by itself and take the focus
	c.key(kb.Enter)
	c.until(`document.getElementById("left").open && document.querySelector('tr[data-row="1"]').dataset.state === "failed"`)
	if got := c.read(`document.querySelector("tr[data-row='1'] input").value`); got != "608" {
		t.Errorf("the field says %q", got)
	}
	other, cancel := chromedp.NewContext(c.ctx) // a second window of the same browser
	defer cancel()
	beside := &chrome{d: d, ctx: other}
	beside.login(kim)
	c.until(`document.querySelector('tr[data-row="1"]').dataset.state === "saved"`)
}

// What is swapped in keeps the focus and is said once (R29).
func TestBrowserSwapKeepsTheFocus(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, func(r *casework.Reading) { r.Mail.HTML = "<p>Hej</p>" })
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.do(chromedp.Focus("#as-html"))
	c.key(kb.Enter)
	c.until(`document.querySelector("iframe.mail-frame") !== null && document.activeElement?.id === "as-html"`)
	c.until(`document.getElementById("spoken").textContent === "Mejlet visas som det såg ut"`)
}
