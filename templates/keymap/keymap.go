// Package keymap is the one table of what the keys do on the staff pages (practice.md R20). The
// pages carry the default key on the element that it presses (data-key, data-go); keys.js and
// keying.js act. What ? shows, what a person may choose otherwise, and whether two actions
// would want the same key are answered from this table, and a test compares it with the pages
// and scripts.
//
//	a key is pressed ─▶ with Ctrl ─▶ Anywhere
//	                ├─▶ in a field of the sheet ─▶ Amount, Reason, Jump, NewRow, Accept
//	                ├─▶ in another field ─▶ it is written
//	                ├─▶ after G ─▶ Go
//	                └─▶ else ─▶ Page, unless the person has turned single keys off
//
// A page's own actions stand before those of every page and never share a key with them.
package keymap

import (
	"cmp"
	"slices"
)

// Focus is where the keyboard is when a key acts.
type Focus string

// The places.
const (
	Anywhere Focus = "anywhere" // with Ctrl, in fields too
	Page     Focus = "page"     // outside fields
	Go       Focus = "go"       // outside fields, after G
	Amount   Focus = "amount"   // an amount of the keying sheet
	Reason   Focus = "reason"   // a row's reason, where / leads
	Jump     Focus = "jump"     // the field for a row's number
	NewRow   Focus = "newrow"   // the fields of a person whom the company added
	Accept   Focus = "accept"   // what must be seen on the list again
	Settle   Focus = "settle"   // a field that two keyings have differently
	Choice   Focus = "choice"   // why a letter came back, when its number is written
)

// Word is the place as ? names it; "" for what needs no heading.
func (f Focus) Word() string {
	return map[Focus]string{Amount: "I ett belopp", Reason: "I radens orsak", Jump: "I rutan Gå till rad", NewRow: "I en ny persons rad",
		Accept: "När något ska godtas", Settle: "I ett fält som skiljer sig", Choice: "När brevets nummer är skrivet", Page: "Utanför fält", Anywhere: "Överallt", Go: "Gå till en sida: G och sedan"}[f]
}

// Action is what a key does.
type Action struct {
	Name  string // what a person's choice is kept under; unique
	Page  string // the template of the page; "" for every page
	Focus Focus
	Key   string // as KeyboardEvent.key gives it, letters small
	Words string // Swedish
	Fixed bool   // not to be chosen otherwise: it is part of a keypad's way or of every page
}

// Choosable tells whether a person may give the action another key: the single keys and those
// after G (WCAG 2.1.4).
func (a Action) Choosable() bool { return !a.Fixed && (a.Focus == Page || a.Focus == Go) }

// All gives the whole table, in the order in which ? shows it.
func All() []Action { return slices.Concat(sheetKeys(), caseKeys(), otherKeys(), everywhere()) }

// Find gives the action of a name.
func Find(name string) (Action, bool) {
	all := All()
	i := slices.IndexFunc(all, func(a Action) bool { return a.Name == name })
	if i < 0 {
		return Action{}, false
	}
	return all[i], true
}

// on tells whether the action acts on the page.
func (a Action) on(page string) bool { return a.Page == "" || a.Page == page }

// everywhere are the keys of every page.
func everywhere() []Action {
	return []Action{
		{"search", "", Anywhere, "Ctrl+k", "sök företag, nummer, ärende eller lista", true},
		{"help", "", Anywhere, "F1", "handboken för det du gör", true},
		{"search-slash", "", Page, "/", "sök", true},
		{"down", "", Page, "j", "nästa rad i listan", false},
		{"up", "", Page, "k", "föregående rad i listan", false},
		{"go", "", Page, "g", "gå till en sida, se nedan", true},
		{"keys", "", Page, "?", "visa den här rutan", true},
		{"close", "", Page, "Escape", "stäng formuläret eller rutan", true},
		{"go-queue", "", Go, "k", "kö", false},
		{"go-keying", "", Go, "r", "registrera lista", false},
		{"go-lists", "", Go, "l", "listor", false},
		{"go-mailbox", "", Go, "b", "brevlåda", false},
		{"go-outbox", "", Go, "u", "utkorg", false},
		{"go-register", "", Go, "g", "register", false},
		{"go-overview", "", Go, "o", "översikt", false},
		{"go-staff", "", Go, "p", "personal", false},
		{"go-new", "", Go, "n", "nytt ärende", false},
		{"go-mentions", "", Go, "a", "omnämnanden", false},
		{"go-own", "", Go, "m", "mina siffror", false},
		{"go-settings", "", Go, "i", "mina inställningar", false},
	}
}

// Group is what acts in one place, as ? shows it.
type Group struct {
	Word string
	Keys []Shown
}

// Shown is a key in force with what it does.
type Shown struct{ Key, Words string }

// For gives what acts on a page for somebody with these choices; where keysOff is set the single
// keys are not among it.
func For(page string, own Choices, keysOff bool) []Group {
	var out []Group
	for _, focus := range []Focus{Amount, Reason, Jump, NewRow, Accept, Settle, Choice, Page, Anywhere, Go} {
		g := Group{Word: focus.Word()}
		for _, a := range All() {
			if a.Focus == focus && a.on(page) && !(keysOff && (focus == Page || focus == Go) && a.Key != "Escape") {
				g.Keys = append(g.Keys, Shown{Label(own.Key(a)), a.Words})
			}
		}
		if len(g.Keys) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// Label is a key as a keycap shows it.
func Label(key string) string {
	words := map[string]string{"Escape": "Esc", "ArrowUp": "↑", "ArrowDown": "↓", "Ctrl+k": "Ctrl K", "Ctrl+Enter": "Ctrl Enter", "-": "−", "Shift+Enter": "Skift Enter", " ": "Mellanslag"}
	if w, ok := words[key]; ok {
		return w
	}
	if len([]rune(key)) == 1 {
		return string(upper([]rune(key)[0]))
	}
	return key
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' || r == 'å' || r == 'ä' || r == 'ö' {
		return r - 32 // å, ä and ö lie as far from their capitals as a does
	}
	return r
}

// Pages are the pages that have keys of their own, in order.
func Pages() []string {
	var out []string
	for _, a := range All() {
		if a.Page != "" && !slices.Contains(out, a.Page) {
			out = append(out, a.Page)
		}
	}
	slices.SortFunc(out, cmp.Compare[string])
	return out
}
