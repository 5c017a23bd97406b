// Package paper is the drawing kit of everything that the product prints: the
// faces, text that fits its place, the address behind an envelope's window,
// fold marks, corner marks that a scanner finds, QR codes and the giro slip.
// It knows paper, not lists or letters, and is the only importer of
// github.com/jung-kurt/gofpdf.
//
// A [Document] is one PDF file. A [Canvas] is a page's worth of drawing: it
// writes PDF operators straight into one buffer, because gofpdf's own calls
// cost ten times as much (docs/print.md). What many pages share is drawn once
// as a [Form] and named by each page.
//
//	Document ──Form(key, draw)──▶ Form      static parts, once a file
//	    │                           │
//	    └──AddPage(canvas, forms…)◀─┘       one call a page
//	    └──WriteTo(w)                       fonts cut to the runes used, then the file
//
// Lengths are millimetres from the top left corner of the sheet, sizes of type
// are points. Grey is a percentage of black, so that every page survives a
// black-and-white printer. Equal calls give byte-equal files.
//
// Nothing here is safe for use by several goroutines at once, except the
// faces; a Document for each goroutine is.
package paper
