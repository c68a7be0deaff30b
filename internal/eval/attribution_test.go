package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

const said = "“We won’t go,” Ana Ruiz said. She added that it was late."

// in returns where each part stands in text.
func in(text string, parts ...string) []wiredesk.Span {
	var out []wiredesk.Span
	for _, p := range parts {
		i := strings.Index(text, p)
		out = append(out, wiredesk.Span{Start: i, End: i + len(p)})
	}
	return out
}

// The figures are worked out by hand.
func TestScoreAttributions(t *testing.T) {
	type list = []eval.Attribution
	gold := list{
		{Content: in(said, "We won’t go"), Source: in(said, "Ana Ruiz"), Kind: "direct"},
		{Content: in(said, "that it was late"), Source: in(said, "She"), Kind: "indirect"},
	}
	all := eval.NewF(2, 2, 2)
	for _, tt := range []struct {
		name   string
		system list
		want   eval.AttributionScore
	}{
		{"the same, with its marks", list{
			{Content: in(said, "“We won’t go,”"), Source: in(said, "Ana Ruiz"), Shown: true}, {Content: in(said, "that it was late."), Source: in(said, "She")},
		}, eval.AttributionScore{
			Gold: 2, System: 2, Exact: all, Partial: all, Bytes: eval.NewF(29, 29, 29), SourceExact: all, SourceOverlap: all, Both: all,
			Direct: eval.KindScore{Gold: 1, Exact: 1, Found: 1, Speaker: 1}, Indirect: eval.KindScore{Gold: 1, Exact: 1, Found: 1, Speaker: 1},
			Shown: 1, ShownPrecision: 1,
		}},
		{"the source too long, one missing", list{{Content: in(said, "We won’t go"), Source: in(said, "Ana Ruiz said")}}, eval.AttributionScore{
			Gold: 2, System: 1, Exact: eval.NewF(1, 1, 2), Partial: eval.NewF(1, 1, 2), Bytes: eval.NewF(13, 13, 29),
			SourceExact: eval.NewF(0, 1, 2), SourceOverlap: eval.NewF(1, 1, 2), Both: eval.NewF(0, 1, 2),
			Direct: eval.KindScore{Gold: 1, Exact: 1, Found: 1, Speaker: 1}, Indirect: eval.KindScore{Gold: 1},
		}},
		{"less than half of it, shown", list{{Content: in(said, "won"), Shown: true}, {Content: in(said, "Ruiz"), Shown: true}}, eval.AttributionScore{
			Gold: 2, System: 2, Exact: eval.NewF(0, 2, 2), Partial: eval.NewF(0, 2, 2), Bytes: eval.NewF(3, 7, 29),
			Direct: eval.KindScore{Gold: 1}, Indirect: eval.KindScore{Gold: 1}, Shown: 2, ShownPrecision: .5,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := eval.ScoreAttributions(map[string]string{"d": said}, map[string][]eval.Attribution{"d": gold}, map[string][]eval.Attribution{"d": tt.system})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestScoreQuotations(t *testing.T) {
	text := "“We lost two boats,” Ana Ruiz said. She said the storm was “a bad one”. “Nobody was hurt.”"
	label := func(kind, group, words string) eval.QuotedLabel {
		return eval.QuotedLabel{Document: "d", Kind: kind, Speaker: "Ana Ruiz", Group: group, Text: words}
	}
	gold := []eval.QuotedLabel{
		label("direct", "a", "We lost two boats"), label("mixed", "b", "the storm was “a bad one”"), label("direct", "a", "Nobody was hurt."),
	}
	piece := func(kind, speaker string, group int, words string) eval.QuotedPiece {
		return eval.QuotedPiece{Span: in(text, words)[0], Kind: kind, Speaker: speaker, Group: group}
	}
	for _, tt := range []struct {
		name   string
		system []eval.QuotedPiece
		want   eval.QuotationScore
	}{
		{"all right", []eval.QuotedPiece{
			piece("direct", "Ruiz", 0, "We lost two boats"), piece("mixed", "Ana Ruiz", 1, "the storm was “a bad one"), piece("direct", "Ana M. Ruiz", 0, "Nobody was hurt."),
		}, eval.QuotationScore{Gold: 3, Recall: 1, Precision: 1, Speaker: 1, Groups: eval.NewF(1, 1, 1)}},
		{"a wrong speaker, a wrong group, half of the words, one too many", []eval.QuotedPiece{
			piece("direct", "Jan Tolm", 0, "We lost two boats"), piece("mixed", "Ana Ruiz", 0, "the storm was “a bad one"), piece("direct", "Ana Ruiz", 0, "Nobody"),
			piece("indirect", "Ana Ruiz", 3, "said"),
		}, eval.QuotationScore{Gold: 3, Recall: 2. / 3, Precision: 2. / 3, Speaker: .5, Groups: eval.NewF(0, 1, 1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := eval.ScoreQuotations(map[string]string{"d": text}, gold, map[string][]eval.QuotedPiece{"d": tt.system})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
