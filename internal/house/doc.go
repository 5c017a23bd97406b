// Package house holds no code, only tests: the rules by which the module is built.
//
//	cmd, bench
//	casework      ledger, letter: inner rooms; web, store, jobs, mailout: outer rooms
//	mailin        underlag knows no mail
//	avgiftslista
//	internal, templates
//
// Every import runs down. Inner rooms never import their root, outer rooms never each other; libraries that could be
// changed for others stay in the one room that holds them. The same package keeps files and functions short, every
// package and exported name documented, floats away from money, and tests from skipping where something is missing.
// An exception stands in the test's table, with its reason.
package house
