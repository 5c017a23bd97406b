// Package ocr is the page on which rows of a scanned page or photo are read by Tesseract and confirmed by a person, one
// at a time. What is read stands on this page only: until somebody has looked at the image and pressed "Lägg till", it
// is in no case, no flag and no sum. Where Tesseract is not installed the page says so.
package ocr

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/casework/web/source"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/tesseract"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// OCR answers the routes of the page.
type OCR struct {
	*shell.Shell
	Cases   casework.Cases
	Sources casework.Sources
	Files   source.Files
}

// Routes adds the routes.
func (o OCR) Routes(mux *http.ServeMux) {
	mux.Handle("GET /arende/{case}/ocr/{attachment}", o.Page(o.show))
	mux.Handle("POST /arende/{case}/ocr/{attachment}", o.Page(o.confirm))
}

type ocrPage struct {
	Base          shell.Base
	Href, Picture string
	Number, Name  string
	Attachment    int
	Within        int    // the Leaf of a file that lies in the attachment, else 0
	File          string // its name, else ""
	Page, Pages   int
	PrevPage      string
	NextPage      string
	Rows          []rowView
	Text          string // all that was read
	W, H          int    // of the image in the pixels of the rows' boxes; 0 where it was not read
	Why           string // why nothing was
}

type rowView struct {
	No, Key, Line, Source, Number, Name, Member, Control string
	Unsure                                               string        // words of the line that the machine is not sure of
	Box                                                  tesseract.Box // of the line in the image; zero where it is not known
	Strip                                                string        // what of the image shows the line, as an SVG's viewBox; "" as Box
	Added                                                bool
}

// strip frames a line of an image with some of what stands around it.
func strip(b tesseract.Box, width int) string {
	if b == (tesseract.Box{}) {
		return ""
	}
	x, y := max(0, b.X-b.H), max(0, b.Y-b.H/2)
	return fmt.Sprintf("%d %d %d %d", x, y, min(width-x, b.W+2*b.H), 2*b.H)
}

// scanDPI is how finely a page is drawn for Tesseract.
const scanDPI = 250

func (o OCR) show(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return o.render(w, r, by, http.StatusOK, nil)
}

func (o OCR) render(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	c, err := o.Sources.CaseSource(r.Context(), by, id)
	if err != nil {
		return err
	}
	e, err := o.exhibit(r, c)
	if err != nil {
		return err
	}
	base, err := o.Base(r, "Läs bild, "+id.String(), "queue")
	if err != nil {
		return err
	}
	href := "/arende/" + strconv.FormatInt(int64(id), 10)
	base.Back, base.Alert = href, alert
	page := max(1, number(r.FormValue("sida")))
	p := ocrPage{Base: base, Href: href, Number: id.String(), Name: e.At.File, Attachment: e.At.Attachment, Page: page, Pages: max(1, e.Pages)}
	p.Picture = href + "/bild/" + strconv.Itoa(e.Leaf) + "/" + strconv.Itoa(page)
	self := href + "/ocr/" + strconv.Itoa(e.At.Attachment) + "?sida="
	if e.IsMember() {
		p.Within, p.File = e.Leaf, e.At.File
		self = href + "/ocr/" + strconv.Itoa(e.At.Attachment) + "?fil=" + strconv.Itoa(e.Leaf) + "&sida="
	}
	if before := nextPicture(e, page, -1); before > 0 {
		p.PrevPage = self + strconv.Itoa(before)
	}
	if after := nextPicture(e, page, 1); after > 0 {
		p.NextPage = self + strconv.Itoa(after)
	}
	read, err := o.read(r.Context(), c.Raw, e, page)
	switch {
	case errors.Is(err, tesseract.ErrMissing):
		p.Why = "Programmet Tesseract med svenska finns inte på servern. Läs bilden själv och skriv raderna under Ändra rader."
	case errors.Is(err, tesseract.ErrFailed), errors.Is(err, underlag.ErrNoPicture):
		p.Why = "Bilden gick inte att läsa. Läs den själv och skriv raderna under Ändra rader."
	case err != nil:
		return err
	}
	p.Text, p.W, p.H = read.Text(), read.Width, read.Height
	p.Rows = rowsOf(read, c, e, page, register.DateOf(o.Now()))
	return o.Render(w, status, "ocr.html", p)
}

// exhibit finds the attachment of the address: an image, or a PDF of images.
func (o OCR) exhibit(r *http.Request, c casework.CaseSource) (mailin.Exhibit, error) {
	exhibits, err := mailin.Exhibits(r.Context(), c.Raw, o.Files)
	if err != nil {
		return mailin.Exhibit{}, err
	}
	n := number(r.PathValue("attachment"))
	for _, e := range exhibits {
		within := number(r.FormValue("fil")) // set for a file that lies in the attachment
		asked := e.At.Attachment == n && n > 0 && e.Leaf >= 0 && (within == e.Leaf || within == 0 && !e.IsMember())
		if asked && e.IsPicture(max(1, number(r.FormValue("sida")))) {
			return e, nil
		}
	}
	return mailin.Exhibit{}, casework.Refuse(casework.NotFound, "Sidan är ingen bild.")
}

// nextPicture gives the page before (step -1) or after (1) that can only be read as a picture; 0 where there is none.
func nextPicture(e mailin.Exhibit, page, step int) int {
	for n := page + step; n >= 1 && n <= e.Pages; n += step {
		if e.IsPicture(n) {
			return n
		}
	}
	return 0
}

