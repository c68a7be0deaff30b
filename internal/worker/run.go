package worker

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// A Delivery is a report on its way in.
type Delivery struct {
	store.Incoming
	// Done, if set, is told once what became of it: that it is on the disk, or
	// why it is not.
	Done func(store.Receipt, error)
}

// A Source hands in reports until it has no more or ctx ends. The channel holds
// it back when the desk is busy. It may start goroutines, and waits for them.
type Source func(ctx context.Context, out chan<- Delivery) error

const (
	gather   = 200 * time.Millisecond // how long the first report of a transaction waits for others
	lookFor  = time.Second            // how often to look for reports that other processes took in
	firstTry = time.Second            // after which a full disk is tried again
	lastTry  = 10 * time.Second

	tellEvery = 10 * time.Second // how often a desk that is busy says what it did
)

// Run takes in what the sources hand in, files it and writes the stories that
// change, until the sources have no more and all is written, or ctx ends. A
// full disk stops neither reading nor the run: it goes on when there is room
// again. It fails when the store does, and with the first error of a source,
// after the others have ended.
func (w *Worker) Run(ctx context.Context, sources ...Source) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	in := make(chan Delivery, batch)
	ended := make(chan error, len(sources))
	for _, s := range sources {
		go func() { ended <- s(inner, in) }()
	}
	var failed error
	all := make(chan struct{})
	go func() {
		for range sources {
			if err := <-ended; err != nil && inner.Err() == nil && failed == nil {
				failed = err
			}
		}
		close(in)
		close(all)
	}()
	taken := make(chan error, 1)
	go func() {
		taken <- w.take(inner, in)
		for range in { // what a source still has must not hold it up
		}
	}()
	err := w.desk(inner, taken)
	cancel()
	<-all
	if err != nil {
		return err
	}
	return failed
}

// Wake has Run look at once for what there is to do. It is safe for concurrent
// use.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// desk files and writes until taken says that no more will come.
func (w *Worker) desk(ctx context.Context, taken <-chan error) error {
	tick := time.NewTicker(lookFor)
	defer tick.Stop()
	wait := firstTry
	more := true
	var sum done // since it was last told
	told := w.o.Now()
	for {
		d, err := w.step(ctx)
		sum.decided, sum.filed, sum.written = sum.decided+d.decided, sum.filed+d.filed, sum.written+d.written
		if busy := d != (done{}); sum != (done{}) && (!busy || w.o.Now().Sub(told) > tellEvery) {
			w.o.Log.Info("the desk worked", "rules", sum.decided, "filed", sum.filed, "written", sum.written)
			sum, told = done{}, w.o.Now()
		}
		switch {
		case passes(err) && ctx.Err() == nil:
			w.o.Log.Error("the desk waits for the store", "err", err, "for", wait)
			if err := sleep(ctx, wait); err != nil {
				return leave(taken, more)
			}
			wait = min(2*wait, lastTry)
			continue
		case ctx.Err() != nil:
			return leave(taken, more)
		case err != nil:
			return err
		case d != (done{}):
			wait = firstTry
			continue
		case !more:
			return nil
		}
		select {
		case <-w.wake:
		case <-tick.C:
		case <-ctx.Done():
		case err := <-taken:
			if more = false; err != nil {
				return err
			}
		}
	}
}

// leave waits until what was handed in is on the disk or given up.
func leave(taken <-chan error, more bool) error {
	if more {
		return <-taken
	}
	return nil
}

// take puts what comes on the disk, several reports at a time.
func (w *Worker) take(ctx context.Context, in <-chan Delivery) error {
	for {
		var list []Delivery
		select {
		case d, ok := <-in:
			if !ok {
				return nil
			}
			list = append(list, d)
		case <-ctx.Done():
			return nil
		}
		late := time.NewTimer(gather)
	more:
		for len(list) < batch {
			select {
			case d, ok := <-in:
				if !ok {
					break more
				}
				list = append(list, d)
			case <-late.C:
				break more
			case <-ctx.Done():
				break more
			}
		}
		late.Stop()
		if err := w.accept(ctx, list); err != nil {
			return err
		}
		w.Wake()
	}
}

// accept puts list on the disk, waiting for room, or for another process to
// let go, and tells each what became of it. One that is refused does not touch the others.
func (w *Worker) accept(ctx context.Context, list []Delivery) error {
	in := make([]store.Incoming, len(list))
	for i, d := range list {
		in[i] = d.Incoming
	}
	for wait := firstTry; ; wait = min(2*wait, lastTry) {
		got, err := w.Put(context.WithoutCancel(ctx), in)
		switch {
		case err == nil:
			for i, d := range list {
				d.done(got[i], nil)
			}
			return nil
		case passes(err) && ctx.Err() == nil:
			w.o.Log.Error("reports wait for the store", "err", err, "reports", len(list), "for", wait)
			_ = sleep(ctx, wait) // if ctx has ended, this is the last try
		case errors.Is(err, wiredesk.ErrInvalid) && len(list) > 1:
			for _, d := range list {
				if err := w.accept(ctx, []Delivery{d}); err != nil {
					return err
				}
			}
			return nil
		default:
			for _, d := range list {
				d.done(store.Receipt{}, err)
			}
			if errors.Is(err, wiredesk.ErrInvalid) {
				w.o.Log.Error("a report is refused", "err", err)
				return nil
			}
			return fmt.Errorf("take in: %w", err)
		}
	}
}

// passes reports whether what failed may be tried again.
func passes(err error) bool { return errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrBusy) }

func (d *Delivery) done(r store.Receipt, err error) {
	if d.Done != nil {
		d.Done(r, err)
	}
}

// sleep waits, a tenth more or less, so that many that wait for one thing do
// not come back at once.
func sleep(ctx context.Context, d time.Duration) error {
	d += time.Duration((rand.Float64() - 0.5) / 5 * float64(d))
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
