// Package gather turns an address into documents: it fetches it, tells what it
// is, and, where a feed has summaries only, fetches the page of each item and
// takes the text of its article.
//
// Layer: L3. Everything that goes out goes through package fetch. It keeps no
// state: what was asked before, and when it is asked again, is the caller's
// (package follow).
package gather

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// Options tune gathering. The zero value is what production uses.
type Options struct {
	// FeedOnly takes items as their feed gives them and fetches no page.
	FeedOnly bool

	// MaxPages is how many pages of one feed are fetched; the items beyond are
	// left for the next time, with a failure that says so. 0 means 100.
	MaxPages int

	// Known reports items that the caller has already: no document is made of
	// them. Nil means none.
	Known func(feed.Item) bool

	// Took, if set, is told of each item that was dealt with and of each page
	// and document that is no item, as soon as it is, by several goroutines at a
	// time. The result then holds no documents: whoever follows a source for
	// weeks keeps none in memory.
	Took func(Taken)

	// Workers is how many pages of one feed, and feeds of one list, are fetched
	// at a time. The limit for each host is the client's. 0 means 8.
	Workers int

	// Now is the clock, against which dates in the future are held. Nil means
	// that of the machine.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	if o.MaxPages == 0 {
		o.MaxPages = 100
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// A Taken is one item that was dealt with.
type Taken struct {
	Item     feed.Item          // zero if the document is no item of a feed
	Document *wiredesk.Document // nil if it makes none
	Raw      []byte             // the page that the document was read from; nil if its text is that of the feed
	Header   map[string]string  // what came with it: its type, dates and ETag
	Again    bool               // its page could not be had for a reason that may pass: it is not to be taken as known
	Waits    bool               // that reason is that its host wants to be left alone: it was not asked
	Back     bool               // its outlet took it back: the item says so, or its page is gone for good
	Summary  bool               // its page could not be had or says less: the text is what the feed gives in its place
}

// A Source is what to gather from.
type Source struct {
	URL string
	// ETag and LastModified are what its last answer had.
	ETag, LastModified string
	// Header is sent to its host, and to no other: the token of a Miniflux.
	Header http.Header
	// WasFeed is set of one that gave a feed before: a page in its place is no
	// document but a failure.
	WasFeed bool
}

// A Result is what came of a source.
type Result struct {
	Source string // its address, fit to be shown
	Kind   feed.Kind
	Title  string // of the feed
	Home   string // the site that it belongs to

	// What to ask with next time. Moved is the new address if the source has
	// moved for good.
	ETag, LastModified, Moved string

	Check     follow.Check // New counts the items that made documents
	Documents []*wiredesk.Document
	Failures  []*wiredesk.ReadError // what could not be read; the rest is not touched by it
	Retry     []feed.Item           // whose page could not be had for a reason that may pass: not to be taken as known
	Left      int                   // items that were left for the next time, since there were too many
	Lists     []*Result             // of OPML and lists of sitemaps: what came of each feed in it
}

// Each calls f with r and what came of the feeds in it, in order.
func (r *Result) Each(f func(*Result)) {
	f(r)
	for _, l := range r.Lists {
		l.Each(f)
	}
}

const (
	// maxLists is how deep lists of feeds within lists are followed.
	maxLists = 2
	// maxSitemaps is how many sitemaps of a list are read: those of news are
	// few, and others list all pages that a site ever had.
	maxSitemaps = 20
)

// Gather gathers from s. Whatever goes wrong with it is in the result; err is
// only for ctx ending.
func Gather(ctx context.Context, c *fetch.Client, s Source, o Options) (*Result, error) {
	g := gatherer{c: c, o: o.withDefaults()}
	r := g.source(ctx, s, maxLists)
	return r, ctx.Err()
}

// All gathers from several sources, some at a time, and returns their results
// in order.
func All(ctx context.Context, c *fetch.Client, sources []Source, o Options) ([]*Result, error) {
	g := gatherer{c: c, o: o.withDefaults()}
	out := make([]*Result, len(sources))
	g.parallel(len(sources), func(i int) { out[i] = g.source(ctx, sources[i], maxLists) })
	return out, ctx.Err()
}

// Payload gathers from bytes that came by another way: a file, or what the
// webhook of a Miniflux sent. Name is what failures call them. The pages of
// items are fetched as those of a feed.
func Payload(ctx context.Context, c *fetch.Client, name string, b []byte, o Options) (*Result, error) {
	g := gatherer{c: c, o: o.withDefaults()}
	r := &Result{Source: name}
	r.Check.At = g.o.Now()
	g.read(ctx, r, &fetch.Response{Body: b}, Source{}, maxLists)
	return r, ctx.Err()
}

// A gatherer works on one source.
type gatherer struct {
	c *fetch.Client
	o Options
}

// source gathers from s and from the feeds that it lists.
func (g *gatherer) source(ctx context.Context, s Source, depth int) (r *Result) {
	r = &Result{Source: fetch.Redact(s.URL)}
	r.Check.At = g.o.Now()
	defer func() {
		if p := recover(); p != nil { // one source must not cost the desk its run
			r.broken(fmt.Errorf("%w: it made the program fail: %v", wiredesk.ErrInvalid, p))
		}
	}()
	res, err := g.c.Fetch(ctx, fetch.Request{URL: s.URL, ETag: s.ETag, LastModified: s.LastModified, Header: s.Header, Max: wiredesk.MaxFeed})
	if err != nil {
		r.broken(err)
		return r
	}
	r.ETag, r.LastModified, r.Moved = res.ETag, res.Modified, res.Moved
	switch {
	case res.NotModified:
		r.ETag, r.LastModified = s.ETag, s.LastModified
		r.Check.State = follow.Unchanged
	case len(bytes.TrimSpace(res.Body)) == 0:
		r.Check.State = follow.Empty
	case isPacked(res.Body):
		g.files(ctx, r, res)
	default:
		g.read(ctx, r, res, s, depth)
	}
	return r
}

// broken notes why the whole source gave nothing.
func (r *Result) broken(err error) {
	r.Check.State, r.Check.Why = follow.Broken, err.Error()
	var no *fetch.StatusError
	var wait *fetch.WaitError
	switch {
	case errors.As(err, &no):
		r.Check.Until = no.Until
		if no.Code == http.StatusGone {
			r.Check.State = follow.Gone
		}
	case errors.As(err, &wait):
		r.Check.Until = wait.Until
	}
	r.fail("", err)
}

func (r *Result) fail(place string, err error) {
	r.Failures = append(r.Failures, &wiredesk.ReadError{File: r.Source, Place: place, Err: err})
}

// read tells what an answer is and takes it as that.
func (g *gatherer) read(ctx context.Context, r *Result, res *fetch.Response, s Source, depth int) {
	f, err := feed.Parse(res.Body, feed.Options{Charset: res.Charset, Base: res.URL})
	if err != nil {
		r.broken(err)
		return
	}
	if len(f.Items)+len(f.Outlines) == 0 && len(f.Notes) > 0 { // it is not known to be empty
		r.broken(f.Notes[0])
		return
	}
	r.Kind, r.Title, r.Home, r.Check.Every = f.Kind, f.Title, f.Home, f.Every
	for _, err := range f.Notes {
		r.fail("", err)
	}
	switch {
	case f.Kind == feed.Page && s.WasFeed:
		r.broken(fmt.Errorf("%w: there is a page where a feed was", wiredesk.ErrInvalid))
	case f.Kind == feed.Documents, f.Kind == feed.Page && res.ContentType == "text/plain":
		g.files(ctx, r, res)
	case f.Kind == feed.Page:
		g.page(r, res)
	case len(f.Outlines) > 0:
		g.lists(ctx, r, f, depth)
	default:
		g.items(ctx, r, f)
	}
}

// page takes an answer as one page.
func (g *gatherer) page(r *Result, res *fetch.Response) {
	d, notes, err := g.article(res, feed.Item{})
	if err != nil {
		r.broken(err)
		return
	}
	for _, err := range notes {
		r.fail("", err)
	}
	g.took(r, Taken{Document: d, Raw: res.Body, Header: headerOf(res)})
}

// took adds a document that is no item.
func (g *gatherer) took(r *Result, t Taken) {
	if g.o.Took != nil {
		g.o.Took(t)
	} else {
		r.Documents = append(r.Documents, t.Document)
	}
	r.Check.State = follow.OK
	r.Check.Items++
	r.Check.New++
}

// keptHeaders are those of an answer that are kept with what was read from it.
var keptHeaders = strings.Fields("Content-Type Date Etag Last-Modified")

func headerOf(res *fetch.Response) map[string]string {
	h := map[string]string{}
	for _, k := range keptHeaders {
		if v := strings.ToValidUTF8(res.Header.Get(k), "\uFFFD"); v != "" && len(v) <= wiredesk.MaxField {
			h[k] = v
		}
	}
	return h
}

// isPacked reports files that are packed themselves, such as .jsonl.gz.
func isPacked(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\x1F\x8B")) || bytes.HasPrefix(b, []byte("\x28\xB5\x2F\xFD"))
}

// files takes an answer as a file of documents, as from standard input.
func (g *gatherer) files(ctx context.Context, r *Result, res *fetch.Response) {
	if r.Kind == feed.Unknown {
		r.Kind = feed.Documents
	}
	b := res.Body
	if !isPacked(b) {
		b = decoded(res)
	}
	docs, failures, err := intake.Read(ctx, []string{"-"}, intake.Options{Stdin: bytes.NewReader(b)})
	if err != nil {
		r.broken(err)
		return
	}
	for _, f := range failures {
		r.fail(f.Place, f.Err)
	}
	for _, d := range docs {
		g.took(r, Taken{Document: d})
	}
	if len(docs) == 0 {
		r.Check.State = follow.Empty
		if len(failures) > 0 {
			r.Check.State, r.Check.Why = follow.Broken, failures[0].Err.Error()
		}
	}
}

// lists gathers from each feed of a list.
func (g *gatherer) lists(ctx context.Context, r *Result, f *feed.Feed, depth int) {
	r.Check.State, r.Check.Items = follow.OK, len(f.Outlines)
	if depth == 0 {
		r.fail("", fmt.Errorf("%w: it is a list within lists of feeds, which is not followed", wiredesk.ErrInvalid))
		return
	}
	if n := len(f.Outlines) - maxSitemaps; f.Kind == feed.SitemapIndex && n > 0 {
		r.fail("", fmt.Errorf("%w: it lists %d sitemaps; the last %d are not read", wiredesk.ErrTooLarge, len(f.Outlines), n))
		f.Outlines = f.Outlines[:maxSitemaps]
	}
	r.Lists = make([]*Result, len(f.Outlines))
	g.parallel(len(f.Outlines), func(i int) {
		r.Lists[i] = g.source(ctx, Source{URL: f.Outlines[i].URL}, depth-1)
	})
}

// parallel calls f with 0 to n-1 on a few goroutines.
func (g *gatherer) parallel(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, g.o.Workers) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// sameSite reports whether two addresses are of one site: the same host, or
// one a part of the other.
func sameSite(a, b string) bool {
	x, y := siteOf(a), siteOf(b)
	return x != "" && (x == y || strings.HasSuffix(x, "."+y) || strings.HasSuffix(y, "."+x))
}

// siteOf returns the host of an address without "www.".
func siteOf(address string) string {
	u, err := fetch.ParseURL(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.")
}
