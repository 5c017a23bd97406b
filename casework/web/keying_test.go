package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

// printed runs October's lists and gives the one of the first company under an
// agreement with a control fee.
func (d *desk) printed() casework.ListRow {
	d.t.Helper()
	cia := casework.Actor{ID: 0, Name: "Kontakten", Role: casework.RoleSupervisor}
	_, err := d.room.Start(d.t.Context(), casework.Program(), october)
	d.must(err)
	d.draw()
	page, err := d.lists.ListPage(d.t.Context(), cia, october, "", 100)
	d.must(err)
	for _, l := range page.Rows {
		c, _ := d.register.Company(l.Company.Organisation)
		if rate, ok := d.register.RateOf(c, october); ok && rate.HasControlFee() && l.Rows >= 3 {
			return l
		}
	}
	d.t.Fatal("no list was printed")
	return casework.ListRow{}
}

func TestListsPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	clerk := d.person("kim", identity.RoleClerk, false)
	clerk.get("/listor?period=2026-10").wants(200, "p", "Inga listor är utskrivna")
	list := d.printed()
	shown := clerk.get("/listor?period=2026-10")
	shown.wants(200, "dt", "Utskriven")
	shown.wants(200, "tbody a", list.Number[:6]+" "+list.Number[6:10])
	clerk.get("/listor?period=2026-13").wants(422, "p", "2026-10")
}

func TestListNumbersAtTheDesk(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	wrong := list.Number[:12] + fmt.Sprint((int(list.Number[12]-'0')+1)%10)
	kim.post("/registrera", url.Values{"code": {wrong}}).wants(422, "#alert", "kontrollsiffra")
	never, err := avgiftslista.NewListNumber(999999, october, 1)
	d.must(err)
	kim.post("/registrera", url.Values{"code": {never.String()}}).wants(404, "#alert", "")
	kim.post("/registrera", url.Values{"code": {"al1." + list.Number + ".1.1"}}).wants(200, "h1", "Lista "+list.Number[:6])
	kim.post("/sok", url.Values{"q": {list.Number}}).wants(200, "h1", "Lista "+list.Number[:6])
	bo := d.person("bo", identity.RoleClerk, false)
	bo.post("/registrera", url.Values{"code": {list.Number}}).wants(409, "#alert", "Prov kim")
	kim.get("/registrera/99").wants(404, "h1", "Finns inte")
}

func TestRowsAreSavedOneByOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	sheet := kim.post("/registrera", url.Values{"code": {list.Number}})
	path := sheet.url.Path
	save := func(form url.Values, status int) (answer struct {
		Row     struct{ Member string }
		Totals  struct{ Total, Verdict string }
		Problem string
	}) {
		t.Helper()
		got := kim.post(path+"/rad", form)
		if got.status != status || json.Unmarshal([]byte(got.body), &answer) != nil {
			t.Fatalf("%v: %d %s", form, got.status, got.body)
		}
		return answer
	}
	if a := save(url.Values{"row": {"1"}, "member": {"608"}, "control": {"160,5"}, "used": {"digits"}}, 200); a.Row.Member != "608,00" || !strings.HasPrefix(a.Totals.Total, "768,50") {
		t.Errorf("%+v", a)
	}
	if a := save(url.Values{"row": {"1"}, "member": {"sexhundra"}}, 422); !strings.Contains(a.Problem, "går inte att läsa") {
		t.Errorf("%+v", a)
	}
	save(url.Values{"row": {"77"}, "member": {"1"}}, 422)
	save(url.Values{"row": {"x"}, "member": {"1"}}, 422)
	kim.get(path).wants(200, "#rad-1 .state", "sparad")
	kim.post(path+"/klar", url.Values{"key": {"0123456789abcdef"}}).wants(422, "#alert", "inte ifyllda")
	kim.post(path+"/avbryt", nil).wants(200, ".note-ok", "finns kvar")
}

// keyed opens the list in a browser by its scanned code.
func (c *chrome) keyed(list casework.ListRow) {
	c.d.t.Helper()
	c.open("/registrera")
	c.until(`document.readyState === "complete" && document.activeElement?.id === "code"`)
	c.key("al1." + list.Number + ".1.1" + kb.Enter)
	c.until(`location.pathname.startsWith("/registrera/") && document.activeElement?.name === "member"`)
}

func TestBrowserKeyingAList(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	company, _ := d.register.Company(list.Company.Organisation)
	rate, _ := d.register.RateOf(company, october)
	member, control := rate.MemberFee.Of(3_200_000), rate.ControlFee.Of(3_200_000)
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	for i := range list.Rows {
		c.key(typed(member) + kb.Enter)
		if i == 1 { // a look back, and forward again
			c.key(kb.ArrowUp)
			c.until(`document.activeElement.name === "member" && document.activeElement.value !== ""`)
			c.key(kb.Enter)
		}
		if i%2 == 0 {
			c.key("*") // the agreement's control fee
		} else {
			c.key(typed(control) + kb.Enter)
		}
	}
	c.until(`document.activeElement.id === "written"`)
	c.key(typed((member+control)*register.Amount(list.Rows)) + kb.Tab)
	c.until(`document.getElementById("verdict").textContent === "Stämmer med listan" && document.activeElement.id === "finish-button"`)
	c.key(kb.Enter)
	c.until(`location.pathname === "/registrera" || document.getElementById("alert")`)
	if n := d.count("fee_report"); n != 1 {
		t.Errorf("%d reports, want 1\n%s", n, c.where())
	}
	if n := d.count("posting"); n != list.Rows {
		t.Errorf("%d postings, want %d", n, list.Rows)
	}
}

// typed is an amount as a person keys it: without öre where they are none.
func typed(a register.Amount) string {
	if a%100 == 0 {
		return fmt.Sprint(int64(a / 100))
	}
	return fmt.Sprintf("%d,%02d", int64(a/100), int64(a%100))
}

func TestBrowserKilledWhileKeying(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	c.key("608" + kb.Enter + "160" + kb.Enter + "609" + kb.Enter + "161,50" + kb.Enter + "61")
	c.until(`[1, 2].every((n) => document.querySelector('tr[data-row="' + n + '"]').dataset.state === "saved")`)
	process := chromedp.FromContext(c.ctx).Browser.Process()
	if err := process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	again := d.chrome()
	again.login(kim)
	again.keyed(list)
	got := again.read(`[...document.querySelectorAll("#sheet tbody tr")].slice(0, 3).map(r => [...r.querySelectorAll("input")].map(i => i.value).join("/")).join(" ")`)
	if got != "608,00/160,00 609,00/161,50 /" {
		t.Errorf("after the kill the sheet says %q: more than the open field is lost", got)
	}
	if at := again.read(`document.activeElement.closest("tr").dataset.row`); at != "3" {
		t.Errorf("the cursor stands in row %s, want 3", at)
	}
}

func TestBrowserKeyingThroughAnOutage(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	address := d.server.Listener.Addr().String()
	handler := d.server.Config.Handler
	d.server.CloseClientConnections()
	d.server.Close()
	c.key("608" + kb.Enter + "160" + kb.Enter)
	c.until(`document.querySelector('tr[data-state="failed"]') && !document.getElementById("trouble").hidden`)
	back := &http.Server{Addr: address, Handler: handler}
	go back.ListenAndServe() // ends when the test closes it
	t.Cleanup(func() { back.Close() })
	c.until(`document.querySelector('tr[data-state="saved"]') && document.getElementById("trouble").hidden`)
	if n := d.count("keying_row"); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}
