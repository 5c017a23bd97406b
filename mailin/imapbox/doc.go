// Package imapbox reads a shared mailbox over IMAP: it fetches what is new, hands
// it to a keeper, and moves single messages when it is told to.
//
// go-imap/v2 stays behind [Client], with the guards that it needs (each was seen
// to fail without them):
//
//   - Every command has a watchdog that closes the connection: the library itself
//     waits for ever on a server that has gone silent.
//   - One FETCH is in flight; a body is read to its announced length, and counts
//     only when the command has ended well: a connection that dies within a body
//     looks like a short message otherwise. A command that died so is left alone,
//     since the library would read its rest from two goroutines.
//   - Only UID, INTERNALDATE, RFC822.SIZE and BODY.PEEK are asked for. Nothing is
//     marked as read: colleagues use the same mailbox (practice.md R5).
//   - The UIDs that came are compared with those asked for. What is missing is
//     asked for once more by itself; what then exists and does not come is kept
//     without its bytes, with the reason, and the rest goes on.
//   - Sizes come first: batches end at 300 messages or 16 MB, large mails go alone.
//
// # One reading of a folder
//
//	lock the mailbox ── another program has it ─▶ busy
//	  │
//	EXAMINE ─ same UIDVALIDITY ─▶ UIDs above the cursor
//	  │      └ another one ─────▶ all UIDs since the chosen day; known bytes are linked
//	  ▼
//	sizes ─▶ batch ─▶ bodies ─▶ Keeper.KeepBatch (with the cursor) ─▶ next batch
//	                    │
//	                    └ connection lost ─▶ connect again, one by one;
//	                      three times the same message ─▶ kept without bytes
//
// Of a folder of sent mail only Message-ID, In-Reply-To and References are read:
// who answered what, so that nobody answers twice.
//
// The cursor moves only in the transaction that keeps the messages, so that a
// reading which ends anywhere is taken up where it stood.
package imapbox
