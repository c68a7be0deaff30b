package copies_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// TestUnrelated looks for copies among real reports as if all had been
// published in one second, so that neither the window nor the time in which a
// part is taken helps, and counts the pairs that were published more than ten
// days apart and stand in different stories. Those that are found share text
// all the same, as docs/decisions/0006 says; each is printed.
func TestUnrelated(t *testing.T) {
	for _, tt := range []struct {
		set  string
		most int // pairs found
	}{
		{"allsides/documents.jsonl.gz", 1},
		{"allsides/stream.jsonl.gz", 19},
	} {
		docs := read(t, tt.set)
		story := stories(t, filepath.Join(filepath.Dir(tt.set), "stories.json"))
		labels := make([]label, len(docs))
		f := copies.NewFinder(copies.Options{})
		a := annotate.New()
		pairs, hits := 0, 0
		for i, d := range docs {
			labels[i] = label{story[d.ID], d.Published.Time}
			for _, l := range labels[:i] {
				if l.unrelated(labels[i]) {
					pairs++
				}
			}
			x := *d
			x.Published = wiredesk.Time{Time: time.Unix(0, 0)}
			for _, s := range f.Add(a.Annotate(&x)).Shares {
				if e := docs[s.With]; labels[s.With].unrelated(labels[i]) {
					hits++
					t.Logf("%.2f of %q (%s, %s), %.2f of %q (%s, %s)", s.Taken, d.Title, d.Outlet, d.Published, s.Given, e.Title, e.Outlet, e.Published)
				}
			}
		}
		t.Logf("%s: %d of %d pairs", tt.set, hits, pairs)
		if hits > tt.most || pairs < 100_000 {
			t.Errorf("%s: %d of %d unrelated pairs found, want %d at most", tt.set, hits, pairs, tt.most)
		}
	}
}

// A label is what is known of a document beside its text; story is "" if that
// is not known.
type label struct {
	story string
	at    time.Time
}

func (l label) unrelated(o label) bool {
	return !l.at.IsZero() && !o.at.IsZero() && l.at.Sub(o.at).Abs() > 10*24*time.Hour && (l.story == "" || l.story != o.story)
}

// stories returns the story of each document that the labels in file name.
func stories(t *testing.T, file string) map[wiredesk.DocumentID]string {
	b, err := os.ReadFile(filepath.Join(os.Getenv("WIREDESK_DATA"), file))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Stories []struct {
			ID        string
			Documents []wiredesk.DocumentID
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	out := map[wiredesk.DocumentID]string{}
	for _, s := range gold.Stories {
		for _, d := range s.Documents {
			out[d] = s.ID
		}
	}
	return out
}
