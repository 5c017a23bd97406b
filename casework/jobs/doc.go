// Package jobs works what happens without a person: it reads new messages, moves
// mail on the server, sends the outbox, and polls the mailbox.
//
// The work lies in PostgreSQL (River): it was put there by the transaction that
// caused it, carries only an id, and is worked once by any of the running
// programs. Work that died with its program is taken up again after three
// minutes; so every worker can run twice.
//
//	poll ──▶ message, work_message ──▶ read ──▶ Cases.Intake ──▶ case or rejection
//	                                    │            └─▶ move_message, send_mail
//	                                    └─ fails three times ─▶ case set aside
//
//	start of a run ──▶ draw_batch, one for each file ──▶ (a supervisor) ──▶ hand_over ──▶ printer
//
// Polling is no job but a goroutine in each program that may poll, under the
// mailbox's lock: a job that died with its program would hold the next one up.
package jobs
