package keymap

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Choices are the keys that a person gave to actions, by the actions' names.
type Choices map[string]string

// Key is the action's key for the person.
func (c Choices) Key(a Action) string {
	if own, ok := c[a.Name]; ok && a.Choosable() {
		return own
	}
	return a.Key
}

// ErrKey says that a chosen key is none of the letters a to ö. Digits belong to what is numbered on
// a page.
var ErrKey = errors.New("not a single letter")

// Clash says that two actions of one page want the same key.
type Clash struct {
	Key         string
	First, Then Action
}

// Error names the two for the log.
func (c *Clash) Error() string {
	return fmt.Sprintf("key %q: %s and %s on one page", c.Key, c.First.Name, c.Then.Name)
}

// Check refuses choices with which a key would mean two things on a page in one place (a
// *Clash), and keys that are none (ErrKey). Choices of actions that are no more are let be.
func (c Choices) Check() error {
	for name, key := range c {
		if a, ok := Find(name); ok && a.Choosable() && !single(key) {
			return fmt.Errorf("%s: %w", name, ErrKey)
		}
	}
	all := All()
	for i, a := range all {
		for _, b := range all[:i] {
			if a.Focus == b.Focus && c.Key(a) == c.Key(b) && (a.Page == b.Page || a.Page == "" || b.Page == "") {
				return &Clash{Key: c.Key(a), First: b, Then: a}
			}
		}
	}
	return nil
}

func single(key string) bool {
	r := []rune(key)
	return len(r) == 1 && (r[0] >= 'a' && r[0] <= 'z' || slices.Contains([]rune("åäö"), r[0]))
}

// Remap tells keys.js the keys that differ from the defaults on a page: for each place, the
// chosen key by the default one. It is "" where there are none.
func (c Choices) Remap(page string) string {
	changed := map[Focus]map[string]string{}
	for _, a := range All() {
		if key := c.Key(a); key != a.Key && a.on(page) {
			if changed[a.Focus] == nil {
				changed[a.Focus] = map[string]string{}
			}
			changed[a.Focus][a.Key] = key
		}
	}
	if len(changed) == 0 {
		return ""
	}
	text, err := json.Marshal(changed)
	if err != nil {
		return "" // maps of strings always marshal
	}
	return string(text)
}
