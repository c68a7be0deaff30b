package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// web serves documents, and fetches them.
func (t trial) web(ctx context.Context, s streams) error {
	if t.from == "" {
		return errors.New("--from is wanted: a file of documents to serve")
	}
	docs, unread := read(ctx, s, []string{t.from}, nil)
	if len(docs) == 0 {
		return unread
	}
	docs = docs[:min(t.documents, len(docs))]
	var r webReport
	var err error
	if t.desk {
		r, err = t.webDesk(ctx, docs)
	} else {
		r, err = webSelftest(ctx, docs, t.brief)
	}
	if err != nil {
		return &internalError{err}
	}
	if _, err := fmt.Fprint(s.out, r); err != nil {
		return &internalError{err}
	}
	if r.missing > 0 || r.failures > 0 {
		return errCheck
	}
	return nil
}

// A webReport is what came of fetching documents from this machine.
type webReport struct {
	documents, feeds, missing, failures int
	equal                               int // texts that are the original's, but for white space and invisible characters
	titles, outlets, dates              int // that are the original's
	took                                time.Duration
	stories                             int // 0 if none were wanted
	briefed                             time.Duration
	desk                                bool   // through the running desk, so took is for all of it
	peak                                uint64 // bytes that the program held at most, those of the server among them
}

// String returns a line for each figure.
func (r webReport) String() string {
	share := func(n int) string {
		return fmt.Sprintf("%d of %d (%.2f %%)", n, r.documents, 100*float64(n)/float64(r.documents))
	}
	rate := func(d time.Duration) string {
		return fmt.Sprintf("%.1f s, %.0f documents/s", d.Seconds(), float64(r.documents)/d.Seconds())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "documents         %d, on %d feeds and as many pages\n", r.documents, r.feeds)
	fmt.Fprintf(&b, "missing           %d\nfailures          %d\n", r.missing, r.failures)
	fmt.Fprintf(&b, "texts equal       %s\ntitles equal      %s\npublishers equal  %s\ndates equal       %s\n", share(r.equal), share(r.titles), share(r.outlets), share(r.dates))
	if r.desk {
		fmt.Fprintf(&b, "fetched, filed, briefed   %s, %d stories\n", rate(r.took), r.stories)
	} else {
		fmt.Fprintf(&b, "fetched           %s\n", rate(r.took))
	}
	if r.stories > 0 && !r.desk {
		fmt.Fprintf(&b, "filed, briefed    %s, %d stories\n", rate(r.briefed), r.stories)
	}
	fmt.Fprintf(&b, "peak memory       %.0f MiB\n", float64(r.peak)/(1<<20))
	return b.String()
}

// webSelftest serves docs, fetches them, and briefs them if that is asked for.
func webSelftest(ctx context.Context, docs []*wiredesk.Document, brief bool) (webReport, error) {
	site := webtest.Site{Documents: docs}
	server, err := webtest.Start(webtest.Options{Other: site})
	if err != nil {
		return webReport{}, err
	}
	defer server.Close()
	var sources []gather.Source
	for i := range site.Feeds() {
		sources = append(sources, gather.Source{URL: fmt.Sprintf("%s/feed/%d", server.URL, i)})
	}
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1})
	stop := watchMemory()
	begun := time.Now()
	results, err := gather.All(ctx, client, sources, gather.Options{})
	r := webReport{documents: len(docs), feeds: len(sources), took: time.Since(begun)}
	if err == nil && brief {
		begun = time.Now()
		var filed *wiredesk.Result
		if filed, err = pipeline.Run(ctx, documentsOf(results), pipeline.Config{}); err == nil {
			r.briefed, r.stories = time.Since(begun), len(filed.Stories)
		}
	}
	r.peak = stop()
	if err != nil {
		return webReport{}, err
	}
	for i, res := range results {
		r.failures += len(res.Failures)
		r.compare(server.URL, docs, i, res)
	}
	return r, nil
}

// compare counts what of feed i is as it was published.
func (r *webReport) compare(base string, docs []*wiredesk.Document, i int, res *gather.Result) {
	got := map[string]*wiredesk.Document{}
	for _, d := range res.Documents {
		got[d.URL] = d
	}
	for k := i * webtest.PerFeed; k < min((i+1)*webtest.PerFeed, len(docs)); k++ {
		d, ok := got[fmt.Sprintf("%s/page/%d", base, k)]
		if !ok {
			r.missing++
			continue
		}
		r.compareOne(d, docs[k])
	}
}

// compareOne counts what of one document is as it was published.
func (r *webReport) compareOne(got, published *wiredesk.Document) {
	for at, same := range map[*int]bool{
		&r.equal:   folded(got.Text) == folded(published.Text),
		&r.titles:  folded(got.Title) == folded(published.Title),
		&r.outlets: folded(got.Outlet) == folded(published.Outlet),
		&r.dates:   got.Published.Compare(published.Published) == 0,
	} {
		if same {
			*at++
		}
	}
}

// folded returns a text with its white space folded, without the characters
// that nobody sees, which pages keep and documents of pages do not.
func folded(s string) string { return strings.Join(strings.Fields(intake.Tidy(s)), " ") }

// watchMemory looks at the memory of the program now and then, and returns
// what tells the most that was seen.
func watchMemory() (stop func() uint64) {
	var peak atomic.Uint64
	done := make(chan struct{})
	ended := make(chan struct{})
	look := func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak.Store(max(peak.Load(), m.Sys-m.HeapReleased))
	}
	go func() {
		defer close(ended)
		t := time.NewTicker(100 * time.Millisecond)
		defer t.Stop()
		for {
			select {
			case <-done:
				return
			case <-t.C:
				look()
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-ended
		look()
		return peak.Load()
	}
}
