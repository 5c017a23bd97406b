package source

import (
	"fmt"
	"strconv"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// maxShown bounds the lines or rows of one exhibit that a page shows around the current one.
const maxShown = 1500

// View is the panel beside the rows of a case.
type View struct {
	Case  string // K-…
	Title string // "Rad 3 av 12"
	Name  string // the person on the row
	Where string // the place in words
	Back  string
	Prev  string // href, "" for none
	Next  string

	PagePrev, PageNext string // href of the pages beside the one shown, "" for none

	Tabs    []Tab
	Lines   []Line
	Table   *Table
	Picture *Picture
	Photo   *Photo
	Counts  string // "12 rader lästa, 1 inte förstådd, 30 rader utan avgiftsdata"
	Unread  bool   // some were not understood
	Cut     string // what is not shown
	Why     string // why there is nothing to show
	OCR     string // href where an image is read for a person to confirm, "" for none
}

// Tab leads to an exhibit.
type Tab struct {
	Name, Href string
	Current    bool
	Unread     bool // it holds data that was not understood
}

// Line is a line of a text.
type Line struct {
	No, Text, Class, Mark string
	Here                  bool
}

// Table is a sheet.
type Table struct {
	Name    string
	Columns []string // A, B, C …
	Rows    []TableRow
}

// TableRow is a row of a sheet.
type TableRow struct {
	No, Class, Mark string
	Here            bool
	Cells           []TableCell
}

// TableCell is a cell; Read says that an amount, a number or a name was taken from it.
type TableCell struct {
	Text string
	Read bool
}

// Picture is a page of a PDF with what was read in boxes; all measures are points.
type Picture struct {
	Href  string
	Alt   string
	W, H  string
	View  string // the part that is shown, as SVG writes it
	Boxes []PictureBox

	left, right float64 // of the text on the page
}

// Photo is an image that came as a file.
type Photo struct{ Href, Alt string }

// PictureBox is a box on a page.
type PictureBox struct{ X, Y, W, H, Class string }

// which is what the address asks for: a row of the case, or an exhibit and its page, or the exhibit of an attachment.
type which struct {
	row, exhibit, page, attachment int

	edit bool // beside the rows as they are edited: the first row's place, else what a person must read
}

// view lays out one exhibit. sizeOf gives the size of a page of a PDF.
type view struct {
	View
	c        casework.CaseSource
	base     string // href of the case
	exhibits []mailin.Exhibit
	marks    marks
	at       which
	current  int // index in exhibits, -1 for none
	place    avgiftslista.Place
	counts   map[string]int
}

func newView(c casework.CaseSource, exhibits []mailin.Exhibit, at which, base string) *view {
	v := &view{c: c, base: base, marks: marksOf(c), at: at, current: -1, counts: map[string]int{}}
	v.Back, v.Case = base, c.Case.ID.String()
	v.exhibits = v.forms(exhibits)
	for i := len(v.exhibits) - 1; i >= 0 && at.attachment > 0; i-- { // a member of an archive stands behind the archive
		if v.exhibits[i].At.Attachment == at.attachment {
			at.exhibit = i
		}
	}
	if at.edit {
		at = v.beside(at)
	}
	v.at = at
	if at.row > 0 && at.row <= len(c.Rows) {
		v.place = c.Rows[at.row-1].Place
		v.Title = fmt.Sprintf("Rad %d av %d", at.row, len(c.Rows))
		v.Name = c.Rows[at.row-1].Name
		v.current = v.find(v.place)
		v.at.page = max(v.place.Page, 1)
	} else if at.exhibit < len(v.exhibits) {
		v.current = at.exhibit
		v.Title = "Allt som kom"
	}
	v.steps()
	v.tabs()
	v.lay()
	return v
}

// beside chooses what stands beside rows that are edited: where the first row was read, else an image, else any file.
func (v *view) beside(at which) which {
	if len(v.c.Rows) > 0 && v.find(v.c.Rows[0].Place) >= 0 {
		at.row = 1
		return at
	}
	for i, e := range v.exhibits {
		if e.Why == underlag.ImageOnly || at.exhibit == 0 && e.At.Attachment > 0 {
			at.exhibit = i
		}
		if e.Why == underlag.ImageOnly {
			break
		}
	}
	return at
}

// forms leaves one form of each body: the one that the rows were read from, else the text.
func (v *view) forms(all []mailin.Exhibit) []mailin.Exhibit {
	var out []mailin.Exhibit
	for _, e := range all {
		last := len(out) - 1
		twin := e.Leaf < 0 && e.Format == underlag.HTML && last >= 0 && out[last].Format == underlag.Plain && out[last].At == e.At && e.At.Attachment == 0
		switch {
		case !twin:
			out = append(out, e)
		case v.marks.hits(e) > v.marks.hits(out[last]):
			out[last] = e
		}
	}
	return out
}

// find gives the exhibit that a place lies in.
func (v *view) find(p avgiftslista.Place) int {
	best := -1
	for i, e := range v.exhibits {
		same := e.At.Part == p.Part && e.At.File == p.File ||
			p.Part == casework.PartOCR && e.Leaf >= 0 && (p.File == e.At.File || p.File == "" && !e.IsMember())
		if !same || e.At.Attachment != p.Attachment {
			continue
		}
		if best < 0 || v.marks.hits(e) > v.marks.hits(v.exhibits[best]) {
			best = i
		}
	}
	return best
}

func (v *view) steps() {
	if v.at.row > 1 {
		v.Prev = v.base + "/kalla/" + strconv.Itoa(v.at.row-1)
	}
	if v.at.row < len(v.c.Rows) {
		v.Next = v.base + "/kalla/" + strconv.Itoa(v.at.row+1)
	}
}

func (v *view) tabs() {
	for i, e := range v.exhibits {
		t := Tab{Name: nameOf(e), Href: fmt.Sprintf("%s/kalla/0?del=%d", v.base, i), Current: i == v.current}
		for at, m := range v.marks.lines {
			t.Unread = t.Unread || m.kind == markUnread && at.part == e.At.Part && at.attachment == e.At.Attachment && at.file == e.At.File
		}
		v.Tabs = append(v.Tabs, t)
	}
}

func nameOf(e mailin.Exhibit) string {
	switch {
	case e.At.Attachment == 0 && e.At.Part == avgiftslista.PartBody:
		return "Mejlet"
	case e.At.Attachment == 0:
		return "Vidarebefordrat mejl"
	case e.At.File == "":
		return "Bilaga " + strconv.Itoa(e.At.Attachment)
	}
	return e.At.File
}

// lay lays out the current exhibit.
func (v *view) lay() {
	if v.current < 0 {
		switch {
		case v.place.Part == avgiftslista.PartList:
			v.Why = "Raden är registrerad för hand från en lista."
		case v.at.row > 0 && v.c.Rows[v.at.row-1].By != "" && v.place.Part == "":
			v.Why = "Raden är skriven för hand av " + v.c.Rows[v.at.row-1].By + "."
		default:
			v.Why = "Originalet finns inte att visa."
		}
		return
	}
	e := v.exhibits[v.current]
	v.Where = words(v.place, e)
	if e.Why != underlag.None {
		v.Why = underlag.WhyUnread(e.Why, e.Notes)
	}
	if e.IsPicture(max(1, v.at.page)) && e.Leaf >= 0 {
		v.OCR = fmt.Sprintf("%s/ocr/%d?sida=%d", v.base, e.At.Attachment, max(1, v.at.page))
		if e.IsMember() {
			v.OCR += fmt.Sprintf("&fil=%d", e.Leaf)
		}
		switch e.Format {
		case underlag.Image:
			v.Photo = &Photo{Href: fmt.Sprintf("%s/bild/%d/1", v.base, e.Leaf), Alt: "Bilden " + nameOf(e)}
		case underlag.PDF:
			v.Picture = &Picture{Alt: fmt.Sprintf("Sida %d av %d i %s", max(1, v.at.page), e.Pages, nameOf(e))}
		}
	}
	if len(e.Sheets) > 0 && e.Format != underlag.PDF && !e.Sheets[0].Lined {
		v.tables(e)
	} else {
		v.lines(e)
	}
	v.turns(e)
	v.summarise()
}

// turns leads to the pages before and after the one that is shown.
func (v *view) turns(e mailin.Exhibit) {
	href := func(page int) string {
		if page < 1 || page > e.Pages {
			return ""
		}
		return fmt.Sprintf("%s/kalla/0?del=%d&sida=%d", v.base, v.current, page)
	}
	v.PagePrev, v.PageNext = href(v.at.page-1), href(v.at.page+1)
}
