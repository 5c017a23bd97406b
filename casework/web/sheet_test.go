package web_test

import (
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

// grows gives the company so many members that October's list has at least n rows.
func (d *desk) grows(list casework.ListRow, n int) {
	d.t.Helper()
	files, err := demo.Register()
	d.must(err)
	grown := fstest.MapFS{}
	for _, name := range []string{"agreements.csv", "companies.csv", "members.csv"} {
		data, err := fs.ReadFile(files, name)
		d.must(err)
		grown[name] = &fstest.MapFile{Data: data, ModTime: d.clock()}
	}
	var more strings.Builder
	for i := list.Rows; i < n; i++ {
		fmt.Fprintf(&more, "%s,Ny%d,Medlem,%s,2024-01-01,\n", invented(i), i, list.Company.Organisation.Full())
	}
	grown["members.csv"].Data = append(grown["members.csv"].Data, more.String()...)
	_, err = d.store.ImportRegister(d.t.Context(), grown, store.ImportOptions{Override: true})
	d.must(err)
	snapshot, err := d.store.Register(d.t.Context())
	d.must(err)
	d.register = snapshot.Register
}

// invented is a personnummer that nobody has.
func invented(i int) string {
	birth := time.Date(1971, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 11*i).Format("20060102")
	check, _ := register.LuhnDigit(birth[2:] + "239")
	return birth + "239" + string(check)
}

// hits presses keys and counts them as a hand does.
func (c *chrome) hits(keys ...string) (n int) {
	c.d.t.Helper()
	for _, k := range keys {
		c.key(k)
		n += len([]rune(k))
	}
	return n
}

// A ten-member list under Installationsavtalet with control fees as the agreement has them: the
// digits and at most two keys a row, and three for the list (issue 5, part 4).
func TestBrowserKeysOfATenMemberList(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	for _, c := range d.register.Companies() {
		if rate, ok := d.register.RateOf(c, october); ok && rate.HasControlFee() && c.Channel == register.ChannelPaper {
			d.grows(casework.ListRow{Company: casework.CompanyRef{Organisation: c.OrganisationNumber}, Rows: len(d.employed(c))}, 10)
			break
		}
	}
	list := d.printedWith(10)
	company, _ := d.register.Company(list.Company.Organisation)
	rate, _ := d.register.RateOf(company, october)
	c := d.chrome()
	c.login(kim)
	c.open("/registrera")
	c.until(`document.readyState === "complete" && document.activeElement?.id === "code"`)
	digits, keys := 13, c.hits(list.Number, kb.Enter)
	c.until(`location.pathname.startsWith("/registrera/") && document.activeElement?.name === "member"`)
	total := register.Amount(0)
	for i := range list.Rows {
		base := register.Amount(3_000_000 + 100_000*i)
		member := rate.MemberFee.Of(base)
		total += member + rate.ControlFee.Of(base)
		digits += len(typed(member))
		keys += c.hits(typed(member), "*")
	}
	digits += len(typed(total))
	keys += c.hits(typed(total), kb.Enter)
	c.until(`document.activeElement.id === "finish-button" && document.getElementById("verdict").textContent === "Stämmer med listan"`)
	keys += c.hits(kb.Enter)
	c.until(`location.pathname === "/registrera"`)
	t.Logf("%d keys for %d rows: %d digits and %d more", keys, list.Rows, digits, keys-digits)
	if most := digits + 2*list.Rows + 3; keys > most {
		t.Errorf("%d keys, want at most %d", keys, most)
	}
	if n := d.count("posting WHERE control_fee > 0"); n != list.Rows {
		t.Errorf("%d postings, want %d\n%s", n, list.Rows, c.where())
	}
	if n := d.count("keying_row WHERE key_used = 'star'"); n != list.Rows {
		t.Errorf("%d rows know that * made them", n)
	}
}

// Everything on the keypad: reasons, a blank row, back, a jump, a new person, a warning accepted.
func TestBrowserKeypadAlone(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printedWith(4)
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	at := func(want string) {
		t.Helper()
		c.until(fmt.Sprintf(`((document.activeElement.closest("tr")?.dataset.row ?? "") + " " + (document.activeElement.name || document.activeElement.id)).trim() === %q`, want))
	}
	at("1 member")
	c.key("/")
	at("1 reason")
	c.key("1") // EJL
	at("2 member")
	c.key("6x0y8.5") // letters are nothing, a dot is a comma
	c.until(`document.activeElement.value === "608,5"`)
	c.key(kb.Enter)
	at("2 control")
	c.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift))) // Shift+Enter
	at("2 member")
	c.key("608" + "*") // what stood there is selected
	at("3 member")
	c.key("//4" + kb.Enter)
	at("4 member")
	c.key("/0") // blank on the list
	at("written")
	c.key(kb.ArrowUp)
	at("4 control")
	c.key("//3" + kb.Enter)
	at("3 member")
	c.key("9999" + kb.Enter + "1" + kb.Enter) // off the rates
	at("4 member")
	c.key("/+")
	at("number")
	other := d.employed(d.company(false, 0))[0]
	c.key(other.Personnummer.Full() + kb.Enter)
	c.until(fmt.Sprintf(`document.getElementById("looked-up").textContent.includes(%q) && document.querySelector("#new-row [name=name]").value === %q`, "inte anställd i företaget", other.FullName()))
	c.key(kb.Enter + "100" + kb.Enter + "0" + kb.Enter)
	c.until(`document.querySelectorAll("#sheet tr[data-new]").length === 1 && document.activeElement.name === "number" && document.readyState === "complete"`)
	c.key(kb.Enter)
	at("written")
	c.key("12000" + kb.Enter)
	at("finish-button")
	c.key(kb.Enter)
	c.until(`document.querySelectorAll("#accept input").length > 1 && document.activeElement === document.querySelector("#accept input")`)
	if v := c.violations(); v != "" {
		t.Errorf("what must be seen again: %s", v)
	}
	n := c.read(`String(document.querySelectorAll("#accept input").length)`)
	c.key(kb.Enter) // says nothing
	c.key("-")
	c.until(`document.activeElement.closest("tr")?.dataset.row === document.querySelector("#accept [data-goto]").dataset.goto`)
	c.do(chromedp.Focus("#accept input"))
	for range len(c.read(`"x".repeat(document.querySelectorAll("#accept input").length)`)) {
		c.key("+")
	}
	at("finish-button")
	c.key(kb.Enter)
	c.until(`location.pathname === "/registrera" && document.querySelector(".note-ok")?.textContent.includes("annan person")`)
	if got := d.count("keying_warning"); fmt.Sprint(got) != n {
		t.Errorf("%d accepted, want %s", got, n)
	}
	if got := d.count("keying_row WHERE key_used IN ('slash', 'blank', 'star')"); got != 3 {
		t.Errorf("%d rows know the key that made them", got)
	}
}

