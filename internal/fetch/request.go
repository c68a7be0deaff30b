package fetch

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Fetch fetches one address and follows its redirects. It waits its turn at
// each host. It fails with [ErrForbidden], [ErrRobots], [ErrSlow], a
// [StatusError], a [WaitError], [wiredesk.ErrTooLarge], [wiredesk.ErrInvalid]
// or, if there is no such host, [wiredesk.ErrNotFound]. No error holds a
// password or token of the address.
func (c *Client) Fetch(ctx context.Context, r Request) (*Response, error) {
	if r.Max == 0 {
		r.Max = wiredesk.MaxPage
	}
	return c.follow(ctx, r, !c.opt.IgnoreRobots, false)
}

// follow fetches r hop by hop. If head is set, what is beyond r.Max is left
// unread instead of being an error.
func (c *Client) follow(ctx context.Context, r Request, robots, head bool) (*Response, error) {
	u, err := ParseURL(r.URL)
	if err != nil {
		return nil, err
	}
	w := walk{c: c, r: r, robots: robots, head: head, first: u, left: c.opt.Times.Total, permanent: true}
	for range wiredesk.MaxRedirects + 1 {
		res, next, err := w.hop(ctx, u)
		if err != nil && u != w.first {
			return nil, fmt.Errorf("redirected to %s: %w", Redact(u.String()), err)
		}
		if err != nil || next == nil {
			return res, err
		}
		u = next
	}
	return nil, fmt.Errorf("%w: more than %d redirects", wiredesk.ErrInvalid, wiredesk.MaxRedirects)
}

// A walk is one request on its way through its redirects.
type walk struct {
	c            *Client
	r            Request
	robots, head bool
	first        *url.URL
	left         time.Duration // of the time for all hops
	permanent    bool          // every redirect so far was
	moved        string
}

// hop asks u, and returns its answer or where it redirects to.
func (w *walk) hop(ctx context.Context, u *url.URL) (*Response, *url.URL, error) {
	if w.robots {
		if err := w.c.permitted(ctx, u); err != nil {
			return nil, nil, err
		}
	}
	key := origin(u)
	leave, err := w.c.enter(ctx, key)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	begun := time.Now()
	defer func() { w.left -= time.Since(begun) }()
	parent := ctx
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	stop := time.AfterFunc(max(w.left, 0), func() { cancel(errTotal) })
	defer stop.Stop()
	q, err := w.request(ctx, u)
	if err != nil {
		return nil, nil, err
	}
	res, err := w.c.transport.RoundTrip(q)
	if err != nil {
		return nil, nil, failure(parent, ctx, err)
	}
	defer res.Body.Close()
	if next, err := w.redirect(u, res); next != nil || err != nil {
		return nil, next, err
	}
	out, err := w.answer(u, res)
	if err != nil || out.NotModified {
		return out, nil, err
	}
	out.Body, err = w.c.body(res, w.r.Max, w.head, cancel)
	if err != nil {
		return nil, nil, failure(parent, ctx, err)
	}
	return out, nil, nil
}

// failure returns why a request failed: its caller ended it, a limit of ours
// did, or what went wrong.
func failure(parent, ctx context.Context, err error) error {
	if parent.Err() != nil {
		return parent.Err()
	}
	return plain(cause(ctx, err))
}

var errTotal = fmt.Errorf("%w: no whole answer in time", ErrSlow)

// origin is the scheme, host and port of u.
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// request makes the request for u. What the caller gave for the first address
// goes with it, and with others only within its origin.
func (w *walk) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	bare := *u
	bare.User = nil
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, bare.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: it is no address", wiredesk.ErrInvalid)
	}
	same := origin(u) == origin(w.first)
	if same {
		for k, v := range w.r.Header {
			q.Header[http.CanonicalHeaderKey(k)] = v
		}
		if user := w.first.User; user != nil {
			pass, _ := user.Password()
			q.SetBasicAuth(user.Username(), pass)
		}
	}
	q.Header.Set("User-Agent", w.c.opt.Agent)
	q.Header.Set("Accept-Encoding", "gzip, br, zstd")
	if q.Header.Get("Accept") == "" {
		q.Header.Set("Accept", "text/html, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8")
	}
	if w.r.ETag != "" {
		q.Header.Set("If-None-Match", w.r.ETag)
	}
	if w.r.LastModified != "" {
		q.Header.Set("If-Modified-Since", w.r.LastModified)
	}
	return q, nil
}

// redirect returns where res leads, or nil.
func (w *walk) redirect(u *url.URL, res *http.Response) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		w.permanent = false
	default:
		return nil, nil
	}
	to := res.Header.Get("Location")
	if to == "" {
		return nil, fmt.Errorf("%w: the server redirects and does not say where to", wiredesk.ErrInvalid)
	}
	next, err := u.Parse(to)
	if err != nil {
		return nil, fmt.Errorf("%w: the server redirects to what is no address", wiredesk.ErrInvalid)
	}
	next.User = nil // nobody's password but the caller's is sent
	parsed, err := ParseURL(next.String())
	if err != nil {
		return nil, fmt.Errorf("redirected to %s: %w", Redact(next.String()), err)
	}
	if u.Scheme == "https" && parsed.Scheme == "http" && (w.first.User != nil || len(w.r.Header) > 0) {
		return nil, fmt.Errorf("%w: redirected from https to http, with a password or token to keep", ErrForbidden)
	}
	if w.permanent {
		w.moved = parsed.String()
	}
	return parsed, nil
}

// answer reads the header of the last answer.
func (w *walk) answer(u *url.URL, res *http.Response) (*Response, error) {
	bare := *u
	bare.User = nil
	out := &Response{URL: bare.String(), Moved: w.moved, Status: res.StatusCode, Header: res.Header,
		ETag: short(res.Header.Get("ETag")), Modified: short(res.Header.Get("Last-Modified"))}
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		kind, _, _ = strings.Cut(strings.ToLower(res.Header.Get("Content-Type")), ";")
	}
	out.ContentType, out.Charset = strings.TrimSpace(kind), params["charset"]
	switch {
	case res.StatusCode == http.StatusNotModified && (w.r.ETag != "" || w.r.LastModified != ""):
		out.NotModified = true
		return out, nil
	case res.StatusCode == http.StatusOK, res.StatusCode == http.StatusNonAuthoritativeInfo, res.StatusCode == http.StatusNoContent:
		return out, nil
	}
	return nil, w.c.refusal(origin(u), res)
}

// short drops a validator that is too long to keep.
func short(s string) string {
	if len(s) > wiredesk.MaxField {
		return ""
	}
	return s
}
