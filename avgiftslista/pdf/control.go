package pdf

import (
	"io"
	"strconv"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
)

// Entry is one list of a printed file, as its control sheet and index name it.
type Entry struct {
	Number  avgiftslista.ListNumber
	Company register.Company
	Letter  string // letter number in the window; blank for none
	Placed
}

// FileSummary describes one file of a run for those who print, count, fold and
// post it. It names companies, never members.
type FileSummary struct {
	Period     register.Period
	File, Of   int    // "fil 2 av 7"
	Name       string // the file's name
	Entries    []Entry
	TotalPages int // pages of the file, the empty ones of two-sided lists too
}

// WriteControlSheet writes the one-page control sheet of a file: what it holds,
// how it is printed, and lines for those who did each step. Like the index it
// is a file of its own and has no code, so that no reader takes it for a list.
func WriteControlSheet(w io.Writer, s Sender, f FileSummary) error {
	doc := paper.NewDocument(summaryInfo("Kontrollblad", f))
	c := doc.NewCanvas()
	c.Text(senderFont, leftEdge, 16, s.Name)
	c.Note(textFont, paper.Soft, leftEdge, 20.4, s.Unit)
	c.Text(titleFont, leftEdge, 38, "Kontrollblad")
	c.Text(periodFont, leftEdge+titleFont.Width("Kontrollblad "), 38, "avgiftslistor "+f.Period.Words())
	if s.Trial {
		c.Watermark("PROV", (leftEdge+rightEdge)/2, 150, 150, 15)
	}
	controlLines(c, f.counts(s))
	c.Flow(leftEdge, 270, rightEdge-leftEdge, 4.4, paper.Run{Font: textFont,
		Text: "Lägg kontrollbladet överst på högen. Stämmer inte antalet, posta inget: fråga den som startade utskriften. Listorna innehåller personnummer och visar vem som är medlem i facket; lämna dem inte utan uppsikt."})
	doc.AddPage(c)
	_, err := doc.WriteTo(w)
	return err
}

// WriteLetterControl writes the control sheet of a file of letters: counts are its
// lines, what and how many.
func WriteLetterControl(w io.Writer, s Sender, on register.Date, counts [][2]string) error {
	doc := paper.NewDocument(paper.Info{Title: "Kontrollblad brev", Created: time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, time.UTC)})
	c := doc.NewCanvas()
	c.Text(senderFont, leftEdge, 16, s.Name)
	c.Note(textFont, paper.Soft, leftEdge, 20.4, s.Unit)
	c.Text(titleFont, leftEdge, 38, "Kontrollblad")
	c.Text(periodFont, leftEdge+titleFont.Width("Kontrollblad "), 38, "brev "+on.Words())
	if s.Trial {
		c.Watermark("PROV", (leftEdge+rightEdge)/2, 150, 150, 15)
	}
	controlLines(c, counts)
	c.Flow(leftEdge, 270, rightEdge-leftEdge, 4.4, paper.Run{Font: textFont,
		Text: "Lägg kontrollbladet överst på högen. Ett blad i varje kuvert. Stämmer inte antalet, posta inget: fråga den som startade utskriften."})
	doc.AddPage(c)
	_, err := doc.WriteTo(w)
	return err
}

// controlLines draws what and how many, then the lines to be signed.
func controlLines(c *paper.Canvas, counts [][2]string) {
	y := 54.0
	for _, l := range counts {
		c.Text(bigFont, leftEdge, y, l[0])
		c.Text(bigBoldFont, leftEdge+62, y, l[1])
		c.Line(leftEdge, y+2.4, rightEdge, y+2.4, 0.15, paper.Hair)
		y += 8
	}
	y += 12
	c.Text(bigBoldFont, leftEdge, y, "Utfört")
	c.Text(headFont, leftEdge+62, y, "Datum")
	c.Text(headFont, leftEdge+96, y, "Antal")
	c.Text(headFont, leftEdge+124, y, "Namn")
	for _, step := range []string{"Utskrivet och räknat", "Kasserade, utskrivna på nytt", "Kuverterat", "Lämnat till posten"} {
		y += 13
		c.Text(bigFont, leftEdge, y, step)
		c.Line(leftEdge+62, y+1, leftEdge+90, y+1, 0.25, paper.Soft)
		c.Line(leftEdge+96, y+1, leftEdge+118, y+1, 0.25, paper.Soft)
		c.Line(leftEdge+124, y+1, rightEdge, y+1, 0.25, paper.Soft)
	}
}

