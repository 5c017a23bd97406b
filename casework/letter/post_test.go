package letter

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/register"
)

var updatePictures = flag.Bool("update-pictures", false, "write the letters' pictures anew")

// examples is a letter of each kind, as docs/skrivregler.md shows them.
var examples = []Content{
	Answer{Heading: "Svar på er fråga", Text: "Logga in så som ni gör när ni redovisar. Välj sedan Registrera fackavgifter i menyn.\n\nDär ser ni de tidigare listorna."},
	ChannelChanged{Day: "20 oktober 2026", From: "november 2026", Channel: "på avgiftslista som kommer med post", Paper: true},
	ContactChanged{Day: "20 oktober 2026", Changes: []string{"Ny kontaktperson är registrerad.", "E-postadressen är ändrad."}},
	CredentialsOrdered{Day: "20 oktober 2026", Days: 5},
	ListQuestion{Period: "oktober 2026", List: "1000112610133", Due: "20 november 2026", Questions: []string{
		"Rad 4 har inget belopp och ingen orsakskod. Har ni dragit någon avgift?", "Rad 11 är en person som vi inte känner. Skriv personnummer och namn en gång till."}},
	ListReceipt{Period: "oktober 2026", List: "1000112610133", Day: "30 oktober 2026", Rows: 10, Total: "6 080,00 kr"},
	FirstReminder{Period: "oktober 2026", List: "1000112610133", WasDue: "26 oktober 2026", Due: "20 november 2026"},
	SecondReminder{Period: "oktober 2026", List: "1000112610133", WasDue: "26 oktober 2026", Reminded: "10 november 2026", Due: "4 december 2026"},
}

var envelope = Envelope{To: []string{"Müllerströms Elektriska AB", "c/o Räknestugan Lönebyrå", "Koppartrådsgatan 14", "222 21 Lund"},
	Date: register.NewDate(2026, 10, 21), Number: Number{"12345674"}, Case: "K-1042"}

func newPost(t *testing.T) *Post {
	t.Helper()
	p, err := NewPost(pdf.Demo())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLetters draws each letter, reads it back and holds it to the rules of
// docs/skrivregler.md that can be counted.
func TestLetters(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	for _, content := range examples {
		name := content.template()
		text, err := p.Text(envelope, content)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, empty := range []string{"<no value>", "  ", "{{", " .", "den ."} {
			if strings.Contains(text.Body, empty) {
				t.Errorf("%s: %q in %q", name, empty, text.Body)
			}
		}
		if lix := LIX(text.Body); lix >= 40 {
			t.Errorf("%s: LIX %d", name, lix)
		}
		if !strings.Contains(text.Body, pdf.Demo().Phone) {
			t.Errorf("%s does not say how to reach us", name)
		}
		var out bytes.Buffer
		if err := p.Write(&out, envelope, content); err != nil {
			t.Fatal(name, err)
		}
		compareWithPicture(t, name, out.Bytes())
	}
}

// compareWithPicture holds a letter against the picture that a person has
// looked at.
func compareWithPicture(t *testing.T, name string, data []byte) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "50", "-gray", "-png", "-singlefile", file, filepath.Join(dir, name)).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	drawn, err := os.ReadFile(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", name+".png")
	if *updatePictures {
		if err := os.WriteFile(golden, drawn, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	looked, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if far := differing(t, drawn, looked); far > 500 {
		t.Errorf("%s: %d pixels differ from %s; look at the letter, then run with -update-pictures", name, far, golden)
	}
}

func differing(t *testing.T, a, b []byte) (far int) {
	t.Helper()
	x, err := png.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	y, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if x.Bounds() != y.Bounds() {
		t.Fatal(x.Bounds(), y.Bounds())
	}
	for row := range x.Bounds().Dy() {
		for col := range x.Bounds().Dx() {
			p, _, _, _ := x.At(col, row).RGBA()
			q, _, _, _ := y.At(col, row).RGBA()
			if max(p, q)-min(p, q) > 0x6000 {
				far++
			}
		}
	}
	return far
}

func TestLetterRefusesWhatAPageDoesNotHold(t *testing.T) {
	t.Parallel()
	question := examples[4].(ListQuestion)
	for range 40 {
		question.Questions = append(question.Questions, "Rad 4 har inget belopp och ingen orsakskod.")
	}
	if err := newPost(t).Write(&bytes.Buffer{}, envelope, question); err == nil {
		t.Error("a letter of two pages was written")
	}
}

// TestAnswerThatFitsIsWritten holds AnswerFits against the page.
func TestAnswerThatFitsIsWritten(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	long := strings.Repeat("Logga in på nytt och välj SMS i menyn. ", 200)
	for _, line := range []string{"1. Logga in.\n", "Logga in.\n\n", "Välj Mina sidor och sedan SMS. Tryck på Klicka här och skriv ett lösenord.\n"} {
		text := ""
		for AnswerFits(text + line) {
			text += line
		}
		if err := p.Write(&bytes.Buffer{}, envelope, Answer{Heading: "Svar på er fråga", Text: text}); err != nil {
			t.Errorf("%d times %q: %v", strings.Count(text, line), line, err)
		}
	}
	if AnswerFits(long) {
		t.Error("eight thousand characters fit")
	}
}

func TestLetterIsByteEqual(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		if err := p.Write(out, envelope, examples[0]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same letter, other bytes")
	}
}

// TestLetterFilesSayWhoAnswers holds the head of each template.
func TestLetterFilesSayWhoAnswers(t *testing.T) {
	t.Parallel()
	for _, name := range letters {
		text, err := os.ReadFile(filepath.Join("..", "..", "templates", "letter", name))
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(text), "\n")
		for _, want := range []string{"Ägare: ", "Version: ", "Godkänd: "} {
			if !strings.Contains(head, want) {
				t.Errorf("%s: its first line lacks %q", name, want)
			}
		}
	}
}
