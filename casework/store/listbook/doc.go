// Package listbook keeps printed lists and their keying in PostgreSQL: it fulfils
// casework.Lists and casework.Keying over casework/store's transactions, with the ledger and
// cases of casework/store/casebook.
//
// # A run
//
//	register with the channels of the period ─▶ avgiftslista.Lists
//	        │ one transaction under the period's lock
//	        ▼
//	a list for every company that has none: number, snapshot of rows, batch "drawing"
//	        │ after the commit
//	        ▼
//	the batch is drawn from what stands in the database, sealed, "ready"
//
// The numbers stand before anything is drawn. A run that died while drawing is finished by the
// next run, from the same rows: nothing is printed twice and nothing is left out. Unique in the
// database: company and period (of lists that are not superseded or cancelled), and the number.
//
// # A keying
//
//	code or number ─▶ list ─▶ its rows, each saved as it is left ─▶ finish
//	                                                                  ├─▶ booked: keyed ─▶ reported
//	                                                                  └─▶ a case: blank rows, non-members,
//	                                                                      another report, a total that differs
package listbook
