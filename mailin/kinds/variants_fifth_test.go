package kinds

import "testing"

// fifth are mails written after all rules stood.
var fifth = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Webbredovisning|Vi hittar inte lappen med inloggning. Går den att beställa på nytt?"},
	{"c", []int{1}, "Uppgifter saknas|Ingen hos oss har sett röken av de inloggningsuppgifter som skulle komma."},
	{"c", []int{1}, "Hjälp|Tog över firman i september, förre ägaren hade inga lösenord att lämna."},
	{"c", []int{1}, "Inloggning|Vänligen återställ vårt lösenord."},
	{"p", []int{2}, "Redovisa utan mobil|Jag saknar mobil i tjänsten. Kan vi få listan på gammalt vis?"},
	{"p", []int{2}, "Brev|Vi vill att ni skickar avgiftslistan i brevform."},
	{"p", []int{2}, "Sms går bort|Sms går bort för oss, ingen bär telefon i verkstaden. Papper, tack."},
	{"p", []int{2}, "Lista|Kan listan komma med vanlig post från och med nu?"},
	{"k", nil, "Ny adress|Mejla hädanefter till ekonomi@firma.example, den gamla adressen är avstängd."},
	{"k", nil, "Byte|Karin lämnar sin tjänst, kontakta i stället Per på per@firma.example."},
	{"k", nil, "Kontakt|Vi har utsett Lo Berg till kontaktperson, mobil 070-174 06 95."},
	{"q", []int{3}, "Fråga|Varför räcker det inte med användarnamn och lösenord som förr?"},
	{"q", []int{4}, "Inloggning|Första försöket att logga in slutade med felmeddelande. Hur gör vi?"},
	{"q", []int{5}, "Och nu|Kontaktperson är anmäld och bekräftad. Vad är nästa åtgärd?"},
	{"q", []int{6}, "Lösenord|Jag har skapat mitt lösenord. Hur loggar jag in i fortsättningen?"},
	{"q", []int{7}, "Begränsad|Sidan säger att min inloggning är osäker och döljer funktioner."},
	{"q", []int{8}, "Juli|Var hittar jag julilistan som vi skickade in?"},
	{"q", []int{9}, "Filer|Tar ni emot filer, och i vilket format?"},
	{"q", nil, "Förfall|När förfaller avgifterna till betalning?"},
	{"q", nil, "Ny rutin|Måste vi redovisa även om ingen avgift dragits?"},
	{"o", nil, "Re: Inlogg|Stort tack, nu är vi inne!"},
	{"o", nil, "Hej|Jag vill bli medlem, vart vänder jag mig?"},
	{"o", nil, "Anbud|Vi levererar kontorsmaterial och papper till bra pris. Begär offert!"},
	{"o", nil, "Konto spärrat|Ditt bankkonto är spärrat, verifiera dina uppgifter här."},
}

func TestFifthVariants(t *testing.T) {
	t.Parallel()
	check(t, fifth)
}
