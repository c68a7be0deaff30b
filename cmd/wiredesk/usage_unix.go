//go:build linux || darwin || freebsd

package main

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// usage returns how long processors have worked for this process, and the most
// memory that it has had.
func usage() (cpu time.Duration, memory string) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, "unknown"
	}
	kib := int64(u.Maxrss)
	if runtime.GOOS == "darwin" {
		kib >>= 10
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), fmt.Sprintf("%d MiB", kib>>10)
}
