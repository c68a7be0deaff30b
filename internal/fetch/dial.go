package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/wiredesk/wiredesk"
)

// maxAddresses is how many allowed addresses of one name are tried.
const maxAddresses = 3

// Dial connects as the client does: to no address that it refuses, whatever a
// name resolves to. It is for those who speak to servers by other means.
func (c *Client) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	return c.dial(ctx, network, address)
}

// dial connects to the first address of a host that may be connected to and
// answers. What a name resolves to is looked at here, once, and the very
// address that was looked at is dialled: a name that resolves to something
// else a moment later gains nothing.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, p, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", wiredesk.ErrInvalid, address)
	}
	port, err := strconv.ParseUint(p, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("%w: port %q", wiredesk.ErrInvalid, p)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opt.Times.Connect, errConnect)
	defer cancel()
	addrs, err := c.addresses(ctx, host)
	if err != nil {
		return nil, cause(ctx, err)
	}
	allowed, refused := c.allowed(addrs, uint16(port))
	for i, a := range allowed {
		conn, err := c.try(ctx, network, a, len(allowed)-i)
		if err == nil {
			return conn, nil
		}
		refused = err
	}
	return nil, refused
}

// allowed returns the first few addresses that may be connected to, and why
// the first of the others may not.
func (c *Client) allowed(addrs []netip.Addr, port uint16) (out []netip.AddrPort, refused error) {
	for _, a := range addrs {
		at := netip.AddrPortFrom(a, port)
		err := c.refuse(at)
		if err == nil && len(out) < maxAddresses {
			out = append(out, at)
		}
		refused = cmp.Or(refused, err)
	}
	return out, refused
}

// try connects to one of the addresses that are left, in its share of the time
// that is: one that never answers must not take that of the others.
func (c *Client) try(ctx context.Context, network string, a netip.AddrPort, left int) (net.Conn, error) {
	wait := c.opt.Times.Connect
	if end, ok := ctx.Deadline(); ok {
		wait = time.Until(end)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, wait/time.Duration(left), errConnect)
	defer cancel()
	conn, err := c.opt.Dial(ctx, network, a.String())
	if err != nil {
		return nil, cause(ctx, err)
	}
	return conn, nil
}

var errConnect = fmt.Errorf("%w: no connection in time", ErrSlow)

// cause returns why ctx ended, if it did, and else err.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// addresses returns what host resolves to, each once.
func (c *Client) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	addrs, err := c.opt.Resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	var out []netip.Addr
	for _, a := range addrs {
		if a = a.Unmap(); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return nil, &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return out, nil
}

// control is the last look, at the address that the kernel gets.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrForbidden, address)
	}
	return c.refuse(a)
}

// A resolver asks the name servers of the machine.
type resolver struct{ r net.Resolver }

func (r *resolver) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	return r.r.LookupNetIP(ctx, "ip", host)
}

// ownAddresses returns the addresses of this machine. A machine on the public
// internet has services of its own there.
func ownAddresses() []netip.Addr {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []netip.Addr
	for _, a := range all {
		var n *net.IPNet
		if e, ok := a.(*net.IPNet); ok {
			n = e
		}
		if n == nil {
			continue
		}
		if ip, ok := netip.AddrFromSlice(n.IP); ok {
			out = append(out, ip.Unmap())
		}
	}
	return out
}
