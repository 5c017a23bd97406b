// Package tesseract reads the text of an image by Debian's tesseract-ocr, where it is installed: a child process of its
// own, because the sandbox's children may start no program.
//
//	this binary again ─▶ limits and filter on (sandbox.Program) ─▶ becomes tesseract ─▶ image and text over pipes, or killed
//
// It has no sockets, no other program, no file to write, an empty environment and folder, and limits of CPU, memory and
// open files; what passes its time is killed, and what it says beyond its limit is dropped. main must call sandbox.Main
// first. What it reads is a proposal for a person, never data.
package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"sef.se/kontakten/internal/sandbox"
)

// The limits of one image.
const (
	patience  = 40 * time.Second
	cpu       = 60 * time.Second // of all threads together
	memory    = 1 << 30
	maxOutput = 1 << 20
)

// The ways in which an image gives no text.
var (
	ErrMissing = errors.New("tesseract with Swedish is not installed")
	ErrFailed  = errors.New("the image could not be read")
)

// Available tells whether tesseract and its Swedish data are installed.
func Available() bool {
	_, err := program()
	return err == nil
}

func program() (string, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return "", ErrMissing
	}
	found, err := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata/swe.traineddata")
	if err != nil || len(found) == 0 {
		return "", ErrMissing
	}
	return path, nil
}

// Read gives the lines of a PNG, JPEG or TIFF, with the blanks between columns kept. ErrMissing, ErrFailed (also for what
// breaks the limits), or the error of ctx.
func Read(ctx context.Context, image []byte) (Page, error) {
	path, err := program()
	if err != nil {
		return Page{}, err
	}
	if !isImage(image) {
		return Page{}, fmt.Errorf("%w: it is no PNG, JPEG or TIFF", ErrFailed)
	}
	dir, err := os.MkdirTemp("", "kontakten-ocr-")
	if err != nil {
		return Page{}, fmt.Errorf("read image: %w", err)
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := confined(ctx, path, "stdin", "stdout", "-l", "swe", "--psm", "6", "-c", "preserve_interword_spaces=1",
		"-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1")
	if err != nil {
		return Page{}, fmt.Errorf("read image: %w", err)
	}
	out := &bounded{most: maxOutput}
	c.Dir, c.Stdin, c.Stdout = dir, bytes.NewReader(image), out
	if err := c.Run(); err != nil || out.cut {
		if cause := context.Cause(ctx); errors.Is(cause, context.Canceled) {
			return Page{}, cause
		}
		return Page{}, fmt.Errorf("%w: %w", ErrFailed, errors.Join(err, ctx.Err()))
	}
	return pageOf(out.String()), nil
}

// confined prepares a program in a child of its own, with the limits of one image.
func confined(ctx context.Context, path string, args ...string) (*exec.Cmd, error) {
	c, err := sandbox.Program(ctx, sandbox.ProgramLimits{CPU: cpu, Memory: memory, Files: 32}, path, args...)
	if err != nil {
		return nil, err
	}
	c.Env = []string{"OMP_THREAD_LIMIT=1"}
	return c, nil
}

// isImage tells the formats that are let through. Text never is: tesseract would take it for a list of files to open.
func isImage(data []byte) bool {
	for _, head := range []string{"\x89PNG\r\n", "\xff\xd8\xff", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(data, []byte(head)) {
			return true
		}
	}
	return false
}

// bounded keeps so many bytes and drops the rest.
type bounded struct {
	bytes.Buffer
	most int
	cut  bool
}

// Write never fails, so that the child is not ended by a full pipe.
func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.Len()
	if room < len(p) {
		b.cut = true
		b.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}
