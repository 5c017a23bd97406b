// Package answers chooses and fills what a clerk answers: the FAQ's nine answers by what a mail
// asks, questions to the company by what is missing, text modules and macros. It holds values and
// rules; casework/store/answerbook keeps drafts, answers, modules and macros, casework/web/answers
// shows them.
//
//	what was asked (faq) ─┐
//	what is missing ──────┼─▶ Fill(text, Facts) ─▶ the clerk edits ─▶ Check ─▶ mail or letter
//	module, macro ────────┘        │                  (a draft row)     │
//	                               │                                    └ no personnummer, no member's name;
//	     towards an address that is not confirmed for the company         to an unconfirmed address nothing
//	     the facts are General: nothing of the company is known (R18)     that tells of the company
//
// An answer:
//
//	draft ─▶ waits (outbox, or the queue of letters) ─▶ sent
//	  ▲         │
//	  └─────────┘ undone by who wrote it while it waits: the text is a draft again (R28)
//
// Which version of which text an answer used is kept with it and stands in the case's event.
package answers
