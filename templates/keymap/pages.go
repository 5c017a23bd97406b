package keymap

// sheetKeys are the keys of the keying, all on a keypad.
func sheetKeys() []Action {
	const page = "sheet.html"
	return []Action{
		{"sheet-next", page, Amount, "Enter", "nästa ruta; raden sparas när du lämnar den", true},
		{"sheet-down", page, Amount, "ArrowDown", "nästa ruta", true},
		{"sheet-back", page, Amount, "ArrowUp", "föregående ruta", true},
		{"sheet-back-enter", page, Amount, "Shift+Enter", "föregående ruta", true},
		{"sheet-as-last", page, Amount, "+", "beloppen på listan är samma som förra månadens", true},
		{"sheet-by-rate", page, Amount, "*", "kontrollavgiften på listan är den som visas i rutan, avtalets av medlemsavgiften", true},
		{"sheet-reason", page, Amount, "/", "orsak, tom rad, gå till rad eller ny person", true},
		{"sheet-minus", page, Amount, "-", "först i rutan: beloppet är negativt på listan", true},
		{"reason-1", page, Reason, "1", "EJL ingen lön denna period", true},
		{"reason-2", page, Reason, "2", "SLUT slutat", true},
		{"reason-3", page, Reason, "3", "FLY annat bolag", true},
		{"reason-4", page, Reason, "4", "EJM ej medlem", true},
		{"reason-5", page, Reason, "5", "OKÄND okänd", true},
		{"reason-0", page, Reason, "0", "raden är tom på listan: en fråga till företaget", true},
		{"reason-jump", page, Reason, "/", "gå till en rad med dess nummer", true},
		{"reason-new", page, Reason, "+", "en person som företaget har skrivit till", true},
		{"reason-tick", page, Reason, "*", "rutan ”samma som förra månaden” är kryssad på bladet", true},
		{"reason-next", page, Reason, "Enter", "nästa rad", true},
		{"reason-back", page, Reason, "ArrowUp", "tillbaka till radens belopp", true},
		{"jump-go", page, Jump, "Enter", "gå till raden", true},
		{"jump-close", page, Jump, "Escape", "tillbaka till listan", true},
		{"jump-back", page, Jump, "ArrowUp", "tillbaka till listan", true},
		{"new-next", page, NewRow, "Enter", "nästa ruta; i den sista läggs raden till, i ett tomt personnummer till summan", true},
		{"new-back", page, NewRow, "ArrowUp", "föregående ruta", true},
		{"accept-yes", page, Accept, "+", "det står så på listan, nästa", true},
		{"accept-mend", page, Accept, "-", "gå till raden och rätta", true},
		{"accept-back", page, Accept, "ArrowUp", "föregående", true},
		{"accept-down", page, Accept, "ArrowDown", "nästa", true},
		{"settle-first", "settle.html", Settle, "1", "den ena har rätt, nästa fält", true},
		{"settle-second", "settle.html", Settle, "2", "den andra har rätt, nästa fält", true},
		{"settle-other", "settle.html", Settle, "3", "det står något annat: skriv det", true},
		{"settle-back", "settle.html", Settle, "ArrowUp", "föregående fält", true},
		{"settle-next", "settle.html", Settle, "Enter", "nästa fält", true},
	}
}

// caseKeys are the keys of a case.
func caseKeys() []Action {
	const page = "case.html"
	return []Action{
		{"approve", page, Page, "a", "godkänn det som står på skärmen", false},
		{"edit", page, Page, "e", "ändra rader", false},
		{"answer", page, Page, "w", "svara företaget", false},
		{"divide", page, Page, "d", "dela ett mejl för flera företag", false},
		{"source", page, Page, "s", "visa allt som kom, rad för rad", false},
		{"window", page, Page, "o", "originalet i eget fönster", false},
		{"set-company", page, Page, "f", "ange företag", false},
		{"set-period", page, Page, "m", "ange period", false},
		{"set-kind", page, Page, "y", "ange vad mejlet gäller", false},
		{"credentials", page, Page, "i", "beställ inloggning", false},
		{"channel", page, Page, "p", "byt kanal", false},
		{"contact", page, Page, "c", "kontaktperson", false},
		{"nothing", page, Page, "n", "inget att redovisa", false},
		{"wait", page, Page, "v", "vänta", false},
		{"note", page, Page, "t", "anteckning", false},
		{"hand-over", page, Page, "l", "lämna över", false},
		{"link", page, Page, "q", "koppla till ett annat ärende", false},
		{"merge", page, Page, "h", "slå ihop", false},
		{"break-out", page, Page, "b", "bryt ut en del till ett eget ärende", false},
		{"reject", page, Page, "x", "avvisa (öppnar formuläret)", false},
		{"again", page, Page, "r", "öppna igen", false},
		{"release", page, Page, "u", "släpp ärendet", false},
		{"send", page, Anywhere, "Ctrl+Enter", "skicka formuläret du är i", true},
		{"macro", page, Page, "1–9", "makro, med det nummer som står på knappen", true},
		{"undo", page, Page, "z", "ångra godkännandet eller svaret medan det väntar", false},
		{"macros", page, Page, "1", "makron: siffrorna 1 till 9", true},
	}
}

// otherKeys are the keys of the pages with few.
func otherKeys() []Action {
	return []Action{
		{"open", "queue.html", Page, "Enter", "öppna ärendet", true},
		{"mark", "queue.html", Page, "x", "markera raden, för att göra något med flera", true},
		{"narrow-tag", "queue.html", Page, "e", "visa bara ärenden med en etikett", false},
		{"fresh", "queue.html", Page, ".", "visa det som har kommit sedan sidan lästes", true},
		{"marked-pass", "queue.html", Page, "l", "lämna över det markerade", false},
		{"marked-close", "queue.html", Page, "r", "stäng det markerade som reklam", false},
		{"marked-green", "queue.html", Page, "a", "godkänn gröna av det markerade", false},
		{"queue-undo", "queue.html", Page, "u", "ångra det senaste", false},
		{"go-view", "queue.html", Go, "1–9", "en vy, med dess nummer", true},
		{"undo-last", "queue.html", Page, "z", "ångra det du just beslutade, medan det väntar", true},
		{"take-next", "queue.html", Page, "n", "ta nästa ärende att arbeta med", false},
		{"returned-why", "returns.html", Choice, "1–5", "skälet", true},
		{"returned-next", "returns.html", Choice, "Enter", "spara och ta nästa", true},
		{"divide-now", "divide.html", Page, "a", "dela som det står", false},
	}
}
