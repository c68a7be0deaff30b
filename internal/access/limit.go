package access

import (
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// How much is allowed. Failed log-ins are counted for an account as it is tried
// from one address, and for the address: never for the account alone, or
// anybody could lock its owner out.
const (
	loginWindow   = 15 * time.Minute
	loginsAccount = 5  // failed log-ins to one account from one address
	loginsAddress = 20 // failed log-ins from one address
	callWindow    = 10 * time.Second
	callsAddress  = 500 // requests from one address, but this machine
	counted       = 1 << 16
)

// A counter counts what happened to whom in a window of time. It holds so many
// names at most, and forgets those first whose window ends first.
type counter struct {
	window time.Duration
	mu     sync.Mutex
	at     map[string]*tally
	order  []string // by the begin of the window
}

type tally struct {
	since time.Time
	n     int
}

func newCounter(window time.Duration) *counter {
	return &counter{window: window, at: map[string]*tally{}}
}

// add counts n more for name and returns how many there are now.
func (c *counter) add(now time.Time, name string, n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.at[name]
	if t == nil || c.over(t, now) {
		if n == 0 {
			return 0
		}
		c.drop(now)
		t = &tally{since: now}
		if c.at[name] == nil {
			c.order = append(c.order, name)
		}
		c.at[name] = t
	}
	t.n += n
	return t.n
}

// over reports whether the window of t is. A clock that was set back ends it too.
func (c *counter) over(t *tally, now time.Time) bool {
	return now.Sub(t.since) >= c.window || now.Before(t.since)
}

// drop forgets what is over, and the oldest where there is no room.
func (c *counter) drop(now time.Time) {
	for len(c.order) > 0 {
		t := c.at[c.order[0]]
		if !c.over(t, now) && len(c.order) < counted {
			return
		}
		delete(c.at, c.order[0])
		c.order = c.order[1:]
	}
}

// mayCall reports whether the caller has not asked too often. This machine may
// as often as it likes.
func (g *Guard) mayCall(r *http.Request) bool {
	from := g.address(r)
	if ip, err := netip.ParseAddr(from); err == nil && ip.IsLoopback() {
		return true
	}
	return g.calls.add(g.o.Now(), from, 1) <= callsAddress
}
