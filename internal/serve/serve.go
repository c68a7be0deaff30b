// Package serve is the HTTP server: it holds out against callers who are slow,
// many, or never say what they want, and stops without cutting anybody off.
//
// Layer: L3. It knows nothing of what is served.
package serve

import (
	"container/list"
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options tune a server. The zero value is what production uses.
type Options struct {
	// Waiting is how many connections may have said nothing yet, or not all, or
	// nothing more after an answer;
	// beyond it the one that has waited longest is closed. 0 means 1,000, or a
	// quarter of the files that the process may open, if that is less.
	Waiting int
	// Header is how long a caller may take to say what he wants. 0 means 10 s.
	Header time.Duration
	// Drain is how long answers in hand may take at the end. 0 means 20 s.
	Drain time.Duration
	// Certificate and Key name the files for TLS; "" for none.
	Certificate, Key string
	// Log is told of broken connections. nil means nobody.
	Log *log.Logger
}

func (o Options) withDefaults() Options {
	if o.Waiting == 0 {
		o.Waiting = 1000
		if n := openFiles(); n > 0 {
			o.Waiting = min(o.Waiting, n/4)
		}
	}
	if o.Header == 0 {
		o.Header = 10 * time.Second
	}
	if o.Drain == 0 {
		o.Drain = 20 * time.Second
	}
	return o
}

// Limits of one connection.
const (
	readTime  = 30 * time.Second // a whole request
	writeTime = 60 * time.Second // a whole answer, unless its handler takes longer
	idleTime  = 60 * time.Second // between two requests
	maxHeader = 32 << 10
)

// Run serves h on l until ctx ends; then it takes no more, and waits for the
// answers in hand.
func Run(ctx context.Context, l net.Listener, h http.Handler, o Options) error {
	o = o.withDefaults()
	w := &waiting{most: o.Waiting, at: map[net.Conn]*list.Element{}}
	s := &http.Server{
		Handler: w.heard(h), ReadHeaderTimeout: o.Header, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ConnState: w.state, ErrorLog: o.Log,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
	}
	ended := make(chan error, 1)
	go func() {
		if o.Certificate != "" {
			ended <- s.ServeTLS(l, o.Certificate, o.Key)
		} else {
			ended <- s.Serve(l)
		}
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.Drain)
	defer cancel()
	err := s.Shutdown(late)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	if end := <-ended; !errors.Is(end, http.ErrServerClosed) {
		return end
	}
	return err
}

// waiting are the connections that have not said all of what they want. A flood
// of them pushes out its own oldest, so that a caller who speaks up gets in.
type waiting struct {
	most  int
	mu    sync.Mutex
	order list.List
	at    map[net.Conn]*list.Element
}

type connKey struct{}

// state follows a connection: it waits from its begin, and from the end of an
// answer, until the handler has a request.
func (w *waiting) state(c net.Conn, s http.ConnState) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop(c)
	if s != http.StateNew && s != http.StateActive && s != http.StateIdle {
		return
	}
	w.at[c] = w.order.PushBack(c)
	if w.order.Len() > w.most {
		oldest := w.order.Front().Value.(net.Conn)
		w.drop(oldest)
		_ = oldest.Close() // it has nothing to lose
	}
}

func (w *waiting) drop(c net.Conn) {
	if e := w.at[c]; e != nil {
		w.order.Remove(e)
		delete(w.at, c)
	}
}

// heard notes that a request is whole, but for its body.
func (w *waiting) heard(h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if c, ok := r.Context().Value(connKey{}).(net.Conn); ok {
			w.mu.Lock()
			w.drop(c)
			w.mu.Unlock()
		}
		h.ServeHTTP(rw, r)
	})
}
