// Package follower has the desk follow sources: it asks each when it is due,
// hands in what is new, and keeps what came of it.
//
// Layer: L4. When a source is due, package follow decides; what an answer
// holds, package gather; what becomes of a report, package worker. An entry is
// taken as known only after its report is on the disk, so that a crash has it
// read again: handing in twice changes nothing. It never removes a source, but
// for one that has moved to where another is followed.
package follower

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// Options tune a follower. The zero value is what production uses.
type Options struct {
	// Interval is how often a source is asked of which nothing else is said. 0
	// means [follow.DefaultInterval].
	Interval time.Duration
	// Pages is how many pages of one source are fetched at one check. 0 means
	// 100.
	Pages int
	// AtOnce is how many sources are asked at a time, each of another host. 0
	// means 8.
	AtOnce int
	// Header are sent to the source of that address, and to no other host.
	Header map[string]http.Header
	// Now is the clock. nil means the machine's.
	Now func() time.Time
	// Look is how often the sources are looked at for those that are due. 0
	// means five seconds.
	Look time.Duration
	// Failed is told what could not be read, one call at a time. nil means
	// nobody.
	Failed func(*wiredesk.ReadError)
	// Log is told of sources that break, and of those that are back. nil means
	// nobody.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	o.AtOnce = cmp.Or(o.AtOnce, 8)
	o.Look = cmp.Or(o.Look, 5*time.Second)
	o.Interval = cmp.Or(o.Interval, follow.DefaultInterval)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Failed == nil {
		o.Failed = func(*wiredesk.ReadError) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// A Follower asks the sources of one store. One of its methods is used at a
// time.
type Follower struct {
	db     *sqlite.DB
	client *fetch.Client
	o      Options
	room   *semaphore.Weighted // of one run
	failed sync.Mutex

	plans map[int64]plan
	now   time.Time // when the plans were looked at last
}

// A plan is when a source is asked next. It is made once after each check.
type plan struct {
	mark  store.Mark // of the source when the plan was made
	at    time.Time
	never bool
}

// New returns a follower.
func New(db *sqlite.DB, c *fetch.Client, o Options) *Follower {
	return &Follower{db: db, client: c, o: o.withDefaults(), plans: map[int64]plan{}}
}

// Once is a [worker.Source] that asks every source that is due once.
func (f *Follower) Once(ctx context.Context, out chan<- worker.Delivery) error {
	due, err := f.due(ctx)
	if err != nil {
		return err
	}
	return f.run(ctx, out, due, nil)
}

// Run is a [worker.Source] that asks sources when they are due, until ctx ends.
// Sources that are added, paused or removed meanwhile are noticed.
func (f *Follower) Run(ctx context.Context, out chan<- worker.Delivery) error {
	look := time.NewTicker(f.o.Look)
	defer look.Stop()
	due, err := f.due(ctx)
	if err != nil {
		return err
	}
	return f.run(ctx, out, due, look.C)
}

// An end says that a source has been asked.
type end struct {
	host string
	err  error
}

// run asks the sources in due, some at a time, each of another host; at each
// look it takes a new list. Without look it returns when none is left.
func (f *Follower) run(ctx context.Context, out chan<- worker.Delivery, due []store.Source, look <-chan time.Time) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	f.room = semaphore.NewWeighted(wiredesk.MaxInHand)
	ended := make(chan end, f.o.AtOnce)
	busy := map[string]int64{} // the source that is asked of each host
	for {
		for i := 0; i < len(due) && len(busy) < f.o.AtOnce; {
			s := due[i]
			host := hostOf(s.URL)
			if busy[host] != 0 {
				i++
				continue
			}
			busy[host] = s.Number
			due = slices.Delete(due, i, i+1)
			wg.Go(func() { ended <- end{host, f.ask(ctx, &s, out)} })
		}
		if look == nil && len(busy) == 0 {
			return nil
		}
		select {
		case e := <-ended:
			delete(busy, e.host)
			if e.err != nil {
				return e.err
			}
		case <-look:
			var err error
			if due, err = f.due(ctx); err != nil && !passes(err) {
				return err
			}
			due = slices.DeleteFunc(due, func(s store.Source) bool { return busy[hostOf(s.URL)] == s.Number })
		case <-ctx.Done():
			return nil
		}
	}
}

// due returns the sources that are to be asked now, those that have waited
// longest first. Only those that changed are read whole.
func (f *Follower) due(ctx context.Context) ([]store.Source, error) {
	marks, err := f.db.SourceMarks(ctx)
	if err != nil {
		return nil, err
	}
	now := f.o.Now()
	if now.Before(f.now) { // the clock was set back
		clear(f.plans)
	}
	f.now = now
	plans := make(map[int64]plan, len(marks))
	var out []store.Source
	for _, m := range marks {
		p, planned := f.plans[m.Number]
		planned = planned && p.mark == m
		if planned && (p.never || p.at.After(now)) {
			plans[m.Number] = p
			continue
		}
		s, err := f.db.Source(ctx, m.Number)
		if errors.Is(err, wiredesk.ErrNotFound) {
			continue // it was removed just now
		}
		if err != nil {
			return nil, err
		}
		s.Interval = cmp.Or(s.Interval, f.o.Interval)
		if !planned {
			at, ok := s.Next(now)
			p = plan{mark: m, at: at, never: !ok}
		}
		plans[m.Number] = p
		if !p.never && !p.at.After(now) {
			out = append(out, s)
		}
	}
	f.plans = plans
	slices.SortStableFunc(out, func(a, b store.Source) int {
		return cmp.Or(plans[a.Number].at.Compare(plans[b.Number].at), cmp.Compare(a.URL, b.URL))
	})
	return out, nil
}

// ask asks one source and keeps what came of it. It fails only if the store
// does.
func (f *Follower) ask(ctx context.Context, s *store.Source, out chan<- worker.Delivery) error {
	v := visit{f: f, s: s, out: out, ctx: ctx, told: make(chan struct{}, 1)}
	r, err := gather.Gather(ctx, f.client, gather.Source{
		URL: s.URL, ETag: s.ETag, LastModified: s.LastModified, Header: f.o.Header[s.URL], WasFeed: s.WasFeed,
	}, v.options())
	if err == nil {
		err = v.rest(r)
	}
	if err == nil && r.Check.State == follow.Gone && s.Kind == string(feed.Page) {
		v.gone()
	}
	if err != nil || !v.settled() {
		return nil // the run ends: what is not in the store by now is read again
	}
	if v.err != nil {
		return v.err
	}
	f.report(r)
	c := v.checked(r)
	if before, now := s.State(), c.Check.State; before != now && (inTrouble(before) || inTrouble(now)) {
		f.o.Log.Info("a source changed", "source", fetch.Redact(s.URL), "was", before, "is", now, "why", c.Check.Why)
	}
	return f.keep(ctx, c)
}

func inTrouble(s follow.State) bool { return s == follow.Broken || s == follow.Gone }

// report tells what could not be read.
func (f *Follower) report(r *gather.Result) {
	f.failed.Lock()
	defer f.failed.Unlock()
	r.Each(func(r *gather.Result) {
		for _, e := range r.Failures {
			f.o.Failed(e)
		}
	})
}

// keep writes what came of a source, and waits for a store that is full or
// busy: asking again instead would trouble the host for nothing.
func (f *Follower) keep(ctx context.Context, c store.Checked) error {
	for {
		err := f.db.Checked(context.WithoutCancel(ctx), c)
		if !passes(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(f.o.Look):
		}
	}
}

// passes reports whether what failed may be tried again.
func passes(err error) bool { return errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrBusy) }

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
