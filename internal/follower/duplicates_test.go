package follower_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/webtest"
	"github.com/wiredesk/wiredesk/internal/worker"
)

var documents = flag.Int("documents", 60, "of TestDuplicates: how many documents, each delivered ten times")

// TestDuplicates delivers each document ten times, by six ways at once: two
// feeds with its page, the API (with the answer lost, and again), an archive of
// its page twice, a file of a folder twice, and twice by a program of ours. In
// the end there are so many reports, each with one text.
func TestDuplicates(t *testing.T) {
	t.Parallel()
	r, err := selftest.NewReports(5)
	if err != nil {
		t.Fatal(err)
	}
	r.Weeks = 3
	p := &press{size: 50}
	for d := range r.Documents(*documents) {
		p.docs = append(p.docs, d)
	}
	s, err := webtest.Start(webtest.Options{Other: p})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	p.base = s.URL
	var urls []string
	for i := 0; i*p.size < len(p.docs); i++ {
		urls = append(urls, fmt.Sprintf("%s/first/%d", s.URL, i), fmt.Sprintf("%s/second/%d", s.URL, i))
	}
	b := newBench(t, urls...)
	lines := p.lines(t)
	folder := t.TempDir()
	for name, text := range map[string]string{
		"a.jsonl": strings.Join(lines, "\n"), "b.jsonl": strings.Join(lines, "\n"), "c.warc": p.archive(), "d.warc": p.archive(),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := &deliveries{t: t, said: map[string]int{}, by: map[string]int{}}
	b.run(func(ctx context.Context, out chan<- worker.Delivery) error {
		var wg sync.WaitGroup
		wg.Go(func() { in.through(ctx, out, "feeds", b.follower().Once) })
		for _, name := range []string{"a.jsonl", "b.jsonl", "c.warc", "d.warc"} {
			wg.Go(func() {
				in.through(ctx, out, name, worker.Paths([]string{filepath.Join(folder, name)}, intake.Options{}, func(e *wiredesk.ReadError) { in.failed(e) }))
			})
		}
		wg.Go(func() { in.post(b, lines) })
		for range 2 {
			wg.Go(func() { in.through(ctx, out, "ours", ours(lines)) })
		}
		wg.Wait()
		return nil
	})
	n := int64(len(p.docs))
	b.wantStore(fmt.Sprint("delivered by ", in.said), n, n)
	if in.n != 10*len(p.docs) || in.said[store.Added] != len(p.docs) || in.said[store.Revised] != 0 {
		t.Errorf("%d deliveries, told %v", in.n, in.said)
	}
	t.Logf("%d deliveries of %d documents: %v, %v", in.n, n, in.by, in.said)
}

// A press has documents as pages, and in feeds of so many.
type press struct {
	base string
	size int
	docs []*wiredesk.Document
}

func (p *press) url(i int) string { return fmt.Sprintf("%s/page/%d", p.base, i) }

func (p *press) page(i int) string {
	d := p.docs[i]
	text := "<p>" + strings.ReplaceAll(html.EscapeString(d.Text), "\n\n", "</p><p>") + "</p>"
	return fmt.Sprintf("<html><head><title>%s</title></head><body><article><h1>%[1]s</h1>%s</article></body></html>", html.EscapeString(d.Title), text)
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	part := strings.Split(r.URL.Path, "/")
	n, err := strconv.Atoi(part[len(part)-1])
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if part[1] == "page" {
		fmt.Fprint(w, p.page(n))
		return
	}
	fmt.Fprintf(w, `<rss version="2.0"><channel><title>Feed %s</title>`, part[1])
	for i := n * p.size; i < min((n+1)*p.size, len(p.docs)); i++ {
		fmt.Fprintf(w, `<item><guid>%s%d</guid><title>%s</title><link>%s?utm_source=%[1]s</link></item>`, part[1], i, html.EscapeString(p.docs[i].Title), p.url(i))
	}
	fmt.Fprint(w, "</channel></rss>")
}

// lines returns each document as a program would send it that has read its page.
func (p *press) lines(t *testing.T) (out []string) {
	for i := range p.docs {
		d, _, err := intake.Page([]byte(p.page(i)), p.url(i))
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint("wire-", i), "url": p.url(i) + "?utm_medium=wire", "title": d.Title, "text": d.Text})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(line))
	}
	return out
}

