package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// The ways in which a call breaks its child. The child is gone then, and the
// next call gets a new one.
var (
	ErrTimeout  = errors.New("the reader passed its time")
	ErrCrashed  = errors.New("the reader died")
	ErrTooLarge = errors.New("the reader's output or input is too large")
	ErrClosed   = errors.New("the sandbox is closed")
)

// Refusal is the error that a function itself returned in the child.
type Refusal struct{ Reason string }

func (r Refusal) Error() string { return "the reader refused: " + r.Reason }

// Options are the limits of a worker. Zero values mean the defaults.
type Options struct {
	Program  string        // default: this binary
	Env      []string      // of the child; nothing else is in it
	Wall     time.Duration // of one call; default 10 s
	CPU      time.Duration // of one call; default 10 s
	Memory   int64         // bytes of data; default 512 MiB
	Input    int64         // bytes of a request; default 48 MiB
	Output   int64         // bytes of an answer; default 64 MiB
	Calls    int           // after which a child is replaced; default 500
	Children int           // at once; default 1
	Log      *slog.Logger  // default: slog.Default
}

func (o Options) withDefaults() Options {
	if o.Wall == 0 {
		o.Wall = 10 * time.Second
	}
	if o.CPU == 0 {
		o.CPU = 10 * time.Second
	}
	if o.Memory == 0 {
		o.Memory = 512 << 20
	}
	if o.Input == 0 {
		o.Input = 48 << 20
	}
	if o.Output == 0 {
		o.Output = 64 << 20
	}
	if o.Calls == 0 {
		o.Calls = 500
	}
	if o.Children == 0 {
		o.Children = 1
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// Counters tell what happened since the start. Retries are deaths of a child
// that did not repeat themselves in a new one, or were then counted as Crashes.
type Counters struct{ Calls, Starts, Retries, Timeouts, Crashes, TooLarge int64 }

// Worker keeps warm children and gives each call one of them. It is safe for
// concurrent use; Close ends the children.
type Worker struct {
	options Options
	slots   chan *child // nil: a slot without a child
	closing chan struct{}
	closed  sync.Once

	calls, starts, retries, timeouts, crashes, tooLarge atomic.Int64
}

// New makes a worker; children start with the first calls.
func New(o Options) *Worker {
	o = o.withDefaults()
	w := &Worker{options: o, slots: make(chan *child, o.Children), closing: make(chan struct{})}
	for range o.Children {
		w.slots <- nil
	}
	return w
}

// Counters gives the counts so far.
func (w *Worker) Counters() Counters {
	return Counters{w.calls.Load(), w.starts.Load(), w.retries.Load(), w.timeouts.Load(), w.crashes.Load(), w.tooLarge.Load()}
}

// Close ends all children and waits for them. Calls then give ErrClosed.
func (w *Worker) Close() {
	w.closed.Do(func() {
		close(w.closing)
		for range w.options.Children {
			(<-w.slots).end()
		}
	})
}

// Call runs a function of the child's table on in. A Refusal is the function's
// own error and leaves the child alive; ErrTimeout, ErrCrashed and ErrTooLarge
// cost it. What a child that has worked before dies of is tried once more in a
// new one: the answer must not hang on the files that came earlier, whose traces
// are in its memory. The error of an ended context is returned as it is.
func (w *Worker) Call(ctx context.Context, name string, in []byte) ([]byte, error) {
	if int64(len(in)) > w.options.Input {
		w.tooLarge.Add(1)
		return nil, fmt.Errorf("sandbox %s: %w", name, ErrTooLarge)
	}
	c, err := w.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("sandbox %s: %w", name, err)
	}
	warm := c.calls > 0
	out, c, err := w.try(ctx, c, name, in)
	if warm && errors.Is(err, ErrCrashed) && ctx.Err() == nil {
		w.retries.Add(1)
		if c, err = w.start(); err == nil {
			out, c, err = w.try(ctx, c, name, in)
		}
	}
	w.slots <- c
	w.count(name, err)
	if err != nil {
		return nil, fmt.Errorf("sandbox %s: %w", name, err)
	}
	return out, nil
}

// try makes one call and gives the child back; nil where it is gone.
func (w *Worker) try(ctx context.Context, c *child, name string, in []byte) ([]byte, *child, error) {
	w.calls.Add(1)
	out, err := c.call(ctx, name, in, w.options)
	var refusal Refusal
	if err != nil && !errors.As(err, &refusal) || c.calls >= w.options.Calls {
		c.end()
		c = nil
	}
	return out, c, err
}

// take waits for a slot and sees to it that a child is in it.
func (w *Worker) take(ctx context.Context) (*child, error) {
	var c *child
	select {
	case <-w.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case c = <-w.slots:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-w.closing:
		return nil, ErrClosed
	}
	if c != nil {
		return c, nil
	}
	c, err := w.start()
	if err != nil {
		w.slots <- nil
		return nil, err
	}
	return c, nil
}

func (w *Worker) start() (*child, error) {
	w.starts.Add(1)
	return start(w.options)
}

// count counts how a call broke its child, and says so in the log.
func (w *Worker) count(name string, err error) {
	switch {
	case errors.Is(err, ErrTimeout):
		w.timeouts.Add(1)
	case errors.Is(err, ErrCrashed):
		w.crashes.Add(1)
	case errors.Is(err, ErrTooLarge):
		w.tooLarge.Add(1)
	default:
		return
	}
	c := w.Counters()
	w.options.Log.Warn("a sandboxed reader was ended", slog.String("function", name), slog.String("reason", err.Error()),
		slog.Group("since_start", slog.Int64("calls", c.Calls), slog.Int64("timeouts", c.Timeouts), slog.Int64("crashes", c.Crashes), slog.Int64("too_large", c.TooLarge)))
}
