package fetch_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// A move is one redirect: where it leads, and what comes of it. BASE stands for
// the server, TRAP for the address that nobody may connect to, PORT for its
// port.
type move struct {
	to, want string
	end      string // the path and query where it ends, if that is well
}

// moves are the redirects that are tried with one status.
func moves() []move {
	out := []move{
		{"/end", webtest.OK, "/end"}, {"end", webtest.OK, "/end"}, {"./end", webtest.OK, "/end"}, {"../../end", webtest.OK, "/end"}, {"?x=1", webtest.OK, "/from?x=1"},
		{"/end#part", webtest.OK, "/end"}, {"BASE/end", webtest.OK, "/end"}, {"//HOST/end", webtest.OK, "/end"}, {"HTTP://HOST/end", webtest.OK, "/end"},
		{"/a/../end", webtest.OK, "/end"}, {"/%65nd", webtest.OK, "/end"}, {"/end?a=b&c=%20d", webtest.OK, "/end?a=b&c=%20d"}, {"/" + strings.Repeat("a", 1800), webtest.OK, "/" + strings.Repeat("a", 1800)},
		{"http://u:p@HOST/end", webtest.OK, "/end"}, {"/ü", webtest.OK, "/%C3%BC"}, {"/a b", webtest.OK, "/a%20b"},
	}
	for _, h := range []string{"10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "127.0.0.2", "255.255.255.255", "224.0.0.1", "198.18.0.1", "192.0.2.1",
		"[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "[2001:0:a00:1::]", "[::127.0.0.2]",
		"127.2", "2130706434", "0x7f000002", "0177.0.0.2", "１２７.０.０.２", "①②⑦.⓪.⓪.②", "127.0.0.2.", "u:p@127.0.0.2", "HOST@TRAP", "8.8.8.8:22", "8.8.8.8:6379"} {
		out = append(out, move{"http://" + h + "/", webtest.Forbidden, ""})
	}
	out = append(out, move{"//10.0.0.1/", webtest.Forbidden, ""}, move{"https://TRAP/", webtest.Forbidden, ""}, move{"http:\\\\TRAP\\", webtest.Invalid, ""}, move{"///10.0.0.1/", webtest.OK, "///10.0.0.1/"}, move{"http://1.2.3/", webtest.Forbidden, ""}, move{"http://[fe80::1%25lo]/", webtest.Forbidden, ""})
	for _, to := range []string{"", "file:///etc/passwd", "ftp://HOST/", "gopher://HOST/", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "about:blank", "view-source:BASE/end", "jar:BASE!/x",
		"ws://HOST/", "unix:/run/x.sock", "urn:x", "http:", "http://", "http:///end", "http://[::1", "http://a b/", "http://%00/", "http://a..b/", "http://HOST:0x50/", "%zz", "http://" + strings.Repeat("a", 64) + ".invalid/",
		"/" + strings.Repeat("a", 3000)} {
		out = append(out, move{to, webtest.Invalid, ""})
	}
	return out
}

// TestRedirects follows each redirect that a server can send to where it must
// end, and none to where it may not. It is row 25 of the matrix of faults, with
// the redirects of package webtest, TestSecretsStay and TestTLS.
func TestRedirects(t *testing.T) {
	t.Parallel()
	all := moves()
	var host, trap string
	put := func(s string) string {
		return strings.NewReplacer("BASE", "http://"+host, "HOST", host, "TRAP", trap).Replace(s)
	}
	ended := make(chan string, 1)
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := r.Header.Get("X-Move"); r.URL.Path == "/from" && r.URL.RawQuery == "" && n != "" {
			i, _ := strconv.Atoi(n)
			w.Header()["Location"] = []string{put(all[i].to)}
			w.WriteHeader(http.StatusFound)
			return
		}
		if r.Header.Get("Authorization") != "" {
			t.Errorf("%s was asked for with a password", r.URL)
		}
		select {
		case ended <- r.URL.RequestURI():
		default:
		}
	})})
	host, trap = strings.TrimPrefix(s.URL, "http://"), s.Trap.Address
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
	for i, m := range all {
		res, err := c.Fetch(t.Context(), fetch.Request{URL: s.URL + "/from", Header: http.Header{"X-Move": {fmt.Sprint(i)}}})
		if got := outcome(err); got != m.want {
			t.Errorf("to %.60q: %s (%v), want %s", m.to, got, err, m.want)
			continue
		}
		if err == nil {
			if at := <-ended; at != m.end && at != strings.ReplaceAll(m.end, "/end", "/%65nd") || strings.Contains(res.URL, "p@") {
				t.Errorf("to %.60q: asked for %q and says %s, want %q", m.to, at, res.URL, m.end)
			}
		}
	}
	if n := s.Trap.Caught(); n > 0 {
		t.Errorf("%d connections to where none may go", n)
	}
	t.Logf("%d redirects", len(all)+chains(t))
}

// chains follows chains of each length by each status, and returns how many:
// five hops end well, six do not; and no other status leads anywhere.
func chains(t *testing.T) (n int) {
	s := server(t, webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		left, _ := strconv.Atoi(r.URL.Query().Get("left"))
		code, _ := strconv.Atoi(r.URL.Query().Get("code"))
		if left > 0 {
			w.Header().Set("Location", "/?"+url.Values{"code": {fmt.Sprint(code)}, "left": {fmt.Sprint(left - 1)}}.Encode())
			w.WriteHeader(code)
		}
	})})
	c := fetch.New(fetch.Options{Allow: local, Delay: -1, IgnoreRobots: true})
	for _, code := range []int{301, 302, 303, 307, 308, 300, 305, 306, 399} {
		for hops := 1; hops <= 7; hops++ {
			n++
			want := webtest.OK
			switch {
			case code == 300 || code == 305 || code == 306 || code == 399:
				want = fmt.Sprint(webtest.Status, code)
			case hops > 5:
				want = webtest.Invalid
			}
			res, err := c.Get(t.Context(), fmt.Sprintf("%s/?code=%d&left=%d", s.URL, code, hops))
			if got := outcome(err); got != want {
				t.Errorf("%d hops by %d: %s (%v), want %s", hops, code, got, err, want)
			}
			if permanent := code == 301 || code == 308; err == nil && (res.Moved != "") != permanent {
				t.Errorf("%d hops by %d: moved to %q", hops, code, res.Moved)
			}
		}
	}
	return n
}
