package paper

// SlipTop is where the giro slip begins: it is the lowest 102 mm of a sheet.
const SlipTop = PageHeight - 102

// The slip's columns: the payee and payer to the left, what a payer types into
// an internet bank to the right.
const (
	slipLeft   = 18.0
	slipMiddle = 112.0
	slipRight  = 200.0
	slipColumn = 88.0
)

// GiroSlip is what is the same on every slip of a sender.
type GiroSlip struct {
	Payee        string
	Account      string // as printed, "92 45 04-4"; blank prints no account and no code line
	Digits       string // the account's digits, for the code line
	DocumentType string // two digits, or blank: no code line is printed
	Watermark    string // SPECIMEN or PROV across the slip; blank for a real one
}

// Payment is what differs from slip to slip.
type Payment struct {
	Reference   string   // OCR number
	LastDay     string   // "4 november 2026"
	Payer       []string // name and address, at most four; a long one takes two lines
	Subject     string   // what is paid: "Fackavgifter oktober 2026"
	Kronor, Ore string   // blank: the payer writes the amount
}

var (
	slipLabel = Font{Face: Regular, Size: 7.5}
	slipHead  = Font{Face: Bold, Size: 12}
	slipValue = Font{Face: Bold, Size: 13}
	slipText  = Font{Face: Regular, Size: 9.5}
	slipCode  = Font{Face: OCRB, Size: CodeLinePitch / mmPerPoint / 0.723}
)

// SlipFrame draws the cut line and the static part of a slip.
func (c *Canvas) SlipFrame(s GiroSlip) {
	top := SlipTop
	if s.Watermark != "" {
		c.Watermark(s.Watermark, (slipLeft+slipRight)/2, top+43, 150, Shadow)
	}
	c.Dashed(5, top, PageWidth-5, top, 0.25, 1.2, Soft)
	c.Note(slipLabel, Soft, slipLeft, top+3.6, "Klipp här")

	c.Text(slipHead, slipLeft, top+11, "Inbetalning till PlusGiro")
	c.slipBox(slipLeft, top+16, 14, "Betalningsmottagare")
	payee := Fit(s.Payee, slipColumn-6, Try{Font{Face: Bold, Size: 11}, 1, 0.8}, Try{Font{Face: Bold, Size: 9}, 1, 0.7})
	c.Text(payee.Font, slipLeft+3, top+26.5, payee.Lines[0])
	c.slipBox(slipLeft, top+33, 32, "Avsändare")

	c.slipBox(slipMiddle, top+16, 14, "Till PlusGiro")
	c.Text(slipValue, slipMiddle+3, top+26.8, s.Account)
	c.slipBox(slipMiddle, top+33, 14, "OCR-nummer – ange alltid det")
	c.slipBox(slipMiddle, top+50, 15, "Belopp att betala, kronor och öre – summan på listan")
	c.Comb(slipMiddle+3, top+56.2, 8, 5, 6.5)
	c.Text(Font{Face: Bold, Size: 12}, slipMiddle+44.2, top+62, ",")
	c.Comb(slipMiddle+47, top+56.2, 2, 5, 6.5)

	c.Note(slipLabel, Soft, slipLeft, top+71,
		"I internetbanken: skriv PlusGiro-numret, OCR-numret och beloppet. Lämna meddelandet tomt. En betalning för varje lista.")
	if s.DocumentType == "" {
		return
	}
	c.Line(slipLeft, top+75, slipRight, top+75, 0.15, Rule)
	c.Note(slipLabel, Soft, slipLeft, top+79, "Skriv eller stämpla inte i fältet nedan")
}

// SlipPayment draws what differs from slip to slip.
func (c *Canvas) SlipPayment(s GiroSlip, p Payment) {
	top := SlipTop
	c.TextRight(slipHead, slipRight, top+11, "Betala senast "+p.LastDay)
	c.slipPayer(top+42, p.Payer)
	c.Note(slipText, Soft, slipLeft+3, top+62, p.Subject)
	c.Text(slipValue, slipMiddle+3, top+43.8, p.Reference)
	if p.Kronor != "" {
		c.combDigits(slipMiddle+3, top+61.4, 8, p.Kronor)
		c.combDigits(slipMiddle+47, top+61.4, 2, p.Ore)
	}
	if s.Account == "" || s.DocumentType == "" {
		return
	}
	line := CodeLine{Reference: p.Reference, Kronor: p.Kronor, Ore: p.Ore, Account: s.Digits, DocumentType: s.DocumentType}
	c.TextRight(slipCode, slipRight, top+89, line.String())
}

// slipPayer writes the payer's name and address, closer where they take more than four lines.
func (c *Canvas) slipPayer(y float64, payer []string) {
	lines := fitAddress(payer, slipColumn-6, Try{slipText, 1, 0.85}, Try{Font{Face: Regular, Size: 8.5}, 2, 0.8})
	const room = 13.2 // from the first line to the last, above what is paid
	leading := min(4.4, room/float64(max(len(lines)-1, 1)))
	for _, l := range lines {
		c.Text(l.Font, slipLeft+3, y, l.Text)
		y += leading
	}
}

// combDigits writes digits into the last cells of a comb of 5 mm cells.
func (c *Canvas) combDigits(x, y float64, cells int, digits string) {
	for i := range len(digits) {
		at := x + 5*float64(cells-len(digits)+i) + 2.5
		c.TextCentre(slipValue, at, y, digits[i:i+1])
	}
}

// slipBox draws a frame as wide as a column with a label in its corner.
func (c *Canvas) slipBox(x, y, h float64, label string) {
	c.Frame(x, y, slipColumn, h, 0.25, Rule)
	c.Note(slipLabel, Soft, x+2, y+3.6, label)
}
