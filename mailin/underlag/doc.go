// Package underlag gets fee rows out of files: bytes, a name and a media type
// go in; lines, sheets, tables and fee rows come out, every one with its
// avgiftslista.Place. It knows nothing of mail.
//
//	Input ─▶ Detect ─▶ Reader.Read ─▶ Document ─▶ Analyse ─▶ Extraction
//	         (bytes)   (untrusted:     (plain     (columns,    (tables, rows,
//	                    in sandbox)     data)      periods)     totals, hints)
//
// Read is the dangerous half: it opens what strangers send. In production it
// runs in a child process (Sandboxed), in tests and small tools in this one
// (Direct). Analyse is pure and sees bounded plain data only.
//
// What a file is, is told from its bytes: the name and the media type are
// never believed. A file that cannot be read has a Problem and no rows; what
// was read but not understood stands in Extraction.Unread, so that a clerk
// sees that nothing was overlooked.
//
// Inner rooms:
//
//	sheet     cells, rows, lines, limits; exact decimals, never a float
//	charset, csvfile, printout           text
//	xlsx, xls, ods, pack                 workbooks, and the packages they come in
//	pdftext, layout                      pages by geometry; words set in columns
//	docx, rtf, outlook                   what is written or wrapped
//	period    months in text and names
//	columns   the one column engine, also for HTML tables and pasted lines (ReadLines)
//	prose     fees in running text (mailin's)
//
// A file's way in the sandbox, and what becomes of it:
//
//	detected ─▶ opened by nobody (image, HTML, mail, unknown)
//	         └▶ read in a child ─▶ Document, perhaps with a Problem of its own
//	                            ├▶ clock passed   ─▶ TimedOut   ┐ the child is gone and
//	                            ├▶ child died     ─▶ Crashed    │ counted; the next file
//	                            └▶ answer too long ─▶ TooLarge  ┘ gets a new one
package underlag
