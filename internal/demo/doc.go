// Package demo is the world around `kontakten demo`: invented companies, members and mails, a mailbox that holds them
// and a way out for mail that ends in a folder. Nothing in it reaches another machine.
//
//	data/register   the three register files
//	data/mails      sixty raw messages; lines end in CRLF and must stay so
//
// Mailbox is an IMAP server on a loopback port, filled with the mails in the order of their names. It forgets at exit
// what was moved or marked, so its content is made anew at each start, in the same order: UIDs of the last run stay
// true. What arrived later by Sink is kept in files and comes after them.
//
// All data is invented: organisation numbers 559800–559899, personnummer with serials 980–999, domains in .example.
package demo
