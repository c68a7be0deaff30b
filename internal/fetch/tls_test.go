package fetch

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// TestTLS does not take a password from https to http, believes no certificate
// that nobody signed, and does not wait for a handshake that never ends.
func TestTLS(t *testing.T) {
	t.Parallel()
	open := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("open")) }))
	defer open.Close()
	safe := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, open.URL, http.StatusFound)
	}))
	safe.Config.ErrorLog = log.New(io.Discard, "", 0)
	safe.StartTLS()
	defer safe.Close()
	client := func() *Client {
		return New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1, IgnoreRobots: true, Times: Times{Connect: 300 * time.Millisecond}})
	}
	if _, err := client().Get(t.Context(), safe.URL); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v, want a certificate that is not trusted", err)
	}
	c := client()
	c.opt.Times.Connect = 5 * time.Second
	c.transport.TLSHandshakeTimeout = 5 * time.Second
	c.transport.TLSClientConfig = &tls.Config{RootCAs: safe.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	if res, err := c.Get(t.Context(), safe.URL); err != nil || string(res.Body) != "open" {
		t.Errorf("without a password: %v", err)
	}
	for _, r := range []Request{
		{URL: strings.Replace(safe.URL, "https://", "https://ana:pw@", 1)},
		{URL: safe.URL, Header: http.Header{"X-Auth-Token": {"t"}}},
	} {
		if _, err := c.Fetch(t.Context(), r); !errors.Is(err, ErrForbidden) {
			t.Errorf("with something to keep: %v, want forbidden", err)
		}
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close() // nobody accepts: the kernel connects, and nothing is said
	if _, err := client().Get(t.Context(), "https://"+silent.Addr().String()+"/"); !errors.Is(err, ErrSlow) {
		t.Errorf("a handshake without end: %v, want slow", err)
	}
}
