package copies

import (
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// furniture counts, by outlet, the paragraphs at the ends of its reports:
// copyright lines, invitations, what the outlet is. One that stands in three
// reports of an outlet is the outlet's own, and says nothing of who took text
// from whom.
type furniture map[key]int

type key struct {
	outlet string
	text   vector.Term
}

const (
	ownFrom  = 3  // reports of the outlet
	endsLook = 4  // paragraphs at the end of a report that are looked at
	topLook  = 1  // and at its start
	ownWords = 80 // a longer paragraph is no furniture
)

func newFurniture(docs []*annotate.Document) furniture {
	f := furniture{}
	for _, d := range docs {
		for _, p := range ends(d) {
			f[key{d.Outlet, p.text}]++
		}
	}
	return f
}

// tokens marks the tokens of d that are furniture; nil if there are none.
func (f furniture) tokens(d *annotate.Document) []bool {
	var out []bool
	for _, p := range ends(d) {
		if f[key{d.Outlet, p.text}] < ownFrom {
			continue
		}
		if out == nil {
			out = make([]bool, len(d.Tokens))
		}
		for i := p.first; i < p.last; i++ {
			out[i] = true
		}
	}
	return out
}

// A paragraph is the tokens [first, last) and the hash of their text.
type paragraph struct {
	first, last int
	text        vector.Term
}

// ends returns the short paragraphs at the start and end of a document of a
// known outlet, each once.
func ends(d *annotate.Document) []paragraph {
	if d.Outlet == "" {
		return nil
	}
	var out []paragraph
	n := len(d.Paragraphs)
	for s := 0; s < len(d.Sentences); {
		p, first := d.Sentences[s].Paragraph, d.Sentences[s].First
		for s < len(d.Sentences) && d.Sentences[s].Paragraph == p {
			s++
		}
		last := d.Sentences[s-1].Last
		if (p < topLook || p >= n-endsLook) && last-first <= ownWords {
			out = append(out, paragraph{first, last, vector.Hash(d.Paragraphs[p].Of(d.Document.Text))})
		}
	}
	return out
}
