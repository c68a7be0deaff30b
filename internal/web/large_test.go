package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// TestLargeStory: the page of a story with much of everything stays light, says
// how much there is, and leads to all of it.
func TestLargeStory(t *testing.T) {
	const reports, many = 90, 150
	d := open(t, nil)
	var in []store.Incoming
	for i := range reports {
		doc := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint("r", i)), Title: fmt.Sprintf("The flood at Halm closes bridge %d of the town for days", i), Outlet: fmt.Sprintf("Halm Courier %d", i), URL: fmt.Sprintf("https://outlet.example/%d", i),
			Published: wiredesk.Time{Time: time.Date(2026, 10, 5, i%24, i%60, 0, 0, time.UTC)}, Text: fmt.Sprintf("Bridge %d of Halm was closed on Monday, the council said.", i)}
		doc.Seal()
		in = append(in, store.Incoming{Document: doc, Received: doc.Published.Time})
	}
	if _, err := d.db.Put(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	list, err := d.db.Revisions(t.Context(), 0, reports)
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filing{Through: list[len(list)-1].Seq, Texts: list, Changed: []int64{list[0].Report}}
	for _, v := range list {
		f.Placed = append(f.Placed, store.Placement{Report: v.Report, Story: list[0].Report, Family: v.Report})
	}
	s := largeStory(list, many)
	for _, err := range []error{d.db.Restart(t.Context(), "1"), d.db.File(t.Context(), f), d.db.PutStories(t.Context(), []store.Written{{Report: list[0].Report, Stale: f.Through, Story: s}}, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	at := "/stories/" + string(s.ID)
	w := d.ask("GET", at, nil, nil)
	if w.Code != 200 || w.Body.Len() > 72<<10 { // with the style and the script 100 kB
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
	t.Logf("%d bytes, %d reports, %d of everything else", w.Body.Len(), reports, many)
	page, links := text(t, w.Body.Bytes()), strings.Join(check(t, at, w.Body.Bytes()), " ")
	for part, words := range map[string]string{"differ": "answer 149 of many", "single": "said alone 149", "agree": "agreed 149", "figures": "things 149", "quotations": "said I am number 149", "people": "Ana Roe 149", "sources": "Halm Courier 89"} {
		if !strings.Contains(links+" ", at+"/"+part+" ") {
			t.Errorf("the page does not lead to all of %s", part)
		}
		to, found := at+"/"+part, ""
		for to != "" {
			whole := d.ask("GET", to, nil, nil)
			if whole.Code != 200 || whole.Body.Len() > 72<<10 {
				t.Errorf("%s: %d, %d bytes", to, whole.Code, whole.Body.Len())
			}
			found += text(t, whole.Body.Bytes())
			links := check(t, to, whole.Body.Bytes())
			to = ""
			if i := slices.IndexFunc(links, func(l string) bool { return strings.HasPrefix(l, at+"/"+part+"?from=100") }); i >= 0 && !strings.Contains(found, "101 to ") {
				to = links[i]
			}
		}
		if !strings.Contains(found, words) {
			t.Errorf("%s: without %q", part, words)
		}
	}
	if w := d.ask("GET", at+"/single?from=-1", nil, nil); w.Code != 422 && w.Code != 400 {
		t.Errorf("a page that is none: %d", w.Code)
	}
	if w := d.ask("GET", at+"/single?from=100000", nil, nil); w.Code != 200 {
		t.Errorf("a page behind the last: %d", w.Code)
	}
	for _, want := range []string{"All 150 quotations", "All 150 figures", "All 150 points", "All 150 names", "All 90 reports"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if w := d.ask("GET", at+"/nothing", nil, nil); w.Code != 404 {
		t.Errorf("a part that is none: %d", w.Code)
	}
}

func largeStory(list []store.Revision, many int) wiredesk.Story {
	first := list[0].Document
	s := wiredesk.Story{ID: wiredesk.BegunBy(first), FirstPublished: first.Published, LastPublished: list[len(list)-1].Document.Published, Counts: wiredesk.Counts{Documents: len(list), Outlets: len(list), Origins: len(list) / 2}}
	for i := 0; i < len(list); i += 2 { // pairs of a report and a copy, the first of 20 copies more
		a, b := list[i].Document, list[i+1].Document
		if i > 0 && i <= 40 {
			s.Origins[0].Documents = append(s.Origins[0].Documents, a.ID, b.ID)
			s.Origins[0].Copies = append(s.Origins[0].Copies, wiredesk.Copy{Document: a.ID, Of: first.ID, Taken: 1}, wiredesk.Copy{Document: b.ID, Of: first.ID, Taken: 1})
			continue
		}
		s.Origins = append(s.Origins, wiredesk.Origin{Documents: []wiredesk.DocumentID{a.ID, b.ID}, First: a.ID, Copies: []wiredesk.Copy{{Document: b.ID, Of: a.ID, Taken: .9}}})
	}
	for _, v := range list {
		s.Documents = append(s.Documents, v.Document.ID)
	}
	n := 0
	say := func(text string) wiredesk.Statement {
		n++
		return wiredesk.Statement{ID: fmt.Sprintf("%s.x%d", s.ID, n), Text: text, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{wiredesk.Cite(first, wiredesk.Span{Start: 0, End: len(first.Text)})}}
	}
	h := say(first.Text)
	s.Headline, s.Narrative = &h, [][]wiredesk.Statement{{say(first.Text), say(first.Text)}}
	set := func(values ...string) wiredesk.ClaimSet {
		out := wiredesk.ClaimSet{About: "the bridges of Halm", Kind: "figure"}
		for _, v := range values {
			out.Sides = append(out.Sides, wiredesk.Side{Value: v, Statements: []wiredesk.Statement{say(v)}, Origins: 1})
		}
		return out
	}
	for i := range many {
		e := []wiredesk.Evidence{wiredesk.Cite(list[i%len(list)].Document, wiredesk.Span{Start: 0, End: 10})}
		s.Claims.Differ = append(s.Claims.Differ, set("another answer", fmt.Sprintf("answer %d of many", i)))
		s.Claims.Single = append(s.Claims.Single, set(fmt.Sprintf("said alone %d", i)))
		s.Claims.Agree = append(s.Claims.Agree, set(fmt.Sprintf("agreed %d", i)))
		s.Quotations = append(s.Quotations, wiredesk.Quotation{Text: fmt.Sprintf("The council said I am number %d", i), Kind: "direct", Speaker: wiredesk.Speaker{Name: "Ana Roe"}, Evidence: e})
		s.Figures = append(s.Figures, wiredesk.Figure{What: fmt.Sprintf("things %d", i), State: "single", Values: []wiredesk.FigureValue{{Value: float64(i), Qualifier: "exact", Origins: 1, Evidence: e}}})
		s.Entities = append(s.Entities, wiredesk.Entity{ID: fmt.Sprint("e", i), Name: fmt.Sprintf("Ana Roe %d", i), Type: "person", Documents: s.Documents[:1]})
	}
	return s
}
