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
//	migrations/   the schema, step by step; numbers below 20 are the base
//	              (register, staff, messages, outbox, River), from 20 the cases
//	schema.sql    the whole of it, readable; a test keeps it true
package store
