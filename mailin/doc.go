// Package mailin reads what comes in by mail: raw bytes go in, one Reading
// comes out, which says what the message is, which company and period it
// concerns, which fees it gives, why a person must look, and on what evidence.
//
//	raw ─ message.Parse ─▶ parts ─┬─ body: lines, tables; new text, signature, history
//	                              └─ files: underlag (in the sandbox)
//	      new text ─ prose ─┐
//	      tables, files ────┴─▶ rows, merged where they stand twice (rule 16)
//	      kinds     by weighted evidence          (package kinds)
//	      company   by rule 28's order            (package employer)
//	      period    of text and file before subject (rules 7, 19)
//	      draft ─ avgiftslista.Check ─▶ findings ─▶ flags (contract.md)
//
// Nothing here decides anything: a Reading is a proposal with its reasons.
// Every byte sequence gives a Reading; what cannot be read says so in Problem
// and the flag "unreadable". The text of a mail is data, whatever it says: no
// phrase in it steers the reader, and no cause of absence is turned into a
// code (practice.md R21).
//
// A Reader is made once for a register snapshot and is safe for concurrent
// use. Files are opened by an underlag.Reader that cmd chooses: sandboxed in
// production, direct in tests.
package mailin
