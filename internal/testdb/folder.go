package testdb

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"sef.se/kontakten/internal/pgserver"
)

const folderPrefix = "kontakten-test-"

// memoryFolder is where Linux keeps files in memory. Making a database is nothing
// but writing files: on a busy disk that takes a second each.
const memoryFolder = "/dev/shm"

// enoughMemory is what must be free there: some hundred databases.
const enoughMemory = 4 << 30

// parentFolder is where the cluster is made.
func parentFolder() string {
	if free(memoryFolder) >= enoughMemory {
		return memoryFolder
	}
	return os.TempDir()
}

// sweep removes the clusters of test binaries that were killed: old folders that
// nobody holds the lock of.
func sweep(parent string) {
	const old = time.Hour
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !strings.HasPrefix(entry.Name(), folderPrefix) || time.Since(info.ModTime()) < old {
			continue
		}
		dir := filepath.Join(parent, entry.Name())
		if held, err := pgserver.Lock(dir); err == nil {
			_ = os.RemoveAll(dir)
			_ = held.Close()
		}
	}
}
