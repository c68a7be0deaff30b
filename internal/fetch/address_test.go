package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestSpecial knows each range of the registries by its first, its last and a
// middle address, and their neighbours.
func TestSpecial(t *testing.T) {
	for _, tt := range []struct {
		ranges  string // first-last
		special bool
	}{
		{"0.0.0.0-0.255.255.255", true}, {"1.0.0.1-1.1.1.1", false},
		{"9.255.255.255-9.255.255.255", false}, {"10.0.0.0-10.255.255.255", true}, {"11.0.0.0-11.0.0.0", false},
		{"100.63.255.255-100.63.255.255", false}, {"100.64.0.0-100.127.255.255", true}, {"100.128.0.0-100.128.0.0", false},
		{"127.0.0.0-127.255.255.255", true}, {"168.63.129.16-168.63.129.16", true}, {"168.63.129.17-168.63.129.17", false},
		{"169.254.0.0-169.254.255.255", true}, {"172.15.255.255-172.15.255.255", false}, {"172.16.0.0-172.31.255.255", true}, {"172.32.0.0-172.32.0.0", false},
		{"192.0.0.0-192.0.0.255", true}, {"192.0.2.0-192.0.2.255", true}, {"192.31.196.0-192.31.196.255", true},
		{"192.52.193.0-192.52.193.255", true}, {"192.88.99.0-192.88.99.255", true}, {"192.168.0.0-192.168.255.255", true},
		{"192.175.48.0-192.175.48.255", true}, {"198.17.255.255-198.17.255.255", false}, {"198.18.0.0-198.19.255.255", true}, {"198.20.0.0-198.20.0.0", false},
		{"198.51.100.0-198.51.100.255", true}, {"203.0.113.0-203.0.113.255", true},
		{"223.255.255.255-223.255.255.255", false}, {"224.0.0.0-239.255.255.255", true}, {"240.0.0.0-255.255.255.255", true},
		{"::-::1", true}, {"::7f00:1-::ffff", true}, {"::ffff:127.0.0.1-::ffff:10.0.0.1", true}, {"::ffff:8.8.8.8-::ffff:8.8.8.8", false},
		{"64:ff9b::7f00:1-64:ff9b::a9fe:a9fe", true}, {"64:ff9b::808:808-64:ff9b::808:808", false},
		{"64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff", true}, {"100::-100::ffff:ffff:ffff:ffff", true},
		{"2000::1-2000::1", false}, {"2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", true}, {"2001:200::-2001:200::", false},
		{"2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true}, {"2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true},
		{"2606:4700::1111-2606:4700::1111", false}, {"2620:4f:8000::-2620:4f:8000::", true}, {"3fff::-3fff:fff::", true},
		{"4000::-5eff::", true}, {"5f00::-5f00::", true}, {"fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true}, {"fd00:ec2::254-fd00:ec2::254", true},
		{"fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true}, {"fec0::-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true}, {"ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true},
		{"fe80::1%lo-fe80::1%lo", true}, {"2606:4700::1111%eth0-2606:4700::1111%eth0", true},
	} {
		first, last, _ := strings.Cut(tt.ranges, "-")
		for _, s := range []string{first, last} {
			if got := fetch.Special(netip.MustParseAddr(s)); (got != "") != tt.special {
				t.Errorf("Special(%s) = %q, want special: %v", s, got, tt.special)
			}
		}
	}
	if fetch.Special(netip.Addr{}) == "" {
		t.Error("no address is not special")
	}
}

// forbidden are hosts, as they stand in addresses, that must not be connected
// to: at least one of each range, in each way of writing it.
func forbidden() []string {
	v4 := []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.0.0.2", "127.255.255.254",
		"168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.31.196.1",
		"192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
		"203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	}
	out := []string{
		"[::]", "[::1]", "[100::1]", "[2001::1]", "[2001:2::1]", "[2001:db8::1]", "[2002:c000:204::1]", "[2620:4f:8000::1]", "[3fff::1]", "[4000::1]",
		"[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[64:ff9b:1::7f00:1]",
		"127.1", "127.0.1", "0", "0x0", "0x7f.1", "0x7f.0x0.0x0.0x1", "0X7F000001", "0177.0.0.1", "017700000001", "127.0.0.01", "00000127.0.0.1", "127.0.0.1.",
		"①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "１２７．０．０．２", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[0000::1]",
	}
	for _, s := range v4 {
		b := netip.MustParseAddr(s).As4()
		n := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
		hex := fmt.Sprintf("%02x%02x:%02x%02x", b[0], b[1], b[2], b[3])
		out = append(out, s, s+".", fmt.Sprint(n), fmt.Sprintf("0x%x", n), fmt.Sprintf("0%o", n),
			fmt.Sprintf("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]), fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]), fmt.Sprintf("%d.%d", b[0], n&0xFFFFFF),
			"[::ffff:"+s+"]", "[::"+hex+"]", "[64:ff9b::"+hex+"]", "[64:ff9b:1::"+hex+"]", "[2002:"+hex+"::1]", "[2001:0:"+hex+"::1]")
	}
	return out
}

// TestForbidden tries every forbidden host as an address and as the target of
// a redirect, with the dialer of production behind a counter: none is dialled.
// It is rows 22 and 23 of the matrix of faults.
func TestForbidden(t *testing.T) {
	t.Parallel()
	var target atomic.Pointer[string]
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Location"] = []string{*target.Load()}
		w.WriteHeader(http.StatusFound)
	})})
	allowed := strings.TrimPrefix(s.URL, "http://")
	var dialled []string
	var real net.Dialer
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != allowed {
			dialled = append(dialled, address)
		}
		return real.DialContext(ctx, network, address)
	}
	resolve := func(_ context.Context, host string) ([]netip.Addr, error) {
		return nil, fmt.Errorf("%q was looked up", host)
	}
	plain := fetch.New(fetch.Options{Delay: -1, Dial: dial, Resolve: resolve, IgnoreRobots: true})
	// This one may talk to the server that redirects, and to nobody else.
	led := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1, Dial: dial, Resolve: resolve, IgnoreRobots: true})
	attempts := 0
	try := func(c *fetch.Client, address, why string) {
		attempts++
		_, err := c.Get(t.Context(), address)
		if !errors.Is(err, fetch.ErrForbidden) {
			t.Errorf("%s %s: %v, want forbidden", why, address, err)
		}
	}
	for _, h := range forbidden() {
		try(plain, "http://"+h+"/", "asked for")
		if a, err := netip.ParseAddr(strings.Trim(h, "[]")); err == nil && a.Unmap().String() == "127.0.0.1" || sameAsAllowed(h) {
			continue // the led one may go there
		}
		to := "http://" + h + "/"
		target.Store(&to)
		try(led, s.URL+"/away", "redirected to "+h)
	}
	for _, port := range []string{"0", "1", "22", "25", "53", "110", "445", "3306", "5432", "6379", "9200", "11211", "27017", "65535"} {
		try(plain, "http://8.8.8.8:"+port+"/", "port")
		try(plain, "http://[2606:4700::1111]:"+port+"/", "port")
	}
	try(plain, "http://"+s.Trap.Address+"/", "trap")
	try(plain, s.URL+"/", "server")
	t.Logf("%d attempts, %d connections", attempts, len(dialled))
	if attempts < 500 {
		t.Errorf("only %d attempts", attempts)
	}
	if len(dialled) > 0 || s.Trap.Caught() > 0 {
		t.Errorf("dialled %q, trap %d", dialled, s.Trap.Caught())
	}
}

