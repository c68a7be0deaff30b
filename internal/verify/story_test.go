package verify_test

import (
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// result returns a sound result of three documents, two of them one origin, in
// a story that follows another of one document, and one document unfiled.
func result() (*wiredesk.Result, []*wiredesk.Document) {
	a := document("a", "The pier fell on Monday at noon. Police saw no boats near it.")
	b := document("b", "The pier fell on Monday at noon. Police saw no boats near it, the town says.")
	c := document("c", "At noon on Monday the pier fell. The mayor said: “It was old.”")
	u := document("u", "Subscribe to our letter.")
	b.Outlet = a.Outlet
	a.Published = wiredesk.Time{Time: time.Date(2026, 5, 5, 8, 0, 0, 0, time.UTC)}
	key := verbatim(a, wiredesk.Span{End: 32})
	key.ID, key.Origins, key.Outlets = "k1", 2, 2
	key.Support = []wiredesk.Evidence{wiredesk.Cite(b, wiredesk.Span{End: 32}), wiredesk.Cite(c, wiredesk.Span{End: 32})}
	line := verbatim(a, wiredesk.Span{Start: 33, End: len(a.Text)})
	line.ID, line.Flags = "n1", []string{wiredesk.FlagSingleOrigin}
	head := *line
	head.ID = "h"
	event := *key
	event.ID = "t1"
	hour := *key
	hour.ID = "t2"
	side := *line
	side.ID = "c1"
	st := wiredesk.Story{
		ID: "s1", Documents: []wiredesk.DocumentID{"a", "b", "c"},
		Origins: []wiredesk.Origin{{Documents: []wiredesk.DocumentID{"a", "b"}, First: "a",
			Copies: []wiredesk.Copy{{Document: "b", Of: "a", Taken: 0.5, Share: 1, Added: []wiredesk.Span{{End: 3}}}}}, {Documents: []wiredesk.DocumentID{"c"}, First: "c"}},
		Counts: wiredesk.Counts{Documents: 3, Outlets: 2, Origins: 2},
		Brief: wiredesk.Brief{
			Headline: &head, KeyPoints: []wiredesk.Statement{*key}, Narrative: [][]wiredesk.Statement{{*line}},
			Timeline:  []wiredesk.Event{{Date: "2026-05-04", Precision: "day", Statement: event}, {Date: "2026-05-04T12", Precision: "hour", Statement: hour}},
			Questions: []wiredesk.Question{{Kind: "what", Question: "What happened?", State: "answered", Answer: []wiredesk.Statement{*key}}},
		},
		Quotations: []wiredesk.Quotation{{
			Text: "It was old.", Kind: "direct", Speaker: wiredesk.Speaker{Name: "The mayor"}, Cue: "said", Origins: 1,
			Evidence: []wiredesk.Evidence{cite(c, "It was old.")},
		}},
		Figures: []wiredesk.Figure{{What: "boats", State: "single", Values: []wiredesk.FigureValue{{Origins: 1, SaidBy: "Police", Evidence: []wiredesk.Evidence{cite(a, "no boats")}}}}},
		Claims: wiredesk.Claims{Single: []wiredesk.ClaimSet{{Kind: "act", Sides: []wiredesk.Side{{
			Value: "saw no boats", Origins: 1, Outlets: []string{"Outlet a"}, SaidBy: "Police", Statements: []wiredesk.Statement{side},
		}}}}},
		Related: []wiredesk.Related{{Story: "s2", Kind: wiredesk.Follows, Evidence: []wiredesk.Evidence{wiredesk.Cite(a, wiredesk.Span{End: 32})}}},
	}
	earlier := wiredesk.Story{
		ID: "s2", Documents: []wiredesk.DocumentID{"e"}, Origins: []wiredesk.Origin{{Documents: []wiredesk.DocumentID{"e"}, First: "e"}},
		Counts:  wiredesk.Counts{Documents: 1, Outlets: 1, Origins: 1},
		Related: []wiredesk.Related{{Story: "s1", Kind: wiredesk.FollowedBy}},
	}
	docs := []*wiredesk.Document{a, b, c, u, document("e", "The pier was shut on Sunday.")}
	r := &wiredesk.Result{Stories: []wiredesk.Story{st, earlier}, Unfiled: []wiredesk.Unfiled{{Document: "u", Reason: "not a report"}}}
	for _, d := range docs {
		c := *d
		c.Text = "" // as printed without --with-text
		r.Documents = append(r.Documents, &c)
	}
	return r, docs
}

// cite returns the evidence for the first place of quote in d.
func cite(d *wiredesk.Document, quote string) wiredesk.Evidence {
	i := strings.Index(d.Text, quote)
	return wiredesk.Cite(d, wiredesk.Span{Start: i, End: i + len(quote)})
}

func TestResult(t *testing.T) {
	monday := wiredesk.Time{Time: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)}
	r, docs := result()
	want := verify.Report{Stories: 2, Statements: 7, Evidence: 18, Failures: []verify.Failure{}}
	if diff := cmp.Diff(want, verify.Result(r, docs)); diff != "" {
		t.Errorf("sound result mismatch (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		name string
		edit func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document)
		want []string
	}{
		{"text missing", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { docs[3].Text = "" }, []string{"document"}},
		{"text changed", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { docs[3].Text += "!" }, []string{"document"}},
		{"document changed and sealed again", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			docs[3].Text += "!"
			docs[3].Seal()
		}, []string{"document"}},
		{"outlet", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { r.Documents[3].Outlet = "x" }, []string{"document"}},
		{"document twice", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Documents = append(r.Documents, r.Documents[0])
		}, []string{"document"}},
		{"nowhere filed", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { r.Unfiled = nil }, []string{"story"}},
		{"filed twice", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { r.Unfiled[0].Document = "a" }, []string{"story"}},
		{"without a reason", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { r.Unfiled[0].Reason = "" }, []string{"story"}},
		{"withdrawn", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Documents[1].Withdrawn = monday // support of four, and the story does not say so
		}, []string{"withdrawn"}},
		{"withdrawn, and named", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Documents[0].Withdrawn, st.Withdrawn = monday, []wiredesk.DocumentID{"a"}
		}, []string{"withdrawn"}},
		{"the only one of an origin is withdrawn", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Documents[2].Withdrawn, st.Withdrawn = monday, []wiredesk.DocumentID{"c"}
		}, []string{"counts", "withdrawn"}},
		{"named as withdrawn, and stands", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Withdrawn = []wiredesk.DocumentID{"b"}
		}, []string{"withdrawn"}},
		{"withdrawn, of another story", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Documents[4].Withdrawn, r.Stories[1].Counts.Origins = monday, 0
			st.Withdrawn, r.Stories[1].Withdrawn = []wiredesk.DocumentID{"e"}, []wiredesk.DocumentID{"e"}
		}, []string{"withdrawn"}},
		{"not listed", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { r.Documents = r.Documents[:3] }, []string{"story"}},
		{"link without a passage", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Related[0].Evidence = nil
		}, []string{"span-hash"}},
		{"link with a passage of another story", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Stories[1].Related[0].Evidence = st.Related[0].Evidence
		}, []string{"story"}},
		{"link to nowhere", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Related[0].Story = "s3"
		}, []string{"story"}},
		{"link to itself", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Related[0].Story = "s1"
		}, []string{"story"}},
		{"story twice", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			r.Stories = append(r.Stories, wiredesk.Story{ID: "s1"})
		}, []string{"story"}},
		{"no origin", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Documents = []wiredesk.DocumentID{"a"}
		}, []string{"story"}},
		{"two origins", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Documents = append(st.Origins[0].Documents, "c")
		}, []string{"story"}},
		{"origin of another story", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[1].Documents = append(st.Origins[1].Documents, "u")
		}, []string{"story"}},
		{"first of an origin", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { st.Origins[1].First = "a" }, []string{"story"}},
		{"copy of another origin", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Copies[0].Of = "c"
		}, []string{"story"}},
		{"copy of itself", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Copies[0].Of = "b"
		}, []string{"story"}},
		{"took more than all", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Copies[0].Taken = 1.01
		}, []string{"story"}},
		{"added beyond its end", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Origins[0].Copies[0].Added[0].End = len(docs[1].Text) + 1
		}, []string{"story"}},
		{"copies counted as origins", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.KeyPoints[0].Origins, st.Counts.Origins = 3, 3
		}, []string{"counts"}},
		{"outlets", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { st.KeyPoints[0].Outlets = 3 }, []string{"counts"}},
		{"documents", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { st.Counts.Documents = 4 }, []string{"counts"}},
		{"withheld", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { st.Counts.Withheld = -1 }, []string{"counts"}},
		{"cited from outside the story", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			s := verbatim(docs[3], wiredesk.Span{End: len(docs[3].Text)})
			s.Origins = 0
			st.Narrative[0][0] = *s
		}, []string{"story"}},
		{"flag missing", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Narrative[0][0].Flags = nil
		}, []string{"flags"}},
		{"flag of the headline missing", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) { st.Headline.Flags = nil }, []string{"flags"}},
		{"flag too much", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[0].Statement.Flags = []string{wiredesk.FlagSingleOrigin}
		}, []string{"flags"}},
		{"event on another day", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[0].Date = "2026-05-03"
		}, []string{"date"}},
		{"event of another hour", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[1].Date = "2026-05-04T13"
		}, []string{"date"}},
		{"event told too exactly", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[1] = wiredesk.Event{Date: "2026-05-04T12:00", Precision: "minute", Statement: st.Timeline[1].Statement}
		}, []string{"date"}},
		{"event of a sentence without a date", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[0].Statement = st.Narrative[0][0]
		}, []string{"date"}},
		{"anchor moved", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			docs[0].Published = wiredesk.Time{Time: docs[0].Published.AddDate(0, 0, 14)}
		}, []string{"date"}},
		{"events out of order", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[0], st.Timeline[1] = st.Timeline[1], st.Timeline[0]
		}, []string{"date"}},
		{"precision unknown", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Timeline[0].Precision = "week"
		}, []string{"date"}},
		{"flag unknown", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.KeyPoints[0].Flags = []string{"certain"}
		}, []string{"flags"}},
		{"answer", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Questions[0].Answer[0].Text = "x"
		}, []string{"rebuild"}},
		{"side of a claim", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Claims.Single[0].Sides[0].Statements[0].Text = "x"
		}, []string{"facts", "rebuild"}},
		{"quotation", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Quotations[0].Evidence[0].Quote = "x"
		}, []string{"rebuild", "span-hash"}},
		{"quotation without evidence", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Quotations[0].Evidence = nil
		}, []string{"counts", "span-hash"}},
		{"figure", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Figures[0].Values[0].Evidence[0].SHA256 = "x"
		}, []string{"span-hash"}},
		{"figure from outside the story", func(r *wiredesk.Result, st *wiredesk.Story, docs []*wiredesk.Document) {
			st.Figures[0].Values[0].Evidence[0] = wiredesk.Cite(docs[3], wiredesk.Span{End: 9})
		}, []string{"counts", "facts", "story"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, docs := result()
			tt.edit(r, &r.Stories[0], docs)
			rep := verify.Result(r, docs)
			if diff := cmp.Diff(tt.want, rules(rep.Failures)); diff != "" {
				t.Errorf("%v\nmismatch (-want +got):\n%s", rep.Failures, diff)
			}
		})
	}
}

// TestNoCodeOfTheWriter holds the package to what makes its verdict worth
// something: it imports the root package and the standard library only.
func TestNoCodeOfTheWriter(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		seen++
		src, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range src.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(path, "/")
			if path != "github.com/wiredesk/wiredesk" && (strings.Contains(first, ".") || path == "math/rand" || path == "math/rand/v2" || path == "os" || path == "log") {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d files seen", seen)
	}
}
