//go:build !linux

package pgserver

import "syscall"

// bindLife can do nothing here: only Linux tells a child of its parent's death.
// An orphan is found and named at the next start.
func bindLife(*syscall.SysProcAttr) {}
