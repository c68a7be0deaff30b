package outside

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"

	"github.com/wiredesk/wiredesk"
)

// A server is a transport to an address, by POST.
type server struct {
	address string
	client  *http.Client
	max     int    // bytes of an answer
	key     string // sent as a bearer token; "" for none
}

// A Server takes JSON by POST and answers with JSON. It follows no redirect,
// and an answer over the limit is an error. It may be used by several
// goroutines.
type Server struct{ to *server }

// NewServer returns the server at address. Nothing is sent yet. A connection
// to another machine than this one fails, unless o allows it.
func NewServer(address string, o Options) (*Server, error) {
	s, err := newServer(address, o.withDefaults())
	if err != nil {
		return nil, err
	}
	return &Server{s}, nil
}

// Post sends body and returns the answer. The error does not hold the address.
func (s *Server) Post(ctx context.Context, body []byte) ([]byte, error) {
	return s.to.exchange(ctx, body)
}

// Close ends idle connections.
func (s *Server) Close() { s.to.close() }

// newServer checks the address. Whether it leads to another machine shows only
// when a connection is made: each is checked, whatever its name resolves to.
func newServer(address string, o Options) (*server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is no http address: %w", cut(address), wiredesk.ErrInvalid)
	}
	dialer := &net.Dialer{}
	if !o.AllowRemote {
		dialer.Control = loopbackOnly
	}
	return &server{address: address, max: o.MaxAnswer, key: o.Key, client: &http.Client{
		// No Proxy: one would carry the text to wherever it likes.
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableCompression: true, MaxIdleConnsPerHost: 1},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// loopbackOnly refuses a connection to another machine.
func loopbackOnly(_, address string, _ syscall.RawConn) error {
	a, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return err
	}
	if !a.IP.IsLoopback() {
		return fmt.Errorf("%v is another machine, which must be allowed: %w", a.IP, wiredesk.ErrInvalid)
	}
	return nil
}

func (s *server) exchange(ctx context.Context, request []byte) ([]byte, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address, bytes.NewReader(request))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("User-Agent", "wiredesk/"+wiredesk.Version)
	if s.key != "" {
		q.Header.Set("Authorization", "Bearer "+s.key)
	}
	r, err := s.client.Do(q)
	if err != nil {
		return nil, reason(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %d %s, 200 is wanted", r.StatusCode, http.StatusText(r.StatusCode))
	}
	b, err := io.ReadAll(io.LimitReader(r.Body, int64(s.max)+1))
	if err != nil {
		return nil, err
	}
	if len(b) > s.max {
		return nil, tooLarge(s.max)
	}
	return b, nil
}

func (s *server) close() { s.client.CloseIdleConnections() }

// reason returns err without the address, which may hold a password.
func reason(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
