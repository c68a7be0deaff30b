package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
)

const (
	robotsFresh = 24 * time.Hour   // how long a robots.txt is believed (RFC 9309)
	robotsAgain = 10 * time.Minute // after how long one that could not be read is asked for again
	maxRules    = 5000             // rules of one group that are kept
	maxPattern  = 2000             // bytes of one of them
)

// robotsFiles keeps the robots.txt of every host.
type robotsFiles struct {
	mu  sync.Mutex
	all map[string]*robotsFile
}

// A robotsFile is that of one host.
type robotsFile struct {
	lock  chan struct{} // held by who asks for it
	rules robots
	err   error // why it could not be read
	until time.Time
}

// permitted asks the robots.txt of u's host. What it says of errors is RFC
// 9309: a file that is not there allows everything, one that cannot be read
// allows nothing.
func (c *Client) permitted(ctx context.Context, u *url.URL) error {
	f, err := c.robotsOf(ctx, u)
	if err != nil {
		return err
	}
	defer func() { <-f.lock }()
	if f.err != nil {
		return f.err
	}
	if !f.rules.allow(u.RequestURI()) {
		return ErrRobots
	}
	return nil
}

// robotsOf returns the file of u's host, fresh and locked.
func (c *Client) robotsOf(ctx context.Context, u *url.URL) (*robotsFile, error) {
	key := origin(u)
	f := c.robots.get(key)
	select {
	case f.lock <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if alone(f.until, c.opt.Now()) {
		return f, nil
	}
	res, err := c.follow(ctx, Request{URL: key + "/robots.txt", Max: wiredesk.MaxRobots}, false, true)
	if ctx.Err() != nil {
		<-f.lock
		return nil, ctx.Err()
	}
	var no *StatusError
	var wait *WaitError
	switch {
	case err == nil:
		f.rules, f.err, f.until = parseRobots(res.Body, c.opt.Agent), nil, c.opt.Now().Add(robotsFresh)
		if d := f.rules.delay; d > 0 {
			c.slowDown(key, d)
		}
	case errors.As(err, &no) && no.Code >= 400 && no.Code < 500 && no.Until.IsZero():
		f.rules, f.err, f.until = robots{}, nil, c.opt.Now().Add(robotsFresh)
	case errors.As(err, &wait):
		f.err, f.until = err, wait.Until
	case errors.As(err, &no) && !no.Until.IsZero():
		f.err, f.until = err, no.Until
	case errors.As(err, &no):
		f.err, f.until = fmt.Errorf("%w: it cannot be read: %w", ErrRobots, err), c.opt.Now().Add(robotsAgain)
	default: // the host itself cannot be reached, or not be asked
		f.err, f.until = err, c.opt.Now().Add(robotsAgain)
	}
	return f, nil
}

// get returns the file of a host, perhaps not asked for yet.
func (r *robotsFiles) get(key string) *robotsFile {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil {
		r.all = map[string]*robotsFile{}
	}
	if f := r.all[key]; f != nil {
		return f
	}
	if len(r.all) >= maxHosts {
		clear(r.all)
	}
	f := &robotsFile{lock: make(chan struct{}, 1)}
	r.all[key] = f
	return f
}

// robots are the rules of one file for one agent.
type robots struct {
	rules []robotsRule
	delay time.Duration
}

// A robotsRule allows or disallows what its pattern matches.
type robotsRule struct {
	pattern string
	allow   bool
}

// parseRobots reads the rules for an agent: those of all groups that name it,
// or else of those for everybody. Lines that are none are passed over.
func parseRobots(b []byte, agent string) robots {
	agent, _, _ = strings.Cut(strings.ToLower(agent), "/")
	var ours, all robots
	var named, everybody, rules bool // of the group being read
	known := false                   // some group names us
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimPrefix(string(b), "\uFEFF"), "\r", "\n")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if rules { // a new group
				named, everybody, rules = false, false, false
			}
			name, _, _ := strings.Cut(strings.ToLower(value), "/")
			named = named || name == agent
			everybody = everybody || name == "*"
			known = known || named
			continue
		}
		rules = rules || key == "allow" || key == "disallow" || key == "crawl-delay"
		if named {
			ours.line(key, value)
		}
		if everybody {
			all.line(key, value)
		}
	}
	if known {
		return ours
	}
	return all
}

// line takes one line of a group.
func (r *robots) line(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" && len(value) <= maxPattern && len(r.rules) < maxRules {
			r.rules = append(r.rules, robotsRule{normalPath(value), key == "allow"})
		}
	case "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = time.Duration(min(s, maxCrawlDelay.Seconds()) * float64(time.Second))
		}
	}
}

// allow reports whether a path, with its query, may be fetched: the longest
// pattern that matches decides, and of equals the one that allows.
func (r *robots) allow(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normalPath(path)
	best, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n >= best && matches(rule.pattern, path) && (n > best || rule.allow) {
			best, allow = n, rule.allow
		}
	}
	return allow
}

// normalPath writes a path so that patterns and paths that mean the same are
// the same: percent signs decoded where they hide nothing.
func normalPath(s string) string {
	if u, err := url.PathUnescape(s); err == nil && !strings.ContainsAny(s, "?") {
		return u
	}
	return s
}

// matches reports whether a pattern with * (anything) and $ (the end) matches
// the begin of a path. Cost: length of the one times that of the other.
func matches(pattern, path string) bool {
	pattern, end := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, p := range parts[1:] {
		if end && i == len(parts)-2 {
			return strings.HasSuffix(rest, p)
		}
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return !end || rest == ""
}
