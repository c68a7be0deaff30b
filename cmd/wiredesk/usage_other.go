//go:build !(linux || darwin || freebsd)

package main

import "time"

// usage is not known here.
func usage() (cpu time.Duration, memory string) { return 0, "unknown" }