// sameAsAllowed reports spellings that mean 127.0.0.1 by themselves.
func sameAsAllowed(h string) bool {
	u, err := fetch.ParseURL("http://" + h + "/")
	return err == nil && (u.Host == "127.0.0.1" || u.Host == "[64:ff9b::7f00:1]" || u.Host == "[::ffff:127.0.0.1]")
}

// TestNames resolves names to forbidden addresses in every mix: only public
// ones are dialled.
func TestNames(t *testing.T) {
	t.Parallel()
	public := netip.MustParseAddr("93.184.216.34")
	n := 0
	for _, h := range forbidden() {
		bad, err := netip.ParseAddr(strings.Trim(h, "[]"))
		if err != nil {
			continue
		}
		for _, answers := range [][]netip.Addr{{bad}, {bad, bad, public}, {public, bad}, many(bad, 100)} {
			n++
			var dialled []string
			c := fetch.New(fetch.Options{Delay: -1, IgnoreRobots: true,
				Resolve: func(context.Context, string) ([]netip.Addr, error) { return answers, nil },
				Dial: func(_ context.Context, _, address string) (net.Conn, error) {
					dialled = append(dialled, address)
					return nil, errors.New("stop")
				}})
			_, err := c.Get(t.Context(), "https://news.invalid/feed")
			for _, d := range dialled {
				if d != "93.184.216.34:443" {
					t.Errorf("%v: dialled %s", answers, d)
				}
			}
			if len(answers) == 1 && !errors.Is(err, fetch.ErrForbidden) {
				t.Errorf("%v: %v, want forbidden", answers, err)
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d answers", n)
	}
}

func many(a netip.Addr, n int) []netip.Addr {
	out := make([]netip.Addr, n)
	for i := range out {
		out[i] = a
	}
	return out
}

// TestOddHosts refuses addresses that are spelled to mislead, or reads them as
// what they are.
func TestOddHosts(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"http://Farrier.INVALID", "http://farrier.invalid/"},
		{"http://farrier.invalid./a#b", "http://farrier.invalid/a"},
		{"https://farrier.invalid:443/", "https://farrier.invalid/"},
		{"http://farrier.invalid:8080/", "http://farrier.invalid:8080/"},
		{"http://bücher.invalid/", "http://xn--bcher-kva.invalid/"},
		{"http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"},
		{"http://[0:0::1]/", "http://[::1]/"},
		{" http://farrier.invalid/x ", "http://farrier.invalid/x"},
		{"http://under_score.invalid/", "http://under_score.invalid/"},
		{"http://farrier.invalid\\@127.0.0.1/", ""},
		{"http://[::1]:80@127.0.0.1/", ""},
		{"http://farrier.invalid:80:80/", ""},
		{"http://farrier.invalid/\r\nHost: x", ""},
		{"http://far rier.invalid/", ""},
		{"http://farrier%00.invalid/", ""},
		{"http://farrier%2e.invalid/", ""},
		{"http://.../", ""},
		{"http://..invalid/", ""},
		{"http:///etc/passwd", ""},
		{"http:farrier.invalid", ""},
		{"//farrier.invalid/", ""},
		{"farrier.invalid", ""},
		{"", ""},
		{"file:///etc/passwd", ""},
		{"ftp://farrier.invalid/", ""},
		{"gopher://farrier.invalid/", ""},
		{"javascript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"http://1.2.3/", ""}, {"http://1.2.3.4.5/", ""}, {"http://256.1.1.1/", ""}, {"http://a.1/", ""}, {"http://a.0x1/", ""},
		{"http://[fe80::1%25eth0]/", ""},
		{"http://" + strings.Repeat("a", 64) + ".invalid/", ""},
		{"http://" + strings.Repeat("a.", 130) + "invalid/", ""},
		{"http://farrier.invalid/" + strings.Repeat("a", 2000), ""},
		{"http://a℀b.invalid/", ""},
	} {
		u, err := fetch.ParseURL(tt.in)
		got := ""
		if err == nil {
			got = u.String()
		}
		if got != tt.want {
			t.Errorf("ParseURL(%.80q) = %q, %v, want %q", tt.in, got, err, tt.want)
		}
	}
}

// FuzzParseURL holds every address that is let through to its form.
func FuzzParseURL(f *testing.F) {
	for _, h := range forbidden()[:60] {
		f.Add("http://" + h + "/")
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := fetch.ParseURL(s)
		if err != nil {
			return
		}
		again, err := fetch.ParseURL(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q is read as %q, and that as %v, %v", s, u, again, err)
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Fragment != "" {
			t.Errorf("%q is let through as %q", s, u)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && a.Zone() != "" {
			t.Errorf("%q has a zone", u)
		}
	})
}

// TestRedact shows no secret that was planted in an address.
func TestRedact(t *testing.T) {
	const secret = "s3cr3t"
	for i, name := range []string{"token", "api_key", "key", "auth", "access_token", "password", "pwd", "Secret", "sig", "signature", "session", "credential", "code", "%74oken", "X-Amz-Credential"} {
		for _, form := range []string{"https://farrier.invalid/feed?a=1&%s=%s&b=2", "https://u:%[2]s@farrier.invalid/?%[1]s=%[2]s", "https://%[2]s@farrier.invalid/", "https://farrier.invalid/%%zz?%s=%s", "http://u:%[2]s@[::1/?%[1]s=%[2]s"} {
			address := fmt.Sprintf(form, name, secret)
			if got := fetch.Redact(address); strings.Contains(got, secret) {
				t.Errorf("%d: Redact(%q) = %q", i, address, got)
			}
		}
	}
	if got, want := fetch.Redact("https://farrier.invalid/feed?page=2"), "https://farrier.invalid/feed?page=2"; got != want {
		t.Errorf("Redact = %q, want %q", got, want)
	}
}

// TestZeroValue has nothing injected: the client of production reaches no
// server of this machine, by address or by name.
func TestZeroValue(t *testing.T) {
	t.Parallel()
	s := server(t, webtest.Options{})
	c := fetch.New(fetch.Options{})
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, address := range []string{
		s.Address("page"), "http://" + s.Trap.Address + "/", "http://localhost" + port + "/", "http://LOCALHOST." + port + "/",
		"http://[::1]" + port + "/", "http://[::ffff:127.0.0.1]" + port + "/", "http://0.0.0.0" + port + "/", "http://[::]" + port + "/",
	} {
		if _, err := c.Get(t.Context(), address); !errors.Is(err, fetch.ErrForbidden) {
			t.Errorf("%s: %v, want forbidden", address, err)
		}
	}
	if n := s.Hits("/robots.txt") + s.Hits("/b/page") + s.Trap.Caught(); n > 0 {
		t.Errorf("%d requests came through", n)
	}
}
