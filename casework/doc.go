// Package casework is the floor where everything meets: what came in by mail or on paper is
// here a case or a keyed list, and a member of staff decides what becomes of it. The package
// holds values, state machines and rules; it knows no SQL, HTTP or SMTP. The outer rooms
// (store, web, jobs, mailout) import it and meet through its interfaces: [Queue], [Cases],
// [Lists], [Keying], [Companies].
//
// # One decision
//
//	CasePage ──(Screen goes along)──▶ Command ──Cases.Decide──▶ one transaction:
//	                                                            fee report, postings, case state,
//	                                                            event, outbox mail with its job
//
// The [Screen] says what was shown. Where rows, findings, stated total, reader, register import
// or the ledger have changed since, the command is refused with the [Difference] (R10). A
// Command's Key makes a double click one decision.
//
// # A case
//
//	new ────────▶ open ─────────▶ decided ─────▶ closed
//	 │  │          ▲ │ ▲             │              │
//	 │  │ taken up │ │ └─────────────┴──────────────┘ reopened: what was booked stays booked
//	 │  ▼          ▼ │
//	 │ aside ◀─── (open) ◀──▶ waiting (for the company, or until a date)
//	 │
//	 └─▶ merged          also from open, waiting, aside: a tombstone; later replies follow it
//	       └─▶ what it was: from the case that it went into, while nothing has been decided there
//	           (teamwork.Unmerge); no arrow of the machine, since the tombstone itself does nothing
//
// Aside is reached from new and open only. A decision on a case that is new, waiting or aside
// opens it first: both arrows are walked and both are events. [CaseArrows] is the machine.
//
// # A printed list
//
//	printed ─▶ handed over ─▶ posted ─▶ retur (R17)
//	   │            │           │         │
//	   └────────────┴───────────┴─────────┴─▶ returned ─▶ keyed ─┬──────────────▶ reported
//	                                             ▲               ├─▶ verified ──▶    │
//	                                             │               └─▶ differs ─▶ verified
//	                                             └─ makulering, flytta, new keying ──┘
//
//	printed, handed over, posted, retur ─▶ superseded (by the next print version) or cancelled
//	returned ─▶ cancelled
//
// [ListArrows] is the machine. Opening a sheet to key it says that it is returned.
//
// # A keying
//
//	open ◀─▶ done          done ─▶ open: sent back after a question
//	  ▲ │
//	  │ └─▶ abandoned      its rows stay and are there when it is opened again
//	  └────────┘
//
//	done ─▶ replaced       the report was annulled or moved: the list is keyed anew
//
// Pass 1 is the first keying, pass 2 the blind second one, pass 3 what a third person settled
// (casework/verification). A list has one keying a pass that is not replaced, and nobody keys
// in two of them: the machine refuses it, and so does the database.
//
// # A credential order (R4)
//
//	ordered ─▶ sent ─▶ confirmed ─▶ printed ─▶ posted ─▶ used
//	                       └─▶ used              └─▶ returned
//	any of them but used ─▶ void (a newer order); ordered, sent, confirmed, posted ─▶ expired
//
// # What stands where
//
// Nothing here but [CasePage], [KeyingSheet] and a [Reading] holds a personnummer, and those are
// never logged, never put into an event and at rest only in the vault. A restricted case (R8)
// does not exist for an actor without the permission, except as a line without name and preview
// in the queue's count of restricted cases.
package casework
