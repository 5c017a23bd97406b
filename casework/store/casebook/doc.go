// Package casebook keeps cases, decisions and the ledger in PostgreSQL: it fulfils
// casework.Queue, casework.Cases and casework.Companies over casework/store's transactions.
//
// # A decision in one transaction
//
//	lock the case ─▶ the key came before? ─yes─▶ the first outcome, Repeat
//	      │ no
//	      ▼
//	lock company and period ─▶ read the page again ─▶ screen differs? ─▶ Conflict + Difference
//	      ▼
//	blockers? ─▶ Invalid     second person needed? ─▶ a request, nothing booked
//	      ▼
//	fee_report + posting + case state + case_event + outbox (+ its job) + decision
//
// Every command locks its case first and company and period second, so two never wait for one
// another. The register snapshot is taken before the transaction and refused within it if an
// import came between.
//
// # What lies where
//
//	case_file    in clear: kinds, company, period, flags, state. No member, no amount.
//	vault        reading (what was understood), draft (rows as read or edited), heading (subject and
//	             sender, for the queue), sources of a report's postings (place and text of each row)
//	posting      member_id, or sealed number and HMAC index
//	case_event   append-only; its texts are refused where they hold a personnummer
//
// A restricted case (a protected person's number was read) is NotFound for whoever lacks the
// permission, and a line without name and preview in the queue.
package casebook
