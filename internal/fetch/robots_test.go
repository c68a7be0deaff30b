package fetch

import (
	"net/netip"
	"strings"
	"testing"
	"time"
)

// TestAllow is the matching of RFC 9309, its examples among others.
func TestAllow(t *testing.T) {
	for _, tt := range []struct {
		rules, path string
		want        bool
	}{
		{"Disallow: /", "/robots.txt", true},
		{"Disallow: /", "/a", false},
		{"Disallow:", "/a", true},
		{"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false},
		{"Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/", true},
		{"Disallow: /a\nAllow: /a", "/a", true},
		{"Allow: /p\nDisallow: /", "/page", true},
		{"Disallow: *.pdf$", "/x/report.pdf", false},
		{"Disallow: *.pdf$", "/x/report.pdf?a=1", true},
		{"Disallow: /*/private/*/x", "/a/private/b/x", false},
		{"Disallow: /*/private/*/x", "/private/b/x", true},
		{"Disallow: /fish*", "/fishheads", false},
		{"Disallow: /fish$", "/fish", false},
		{"Disallow: /fish$", "/fishheads", true},
		{"Disallow: /a*b$", "/a.b.b", false},
		{"Disallow: /a%20b", "/a b", false},
		{"Disallow: /*?print", "/a?print=1", false},
		{"disallow:/x # a comment", "/x", false},
		{"Noindex: /x", "/x", true},
	} {
		r := parseRobots([]byte("User-agent: *\n"+tt.rules), "wiredesk/1")
		if got := r.allow(tt.path); got != tt.want {
			t.Errorf("%q allows %s: %v, want %v", tt.rules, tt.path, got, tt.want)
		}
	}
}

// TestRobotsGroups reads all groups that name us, and only those.
func TestRobotsGroups(t *testing.T) {
	r := parseRobots([]byte("\uFEFFuser-agent: other\nuser-agent: Wiredesk\ndisallow: /a\ncrawl-delay: 2.5\n\nsitemap: x\n\nuser-agent: *\ndisallow: /\n\nuser-agent: wiredesk\ndisallow: /b\n"), "wiredesk/1 (+x)")
	for path, want := range map[string]bool{"/a": false, "/b": false, "/c": true} {
		if r.allow(path) != want {
			t.Errorf("%s allowed: %v", path, !want)
		}
	}
	if r.delay != 2500*time.Millisecond {
		t.Errorf("delay %v", r.delay)
	}
}

// TestRobotsCost stays quick on patterns made to be slow.
func TestRobotsCost(t *testing.T) {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for range 240 {
		b.WriteString("Disallow: /" + strings.Repeat("*a", 999) + "$\n")
	}
	begun := time.Now()
	r := parseRobots([]byte(b.String()), "wiredesk")
	r.allow("/" + strings.Repeat("a", 1900) + "b")
	if d := time.Since(begun); d > time.Second {
		t.Errorf("took %v", d)
	}
}

// TestOwnAddress keeps the client off the public addresses of its own machine.
func TestOwnAddress(t *testing.T) {
	c := New(Options{})
	a := netip.MustParseAddrPort("93.184.216.34:443")
	if err := c.refuse(a); err != nil {
		t.Errorf("another machine is refused: %v", err)
	}
	c.own = func() []netip.Addr { return []netip.Addr{a.Addr()} }
	if err := c.refuse(a); err == nil {
		t.Error("the machine itself is allowed")
	}
	if len(ownAddresses()) == 0 {
		t.Error("the machine has no address, not even loopback")
	}
	if err := c.control("tcp", a.String(), nil); err == nil {
		t.Error("the last look lets it pass")
	}
}
