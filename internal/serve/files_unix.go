//go:build unix

package serve

import "syscall"

// openFiles returns how many files this process may have open; 0 if that is
// not known.
func openFiles() int {
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r) != nil {
		return 0
	}
	return int(min(uint64(r.Cur), 1<<20))
}
