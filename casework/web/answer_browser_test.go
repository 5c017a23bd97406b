package web_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// claimed is true when the page is there with its scripts and has claimed its case.
const claimed = `(document.readyState === "complete" && performance.getEntriesByType("resource").some((e) => e.name.endsWith("/puls") && e.responseEnd > 0))`

// loaded waits until the case's page is there with its scripts.
func (c *chrome) loaded(path string) {
	c.d.t.Helper()
	c.open(path)
	c.until(claimed + ` && document.getElementById("answer-form") !== null`)
}

// takes opens a case that somebody else holds and takes it over.
func (c *chrome) takes(id casework.CaseID) {
	c.d.t.Helper()
	c.open(href(id))
	c.until(`document.querySelector("button[name=over]") !== null`)
	c.read(`document.querySelector("button[name=over]").click(), ""`)
	c.until(`document.querySelector("button[name=over]") === null && ` + claimed)
}

// write puts the focus into the answer, at its end, and types.
func (c *chrome) write(text string) {
	c.d.t.Helper()
	c.until(`(() => { const t = document.getElementById("answer-words"); t.focus(); t.setSelectionRange(t.value.length, t.value.length); return document.activeElement === t })()`)
	c.key(text)
}

// TestBrowserAnswerWithModule answers a question by keyboard: the suggestion, a text module by
// "::", the draft kept meanwhile, sent, seen to wait with a countdown, and undone by one key.
func TestBrowserAnswerWithModule(t *testing.T) {
	d := newDesk(t)
	d.book = d.book.Delayed(5 * time.Minute)
	d.serve()
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, asks(8))

	c := d.chrome()
	c.login(kim)
	c.loaded(href(id))
	c.write(kb.Enter + kb.Enter + "::")
	c.until(`document.activeElement?.id === "module-q" && !document.getElementById("modules").hidden`)
	c.key("ring")
	c.until(`document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.textContent.includes("ring oss")`)
	if v := c.violations(); v != "" {
		t.Errorf("the open list: %s", v)
	}
	// The key alone: the protocol would write its character into the field that gets the focus, which no keyboard does.
	c.read(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })), ""`)
	c.until(`document.activeElement?.id === "answer-words" && document.getElementById("modules").hidden`)
	c.until(`document.getElementById("answer-words").value.endsWith("Ring oss på 08-465 004 00, vardagar 9–15, så hjälps vi åt. Uppge ärendenummer ` + id.String() + `.")`)
	c.key("  ::")
	c.until(`document.activeElement?.id === "module-q"`)
	c.key(kb.ArrowDown + kb.ArrowUp + kb.Escape)
	c.until(`document.activeElement?.id === "answer-words" && document.getElementById("answer-words").value.endsWith("  ::")`)
	c.key(kb.Backspace + kb.Backspace + kb.Backspace + kb.Backspace)
	c.until(`document.getElementById("answer-saved").textContent.startsWith("Utkastet är sparat") && document.getElementById("preview-body").textContent.includes("Ring oss på 08")`)
	if d.count("draft_reply WHERE case_id = $1", int64(id)) != 1 {
		t.Error("no draft is kept")
	}
	c.read(`document.querySelector("#answer-form button.primary").click(), ""`)
	c.until(`location.pathname === "/ko"`)
	if _, _, text, _ := d.mailTo(); !strings.Contains(text, "Ring oss på 08-465 004 00") || d.count("draft_reply") != 0 {
		t.Errorf("sent\n%s", text)
	}
	if d.count("answer WHERE templates @> '{faq8@1}' AND EXISTS (SELECT FROM unnest(templates) u WHERE u LIKE 'modul %@1')") != 1 {
		t.Error("the module's version is not kept")
	}
	// The queue that one comes to says so too, and undoes by the same key.
	c.until(`document.readyState === "complete" && document.querySelector("#mine .leaving")?.textContent.includes("` + id.String() + `")`)
	if v := c.violations(); v != "" {
		t.Errorf("the queue with what waits: %s", v)
	}
	c.key("z")
	c.until(`location.pathname === "` + href(id) + `" && document.querySelector(".note-ok")?.textContent.includes("ångrat") && ` + claimed)
	c.read(`document.querySelector("#answer-form button.primary").click(), ""`)
	c.until(`location.pathname === "/ko"`)
	c.open(href(id))
	c.until(`document.readyState === "complete" && /om \d\.\d\d/.test(document.querySelector(".leaving .countdown")?.textContent ?? "")`)
	if got := c.read(`document.querySelector(".leaving .countdown").getAttribute("aria-hidden") + [...document.querySelectorAll("[aria-live], [role=status]")].some(e => e.contains(document.querySelector(".countdown")))`); got != "truefalse" {
		t.Errorf("the countdown is spoken: %s", got)
	}
	c.key("z")
	c.until(`location.pathname === "` + href(id) + `" && document.querySelector(".note-ok")?.textContent.includes("ångrat") && document.getElementById("answer-words")?.value.includes("Ring oss på 08")`)
	if d.count("outbox WHERE template = 'answer' AND state = 'stopped'") != 2 || d.count("case_file WHERE id = $1 AND state = 'open'", int64(id)) != 1 {
		t.Error("the answer went, or the case is not open")
	}
}

// TestBrowserMacroByOneKey sends, decides and tags by a digit.
func TestBrowserMacroByOneKey(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, asks(7))
	c := d.chrome()
	c.login(kim)
	c.loaded(href(id))
	c.key("w") // open already: the key goes to the text
	c.until(`document.activeElement?.id === "answer-words"`)
	c.key(kb.Escape)
	c.until(`document.activeElement?.tagName === "SUMMARY" && !document.querySelector("#answer details").open`)
	c.key("1") // acts while the answer is folded
	c.until(`location.pathname === "/ko"`)
	if d.count("case_tag WHERE case_id = $1 AND tag = 'fråga'", int64(id)) != 1 || d.count("outbox WHERE template = 'answer'") != 1 || d.count("case_file WHERE state = 'decided'") != 1 {
		t.Error("not all of answer, state and tag")
	}
}

// TestBrowserDraftSurvives kills the browser, lets the session end, and shows the draft to a
// colleague.
func TestBrowserDraftSurvives(t *testing.T) {
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, asks(9))
	first := d.chrome()
	first.login(kim)
	first.loaded(href(id))
	first.write(" Ett ord till.")
	first.until(`document.getElementById("answer-saved").textContent.startsWith("Utkastet är sparat")`)
	d.must(chromedp.FromContext(first.ctx).Browser.Process().Signal(syscall.SIGKILL))

	second := d.chrome()
	second.login(kim)
	second.loaded(href(id))
	second.until(`document.getElementById("answer-words").value.endsWith(" Ett ord till.")`)
	// The session ends while something is written: it is told, the text stays and is kept later.
	second.write(" Ett efter.")
	d.forward(identity.AbsoluteLimit) // after the words: the dialog takes the focus, whoever notices first
	second.until(`document.getElementById("left").open && document.getElementById("answer-words").value.endsWith(" Ett efter.")`)
	other, cancel := chromedp.NewContext(second.ctx)
	defer cancel()
	(&chrome{d: d, ctx: other}).login(kim) // in a window beside, as the dialog says
	second.until(`!document.getElementById("left").open`)
	second.write(" Och ett.")
	second.until(`document.getElementById("answer-saved").textContent.startsWith("Utkastet är sparat") && document.getElementById("answer-trouble").hidden`)

	colleague := d.chrome()
	colleague.login(bo)
	d.forward(casework.ClaimFor + time.Minute) // Kim's claim has ended
	colleague.loaded(href(id))
	colleague.until(`document.querySelector("#answer summary").textContent.includes("Utkast av Prov kim") && document.getElementById("answer-words").value.endsWith(" Ett ord till. Ett efter. Och ett.")`)
}

// TestBrowserTwoClerks lets two browsers answer and approve the same case: the second sees what
// the first did.
func TestBrowserTwoClerks(t *testing.T) {
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	company := d.company(true, 0)
	fees := d.arrives(company, "fee_data", d.rows(company))
	one, two := d.chrome(), d.chrome()
	one.login(kim)
	two.login(bo)
	one.open(href(fees))
	one.until(claimed + ` && document.getElementById("approve") !== null`)
	two.takes(fees)
	two.until(`document.getElementById("approve") !== null`)
	two.read(`document.querySelector('[form="approve"]').click(), ""`)
	two.until(`location.pathname === "/ko"`)
	one.read(`document.querySelector('[form="approve"]').click(), ""`)
	one.until(`document.getElementById("alert")?.textContent.includes("Prov bo: Godkänt")`)
	if n := d.count("fee_report"); n != 1 {
		t.Errorf("%d reports", n)
	}

	question := d.arrives(d.company(true, 1), "question", nil, asks(6))
	one.loaded(href(question))
	two.takes(question)
	two.until(`document.getElementById("answer-form") !== null`)
	two.read(`document.querySelector("#answer-form button.primary").click(), ""`)
	two.until(`location.pathname === "/ko"`)
	one.write(" Mitt svar.")
	one.read(`document.querySelector("#answer-form button.primary").click(), ""`)
	one.until(`document.getElementById("alert")?.textContent.includes("Prov bo: Svar skickas") && document.getElementById("answer-words").value.endsWith(" Mitt svar.")`)
	if n := d.count("outbox WHERE template = 'answer'"); n != 1 {
		t.Errorf("%d mails", n)
	}
}
