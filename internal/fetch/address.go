package fetch

import (
	"fmt"
	"net/netip"
	"slices"
)

// A special is a range of addresses that are no place on the public internet.
type special struct {
	prefix netip.Prefix
	what   string
}

// specials are the registries of special-purpose addresses of IANA (RFC 6890
// and what came after), and addresses beside them that lead into machines. Of
// IPv6 only 2000::/3 is given out at all, so what lies outside it needs a line
// here for its reason alone.
var specials = []special{
	{netip.MustParsePrefix("0.0.0.0/8"), "this network"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private use"},
	{netip.MustParsePrefix("100.64.0.0/10"), "shared by customers of a carrier"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("168.63.129.16/32"), "the service of a cloud for its machines"},
	{netip.MustParsePrefix("169.254.0.0/16"), "this link"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private use"},
	{netip.MustParsePrefix("192.0.0.0/24"), "protocol assignments"},
	{netip.MustParsePrefix("192.0.2.0/24"), "documentation"},
	{netip.MustParsePrefix("192.31.196.0/24"), "a sink for reverse look-ups"},
	{netip.MustParsePrefix("192.52.193.0/24"), "multicast relays"},
	{netip.MustParsePrefix("192.88.99.0/24"), "6to4 relays"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private use"},
	{netip.MustParsePrefix("192.175.48.0/24"), "a sink for reverse look-ups"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarks"},
	{netip.MustParsePrefix("198.51.100.0/24"), "documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved or broadcast"},

	{netip.MustParsePrefix("::/128"), "no address"},
	{netip.MustParsePrefix("::1/128"), "this machine"},
	{netip.MustParsePrefix("::/96"), "IPv4 within IPv6"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "translation to private IPv4"},
	{netip.MustParsePrefix("100::/64"), "discarded"},
	{netip.MustParsePrefix("100:0:0:1::/64"), "a dummy"},
	{netip.MustParsePrefix("2001::/23"), "protocol assignments, Teredo among them"},
	{netip.MustParsePrefix("2001:db8::/32"), "documentation"},
	{netip.MustParsePrefix("2002::/16"), "6to4, which carries IPv4"},
	{netip.MustParsePrefix("2620:4f:8000::/48"), "a sink for reverse look-ups"},
	{netip.MustParsePrefix("3fff::/20"), "documentation"},
	{netip.MustParsePrefix("5f00::/16"), "segment routing"},
	{netip.MustParsePrefix("fc00::/7"), "private use"},
	{netip.MustParsePrefix("fe80::/10"), "this link"},
	{netip.MustParsePrefix("fec0::/10"), "private use"},
	{netip.MustParsePrefix("ff00::/8"), "multicast"},
}

var (
	// translated is how networks without IPv4 reach it: the last four bytes
	// are the address (RFC 6052).
	translated = netip.MustParsePrefix("64:ff9b::/96")
	// givenOut is what of IPv6 is given out to networks.
	givenOut = netip.MustParsePrefix("2000::/3")
)

// Special says what a is that makes it no place on the public internet, or ""
// if it is one. An IPv4 address within an IPv6 one is judged as what it is,
// where it is known to be reached that way; other ways of carrying IPv4 are
// special as a whole.
func Special(a netip.Addr) string {
	if !a.IsValid() {
		return "no address"
	}
	if a.Zone() != "" {
		return "an address of one link"
	}
	a = a.Unmap()
	if translated.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, s := range specials {
		if s.prefix.Contains(a) {
			return s.what
		}
	}
	if a.Is6() && !givenOut.Contains(a) {
		return "not given out"
	}
	return ""
}

// ports are those that the web is served on.
var ports = []uint16{80, 443, 8080, 8443}

// refuse says why no connection is made to a, or returns nil.
func (c *Client) refuse(a netip.AddrPort) error {
	for _, p := range c.opt.Allow {
		if p.Contains(a.Addr().Unmap()) {
			return nil
		}
	}
	if what := Special(a.Addr()); what != "" {
		return fmt.Errorf("%w: %v is %s", ErrForbidden, a.Addr(), what)
	}
	if !slices.Contains(ports, a.Port()) {
		return fmt.Errorf("%w: port %d is none that the web is served on (80, 443, 8080, 8443)", ErrForbidden, a.Port())
	}
	if slices.Contains(c.own(), a.Addr().Unmap()) {
		return fmt.Errorf("%w: %v is this machine", ErrForbidden, a.Addr())
	}
	return nil
}
