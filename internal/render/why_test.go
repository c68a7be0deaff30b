package render_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

// compared is full with what its documents were compared with.
func compared() *wiredesk.Result {
	r := full()
	bridge, mill := &r.Stories[0], &r.Stories[1]
	mill.Explain = []wiredesk.Reason{
		{Document: mill.Documents[0], Why: "began the story: no earlier one was near enough", Score: 0.31, Threshold: 0.5, Candidates: []wiredesk.Candidate{
			{Story: bridge.ID, With: bridge.Documents[0], Score: 0.31, Terms: []string{"Ansel", "Selle"}, Features: []wiredesk.Feature{
				{Name: "words", Value: 0.24, Weight: 6}, {Name: "title", Weight: 2}, {Name: "rare", Value: 0.9, Weight: 1.2},
				{Name: "conflict", Value: 1, Weight: -0.8}, {Name: "day", Value: 0.7, Weight: 0.5}, {Name: "weeks", Value: 0.97, Weight: -0.1},
				{Name: "undated", Weight: -1}, {Name: "density", Value: 0.1, Weight: -4}, {Name: "length", Value: 4, Weight: 0.01}, {Name: "new", Value: 1, Weight: 0.001},
			}},
			{Story: "s-chess-1", With: "chess-1", Score: 0.02, Features: []wiredesk.Feature{{Name: "rare", Weight: 1.2}}},
		}},
		{Document: mill.Documents[1], With: mill.Documents[0], Why: "tells of the same, in words of its own", Score: 0.8, Threshold: 0.5, Terms: []string{"mill"}, Candidates: []wiredesk.Candidate{
			{Story: mill.ID, With: mill.Documents[0], Score: 0.8, Features: []wiredesk.Feature{{Name: "words", Value: 0.6, Weight: 6}}},
			{Story: bridge.ID, With: bridge.Documents[0], Score: 0.1},
		}},
	}
	r.Rules = []wiredesk.RuleState{
		{Rule: "merge s-a s-b", State: wiredesk.RuleIdle, Story: mill.ID},
		{Rule: "mute s-c", State: wiredesk.RuleUnmatched, Note: "nothing there"},
	}
	return r
}

// whyOf is [render.Why] of what asked names.
func whyOf(asked string) func(io.Writer, *wiredesk.Result, render.Options) error {
	return func(w io.Writer, r *wiredesk.Result, o render.Options) error { return render.Why(w, r, asked, o) }
}

func TestWhyJSON(t *testing.T) {
	schema := compile(t, whySchema)
	r := compared()
	mill := r.Stories[1]
	for _, tt := range []struct {
		asked, document string
		story           wiredesk.StoryID
		reasons         int
		near            []string // story, document, with
		rules           int
	}{
		{string(mill.Documents[1]), string(mill.Documents[1]), mill.ID, 1, []string{"s-bridge " + string(mill.Documents[1]) + " ansel-1"}, 1},
		{"https://oakvale-times.example/2027/" + string(mill.Documents[0]), string(mill.Documents[0]), mill.ID, 1, []string{"s-bridge " + string(mill.Documents[0]) + " ansel-1", "s-chess-1 " + string(mill.Documents[0]) + " chess-1"}, 1},
		{story(r, mill.Documents[1]), "", mill.ID, 2, []string{"s-bridge " + string(mill.Documents[0]) + " ansel-1", "s-chess-1 " + string(mill.Documents[0]) + " chess-1"}, 1},
		{story(r, "ansel-1"), "", "s-bridge", len(r.Stories[0].Explain), []string{"s-mill " + string(mill.Documents[0]) + " ansel-1"}, 0},
		{"s-bridge", "", "s-bridge", len(r.Stories[0].Explain), []string{"s-mill " + string(mill.Documents[0]) + " ansel-1"}, 0},
		{"ad-1", "ad-1", "", 0, nil, 0},
	} {
		var b bytes.Buffer
		if err := render.WhyJSON(&b, r, tt.asked, render.Options{}); err != nil {
			t.Fatal(err)
		}
		v := value(t, b.Bytes())
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", tt.asked, err)
		}
		got := v.(map[string]any)
		var near []string
		for i := range got["near"].([]any) {
			n := path(got, "near", i)
			near = append(near, strings.Join([]string{n["story"].(string), n["document"].(string), n["with"].(string)}, " "))
		}
		if diff := cmp.Diff(tt.near, near); diff != "" {
			t.Errorf("%s: near (-want +got):\n%s", tt.asked, diff)
		}
		id := ""
		if got["story"] != nil {
			id = path(got, "story")["id"].(string)
		}
		if got["document"] != tt.document || id != string(tt.story) || len(got["reasons"].([]any)) != tt.reasons || len(got["rules"].([]any)) != tt.rules {
			t.Errorf("%s: %s", tt.asked, b.String())
		}
	}
}

// story returns the id of the story that document id would begin.
func story(r *wiredesk.Result, id wiredesk.DocumentID) string {
	i := slices.IndexFunc(r.Documents, func(d *wiredesk.Document) bool { return d.ID == id })
	return string(wiredesk.BegunBy(r.Documents[i]))
}

func TestWhyRefuses(t *testing.T) {
	r := compared()
	r.Documents[0].URL, r.Documents[1].URL = "https://two.example", "https://two.example"
	for asked, want := range map[string]error{
		"": wiredesk.ErrNotFound, "s-none": wiredesk.ErrNotFound,
		"https://two.example": wiredesk.ErrConflict, story(r, "ad-1"): wiredesk.ErrNotFound,
	} {
		var b bytes.Buffer
		if err := render.Why(&b, r, asked, render.Options{}); !errors.Is(err, want) || b.Len() > 0 {
			t.Errorf("Why(%q) = %v and %q, want %v", asked, err, b.String(), want)
		}
	}
}
