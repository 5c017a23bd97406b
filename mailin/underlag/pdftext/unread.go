package pdftext

import (
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// Unread says why a page that holds something gave no text. It is empty for
// pages that were read and for blank ones.
type Unread string

// The reasons.
const (
	Drawn    Unread = "drawn"    // an image or shapes, and no character
	Damaged  Unread = "damaged"  // PDFium cannot read the page
	Unmapped Unread = "unmapped" // its faces do not tell which letters their glyphs are (no ToUnicode)
)

// UnreadPage is a page, counted from 1, of which nothing could be read.
type UnreadPage struct {
	Page int
	Why  Unread
}

// samples is how many characters of a page are asked whether their face tells
// what they are.
const samples = 64

// isUnmapped tells whether at least a third of a page's characters are glyph
// numbers that were passed off as letters. Some single signs without a letter
// of their own are usual.
func (r charReader) isUnmapped(chars int) bool {
	asked, unknown := 0, 0
	for i := 0; i < chars; i += max(1, chars/samples) {
		if letter, err := r.letter(i); err != nil || unicode.IsSpace(letter) {
			continue
		}
		asked++
		answer, err := r.in.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: r.text, Index: i})
		if err == nil && answer.HasUnicodeMapError {
			unknown++
		}
	}
	return unknown*3 > asked
}

// shapes is how many objects make a drawing of a page without text: letters
// that were turned into outlines, not a frame or a rule.
const shapes = 50

// isDrawn tells whether a page without text shows something nevertheless.
func isDrawn(in pdfium.Pdfium, which requests.Page) bool {
	objects, err := in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: which})
	if err != nil || objects.Count >= shapes {
		return err == nil
	}
	for i := range objects.Count {
		object, err := in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: which, Index: i})
		if err != nil {
			continue
		}
		kind, err := in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err == nil && (kind.Type == enums.FPDF_PAGEOBJ_IMAGE || kind.Type == enums.FPDF_PAGEOBJ_FORM) {
			return true
		}
	}
	return false
}