var (
	bigFont     = paper.Font{Face: paper.Regular, Size: 11}
	bigBoldFont = paper.Font{Face: paper.Bold, Size: 11}
)

// counts gives the control sheet's lines: what and how many.
func (f FileSummary) counts(s Sender) [][2]string {
	sheets := 0
	envelopes := map[string]int{}
	for _, e := range f.Entries {
		sheets += e.Pages
		envelopes[s.envelopeFor(e.Pages)]++
	}
	sides := "enkelsidigt, 100 %, ingen anpassning till sidan"
	if s.Duplex {
		sides = "dubbelsidigt, 100 %, ingen anpassning till sidan"
		sheets = f.TotalPages / 2
	}
	lines := [][2]string{
		{"Fil", f.Name + " (" + strconv.Itoa(f.File) + " av " + strconv.Itoa(f.Of) + ")"},
		{"Skrivs ut", sides},
		{"Listor", strconv.Itoa(len(f.Entries))},
		{"Blad", strconv.Itoa(sheets)},
		{"Sidor i filen", strconv.Itoa(f.TotalPages)},
	}
	for _, name := range []string{"C65", "C5", "C4"} {
		if envelopes[name] > 0 {
			lines = append(lines, [2]string{"Kuvert " + name, strconv.Itoa(envelopes[name])})
		}
	}
	if n := len(f.Entries); n > 0 {
		lines = append(lines, [2]string{"Första listnummer", f.Entries[0].Number.String()},
			[2]string{"Sista listnummer", f.Entries[n-1].Number.String()})
	}
	return lines
}

func summaryInfo(what string, f FileSummary) paper.Info {
	return paper.Info{Title: what + " " + f.Name, Created: time.Date(f.Period.Year, f.Period.Month, 1, 0, 0, 0, 0, time.UTC)}
}

// WriteIndex writes the index of a file: a line a list, in print order.
func WriteIndex(w io.Writer, s Sender, f FileSummary) error {
	const rows, step = 50, 4.9
	doc := paper.NewDocument(summaryInfo("Förteckning", f))
	c := doc.NewCanvas()
	pages := max(1, (len(f.Entries)+rows-1)/rows)
	for page := range pages {
		c.Reset()
		c.Text(senderFont, leftEdge, 15, "Förteckning över avgiftslistor "+f.Period.Words())
		c.Note(textFont, paper.Soft, leftEdge, 19.6, f.Name)
		c.TextRight(textFont, rightEdge, 15, "Sida "+strconv.Itoa(page+1)+" av "+strconv.Itoa(pages))
		c.Fill(leftEdge, 24, rightEdge-leftEdge, 6, paper.Shadow)
		indexLine(c, headFont, 28.2, [7]string{"Nr", "Listnummer", "Företag", "Ort", "Sida i filen", "Blad", "Brev"})
		for i, e := range f.Entries[page*rows : min((page+1)*rows, len(f.Entries))] {
			y := 34.6 + step*float64(i)
			indexLine(c, textFont, y, [7]string{strconv.Itoa(page*rows + i + 1), e.Number.String(), e.Company.Name,
				postLine(e.Company), strconv.Itoa(e.FirstPage), strconv.Itoa(e.Pages), e.Letter})
			c.Line(leftEdge, y+1.4, rightEdge, y+1.4, 0.1, paper.Hair)
		}
		doc.AddPage(c)
	}
	_, err := doc.WriteTo(w)
	return err
}

// indexLine draws the seven columns of the index.
func indexLine(c *paper.Canvas, f paper.Font, y float64, cells [7]string) {
	fit := func(s string, width float64) paper.Fitted {
		return paper.Fit(s, width, paper.Try{Font: f, Lines: 1, Squeeze: 0.7})
	}
	c.TextRight(f, leftEdge+8, y, cells[0])
	c.Text(f, leftEdge+11, y, cells[1])
	name, city := fit(cells[2], 58), fit(cells[3], 36)
	c.Text(name.Font, leftEdge+38, y, name.Lines[0])
	c.Text(city.Font, leftEdge+98, y, city.Lines[0])
	c.TextRight(f, leftEdge+151, y, cells[4])
	c.TextRight(f, leftEdge+162, y, cells[5])
	c.TextRight(f, rightEdge, y, cells[6])
}
