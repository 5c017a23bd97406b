package register

import "testing"

// FuzzNumbers reads organisation numbers, periods, days and percentages: what is taken is written again as the same.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"556016-0680", "5560160680", "SE556016068001", "2026-10", "2026-13", "2026-02-29", "1.90", "0.50", "-1", "100.00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if o, err := ParseOrganisationNumber(s); err == nil && !o.IsPerson() { // a person's is written masked
			if again, err := ParseOrganisationNumber(o.String()); err != nil || again != o {
				t.Fatalf("organisation number %q: %v", s, err)
			}
		}
		if p, err := ParsePeriod(s); err == nil {
			if again, err := ParsePeriod(p.String()); err != nil || again != p {
				t.Fatalf("period %q: %v", s, err)
			}
		}
		if d, err := ParseDate(s); err == nil {
			if again, err := ParseDate(d.String()); err != nil || again != d {
				t.Fatalf("date %q: %v", s, err)
			}
		}
		if p, err := ParsePercent(s); err == nil && (p < 0 || p > 100_00) {
			t.Fatalf("percentage %q is %d", s, p)
		}
	})
}
