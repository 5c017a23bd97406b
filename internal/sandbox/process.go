package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// startLimit bounds how long a child may take to be ready.
const startLimit = 30 * time.Second

// child is a running child process with its pipes.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	errors *tail
	folder string
	calls  int
}

// start re-executes this binary as a child and waits until it is confined.
func start(o Options) (*child, error) {
	program := o.Program
	if program == "" {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find own program: %w", err)
		}
		program = self
	}
	folder, err := os.MkdirTemp("", "kontakten-sandbox-")
	if err != nil {
		return nil, fmt.Errorf("make child's folder: %w", err)
	}
	limits := childLimits{memory: o.Memory, cpu: max(1, int64(o.CPU/time.Second)), input: o.Input}
	c := &child{folder: folder, errors: &tail{}}
	c.cmd = exec.Command(program, limits.arguments()...)
	c.cmd.Dir, c.cmd.Stderr = folder, c.errors
	c.cmd.Env = append([]string{"TMPDIR=" + folder, "GOTRACEBACK=single"}, o.Env...)
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches the parent only
	if err := c.open(); err != nil {
		c.end()
		return nil, err
	}
	return c, nil
}

func (c *child) open() (err error) {
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return fmt.Errorf("start child: %w", err)
	}
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		return fmt.Errorf("start child: %w", err)
	}
	if err := c.cmd.Start(); err != nil {
		return fmt.Errorf("start child: %w", err)
	}
	watch := time.AfterFunc(startLimit, c.kill)
	defer watch.Stop()
	if head, _, err := readFrame(c.out, 0); err != nil || head != "ready" {
		return fmt.Errorf("start child: not ready: %w: %s", errors.Join(ErrCrashed, err), c.errors)
	}
	return nil
}

// call sends one request and waits for its answer, at most the wall limit.
func (c *child) call(ctx context.Context, name string, in []byte, o Options) ([]byte, error) {
	c.calls++
	timeout := time.AfterFunc(o.Wall, c.kill)
	defer timeout.Stop()
	stop := context.AfterFunc(ctx, c.kill)
	defer stop()
	began := time.Now()
	kind, out, err := c.exchange(name, in, o.Output)
	switch {
	case err == nil && kind == string([]byte{answered}):
		return out, nil
	case err == nil:
		return nil, Refusal{string(out)}
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, errTooLong):
		return nil, ErrTooLarge
	case time.Since(began) >= o.Wall:
		return nil, ErrTimeout
	}
	return nil, fmt.Errorf("%w: %s", ErrCrashed, c.errors)
}

func (c *child) exchange(name string, in []byte, limit int64) (kind string, out []byte, err error) {
	if err := writeFrame(c.in, name, in); err != nil {
		return "", nil, err
	}
	return readFrame(c.out, limit)
}

func (c *child) kill() {
	if c.cmd.Process != nil {
		_ = c.cmd.Process.Kill() // already gone is as good
	}
}

// end kills the child, waits for it and removes its folder. A nil child has
// ended.
func (c *child) end() {
	if c == nil {
		return
	}
	c.kill()
	if c.cmd.Process != nil {
		_ = c.cmd.Wait() // killed: its status says nothing
	}
	_ = os.RemoveAll(c.folder) // what is left is in the system's temporary folder
}

// tail keeps the first lines of what a dying child says: the reason of a Go
// crash stands at its beginning.
type tail struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 400 - t.buffer.Len(); room > 0 {
		t.buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// String gives the first line; a crash's stack may quote data and is left out.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	first, _, _ := strings.Cut(t.buffer.String(), "\n")
	return first
}
