// Package sandbox runs readers of untrusted files in a child process of the
// same binary, with limits of time, memory and output and without network,
// programs or files to write.
//
//	parent                              child (this binary, re-executed)
//	Worker.Call ─▶ request over a pipe ─▶ Main: limits on, filter on, then one
//	            ◀─ answer over a pipe  ◀─ function after the other
//
//	worker:  none ─start─▶ warm ─call─▶ busy ─answer─▶ warm
//	         busy ─wall limit, death, output too large─▶ none (killed, counted)
//	         warm ─after so many calls─▶ none (replaced, so that nothing lingers)
//
// The child gets what it may do as a table of functions from its own main (cmd,
// TestMain): nothing is loaded or named by the data. It sets RLIMIT_DATA with
// GOMEMLIMIT below it, RLIMIT_CPU for each call, and a seccomp filter that
// refuses sockets, exec, ptrace, other processes and every way to write a file.
// Its folder is empty and removed when it ends.
//
// A crash, a hang or a bomb is one error and one count, in the log too; the next
// call gets a new child. A death of a child that had worked before is tried once
// more in a new one first.
//
// Another program that must read untrusted files (tesseract) gets a child of its
// own by [Program]: the same filter, but for the one exec that starts it.
package sandbox
