package testdb

import "syscall"

// free tells how many bytes may be written to a file system, 0 where it cannot be
// told.
func free(dir string) uint64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0
	}
	return s.Bavail * uint64(s.Bsize)
}
