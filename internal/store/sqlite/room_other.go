//go:build !(linux || darwin || freebsd)

package sqlite

// room is not known here.
func room(string) (free, of int64) { return -1, -1 }
