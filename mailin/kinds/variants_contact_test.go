package kinds

import "testing"

// A contact person who is registered already may still have a new number.
func TestContactVariants(t *testing.T) {
	t.Parallel()
	check(t, []struct {
		kinds string
		faq   []int
		mail  string
	}{
		{"k", nil, "Nytt mobilnummer|Jag står som kontaktperson för Firman AB och fick ett nytt mobilnummer i går: 070-174 06 41. Ändra det hos er, så att koderna kommer rätt."},
		{"k", nil, "Nytt mobilnummer|Jag är registrerad som kontaktperson men har bytt mobilnummer, det nya är 070-174 06 43."},
		{"k", nil, "Ändring|Vår kontaktperson har fått ny e-postadress, anna@firma.example. Var snälla uppdatera."},
		{"k", nil, "Nummerbyte|Mitt mobilnummer som kontaktperson är från i dag 070-174 06 43."},
		{"k", nil, "Kontakt|Jag är ny kontaktperson efter Inga-Britt. Mejl ture@firma.example, mobil 070-174 06 47."},
		{"ckq", []int{1, 8}, "Tre saker|1. Vi behöver nya inloggningsuppgifter, de gamla är försvunna.\n2. Jag är ny kontaktperson efter Inga-Britt. Mejl ture@firma.example, mobil 070-174 06 47.\n3. Går det att se vad vi har redovisat under våren, och i så fall hur?"},
	})
}
