// Package monthly is the month of printed lists: the run, its files on their way
// to the post, the letters, what comes back, and who is late. It holds values and
// rules; it reaches no database and no printer. casework/store/printroom keeps
// it, casework/web/printpages shows it, casework/jobs works it.
//
// # A run
//
//	preview ─▶ numbered (one transaction: lists, rows, letter numbers, files of at most
//	    500 sheets in post order) ─▶ drawing, file by file, by any program ─▶ ready
//	                                    │  ▲
//	                                    ▼  │ the next start goes on with it
//	                                 cancelled
//
// Numbers stand before anything is drawn, and a file is drawn in one transaction: a
// run that is cancelled or killed at any point loses nothing and doubles nothing.
//
// # A file
//
//	drawing ─▶ ready ─▶ handing over ─▶ handed over ─▶ posted ─▶ erased after 14 days
//	   ▲         │            └─▶ uncertain: a person looks at the printer
//	   └─────────┘ drawn again: someone on it became protected before it was handed over
//
// # A letter
//
//	held ─▶ waiting ─▶ printed ─▶ handed over ─▶ posted ─▶ retur
//	  └────────┴──────────┴────────────┴─▶ stopped
//
// Every envelope has a letter number in its window, lists too. What is held waits for
// a second person or a new address (R4, R17).
//
// # A month
//
//	print ─▶ post ─▶ list due ─▶ (money due) ─▶ reminder 1 ─▶ reminder 2
//
// A step may be moved until it begins. A reminder goes in the company's own channel,
// at most two, and none while something from the company is unread.
package monthly
