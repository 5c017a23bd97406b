package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
)

// childArgument is the hidden first argument that makes this binary a child.
const childArgument = "sandbox-child"

// rarely, as GOGC, lets a child's heap grow to five times what lives before it
// is collected: files are small, and the memory limit sees to large ones.
const rarely = 400

// Function is what a child can do: bytes in, bytes out. It runs in the child,
// one call at a time. A panic is the end of the call only.
type Function func(in []byte) ([]byte, error)

// Main turns the process into a child and never returns where it was started as
// one; else it returns at once. main and TestMain call it before anything else.
func Main(functions map[string]Function) {
	if len(os.Args) < 2 {
		return
	}
	var err error
	switch os.Args[1] {
	case childArgument:
		err = serve(functions)
	case programArgument:
		err = become(os.Args[2:])
	default:
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sandbox:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve confines the process and answers requests until its input ends.
func serve(functions map[string]Function) error {
	limits, err := limitsFrom(os.Args[2:])
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(2)
	debug.SetMemoryLimit(limits.memory * 3 / 4)
	debug.SetGCPercent(rarely)
	if err := confine(limits); err != nil {
		return fmt.Errorf("confine: %w", err)
	}
	if err := writeFrame(os.Stdout, "ready", nil); err != nil {
		return err
	}
	for {
		name, in, err := readFrame(os.Stdin, limits.input)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := allowCPU(limits.cpu); err != nil {
			return err
		}
		kind, out := run(functions[name], in)
		if err := writeFrame(os.Stdout, kind, out); err != nil {
			return err
		}
	}
}

// run calls one function and turns its error or panic into an answer.
func run(f Function, in []byte) (kind string, out []byte) {
	defer func() {
		if r := recover(); r != nil {
			kind, out = string([]byte{refused}), fmt.Appendf(nil, "panic: %v", r)
		}
	}()
	if f == nil {
		return string([]byte{refused}), []byte("no such function")
	}
	out, err := f(in)
	if err != nil {
		return string([]byte{refused}), []byte(err.Error())
	}
	return string([]byte{answered}), out
}

// childLimits is what the parent tells its child.
type childLimits struct {
	memory int64 // bytes
	cpu    int64 // seconds a call
	input  int64 // bytes of a request
}

func (l childLimits) arguments() []string {
	return []string{childArgument, strconv.FormatInt(l.memory, 10), strconv.FormatInt(l.cpu, 10), strconv.FormatInt(l.input, 10)}
}

func limitsFrom(args []string) (childLimits, error) {
	var l childLimits
	if len(args) != 3 {
		return l, errors.New("limits missing")
	}
	for i, into := range []*int64{&l.memory, &l.cpu, &l.input} {
		n, err := strconv.ParseInt(args[i], 10, 64)
		if err != nil {
			return l, fmt.Errorf("limit %d: %w", i+1, err)
		}
		*into = n
	}
	return l, nil
}
