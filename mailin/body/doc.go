// Package body turns the text of a mail, plain or HTML, into numbered lines
// and tables, and tells which of the lines are new.
//
//	text/plain ─ FromText ─┐                      ┌ New        what the sender says now
//	                       ├ Text ── Separate ────┼ Signature  who the sender is
//	text/html  ─ FromHTML ─┘ lines, tables        └ Quoted     history: never new data
//
// History is told by structure alone: ">" and blockquote, gmail_quote, the
// attribution line ("Den 2 oktober skrev Anna:"), Outlook's header block
// (Från, Skickat, Till, Ämne) and the marks "-----Ursprungligt meddelande-----"
// in the languages that Swedish mail programs speak. A forwarded message is
// the sender's own data: its wrapper is taken off and its text stays new,
// unless it is our own message that comes back. Answers between quoted lines
// are new.
//
// HTML is read by tokens, never as a tree: its cost is linear whatever its
// nesting, and scripts, styles and comments are passed over.
package body
