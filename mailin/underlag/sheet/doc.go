// Package sheet holds what every reader of mailin/underlag gives and the
// column engine takes: written cells in rows, and lines of running text, each
// of which knows where it stood.
//
//	bytes ─▶ csvfile, xlsx, xls, ods, printout, pdftext, docx, rtf ─▶ Sheet, Line ─▶ columns
//	HTML tables, aligned bodies (mailin) ────────────────────────────▶ Sheet      ─▶ columns
//
// A Sheet holds only what was written: nothing is interpreted here but the
// kind that the file itself states for a cell. Numbers stay decimal text, so
// that no float touches money.
package sheet
