// Package message takes raw bytes as a mailbox gave them and splits them into
// the parts that a reader or a clerk needs. It never refuses: whatever the
// bytes are, a Message comes back, and what was odd about them is a Problem.
//
//	raw bytes ─ BOM, mbox line, blank lines off ─┐
//	                                             ▼
//	        header ── RFC 2047, RFC 2231, 8-bit ─┤
//	                                             ▼
//	  body ─┬ multipart/*     → children, by boundary (guessed where missing)
//	        ├ message/rfc822  → one child: the inner message
//	        └ anything else   → a leaf: transfer encoding off, text on demand
//
// Header words and charsets are decoded with go-message's charset table; the
// splitter is our own, because go-message's reader fails hard on nearly a
// quarter of odd real mails (a missing close boundary, an unknown transfer
// encoding, a broken header line).
//
// The limits are constants of this package (MaxDepth, MaxParts, MaxHeader):
// what lies beyond them is left unread, and a Problem says so. The raw bytes
// are never changed.
package message
