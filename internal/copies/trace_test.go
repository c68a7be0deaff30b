package copies_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
)

func TestTrace(t *testing.T) {
	wire := "ORLA (Lantern) — " + report(1, 10)
	own, end := "The mayor of Dell was not asked.", "Nobody in Dell slept that night, and few of them said why."
	half := head(wire, 0.5)
	docs := documents(wire, own+"\n\n"+half+"\n\n"+end, half)
	got := copies.Trace(docs, copies.Find(docs, copies.Options{}), []int{0, 1, 2})
	if len(got) != 2 {
		t.Fatalf("Trace: %+v, want two copies", got)
	}
	c := got[0]
	if c.Document != "d001" || c.Of != "d000" || c.Taken < 0.8 || c.Taken > 0.99 || c.Share < 0.45 || c.Share > 0.6 {
		t.Errorf("first copy: %+v", c)
	}
	var added []string
	for _, s := range c.Added {
		added = append(added, s.Of(docs[1].Document.Text))
	}
	if diff := cmp.Diff([]string{own, end}, added); diff != "" {
		t.Errorf("added mismatch (-want +got):\n%s", diff)
	}
	if c := got[1]; c.Document != "d002" || c.Of != "d000" || c.Taken != 1 || len(c.Added) > 0 {
		t.Errorf("second copy: %+v", c)
	}
}

// TestTraceSource: a copy has as its source the one that gave it most.
func TestTraceSource(t *testing.T) {
	wire, added := report(1, 10), report(2, 3)
	docs := documents(wire, wire+"\n\n"+added, wire+"\n\n"+added)
	got := copies.Trace(docs, copies.Find(docs, copies.Options{}), []int{0, 1, 2})
	if len(got) != 2 || got[1].Of != "d001" {
		t.Errorf("Trace: %+v, want d002 of d001", got)
	}
}

// TestTraceCredit: one that names a later one as its source took from it.
func TestTraceCredit(t *testing.T) {
	text := report(1, 10)
	for _, tt := range []struct {
		name, outlets, first string
		want                 wiredesk.Copy
	}{
		{"earlier is the source", "Dell Post", text, wiredesk.Copy{Document: "d001", Of: "d000"}},
		{"named in the dateline", "Lantern News Agency", "ORLA (Lantern) — " + text, wiredesk.Copy{Document: "d000", Of: "d001"}},
		{"by its first letters", "Lantern News Agency", "ORLA (LNA) — " + text, wiredesk.Copy{Document: "d000", Of: "d001"}},
		{"another is named", "Dell Post", "ORLA (Lantern) — " + text, wiredesk.Copy{Document: "d001", Of: "d000"}},
	} {
		docs := documents(tt.first, text)
		docs[1].Outlet = tt.outlets
		got := copies.Trace(docs, copies.Find(docs, copies.Options{}), []int{0, 1})
		if len(got) != 1 || got[0].Document != tt.want.Document || got[0].Of != tt.want.Of {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestTraceOfOne(t *testing.T) {
	docs := documents(report(1, 3))
	if got := copies.Trace(docs, copies.Find(docs, copies.Options{}), []int{0}); got == nil || len(got) > 0 {
		t.Errorf("Trace: %v, want an empty list", got)
	}
}

func TestCredit(t *testing.T) {
	for _, tt := range []struct {
		text    string
		authors []string
		want    string
	}{
		{"ORLA, Dell, May 4 (Lantern) — The dam burst.", nil, "Lantern"},
		{"ORLA, 4 May (LNA). The dam burst.", nil, "LNA"},
		{"The dam burst (again) on Monday.", nil, ""},
		{"The dam burst.", []string{"Lantern News Agency"}, "Lantern News Agency"},
		{"The dam burst.", []string{"Jo Tarn", "LNA"}, "LNA"},
		{"The dam burst.", []string{"Jo Tarn"}, ""},
		{"The dam burst.", []string{"Agencies"}, ""},
		{"The dam burst.", []string{"Admin"}, ""},
		{"The dam burst.", []string{"Post staff and agencies"}, ""},
		{"The dam burst, the Lantern news agency reported.", nil, "Lantern"},
		{"The dam burst, Dell Press reported on Monday.", nil, "Dell Press"},
		{"The dam burst.\n\nThe Dell Press contributed to this report.", nil, "Dell Press"},
		{"The dam burst.\n\nJo Tarn contributed to this report.", nil, ""},
		{"The dam burst.\n\nThe programme is at nine. With Lantern.", nil, "Lantern"},
		{"The dam burst.\n\n— Lantern", nil, "Lantern"},
		{"The dam burst.\n\n(Lantern)", nil, "Lantern"},
		{"The dam burst.\n\nLNA", nil, "LNA"},
		{"The dam burst.\n\nPolice reported no arrests.", nil, ""},
		{"", nil, ""},
	} {
		docs := documents(tt.text)
		docs[0].Authors = tt.authors
		if got := copies.Credit(docs); got != tt.want {
			t.Errorf("Credit(%q, %q) = %q, want %q", tt.text, tt.authors, got, tt.want)
		}
	}
}

// TestCreditOutlet: a copy names the outlet of the first.
func TestCreditOutlet(t *testing.T) {
	docs := documents("The dam burst.", "The dam burst, as Dell Foods told its clients.")
	docs[0].Outlet = "Dell Foods"
	if got := copies.Credit(docs); got != "Dell Foods" {
		t.Errorf("Credit = %q", got)
	}
	slices.Reverse(docs)
	if got := copies.Credit(docs); got != "" {
		t.Errorf("Credit of the first by itself = %q", got)
	}
}
