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
// Inner rooms: sheet (cells, rows, lines), period (months in text), columns
// (the one column engine, also for HTML tables), one room a format.
package underlag
