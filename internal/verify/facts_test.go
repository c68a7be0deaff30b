package verify_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// factMutants are lies about quotations, figures and claims. Each changes st
// and says whether there was something to change; doc is a document of the
// story, other one of another story.
var factMutants = []struct {
	name string
	lie  func(st *wiredesk.Story, doc, other *wiredesk.Document) bool
}{
	{"quotation reworded", eachQuotation(func(q *wiredesk.Quotation) bool { q.Text += " indeed"; return true })},
	{"quotation shortened", eachQuotation(func(q *wiredesk.Quotation) bool { q.Text = q.Text[:len(q.Text)-4]; return len(q.Text) > 8 })},
	{"quotation without a piece", eachQuotation(func(q *wiredesk.Quotation) bool {
		if len(q.Evidence) < 2 {
			return false
		}
		q.Evidence = q.Evidence[1:]
		return q.Evidence[0].Quote != q.Text
	})},
	{"quotation of somebody else", eachQuotation(func(q *wiredesk.Quotation) bool { q.Speaker.Name = "Nobody Heresaid"; return true })},
	{"quotation of an entity that is not there", eachQuotation(func(q *wiredesk.Quotation) bool { q.Speaker.Entity = "e0"; return true })},
	{"quotation with a cue of its own", eachQuotation(func(q *wiredesk.Quotation) bool { q.Cue = "was heard to mutter"; return true })},
	{"quotation of more origins", eachQuotation(func(q *wiredesk.Quotation) bool { q.Origins++; return true })},
	{"quotation of no kind", eachQuotation(func(q *wiredesk.Quotation) bool { q.Kind = "verbatim"; return true })},
	{"variant reworded", eachQuotation(func(q *wiredesk.Quotation) bool {
		if len(q.Variants) == 0 {
			return false
		}
		q.Variants[0].Text = "Not " + q.Variants[0].Text
		return true
	})},
	{"direct speech that is none", func(st *wiredesk.Story, doc, _ *wiredesk.Document) bool {
		q := &st.Quotations[0]
		q.Kind, q.Text, q.Variants = "direct", doc.Text[:20], nil
		q.Evidence, q.Origins = []wiredesk.Evidence{wiredesk.Cite(doc, wiredesk.Span{End: 20})}, 1
		return doc.Text[0] != '"' && doc.Text[0] > ' ' && doc.Text[0] < 0x80
	}},
	{"figure raised", eachFigure(func(f *wiredesk.Figure) bool {
		v := &f.Values[0]
		v.Value, v.Low = v.Value+1, v.Low+1
		if v.High != nil {
			high := *v.High + 1
			v.High = &high
		}
		return v.Evidence[0].Quote[0] >= '0' && v.Evidence[0].Quote[0] <= '9' && v.Qualifier == "exact" && v.Value > 3
	})},
	{"figure of more origins", eachFigure(func(f *wiredesk.Figure) bool { f.Values[0].Origins++; return true })},
	{"figure agreed by one", eachFigure(func(f *wiredesk.Figure) bool { was := f.State; f.State = "agree"; return was == "single" })},
	{"figure of several as of one", eachFigure(func(f *wiredesk.Figure) bool { was := f.State; f.State = "single"; return was == "agree" })},
	{"figure of no state", eachFigure(func(f *wiredesk.Figure) bool { f.State = "sure"; return true })},
	{"figure that differs from nothing", eachFigure(func(f *wiredesk.Figure) bool { f.State = "differ"; return len(f.Values) == 1 })},
	{"figure said by somebody else", eachFigure(func(f *wiredesk.Figure) bool { f.Values[0].SaidBy = "Nobody Heresaid"; return true })},
	{"figure from elsewhere", func(st *wiredesk.Story, _, other *wiredesk.Document) bool {
		if len(st.Figures) == 0 {
			return false
		}
		st.Figures[0].Values[0].Evidence[0] = wiredesk.Cite(other, wiredesk.Span{End: 5})
		return true
	}},
	{"claim of no kind", eachClaim(func(c *wiredesk.ClaimSet) bool { c.Kind = "truth"; return true })},
	{"claim with a verdict", eachClaim(func(c *wiredesk.ClaimSet) bool { c.Reading = "the first is right"; return true })},
	{"claim of more origins", eachClaim(func(c *wiredesk.ClaimSet) bool { c.Sides[0].Origins++; return true })},
	{"claim of other outlets", eachClaim(func(c *wiredesk.ClaimSet) bool {
		c.Sides[0].Outlets = append([]string{"A Paper of Record"}, c.Sides[0].Outlets...)
		return true
	})},
	{"claim said by somebody else", eachClaim(func(c *wiredesk.ClaimSet) bool { c.Sides[0].SaidBy = "Nobody Heresaid"; return true })},
	{"claim in other words", eachClaim(func(c *wiredesk.ClaimSet) bool {
		c.Sides[0].Value = "never " + c.Sides[0].Value
		return c.Kind == "act" || c.Kind == "status"
	})},
	{"claim without its sentence", eachClaim(func(c *wiredesk.ClaimSet) bool { c.Sides[0].Statements = nil; return true })},
	{"claim with one side twice", eachClaim(func(c *wiredesk.ClaimSet) bool {
		c.Reading, c.Sides = "open", append(c.Sides[:1:1], c.Sides[0])
		return true
	})},
	{"claim of one passed off as agreed", func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		if len(st.Claims.Single) == 0 {
			return false
		}
		st.Claims.Agree = append(st.Claims.Agree, st.Claims.Single[0])
		return true
	}},
	{"claim of several passed off as one's", func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		if len(st.Claims.Agree) == 0 {
			return false
		}
		st.Claims.Single = append(st.Claims.Single, st.Claims.Agree[0])
		return true
	}},
	{"denied claim without the mark", eachDispute(func(c *wiredesk.ClaimSet) bool {
		st := &c.Sides[0].Statements[0]
		was := len(st.Flags)
		st.Flags = slices.DeleteFunc(slices.Clone(st.Flags), func(f string) bool { return f == wiredesk.FlagDenied })
		return len(st.Flags) < was
	})},
	{"denial without its word", eachDispute(func(c *wiredesk.ClaimSet) bool {
		side := &c.Sides[1]
		was := side.Value
		side.Value = strings.Replace(was, "denied ", "confirmed ", 1)
		return side.Value != was
	})},
	{"sides of a dispute exchanged", eachDispute(func(c *wiredesk.ClaimSet) bool {
		a, b := &c.Sides[0], &c.Sides[1]
		if strings.Contains(a.Statements[0].Text, b.Value) || strings.Contains(b.Statements[0].Text, a.Value) {
			return false // one sentence tells both
		}
		a.Value, b.Value = b.Value, a.Value
		return true
	})},
	{"side left out", func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		if len(st.Claims.Differ) == 0 {
			return false
		}
		c := &st.Claims.Differ[0]
		c.Sides = c.Sides[:1]
		return true
	}},
}

