package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

// errand opens an errand on its page, as on the telephone, and gives its address.
func (c *chrome) errand(company register.Company, verified, kind string) string {
	c.d.t.Helper()
	c.open(fmt.Sprintf("/nytt?foretag=%d", company.CustomerNumber))
	c.until(`document.readyState === "complete" && document.activeElement?.name === "caller"`)
	c.key("Lena")
	c.do(chromedp.Click(`input[name=origin][value=telephone]`), chromedp.Click(`input[name=verified][value=`+verified+`]`), chromedp.Click(`input[name=kind][value=`+kind+`]`),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("select[name=period]").value = "2026-10"`), chromedp.Click(`main button.primary`))
	c.until(`location.pathname.startsWith("/arende/") && document.readyState === "complete" && window.htmx`)
	return c.read(`location.pathname`)
}

// act opens a form of the case by its key, fills fields and sends it.
func (c *chrome) act(key string, fields map[string]string, to, said string) {
	c.d.t.Helper()
	c.key(key)
	c.until(`document.querySelector(".act-row details[open] summary[data-key='` + key + `']") !== null`)
	for name, value := range fields {
		c.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(".act-row details[open] [name=%s]").value = %q`, name, value)))
	}
	c.do(chromedp.Click(`.act-row details[open] button.primary`))
	c.sent(to, said)
}

// Each errand that comes by telephone, walked through as a clerk does (R12).
func TestBrowserErrandsByTelephone(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.chrome()
	c.login(kim)

	// Amounts after calling back: who is expected stands there to be filled in.
	fees := d.company(false, 0)
	at := c.errand(fees, "callback", "fee_data")
	c.until(`document.querySelector("#mail").textContent.includes("Lena") && document.querySelector("#mail").textContent.includes("Motringd")`)
	c.key("e")
	c.until(`location.pathname.endsWith("/rader") && document.activeElement?.name === "member" && document.readyState === "complete"`)
	for range d.employed(fees) {
		c.key("608" + kb.Tab + kb.Tab + kb.Tab + kb.Tab + kb.Tab + kb.Tab) // control fee, reason, remove, then number and name of the next row
	}
	c.do(chromedp.Click(`form.right button.primary`))
	c.sent(at, "ändrade eller nya")
	c.do(chromedp.Evaluate[chromedp.Void](`for (const b of document.querySelectorAll("#approve input[name=accept]")) b.checked = true`))
	c.key("a")
	c.sent("/ko", "Godkänt som")
	if n := d.count("fee_report WHERE channel = 'telephone'"); n != 1 {
		t.Fatalf("%d reports by telephone", n)
	}
	if n := d.count("outbox WHERE template = 'receipt' AND recipient = $1", fees.Emails[0]); n != 1 {
		t.Errorf("%d receipts to the registered address", n)
	}
	page, err := d.book.CompanyPage(t.Context(), kim.actor, fees.CustomerNumber)
	d.must(err)
	if got := page.Reports[0].Versions[0].Postings[0].Source.Place; got != "telefon, Lena, 2026-11-24" {
		t.Errorf("the source is %q", got)
	}

	// Nothing to report, one key; a respite first.
	quiet := d.company(true, 0)
	at = c.errand(quiet, "callback", "question")
	c.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".act-row summary")].find(s => s.textContent.trim() === "Anstånd").click()`))
	c.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".act-row details[open] [name=until]").value = "2026-12-04"; document.querySelector(".act-row details[open] [name=reason]").value = "Lönesystemet byts."`))
	c.do(chromedp.Click(`.act-row details[open] button.primary`))
	c.sent(at, "Anstånd till 4 december 2026")
	c.act("n", map[string]string{"reason": "Ingen lön har betalats ut."}, "/ko", "Inget att redovisa för oktober 2026")
	if n := d.count("fee_report WHERE rows = 0"); n != 1 {
		t.Errorf("%d empty reports", n)
	}

	// Channel, contact person and credentials, each confirmed to the registered address.
	changing := d.company(true, 1)
	c.errand(changing, "callback", "paper_request")
	c.act("p", map[string]string{"to": "paper"}, "/ko", "Kanalen är")
	c.errand(changing, "callback", "contact_person")
	c.act("c", map[string]string{"name": "Bo Ek", "email": "bo@ny.example"}, "/ko", "kontaktperson är registrerad")
	c.errand(changing, "callback", "credential_request")
	c.act("i", nil, "/ko", "Inloggningsuppgifter är beställda")
	for _, template := range []string{"channel", "contact", "credentials"} {
		if n := d.count("outbox WHERE template = $1 AND recipient = $2", template, changing.Emails[0]); n != 1 {
			t.Errorf("%s: %d mails to the registered address", template, n)
		}
	}
	if n := d.count("outbox WHERE recipient = 'bo@ny.example'"); n != 0 {
		t.Error("the caller chose who is written to")
	}

	// Who is not verified gets a note, and no more.
	at = c.errand(d.company(true, 2), "none", "credential_request")
	c.until(`document.querySelector(".note-warn")?.textContent.includes("inte verifierad") && !document.querySelector("[data-key=i]") && !document.querySelector("#approve button")`)
	c.key("t")
	c.until(`document.activeElement?.matches(".note-form textarea")`)
	c.key("Ombads ringa från växeln.")
	c.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	c.sent(at, "Anteckningen är sparad")

	// A mail from somebody unknown who wants credentials: two persons.
	bo := d.person("bo", identity.RoleClerk, false)
	ask := d.arrives(d.company(true, 3), "credential_request", nil, func(r *casework.Reading) { r.Sender = "okand@annan.example" })
	c.open(href(ask))
	c.until(`document.readyState === "complete" && window.htmx && document.querySelector("details[open] .note-warn")?.textContent.includes("En andra person")`)
	c.do(chromedp.Click(`.act-row details[open] button.primary`))
	c.sent(href(ask), "Inget är beställt än")
	kim.post(href(ask)+"/slapp", nil)
	form := bo.get(href(ask)).form("#confirm")
	bo.post(href(ask)+"/beslut", form).wants(200, "h1", "Kö")
	if n := d.count("credential_order WHERE case_id = $1", ask); n != 1 {
		t.Errorf("%d orders after the second person's yes", n)
	}
}
