// Package pdftext reads the text of PDFs with its geometry, by two readers.
//
//	PDFium (WebAssembly, no files, no network) ─▶ characters ─▶ turned upright
//	      ─▶ lines by baseline ─▶ words by gaps ─▶ pages, spilled columns joined ─▶ layout.Line
//	ledongthuc/pdf ─▶ the digits of each page ─▶ a line whose figures it does not
//	      find carries a difference, shown first to the clerk
//
// PDFium's geometry stands where the two differ (design.md); the second reader
// only tells where to look. It may panic, hang or run out of memory, so it is
// called apart and its loss costs nothing but the confirmation.
//
// Both run in the sandbox's child only: nothing here bounds time.
package pdftext
