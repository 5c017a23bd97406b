package web_test

import (
	"fmt"
	"net/url"
	"testing"

	"sef.se/kontakten/internal/identity"
)

func TestNewErrand(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	customer := fmt.Sprint(company.CustomerNumber)
	kim.get("/foretag/"+customer).wants(200, "a", "Nytt ärende")
	page := kim.get("/nytt?foretag=" + customer)
	page.wants(200, "p", company.Name)
	form := page.form("form.panel")
	for field, value := range map[string]string{"origin": "telephone", "caller": "Lena", "kind": "paper_request", "subject": "Vill ha papper"} {
		form.Set(field, value)
	}
	kim.post("/nytt", form).wants(422, "#alert", "hur den som hör av sig är verifierad")
	form.Set("verified", "list_total")
	kim.post("/nytt", form).wants(422, "#alert", "listans nummer och den summa")
	form.Set("verified", "none")
	opened := kim.post("/nytt", form)
	opened.wants(200, ".note-warn", "inte verifierad")
	opened.lacks("Byt kanal")
	kim.post(opened.url.Path+"/beslut", url.Values{"do": {"credentials"}, "key": {"0123456789abcdef"}}).wants(403, "#alert", "inte verifierad")
	form = kim.get("/nytt?foretag=" + customer).form("form.panel")
	for field, value := range map[string]string{"origin": "telephone", "caller": "Lena", "kind": "paper_request", "verified": "callback"} {
		form.Set(field, value)
	}
	kim.post("/nytt", form).wants(200, "summary", "Byt kanal")
	form.Set("foretag", "finns inte")
	kim.post("/nytt", form).wants(422, "#alert", "Inget företag hittades")
	c := d.chrome()
	c.login(kim)
	c.key("gn")
	c.until(`location.pathname === "/nytt" && document.readyState === "complete"`)
	if v := c.violations(); v != "" {
		t.Errorf("/nytt: %s", v)
	}
}
