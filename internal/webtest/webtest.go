// Package webtest stands for the web: a server on this machine with named
// behaviours, good, odd and hostile, each with what must come of it. Tests and
// `wiredesk selftest web` fetch from it.
//
// Layer: L3. It listens on loopback only and connects to nothing. Its texts
// tell of invented places.
package webtest

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What fetching a behaviour gives.
const (
	OK        = "ok"        // an answer with its body
	Forbidden = "forbidden" // no connection was made
	Large     = "large"     // stopped at a cap of size or ratio
	Slow      = "slow"      // stopped at a limit of time
	Invalid   = "invalid"   // what the server says makes no sense
	Broken    = "broken"    // the answer broke off, or is no HTTP
	Status    = "status "   // with the code: the server says no
)

// A Behaviour is one way for a server to answer. It stands below /b/.
type Behaviour struct {
	Name string
	What string // what the server does
	// Fetch is what fetching it gives.
	Fetch string
	// State is what a feed or page with this answer is said to be, and
	// Documents how many documents come of it, its pages fetched.
	State     string
	Documents int

	serve func(*Server, http.ResponseWriter, *http.Request)
}

// Behaviours returns all of them.
func Behaviours() []Behaviour {
	var all []Behaviour
	for _, list := range [][]Behaviour{redirects(), slow(), bombs(), statuses(), odd(), charsets(), feeds(), brokenFeeds(), xmlAttacks(), pages()} {
		all = append(all, list...)
	}
	return all
}

// Options say what a server serves beside its behaviours.
type Options struct {
	// Robots answers /robots.txt. Nil means that there is none.
	Robots http.HandlerFunc
	// Other answers what is no behaviour. Nil means that it is not found.
	Other http.Handler
}

// A Server is on.
type Server struct {
	URL  string // such as http://127.0.0.1:40123
	Trap *Trap  // what nobody may connect to

	opt  Options
	http http.Server
	all  map[string]Behaviour
	done sync.WaitGroup

	mu   sync.Mutex
	hits map[string]int
}

// Start starts a server on a free port of 127.0.0.1, and a trap.
func Start(o Options) (*Server, error) {
	trap, err := newTrap()
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		trap.close()
		return nil, err
	}
	s := &Server{URL: "http://" + l.Addr().String(), Trap: trap, opt: o, hits: map[string]int{}, all: map[string]Behaviour{}}
	for _, b := range Behaviours() {
		s.all[b.Name] = b
	}
	s.http = http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.done.Go(func() { _ = s.http.Serve(l) }) // it returns when Close is called
	return s, nil
}

// Close ends the server and its connections.
func (s *Server) Close() {
	_ = s.http.Close()
	s.Trap.close()
	s.done.Wait()
}

// Address returns where behaviour name stands.
func (s *Server) Address(name string) string { return s.URL + "/b/" + name }

// Hits returns how often a path was asked for.
func (s *Server) Hits(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

// ServeHTTP answers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits[r.URL.Path]++
	s.mu.Unlock()
	name, isBehaviour := strings.CutPrefix(r.URL.Path, "/b/")
	b, known := s.all[name]
	switch {
	case r.URL.Path == "/robots.txt" && s.opt.Robots != nil:
		s.opt.Robots(w, r)
	case isBehaviour && known:
		b.serve(s, w, r)
	case !isBehaviour && s.opt.Other != nil:
		s.opt.Other.ServeHTTP(w, r)
	default:
		http.NotFound(w, r)
	}
}

// A Trap listens where nobody may connect to, and counts who does.
type Trap struct {
	Address string // host and port, on a loopback address of its own
	l       net.Listener
	n       atomic.Int64
	done    sync.WaitGroup
}

// newTrap listens on 127.0.0.2, or where a system has only one loopback
// address, on ::1.
func newTrap() (*Trap, error) {
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		if l, err = net.Listen("tcp", "[::1]:0"); err != nil {
			return nil, err
		}
	}
	t := &Trap{Address: l.Addr().String(), l: l}
	t.done.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			t.n.Add(1)
			_ = c.Close()
		}
	})
	return t, nil
}

func (t *Trap) close() {
	_ = t.l.Close()
	t.done.Wait()
}

// Caught returns how many connections were made.
func (t *Trap) Caught() int { return int(t.n.Load()) }

// Port returns the port of the trap.
func (t *Trap) Port() string {
	_, p, _ := net.SplitHostPort(t.Address)
	return p
}

// raw takes the connection over: what write sends is all that is sent.
func raw(w http.ResponseWriter, write func(c net.Conn)) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer c.Close()
	write(c)
}

// send writes text to a connection, whose end is nobody's concern here.
func send(c net.Conn, text string) bool {
	_, err := c.Write([]byte(text))
	return err == nil
}

// drip calls step every gap until it says no or the client is gone.
func drip(ctx context.Context, gap time.Duration, step func() bool) {
	t := time.NewTicker(gap)
	defer t.Stop()
	for step() {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// fixed answers with a text and a content type.
func fixed(kind, text string) func(*Server, http.ResponseWriter, *http.Request) {
	return func(s *Server, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write([]byte(strings.ReplaceAll(text, "{{BASE}}", s.URL)))
	}
}

// code answers with a status and no more.
func code(n int, header ...string) func(*Server, http.ResponseWriter, *http.Request) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(n)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
