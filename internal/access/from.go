package access

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// known reports whether the request is meant for us: a page of somebody else
// whose name was made to lead here (DNS rebinding) is not. An address as the
// host cannot be made to.
func (g *Guard) known(r *http.Request) bool {
	host := hostname(r.Host)
	if slices.ContainsFunc(g.o.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return true
	}
	local := localAddress(r)
	if strings.EqualFold(host, "localhost") {
		return !local.IsValid() || local.IsLoopback()
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (!local.IsValid() || ip.Unmap() == local)
}

// hostname returns s without its port, and without the brackets of an address.
func hostname(s string) string {
	if h, _, err := net.SplitHostPort(s); err == nil {
		s = h
	}
	return strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
}

// localAddress returns the address of ours that the request came to; none
// outside a server.
func localAddress(r *http.Request) netip.Addr {
	a, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return netip.Addr{}
	}
	p, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap()
}

// address returns where the request comes from: of the newer internet the
// network, since a household has as many addresses there as it likes.
func (g *Guard) address(r *http.Request) string {
	from := hostname(r.RemoteAddr)
	if g.o.Proxied {
		list := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		from = cmp.Or(strings.TrimSpace(list[len(list)-1]), from)
	}
	ip, err := netip.ParseAddr(from)
	if err != nil {
		return "unknown"
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		p, _ := ip.Prefix(64) // of a whole address it never fails
		return p.String()
	}
	return ip.String()
}
