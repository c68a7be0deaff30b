package follower

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/worker"
)

const (
	// maxTries is how often the page of an entry is asked for that cannot be had
	// for a reason that may pass. Then its summary is all there is.
	maxTries = 5
	// readAgain is how long an entry is left alone that says something else now:
	// some feeds count comments in their summaries.
	readAgain = time.Hour
	// pagesAtOnce is how many pages of one source are fetched at a time.
	pagesAtOnce = 4
)

// A visit is one check of a source.
type visit struct {
	f    *Follower
	s    *store.Source
	out  chan<- worker.Delivery
	ctx  context.Context // of the check; package gather takes functions without one
	told chan struct{}   // has a value after a delivery was answered

	mu     sync.Mutex
	before map[string]store.Item // what was known of its entries; nil if it was not needed yet
	items  []store.Item          // that were dealt with
	open   int                   // deliveries that are not answered yet
	news   int                   // reports and revisions
	knew   int                   // entries that were known
	forget bool                  // no entry of this check is to be taken as known
	left   bool                  // something is to be read again, so the next answer must be whole
	err    error                 // of the store
}

func (v *visit) options() gather.Options {
	return gather.Options{MaxPages: v.f.o.Pages, Workers: pagesAtOnce, Now: v.f.o.Now, Known: v.known, Took: v.take}
}

// known reports whether an entry need not be read.
func (v *visit) known(it feed.Item) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := !v.load() || v.isKnown(it)
	if known {
		v.knew++
	}
	return known
}

// isKnown is known; v is locked.
func (v *visit) isKnown(it feed.Item) bool {
	old, ok := v.before[keyOf(it)]
	switch {
	case !ok, 0 < old.Tries && old.Tries < maxTries:
		return false
	case old.Content == contentOf(it):
		return true
	case it.Withdrawn:
		return false
	case v.f.o.Now().Sub(old.Read) < readAgain && !old.Read.After(v.f.o.Now()):
		v.left = true
		return true
	}
	return false
}

// load reads what was known; v is locked.
func (v *visit) load() bool {
	if v.before == nil && v.err == nil {
		v.before, v.err = v.f.db.Items(v.ctx, v.s.Number)
	}
	return v.err == nil
}

// keyOf is what a source knows an entry by.
func keyOf(it feed.Item) string {
	if it.ID == "" && it.URL == "" {
		return short("\x00" + it.Title + "\x00" + it.Text)
	}
	return short(it.ID + "\x00" + it.URL)
}

// contentOf is what an entry says.
func contentOf(it feed.Item) string {
	s := it.Title + "\x00" + it.Text
	if it.Withdrawn {
		s += "\x00withdrawn"
	}
	return short(s)
}

// short is a hash of 128 bits.
func short(s string) string { return wiredesk.Hash(s)[:32] }

// take hands in what was read, waiting for the desk.
func (v *visit) take(t gather.Taken) {
	it := store.Item{Read: v.f.o.Now()}
	if t.Item.ID+t.Item.URL+t.Item.Title+t.Item.Text != "" {
		it.Key, it.Content = keyOf(t.Item), contentOf(t.Item)
	}
	v.mu.Lock()
	old := v.before[it.Key]
	v.mu.Unlock()
	it.Document, it.Tries = old.Document, old.Tries
	if t.Waits && it.Tries < maxTries {
		it.Tries = max(it.Tries-1, 0) // no try
	}
	d := wiredesk.Document{}
	switch {
	case t.Document != nil:
		d = *t.Document
	case !t.Back || old.Document == "":
		v.note(it, t.Again, false)
		return
	}
	if t.Summary && !t.Back && v.keeps(old.Document, d.Text) {
		v.note(it, t.Again, false)
		return
	}
	if old.Document != "" && (t.Item.ID != "" || store.AddressKey(t.Item.URL) != "") {
		d.ID = old.Document // its page may have another address now, and is a revision all the same
	}
	in := store.Incoming{Document: &d, Stands: !t.Summary, Raw: t.Raw, Header: map[string]string{"Source": fetch.Redact(v.s.URL)}}
	for k, h := range t.Header {
		in.Header[k] = h
	}
	if t.Back && t.Document == nil {
		v.withdraw(&in)
	}
	v.deliver(in, func(r store.Receipt, err error) {
		if err == nil {
			it.Document = r.Document
		}
		v.note(it, t.Again || err != nil, err == nil && r.Outcome != store.Known)
	})
}

