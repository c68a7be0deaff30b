package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/charset"
	"github.com/wiredesk/wiredesk/internal/nlp/extract"
)

const (
	// wholeText is how long a text must be, in bytes, that a feed gives as
	// whole, for its page not to be fetched.
	wholeText = 500
	// longSummary is how long a summary must be to be taken for the whole text:
	// many feeds put that there. One that ends in dots is a summary, however
	// long.
	longSummary = 2000

	// Dates are believed within these bounds (docs/fetching.md).
	minYear   = 1990
	maxFuture = 48 * time.Hour
)

// An outcome is what came of one item.
type outcome struct {
	doc   *wiredesk.Document
	page  *fetch.Response // that doc was read from, if it was
	notes []error
	retry bool // its page may be had another time
	waits bool // its host was not asked
	made  bool // a document, which Took was given
	back  bool // its outlet took it back
	brief bool // its page was asked for, and the text is that of the feed
}

// items makes documents of the items of a feed, in their order.
func (g *gatherer) items(ctx context.Context, r *Result, f *feed.Feed) {
	r.Check.State = follow.OK
	if r.Check.Items = len(f.Items); r.Check.Items == 0 {
		r.Check.State = follow.Empty
		return
	}
	out := make([]outcome, len(f.Items))
	fetchPage := g.choose(f.Items)
	var late atomic.Int64
	g.parallel(len(f.Items), func(i int) {
		if it := f.Items[i]; ctx.Err() == nil && !g.known(it) {
			out[i] = g.guarded(ctx, r, f, it, fetchPage[i])
			if fetchPage[i] == later {
				late.Add(1)
			} else if ctx.Err() == nil {
				g.hand(it, &out[i])
			}
		}
	})
	seen := map[wiredesk.DocumentID]bool{}
	for i, o := range out {
		for _, err := range o.notes {
			r.fail(nameOf(f.Items[i], i), err)
		}
		if o.retry {
			r.Retry = append(r.Retry, f.Items[i])
		}
		if o.doc != nil && !seen[o.doc.ID] {
			seen[o.doc.ID] = true
			r.Documents = append(r.Documents, o.doc)
			r.Check.New++
		}
		if o.made {
			r.Check.New++
		}
	}
	if n := late.Load(); n > 0 {
		r.Left = int(n)
		r.fail("", fmt.Errorf("%w: more than %d pages; %d items are left for the next time", wiredesk.ErrTooLarge, g.o.MaxPages, n))
	}
}

// hand gives Took, if it is set, what came of an item.
func (g *gatherer) hand(it feed.Item, o *outcome) {
	if g.o.Took == nil {
		return
	}
	t := Taken{Item: it, Document: o.doc, Again: o.retry, Waits: o.waits, Back: o.back, Summary: o.brief}
	if o.page != nil {
		t.Raw, t.Header = o.page.Body, headerOf(o.page)
	}
	g.o.Took(t)
	o.made, o.doc, o.page = o.doc != nil, nil, nil
}

// guarded makes a note of a panic: one page that makes the program fail must
// not cost the desk its run.
func (g *gatherer) guarded(ctx context.Context, r *Result, f *feed.Feed, it feed.Item, page choice) (o outcome) {
	defer func() {
		if p := recover(); p != nil {
			o = outcome{notes: []error{fmt.Errorf("%w: it made the program fail: %v", wiredesk.ErrInvalid, p)}}
		}
	}()
	return g.item(ctx, r, f, it, page)
}

func (g *gatherer) known(it feed.Item) bool { return g.o.Known != nil && g.o.Known(it) }

// nameOf names an item for a reader.
func nameOf(it feed.Item, i int) string {
	return cmp.Or(fetch.Redact(it.URL), fmt.Sprintf("item %d", i+1))
}

// A choice says what is done about the page of an item.
type choice int

const (
	not   choice = iota // the feed has the text, or there is no page
	now                 // it is fetched
	later               // it would be, but these are too many
)

// choose chooses the items whose pages are fetched.
func (g *gatherer) choose(items []feed.Item) []choice {
	out := make([]choice, len(items))
	n := 0
	for i, it := range items {
		switch {
		case g.o.FeedOnly || it.URL == "" || isWhole(it) || it.Withdrawn || g.known(it):
		case n < g.o.MaxPages:
			out[i] = now
			n++
		default:
			out[i] = later
		}
	}
	return out
}

// isWhole reports whether the feed has the whole text of an item.
func isWhole(it feed.Item) bool {
	t := strings.TrimRight(it.Text, " \n])")
	cut := strings.HasSuffix(t, "...") || strings.HasSuffix(t, "…")
	return !cut && (it.Whole && len(t) >= wholeText || len(t) >= longSummary)
}

