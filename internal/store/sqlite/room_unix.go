//go:build linux || darwin || freebsd

package sqlite

import "syscall"

// room returns the bytes that are left for this user where path is; -1 if that
// is not known.
func room(path string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
