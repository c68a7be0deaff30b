package fetch_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/wiredesk/wiredesk/internal/fetch"
)

// nameServer answers every question with what answer returns, with a time to
// live of 0. It returns its address.
func nameServer(t *testing.T, answer func(n int64) []netip.Addr) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { conn.Close(); <-done })
	go func() {
		defer close(done)
		var n atomic.Int64
		buf := make([]byte, 1500)
		for {
			k, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if b := reply(buf[:k], func() []netip.Addr { return answer(n.Add(1)) }); b != nil {
				_, _ = conn.WriteTo(b, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

// reply answers one question.
func reply(query []byte, addrs func() []netip.Addr) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) != 1 {
		return nil
	}
	m.Response, m.RCode, m.Additionals = true, dnsmessage.RCodeSuccess, nil
	q := m.Questions[0]
	head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0}
	if q.Type == dnsmessage.TypeA || q.Type == dnsmessage.TypeAAAA {
		for _, a := range addrs() {
			switch {
			case q.Type == dnsmessage.TypeA && a.Is4():
				m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: a.As4()}})
			case q.Type == dnsmessage.TypeAAAA && a.Is6():
				m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
			}
		}
	}
	b, err := m.Pack()
	if err != nil {
		return nil
	}
	return b
}

// TestRebinding asks a name server that says something else each time: public,
// then this machine, alone and mixed, in both kinds of address. In 1,000 flips
// nothing but the public address is dialled. It is row 24 of the matrix.
func TestRebinding(t *testing.T) {
	t.Parallel()
	public := netip.MustParseAddr("93.184.216.34")
	bad := []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1"), netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("64:ff9b::7f00:1"), netip.MustParseAddr("10.0.0.7")}
	at := nameServer(t, func(n int64) []netip.Addr {
		switch b := bad[int(n)%len(bad)]; n % 4 {
		case 0:
			return []netip.Addr{public}
		case 1:
			return []netip.Addr{b}
		case 2:
			return []netip.Addr{public, b}
		default:
			return []netip.Addr{b, netip.MustParseAddr("::ffff:127.0.0.1"), public}
		}
	})
	names := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", at)
	}}
	dialled, refused := 0, 0
	c := fetch.New(fetch.Options{Delay: -1, IgnoreRobots: true,
		Resolve: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return names.LookupNetIP(ctx, "ip", host)
		},
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			if dialled++; address != "93.184.216.34:80" {
				t.Errorf("dialled %s", address)
			}
			return nil, errors.New("stop")
		}})
	for range 1000 {
		if _, err := c.Get(t.Context(), "http://rebound.invalid/"); errors.Is(err, fetch.ErrForbidden) {
			refused++
		}
	}
	t.Logf("1,000 flips: %d times public, %d refused", dialled, refused)
	if dialled < 100 || refused < 100 {
		t.Errorf("%d dialled and %d refused: the server did not flip", dialled, refused)
	}
}

// TestSilentAddress goes on to the next address of a host when the first never
// answers.
func TestSilentAddress(t *testing.T) {
	t.Parallel()
	var dialled []string
	c := fetch.New(fetch.Options{Delay: -1, IgnoreRobots: true, Times: fetch.Times{Connect: 300 * time.Millisecond},
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("2606:4700::1111"), netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("93.184.216.35")}, nil
		},
		Dial: func(ctx context.Context, _, address string) (net.Conn, error) {
			dialled = append(dialled, address)
			if len(dialled) == 1 {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return nil, errors.New("connection refused")
		}})
	_, err := c.Get(t.Context(), "http://farrier.invalid/")
	if len(dialled) != 3 || err == nil || errors.Is(err, fetch.ErrSlow) {
		t.Errorf("dialled %v, %v", dialled, err)
	}
}
