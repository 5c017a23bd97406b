package templates

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"slices"
	text "text/template"

	"sef.se/kontakten/templates/keymap"
)

//go:embed page static all:mail all:letter all:answer
var files embed.FS

// pages is the table of pages: each file with the shared files that it is
// parsed with.
var pages = map[string][]string{
	"case.html":     {"layout.html", "parts.html", "source.html", "acts.html", "answer.html"},
	"company.html":  {"layout.html", "parts.html"},
	"control.html":  {"layout.html", "parts.html"},
	"demo.html":     {"door.html"},
	"divide.html":   {"layout.html", "parts.html"},
	"enrol.html":    {"door.html"},
	"errand.html":   {"layout.html", "parts.html"},
	"error.html":    {"layout.html", "parts.html"},
	"green.html":    {"layout.html", "parts.html"},
	"handbook.html": {"layout.html", "parts.html"},
	"keying.html":   {"layout.html", "parts.html"},
	"lists.html":    {"layout.html", "parts.html", "printnav.html"},
	"month.html":    {"layout.html", "parts.html", "printnav.html"},
	"expected.html": {"layout.html", "parts.html", "printnav.html"},
	"letters.html":  {"layout.html", "parts.html", "printnav.html"},
	"list.html":     {"layout.html", "parts.html", "printnav.html"},
	"returns.html":  {"layout.html", "parts.html", "printnav.html"},
	"login.html":    {"door.html"},
	"code.html":     {"door.html"},
	"mailbox.html":  {"layout.html", "parts.html"},
	"member.html":   {"layout.html", "parts.html"},
	"mentions.html": {"layout.html", "parts.html"},
	"ocr.html":      {"layout.html", "parts.html"},
	"outbox.html":   {"layout.html", "parts.html"},
	"overview.html": {"layout.html", "parts.html"},
	"settings.html": {"layout.html", "parts.html"},
	"scanner.html":  {"layout.html", "parts.html"},
	"queue.html":    {"layout.html", "parts.html"},
	"refusal.html":  {"door.html"},
	"register.html": {"layout.html", "parts.html"},
	"report.html":   {"layout.html", "parts.html"},
	"rows.html":     {"layout.html", "parts.html", "source.html"},
	"search.html":   {"layout.html", "parts.html"},
	"settle.html":   {"layout.html", "parts.html"},
	"sheet.html":    {"layout.html", "parts.html"},
	"staff.html":    {"layout.html", "parts.html"},
	"texts.html":    {"layout.html", "parts.html"},
	"window.html":   {"source.html"},
}

// sharedPages are parsed into pages and are none themselves.
var sharedPages = []string{"acts.html", "answer.html", "door.html", "layout.html", "parts.html", "printnav.html", "source.html"}

// Pages are the parsed staff pages. They are safe for many goroutines.
type Pages struct{ byName map[string]*template.Template }

// LoadPages parses all pages. asset gives the address of a static file by its
// name; a name that it does not know must make it fail when a page asks.
func LoadPages(asset func(name string) (string, error)) (*Pages, error) {
	if err := declared("page", append(slices.Collect(maps.Keys(pages)), sharedPages...)); err != nil {
		return nil, err
	}
	p := &Pages{byName: make(map[string]*template.Template, len(pages))}
	for name, shared := range pages {
		t := template.New(name).Funcs(template.FuncMap{
			"asset":  asset,
			"help":   func() string { return Help(name) },
			"keymap": func(own keymap.Choices, off bool) []keymap.Group { return keymap.For(name, own, off) },
			"remap":  func(own keymap.Choices) string { return own.Remap(name) },
		}).Option("missingkey=error")
		// The page comes last: its blocks take the place of the frame's empty ones.
		for _, file := range append(slices.Clone(shared), name) {
			if _, err := t.ParseFS(files, "page/"+file); err != nil {
				return nil, fmt.Errorf("templates: page %s: %w", name, err)
			}
		}
		p.byName[name] = t
	}
	return p, nil
}

// Render writes one block of a page: "layout" or "door" for the whole page,
// else a part of it that the browser swaps in.
func (p *Pages) Render(w io.Writer, page, block string, data any) error {
	t, ok := p.byName[page]
	if !ok {
		return fmt.Errorf("templates: page %s is not in the table", page)
	}
	if err := t.ExecuteTemplate(w, block, data); err != nil {
		return fmt.Errorf("templates: rendering %s of %s: %w", block, page, err)
	}
	return nil
}

// Texts are parsed plain texts: mails or letters.
type Texts struct{ set *text.Template }

// LoadMails parses the outgoing mails in mail/. names is every file that is
// there; a missing or an undeclared one is an error.
func LoadMails(names ...string) (*Texts, error) { return loadTexts("mail", names) }

// LoadLetters parses the texts of letters in letter/, as LoadMails does.
func LoadLetters(names ...string) (*Texts, error) { return loadTexts("letter", names) }

// LoadAnswers gives the texts of answers in answer/ as they stand there, by name. names is every
// file that is there, as in LoadMails.
func LoadAnswers(names ...string) (map[string]string, error) {
	const dir = "answer"
	if err := declared(dir, names); err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(names))
	for _, name := range names {
		data, err := files.ReadFile(dir + "/" + name)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		texts[name] = string(data)
	}
	return texts, nil
}

func loadTexts(dir string, names []string) (*Texts, error) {
	if err := declared(dir, names); err != nil {
		return nil, err
	}
	set := text.New(dir).Option("missingkey=error")
	for _, name := range names {
		if _, err := set.ParseFS(files, dir+"/"+name); err != nil {
			return nil, fmt.Errorf("templates: %s %s: %w", dir, name, err)
		}
	}
	return &Texts{set: set}, nil
}

// Render writes one text, or one block that a text defines ("subject").
func (t *Texts) Render(w io.Writer, name string, data any) error {
	if err := t.set.ExecuteTemplate(w, name, data); err != nil {
		return fmt.Errorf("templates: rendering %s: %w", name, err)
	}
	return nil
}

// declared compares a folder with its table, both ways.
func declared(dir string, names []string) error {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return fmt.Errorf("templates: %w", err)
	}
	present := make(map[string]bool, len(entries))
	for _, e := range entries {
		if e.Name() == "README.md" {
			continue
		}
		present[e.Name()] = true
		if !slices.Contains(names, e.Name()) {
			return fmt.Errorf("templates: %s/%s is there but not declared", dir, e.Name())
		}
	}
	for _, name := range names {
		if !present[name] {
			return fmt.Errorf("templates: %s/%s is declared but not there", dir, name)
		}
	}
	return nil
}