// withdraw marks what is handed in, of which no text is known, as taken back by
// its outlet.
func (v *visit) withdraw(in *store.Incoming) {
	in.Document.Withdrawn, in.Stands = wiredesk.Time{Time: v.f.o.Now().UTC().Truncate(time.Second)}, false
	in.Document.Seal()
}

// gone takes back the report of a source that was a page, and is gone for good.
func (v *visit) gone() {
	in := store.Incoming{Document: &wiredesk.Document{URL: v.s.URL}}
	v.withdraw(&in)
	v.deliver(in, func(r store.Receipt, err error) {
		if err == nil && r.Outcome != store.Known {
			v.note(store.Item{}, false, true)
		}
	})
}

// deliver hands in, waiting for the desk, and tells done what became of it.
func (v *visit) deliver(in store.Incoming, done func(store.Receipt, error)) {
	weight := min(wiredesk.MaxInHand, int64(len(in.Raw)+len(in.Document.Text)))
	if v.f.room.Acquire(v.ctx, weight) != nil {
		return
	}
	v.mu.Lock()
	v.open++
	v.mu.Unlock()
	told := func(r store.Receipt, err error) {
		v.f.room.Release(weight)
		done(r, err)
		v.mu.Lock()
		v.open--
		v.mu.Unlock()
		select {
		case v.told <- struct{}{}:
		default:
		}
	}
	select {
	case v.out <- worker.Delivery{Incoming: in, Done: told}:
	case <-v.ctx.Done():
	}
}

// keeps reports whether the store has of report id a text that was read from its
// page and is longer than text: what a feed gives where the page cannot be had
// does not take its place.
func (v *visit) keeps(id wiredesk.DocumentID, text string) bool {
	if id == "" {
		return false
	}
	r, err := v.f.db.Report(v.ctx, id)
	return err == nil && r.RawHash != "" && len(r.Document.Text) > len(text)
}

// note keeps what became of an entry: done, or to be tried again.
func (v *visit) note(it store.Item, again, news bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if news {
		v.news++
	}
	if again {
		it.Tries = min(it.Tries+1, maxTries)
		v.left = v.left || it.Tries < maxTries || it.Key == ""
	} else {
		it.Tries = 0
	}
	if it.Key != "" {
		v.items = append(v.items, it)
	}
}

// settled waits until every delivery was answered. It is false if the run ends
// before.
func (v *visit) settled() bool {
	for {
		v.mu.Lock()
		open := v.open
		v.mu.Unlock()
		if open == 0 {
			return v.ctx.Err() == nil
		}
		select {
		case <-v.told:
		case <-v.ctx.Done():
			return false
		}
	}
}

// checked returns what is to be kept.
func (v *visit) checked(r *gather.Result) store.Checked {
	c := store.Checked{
		Source: v.s.Number, Check: r.Check, Kind: string(r.Kind), Title: r.Title, Home: r.Home,
		Wanted: v.s.Wanted, ETag: r.ETag, LastModified: r.LastModified, Documents: int64(v.news), Items: v.items,
	}
	c.Check.New = v.news
	if v.forget {
		c.Items = nil
	}
	r.Each(func(r *gather.Result) { v.left = v.left || r.Left > 0 })
	switch r.Check.State {
	case follow.Broken, follow.Gone: // what its last whole answer had still holds
		c.Kind, c.Title, c.Home, c.ETag, c.LastModified = "", "", "", v.s.ETag, v.s.LastModified
		return c
	case follow.OK, follow.Empty:
		c.WasFeed = r.Kind != feed.Unknown && r.Kind != feed.Page
	}
	if v.left {
		c.ETag, c.LastModified = "", ""
	}
	c.Moved = v.moved(r)
	return c
}

// moved returns the new address of a source that has one. What has a password
// or token stays where it is: the new address would go without.
func (v *visit) moved(r *gather.Result) string {
	u, err := url.Parse(v.s.URL)
	if err != nil || u.User != nil || v.f.o.Header[v.s.URL] != nil || r.Moved == v.s.URL {
		return ""
	}
	return r.Moved
}
