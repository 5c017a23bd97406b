// Package verification is the control of keyed lists: which lists are keyed a second time, what
// two keyings say differently, and who settles it. It holds values and rules; it reaches no
// database. casework/store/listbook keeps it, casework/web/verify shows it.
//
// # A keyed list
//
//	first keying done ─▶ [Policy.Decide] ─ no ────────────────────────────────▶ booked or asked
//	                          │ yes, with its reasons
//	                          ▼
//	                       second ─ keyed blind by another person ─┬─ equal ──▶ verified ─▶ booked or asked
//	                                                               │                ▲
//	                                                               └─ differs       │
//	                                                                     ▼          │
//	                                                                  settling ─────┘
//	                                                    field by field, by a third person
//
// The second keyer sees nothing of the first keying, not even that it was made by + or *; the
// two are compared only when both are done ([Compare]). The settler sees the fields that differ
// and no others. None of the three may be the same person: the state machine refuses it, and so
// does the database. Where fewer than three are on duty a supervisor who did neither keying may
// settle; with one person the list waits, visible by its age. Nothing lowers the rule by itself
// (practice.md R10).
package verification
