// Package store is all SQL of Kontakten: PostgreSQL behind the interfaces of the
// casework root and of internal/identity, one file a noun.
//
// A [Store] reads; what must happen together happens in [Store.InTx], whose
// [Tx] has the methods that write. A transaction that PostgreSQL gave up because
// of another one is run again, so the function must touch nothing but its Tx.
//
// What is personal and not in the register is sealed by internal/vault before it
// comes here: raw mail, texts, readings, drafts (vault_object and, apart from
// it, vault_key). Rows that money or rights hang on carry the mode.
//
// The package itself is the ground: transactions, vault, register, messages,
// outbox, accounts. What stands on it has rooms of its own:
//
//	migrations/   the schema, step by step; schema.sql is the whole of it, readable,
//	              and a test keeps it true
//	delivery/     a delivery of the register's files beside what stands (pure)
//	registry/     the SQL of the register's tables
//	casebook/     cases, decisions, ledger, answers
//	listbook/     printed lists and their keying
//	printroom/    batches of print and their handing over
//	frontdesk/    what the pages around the casework show
//
// # A message
//
//	new ─▶ cased | aside | rejected        rejected ─▶ new: put into the queue folder by hand
//
// A message is its bytes (SHA-256); message_place says where on the server it was
// seen, and where we moved it.
//
// # A mail of the outbox
//
//	queued ─▶ sending ─▶ sent | withheld | failed | unknown | queued again
//	unknown ─▶ sending under the same Message-ID      queued ─▶ stopped
package store