// archive returns every page as a WARC archive.
func (p *press) archive() string {
	var b strings.Builder
	for i := range p.docs {
		page := p.page(i)
		answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-10-08T12:00:00Z\r\nWARC-Record-ID: <urn:x:%d>\r\n"+
			"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", p.url(i), i, len(answer), answer)
	}
	return b.String()
}

// deliveries counts what was handed in, and what was answered.
type deliveries struct {
	t    *testing.T
	mu   sync.Mutex
	n    int
	said map[string]int // by outcome
	by   map[string]int // by way
}

func (in *deliveries) failed(err error) {
	if err != nil {
		in.t.Error(err)
	}
}

func (in *deliveries) told(way, outcome string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.n++
	in.said[outcome]++
	in.by[way]++
}

// through runs source and waits until all that it hands in has been answered.
func (in *deliveries) through(ctx context.Context, out chan<- worker.Delivery, way string, source worker.Source) {
	c := make(chan worker.Delivery)
	var answered, passed sync.WaitGroup
	passed.Go(func() {
		for d := range c {
			done := d.Done
			answered.Add(1)
			d.Done = func(r store.Receipt, err error) {
				defer answered.Done()
				in.failed(err)
				in.told(way, r.Outcome)
				if done != nil {
					done(r, err)
				}
			}
			out <- d
		}
	})
	in.failed(source(ctx, c))
	close(c)
	passed.Wait()
	answered.Wait()
}

// ours is a source that hands lines in from 16 goroutines.
func ours(lines []string) worker.Source {
	return func(_ context.Context, out chan<- worker.Delivery) error {
		errs := make([]error, 16)
		var wg sync.WaitGroup
		for k := range errs {
			wg.Go(func() {
				for i := k; i < len(lines); i += len(errs) {
					d, err := intake.Line([]byte(lines[i]))
					if err != nil {
						errs[k] = err
						return
					}
					out <- worker.Delivery{Incoming: store.Incoming{Document: d}}
				}
			})
		}
		wg.Wait()
		return errors.Join(errs...)
	}
}

// post sends lines to the API, fifty a request. The connection breaks off when
// they are on the disk, before the answer; so they are sent again.
func (in *deliveries) post(b *bench, lines []string) {
	routes := api.Routes(b.db, api.Options{Put: func(ctx context.Context, list []store.Incoming) ([]store.Receipt, error) {
		got, err := worker.Put(ctx, b.db, list, worker.Options{MinFree: -1, Now: b.clock.now})
		for _, r := range got {
			in.told("API", r.Outcome)
		}
		return got, err
	}})
	var lost bool // the answer before
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, x := range routes {
			if x.Method != r.Method || x.Pattern != r.URL.Path {
				continue
			}
			answer := httptest.NewRecorder()
			x.Handler.ServeHTTP(answer, r)
			if lost = !lost; lost {
				panic(http.ErrAbortHandler)
			}
			w.WriteHeader(answer.Code)
			_, _ = w.Write(answer.Body.Bytes())
		}
	}))
	defer s.Close()
	const each = 50
	for len(lines) > 0 {
		n := min(each, len(lines))
		body := strings.Join(lines[:n], "\n")
		tries := 0
		for ; tries < 3; tries++ {
			res, err := http.Post(s.URL+"/v1/documents", "application/x-ndjson", bytes.NewBufferString(body))
			if err != nil {
				continue
			}
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				in.t.Errorf("POST: %s", res.Status)
			}
			break
		}
		if tries != 1 {
			in.t.Errorf("sent again %d times: no answer was lost", tries)
		}
		lines = lines[n:]
	}
}
