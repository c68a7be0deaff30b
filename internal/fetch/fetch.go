// Package fetch gets pages and feeds from the web. It is the only way out of
// wiredesk to addresses that strangers wrote: every connection goes through one
// dialer, which looks at the address itself after the name was resolved, for
// the first request as for each redirect and each robots.txt.
//
// Layer: L3. It obeys robots.txt, asks no host more often than is polite, stops
// at the limits of time, size and ratio in package wiredesk, and believes
// nothing that an answer says of its own length. It keeps no cookies, sends no
// referrer, uses no proxy, runs nothing, and never sends a header that the
// caller gave to another host than he gave it for. What the bytes mean is for
// packages feed and extract.
package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Options tune a client. The zero value is what production uses, and is safe.
type Options struct {
	// Allow are addresses that may be connected to, at any port, though they
	// are no place on the public internet: those of this machine or of the
	// house. Empty means none.
	Allow []netip.Prefix

	// Agent is what the client calls itself. Its first word is what robots.txt
	// knows it by. Empty means wiredesk with its version.
	Agent string

	// Delay is how long after the start of one request to a host the next one
	// may start. 0 means a second; negative means no delay, for hosts of one's
	// own. A longer Crawl-delay of a robots.txt goes before it.
	Delay time.Duration

	// IgnoreRobots asks no host for its robots.txt, for hosts of one's own.
	IgnoreRobots bool

	// Times are the limits of time. Zero values mean those of package wiredesk.
	Times Times

	// The clock, and how to wait by it. Nil means those of the machine. They
	// serve politeness; the limits of time are of the network and go by the
	// machine always.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error

	// Resolve returns the addresses of a name. Nil means the resolver of Go
	// itself, not that of the C library, which reads "127.1" as an address.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)

	// Dial makes a connection to an address that was found allowed. Nil means
	// the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Times are limits of time.
type Times struct {
	Connect time.Duration // until a connection is made, and again until it is encrypted
	Header  time.Duration // until the header of the answer is here
	Total   time.Duration // for an address with its redirects, without the waits of politeness
	Slow    time.Duration // the stretch in which an answer must bring [wiredesk.MinRate] bytes a second
}

func (o Options) withDefaults() Options {
	if o.Agent == "" {
		o.Agent = "wiredesk/" + wiredesk.Version + " (+https://github.com/wiredesk/wiredesk)"
	}
	if o.Delay == 0 {
		o.Delay = time.Second
	}
	o.Delay = max(o.Delay, 0)
	o.Times = o.Times.withDefaults()
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Resolve == nil {
		o.Resolve = (&resolver{net.Resolver{PreferGo: true}}).addresses
	}
	return o
}

func (t Times) withDefaults() Times {
	for _, d := range []struct {
		at      *time.Duration
		seconds int
	}{
		{&t.Connect, wiredesk.MaxConnect}, {&t.Header, wiredesk.MaxWaiting},
		{&t.Total, wiredesk.MaxFetch}, {&t.Slow, slowSeconds},
	} {
		if *d.at == 0 {
			*d.at = time.Duration(d.seconds) * time.Second
		}
	}
	return t
}

// slowSeconds is the stretch that [wiredesk.MinRate] is measured over.
const slowSeconds = 5

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// A Client fetches. It is safe for use by several goroutines, and should be
// one for the whole program: it is what knows how long a host wants to be left
// alone.
type Client struct {
	opt       Options
	transport *http.Transport
	dialer    net.Dialer
	own       func() []netip.Addr // addresses of this machine
	hosts     hosts
	robots    robotsFiles
}

// New returns a client.
func New(o Options) *Client {
	c := &Client{opt: o.withDefaults(), own: ownAddresses}
	c.dialer = net.Dialer{Control: c.control}
	if c.opt.Dial == nil {
		c.opt.Dial = c.dialer.DialContext
	}
	c.transport = &http.Transport{
		Proxy:                  nil, // one would resolve names by itself, and no check would see where they lead
		DialContext:            c.dial,
		TLSHandshakeTimeout:    c.opt.Times.Connect,
		ResponseHeaderTimeout:  c.opt.Times.Header,
		MaxResponseHeaderBytes: wiredesk.MaxHeader,
		DisableCompression:     true, // it would unpack without a limit
		DisableKeepAlives:      true, // what a host sends beyond its answer meets nobody
	}
	return c
}

// A Request says what to fetch. Only URL is required.
type Request struct {
	URL string

	// ETag and LastModified are what the last answer had. If the host says that
	// nothing changed since, the answer is NotModified.
	ETag, LastModified string

	// Max is how many bytes the answer may have, decoded. 0 means
	// [wiredesk.MaxPage].
	Max int64

	// Header is sent with the request, and with a redirect only within the same
	// scheme, host and port.
	Header http.Header
}

// A Response is what an address gave.
type Response struct {
	URL   string // where the answer came from, after redirects
	Moved string // where permanent redirects lead, to be asked next time; "" if there were none

	NotModified bool // nothing changed; Body is empty
	Status      int  // 200, 203, 204 or 304
	Header      http.Header
	Body        []byte // unpacked

	ContentType string // in lower case, without parameters; "" if it is not said
	Charset     string // as the header has it; "" if it is not said
	ETag        string
	Modified    string // the Last-Modified of the answer
}

// Get fetches a page: [Client.Fetch] with nothing but its address.
func (c *Client) Get(ctx context.Context, address string) (*Response, error) {
	return c.Fetch(ctx, Request{URL: address})
}
