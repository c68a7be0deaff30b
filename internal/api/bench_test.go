package api_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/selftest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

var benchStories = flag.Int("stories", 2000, "of BenchmarkAPI: stories in the store")

// BenchmarkAPI asks a desk of many stories, and tells the median and the 95th
// percentile of the times.
func BenchmarkAPI(b *testing.B) {
	db, list := many(b, *benchStories)
	mux := http.NewServeMux()
	for _, r := range api.Routes(db, api.Options{}) {
		mux.Handle(r.Method+" "+r.Pattern, r.Handler)
	}
	r := rand.New(rand.NewPCG(1, 1))
	word := func() string {
		words := strings.Fields(list[r.IntN(len(list))].Document.Text)
		return words[r.IntN(len(words))]
	}
	for _, ask := range []struct {
		name string
		path func() string
	}{
		{"story", func() string { return "/v1/stories/" + string(list[r.IntN(len(list))].Begins) }},
		{"brief", func() string { return "/v1/stories/" + string(list[r.IntN(len(list))].Begins) + "/brief" }},
		{"trace", func() string { return "/v1/sentences/" + string(list[r.IntN(len(list))].Begins) + ".k1/trace" }},
		{"list", func() string { return "/v1/stories?limit=50" }},
		{"differ", func() string { return "/v1/stories?limit=50&differ=true&min_origins=3" }},
		{"list-words", func() string { return "/v1/stories?q=" + url.QueryEscape(word()) }},
		{"search", func() string { return "/v1/search?q=" + url.QueryEscape(word()+" "+word()) }},
	} {
		b.Run(ask.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				w, req := httptest.NewRecorder(), httptest.NewRequest("GET", ask.path(), nil)
				from := time.Now()
				mux.ServeHTTP(w, req)
				took = append(took, time.Since(from))
				if w.Code != 200 && !(w.Code == 422 && ask.name != "story") { // a word of signs alone
					b.Fatalf("%s: %d %s", req.URL, w.Code, w.Body)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

// many fills a store with n stories that are, but for their ids, the bundled
// ones of several reports, each with an invented report.
func many(b *testing.B, n int) (*sqlite.DB, []store.Revision) {
	b.Helper()
	models := written(b)
	made, err := selftest.NewReports(1)
	if err != nil {
		b.Fatal(err)
	}
	db := desktest.Empty(b)
	var all []store.Revision
	for docs := range slices.Chunk(slices.Collect(made.Documents(n)), 500) {
		list := desktest.Apart(b, db, docs...)
		through := list[len(list)-1].Seq
		var stories []store.Written
		for i, v := range list {
			s := models[i%len(models)]
			stories = append(stories, store.Written{Report: v.Report, Stale: through, Story: rename(s, v)})
		}
		if err := db.PutStories(b.Context(), stories, nil); err != nil {
			b.Fatal(err)
		}
		all = append(all, list...)
	}
	return db, all
}

// written returns the bundled stories of several reports.
func written(b *testing.B) []*wiredesk.Story {
	db := bundle.Open(b)
	list, err := db.Stories(b.Context(), 0, 100)
	if err != nil {
		b.Fatal(err)
	}
	var out []*wiredesk.Story
	for _, e := range list {
		if e.Documents > 1 {
			s, _, err := db.Story(b.Context(), e.ID)
			if err != nil {
				b.Fatal(err)
			}
			out = append(out, s)
		}
	}
	return out
}

// rename returns s as the story that v begins, with a key point of v's text.
func rename(s *wiredesk.Story, v store.Revision) wiredesk.Story {
	out := *s
	out.ID, out.LastPublished = v.Begins, v.Document.Published
	e := wiredesk.Cite(v.Document, wiredesk.Span{End: min(40, len(v.Document.Text))})
	out.KeyPoints = append([]wiredesk.Statement{{ID: fmt.Sprintf("%s.k1", v.Begins), Text: e.Quote, Evidence: []wiredesk.Evidence{e}}}, s.KeyPoints...)
	return out
}
