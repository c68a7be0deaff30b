package verify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestDated reads dates as somebody does who knows when the report came out,
// here Thursday, 16 July 2026 at 14:30.
func TestDated(t *testing.T) {
	published := time.Date(2026, 7, 16, 14, 30, 0, 0, time.FixedZone("", 2*60*60))
	for _, tt := range []struct {
		text, date, precision string
		want                  bool
	}{
		{"The pier fell on 9 July 2026.", "2026-07-09", "day", true},
		{"The pier fell on July 9th, 2026.", "2026-07-09", "day", true},
		{"The pier fell on the 9th of July.", "2026-07-09", "day", true},
		{"The pier fell on 9 July 2026.", "2026-07-08", "day", false},
		{"The pier fell on 9 July 2026.", "2026-06-09", "day", false},
		{"The pier fell on 9 July 2026.", "2025-07-09", "day", false},
		{"The pier fell on 9 July.", "2026-07-09", "day", true},
		{"The pier fell on 9 July.", "2025-07-09", "day", false},
		{"The pier fell on 9 July last year.", "2025-07-09", "day", true},
		{"The pier fell on 9 July last year.", "2026-07-09", "day", false},
		{"The pier fell on 20 December.", "2025-12-20", "day", true},
		{"The pier fell on 20 December.", "2026-12-20", "day", false},
		{"The pier will open on 20 December.", "2026-12-20", "day", true},
		{"The pier fell on 2026-07-09 at dawn.", "2026-07-09", "day", true},
		{"The pier fell on Monday.", "2026-07-13", "day", true},
		{"The pier fell on Monday.", "2026-07-14", "day", false},
		{"The pier fell on Monday.", "2026-07-06", "day", false},
		{"The pier fell on Monday.", "2026-07-20", "day", false},
		{"The pier will open on Monday.", "2026-07-20", "day", true},
		{"The pier fell last Monday.", "2026-07-06", "day", true},
		{"The pier fell the following Monday.", "2026-07-13", "day", false},
		{"The pier fell on Monday, 9 March.", "2026-07-13", "day", false},
		{"The pier fell today.", "2026-07-16", "day", true},
		{"The pier fell yesterday.", "2026-07-15", "day", true},
		{"The pier fell last night.", "2026-07-15", "day", true},
		{"The pier fell last night.", "2026-07-16", "day", false},
		{"The pier fell three days ago.", "2026-07-13", "day", true},
		{"The pier fell three days ago.", "2026-07-14", "day", false},
		{"The pier fell and boats came.", "2026-07-16", "day", false},
		{"The pier may fall.", "2026-05-01", "month", false},
		{"The pier fell in May.", "2026-05", "month", true},
		{"The pier fell in May.", "2025-05", "month", false},
		{"The pier fell in May 2024.", "2024-05", "month", true},
		{"The pier fell on 3 May 2024.", "2024-05", "month", false},
		{"The pier fell last month.", "2026-06", "month", true},
		{"The pier opened in 1911.", "1911", "year", true},
		{"The pier opened in 1911.", "1912", "year", false},
		{"The pier has 1911 planks.", "1911", "year", false},
		{"The pier fell last year.", "2025", "year", true},
		{"The pier fell at 9.40pm on Monday.", "2026-07-13T21:40", "minute", true},
		{"The pier fell at 9.40 p.m. on Monday.", "2026-07-13T21:40", "minute", true},
		{"The pier fell at 21:40 on Monday.", "2026-07-13T21:40", "minute", true},
		{"The pier fell at 9.40pm on Monday.", "2026-07-13T09:40", "minute", false},
		{"The pier fell at 9.40pm on Monday.", "2026-07-12T21:40", "minute", false},
		{"The pier fell at 9 p.m. on Monday.", "2026-07-13T21", "hour", true},
		{"The pier fell at 9 p.m. on Monday.", "2026-07-13T21:00", "minute", false},
		{"The pier fell at noon.", "2026-07-16T12", "hour", true},
		{"The pier fell at 9 p.m.", "2026-07-16T21", "hour", false}, // it came out before that
		{"The pier will be shut at 9 p.m.", "2026-07-16T21", "hour", true},
		{"The pier fell at noon.", "2026-07-15T12", "hour", false},
		{"The pier fell on 9 July 2026.", "2026-07-9", "day", false},
		{"The pier fell on 9 July 2026.", "2026-07-09", "week", false},
	} {
		d := document("a", tt.text)
		d.Published = wiredesk.Time{Time: published}
		c := verify.NewChecker(byID([]*wiredesk.Document{d}))
		if got := c.Dated(verbatim(d, wiredesk.Span{End: len(d.Text)}), tt.date, tt.precision); got != tt.want {
			t.Errorf("%q means %s to the %s: %v, want %v", tt.text, tt.date, tt.precision, got, tt.want)
		}
	}
}