// printedWith prints October and gives a list with that many rows at least and a control fee.
func (d *desk) printedWith(rows int) casework.ListRow {
	d.t.Helper()
	d.printed()
	page, err := d.lists.ListPage(d.t.Context(), casework.Program(), october, "", 200)
	d.must(err)
	for _, l := range page.Rows {
		c, _ := d.register.Company(l.Company.Organisation)
		if rate, ok := d.register.RateOf(c, october); ok && rate.HasControlFee() && l.Rows >= rows {
			return l
		}
	}
	d.t.Fatalf("no list has %d rows", rows)
	return casework.ListRow{}
}

// A session that ends while the list is finished takes nothing with it, and neither does a step
// back to a list that is done.
func TestBrowserKeyingEndsOnceAndLosesNothing(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	for range list.Rows {
		c.key("608*")
	}
	c.key(fmt.Sprint(768*list.Rows) + kb.Enter)
	c.until(`document.activeElement.id === "finish-button" && document.getElementById("verdict").textContent === "Stämmer med listan" && document.querySelectorAll("tr[data-state=saved]").length === ` + fmt.Sprint(list.Rows))
	d.forward(identity.AbsoluteLimit)
	c.key(kb.Enter)
	c.until(`document.getElementById("left").open && location.pathname.startsWith("/registrera/")`)
	if d.count("fee_report") != 0 {
		t.Fatal("booked without a session")
	}
	other, cancel := chromedp.NewContext(c.ctx)
	defer cancel()
	beside := &chrome{d: d, ctx: other}
	beside.login(kim)
	c.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("left").close(), document.getElementById("finish-button").focus()`))
	c.key(kb.Enter)
	c.until(`location.pathname === "/registrera" && document.readyState === "complete"`)
	if n := d.count("fee_report"); n != 1 {
		t.Fatalf("%d reports\n%s", n, c.where())
	}
	c.do(chromedp.NavigateBack())
	c.until(`location.pathname.startsWith("/registrera/") && document.querySelector(".tag-ok")?.textContent === "registrerad"`)
	if got := c.read(`String(document.querySelectorAll("#sheet input:not([disabled]), #finish-button").length)`); got != "0" {
		t.Errorf("%s fields can be written in a list that is done", got)
	}
	if d.count("fee_report") != 1 {
		t.Error("going back booked again")
	}
}

// The keys that a person chose act, and the ones that they gave away do not (R20, WCAG 2.1.4).
func TestBrowserChosenKeys(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil)
	kim.post("/installningar", url.Values{"keys": {"on"}, "key-set-period": {"f"}}).wants(422, "#alert", "två saker")
	kim.post("/installningar", url.Values{"keys": {"on"}, "key-wait": {"t"}, "key-note": {"ö"}, "key-go-queue": {"w"}, "theme": {"dark"}}).wants(200, ".note-ok", "sparat")
	c := d.chrome()
	c.login(kim)
	note := func() string {
		return c.read(`String(document.querySelector("[data-key=v]").closest("details")?.open ?? document.activeElement.name)`)
	}
	c.open(href(id))
	c.until(`document.readyState === "complete"`)
	c.key("v")
	c.key("?")
	c.until(`document.getElementById("keymap").open && [...document.querySelectorAll("#keymap dt")].some(k => k.textContent === "Ö")`)
	c.key(kb.Escape)
	if got := note(); got == "true" {
		t.Error("the key that was given away acts")
	}
	c.key("t")
	c.until(`document.querySelector("[data-key=v]").closest("details").open`)
	if got := c.read(`document.documentElement.dataset.theme`); got != "dark" {
		t.Errorf("the theme is %q", got)
	}
	kim.post("/installningar", url.Values{}).wants(200, ".note-ok", "sparat") // single keys off
	c.open(href(id))
	c.until(`document.readyState === "complete" && document.documentElement.dataset.keys === "off"`)
	c.key("vtgk")
	c.key("?")
	c.do(chromedp.Focus("#q")) // what the keys would have done has had its time when the focus is there
	if got := c.read(`String(document.getElementById("keymap").open || document.querySelector("[data-key=v]").closest("details").open)`) + c.read(`location.pathname`); got != "false"+href(id) {
		t.Errorf("single keys are off and act: %s", got)
	}
}

// + says that both amounts are last month's, and / * that the page's box for it is ticked; the second
// keying has the box and not the plus.
func TestBrowserAsLastMonth(t *testing.T) {
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	september := october.AddMonths(-1)
	_, err := d.room.Start(t.Context(), casework.Program(), september)
	d.must(err)
	list := d.printed()
	before, err := d.lists.ListPage(t.Context(), casework.Program(), september, "", 200)
	d.must(err)
	for _, l := range before.Rows {
		if l.Company.CustomerNumber == list.Company.CustomerNumber {
			kim.keys(l, func(row int) register.Amount { return 608_00 }, 160_00, register.Amount(l.Rows)*768_00).wants(200, ".note-ok", "bokförd")
			list.Rows = l.Rows
		}
	}
	d.always()
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	c.key("+")
	c.until(`document.activeElement.closest("tr")?.dataset.row === "2" && document.querySelector('tr[data-row="1"] [name=control]').value === "160,00"`)
	c.key("/*") // the page is ticked: the rest is last month's
	c.until(`document.readyState === "complete" && document.activeElement?.id === "written" && document.querySelectorAll('tr[data-used="tick"]').length === ` + fmt.Sprint(list.Rows-1))
	c.key(fmt.Sprint(768*list.Rows) + kb.Enter)
	c.until(`document.activeElement.id === "finish-button" && document.getElementById("verdict").className === "agrees"`)
	c.key(kb.Enter)
	c.until(`location.pathname === "/registrera" && document.querySelector(".note-ok")?.textContent.includes("annan person")`)
	if n := d.count("keying_row WHERE key_used = 'plus'"); n != 1 {
		t.Errorf("%d rows know that + made them", n)
	}
	second := bo.post("/registrera", url.Values{"code": {list.Number}})
	bo.post(second.url.Path+"/rad", url.Values{"row": {"1"}, "member": {"608"}, "control": {"160"}, "used": {"plus"}}).wants(422, "", "")
	bo.post(second.url.Path+"/kryss", url.Values{"sheet": {"1"}}).wants(200, ".note-ok", "förra månadens belopp")
}
