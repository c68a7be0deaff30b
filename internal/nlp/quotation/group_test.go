package quotation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
)

// report returns a report of quotations, each "Speaker: words".
func report(quotations ...string) quotation.Report {
	var r quotation.Report
	for _, q := range quotations {
		speaker, words, _ := strings.Cut(q, ": ")
		start := len(r.Text)
		r.Text += words + "\n"
		r.Quotations = append(r.Quotations, quotation.Quotation{
			Content: []wiredesk.Span{{Start: start, End: start + len(words)}}, Speaker: wiredesk.Speaker{Name: speaker},
		})
	}
	return r
}

func TestGroup(t *testing.T) {
	type refs = [][]quotation.Ref
	for _, tt := range []struct {
		name    string
		reports []quotation.Report
		want    refs
	}{
		{"none", nil, nil},
		{"repeated", []quotation.Report{report("Ana Marsh: We lost two boats in the storm"), report("Marsh: We lost two boats in the storm.")},
			refs{{{0, 0}, {1, 0}}}},
		{"cut", []quotation.Report{report("Ana Marsh: We lost two boats in the storm, and found one on the beach"), report("Ana Marsh: found one on the beach")},
			refs{{{0, 0}, {1, 0}}}},
		{"other units", []quotation.Report{report("Piet Halm: the ferry was travelling at 30 kilometres an hour when it hit the pier"),
			report("Mr Halm: the ferry was travelling at 19 miles an hour when it hit the pier")}, refs{{{0, 0}, {1, 0}}}},
		{"another speaker", []quotation.Report{report("Ana Marsh: We lost two boats in the storm"), report("Piet Halm: We lost two boats in the storm")},
			refs{{{0, 0}}, {{1, 0}}}},
		{"speaker not known", []quotation.Report{report("Ana Marsh: We lost two boats and three nets in the storm"), report("she: We lost two boats and three nets in the storm")},
			refs{{{0, 0}, {1, 0}}}},
		{"few words and a speaker not known", []quotation.Report{report("Ana Marsh: We lost boats"), report("she: We lost boats")},
			refs{{{0, 0}}, {{1, 0}}}},
		{"one subject, two statements", []quotation.Report{report("Ana Marsh: We lost two boats in the storm", "Ana Marsh: The storm took the roof off the market")},
			refs{{{0, 0}}, {{0, 1}}}},
		{"words of grammar only", []quotation.Report{report("Ana Marsh: Who is it?"), report("Ana Marsh: Who is it?")},
			refs{{{0, 0}, {1, 0}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, quotation.Group(tt.reports)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
