package config

import (
	"fmt"
	"net/netip"
	"strings"
)

// Networks are addresses and networks, such as "127.0.0.1 10.1.0.0/16".
type Networks []netip.Prefix

// UnmarshalText reads them apart by white space or commas.
func (n *Networks) UnmarshalText(b []byte) error {
	*n = nil
	for _, s := range strings.FieldsFunc(string(b), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }) {
		p, err := netip.ParsePrefix(s)
		if a, e := netip.ParseAddr(s); e == nil {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return fmt.Errorf("%q: an address or a network is wanted, such as 127.0.0.1 or 10.0.0.0/8", s)
		}
		*n = append(*n, p.Masked())
	}
	return nil
}

// MarshalText writes them apart by blanks.
func (n Networks) MarshalText() ([]byte, error) {
	var words []string
	for _, p := range n {
		s := p.String()
		if p.IsSingleIP() {
			s = p.Addr().String()
		}
		words = append(words, s)
	}
	return []byte(strings.Join(words, " ")), nil
}
