// Package pack opens ZIP packages from strangers: every byte that is unpacked
// counts against one budget, so that a bomb ends in an error and not in memory.
// What a member declares is not believed.
package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrTooLarge says that unpacking would pass the budget.
var ErrTooLarge = errors.New("the package unpacks to more than its limit")

// ErrEncrypted says that a member needs a password.
var ErrEncrypted = errors.New("the package is encrypted")

// maxMembers bounds the directory of a package.
const maxMembers = 10_000

// Package is an opened ZIP package. It is not safe for concurrent use.
type Package struct {
	files  map[string]*zip.File
	Names  []string // in directory order, folders left out
	budget int64
}

// Open reads the directory of a package; budget bounds all bytes that will be
// unpacked from it.
func Open(data []byte, budget int64) (*Package, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("open package: %w", err)
	}
	if len(z.File) > maxMembers {
		return nil, fmt.Errorf("open package with %d members: %w", len(z.File), ErrTooLarge)
	}
	p := &Package{files: map[string]*zip.File{}, budget: budget}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if strings.HasSuffix(name, "/") || p.files[strings.ToLower(name)] != nil {
			continue
		}
		p.files[strings.ToLower(name)] = f
		p.Names = append(p.Names, name)
	}
	return p, nil
}

// Has tells whether a member exists; names are compared without case.
func (p *Package) Has(name string) bool { return p.files[strings.ToLower(name)] != nil }

// Stream opens a member for reading within the budget.
func (p *Package) Stream(name string) (io.ReadCloser, error) {
	f := p.files[strings.ToLower(name)]
	switch {
	case f == nil:
		return nil, fmt.Errorf("package has no %q", name)
	case f.Flags&1 != 0:
		return nil, fmt.Errorf("open %q: %w", name, ErrEncrypted)
	case int64(f.UncompressedSize64) > p.budget:
		return nil, fmt.Errorf("open %q: %w", name, ErrTooLarge)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", name, err)
	}
	return &counted{rc, p}, nil
}

// Bytes unpacks a whole member.
func (p *Package) Bytes(name string) ([]byte, error) {
	rc, err := p.Stream(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	data, err := io.ReadAll(rc)
	if err != nil {
		return nil, fmt.Errorf("unpack %q: %w", name, err)
	}
	return data, nil
}

// counted takes what is read from the package's budget.
type counted struct {
	io.ReadCloser
	p *Package
}

func (c *counted) Read(b []byte) (int, error) {
	if c.p.budget <= 0 {
		return 0, ErrTooLarge
	}
	n, err := c.ReadCloser.Read(b[:min(int64(len(b)), c.p.budget)])
	c.p.budget -= int64(n)
	return n, err
}
