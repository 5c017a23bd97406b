package sandbox

import "golang.org/x/sys/unix"

// machine is AUDIT_ARCH_AARCH64.
const machine = 0xc00000b7

// olderCalls are forms that newer machine types left out.
func olderCalls() []uint32 { return []uint32{unix.SYS_RENAMEAT} }
