package render_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/figure"
	"github.com/wiredesk/wiredesk/internal/render"
)

// TestAnnotationFigures wants a figure without a bound above to have no high,
// and a part to name its whole.
func TestAnnotationFigures(t *testing.T) {
	d := &analysis.Document{Document: &wiredesk.Document{ID: "d", Text: "At least 17 boats, among them six ferries."}}
	d.Figures = []figure.Figure{
		{Span: wiredesk.Span{Start: 0, End: 17}, Kind: figure.Count, Value: 17, Low: 17, High: math.Inf(1), Qualifier: figure.AtLeast, Unit: "boats", What: "boats", Part: -1},
		{Span: wiredesk.Span{Start: 30, End: 41}, Kind: figure.Count, Value: 6, Low: 6, High: 6, Qualifier: figure.Exact, Unit: "ferries", What: "ferries", Part: 0, SaidBy: "police"},
	}
	var out bytes.Buffer
	if err := render.Annotation(&out, d); err != nil {
		t.Fatal(err)
	}
	var got struct{ Figures []map[string]any }
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := []map[string]any{
		{
			"start": 0.0, "end": 17.0, "kind": "count", "value": 17.0, "low": 17.0, "qualifier": "at least", "unit": "boats", "what": "boats",
			"role": "", "as_of": "", "said_by": "",
		},
		{
			"start": 30.0, "end": 41.0, "kind": "count", "value": 6.0, "low": 6.0, "high": 6.0, "qualifier": "exact", "unit": "ferries", "what": "ferries",
			"role": "", "part_of": 0.0, "as_of": "", "said_by": "police",
		},
	}
	if diff := cmp.Diff(want, got.Figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}
