package pgserver

import "syscall"

// bindLife has the kernel end the server when we die, by an immediate shutdown:
// it leaves no orphan that would hold the data folder.
func bindLife(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }
