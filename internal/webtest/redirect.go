package webtest

import (
	"net/http"
	"strconv"
)

// to redirects.
func to(code int, target func(*Server, *http.Request) string) func(*Server, http.ResponseWriter, *http.Request) {
	return func(s *Server, w http.ResponseWriter, r *http.Request) {
		w.Header()["Location"] = []string{target(s, r)}
		w.WriteHeader(code)
	}
}

func always(target string) func(*Server, *http.Request) string {
	return func(*Server, *http.Request) string { return target }
}

func redirects() []Behaviour {
	chain := func(_ *Server, r *http.Request) string {
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		return "/b/redirect-chain?n=" + itoa(n+1)
	}
	return []Behaviour{
		{"redirect", "leads to a page, for now", OK, "ok", 1, to(302, always("/b/page?n=1"))},
		{"redirect-permanent", "leads to a page, for good", OK, "ok", 1, to(301, always("/b/page?n=1"))},
		{"redirect-relative", "leads to a page by a relative address with a fragment", OK, "ok", 1, to(308, always("page?n=1#top"))},
		{"redirect-loop", "leads to itself", Invalid, "broken", 0, to(302, always("/b/redirect-loop"))},
		{"redirect-chain", "leads to itself under another address, 1,000 times", Invalid, "broken", 0, to(302, chain)},
		{"redirect-private", "leads to a private address", Forbidden, "broken", 0, to(302, always("http://10.0.0.1/"))},
		{"redirect-metadata", "leads to the metadata of a cloud machine", Forbidden, "broken", 0, to(302, always("http://169.254.169.254/latest/meta-data/"))},
		{"redirect-trap", "leads to another address of this machine", Forbidden, "broken", 0, to(302, func(s *Server, _ *http.Request) string { return "http://" + s.Trap.Address + "/" })},
		{"redirect-mapped", "leads to an IPv4 address within IPv6", Forbidden, "broken", 0, to(302, func(s *Server, _ *http.Request) string { return "http://[::ffff:127.0.0.2]:" + s.Trap.Port() + "/" })},
		{"redirect-port", "leads to a port that is not of the web", Forbidden, "broken", 0, to(302, always("http://8.8.8.8:25/"))},
		{"redirect-decimal", "leads to an address written as one number", Forbidden, "broken", 0, to(302, always("http://2130706434/"))},
		{"redirect-file", "leads to a file", Invalid, "broken", 0, to(302, always("file:///etc/passwd"))},
		{"redirect-gopher", "leads to another protocol", Invalid, "broken", 0, to(302, always("gopher://127.0.0.2:70/"))},
		{"redirect-nowhere", "does not say where it leads", Invalid, "broken", 0, code(302)},
		{"redirect-garbage", "leads to what is no address", Invalid, "broken", 0, to(302, always("http://[::1"))},
		{"redirect-userinfo", "leads to a host hidden behind a user", Forbidden, "broken", 0, to(302, func(s *Server, _ *http.Request) string { return "http://127.0.0.1@" + s.Trap.Address + "/" })},
	}
}
