// Package listbook keeps the keying of printed lists in PostgreSQL: it fulfils
// casework.Lists and casework.Keying over casework/store's transactions, with the ledger and
// cases of casework/store/casebook.
//
// # A keying
//
//	code or number ─▶ list ─▶ its rows, each saved as it is left ─▶ finish
//	                                                                  ├─▶ booked: keyed ─▶ reported
//	                                                                  └─▶ a case: blank rows, non-members,
//	                                                                      another report, a total that differs
package listbook
