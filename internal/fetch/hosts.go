package fetch

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
)

const (
	// Retry-After is believed within these bounds: sooner is impolite, later
	// may be a slip that would silence a source for good.
	minRetry = time.Minute
	maxRetry = 24 * time.Hour
	// defaultRetry is how long a host is left alone that says "too many
	// requests" and not for how long.
	defaultRetry = 5 * time.Minute
	// maxCrawlDelay is the longest Crawl-delay that is waited for.
	maxCrawlDelay = time.Minute
	// maxHosts is how many hosts are remembered.
	maxHosts = 10_000
)

// hosts knows when which host may be asked.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host // by scheme, host and port
}

// A host is one server.
type host struct {
	slots chan struct{} // as many as connections may be open
	next  time.Time     // when the next request may start
	until time.Time     // until when the host wants to be left alone
	delay time.Duration // what its robots.txt asks for
}

// get returns a host; hosts must be locked.
func (h *hosts) get(key string, now time.Time) *host {
	if h.all == nil {
		h.all = map[string]*host{}
	}
	if x := h.all[key]; x != nil {
		return x
	}
	if len(h.all) >= maxHosts {
		h.forget(now)
	}
	x := &host{slots: make(chan struct{}, wiredesk.MaxPerHost)}
	h.all[key] = x
	return x
}

// alone reports whether what holds until a time still does. Nothing holds for
// more than a day: beyond it the clock was set back.
func alone(until, now time.Time) bool {
	return until.After(now) && until.Sub(now) <= maxRetry
}

// forget drops the hosts that nothing has to be known of any more.
func (h *hosts) forget(now time.Time) {
	for k, x := range h.all {
		if len(x.slots) == 0 && !alone(x.next, now) && !alone(x.until, now) {
			delete(h.all, k)
		}
	}
}

// enter waits until host key may be asked, and returns what must be called
// when it has answered. It does not wait for a host that wants to be left
// alone, but fails with a [WaitError].
func (c *Client) enter(ctx context.Context, key string) (leave func(), err error) {
	h := &c.hosts
	h.mu.Lock()
	x := h.get(key, c.opt.Now())
	h.mu.Unlock()
	select {
	case x.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() { <-x.slots }
	if err := c.turn(ctx, x); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

// turn waits for the turn of a request among those to its host.
func (c *Client) turn(ctx context.Context, x *host) error {
	wait, err := c.reserve(x)
	if err == nil && wait > 0 {
		if err = c.opt.Sleep(ctx, wait); err == nil {
			err = c.leftAlone(x) // another request may have been told so meanwhile
		}
	}
	return err
}

// reserve takes the next moment that x may be asked.
func (c *Client) reserve(x *host) (time.Duration, error) {
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	now := c.opt.Now()
	if alone(x.until, now) {
		return 0, &WaitError{x.until}
	}
	gap := max(c.opt.Delay, x.delay)
	at := x.next
	if at.Before(now) || at.Sub(now) > (wiredesk.MaxPerHost+1)*gap { // no queue is that long: the clock was set back
		at = now
	}
	x.next = at.Add(gap)
	return at.Sub(now), nil
}

func (c *Client) leftAlone(x *host) error {
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	if alone(x.until, c.opt.Now()) {
		return &WaitError{x.until}
	}
	return nil
}

// slowDown keeps the Crawl-delay of a host.
func (c *Client) slowDown(key string, d time.Duration) {
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	c.hosts.get(key, c.opt.Now()).delay = min(d, maxCrawlDelay)
}

// refusal returns the failure that a status is, and keeps what the host asks
// for with it.
func (c *Client) refusal(key string, res *http.Response) *StatusError {
	e := &StatusError{Code: res.StatusCode}
	now := c.opt.Now()
	wait, said := retryAfter(res.Header.Get("Retry-After"), now)
	switch {
	case res.StatusCode != http.StatusTooManyRequests && (res.StatusCode != http.StatusServiceUnavailable || !said):
		return e
	case !said:
		wait = defaultRetry
	}
	e.Until = now.Add(min(max(wait, minRetry), maxRetry))
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	if x := c.hosts.get(key, now); !alone(x.until, now) || x.until.Before(e.Until) {
		x.until = e.Until
	}
	return e
}

// retryAfter reads a Retry-After: seconds, or a date.
func retryAfter(s string, now time.Time) (wait time.Duration, said bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second, true
	}
	if t, err := http.ParseTime(s); err == nil {
		return t.Sub(now), true
	}
	return 0, false
}
