package trace_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/trace"
)

// TestSentence: a sentence is found with its passage and what is around it;
// after a revision that takes the passage away it is still found where it
// stood; and one whose words are not those of its passage does not hold.
func TestSentence(t *testing.T) {
	db := desktest.Empty(t)
	text := strings.Repeat("Früher geschah nichts. ", 20) + "A whale was sighted off Halm." + strings.Repeat(" Später geschah nichts.", 20)
	d := sample.Document("a", "Halm Courier", text, 0)
	d.Title = "Whale"
	v := desktest.Apart(t, db, d)[0]
	at := strings.Index(text, "A whale")
	e := wiredesk.Cite(d, wiredesk.Span{Start: at, End: at + len("A whale was sighted off Halm.")})
	good := wiredesk.Statement{ID: string(v.Begins) + ".k1", Text: e.Quote, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{e}, Align: []wiredesk.Align{{Out: wiredesk.Span{End: len(e.Quote)}, Src: e.Span()}}}
	bad := good
	bad.ID, bad.Text = string(v.Begins)+".k2", strings.Replace(good.Text, "whale", "shark", 1)
	s := wiredesk.Story{ID: v.Begins, Documents: []wiredesk.DocumentID{"a"}, Brief: wiredesk.Brief{KeyPoints: []wiredesk.Statement{good, bad}}}
	if err := db.PutStories(t.Context(), []store.Written{{Report: v.Report, Story: s}}, nil); err != nil {
		t.Fatal(err)
	}
	for _, later := range []bool{false, true} {
		if later {
			if _, err := db.Put(t.Context(), []store.Incoming{{Document: sample.Document("a", "Halm Courier", "Nothing was seen.", 0)}}); err != nil {
				t.Fatal(err)
			}
		}
		tr, err := trace.Sentence(t.Context(), db, good.ID)
		if err != nil || !tr.Holds || len(tr.Passages) != 1 {
			t.Fatalf("%+v, %v", tr, err)
		}
		p := tr.Passages[0]
		if p.Revision != 1 || p.Current == later || p.Title != "Whale" || p.Outlet != "Halm Courier" || !strings.Contains(text, p.Before+p.Quote+p.After) ||
			len(p.Before) > 200 || len(p.After) > 200 || len(p.Before) < 150 || !utf8.ValidString(p.Before+p.After) {
			t.Errorf("%+v", p)
		}
	}
	if tr, err := trace.Sentence(t.Context(), db, bad.ID); err != nil || tr.Holds || len(tr.Failures) == 0 {
		t.Errorf("other words: %+v, %v", tr, err)
	}
	for _, id := range []string{good.ID + "1", "s-0.k1", "", ".", "k1"} {
		if _, err := trace.Sentence(t.Context(), db, id); !errors.Is(err, wiredesk.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
