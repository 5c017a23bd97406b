package register_test

import (
	"errors"
	"testing"

	"sef.se/kontakten/internal/register"
)

func TestParseAmount(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]register.Amount{
		"608": 60800, "608:-": 60800, "608,-": 60800, "608.-": 60800, "576:-": 57600, "-:50": 50, "34:50": 3450,
		"608,–": 60800, "608:=": 60800,
		"608,00": 60800, "608.00": 60800, "608,5": 60850, "608 kr": 60800, "608,00 SEK": 60800, "SEK 608": 60800,
		"kr 608,50": 60850, "608:00 kronor": 60800, "608 kr.": 60800,
		"1 234,50": 123450, "1\u00a0234,50": 123450, "1\u202f234,50": 123450, "1.234,50": 123450, "1.234:50": 123450,
		"1,234.50": 123450, "1 234": 123400, "12 345 678,90": 1234567890, "1.234.567": 123456700, "1'234.50": 123450,
		"-608": -60800, "608-": -60800, "\u2212608,00": -60800, "-1 234,50": -123450, "0": 0, "0,00": 0, "0,500": 50,
	} {
		got, err := register.ParseAmount(in)
		if err != nil || got != want {
			t.Errorf("%q: got %d, %v; want %d", in, got, err, want)
		}
	}
}

func TestParseAmountRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "kr", "-", "=", "abc", "608 12", "1 2345", "6,08,00", "608:5", "608:500", "608,123,1",
		"1,98E+11", "12.34.56", "641209-9985", "608,005", "99999999999", "999 999 999,00", "--5", "1 234 5,00", "5.", ".5"} {
		if got, err := register.ParseAmount(in); err == nil {
			t.Errorf("%q: got %d, want an error", in, got)
		}
	}
}

func TestAmountReadings(t *testing.T) {
	t.Parallel()
	if _, err := register.ParseAmount("1.234"); err == nil {
		t.Error("1.234 must not be taken for certain")
	}
	if _, err := register.ParseAmount("1.230"); !errors.Is(err, register.ErrAmbiguousAmount) {
		t.Errorf("1.230: %v", err)
	}
	for in, want := range map[string][2]register.Amount{"1.230": {123000, 123}, "1.995": {199500, 200}, "608,504": {60850400, 60850}} {
		if got := register.AmountReadings(in); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
}

func TestAmountString(t *testing.T) {
	t.Parallel()
	for in, want := range map[register.Amount]string{
		0: "0,00", 5: "0,05", 60800: "608,00", 123450: "1\u00a0234,50", -60800: "-608,00", 123456789012: "1\u00a0234\u00a0567\u00a0890,12",
	} {
		if got := in.String(); got != want {
			t.Errorf("%d: got %q, want %q", int64(in), got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		percent string
		base    register.Amount
		want    register.Amount
		shown   string
	}{
		{"1.90", 3200000, 60800, "1,9"}, {"0,50", 3200000, 16000, "0,5"}, {"0.00", 3200000, 0, "0"}, {"1.95", 1000, 20, "1,95"}, {"2", 50, 1, "2"},
	} {
		p, err := register.ParsePercent(test.percent)
		if err != nil || p.Of(test.base) != test.want || p.String() != test.shown {
			t.Errorf("%s of %d: got %d %s, %v", test.percent, test.base, p.Of(test.base), p, err)
		}
	}
	for _, in := range []string{"", "-1", "1.999", "101", "1,9 %"} {
		if _, err := register.ParsePercent(in); err == nil {
			t.Errorf("%q: want an error", in)
		}
	}
}

// FuzzAmount holds that what is printed reads back as the same amount.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"608:-", "1 234,50", "1.234:50", "-608", "-:50"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := register.ParseAmount(s)
		if err != nil {
			return
		}
		if b, err := register.ParseAmount(a.String()); err != nil || a != b {
			t.Fatalf("%q gives %d, printed %q, read back %d, %v", s, a, a, b, err)
		}
	})
}