// eachQuotation makes a lie about the first quotation that it can be told of.
func eachQuotation(lie func(*wiredesk.Quotation) bool) func(*wiredesk.Story, *wiredesk.Document, *wiredesk.Document) bool {
	return func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		return first(st.Quotations, lie)
	}
}

func eachFigure(lie func(*wiredesk.Figure) bool) func(*wiredesk.Story, *wiredesk.Document, *wiredesk.Document) bool {
	return func(st *wiredesk.Story, _, _ *wiredesk.Document) bool { return first(st.Figures, lie) }
}

func eachClaim(lie func(*wiredesk.ClaimSet) bool) func(*wiredesk.Story, *wiredesk.Document, *wiredesk.Document) bool {
	return func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		return first(st.Claims.Differ, lie) || first(st.Claims.Agree, lie) || first(st.Claims.Single, lie)
	}
}

// eachDispute makes a lie about the first act on which reports differ.
func eachDispute(lie func(*wiredesk.ClaimSet) bool) func(*wiredesk.Story, *wiredesk.Document, *wiredesk.Document) bool {
	return func(st *wiredesk.Story, _, _ *wiredesk.Document) bool {
		return first(st.Claims.Differ, func(c *wiredesk.ClaimSet) bool { return c.Kind == "act" && lie(c) })
	}
}

// first tells the lie about the first of list that it can be told of; the
// others stay as they are.
func first[T any](list []T, lie func(*T) bool) bool {
	for i := range list {
		was := list[i]
		if lie(&list[i]) {
			return true
		}
		list[i] = was
	}
	return false
}

// TestFactMutants makes each lie about each story of the bundled reports: all
// are refused, and the truth is not.
func TestFactMutants(t *testing.T) {
	var docs []*wiredesk.Document
	for sc := bufio.NewScanner(bytes.NewReader(demo.JSONL())); sc.Scan(); {
		d := &wiredesk.Document{}
		if err := json.Unmarshal(sc.Bytes(), d); err != nil {
			t.Fatal(err)
		}
		d.Seal()
		docs = append(docs, d)
	}
	r, err := pipeline.Run(context.Background(), docs, pipeline.Config{Facts: true})
	if err != nil {
		t.Fatal(err)
	}
	if rep := verify.Result(r, docs); len(rep.Failures) > 0 {
		t.Fatalf("the truth is refused: %v", rep.Failures)
	}
	ids := byID(docs)
	for _, m := range factMutants {
		made := 0
		for i := 0; i < len(r.Stories) && made < 3; i++ {
			c := wiredesk.Result{Documents: r.Documents, Stories: slices.Clone(r.Stories), Unfiled: r.Unfiled}
			st := deepCopy(t, &r.Stories[i])
			other := ids[r.Stories[(i+1)%len(r.Stories)].Documents[0]]
			if len(st.Quotations) == 0 || !m.lie(st, ids[st.Documents[0]], other) {
				continue
			}
			made++
			c.Stories[i] = *st
			if rep := verify.Result(&c, docs); len(rep.Failures) == 0 {
				t.Errorf("%s: not refused in story %s", m.name, st.ID)
			}
		}
		if made == 0 {
			t.Errorf("%s: no story has anything to tell it about", m.name)
		}
	}
}

func deepCopy(t *testing.T, st *wiredesk.Story) *wiredesk.Story {
	t.Helper()
	b, err := json.Marshal(st)
	if err != nil {
		t.Fatal(err)
	}
	var out wiredesk.Story
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return &out
}
