package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Why an address gave nothing. Test with [errors.Is]; what is too large is
// [wiredesk.ErrTooLarge].
var (
	// ErrForbidden is an address that is not connected to.
	ErrForbidden = fmt.Errorf("%w: address not allowed", wiredesk.ErrInvalid)
	// ErrRobots is one that the robots.txt of its host closes to programs.
	ErrRobots = errors.New("robots.txt does not allow it")
	// ErrSlow is an answer that took too long.
	ErrSlow = errors.New("too slow")
)

// A StatusError is an answer that says no.
type StatusError struct {
	Code int
	// Until is when the host may be asked again, if it says so; else zero.
	Until time.Time
}

// Error returns the status in words.
func (e *StatusError) Error() string {
	s := fmt.Sprintf("the server answers %d", e.Code)
	if t := http.StatusText(e.Code); t != "" {
		s += " " + t
	}
	if !e.Until.IsZero() {
		s += "; it wants to be asked again after " + e.Until.UTC().Format(time.RFC3339)
	}
	return s
}

// A WaitError is a request that was not made: the host wants to be left alone.
type WaitError struct{ Until time.Time }

// Error says until when.
func (e *WaitError) Error() string {
	return "not asked: its host wants to be left alone until " + e.Until.UTC().Format(time.RFC3339)
}

// Passing reports whether what err says may be over the next time: a host that
// is busy, slow or not reached, rather than one that says no, or an answer that
// makes no sense.
func Passing(err error) bool {
	var no *StatusError
	var wait *WaitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &wait):
		return true
	case errors.As(err, &no):
		return no.Code == http.StatusTooManyRequests || no.Code == http.StatusRequestTimeout || no.Code >= 500
	case errors.Is(err, ErrSlow):
		return true
	}
	return !errors.Is(err, wiredesk.ErrInvalid) && !errors.Is(err, wiredesk.ErrTooLarge) && !errors.Is(err, wiredesk.ErrNotFound) && !errors.Is(err, ErrRobots)
}

// plain says in plain words why a request failed.
func plain(err error) error {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case isBroken(err):
		return err
	case errors.Is(err, wiredesk.ErrInvalid), errors.Is(err, wiredesk.ErrTooLarge), errors.Is(err, ErrSlow):
		return unwrapOp(err)
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("%w: there is no host of this name", wiredesk.ErrNotFound)
	case errors.As(err, &dns):
		return fmt.Errorf("the name of its host cannot be looked up: %s", dns.Err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%w: %v", ErrSlow, unwrapOp(err))
	}
	return errors.New(cut(unwrapOp(err).Error(), 200))
}

// cut returns at most n bytes of s: some errors quote an answer at length.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}

// unwrapOp drops "dial tcp 192.0.2.1:80:" and the like.
func unwrapOp(err error) error {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err
	}
	return err
}
