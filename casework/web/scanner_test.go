package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/web/settings"
	"sef.se/kontakten/internal/identity"
)

// everywhere scans a code with the focus in each field and on each button of the page, then in each of
// its dialogs, as a scanner does that presses Shift for the capitals while Caps Lock is on. The search
// form is held, so that the page stays. It tells where the code was not taken or left something behind.
const everywhere = `(async (code) => {
	const wrong = [];
	let sent = "";
	let pressed = "";
	q.form.addEventListener("submit", (e) => { e.preventDefault(); sent = q.value; q.value = ""; });
	document.addEventListener("click", (e) => { if (e.isTrusted === false && e.target.closest("button, a, summary")) pressed = e.target.textContent; }, true);
	for (const box of document.querySelectorAll("main details")) box.open = true;
	const scan = async (where) => {
		sent = pressed = "";
		const at = document.activeElement;
		const before = at.value;
		let now = window.scanned = Math.max(window.scanned ?? 0, performance.now()) + 1000;
		const down = (to, key) => {
			const e = new KeyboardEvent("keydown", { key, shiftKey: /[a-z]/i.test(key), bubbles: true, cancelable: true, modifierCapsLock: true });
			Object.defineProperty(e, "timeStamp", { value: now += 4 }); // a scanner's, however busy the machine is
			return to.dispatchEvent(e);
		};
		for (const key of [...code, "Enter"]) {
			const to = document.activeElement ?? document.body;
			if (/[a-z]/i.test(key) && key.length === 1) down(to, "Shift");
			const goes = down(to, key);
			if (goes && key.length === 1 && /INPUT|TEXTAREA/.test(to.tagName) && !/checkbox|radio/.test(to.type)) document.execCommand("insertText", false, key);
		}
		for (let i = 0; i < 200 && !sent; i++) await new Promise((done) => setTimeout(done, 5));
		await new Promise((done) => setTimeout(done, 0));
		if (sent !== code) wrong.push(where + ": sent " + JSON.stringify(sent));
		if (at.value !== before) wrong.push(where + ": left " + JSON.stringify(at.value));
		if (pressed) wrong.push(where + ": pressed " + pressed);
		if (document.querySelector("dialog[open]")) wrong.push(where + ": a dialog stays");
	};
	const fields = [...document.querySelectorAll("main input:not([type=hidden], [disabled]), main select:not([disabled]), main textarea, main button, main a[href]")].filter((el) => el.checkVisibility());
	for (const el of fields) {
		el.focus();
		if (document.activeElement === el) await scan(el.name || el.id || el.textContent.trim().slice(0, 20));
	}
	for (const dialog of document.querySelectorAll("dialog")) {
		dialog.showModal();
		await scan("dialog " + dialog.id);
	}
	return fields.length + " " + wrong.join("\n");
})`

func TestBrowserScannerInEveryFieldAndDialog(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleSupervisor, false)
	list := d.printed()
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	c.keyed(list)
	sheet := c.read(`location.pathname`)
	for _, path := range []string{sheet, href(id), href(id) + "/rader", "/registrera", "/installningar", "/kontroll", "/nytt"} {
		c.open(path)
		c.until(`document.readyState === "complete"`)
		var fields int
		var wrong string
		got := c.read(fmt.Sprintf("%s(%q)", everywhere, "al1."+list.Number+".1.1"))
		if _, err := fmt.Sscan(got, &fields); err != nil || fields == 0 {
			t.Errorf("%s: %q", path, got)
		}
		if wrong = got[len(fmt.Sprint(fields))+1:]; wrong != "" {
			t.Errorf("%s, %d fields: %s", path, fields, wrong)
		}
	}
	if d.count("fee_report") != 0 || d.count("keying_row") != 0 {
		t.Error("a code was taken for a decision or an amount")
	}
}

// scans types a code as a scanner does, with what it sends before and after.
func (c *chrome) scans(keys ...string) {
	c.d.t.Helper()
	c.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(keys => {
		let now = window.scanned = Math.max(window.scanned ?? 0, performance.now()) + 1000;
		for (const key of keys) {
			const at = document.activeElement ?? document.body;
			const e = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
			Object.defineProperty(e, "timeStamp", { value: now += 4 });
			const goes = at.dispatchEvent(e);
			if (goes && key.length === 1 && /INPUT|TEXTAREA/.test(at.tagName)) document.execCommand("insertText", false, key);
		}
	})(%s)`, quoted(keys))))
}

func quoted(keys []string) string {
	out := "["
	for _, k := range keys {
		out += fmt.Sprintf("%q,", k)
	}
	return out + "]"
}

func each(text string, more ...string) []string {
	var keys []string
	for _, r := range text {
		keys = append(keys, string(r))
	}
	return append(keys, more...)
}

// A scanner that sends something else than Enter after a code, or something before it, is learned by its
// set-up sheet; a letter's number leads to the page of returned letters from any field.
func TestBrowserScannerIsSetUpOnce(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	code := "AL1." + list.Number + ".1.1"
	c := d.chrome()
	c.login(kim)
	learn := func(keys ...string) {
		t.Helper()
		c.open("/installningar/skanner")
		c.until(`document.readyState === "complete"`)
		c.scans(keys...)
		c.until(`document.getElementById("scanner-said").textContent.startsWith("Klart")`)
	}
	opened := `location.pathname.startsWith("/registrera/") && document.querySelector("#sheet") !== null && document.readyState === "complete"`
	learn(each("]Q3"+settings.SetUpCode, "Tab")...)
	if got := c.read(`[...document.querySelectorAll("#scanner-facts dd")].slice(0, 2).map(d => d.textContent).join(" ")`); got != "]Q3 Tabb" {
		t.Errorf("learned %q", got)
	}
	c.open("/registrera")
	c.until(`document.readyState === "complete" && document.activeElement?.id === "code"`)
	c.scans(each("]Q3"+code, "Tab")...)
	c.until(opened)
	learn(each(settings.SetUpCode)...) // a scanner that ends with nothing
	c.open("/ko")
	c.until(`document.readyState === "complete"`)
	c.scans(each(code)...)
	c.until(opened + ` && document.activeElement?.name === "member"`)

	n, err := letter.NewNumber(1234567)
	d.must(err)
	c.key("608")
	c.scans(each(n.Digits(), "Enter")...)
	c.until(`location.pathname === "/returer" && document.getElementById("number").value === "` + n.Digits() + `"`)
	if got := d.count("keying_row WHERE member_fee = 60800"); got != 1 {
		t.Errorf("the amount before the letter's number was not kept: %d rows", got)
	}
}
