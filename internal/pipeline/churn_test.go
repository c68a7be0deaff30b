package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// TestChurn replays labelled reports among 10,000 others, in order of
// publication: of the documents whose story is an hour old, no more than one in
// fifty may ever come to another one.
func TestChurn(t *testing.T) {
	data := os.Getenv("WIREDESK_DATA")
	if data == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	all, _, err := intake.Read(context.Background(), []string{
		filepath.Join(data, "allsides", "documents.jsonl.gz"), filepath.Join(data, "allsides", "stream.jsonl.gz"),
	}, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	docs := all[:0]
	for _, d := range all {
		if !d.Published.IsZero() { // in a stream every document has a time
			docs = append(docs, d)
		}
	}
	annotated, err := pipeline.Annotate(context.Background(), docs, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	moved, merged, now, together := map[int]bool{}, map[int]bool{}, 0, 0
	finder := copies.NewFinder(copies.Options{})
	desk := cluster.New(cluster.Options{Moved: func(doc, from, to int) {
		if docs[now].Published.Sub(docs[from].Published.Time) < time.Hour {
			return
		}
		moved[doc] = true
		if doc == from {
			merged[from] = true
		}
	}}, func(s cluster.Story) {
		if len(s.Documents) > 1 {
			together += len(s.Documents)
		}
	})
	for i, d := range annotated {
		now = i
		desk.Add(d, finder.Add(d).Family)
	}
	desk.Close()
	share := float64(len(moved)) / float64(len(docs))
	t.Logf("%d documents, %d of them in stories of two or more; moved when their story was an hour old: %d (%.2f %%), of these with the document that began it: %d", len(docs), together, len(moved), 100*share, len(merged))
	if share > 0.02 {
		t.Errorf("%.2f %% moved, the most is 2 %%", 100*share)
	}
}
