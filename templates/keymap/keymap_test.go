package keymap_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/templates/keymap"
)

func TestNoTwoActionsShareAKey(t *testing.T) {
	t.Parallel()
	if err := keymap.Choices(nil).Check(); err != nil {
		t.Error(err)
	}
	seen := map[string]bool{}
	for _, a := range keymap.All() {
		if a.Name == "" || seen[a.Name] || a.Words == "" {
			t.Errorf("%+v: named twice, or without name or words", a)
		}
		seen[a.Name] = true
	}
}

// A destructive action never has a single key: what a key may press on the pages is in the table.
func TestThePagesSayWhatTheTableSays(t *testing.T) {
	t.Parallel()
	marked := regexp.MustCompile(`data-(key|go)="([^"{]+)"`)
	found := map[string]bool{}
	files, err := filepath.Glob("../page/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text := read(t, file)
		page := filepath.Base(file)
		shared := !strings.Contains(text, `{{define "main"}}`) // a part of other pages
		for _, m := range marked.FindAllStringSubmatch(text, -1) {
			focus := map[string]keymap.Focus{"key": keymap.Page, "go": keymap.Go}[m[1]]
			i := slices.IndexFunc(keymap.All(), func(a keymap.Action) bool {
				return a.Focus == focus && a.Key == m[2] && (a.Page == page || a.Page == "" || shared)
			})
			if i < 0 {
				t.Errorf("%s has data-%s=%q, which templates/keymap does not know: add it to the table", page, m[1], m[2])
				continue
			}
			found[keymap.All()[i].Name] = true
		}
	}
	for _, a := range keymap.All() {
		if a.Choosable() && !found[a.Name] && a.Name != "up" && a.Name != "down" {
			t.Errorf("the table has %s (%s on %q), which no page has", a.Name, a.Key, a.Page)
		}
	}
}

// The scripts hold the keys that act in fields; each of their tables is a place of the map.
func TestTheScriptsSayWhatTheTableSays(t *testing.T) {
	t.Parallel()
	script := read(t, "../static/keying.js") + read(t, "../static/settle.js")
	for name, focus := range map[string]keymap.Focus{"amountKeys": keymap.Amount, "reasonKeys": keymap.Reason, "acceptKeys": keymap.Accept, "settleKeys": keymap.Settle} {
		body, ok := strings.CutPrefix(script[max(0, strings.Index(script, "const "+name+" = {")):], "const "+name+" = {")
		if !ok {
			t.Fatalf("no table %s", name)
		}
		body, _, _ = strings.Cut(body, "\n};")
		for _, m := range regexp.MustCompile(`(?m)^  "(.)": `).FindAllStringSubmatch(body, -1) {
			if !slices.ContainsFunc(keymap.All(), func(a keymap.Action) bool { return a.Focus == focus && a.Key == m[1] }) {
				t.Errorf("%s has %q, which the table does not know", name, m[1])
			}
		}
	}
	// The digits of the reasons stand in the page, which draws them from avgiftslista.Reasons in print order.
	for _, a := range keymap.All() {
		if a.Focus == keymap.Amount && len(a.Key) == 1 && a.Key != "-" && !strings.Contains(script, `"`+a.Key+`": (row)`) {
			t.Errorf("keying.js has nothing for %q", a.Key)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestChoices(t *testing.T) {
	t.Parallel()
	var clash *keymap.Clash
	for _, tc := range []struct {
		name string
		own  keymap.Choices
		ok   func(error) bool
	}{
		{"a free key", keymap.Choices{"approve": "å"}, func(err error) bool { return err == nil }},
		{"two that change places", keymap.Choices{"approve": "e", "edit": "a"}, func(err error) bool { return err == nil }},
		{"a key of the same page", keymap.Choices{"approve": "e"}, func(err error) bool { return errors.As(err, &clash) }},
		{"a key of every page", keymap.Choices{"approve": "j"}, func(err error) bool { return errors.As(err, &clash) }},
		{"the key that leads on", keymap.Choices{"approve": "g"}, func(err error) bool { return errors.As(err, &clash) }},
		{"a digit", keymap.Choices{"approve": "1"}, func(err error) bool { return errors.Is(err, keymap.ErrKey) }},
		{"no key", keymap.Choices{"approve": "Enter"}, func(err error) bool { return errors.Is(err, keymap.ErrKey) }},
		{"a key of another page", keymap.Choices{"take-next": "b"}, func(err error) bool { return err == nil }},
		{"an action that is no more", keymap.Choices{"gone": "Enter"}, func(err error) bool { return err == nil }},
		{"one that is fixed", keymap.Choices{"keys": "å"}, func(err error) bool { return err == nil }},
	} {
		if err := tc.own.Check(); !tc.ok(err) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	own := keymap.Choices{"approve": "å", "go-queue": "å", "keys": "å"}
	if got := own.Remap("case.html"); got != `{"go":{"k":"å"},"page":{"a":"å"}}` {
		t.Error(got)
	}
	if got := own.Remap("queue.html"); got != `{"go":{"k":"å"}}` {
		t.Error(got)
	}
	if got := keymap.Choices(nil).Remap("case.html"); got != "" {
		t.Error(got)
	}
	shown := keymap.For("case.html", own, false)
	if !slices.ContainsFunc(shown, func(g keymap.Group) bool {
		return slices.Contains(g.Keys, keymap.Shown{Key: "Å", Words: "godkänn det som står på skärmen"})
	}) {
		t.Errorf("%+v", shown)
	}
	for _, g := range keymap.For("case.html", own, true) {
		for _, k := range g.Keys {
			if k.Key == "Å" {
				t.Error("single keys are off and shown")
			}
		}
	}
}
