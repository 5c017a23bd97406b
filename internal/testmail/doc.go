// Package testmail runs real mail servers for tests, each from a temporary folder
// of its own on free ports: Dovecot (IMAP and LMTP), Postfix (as root), and a
// sink for outgoing mail that can be told to misbehave.
//
//	SMTP ─▶ Postfix ─▶ LMTP ─▶ Dovecot ─▶ IMAP ─▶ the program
//	the program ─▶ SMTP ─▶ Postfix or Sink
//
// Every user name is a mailbox, with the password "secret": a fresh name is a
// fresh mailbox. Start a server once a test binary, in TestMain; a stop takes a
// second. Where a program is missing, the start fails and so do the tests.
package testmail
