// Package vault seals what is personal before it reaches the database: raw
// mails, texts, readings, drafts, and the numbers of persons who are no members.
//
//	plain → zstd → AES-256-GCM under a key of the object's own → sealed
//	the object's key → Tink AEAD under the master keyset         → wrapped key
//
// Sealed bytes and wrapped key are kept apart: whoever erases the wrapped key
// has erased every copy of the object, backups too. Both are bound to the
// object's id, so that neither fits another row.
//
// Compression comes first, since sealed bytes do not compress. The length of a
// sealed object tells how well it compressed; nobody outside chooses a part of
// what is sealed together with what they must not learn.
//
// The master keyset is a file (see Create and Load): AEAD keys for wrapping and
// small values, and one HMAC key for the index by which a personnummer is found
// without standing there.
package vault
