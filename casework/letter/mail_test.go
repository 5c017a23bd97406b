package letter_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/casework/letter"
)

var update = flag.Bool("update", false, "write the goldens anew")

func mails(t *testing.T) *letter.Mails {
	t.Helper()
	m, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTexts(t *testing.T) {
	t.Parallel()
	m := mails(t)
	receipt := letter.Receipt{Period: "oktober 2026", Rows: 4, Total: "2 976,00 kr", Members: 4, Kind: "new"}
	with := func(change func(*letter.Receipt)) letter.Receipt { r := receipt; change(&r); return r }
	tests := map[string]func() (letter.Text, error){
		"acknowledgement": func() (letter.Text, error) { return m.Acknowledgement("K-1014") },
		"receipt":         func() (letter.Text, error) { return m.Receipt("K-1014", receipt) },
		"receipt-correction": func() (letter.Text, error) {
			return m.Receipt("K-1014", with(func(r *letter.Receipt) { r.Kind = "correction" }))
		},
		"receipt-addition": func() (letter.Text, error) {
			return m.Receipt("K-1014", with(func(r *letter.Receipt) { r.Kind = "addition" }))
		},
		"receipt-few": func() (letter.Text, error) {
			return m.Receipt("K-1014", with(func(r *letter.Receipt) { r.Members, r.Rows = 2, 2 }))
		},
		"channel-paper": func() (letter.Text, error) {
			return m.Confirm("K-1014", letter.Confirmation{Template: "channel", From: "november 2026", Channel: "avgiftslista på papper", Paper: true})
		},
		"channel-web": func() (letter.Text, error) {
			return m.Confirm("K-1014", letter.Confirmation{Template: "channel", From: "november 2026", Channel: "webben"})
		},
		"contact": func() (letter.Text, error) {
			return m.Confirm("K-1014", letter.Confirmation{Template: "contact", Day: "25 oktober 2026"})
		},
		"answer": func() (letter.Text, error) {
			return m.Answer("K-1014", "svar på er fråga", "Hej!\n\nLogga in igen.\n")
		},
		"annulled": func() (letter.Text, error) { return m.Annulled("K-1014", "oktober 2026") },
		"credentials": func() (letter.Text, error) {
			return m.Confirm("K-1014", letter.Confirmation{Template: "credentials", Day: "25 oktober 2026"})
		},
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := write()
			if err != nil {
				t.Fatal(err)
			}
			got := "Ämne: " + text.Subject + "\n\n" + text.Body
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if strings.ContainsAny(text.Subject, "\r\n") || !strings.Contains(text.Subject, "K-1014") || !strings.Contains(text.Body, "Skriv aldrig personnummer") {
				t.Error("the subject lacks the case number or the text the safe way")
			}
		})
	}
}

func TestUnknownConfirmation(t *testing.T) {
	t.Parallel()
	if _, err := mails(t).Confirm("K-1014", letter.Confirmation{Template: "receipt"}); err == nil {
		t.Error("a receipt was written as a confirmation")
	}
}

func TestReceiptTo(t *testing.T) {
	t.Parallel()
	came := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	known := []letter.KnownAddress{
		{Address: "lon@foretag.example", Since: came.AddDate(-1, 0, 0)},
		{Address: "ny@foretag.example", Since: came},
		{Address: "slutat@foretag.example", Since: came.AddDate(-1, 0, 0), Ended: came.AddDate(0, -1, 0)},
		{Address: "nyss@foretag.example", Since: came.AddDate(-1, 0, 0), Ended: came.Add(time.Minute)},
	}
	tests := map[string]bool{
		"lon@foretag.example":                      true,
		" Lon@Foretag.EXAMPLE ":                    true,
		"ny@foretag.example":                       false, // known by the very mail
		"slutat@foretag.example":                   false,
		"nyss@foretag.example":                     false,
		"annan@foretag.example":                    false, // a known domain is not enough
		"lon@foretag.example, x@y.example":         false,
		"lon@foretag.example\nBcc: x@evil.example": false,
		"": false,
	}
	for sender, want := range tests {
		if to, got := letter.ReceiptTo(known, sender, came); got != want || (got && to != "lon@foretag.example") {
			t.Errorf("%q: %q %v", sender, to, got)
		}
	}
	if got := letter.Registered(known, came.Add(time.Second)); len(got) != 3 {
		t.Errorf("registered before: %q", got)
	}
}

func TestReceiptOnPaper(t *testing.T) {
	t.Parallel()
	m := mails(t)
	receipt := letter.Receipt{Period: "oktober 2026", Rows: 4, Total: "2 976,00 kr", Members: 4, Kind: "correction"}
	paper, err := m.ReceiptLetter(receipt)
	if err != nil || !letter.AnswerFits(paper.Text) || letter.LIX(paper.Text) >= letter.Readable {
		t.Errorf("%q, %v", paper.Text, err)
	}
	for _, want := range []string{"oktober 2026", "Antal rader: 4", "2 976,00 kr", "ersätter"} {
		if !strings.Contains(paper.Text, want) {
			t.Errorf("lacks %q: %s", want, paper.Text)
		}
	}
	receipt.Members = 2
	if few, err := m.ReceiptLetter(receipt); err != nil || strings.Contains(few.Text, "kr") {
		t.Errorf("tells a wage: %s, %v", few.Text, err)
	}
}
