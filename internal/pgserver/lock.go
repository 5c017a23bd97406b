package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// orphanPatience is how long a server of a killed parent may take to end: it
// was sent SIGQUIT when its parent died.
const orphanPatience = 5 * time.Second

// Lock takes a folder for this process, by the file "lock" in it. The kernel lets it go when the
// process ends in whatever way.
func Lock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock of %s: %w", dir, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		_ = f.Truncate(0)
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		return f, nil
	}
	defer f.Close()
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	holder := make([]byte, 20)
	n, _ := f.ReadAt(holder, 0)
	return nil, fmt.Errorf("%s is in use by another kontakten (process %s): stop that one, or choose another folder",
		dir, strings.TrimSpace(string(holder[:n])))
}

// clearOld removes the postmaster.pid of a server that is gone, and waits for
// one that is about to go. The lock is held, so whatever runs there lost its
// parent.
func clearOld(data string, patience time.Duration) error {
	path := filepath.Join(data, "postmaster.pid")
	deadline := time.Now().Add(patience)
	for {
		pid, _, err := readPidFile(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil || !runsOn(pid, data) {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove stale %s: %w", path, err)
			}
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("a PostgreSQL server (process %d) without its parent still runs on %s: end it with `kill -INT %d` and start again",
				pid, data, pid)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// readPidFile returns the process and the state ("ready" when connections are
// taken) that postmaster.pid tells.
func readPidFile(path string) (pid int, state string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, "", err
	}
	lines := strings.Split(string(text), "\n")
	pid, err = strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return 0, "", fmt.Errorf("read %s: %w", path, err)
	}
	if len(lines) > 7 {
		state = strings.TrimSpace(lines[7])
	}
	return pid, state, nil
}

// runsOn tells whether process pid is a server on the data folder: a postmaster
// works in its data folder. A reused process number is some other program.
func runsOn(pid int, data string) bool {
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if err != nil {
		// Without /proc (macOS) the number alone must do.
		_, noProc := os.Stat("/proc/self")
		return noProc != nil && syscall.Kill(pid, 0) == nil
	}
	return cwd == data
}
