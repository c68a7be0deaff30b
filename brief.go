package wiredesk

import (
	"encoding/json"
	"fmt"
)

// Kinds of statement: how its text is rebuilt from its evidence.
const (
	Verbatim = "verbatim" // equals the bytes of its one evidence
	Trimmed  = "trimmed"  // an ordered deletion of the bytes of its one evidence
	Joined   = "joined"   // trimmed pieces of several evidences, one after the other
	Template = "template" // a line of a closed list with evidence in its slots
	Worded   = "worded"   // written by a language model; cannot be rebuilt; off by default
)

// Flags that a statement may carry.
const (
	FlagDiffers      = "differs"
	FlagSingleOrigin = "single-origin"
	FlagSuperseded   = "superseded"
	FlagAccusation   = "accusation"
	FlagDenied       = "denied"
)

// A Brief is what wiredesk writes about a story.
type Brief struct {
	Headline  *Statement    `json:"headline"`   // nil if no document yields one
	KeyPoints []Statement   `json:"key_points"` // up to 3
	Narrative [][]Statement `json:"narrative"`  // paragraphs
	Timeline  []Event       `json:"timeline"`
	Questions []Question    `json:"questions"`
}

// Statements yields every statement of b in the order of the page.
func (b *Brief) Statements() func(yield func(*Statement) bool) {
	return func(yield func(*Statement) bool) {
		if b.Headline != nil && !yield(b.Headline) {
			return
		}
		for i := range b.KeyPoints {
			if !yield(&b.KeyPoints[i]) {
				return
			}
		}
		for _, par := range b.Narrative {
			for i := range par {
				if !yield(&par[i]) {
					return
				}
			}
		}
		for i := range b.Timeline {
			if !yield(&b.Timeline[i].Statement) {
				return
			}
		}
		for _, q := range b.Questions {
			for i := range q.Answer {
				if !yield(&q.Answer[i]) {
					return
				}
			}
		}
	}
}

// A Statement is one sentence of a brief with the bytes that it came from.
type Statement struct {
	ID           string     `json:"id"`
	Text         string     `json:"text"`
	Kind         string     `json:"kind"`
	Evidence     []Evidence `json:"evidence"` // at least one, each needed to rebuild Text
	Align        []Align    `json:"align"`    // covers Text without gaps, in order
	Support      []Evidence `json:"support"`  // passages of other documents that say the same; not needed to rebuild Text
	Origins      int        `json:"origins"`  // independent origins among Evidence and Support
	Outlets      int        `json:"outlets"`  // outlets among Evidence and Support
	AttributedTo *string    `json:"attributed_to"`
	Flags        []string   `json:"flags"`
	Shared       []Shared   `json:"shared,omitempty"` // figures of Text that other origins give too, whatever else they say
}

// Beside returns the passages that stand beside those which st was made of: its
// support, then those that give a figure of it.
func (st *Statement) Beside() []Evidence {
	out := st.Support
	for _, sh := range st.Shared {
		out = append(out[:len(out):len(out)], sh.Support...)
	}
	return out
}

// A Shared is a figure in the text of a statement that other origins give too.
// It says of that figure alone that they do, and of nothing else in the text.
type Shared struct {
	Out     Span       `json:"out"`     // the value in the text, with what bounds it
	Support []Evidence `json:"support"` // sentences that give it, one for each origin
	At      []Span     `json:"at"`      // where it stands in the document of each
}

// Evidence is a passage of a document: Quote is the bytes of the document's
// text in [Start, End), SHA256 their hash.
type Evidence struct {
	Document DocumentID `json:"document"`
	Start    int        `json:"start"`
	End      int        `json:"end"`
	SHA256   string     `json:"sha256"`
	Quote    string     `json:"quote"`
}

// Span returns where e stands in its document.
func (e Evidence) Span() Span { return Span{e.Start, e.End} }

// Cite returns the evidence for span s of d.
func Cite(d *Document, s Span) Evidence {
	q := s.Of(d.Text)
	return Evidence{Document: d.ID, Start: s.Start, End: s.End, SHA256: Hash(q), Quote: q}
}

// Align says that the bytes Out of a statement's text are the bytes Src of the
// document of evidence number Evidence. Src lies in that evidence's span and
// is as long as Out. In JSON it is
// [outStart,outEnd,evidenceIndex,srcStart,srcEnd].
type Align struct {
	Out      Span
	Evidence int
	Src      Span
}

// MarshalJSON writes the five numbers.
func (a Align) MarshalJSON() ([]byte, error) {
	return json.Marshal([5]int{a.Out.Start, a.Out.End, a.Evidence, a.Src.Start, a.Src.End})
}

// UnmarshalJSON reads the five numbers.
func (a *Align) UnmarshalJSON(b []byte) error {
	n, err := ints(b, 5)
	if err != nil {
		return fmt.Errorf("align: %w", err)
	}
	*a = Align{Span{n[0], n[1]}, n[2], Span{n[3], n[4]}}
	return nil
}

// An Event is a dated statement.
type Event struct {
	Date      string    `json:"date"`
	Precision string    `json:"precision"` // minute, hour, day, month, year
	Statement Statement `json:"statement"`
}

// A Question of a brief, from a closed list.
type Question struct {
	Kind     string      `json:"kind"` // who, what, when, where, how_many, why, next
	Question string      `json:"question"`
	State    string      `json:"state"` // answered, differs, not_reported
	Answer   []Statement `json:"answer"`
}