// item makes the document of one item. Where its page cannot be had, the
// summary is kept.
func (g *gatherer) item(ctx context.Context, r *Result, f *feed.Feed, it feed.Item, page choice) (o outcome) {
	switch {
	case it.Withdrawn:
		o.notes, o.back = append(o.notes, errors.New("its publisher took it back; it is left out")), true
		return o
	case page == later:
		return o
	}
	if it.BadDate != nil {
		o.notes = append(o.notes, fmt.Errorf("%w; it is kept without a date", it.BadDate))
	}
	if page == now {
		d, res, notes, err := g.fetched(ctx, it)
		if err == nil {
			d.Outlet = g.outlet(r, f, it, d.Outlet)
			done := g.finish(d, append(o.notes, notes...))
			if done.brief = d.Text == it.Text; g.o.Took != nil && !done.brief {
				done.page = res
			}
			return done
		}
		what := "it is kept with the text of the feed"
		if it.Text == "" {
			what = "only its title is kept"
		}
		o.notes, o.retry = append(o.notes, fmt.Errorf("its page: %w; %s", err, what)), fetch.Passing(err)
		var wait *fetch.WaitError
		o.waits = errors.As(err, &wait)
		var no *fetch.StatusError
		o.back = errors.As(err, &no) && no.Code == http.StatusGone
	}
	d := &wiredesk.Document{Title: it.Title, URL: it.URL, Authors: it.Authors, Published: it.Published, Language: it.Language, Text: it.Text}
	d.Outlet = g.outlet(r, f, it, "")
	if o.back {
		d.Withdrawn = wiredesk.Time{Time: g.o.Now().UTC().Truncate(time.Second)}
	}
	done := g.finish(d, o.notes)
	done.retry, done.waits, done.back, done.brief = o.retry, o.waits, o.back, page == now
	return done
}

// finish makes a document of what was put together.
func (g *gatherer) finish(d *wiredesk.Document, notes []error) outcome {
	if err := g.date(d); err != nil {
		notes = append(notes, err)
	}
	doc, more, err := intake.Finish(*d)
	if err != nil {
		more = append(more, err)
	}
	return outcome{doc: doc, notes: append(notes, more...)}
}

// date drops a date that cannot be true.
func (g *gatherer) date(d *wiredesk.Document) error {
	t := d.Published
	if t.IsZero() || t.Year() >= minYear && !t.After(g.o.Now().Add(maxFuture)) {
		return nil
	}
	d.Published = wiredesk.Time{}
	return fmt.Errorf("%w: date %s is before %d or in the future; it is kept without a date", wiredesk.ErrInvalid, t, minYear)
}

// outlet returns who published an item: whom the feed names; the site of the
// page; the feed, if the page is of the site that the feed belongs to. What
// collects the news of others published none of it.
func (g *gatherer) outlet(r *Result, f *feed.Feed, it feed.Item, ofPage string) string {
	own := ""
	if it.URL == "" || sameSite(it.URL, cmp.Or(f.Home, r.Source)) {
		own = f.Title
	}
	return cmp.Or(it.Outlet, ofPage, own, siteOf(it.URL))
}

// fetched fetches the page of an item.
func (g *gatherer) fetched(ctx context.Context, it feed.Item) (*wiredesk.Document, *fetch.Response, []error, error) {
	res, err := g.c.Get(ctx, it.URL)
	if err != nil {
		return nil, nil, nil, err
	}
	d, notes, err := g.draft(res, it)
	return d, res, notes, err
}

// article makes a document of a page by itself.
func (g *gatherer) article(res *fetch.Response, it feed.Item) (*wiredesk.Document, []error, error) {
	d, notes, err := g.draft(res, it)
	if err != nil {
		return nil, nil, err
	}
	o := g.finish(d, notes)
	if o.doc == nil {
		return nil, nil, o.notes[len(o.notes)-1]
	}
	return o.doc, o.notes, nil
}

// draft puts together what a page and its item say. What the feed says goes
// before what the page does, but for the text, of which the longer is taken.
func (g *gatherer) draft(res *fetch.Response, it feed.Item) (*wiredesk.Document, []error, error) {
	if f, err := feed.Parse(res.Body, feed.Options{Charset: res.Charset}); err != nil || f.Kind != feed.Page {
		return nil, nil, fmt.Errorf("%w: not a page", wiredesk.ErrInvalid)
	}
	p, err := extract.Article(decoded(res), res.URL)
	if err != nil {
		return nil, nil, err
	}
	d := &wiredesk.Document{
		Title: cmp.Or(it.Title, p.Title), Outlet: p.Outlet, URL: address(p.URL, res.URL), Authors: it.Authors,
		Published: it.Published, Language: cmp.Or(p.Language, it.Language), Text: p.Text,
	}
	if len(it.Text) > len(p.Text) {
		d.Text = it.Text
	}
	if len(d.Authors) == 0 {
		d.Authors = p.Authors
	}
	var notes []error
	if d.Published.IsZero() {
		d.Published = p.Published
		if p.BadDate != nil {
			notes = append(notes, fmt.Errorf("%w; it is kept without a date", p.BadDate))
		}
	}
	return d, notes, nil
}

// decoded returns the body of an answer. What its header declares goes before
// what the page itself does: the mark tells so.
func decoded(res *fetch.Response) []byte {
	if res.Charset == "" {
		return res.Body
	}
	return []byte("\uFEFF" + charset.Decode(res.Body, res.Charset))
}

// address returns what a page calls itself, if that is of its own site.
func address(canonical, fetched string) string {
	if u, err := fetch.ParseURL(canonical); err == nil && sameSite(canonical, fetched) {
		return u.String()
	}
	return fetched
}
