package mailin

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

func TestMain(m *testing.M) {
	sandbox.Main(underlag.Functions())
	os.Exit(m.Run())
}

// samples finds the sample register and mails that the demo embeds.
const samples = "../internal/demo/data"

func sampleReader(tb testing.TB) *Reader {
	tb.Helper()
	reg, _, _, err := register.OpenStrict(os.DirFS(filepath.Join(samples, "register")))
	if err != nil {
		tb.Fatal(err)
	}
	return New(reg, underlag.Direct{})
}

var received = Moment{Received: register.Date{Year: 2026, Month: time.November, Day: 1}}

// read reads a raw message with the sample register.
func read(tb testing.TB, r *Reader, raw []byte) Reading {
	tb.Helper()
	got, err := r.Read(context.Background(), raw, received)
	if err != nil {
		tb.Fatal(err)
	}
	if len(got.Kinds) == 0 {
		tb.Fatal("a reading without a kind")
	}
	return got
}

func BenchmarkTextMail(b *testing.B) {
	r := sampleReader(b)
	raw, err := os.ReadFile(filepath.Join(samples, "mails", "24-avgifter-svar-med-citerad-historik.eml"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		read(b, r, raw)
	}
}

func BenchmarkHTMLMail(b *testing.B) {
	r := sampleReader(b)
	raw, err := os.ReadFile(filepath.Join(samples, "mails", "21-avgifter-tabell-outlook.eml"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		read(b, r, raw)
	}
}
