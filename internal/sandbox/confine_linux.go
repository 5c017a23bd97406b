package sandbox

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// confine sets the limits that hold for the child's life and the filter.
// RLIMIT_DATA bounds what is allocated; RLIMIT_AS would not do, an idle Go
// process maps more than a gigabyte.
func confine(l childLimits) error {
	for what, limit := range map[int]uint64{
		unix.RLIMIT_DATA: uint64(l.memory), unix.RLIMIT_CORE: 0, unix.RLIMIT_FSIZE: 0, unix.RLIMIT_NOFILE: 64,
	} {
		if err := unix.Setrlimit(what, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("rlimit %d: %w", what, err)
		}
	}
	endWhenSpent()
	return filter(rules(0))
}

// endWhenSpent ends the process when its CPU time is spent: Go ignores the
// signal unless it is asked for.
func endWhenSpent() {
	spent := make(chan os.Signal, 1)
	signal.Notify(spent, unix.SIGXCPU)
	go func() {
		<-spent
		fmt.Fprintln(os.Stderr, "cpu time spent")
		os.Exit(2)
	}()
}

// allowCPU gives the next call its seconds: the soft limit counts from the
// start of the process.
func allowCPU(seconds int64) error {
	var used unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &used); err != nil {
		return fmt.Errorf("read cpu time: %w", err)
	}
	limit := uint64(used.Utime.Sec+used.Stime.Sec+1) + uint64(seconds)
	if err := unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: limit, Max: unix.RLIM_INFINITY}); err != nil {
		return fmt.Errorf("limit cpu time: %w", err)
	}
	return nil
}

// refusedCalls are the system calls that a reader of files never needs: the
// network, programs, other processes, and every way to change a file. Calls that
// another machine type lacks are left out there.
func refusedCalls() []uint32 {
	return append([]uint32{
		unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_LISTEN, unix.SYS_ACCEPT, unix.SYS_ACCEPT4,
		unix.SYS_SENDTO, unix.SYS_SENDMSG, unix.SYS_SENDMMSG, unix.SYS_RECVMSG, unix.SYS_RECVMMSG,
		unix.SYS_EXECVE, unix.SYS_EXECVEAT, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_KCMP,
		unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_GETFD, unix.SYS_PIDFD_SEND_SIGNAL, unix.SYS_KILL,
		unix.SYS_UNLINKAT, unix.SYS_RENAMEAT2, unix.SYS_MKDIRAT, unix.SYS_MKNODAT, unix.SYS_LINKAT, unix.SYS_SYMLINKAT,
		unix.SYS_FCHMOD, unix.SYS_FCHMODAT, unix.SYS_FCHOWN, unix.SYS_FCHOWNAT, unix.SYS_TRUNCATE, unix.SYS_UTIMENSAT, unix.SYS_OPENAT2,
		unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT, unix.SYS_CHROOT, unix.SYS_UNSHARE, unix.SYS_SETNS,
		unix.SYS_MEMFD_CREATE, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_USERFAULTFD,
		unix.SYS_IO_URING_SETUP, unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY, unix.SYS_INIT_MODULE, unix.SYS_FINIT_MODULE,
		unix.SYS_SETXATTR, unix.SYS_SETUID, unix.SYS_SETGID, unix.SYS_SETRESUID, unix.SYS_SETRESGID, unix.SYS_CLONE3,
	}, olderCalls()...)
}

// Offsets in struct seccomp_data.
const (
	offsetCall = 0
	offsetArch = 4
	offsetArgs = 16
)

// x32 is the first call number of amd64's second interface.
const x32 = 0x40000000

const (
	allow  = 0x7fff0000 // SECCOMP_RET_ALLOW
	refuse = 0x00050000 // SECCOMP_RET_ERRNO
	kill   = 0x80000000 // SECCOMP_RET_KILL_PROCESS
)

// filter sets a seccomp filter on all threads of the process.
func filter(program []unix.SockFilter) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no new privileges: %w", err)
	}
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	const setModeFilter, onAllThreads = 1, 1
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, setModeFilter, onAllThreads, uintptr(unsafe.Pointer(&prog)))
	runtime.KeepAlive(program)
	if errno != 0 {
		return fmt.Errorf("set filter: %w", errno)
	}
	return nil
}

// rules writes the filter: the call's number against the list, openat only for
// reading, clone only for threads, limits only of itself; all else is allowed.
// exec, where not 0, is where the path of the one program lies that may be
// executed: the program itself has no such path there any more.
func rules(exec uintptr) []unix.SockFilter {
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	give := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	equal := func(k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: yes, Jf: no, K: k}
	}
	anyBit := func(k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, Jt: yes, Jf: no, K: k}
	}
	no := give(refuse | uint32(unix.EPERM))
	program := []unix.SockFilter{
		load(offsetArch), equal(machine, 1, 0), give(kill),
		load(offsetCall), {Code: unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K, Jf: 1, K: x32}, give(kill),
	}
	if exec != 0 {
		program = append(program, equal(unix.SYS_EXECVE, 0, 6), load(offsetArgs), equal(uint32(exec), 0, 3), load(offsetArgs+4), equal(uint32(uint64(exec)>>32), 0, 1), give(allow), load(offsetCall))
	}
	for _, call := range refusedCalls() {
		verdict := no
		if call == unix.SYS_CLONE3 { // the runtime then falls back to clone
			verdict = give(refuse | uint32(unix.ENOSYS))
		}
		program = append(program, equal(call, 0, 1), verdict)
	}
	const writing = unix.O_WRONLY | unix.O_RDWR | unix.O_CREAT | unix.O_TRUNC | unix.O_APPEND
	return append(program,
		equal(unix.SYS_OPENAT, 0, 4), load(offsetArgs+2*8), anyBit(writing, 0, 1), no, give(allow),
		equal(unix.SYS_CLONE, 0, 4), load(offsetArgs), anyBit(unix.CLONE_THREAD, 1, 0), no, give(allow),
		equal(unix.SYS_PRLIMIT64, 0, 4), load(offsetArgs), equal(0, 1, 0), no, give(allow), // of itself only
		give(allow))
}
