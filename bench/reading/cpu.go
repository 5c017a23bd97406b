package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of /proc/PID/stat on Linux.
const tick = 10 * time.Millisecond

// cpuUsed gives the CPU time so far of this process, of the children that ended
// and of those that run (the sandbox's warm workers).
func cpuUsed() time.Duration {
	var all time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			all += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	for _, fields := range children() {
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		all += time.Duration(user+system) * tick
	}
	return all
}

// children gives the fields of /proc/PID/stat, from the state on, of the running
// children.
func children() (all [][]string) {
	own := strconv.Itoa(os.Getpid())
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(data), ") ")
		if f := strings.Fields(rest); len(f) > 21 && f[1] == own {
			all = append(all, f)
		}
	}
	return all
}

// residentMB gives the memory that this process and its running children hold,
// in MB.
func residentMB() (own, childrens int) {
	pages := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n * os.Getpagesize() / 1_000_000
	}
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		own = pages(strings.Fields(string(data))[1])
	}
	for _, f := range children() {
		childrens += pages(f[21])
	}
	return own, childrens
}

// milliseconds writes a duration as the tables do.
func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
