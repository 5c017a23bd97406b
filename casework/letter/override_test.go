package letter_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework/letter"
)

func TestOwnTexts(t *testing.T) {
	t.Parallel()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	good := `{{define "reminder1.heading"}}Var är listan för {{.Letter.Period}}?{{end}}Sänd den senast den {{.Letter.Due}}.`
	post, err := letter.NewPostOver(pdf.Demo(), fstest.MapFS{"reminder1.txt": file(good), "README.md": file("våra texter")})
	if err != nil {
		t.Fatal(err)
	}
	content, _ := letter.Sample("reminder1")
	text, err := post.Text(letter.Envelope{}, content)
	if err != nil || text.Heading != "Var är listan för oktober 2026?" {
		t.Errorf("%+v, %v", text, err)
	}
	other, _ := letter.Sample("receipt") // not in the folder: the text that is built in
	var out bytes.Buffer
	if err := post.Write(&out, letter.Envelope{To: []string{"Bolaget AB"}}, other); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct{ file, text, says string }{
		"unknown name": {"paminnelse.txt", good, "är inget brev"},
		"broken":       {"reminder1.txt", "{{if}}", "reminder1.txt är trasigt"},
		"no heading":   {"reminder1.txt", "Hej", "reminder1.txt kan inte skrivas"},
		"unknown fact": {"reminder1.txt", strings.ReplaceAll(good, "Due", "Deadline"), "reminder1.txt kan inte skrivas"},
		"too long":     {"reminder1.txt", good + strings.Repeat("\n\nMer text att läsa.", 80), "reminder1.txt kan inte skrivas"},
	} {
		if _, err := letter.NewPostOver(pdf.Demo(), fstest.MapFS{c.file: file(c.text)}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestContentsAreKeptWhole(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"channel", "contact", "credentials", "question", "receipt", "reminder1", "reminder2"} {
		content, ok := letter.Sample(kind)
		if !ok || letter.Kind(content) != kind {
			t.Fatalf("%s: %v", kind, content)
		}
		facts, err := letter.Encode(content)
		if err != nil {
			t.Fatal(err)
		}
		again, err := letter.Decode(kind, facts)
		if err != nil {
			t.Fatal(err)
		}
		post, err := letter.NewPost(pdf.Demo())
		if err != nil {
			t.Fatal(err)
		}
		one, err := post.Text(letter.Envelope{Case: "K-1"}, content)
		two, err2 := post.Text(letter.Envelope{Case: "K-1"}, again)
		if err != nil || err2 != nil || one != two {
			t.Errorf("%s: %v, %v", kind, err, err2)
		}
	}
	if _, err := letter.Decode("hot", nil); err == nil {
		t.Error("a kind that is none was read")
	}
}
