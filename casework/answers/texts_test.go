package answers_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/letter"
)

var update = flag.Bool("update", false, "write the examples anew")

func library(t *testing.T) *answers.Library {
	t.Helper()
	lib, err := answers.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

var facts = answers.Facts{Case: "K-1014", Phone: "08-465 004 00", Hours: "vardagar 9–15", Web: "sef.se/arbetsgivare", Clerk: "Hanna Handläggare",
	AnswerBy: "1 december 2026", Company: "Bergmans El AB", Contact: "Lena Berg", Address: "Gatan 1, 123 45 Orten", Period: "november 2026", LastDay: "26 november 2026"}

// TestTextsKeepTheRules holds each text to docs/skrivregler.md and to the example that a person
// has read, towards a confirmed address and towards any other.
func TestTextsKeepTheRules(t *testing.T) {
	t.Parallel()
	lib := library(t)
	missing := answers.Missing{General: []string{"Vilken månad gäller avgifterna?"}, Rows: []string{"Rad 4 har inget belopp. Hur stor är avgiften, eller varför är den inte dragen?"}}
	for n := range 10 {
		name := fmt.Sprintf("faq%d", n)
		write := func(f answers.Facts, _ bool) answers.Written { return lib.Answer([]int{n}, f) }
		if n == 0 {
			name = "fraga"
			write = func(f answers.Facts, confirmed bool) answers.Written { return lib.Ask(missing, f, confirmed) }
		}
		known, anyone := write(facts, true), write(facts.General(), false)
		for _, w := range []answers.Written{known, anyone} {
			holds(t, name, w.Text)
			if len(w.Used) == 0 || !strings.HasPrefix(w.Used[0], name+"@") {
				t.Errorf("%s: used %q", name, w.Used)
			}
		}
		for _, told := range []string{facts.Company, "Lena", facts.Period, facts.LastDay, "Rad 4"} {
			if strings.Contains(anyone.Text, told) {
				t.Errorf("%s tells anyone %q", name, told)
			}
		}
		example(t, name, known.Text+"\n\n---- till en adress som inte är bekräftad ----\n\n"+anyone.Text+"\n")
	}
	for _, tpl := range lib.Templates() {
		if tpl.Owner == "" || tpl.Approved == "" || !strings.HasPrefix(tpl.Example, "casework/answers/testdata/") {
			t.Errorf("%+v", tpl)
		}
		if _, err := os.Stat(filepath.Join("..", "..", tpl.Example)); err != nil {
			t.Errorf("%s: %v", tpl.Name, err)
		}
	}
}

func holds(t *testing.T, name, text string) {
	t.Helper()
	if lix := letter.LIX(text); lix >= letter.Readable {
		t.Errorf("%s: LIX %d", name, lix)
	}
	if len(answers.Gaps(text)) > 0 || strings.ContainsAny(text, "[]{}") || strings.Contains(text, "  ") || strings.Contains(text, " .") {
		t.Errorf("%s: a gap in\n%s", name, text)
	}
	if !letter.AnswerFits(text) {
		t.Errorf("%s: does not fit on a page", name)
	}
	for _, word := range []string{" du ", " dig ", " enligt lag", "måste omedelbart"} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("%s says %q", name, word)
		}
	}
}

func example(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s\nread it, raise its version, and run with -update", name, text, want)
	}
}

func TestSeveralQuestionsAreOneReplyInOrder(t *testing.T) {
	t.Parallel()
	w := library(t).Answer([]int{3, 4, 1}, facts)
	at := -1
	for _, title := range []string{"Hej Lena!", "Inloggningsuppgifter\n", "Logga in första gången\n", "Varför mobilnummer behövs\n"} {
		i := strings.Index(w.Text, title)
		if i <= at {
			t.Errorf("%q stands at %d in\n%s", title, i, w.Text)
		}
		at = i
	}
	if got := strings.Join(w.Used, " "); got != "faq1@1 faq4@1 faq3@1" {
		t.Errorf("used %s", got)
	}
	if w := library(t).Answer([]int{12}, facts); w.Text != "" || w.Used != nil {
		t.Errorf("%+v", w)
	}
}

func TestFill(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ring {telefon}.": "Ring 08-465 004 00.",
		"Avgifterna[ för {period}] ska in[ senast {sista dag}].": "Avgifterna för november 2026 ska in senast 26 november 2026.",
		"{okänt} [{okänt}]": "{okänt} ",
	} {
		if got := answers.Fill(text, facts); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := answers.Fill("Avgifterna[ för {period}] ska in.", facts.General()); got != "Avgifterna ska in." {
		t.Error(got)
	}
	if got := answers.Gaps(answers.Fill("{period} {period} {adress}", answers.Facts{})); len(got) != 2 {
		t.Error(got)
	}
}

func TestModuleAndMacroAreChecked(t *testing.T) {
	t.Parallel()
	for _, m := range []answers.Module{{Name: "", Text: "Ring."}, {Name: "a", Text: ""}, {Name: "a::b", Text: "Ring."}, {Name: "a", Text: "Ring {telefn}."},
		{Name: "a", Text: "Ring[ {telefon}."}, {Name: "a", Text: "Det gäller 19811218-9876."},
		{Name: "a", Text: strings.Repeat("inkasseringsöverenskommelse avgiftsredovisningsskyldighet ", 20)}} {
		if m.Valid() == nil {
			t.Errorf("%+v is let through", m)
		}
	}
	if err := (answers.Module{Name: "ring oss", Text: "Ring {telefon}[ före {sista dag}]."}).Valid(); err != nil {
		t.Error(err)
	}
	good := answers.Macro{Name: "Be om underlag", Digit: 2, Says: answers.SaysAsk, Ends: answers.EndsWait, Days: 5, Reason: "Väntar på underlag", Tags: []string{"underlag begärt"}}
	if err := good.Valid(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*answers.Macro){
		"no key":       func(m *answers.Macro) { m.Digit = 0 },
		"no days":      func(m *answers.Macro) { m.Days = 0 },
		"no reason":    func(m *answers.Macro) { m.Reason = "" },
		"a text":       func(m *answers.Macro) { m.Text = "Hej" },
		"no such way":  func(m *answers.Macro) { m.Says = "sms" },
		"a bad tag":    func(m *answers.Macro) { m.Tags = []string{"a,b"} },
		"does nothing": func(m *answers.Macro) { m.Says, m.Ends, m.Days, m.Reason, m.Tags = "nothing", "stay", 0, "", nil },
	} {
		m := good
		spoil(&m)
		if m.Valid() == nil {
			t.Errorf("%s is let through", name)
		}
	}
	if tags, err := answers.ParseTags(" Underlag  begärt, fråga ,fråga,"); err != nil || strings.Join(tags, "|") != "underlag begärt|fråga" {
		t.Errorf("%q, %v", tags, err)
	}
}
