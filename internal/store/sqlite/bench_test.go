package sqlite_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

var benchReports = flag.Int("reports", 10_000, "of BenchmarkRead: reports in the store, five to a story")

// BenchmarkRead reads stories and searches in a store of many.
func BenchmarkRead(b *testing.B) {
	db, stories := many(b, *benchReports)
	r := rand.New(rand.NewPCG(1, 1))
	b.Run("story", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := db.StoryOf(b.Context(), stories[r.IntN(len(stories))]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("members", func(b *testing.B) {
		for b.Loop() {
			if list, err := db.Members(b.Context(), stories[r.IntN(len(stories))]); err != nil || len(list) != 5 {
				b.Fatal(err, len(list))
			}
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			if list, err := db.Stories(b.Context(), 0, 50); err != nil || len(list) != 50 {
				b.Fatal(err)
			}
		}
	})
	for name, f := range map[string]store.Filter{
		"page of the list": {}, "page of a person": {Person: "Ana 7"}, "page of what differs": {Differ: true},
		"far page": {After: &store.Cursor{Rank: 0, Report: stories[len(stories)/10]}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if list, err := db.List(b.Context(), f, 30); err != nil || len(list) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			q, err := store.ParseQuery(word(r) + " " + word(r))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.SearchReports(b.Context(), q, 20); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// word returns a word, short ones more often.
func word(r *rand.Rand) string { return fmt.Sprintf("word%d", int(r.ExpFloat64()*400)) }

// many fills a store with n reports of 250 words, five to a story.
func many(b *testing.B, n int) (*sqlite.DB, []int64) {
	b.Helper()
	db, err := sqlite.Create(b.Context(), filepath.Join(b.TempDir(), "wiredesk.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	r := rand.New(rand.NewPCG(1, 2))
	var stories []int64
	for i := 0; i < n; i += 500 {
		var in []store.Incoming
		for k := range 500 {
			var text strings.Builder
			for range 250 {
				text.WriteString(word(r) + " ")
			}
			d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint(i + k)), Title: word(r), Text: text.String()}
			d.Seal()
			in = append(in, store.Incoming{Document: d})
		}
		if _, err := db.Put(b.Context(), in); err != nil {
			b.Fatal(err)
		}
		list, err := db.Revisions(b.Context(), int64(i), 500)
		if err != nil {
			b.Fatal(err)
		}
		f := store.Filing{Through: list[499].Seq, Texts: list}
		var written []store.Written
		for k, v := range list {
			begun := list[k-k%5]
			f.Placed = append(f.Placed, store.Placement{Report: v.Report, Story: begun.Report, Family: v.Report})
			if k%5 == 0 {
				f.Changed = append(f.Changed, v.Report)
				stories = append(stories, v.Report)
				written = append(written, store.Written{Report: v.Report, Stale: f.Through, Story: storyOf(v), Facets: store.Facets{
					Differ: (i + k) % 1000 / 995, Names: []store.Facet{{Kind: store.Language, Name: "en"}, {Kind: store.Person, Name: fmt.Sprint("Ana ", (i+k)/5%50)}},
				}})
			}
		}
		if err := db.File(b.Context(), f); err != nil {
			b.Fatal(err)
		}
		if err := db.PutStories(b.Context(), written, nil); err != nil {
			b.Fatal(err)
		}
	}
	return db, stories
}

// storyOf returns a story with as many statements as a usual one has.
func storyOf(v store.Revision) wiredesk.Story {
	d := v.Document
	s := wiredesk.Story{ID: v.Begins, Documents: []wiredesk.DocumentID{d.ID}}
	for i := range 20 {
		at := wiredesk.Span{Start: 30 * i, End: 30*i + 200}
		s.KeyPoints = append(s.KeyPoints, wiredesk.Statement{ID: fmt.Sprint(i), Text: at.Of(d.Text), Evidence: []wiredesk.Evidence{wiredesk.Cite(d, at), wiredesk.Cite(d, at)}})
	}
	return s
}
