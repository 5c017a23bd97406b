// Package pgserver starts a private PostgreSQL from the programs that are
// installed on the machine, for `kontakten demo` and for tests.
//
// The cluster lives in one folder and listens on a unix socket only:
//
//	DIR/lock          flock, held while a server of ours runs on DIR
//	DIR/data          PGDATA
//	DIR/s             the socket (a short temporary folder where DIR is too long)
//	DIR/postgres.log  what the server says
//
// The order of a start is what makes it safe: the lock first, so that two
// programs never share a cluster; then what an earlier life left behind; then
// the child, bound to our life (Pdeathsig); and it is ready only when
// postmaster.pid names that very child, never because some server answers.
//
//	locked → cleared → initialised → started → ready → stopped
//
// Started by root, the server runs as postgres (or nobody), since PostgreSQL
// refuses root.
package pgserver
