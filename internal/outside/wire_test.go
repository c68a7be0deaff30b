package outside

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

// FuzzAnswer: whatever another program answers, spans that pass the checks lie
// in the text, in order, on whole words.
func FuzzAnswer(f *testing.F) {
	const text = "Ana Roe closed the harbour of Värsund on Friday."
	for _, s := range []string{
		`{"spans":[{"start":0,"end":7,"type":"person"},{"start":30,"end":38,"type":"place"}]}`,
		`{"document":"d","spans":[{"start":31,"end":33,"type":"place"}]}`, `{"error":"no"}`, `{"spans":null}`, `{"spans":[{"start":5,"end":3}]}`, `[]`,
	} {
		f.Add([]byte(s))
	}
	tokens := segment.Cut(text).Tokens
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decode(b, "d")
		if err != nil || r.Spans == nil {
			return
		}
		if r.check(text, analysis.Names) != nil || r.widen(tokens) != nil {
			return
		}
		var d analysis.Document
		r.write(&d, analysis.Names)
		end := 0
		for _, m := range d.Mentions {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || !boundary(text, m.Start) || !boundary(text, m.End) {
				t.Fatalf("mention %v after %d of %s", m, end, b)
			}
			end = m.End
		}
	})
}
