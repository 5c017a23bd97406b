package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	Main(map[string]Function{
		"echo":  func(in []byte) ([]byte, error) { return in, nil },
		"fail":  func([]byte) ([]byte, error) { return nil, errors.New("no rows") },
		"panic": func([]byte) ([]byte, error) { panic("broken file") },
		"hang":  func([]byte) ([]byte, error) { select {} },
		"spin": func([]byte) ([]byte, error) {
			for i := 0; ; i++ {
				if i < 0 {
					return nil, nil
				}
			}
		},
		"bomb":  bomb,
		"exit":  func([]byte) ([]byte, error) { os.Exit(7); return nil, nil },
		"flood": func([]byte) ([]byte, error) { return make([]byte, 2<<20), nil },
		"folder": func([]byte) ([]byte, error) {
			dir, err := os.Getwd()
			return []byte(dir), err
		},
		"env":    func([]byte) ([]byte, error) { return []byte(strings.Join(os.Environ(), "\n")), nil },
		"dial":   func([]byte) ([]byte, error) { _, err := net.Dial("tcp", "127.0.0.1:25"); return verdict(err) },
		"listen": func([]byte) ([]byte, error) { _, err := net.Listen("tcp", "127.0.0.1:0"); return verdict(err) },
		"exec":   func([]byte) ([]byte, error) { return verdict(exec.Command("/bin/true").Run()) },
		"trace":  func([]byte) ([]byte, error) { return verdict(syscall.PtraceAttach(os.Getppid())) },
		"signal": func([]byte) ([]byte, error) { return verdict(syscall.Kill(os.Getppid(), 0)) },
		"write":  func([]byte) ([]byte, error) { return verdict(os.WriteFile("x", []byte("x"), 0o600)) },
		"remove": func([]byte) ([]byte, error) { return verdict(os.Remove(".")) },
		"once": func(in []byte) ([]byte, error) { // dies where the process has worked before
			if worked.Swap(true) {
				os.Exit(7)
			}
			return in, nil
		},
		"read": func([]byte) ([]byte, error) { _, err := os.ReadFile("/proc/self/cmdline"); return verdict(err) },
	})
	os.Exit(m.Run())
}

var worked atomic.Bool

func bomb([]byte) ([]byte, error) {
	var all [][]byte
	for {
		b := make([]byte, 16<<20)
		for i := range b {
			b[i] = byte(i)
		}
		all = append(all, b)
		runtime.KeepAlive(all)
	}
}

func verdict(err error) ([]byte, error) {
	switch {
	case err == nil:
		return []byte("allowed"), nil
	case errors.Is(err, syscall.EPERM):
		return []byte("refused"), nil
	}
	return nil, err
}

func newWorker(t *testing.T, o Options) *Worker {
	t.Helper()
	w := New(o)
	t.Cleanup(w.Close)
	return w
}

func TestCallAnswers(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{})
	for _, in := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte("åäö"), 1<<18)} {
		out, err := w.Call(t.Context(), "echo", in)
		if err != nil || !bytes.Equal(in, out) {
			t.Fatalf("echo of %d bytes gave %d, %v", len(in), len(out), err)
		}
	}
	if c := w.Counters(); c.Starts != 1 || c.Calls != 3 {
		t.Errorf("counters %+v, want one child for three calls", c)
	}
}

func TestFunctionErrorsLeaveTheChild(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{})
	for name, want := range map[string]string{"fail": "no rows", "panic": "panic: broken file", "unknown": "no such function"} {
		_, err := w.Call(t.Context(), name, nil)
		var refusal Refusal
		if !errors.As(err, &refusal) || refusal.Reason != want {
			t.Errorf("%s: %v, want refusal %q", name, err, want)
		}
	}
	if c := w.Counters(); c.Starts != 1 {
		t.Errorf("counters %+v, want one child", c)
	}
}

func TestConfinement(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{})
	for name, want := range map[string]string{
		"dial": "refused", "listen": "refused", "exec": "refused", "trace": "refused", "signal": "refused",
		"write": "refused", "remove": "refused", "read": "allowed",
	} {
		out, err := w.Call(t.Context(), name, nil)
		if err != nil || string(out) != want {
			t.Errorf("%s: %s, %v; want %s", name, out, err, want)
		}
	}
}

