package pipeline

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls f for 0 to n-1, on as many processors as there are, each worker
// with a value of its own, and waits for all calls. It stops early, with its
// error, when ctx ends.
func each[T any](ctx context.Context, n int, own func() T, f func(v T, i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			v := own()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(v, i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
