package web_test

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"sef.se/kontakten/internal/identity"
)

func TestUndoAndStop(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.book = d.book.Delayed(5 * time.Minute)
	d.serve()
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	kim.post(href(id)+"/beslut", kim.get(href(id)).form("#approve")).wants(200, "h1", "Kö")
	bo.get(href(id)).lacks("Ångra")
	page := kim.get(href(id))
	page.wants(200, "#undo", "Det kan ångras till")
	bo.post("/redovisning/1/angra", url.Values{"key": {"0123456789abcdef"}}).wants(403, "#alert", "själv har godkänt")
	kim.post("/redovisning/1/angra", page.form("#undo")).wants(200, ".note-ok", "Godkännandet är ångrat")
	kim.post(href(id)+"/beslut", kim.get(href(id)).form("#approve")).wants(200, "h1", "Kö")
	bo.get("/pavag").lacks("Ångra")
	mine := kim.get("/pavag") // what the queue shows after a decision
	kim.post(attribute(mine.one(".leaving"), "action"), mine.form(".leaving")).wants(200, ".note-ok", "Godkännandet är ångrat")
	kim.post(href(id)+"/beslut", kim.get(href(id)).form("#approve")).wants(200, "h1", "Kö")
	out := kim.get("/utkorg?vy=queued")
	if n := len(find(out.root, "form")); n == 0 {
		t.Fatal("nothing can be stopped")
	}
	var mail int
	d.must(d.store.Pool().QueryRow(t.Context(), "SELECT max(id) FROM outbox WHERE state = 'queued'").Scan(&mail))
	kim.post("/utkorg/"+strconv.Itoa(mail)+"/stoppa", nil).wants(200, ".note-ok", "stoppat")
	kim.post("/utkorg/"+strconv.Itoa(mail)+"/stoppa", nil).wants(409, "h1", "")
}