func TestBreachesCostTheChildOnly(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		want error
		opt  Options
	}{
		{"hang", ErrTimeout, Options{Wall: 300 * time.Millisecond}},
		{"spin", ErrTimeout, Options{Wall: 300 * time.Millisecond}},
		{"spin", ErrCrashed, Options{CPU: time.Second, Wall: 2 * time.Minute}}, // a busy machine gives its second late
		{"bomb", ErrCrashed, Options{Memory: 256 << 20}},
		{"exit", ErrCrashed, Options{}},
		{"flood", ErrTooLarge, Options{Output: 1 << 20}},
	} {
		t.Run(fmt.Sprint(tc.name, tc.want), func(t *testing.T) {
			t.Parallel()
			w := newWorker(t, tc.opt)
			if _, err := w.Call(t.Context(), tc.name, nil); !errors.Is(err, tc.want) {
				t.Fatalf("got %v, want %v", err, tc.want)
			}
			if out, err := w.Call(t.Context(), "echo", []byte("after")); err != nil || string(out) != "after" {
				t.Fatalf("next call: %s, %v", out, err)
			}
			c := w.Counters()
			if c.Starts != 2 || c.Timeouts+c.Crashes+c.TooLarge != 1 {
				t.Errorf("counters %+v", c)
			}
		})
	}
}

// TestWarmDeathIsTriedAnew: what kills only a child that has worked before is answered by a new one.
func TestWarmDeathIsTriedAnew(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{})
	for range 3 {
		if out, err := w.Call(t.Context(), "once", []byte("x")); err != nil || string(out) != "x" {
			t.Fatalf("%s, %v", out, err)
		}
	}
	if c := w.Counters(); c.Starts != 3 || c.Retries != 2 || c.Crashes != 0 {
		t.Errorf("counters %+v", c)
	}
}

func TestInputLimit(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{Input: 10})
	if _, err := w.Call(t.Context(), "echo", make([]byte, 11)); !errors.Is(err, ErrTooLarge) {
		t.Fatalf("got %v", err)
	}
}

func TestChildIsReplacedAndItsFolderRemoved(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{Calls: 2, Env: []string{"ONLY=this"}})
	first, err := w.Call(t.Context(), "folder", nil)
	if err != nil {
		t.Fatal(err)
	}
	env, err := w.Call(t.Context(), "env", nil)
	if err != nil || !strings.Contains(string(env), "ONLY=this") || strings.Contains(string(env), "HOME=") {
		t.Errorf("environment %q, %v", env, err)
	}
	second, err := w.Call(t.Context(), "folder", nil)
	if err != nil || string(first) == string(second) {
		t.Fatalf("folder after two calls: %q, then %q, %v", first, second, err)
	}
	if _, err := os.Stat(string(first)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("folder of the ended child: %v", err)
	}
	if filepath.Dir(string(second)) != filepath.Clean(os.TempDir()) {
		t.Errorf("folder %q is not in %q", second, os.TempDir())
	}
}

func TestContextEndsCall(t *testing.T) {
	t.Parallel()
	w := newWorker(t, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := w.Call(ctx, "hang", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if c := w.Counters(); c.Timeouts+c.Crashes != 0 {
		t.Errorf("counters %+v: the caller's end is no breach", c)
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	w := New(Options{})
	w.Close()
	if _, err := w.Call(t.Context(), "echo", nil); !errors.Is(err, ErrClosed) {
		t.Fatalf("got %v", err)
	}
}

func TestFrames(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := writeFrame(&b, "name", []byte("body")); err != nil {
		t.Fatal(err)
	}
	for cut := range b.Len() {
		if _, _, err := readFrame(bytes.NewReader(b.Bytes()[:cut]), 100); err == nil {
			t.Errorf("a frame cut at %d was read", cut)
		}
	}
	if _, _, err := readFrame(bytes.NewReader(b.Bytes()), 3); !errors.Is(err, errTooLong) {
		t.Errorf("too long a body: %v", err)
	}
}
