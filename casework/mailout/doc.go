// Package mailout sends the mails of the outbox by SMTP, one recipient and one
// connection a mail.
//
// What can go wrong on the way decides the state (RFC 5321, and what go-mail
// tells of it; its own IsTemp is wrong for every network error):
//
//	queued ─▶ sending ─┬─ the server took it ─────────────────────▶ sent
//	                   │   (also where it hung up afterwards)
//	                   ├─ 5xx to sender, recipient or content ────▶ failed
//	                   ├─ 4xx, no connection, login refused,
//	                   │   lost before the last dot ──────────────▶ queued, later again
//	                   ├─ lost after the last dot (RFC 1047) ─────▶ unknown: nobody can tell;
//	                   │                                            again under the same Message-ID
//	                   └─ mode shadow; test and not on the list ──▶ withheld
//
// The Message-ID was made and stored before the first attempt, so that a mail
// which arrives twice is the same mail to the recipient's program. Automatic
// mails say so (RFC 3834): Auto-Submitted, and no program name.
package mailout