// read gives what stands on one page.
func (o OCR) read(ctx context.Context, raw []byte, e mailin.Exhibit, page int) (tesseract.Page, error) {
	file, err := mailin.FileAt(ctx, raw, o.Files, e.Leaf)
	if err != nil {
		return tesseract.Page{}, underlag.ErrNoPicture
	}
	var image []byte
	if e.Format == underlag.PDF {
		image, err = o.Files.Picture(ctx, file.Data, page, scanDPI)
	} else if image, err = o.Files.Scan(ctx, file.Data); errors.Is(err, underlag.ErrNoPicture) {
		image, err = file.Data, nil // TIFF: tesseract reads what is not drawn here
	}
	if err != nil {
		return tesseract.Page{}, err
	}
	return tesseract.Read(ctx, image)
}

// rowsOf gives the rows that the text of a page seems to hold.
func rowsOf(read tesseract.Page, c casework.CaseSource, e mailin.Exhibit, page int, today register.Date) []rowView {
	var lines []sheet.Line
	at := map[int]tesseract.Line{}
	for _, l := range read.Lines {
		at[l.Number] = l
		lines = append(lines, sheet.Line{Text: brokenAmount.ReplaceAllString(l.Text, "$1,$2"), Number: l.Number, Page: page})
	}
	s, ok := printout.Sheet(lines, sheet.DefaultLimits())
	if !ok {
		return nil
	}
	s.Origin = avgiftslista.Place{Part: casework.PartOCR, Attachment: e.At.Attachment}
	if e.IsMember() {
		s.Origin.File = e.At.File
	}
	added := map[string]bool{}
	for _, r := range c.Rows {
		added[r.Place.String()] = true
	}
	var out []rowView
	for _, t := range columns.Read([]sheet.Sheet{s}, columns.Options{Today: today}).Tables {
		for _, r := range t.Rows {
			place := r.Place
			place.Page = page
			line := at[place.Line]
			v := rowView{No: strconv.Itoa(len(out) + 1), Key: rand.Text(), Line: strconv.Itoa(place.Line), Source: place.Text, Name: r.Name,
				Number: r.Written, Member: r.MemberFee.String(), Added: added[place.String()],
				Unsure: strings.Join(line.Unsure, ", "), Box: line.Box, Strip: strip(line.Box, read.Width)}
			if !r.Personnummer.IsZero() {
				v.Number = r.Personnummer.Hyphened()
			}
			if r.HasControl {
				v.Control = r.ControlFee.String()
			}
			if len(amountPattern.FindAllString(place.Text, -1)) > taken(r) {
				v.Member, v.Control = "", "" // which amount is which fee is for the person to say
			}
			out = append(out, v)
		}
	}
	return out
}

var (
	brokenAmount  = regexp.MustCompile(`(\d), (\d\d)\b`) // "845, 50"
	amountPattern = regexp.MustCompile(`\d[.,]\d\d\b`)
)

// taken counts the amounts that a row took from its line.
func taken(r avgiftslista.Row) int {
	n := 1
	for _, more := range []bool{r.HasControl, r.HasBase} {
		if more {
			n++
		}
	}
	return n
}

// confirm adds one row as the person confirmed or corrected it.
func (o OCR) confirm(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	row, err := rowOf(r, register.DateOf(o.Now()))
	if err == nil {
		var done casework.Outcome
		if done, err = o.Cases.Decide(r.Context(), casework.Command{Case: id, By: by, Key: r.PostFormValue("key"), Do: casework.AddRow{Row: row}}); err == nil {
			to := "/arende/" + strconv.FormatInt(int64(id), 10) + "/ocr/" + strconv.Itoa(row.Place.Attachment) + "?sida=" + strconv.Itoa(row.Place.Page)
			if within := number(r.PostFormValue("fil")); within > 0 {
				to += "&fil=" + strconv.Itoa(within)
			}
			return o.Redirect(w, r, to, done.Said)
		}
	}
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Unavailable:
		f := o.Explain(r, err)
		return o.render(w, r, by, f.Status, &f.Alert)
	}
	return err
}

// rowOf reads the row from the form.
func rowOf(r *http.Request, today register.Date) (avgiftslista.Row, error) {
	row := avgiftslista.Row{Name: strings.TrimSpace(r.PostFormValue("name"))}
	row.Place = avgiftslista.Place{Part: casework.PartOCR, Attachment: number(r.PathValue("attachment")), File: r.PostFormValue("namn"), Page: number(r.PostFormValue("sida")),
		Line: number(r.PostFormValue("line")), Text: r.PostFormValue("source")}
	written := strings.TrimSpace(r.PostFormValue("number"))
	var err error
	if row.Personnummer, err = register.ParsePersonnummer(written, today); err != nil {
		row.Written = written
	}
	if row.MemberFee, err = register.ParseAmount(r.PostFormValue("member")); err != nil {
		return row, casework.Refuse(casework.Invalid, "Medlemsavgiften går inte att läsa som ett belopp. Skriv till exempel 608,50.")
	}
	if s := strings.TrimSpace(r.PostFormValue("control")); s != "" {
		row.HasControl = true
		if row.ControlFee, err = register.ParseAmount(s); err != nil {
			return row, casework.Refuse(casework.Invalid, "Kontrollavgiften går inte att läsa som ett belopp. Skriv till exempel 160,00.")
		}
	}
	return row, nil
}

// number reads a number of an address or form; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
