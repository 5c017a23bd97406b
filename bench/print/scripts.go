package main

import (
	_ "embed"
	"os"
	"path/filepath"
)

//go:embed others.py
var others []byte

// writeScripts puts the Python programs into a folder.
func writeScripts(dir string) (string, error) {
	path := filepath.Join(dir, "others.py")
	return path, os.WriteFile(path, others, 0o600)
}
