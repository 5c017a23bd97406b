// Package live tells open pages what happens, while it happens: which case changed, who has it
// open, which list came back. It carries ids and words of a fixed set, never a name, a number or
// a text (R26): whoever hears of a case asks for its row as ever and sees what they may see.
//
//	trigger ─▶ NOTIFY kontakten ─▶ store/livebook ─▶ Hub ─▶ Subscription ─▶ web/livepage ─▶ one
//	           "case 123 changed"   (one connection a    (one a     (one a browser)      stream a
//	                                 process)             process)                       browser
//
// # A Hub
//
//	down ─▶ up        the database is listened to; all are told to read again what they show
//	  ▲      │
//	  └──────┘        the connection broke; pages say since when they stand still
//	closed            the program ends; every subscription ends
//
// # A Subscription
//
// News wait for their reader in a set: the same news twice is one, and more than [most] become
// "read everything again". So a burst of ten thousand printed lists costs a slow reader no more
// than a page read anew, and costs the hub nothing. What cannot be written to a browser within
// some seconds ends its stream (web/livepage); it comes back by itself.
//
// # Who is here
//
// A page that is open on a case says so every [HereFor]/2; who is not heard from for HereFor has
// left. Presence is said through the database too and kept by no table: it is worth nothing
// after a minute.
package live
