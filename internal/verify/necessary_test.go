package verify_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestEveryEvidenceIsNeeded takes away each evidence of each statement of whole
// briefs, the claims included, and of statements joined from two sentences:
// once alone, and once with its rows of the alignment, as a forger would. The
// check must miss it either way.
func TestEveryEvidenceIsNeeded(t *testing.T) {
	t.Run("demo", func(t *testing.T) { everyEvidence(t, demo.JSONL()) })
	root := os.Getenv("WIREDESK_DATA")
	if root == "" {
		t.Log("WIREDESK_DATA is not set: the desk's reports are left out")
		return
	}
	b, err := os.ReadFile(filepath.Join(root, "..", "desk", "documents.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("desk", func(t *testing.T) { everyEvidence(t, b) })
}

func everyEvidence(t *testing.T, jsonl []byte) {
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: bytes.NewReader(jsonl)})
	if err != nil || len(failures) > 0 {
		t.Fatal(err, failures)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	check := verify.NewChecker(byID(docs))
	written, joined, gone := 0, 0, 0
	without := func(st *wiredesk.Statement, headline bool) {
		judge := check.Statement
		if headline {
			judge = check.Headline
		}
		if fs := judge(st); len(fs) > 0 {
			t.Fatalf("%q is refused as it stands: %v", st.Text, fs)
		}
		for i := range st.Evidence {
			for _, rows := range []bool{false, true} {
				gone++
				if len(judge(less(st, i, rows))) == 0 {
					t.Errorf("%q: without evidence %d the check still holds", st.Text, i)
				}
			}
		}
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		for st := range s.Statements() {
			without(st, st == s.Headline)
			written++
		}
		for st := range s.Claims.Statements() {
			without(st, false)
			written++
		}
	}
	for _, d := range docs {
		var pair []wiredesk.Span
		for _, span := range clear(d.Text) {
			if len(pair) == 1 && d.Text[pair[0].End:span.Start] != " " {
				pair = nil
			}
			if pair = append(pair, span); len(pair) < 2 {
				continue
			}
			// The space between the two is of the text alone.
			st := assemble(d, wiredesk.Joined, pair, pair)
			st.Text = pair[0].Of(d.Text) + " " + pair[1].Of(d.Text)
			st.Align[1].Out = wiredesk.Span{Start: pair[0].Len() + 1, End: len(st.Text)}
			pair = nil
			if len(check.Statement(st)) == 0 {
				without(st, false)
				joined++
			}
		}
	}
	t.Logf("%d written statements, %d joined ones: %d times an evidence was taken away", written, joined, gone)
	if written < 100 || joined < 10 {
		t.Errorf("%d written statements, %d joined ones: too few to mean anything", written, joined)
	}
}

// less returns st without evidence i, and with rows without its rows too.
func less(st *wiredesk.Statement, i int, rows bool) *wiredesk.Statement {
	c := *st
	c.Evidence = slices.Delete(slices.Clone(st.Evidence), i, i+1)
	if !rows {
		return &c
	}
	c.Align = nil
	for _, a := range st.Align {
		if a.Evidence > i {
			a.Evidence--
		} else if a.Evidence == i {
			continue
		}
		c.Align = append(c.Align, a)
	}
	return &c
}
