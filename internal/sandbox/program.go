package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// programArgument is the hidden first argument that makes this binary confine
// itself and become another program.
const programArgument = "sandbox-program"

// ProgramLimits bound another program.
type ProgramLimits struct {
	CPU    time.Duration // of all its threads together; whole seconds
	Memory int64         // bytes of address space
	Files  int           // open at once
}

// Program prepares another program, named by its full path, to be run in a
// child of its own: this binary again, which sets the limits and a filter on
// itself and then executes the program. The filter stays on it: no sockets, no
// other program or process, no file to write. The caller sets folder,
// environment, input and output. When ctx ends it is killed.
//
//	this binary ─exec─▶ this binary, sandbox-program: limits, filter ─exec, the only one─▶ the program
func Program(ctx context.Context, l ProgramLimits, path string, args ...string) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find own program: %w", err)
	}
	limits := []string{programArgument, strconv.FormatInt(int64(l.CPU/time.Second), 10), strconv.FormatInt(l.Memory, 10), strconv.Itoa(l.Files), path}
	c := exec.CommandContext(ctx, self, append(limits, args...)...)
	c.SysProcAttr = &unix.SysProcAttr{Setpgid: true, Pdeathsig: unix.SIGKILL}
	c.Cancel = func() error { return unix.Kill(-c.Process.Pid, unix.SIGKILL) }
	c.WaitDelay = time.Second
	return c, nil
}

// become confines the process and turns it into the program of its arguments.
// It returns only an error.
func become(args []string) error {
	if len(args) < 4 {
		return errors.New("limits or program missing")
	}
	var numbers [3]uint64
	for i := range numbers {
		n, err := strconv.ParseUint(args[i], 10, 63)
		if err != nil {
			return fmt.Errorf("limit %d: %w", i+1, err)
		}
		numbers[i] = n
	}
	path, err := unix.BytePtrFromString(args[3])
	if err != nil {
		return fmt.Errorf("program: %w", err)
	}
	argv, err := pointers(args[3:])
	if err != nil {
		return err
	}
	envv, err := pointers(os.Environ())
	if err != nil {
		return err
	}
	runtime.LockOSThread()
	if err := filter(rules(uintptr(unsafe.Pointer(path)))); err != nil {
		return err
	}
	// The address space last: this process itself maps more than it may have.
	for _, limit := range []struct {
		what int
		n    uint64
	}{{unix.RLIMIT_CPU, numbers[0]}, {unix.RLIMIT_NOFILE, numbers[2]}, {unix.RLIMIT_FSIZE, 0}, {unix.RLIMIT_CORE, 0}, {unix.RLIMIT_AS, numbers[1]}} {
		r := unix.Rlimit{Cur: limit.n, Max: limit.n}
		if _, _, errno := unix.RawSyscall6(unix.SYS_PRLIMIT64, 0, uintptr(limit.what), uintptr(unsafe.Pointer(&r)), 0, 0, 0); errno != 0 {
			return fmt.Errorf("rlimit %d: %w", limit.what, errno)
		}
	}
	_, _, errno := unix.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&argv[0])), uintptr(unsafe.Pointer(&envv[0])))
	return fmt.Errorf("execute: %w", errno)
}

// pointers writes strings as the kernel takes them, a zero at the end.
func pointers(all []string) ([]*byte, error) {
	out := make([]*byte, 0, len(all)+1)
	for _, s := range all {
		p, err := unix.BytePtrFromString(s)
		if err != nil {
			return nil, fmt.Errorf("argument: %w", err)
		}
		out = append(out, p)
	}
	return append(out, nil), nil
}
