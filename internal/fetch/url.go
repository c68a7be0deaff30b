package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"github.com/wiredesk/wiredesk"
)

// ParseURL reads an address that may be fetched: http or https, with a host in
// ASCII. It refuses hosts that some resolvers read as numbers (127.1,
// 0x7f000001, 2130706433), and keeps no fragment. It does not tell whether the
// host may be connected to: only its addresses do, when they are dialled. It
// fails with [wiredesk.ErrInvalid].
func ParseURL(s string) (*url.URL, error) {
	if len(s) > wiredesk.MaxField {
		return nil, fmt.Errorf("%w: the address has more than %d bytes", wiredesk.ErrInvalid, wiredesk.MaxField)
	}
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, fmt.Errorf("%w: it is no address", wiredesk.ErrInvalid)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: only http and https are fetched, not %q", wiredesk.ErrInvalid, u.Scheme)
	}
	host, err := hostOf(u.Hostname())
	if err != nil {
		return nil, err
	}
	port := u.Port()
	u.Host = host
	if strings.Contains(host, ":") {
		u.Host = "[" + host + "]"
	}
	if port != "" && port != standardPort(u.Scheme) {
		u.Host += ":" + port
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

func standardPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// hostOf returns a host in lower-case ASCII without the dot at its end, or an
// address in its one spelling.
func hostOf(h string) (string, error) {
	if a, err := netip.ParseAddr(h); err == nil {
		if a.Zone() != "" {
			return "", fmt.Errorf("%w: %q is an address of one link", ErrForbidden, h)
		}
		return a.String(), nil
	}
	ascii, err := toASCII(strings.TrimSuffix(h, "."))
	if err != nil || ascii == "" || len(ascii) > 253 {
		return "", fmt.Errorf("%w: %q is no name of a host", wiredesk.ErrInvalid, h)
	}
	if a, err := netip.ParseAddr(ascii); err == nil { // it was in full-width digits and the like
		return a.String(), nil
	}
	labels := strings.Split(ascii, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", fmt.Errorf("%w: %q is no name of a host", wiredesk.ErrInvalid, h)
		}
	}
	if isNumber(labels[len(labels)-1]) {
		return "", fmt.Errorf("%w: %q is an address in a spelling that is not read", ErrForbidden, h)
	}
	return ascii, nil
}

// toASCII writes a host in ASCII and lower case. Names that are in ASCII already
// are not held to what registries allow: some have underscores.
func toASCII(h string) (string, error) {
	if strings.IndexFunc(h, func(r rune) bool { return r >= 0x80 }) < 0 {
		return strings.ToLower(h), nil
	}
	return idna.Lookup.ToASCII(h)
}

// isNumber reports whether the last label of a host makes it an address for
// those who read it as C does.
func isNumber(label string) bool {
	digits := "0123456789"
	if rest, ok := strings.CutPrefix(label, "0x"); ok {
		label, digits = rest, digits+"abcdef"
	}
	return strings.Trim(label, digits) == ""
}

// secrets are the parts of names of query parameters that hold secrets.
var secrets = []string{"token", "key", "auth", "pass", "pwd", "secret", "sig", "session", "credential", "code"}

// Redact returns an address as it may be shown and logged: without user and
// password, and without the values of parameters whose names tell that they
// are secret.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		head, _, _ := strings.Cut(address, "?")
		if i := strings.LastIndexByte(head, '@'); i >= 0 {
			head = head[i+1:]
		}
		return head
	}
	u.User = nil
	if u.RawQuery == "" {
		return u.String()
	}
	pairs := strings.Split(u.RawQuery, "&")
	for i, p := range pairs {
		if name, _, ok := strings.Cut(p, "="); ok && isSecret(name) {
			pairs[i] = name + "=***"
		}
	}
	u.RawQuery = strings.Join(pairs, "&")
	return u.String()
}

func isSecret(name string) bool {
	if s, err := url.QueryUnescape(name); err == nil {
		name = s
	}
	name = strings.ToLower(name)
	for _, s := range secrets {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}
