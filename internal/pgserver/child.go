package pgserver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// stopPatience is how long a fast shutdown may take before the server is ended
// the hard way (it recovers at its next start).
const stopPatience = 20 * time.Second

// child is the postmaster process.
type child struct {
	pid   int
	log   string
	ended chan struct{}
	err   error // how it ended; read after ended is closed
}

// spawn starts the postmaster. The kernel sends it SIGQUIT when the thread that
// started it ends, so a goroutine keeps that thread for the child's whole life.
func spawn(programs, data, socket, log string, as *account, throwaway bool) (*child, error) {
	out, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the log of the private PostgreSQL: %w", err)
	}
	defer out.Close()
	args := []string{"-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "logging_collector=off"}
	if throwaway {
		args = append(args, "-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=300",
			"-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "wal_init_zero=off")
	}
	cmd := exec.Command(filepath.Join(programs, "postgres"), args...)
	cmd.Dir = "/"
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = as.attributes()
	bindLife(cmd.SysProcAttr)
	c := &child{log: log, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if err == nil {
			c.pid = cmd.Process.Pid
		}
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.ended)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start the private PostgreSQL: %w", err)
	}
	return c, nil
}

// stop signals the postmaster and waits for its end.
func (c *child) stop(sig syscall.Signal) error {
	select {
	case <-c.ended:
		return nil
	default:
	}
	if err := syscall.Kill(c.pid, sig); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop the private PostgreSQL: %w", err)
	}
	select {
	case <-c.ended:
		return nil
	case <-time.After(stopPatience):
		_ = syscall.Kill(c.pid, syscall.SIGQUIT)
		<-c.ended
		return fmt.Errorf("the private PostgreSQL did not stop within %s and was ended: %w", stopPatience, c.err)
	}
}

// lastWords returns the end of the server's log, for the person who must mend.
func (c *child) lastWords() string {
	text, err := os.ReadFile(c.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) > 3 {
		lines = lines[len(lines)-3:]
	}
	return strings.Join(lines, " | ") + " (" + c.log + ")"
}
