package main

import (
	_ "embed"
	"os"
	"path/filepath"
)

//go:embed others.py
var others []byte

//go:embed typst.mjs
var typst []byte

// writeScripts puts the Python programs into a folder.
func writeScripts(dir string) (string, error) {
	path := filepath.Join(dir, "others.py")
	return path, os.WriteFile(path, others, 0o600)
}

// writeTypst puts the typst program beside the node_modules that hold its compiler, since node looks for it there.
func writeTypst(modules string) (string, error) {
	path := filepath.Join(filepath.Dir(modules), "bench-print-typst.mjs")
	return path, os.WriteFile(path, typst, 0o600)
}
