package main

import (
	"fmt"
	"os"

	"github.com/jung-kurt/gofpdf"
	"rsc.io/qr"

	"sef.se/kontakten/avgiftslista"
)

// fontFolder holds the faces that our own pages use, seen from the module's
// root, where `make bench` runs.
const fontFolder = "internal/paper/fonts"

// drawPlain draws the same page as the product by gofpdf's ordinary calls, the
// way its documentation shows: every page whole, the code as runs of modules.
func drawPlain(lists []avgiftslista.List, out string) (int64, error) {
	p := gofpdf.New("P", "mm", "A4", fontFolder)
	p.AddUTF8Font("noto", "", "NotoSans-Regular.ttf")
	p.AddUTF8Font("noto", "B", "NotoSans-Bold.ttf")
	p.SetAutoPageBreak(false, 0)
	for _, l := range lists {
		p.AddPage()
		plainHead(p, l)
		plainTable(p, l)
		plainSlip(p, l)
		if err := plainCode(p, avgiftslista.SheetCode{Number: l.Number, Page: 1, Pages: 1}.String()); err != nil {
			return 0, err
		}
	}
	if err := p.OutputFileAndClose(out); err != nil {
		return 0, err
	}
	info, err := os.Stat(out)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func plainText(p *gofpdf.Fpdf, style string, size, x, y float64, texts ...string) {
	p.SetFont("noto", style, size)
	for _, t := range texts {
		p.Text(x, y, t)
		y += 4.4
	}
}

func plainHead(p *gofpdf.Fpdf, l avgiftslista.List) {
	p.SetFillColor(0, 0, 0)
	for _, x := range []float64{18, 196} {
		for _, y := range []float64{8, 189} {
			p.Rect(x, y, 4, 4, "F")
		}
	}
	plainText(p, "B", 11, 25, 11.2, "Svenska Elektrikerförbundet")
	plainText(p, "", 8.5, 25, 15.4, "Kontakten, medlems- och arbetsgivarservice")
	plainText(p, "B", 18, 18, 28.5, "Avgiftslista")
	plainText(p, "", 18, 60, 28.5, l.Period.Words())
	plainText(p, "", 8.5, 18, 34, "Skriv för varje medlem den avgift som ni har dragit på", "lön som betalats ut i "+l.Period.Words()+".",
		"Sänd in listan senast", "Betala avgifterna senast", l.Agreement+" – avgift på bruttolönen",
		"Medlemsavgift 1,9 % 32 000 kr i lön ger 608,00 kr", "Kontrollavgift 0,5 % 32 000 kr i lön ger 160,00 kr",
		"Sänd till SEF Avgiftslistor, Fe 1000, 100 00 Exempelstad", "Frågor 08-465 004 00 · vardagar 9–12 och 13–15", "kontakten@sef.example · www.sef.example")
	plainText(p, "B", 9.5, 60, 44.7, l.Due.List.Words(), l.Due.Money.Words())
	plainText(p, "", 7.5, 112, 10.4, "Listnummer och OCR", "Kundnummer", "Organisationsnr")
	plainText(p, "B", 10, 136, 10.4, l.Number.String(), fmt.Sprint(l.Number.Customer()), l.Company.OrganisationNumber.Hyphened(), "Sida 1 av 1")
	plainText(p, "", 6.5, 112, 48.6, "SEF Kontakten, Box 1000, 100 00 Exempelstad")
	plainText(p, "", 10.5, 112, 51.8, l.Company.Name, l.Company.Street, l.Company.Postcode+" "+l.Company.City)
}

func plainTable(p *gofpdf.Fpdf, l avgiftslista.List) {
	p.SetFillColor(235, 235, 235)
	p.Rect(18, 88, 182, 9, "F")
	plainText(p, "B", 7.5, 25, 95.4, "Personnummer")
	plainText(p, "B", 7.5, 52, 95.4, "Namn")
	plainText(p, "B", 7.5, 104, 91.8, "Som förra", "månaden")
	plainText(p, "B", 7.5, 119, 91.8, "Medlemsavgift", "kronor  öre")
	plainText(p, "B", 7.5, 153, 91.8, "Kontrollavgift", "kronor  öre")
	plainText(p, "B", 7.5, 187, 91.8, "Orsaks-", "kod")
	p.SetDrawColor(90, 90, 90)
	p.SetLineWidth(0.2)
	for i := range 12 {
		y := 97 + 6.4*float64(i)
		plainText(p, "", 7.5, 20, y+4.3, fmt.Sprint(i+1))
		if i < len(l.Rows) {
			plainText(p, "", 9.5, 25.2, y+4.5, l.Rows[i].Personnummer.Hyphened())
			plainText(p, "", 9.5, 52.5, y+4.5, l.Rows[i].LastName+", "+l.Rows[i].FirstName)
		}
		p.Rect(109, y+1.4, 3.6, 3.6, "D")
		for _, x := range []float64{119.5, 153.5} {
			plainComb(p, x, y+0.6, 5)
			plainComb(p, x+22.6, y+0.6, 2)
		}
		p.Rect(187, y+0.6, 13, 5.2, "D")
		p.Line(18, y+6.4, 106, y+6.4)
	}
	for i, label := range []string{"Summa medlemsavgift", "Summa kontrollavgift", "Att betala"} {
		y := 175.2 + 6.4*float64(i)
		plainText(p, "", 8.5, 112, y+3.7, label)
		plainComb(p, 145.1, y, 7)
		plainComb(p, 176.1, y, 2)
	}
	plainText(p, "", 7.5, 18, 178, "Ingen avgift dragen? Skriv en orsakskod: EJL ingen lön denna period ·",
		"SLUT slutat (skriv datum vid namnet) · FLY annat bolag · EJM ej medlem ·", "OKÄND okänd för oss. Nya medlemmar skrivs på tomma rader.")
	plainText(p, "", 7.5, 24, 192.6, "Datum                Namnteckning                              Telefon")
}

func plainComb(p *gofpdf.Fpdf, x, y float64, cells int) {
	p.Rect(x, y, 4.2*float64(cells), 5.2, "D")
	for i := 1; i < cells; i++ {
		p.Line(x+4.2*float64(i), y+0.4, x+4.2*float64(i), y+4.8)
	}
}

func plainSlip(p *gofpdf.Fpdf, l avgiftslista.List) {
	p.Line(5, 195, 205, 195)
	plainText(p, "B", 12, 18, 206, "Inbetalning till PlusGiro")
	plainText(p, "B", 12, 130, 206, "Betala senast "+l.Due.Money.Words())
	for _, r := range [][4]float64{{18, 211, 88, 14}, {18, 228, 88, 32}, {112, 211, 88, 14}, {112, 228, 88, 14}, {112, 245, 88, 15}} {
		p.Rect(r[0], r[1], r[2], r[3], "D")
	}
	plainText(p, "B", 11, 21, 221.5, "Svenska Elektrikerförbundet")
	plainText(p, "", 9.5, 21, 237, l.Company.Name, l.Company.Street, l.Company.Postcode+" "+l.Company.City)
	plainText(p, "B", 13, 115, 221.8, "12 34 56-6")
	plainText(p, "B", 13, 115, 238.8, l.Number.String())
	plainComb(p, 115, 251, 8)
	plainText(p, "", 7.5, 18, 266, "I internetbanken: skriv PlusGiro-numret, OCR-numret och beloppet. Lämna meddelandet tomt.")
}

// plainCode draws the code as one rectangle for each run of black modules.
func plainCode(p *gofpdf.Fpdf, text string) error {
	code, err := qr.Encode(text, qr.Q)
	if err != nil {
		return err
	}
	p.SetFillColor(0, 0, 0)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := x
			for run < code.Size && code.Black(run, y) {
				run++
			}
			if run > x {
				p.Rect(165+float64(x), 8+float64(y), float64(run-x), 1, "F")
				x = run
			}
		}
	}
	return nil
}
