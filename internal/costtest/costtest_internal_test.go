//go:build linux

package costtest

import "testing"

// TestDoubling has what takes the square of its length found out, and what
// takes the length pass.
func TestDoubling(t *testing.T) {
	sum := 0
	work := func(steps int) func() {
		return func() {
			for i := range steps {
				sum += i ^ sum
			}
		}
	}
	const n = 4 << 10
	if short, long, ok := doubling(work(n*n), work(2*n*2*n)); ok {
		t.Errorf("the square of %d: %v and %v pass", n, short, long)
	}
	if short, long, ok := doubling(work(n*n), work(2*n*n)); !ok {
		t.Errorf("%d: %v and %v do not pass", n, short, long)
	}
}
