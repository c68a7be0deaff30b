package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// A request is what the other side gets, one object for each document.
type request struct {
	Document  wiredesk.DocumentID `json:"document"`
	Language  string              `json:"language"`
	Published wiredesk.Time       `json:"published"`
	Text      string              `json:"text"`
	Tokens    []wiredesk.Span     `json:"tokens"`
	Sentences []wiredesk.Span     `json:"sentences"`
}

// An answer is what it sends back. The fields of the last line count in the
// first answer only.
type answer struct {
	Document *wiredesk.DocumentID `json:"document"`
	Layer    string               `json:"layer"`
	Spans    *[]span              `json:"spans"`
	Error    string               `json:"error"`

	Name, Version, Weights string
}

// A span of the answer. A number that is missing is not 0.
type span struct {
	Start *int   `json:"start"`
	End   *int   `json:"end"`
	Type  string `json:"type"`
	Value string `json:"value"` // of a time
}

// types are the words for what a span may be.
var types = map[analysis.Layer][]string{
	analysis.Names: {"person", "organisation", "place", "other"},
	analysis.Times: {timex.Date, timex.Time, timex.Duration, timex.Set},
}

// decode reads the answer to a question about document id. It fails with
// [wiredesk.ErrInvalid] on what is no answer to it.
func decode(b []byte, id wiredesk.DocumentID) (*answer, error) {
	if b = bytes.TrimSpace(b); len(b) == 0 || b[0] != '{' {
		return nil, fmt.Errorf("it answers %q, which is no JSON object: %w", cut(string(b)), wiredesk.ErrInvalid)
	}
	var r answer
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("its answer is not as the protocol has it: %w: %w", wiredesk.ErrInvalid, err)
	}
	switch {
	case r.Document != nil && *r.Document != id:
		return nil, fmt.Errorf("it answers about document %q: %w", cut(string(*r.Document)), wiredesk.ErrInvalid)
	case r.Spans == nil && r.Error == "":
		return nil, fmt.Errorf(`its answer has no "spans": %w`, wiredesk.ErrInvalid)
	}
	return &r, nil
}

// layer returns the layer of the answer: names if it does not say.
func (r *answer) layer() (analysis.Layer, error) {
	switch l := analysis.Layer(r.Layer); l {
	case "":
		return analysis.Names, nil
	case analysis.Names, analysis.Times:
		return l, nil
	}
	return "", fmt.Errorf("it writes layer %q, and may write names or times: %w", cut(r.Layer), wiredesk.ErrInvalid)
}

// made returns what the first answer says of its maker.
func (r *answer) made(kind string) (analysis.Made, error) {
	for _, s := range []string{r.Name, r.Version, r.Weights} {
		if len(s) > wiredesk.MaxID || strings.ContainsFunc(s, unicode.IsControl) {
			return analysis.Made{}, fmt.Errorf("it calls itself %q, which is too long or not plain text: %w", cut(s), wiredesk.ErrInvalid)
		}
	}
	return analysis.Made{Annotator: strings.TrimSpace(kind + " " + r.Name), Version: r.Version, Weights: r.Weights}, nil
}

// check fails with [wiredesk.ErrInvalid] unless the spans are of known types,
// in text, on rune boundaries, in order and apart.
func (r *answer) check(text string, layer analysis.Layer) error {
	end := 0
	for i, s := range *r.Spans {
		if why := s.wrong(text, end, types[layer]); why != "" {
			return fmt.Errorf("span %d of its answer %s: %w", i+1, why, wiredesk.ErrInvalid)
		}
		end = *s.End
	}
	return nil
}

// wrong says what is wrong with s, which comes after a span that ends at
// before; "" if nothing is.
func (s span) wrong(text string, before int, types []string) string {
	if s.Start == nil || s.End == nil {
		return `has no "start" or no "end"`
	}
	at := fmt.Sprintf("[%d, %d) ", *s.Start, *s.End)
	switch {
	case *s.Start < 0 || *s.End > len(text):
		return at + fmt.Sprintf("is not inside the text, which has %d bytes", len(text))
	case *s.Start >= *s.End:
		return at + "is empty"
	case *s.Start < before:
		return at + fmt.Sprintf("begins before the end of the one before it, %d", before)
	case !boundary(text, *s.Start) || !boundary(text, *s.End):
		return at + "cuts a character: offsets count bytes of UTF-8"
	case !strings.ContainsFunc(text[*s.Start:*s.End], wordly):
		return at + "has neither a letter nor a digit"
	case !slices.Contains(types, s.Type):
		return at + fmt.Sprintf("has type %q, and may have %s", cut(s.Type), strings.Join(types, ", "))
	case len(s.Value) > wiredesk.MaxID || strings.ContainsFunc(s.Value, unicode.IsControl):
		return at + fmt.Sprintf("has value %q, which is too long or not plain text", cut(s.Value))
	}
	return ""
}

// widen moves the ends of the spans, which were checked, out to those of the
// tokens that they touch: what works on with a layer counts on whole words. It
// fails with [wiredesk.ErrInvalid] if a span touches none, or shares one with
// the span before it.
func (r *answer) widen(tokens []wiredesk.Token) error {
	next := 0 // the first token that is free
	for i, s := range *r.Spans {
		first := next
		for first < len(tokens) && tokens[first].End <= *s.Start {
			first++
		}
		last := first
		for last < len(tokens) && tokens[last].Start < *s.End {
			last++
		}
		switch {
		case first > 0 && first == next && *s.Start < tokens[first-1].End:
			return fmt.Errorf("span %d of its answer [%d, %d) shares a word with the one before it: %w", i+1, *s.Start, *s.End, wiredesk.ErrInvalid)
		case first == last:
			return fmt.Errorf("span %d of its answer [%d, %d) has no word in it: %w", i+1, *s.Start, *s.End, wiredesk.ErrInvalid)
		}
		*s.Start, *s.End = tokens[first].Start, tokens[last-1].End
		next = last
	}
	return nil
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// write puts the spans, which were checked, into layer of d.
func (r *answer) write(d *analysis.Document, layer analysis.Layer) {
	mentions, times := []wiredesk.Mention{}, []timex.Expression{}
	for _, s := range *r.Spans {
		at := wiredesk.Span{Start: *s.Start, End: *s.End}
		mentions = append(mentions, wiredesk.Mention{Span: at, Type: s.Type})
		times = append(times, timex.Expression{Span: at, Type: s.Type, Value: s.Value, Anchor: timex.None})
	}
	if layer == analysis.Times {
		d.Times = times
		return
	}
	d.Mentions = mentions
}

// cut shortens what a stranger sent to what an error may quote.
func cut(s string) string {
	const most = 80
	if len(s) > most {
		s = s[:most] + "..."
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
