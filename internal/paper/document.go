package paper

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// runeSet notes which runes of a face a document uses.
type runeSet [(lastRune + 64) / 64]uint64

// Info describes a document. Equal Info and equal drawing give equal bytes, so
// the time is the caller's, never the clock's.
type Info struct {
	Title   string
	Created time.Time // UTC is written; must not be zero
	Faces   []Face    // faces beside Regular and Bold that the pages use
}

// Document is one PDF file of A4 pages in the making. It keeps all pages in
// memory (about 20 KiB for a full one) until WriteTo.
type Document struct {
	pdf   *gofpdf.Fpdf
	used  [faceCount]runeSet
	names [faceCount]string // "/F<id> ", the fonts' names in a page's operators
	forms map[any]*Form
	page  int
}

// NewDocument begins a file.
func NewDocument(info Info) *Document {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCompression(false) // half of gofpdf's time; see docs/print.md
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(info.Created.UTC())
	pdf.SetModificationDate(info.Created.UTC())
	pdf.SetProducer("Kontakten", true)
	pdf.SetTitle(info.Title, true)
	pdf.SetAutoPageBreak(false, 0)
	d := &Document{pdf: pdf, forms: map[any]*Form{}}
	for _, f := range append([]Face{Regular, Bold}, info.Faces...) {
		pdf.AddUTF8FontFromBytes(faceKeys[f], "", faceFiles[f])
		d.names[f] = d.nameOf(f)
	}
	return d
}

// nameOf learns by what name gofpdf's pages select a font: it lets a template
// select it and reads the operator.
func (d *Document) nameOf(f Face) string {
	t := d.pdf.CreateTemplate(func(t *gofpdf.Tpl) { t.SetFont(faceKeys[f], "", 1) })
	_, rest, _ := bytes.Cut(t.Bytes(), []byte("BT /F"))
	id, _, _ := bytes.Cut(rest, []byte(" "))
	return "/F" + string(id) + " "
}

// NewCanvas gives an empty canvas for pages of this document.
func (d *Document) NewCanvas() *Canvas {
	c := &Canvas{doc: d}
	c.Reset()
	return c
}

// Form is a drawing that many pages share. The file holds it once.
type Form struct {
	gofpdf.Template
	id   string
	used bool
}

// ID shadows gofpdf's, which hashes the whole drawing at each use.
func (f *Form) ID() string { return f.id }

// Form gives the form of a key, drawing it at the first call. Keys are
// compared as map keys: one key must always mean the same drawing.
func (d *Document) Form(key any, draw func(*Canvas)) *Form {
	if f, ok := d.forms[key]; ok {
		return f
	}
	c := d.NewCanvas()
	draw(c)
	c.endText()
	f := &Form{id: strconv.Itoa(len(d.forms) + 1)}
	f.Template = d.pdf.CreateTemplate(func(t *gofpdf.Tpl) { t.RawWriteStr(string(c.buf)) })
	d.forms[key] = f
	return f
}

// AddPage adds a page: the forms, then the canvas over them. The canvas may be
// reset and used again.
func (d *Document) AddPage(c *Canvas, forms ...*Form) {
	d.page++
	d.pdf.AddPage()
	for _, f := range forms {
		if f.used {
			d.pdf.RawWriteStr("/TPL" + f.id + " Do")
			continue
		}
		d.pdf.UseTemplate(f) // the first use enters it into the file's resources
		f.used = true
	}
	c.endText()
	d.pdf.RawWriteStr(string(c.buf))
}

// Pages gives the number of pages added so far.
func (d *Document) Pages() int { return d.page }

// WriteTo ends the document and writes the file. Nothing may be added after.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	for f := range d.used {
		d.register(Face(f))
	}
	counted := &counter{w: w}
	if err := d.pdf.Output(counted); err != nil {
		return counted.n, fmt.Errorf("paper: write PDF of %d pages: %w", d.page, err)
	}
	return counted.n, nil
}

// register tells gofpdf which runes of a face the file needs, through a
// template that is never placed: the canvases wrote their text past gofpdf.
func (d *Document) register(f Face) {
	var runes []rune
	for r := range rune(lastRune + 1) {
		if d.used[f][r>>6]&(1<<(r&63)) != 0 {
			runes = append(runes, r)
		}
	}
	if len(runes) == 0 {
		return
	}
	d.pdf.CreateTemplate(func(t *gofpdf.Tpl) {
		t.SetFont(faceKeys[f], "", 1)
		t.Text(0, 0, string(runes))
	})
}

// counter counts what goes through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
