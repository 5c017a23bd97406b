package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

func (d *desk) always() {
	d.t.Helper()
	d.must(d.lists.SetPolicy(d.t.Context(), casework.Actor{Role: casework.RoleSupervisor},
		verification.Policy{Mode: verification.Always, Limit: 2_500_00, Deviation: 25}))
}

// keys keys a whole list through the form's addresses: fee gives each row's member fee.
func (b *browser) keys(list casework.ListRow, fee func(row int) register.Amount, control, written register.Amount) *page {
	sheet := b.post("/registrera", url.Values{"code": {list.Number}})
	path := sheet.url.Path
	for row := 1; row <= list.Rows; row++ {
		b.post(path+"/rad", url.Values{"row": {fmt.Sprint(row)}, "member": {typed(fee(row))}, "control": {typed(control)}, "used": {"digits"}}).wants(200, "", "")
	}
	b.post(path+"/summa", url.Values{"written": {typed(written)}}).wants(200, "", "")
	form := url.Values{"key": {"0123456789abcdef" + b.login}}
	done := b.post(path+"/klar", form)
	if done.status == http.StatusConflict {
		for _, box := range find(done.root, `input[name=accept]`) {
			form.Add("accept", attribute(box, "value"))
		}
		done = b.post(path+"/klar", form)
	}
	return done
}

func TestControlPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.always()
	kim, bo, cia := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, false)
	list := d.printed()
	company, _ := d.register.Company(list.Company.Organisation)
	rate, _ := d.register.RateOf(company, october)
	member, control := rate.MemberFee.Of(3_200_000), rate.ControlFee.Of(3_200_000)
	total := (member + control) * register.Amount(list.Rows)
	right := func(int) register.Amount { return member }
	kim.keys(list, right, control, total).wants(200, ".note-ok", "annan person")
	kim.get("/kontroll").wants(200, "td", "Du har själv registrerat den")
	kim.post("/registrera", url.Values{"code": {list.Number}}).wants(403, "#alert", "Du har själv registrerat")
	bo.get("/kontroll").wants(200, "td", "")
	bo.keys(list, func(row int) register.Amount {
		if row == 2 {
			return member + 90_00
		}
		return member
	}, control, total).wants(200, ".note-ok", "tredje person avgör")
	if d.count("fee_report") != 0 {
		t.Fatal("a list that differs is booked")
	}
	bo.get("/kontroll/1").wants(403, "#alert", "tredje person")
	page := cia.get("/kontroll/1")
	page.wants(200, "h1", "Avgör lista")
	if n := len(find(page.root, `input[value=first]`)); n != 1 {
		t.Errorf("%d fields to settle, want the one that differs", n)
	}
	form := page.form("form.panel")
	form.Set("take-2-member", "other")
	form.Set("other-2-member", "sexhundra")
	cia.post("/kontroll/1", form).wants(422, "#alert", "går inte att läsa")
	form.Set("take-2-member", "first")
	cia.post("/kontroll/1", form).wants(200, ".note-ok", "bokförd")
	if d.count("fee_report") != 1 {
		t.Error("the settled list is not booked")
	}
	cia.get("/kontroll").wants(200, "#figures-title", "Vad kontrollen hittar")
	kim.post("/kontroll/regel", nil).wants(403, "h1", "Inte tillåtet")
	cia.post("/kontroll/regel", url.Values{"mode": {"risk"}, "limit": {"x"}, "sample": {"1"}, "deviation": {"1"}, "new_clerk": {"1"}}).wants(422, "#alert", "Beloppsgränsen")
	cia.post("/kontroll/regel", url.Values{"mode": {"risk"}, "limit": {"3 000"}, "sample": {"50"}, "deviation": {"25"}, "new_clerk": {"0"}}).wants(200, ".note-ok", "Regeln är ändrad")
	cia.get("/kontroll").wants(200, ".sub", "5 %")
}

// TestBrowserSecondKeyingIsBlind keys a list twice in a real Chromium, a slip in the second, and
// lets a third person settle by keyboard.
func TestBrowserSecondKeyingIsBlind(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.always()
	kim, bo, cia := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, false)
	list := d.printed()
	company, _ := d.register.Company(list.Company.Organisation)
	rate, _ := d.register.RateOf(company, october)
	member, control := rate.MemberFee.Of(3_200_000), rate.ControlFee.Of(3_200_000)
	total := (member + control) * register.Amount(list.Rows)
	kim.keys(list, func(int) register.Amount { return member }, control, total)
	c := d.chrome()
	c.login(bo)
	c.keyed(list)
	if got := c.read(`[...document.querySelectorAll("#sheet tbody input")].map(i => i.value).join("") + document.getElementById("written").value`); got != "" {
		t.Fatalf("the second keying shows %q", got)
	}
	for i := range list.Rows {
		fee := member
		if i == 1 {
			fee += 9_00 // a slip of the hand, seen as a warning and accepted
		}
		c.key(typed(fee) + kb.Enter + typed(control) + kb.Enter)
	}
	c.key(typed(total) + kb.Enter)
	c.until(`document.activeElement.id === "finish-button"`)
	c.key(kb.Enter)
	c.until(`document.getElementById("accept")`)
	c.until(`document.readyState === "complete"`)
	c.read(`(document.querySelectorAll("#accept input").forEach(i => i.checked = true), document.getElementById("finish").requestSubmit(), "")`)
	c.until(`location.pathname === "/registrera"`)
	if d.count("fee_list WHERE state = 'differs'") != 1 || d.count("fee_report") != 0 {
		t.Fatalf("the slip went through\n%s", c.where())
	}
	third := d.chrome()
	third.login(cia)
	third.open("/kontroll")
	if v := third.violations(); v != "" {
		t.Errorf("/kontroll: %s", v)
	}
	third.open("/kontroll/1")
	if v := third.violations(); v != "" {
		t.Errorf("/kontroll/1: %s", v)
	}
	third.until(`document.activeElement === document.querySelector("input[value=first]")`)
	third.key("3")
	third.until(`document.activeElement.name === "other-2-member"`)
	third.key(typed(member+1_00) + kb.ArrowUp + "1") // written, thought better of: the first was right
	third.until(`document.activeElement.id === "settle-button"`)
	third.key(kb.Enter)
	third.until(`location.pathname === "/kontroll"`)
	if n := d.count("posting WHERE member_fee = $1", member); n != list.Rows {
		t.Errorf("%d postings as the first keyed, want %d\n%s", n, list.Rows, strings.TrimSpace(third.where()))
	}
}
