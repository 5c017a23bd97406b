package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/jung-kurt/gofpdf"
	"github.com/xuri/excelize/v2"

	"sef.se/kontakten/internal/register"
)

// formats are the kinds of file that growth is measured on; each makes a table
// of fee rows.
var formats = []struct {
	name, mediaType string
	make            func(rows [][]string) ([]byte, error)
}{
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", makeXLSX},
	{"ods", "application/vnd.oasis.opendocument.spreadsheet", makeODS},
	{"csv", "text/csv", makeCSV},
	{"pdf", "application/pdf", makePDF},
	{"html", "text/html", makeHTML},
}

// heads are the headings of the tables.
var heads = []string{"Personnummer", "Namn", "Bruttolön", "Medlemsavgift", "Kontrollavgift"}

// feeRows makes n rows of invented persons under their headings, amounts with a
// comma.
func feeRows(n int) [][]string {
	given := []string{"Anna", "Bo", "Åke", "Désirée", "Łukasz", "Linnéa"}
	family := []string{"Öberg", "Hägglund", "Björk", "Müller", "Sjöö", "Ångström", "Norén"}
	money := func(ore int) string { return fmt.Sprintf("%d,%02d", ore/100, ore%100) }
	rows := [][]string{heads}
	for i := range n {
		day, serial := i%28+1, 980+i/28%20
		nine := fmt.Sprintf("%02d%02d%02d%03d", 60+i/28/20/12%40, i/28/20%12+1, day, serial)
		check, _ := register.LuhnDigit(nine)
		base := 27_000_00 + i*7919%28_000_00
		rows = append(rows, []string{"19" + nine[:6] + "-" + nine[6:] + string(check), given[i%len(given)] + " " + family[i%len(family)],
			money(base), money((base*19 + 500) / 1000), money((base*5 + 500) / 1000)})
	}
	return rows
}

func makeXLSX(rows [][]string) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		cells := make([]any, len(r))
		for k, text := range r {
			cells[k] = text
			var kronor float64
			if _, err := fmt.Sscanf(strings.Replace(text, ",", ".", 1), "%f", &kronor); err == nil && i > 0 && k > 1 {
				cells[k] = kronor
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// makeODS writes what LibreOffice writes of a sheet, the styles left out.
func makeODS(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Blad1">`)
	for i, r := range rows {
		b.WriteString("<table:table-row>")
		for k, text := range r {
			if i > 0 && k > 1 {
				fmt.Fprintf(&b, `<table:table-cell office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>`, strings.Replace(text, ",", ".", 1), text)
				continue
			}
			fmt.Fprintf(&b, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, text)
		}
		b.WriteString("</table:table-row>")
	}
	b.WriteString("</table:table></office:spreadsheet></office:body></office:document-content>")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range []struct{ name, text string }{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", b.String()}} {
		w, err := z.Create(m.name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(m.text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

func makeCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	for _, r := range rows {
		b.WriteString(strings.Join(r, ";") + "\r\n")
	}
	return b.Bytes(), nil
}

func makeHTML(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("<html><meta charset=utf-8><body><p>Hej, här är underlaget för oktober 2026.</p><table>")
	for _, r := range rows {
		b.WriteString("<tr><td>" + strings.Join(r, "</td><td>") + "</td></tr>\n")
	}
	b.WriteString("</table></body></html>")
	return b.Bytes(), nil
}

func makePDF(rows [][]string) ([]byte, error) {
	const perPage = 48
	pdf := gofpdf.New("P", "pt", "A4", "/usr/share/fonts/truetype/noto")
	pdf.AddUTF8Font("N", "", "NotoSans-Regular.ttf")
	at := [][2]float64{{30, 0}, {140, 0}, {370, 1}, {460, 1}, {560, 1}}
	for i, r := range rows[1:] {
		lines := [][]string{r}
		if i%perPage == 0 {
			pdf.AddPage()
			pdf.SetFont("N", "", 8.5)
			lines = [][]string{rows[0], r}
		}
		for k, line := range lines {
			y := 60 + 16*float64(i%perPage+k+min(i%perPage, 1))
			for c, text := range line {
				pdf.Text(at[c][0]-at[c][1]*pdf.GetStringWidth(text), y, text)
			}
		}
	}
	var out bytes.Buffer
	err := pdf.Output(&out)
	return out.Bytes(), err
}

// mailWith makes a mail around a file; HTML is its body.
func mailWith(name, mediaType string, data []byte) []byte {
	var b bytes.Buffer
	b.WriteString("From: Lön <lon@example.se>\r\nTo: kontakten@sef.se\r\nSubject: Underlag oktober 2026\r\nDate: Wed, 28 Oct 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n")
	if mediaType == "text/html" {
		b.WriteString("Content-Type: text/html; charset=utf-8\r\n\r\n")
		b.Write(data)
		return b.Bytes()
	}
	b.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHej, underlaget f\u00f6r oktober 2026 bifogas.\r\n")
	fmt.Fprintf(&b, "--b\r\nContent-Type: %s; name=\"underlag.%s\"\r\nContent-Disposition: attachment; filename=\"underlag.%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n", mediaType, name, name)
	text := base64.StdEncoding.EncodeToString(data)
	for len(text) > 0 {
		n := min(76, len(text))
		b.WriteString(text[:n] + "\r\n")
		text = text[n:]
	}
	b.WriteString("--b--\r\n")
	return b.Bytes()
}
