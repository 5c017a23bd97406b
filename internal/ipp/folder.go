package ipp

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Folder is a printer that writes files: for tests, and for installations of mode test, whose
// hand-over goes nowhere else (practice.md R11).
type Folder struct{ Dir string }

// Name is the folder.
func (f Folder) Name() string { return f.Dir }

// Print writes the file. It appears whole or not at all.
func (f Folder) Print(_ context.Context, job Job) (answer string, err error) {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	file, err := os.CreateTemp(f.Dir, ".print-*")
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	defer os.Remove(file.Name()) // fails once the file has its name
	_, err = file.Write(job.PDF)
	if closed := file.Close(); err == nil {
		err = closed
	}
	name := filepath.Base(job.Name) + ".pdf"
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(f.Dir, name))
	}
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	return name, nil
}
