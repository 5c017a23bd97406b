package answers

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/templates"
)

// Template is a text of templates/answer.
type Template struct {
	Name     string // "faq4"
	Title    string
	Owner    string
	Version  string
	Approved string
	Example  string
	Body     string // with its gaps
}

// Ref names the template with its version, as answers and events keep it: "faq4@1".
func (t Template) Ref() string { return t.Name + "@" + t.Version }

// Library is the texts of templates/answer. It is safe for concurrent use.
type Library struct {
	faq       map[int]Template
	ask       Template
	questions map[string]string
	phrases   Template
}

// faqOrder is the order in which several answers stand: what comes first at the desk of whom
// asks comes first, the reasons last.
var faqOrder = []int{1, 2, 4, 5, 6, 7, 8, 9, 3}

// NewLibrary reads the texts. It fails where one is missing, undeclared or without its head.
func NewLibrary() (*Library, error) {
	names := []string{"fraga.txt", "fragor.txt"}
	for _, n := range faqOrder {
		names = append(names, faqFile(n))
	}
	texts, err := templates.LoadAnswers(names...)
	if err != nil {
		return nil, err
	}
	lib := &Library{faq: map[int]Template{}, questions: map[string]string{}}
	for _, n := range faqOrder {
		if lib.faq[n], err = parse(faqFile(n), texts[faqFile(n)]); err != nil {
			return nil, err
		}
	}
	if lib.ask, err = parse("fraga.txt", texts["fraga.txt"]); err != nil {
		return nil, err
	}
	if lib.phrases, err = parse("fragor.txt", texts["fragor.txt"]); err != nil {
		return nil, err
	}
	for line := range strings.Lines(lib.phrases.Body) {
		key, text, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			return nil, fmt.Errorf("answers: fragor.txt: %q is no question", line)
		}
		lib.questions[key] = text
	}
	for _, key := range questionKeys {
		if lib.questions[key] == "" {
			return nil, fmt.Errorf("answers: fragor.txt lacks %q", key)
		}
	}
	return lib, nil
}

func faqFile(n int) string { return "faq" + strconv.Itoa(n) + ".txt" }

// parse reads a text with its head.
func parse(file, text string) (Template, error) {
	head, body, ok := strings.Cut(text, "\n\n")
	t := Template{Name: strings.TrimSuffix(file, ".txt"), Body: strings.TrimSpace(body)}
	into := map[string]*string{"Rubrik": &t.Title, "Ägare": &t.Owner, "Version": &t.Version, "Godkänd": &t.Approved, "Exempel": &t.Example}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		field := into[key]
		if field == nil {
			return t, fmt.Errorf("answers: %s: %q does not belong in its head", file, key)
		}
		*field = value
	}
	for key, field := range into {
		if *field == "" || !ok {
			return t, fmt.Errorf("answers: %s: its head lacks %s", file, key)
		}
	}
	return t, nil
}

// Templates are all texts, the FAQ's first.
func (l *Library) Templates() []Template {
	var all []Template
	for n := 1; n <= len(l.faq); n++ {
		all = append(all, l.faq[n])
	}
	return append(all, l.ask, l.phrases)
}

// FAQ gives the answer to a question of the FAQ, 1 to 9.
func (l *Library) FAQ(n int) (Template, bool) {
	t, ok := l.faq[n]
	return t, ok
}

// Written is a text with the templates that it was made of.
type Written struct {
	Text string
	Used []string // "faq4@1"
}

// Answer writes the answer to questions of the FAQ: one as it is, several in one reply, each
// under its title. No known number gives no text.
func (l *Library) Answer(faq []int, f Facts) Written {
	var w Written
	var parts []string
	for _, n := range faqOrder {
		if !slices.Contains(faq, n) {
			continue
		}
		t := l.faq[n]
		w.Used = append(w.Used, t.Ref())
		parts = append(parts, t.Title+"\n"+Fill(t.Body, f))
	}
	if len(parts) == 1 {
		_, parts[0], _ = strings.Cut(parts[0], "\n")
	}
	if len(parts) > 0 {
		w.Text = greeting(f) + "\n\n" + strings.Join(parts, "\n\n")
	}
	return w
}

// greeting greets by name who is known.
func greeting(f Facts) string {
	if first, _, _ := strings.Cut(f.Contact, " "); first != "" {
		return "Hej " + first + "!"
	}
	return "Hej!"
}

var faqMark = regexp.MustCompile(`\(fråga (\d)\)`)

// Asked is a question that a mail asks, with the reasons to think so.
type Asked struct {
	FAQ      int
	Evidence []string
}

// AskedBy sorts the reader's evidence by question of the FAQ.
func AskedBy(faq []int, evidence []string) []Asked {
	var asked []Asked
	for _, n := range faq {
		a := Asked{FAQ: n}
		for _, text := range evidence {
			if m := faqMark.FindStringSubmatch(text); m != nil && m[1] == strconv.Itoa(n) {
				a.Evidence = append(a.Evidence, text)
			}
		}
		asked = append(asked, a)
	}
	return asked
}
