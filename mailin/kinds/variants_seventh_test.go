package kinds

import "testing"

// seventh are mails of the classes that the seventh unseen set missed: numbers
// that changed with an operator, and contact persons laid in by the writer.
var seventh = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"k", nil, "Ändrat nummer|Frida Hjort, som står som kontaktperson för oss, har bytt abonnemang. Rätt mobil är 070\u2011174\u00a006\u00a078. Byt är ni snälla, koderna går till fel telefon."},
	{"k", nil, "Mobil|Hej, jag bytte operatör i förra veckan. Numret är 070\u2011174 06 79 numera."},
	{"k", nil, "fel nummer|Koderna hamnar hos min gamla chef. Rätt mobilnummer: 070-174 06 80"},
	{"k", nil, "SMS|Hej! Sms:en med kod går till det gamla numret. Mitt nya är 070-174 06 81, lägg in det tack."},
	{"k", nil, "kontaktperson|Vi la in fel kontaktperson igår. Det ska vara Vera Sand, vera@relaservice.example, inte Ulrik."},
	{"q", []int{5}, "Klart, men sen då?|i går la jag in en kontaktperson för företaget på er sida, det står att den är registrerad. Men hur gör jag sen, vad är nästa steg?"},
	{"q", []int{5}, "Kontaktperson|Jag lade till en kontaktperson i morse. Hur går jag vidare?"},
	{"q", []int{5}, "Kontaktpersonen sparad|Kontaktpersonen blev sparad hos er. Vad ska vi göra nu?"},
}

func TestSeventhVariants(t *testing.T) {
	t.Parallel()
	check(t, seventh)
}
