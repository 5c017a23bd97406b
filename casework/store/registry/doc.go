// Package registry is the SQL of the register's tables: it reads them as values,
// and carries out what package delivery planned. Every function works in the
// transaction that it is given; casework/store decides what that transaction is.
package registry
