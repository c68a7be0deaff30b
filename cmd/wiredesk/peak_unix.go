//go:build linux || darwin || freebsd

package main

import (
	"fmt"
	"runtime"
	"syscall"
)

// peak returns the most memory that this process has had.
func peak() string {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return "unknown"
	}
	kib := int64(u.Maxrss)
	if runtime.GOOS == "darwin" {
		kib >>= 10
	}
	return fmt.Sprintf("%d MiB", kib>>10)
}
