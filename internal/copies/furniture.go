package copies

import (
	"regexp"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Furniture is what an outlet prints under each of its reports, or above:
// copyright lines, invitations, what the outlet is. A paragraph there that has
// stood in two earlier reports of the outlet is the outlet's own, and says
// nothing of who took text from whom.
const (
	ownFrom  = 2  // earlier reports of the outlet
	endsLook = 4  // paragraphs at the end of a report that are looked at, but half of them at most
	topLook  = 1  // and at its start, if it has three
	ownWords = 80 // tokens; a longer paragraph is no furniture, and no post
)

// post is the end of a paragraph that is a message put into a report as it
// stood: a quotation without marks.
var post = regexp.MustCompile(`[—–-] ?[^()\n]{2,60}\(@\w+\)[^\n]{0,30}$`)

// A paragraph is the tokens [first, last) of a document, and the hash of its
// text and outlet, by which the index counts it.
type paragraph struct {
	first, last int
	hash        uint32
	post        bool
}

// appendDoubtful appends to out the paragraphs of d that may not count: the
// short ones at its start and end, and posts. outlet is the hash of its outlet.
func appendDoubtful(out []paragraph, d *annotate.Document, outlet uint64) []paragraph {
	n := len(d.Paragraphs)
	top, end := 0, n-min(endsLook, n/2)
	if n > 2 {
		top = topLook
	}
	posts := strings.Contains(d.Document.Text, "(@")
	for s := 0; s < len(d.Sentences); {
		p, first := d.Sentences[s].Paragraph, d.Sentences[s].First
		for s < len(d.Sentences) && d.Sentences[s].Paragraph == p {
			s++
		}
		last := d.Sentences[s-1].Last
		text := d.Paragraphs[p].Of(d.Document.Text)
		isPost := posts && last-first <= ownWords && strings.Contains(text, "(@") && post.MatchString(text)
		if isPost || (p < top || p >= end) && last-first <= ownWords {
			h := (uint64(vector.Hash(text)) ^ outlet<<1) * 0xff51afd7ed558ccd
			out = append(out, paragraph{first, last, uint32(h >> 32), isPost})
		}
	}
	return out
}

// isOwn reports whether p is furniture.
func (f *Finder) isOwn(p paragraph) bool {
	n := 0
	f.index.each(p.hash, func(at uint32) bool {
		if f.owner(at) >= f.from {
			n++
			return n < ownFrom
		}
		return false
	})
	return n >= ownFrom
}