// TestDatedByWhatIsLeft: the day of a dateline that was cut dates nothing.
func TestDatedByWhatIsLeft(t *testing.T) {
	d := document("a", "MARVALE, July 9 (VPA) - The pier of Marvale fell on Monday.")
	d.Published = wiredesk.Time{Time: time.Date(2026, 7, 9, 8, 0, 0, 0, time.UTC)}
	s := verbatim(d, wiredesk.Span{End: len(d.Text)})
	cut := strings.Index(d.Text, "The")
	s.Kind, s.Text = wiredesk.Trimmed, d.Text[cut:]
	s.Align = []wiredesk.Align{{Out: wiredesk.Span{End: len(s.Text)}, Src: wiredesk.Span{Start: cut, End: len(d.Text)}}}
	c := verify.NewChecker(byID([]*wiredesk.Document{d}))
	if fs := c.Statement(s); len(fs) > 0 {
		t.Fatal(fs)
	}
	if c.Dated(s, "2026-07-09", "day") || !c.Dated(s, "2026-07-06", "day") {
		t.Error("want Monday, 6 July, and not the day of the dateline")
	}
}

// TestDatedWithoutPublication: what depends on the day of publication means
// nothing if that is not known.
func TestDatedWithoutPublication(t *testing.T) {
	for text, want := range map[string]bool{"The pier fell on Monday.": false, "The pier fell today.": false, "The pier fell on 9 July.": false, "The pier fell on 9 July 2026.": true} {
		d := document("a", text)
		c := verify.NewChecker(byID([]*wiredesk.Document{d}))
		if got := c.Dated(verbatim(d, wiredesk.Span{End: len(d.Text)}), "2026-07-09", "day"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// timelineOf returns a sound timeline of two days.
func timelineOf() (*wiredesk.Timeline, []*wiredesk.Document) {
	a := document("a", "The pier fell on Monday. Police saw no boats near it.")
	b := document("b", "The pier fell on 13 July, the town says. It will be built again.")
	c := document("c", "The harbour was shut on Tuesday.")
	for i, d := range []*wiredesk.Document{a, b, c} {
		d.Published = wiredesk.Time{Time: time.Date(2026, 7, 14+i, 8, 0, 0, 0, time.UTC)}
	}
	st := func(id string, d *wiredesk.Document, from, to int) wiredesk.Statement {
		s := verbatim(d, wiredesk.Span{Start: from, End: to})
		s.ID, s.Origins, s.Outlets = id, 1, 1
		return *s
	}
	return &wiredesk.Timeline{
		Documents: []*wiredesk.Document{a, b, c},
		Origins:   []wiredesk.Origin{{First: "a", Documents: []wiredesk.DocumentID{"a"}}, {First: "b", Documents: []wiredesk.DocumentID{"b"}}, {First: "c", Documents: []wiredesk.DocumentID{"c"}}},
		Entries: []wiredesk.TimelineEntry{
			{Date: "2026-07-13", Dated: 2, Statements: []wiredesk.Statement{st("t1.1", a, 0, 24), st("t1.2", b, 0, 40), st("t1.3", a, 25, len(a.Text))}},
			{Date: "2026-07-14", Dated: 1, Statements: []wiredesk.Statement{st("t2.1", c, 0, len(c.Text))}},
		},
	}, []*wiredesk.Document{a, b, c}
}

func TestTimeline(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*wiredesk.Timeline)
		want bool
	}{
		{"sound", func(*wiredesk.Timeline) {}, true},
		{"wrong date", func(x *wiredesk.Timeline) { x.Entries[0].Date = "2026-07-12" }, false},
		{"wrong year", func(x *wiredesk.Timeline) { x.Entries[0].Date = "2025-07-13" }, false},
		{"wrong sentence", func(x *wiredesk.Timeline) { x.Entries[1].Statements[0] = x.Entries[0].Statements[2] }, false},
		{"sentences exchanged", func(x *wiredesk.Timeline) {
			a, b := &x.Entries[0].Statements[0], &x.Entries[1].Statements[0]
			*a, *b = *b, *a
		}, false},
		{"dated that is not", func(x *wiredesk.Timeline) { x.Entries[0].Dated = 3 }, false},
		{"nothing dated", func(x *wiredesk.Timeline) { x.Entries[1].Dated = 0 }, false},
		{"more dated than there are", func(x *wiredesk.Timeline) { x.Entries[1].Dated = 2 }, false},
		{"reported too late", func(x *wiredesk.Timeline) {
			x.Entries[0].Statements[2] = x.Entries[1].Statements[0]
		}, false},
		{"out of order", func(x *wiredesk.Timeline) { x.Entries[0], x.Entries[1] = x.Entries[1], x.Entries[0] }, false},
		{"day twice", func(x *wiredesk.Timeline) { x.Entries[1] = x.Entries[0] }, false},
		{"origins", func(x *wiredesk.Timeline) { x.Entries[0].Statements[0].Origins = 2 }, false},
		{"document not listed", func(x *wiredesk.Timeline) { x.Documents = x.Documents[:2] }, false},
		{"text", func(x *wiredesk.Timeline) { x.Entries[0].Statements[0].Text = "The pier fell on Sunday." }, false},
	} {
		x, docs := timelineOf()
		tt.edit(x)
		if rep := verify.Timeline(x, docs); (len(rep.Failures) == 0) != tt.want {
			t.Errorf("%s: failures %v", tt.name, rep.Failures)
		}
	}
}
