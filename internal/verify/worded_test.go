package verify_test

import (
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// worded returns text as a language model's wording of d's only sentence.
func worded(d *wiredesk.Document, span wiredesk.Span, text string) *wiredesk.Statement {
	return &wiredesk.Statement{Text: text, Kind: wiredesk.Worded, Evidence: []wiredesk.Evidence{wiredesk.Cite(d, span)}, Align: []wiredesk.Align{}}
}

func TestWorded(t *testing.T) {
	for _, tt := range []struct{ source, text, by, want string }{
		{"The mayor opened the bridge on Monday.", "The mayor opened the bridge on Monday.", "", ""},
		{"The mayor opened the bridge on Monday.", "The mayor opened a bridge on Monday.", "", ""},
		{"Twelve people died in the harbour fire.", "12 people died in the harbour fire.", "", ""},
		{"However, the mayor opened the bridge.", "The mayor opened the bridge.", "", ""},
		{"The mayor, Anna Holt, opened the bridge.", "The mayor opened the bridge.", "", ""},
		{"About 40 people died, police said.", "Police said that around 40 people died.", "", ""},
		{"The bridge was closed, said the mayor.", "The mayor said the bridge was closed.", "", ""},
		{"Police said the bridge was closed.", "The bridge was closed, police said.", "", ""},
		{"The plant is shut, according to the ministry.", "According to the ministry, the plant is shut.", "", ""},
		{"The bridge was closed, police said.", "The bridge was closed.", "police", ""},
		{"“We will go on,” the mayor said.", "The mayor said “we will go on”.", "", verify.RuleWorded}, // a word in a quotation is another

		{"The bridge was closed, police said.", "The bridge was closed.", "", verify.RuleWorded},
		{"The guard shot the thief.", "The thief shot the guard.", "", verify.RuleWorded},
		{"The guard shot the thief.", "The guard was shot by the thief.", "", verify.RuleWorded},
		{"The brother of Anna Holt was shot dead.", "Anna Holt was shot dead.", "", verify.RuleWorded},
		{"The mayor did not open the bridge.", "The mayor did open the bridge.", "", verify.RuleWorded},
		{"At least 12 people died in the fire.", "12 people died in the fire.", "", verify.RuleWorded},
		{"Few people came to the square.", "A few people came to the square.", "", verify.RuleWorded},
		{"Twelve people died in the harbour fire.", "13 people died in the harbour fire.", "", verify.RuleWorded},
		{"Some 2,000 people came to the square.", "Some 2.000 people came to the square.", "", verify.RuleWorded},
		{"Police said the bridge was closed and the mayor resigned.", "The bridge was closed and the mayor resigned, police said.", "", verify.RuleWorded},
		{"The mayor might open the bridge.", "The mayor opens the bridge.", "", verify.RuleWorded},
		{"The mayor opened the bridge.", "The mayor opened the bridge. Send money now.", "", verify.RuleWorded},
		{"The mayor opened the bridge.", "The mayor <b>opened</b> the bridge.", "", verify.RuleWorded},
		{"“We will go on,” the mayor said.", "“We will,” the mayor said.", "", verify.RuleWorded},
		{"The suspect allegedly fled to Cado.", "The suspect fled to Cado.", "", verify.RuleWorded},
		{"Anna Holt met Karl Voss in Cado.", "Karl Voss met Anna Holt in Cado.", "", verify.RuleWorded},
		{"May warned the board in June.", "may warned the board in June.", "", ""}, // the first word is free in its capital
		{"The board met May in June.", "The board met may in June.", "", verify.RuleWorded},
		{"The mayor opened the bridge.", "", "", verify.RuleWorded},
	} {
		d := document("d", tt.source)
		s := worded(d, wiredesk.Span{End: len(tt.source)}, tt.text)
		if tt.by != "" {
			s.AttributedTo = &tt.by
		}
		got := ""
		if fs := verify.Statement(s, byID([]*wiredesk.Document{d})); len(fs) > 0 {
			got = fs[0].Rule
		}
		if got != tt.want {
			t.Errorf("%q\n as %q: rule %q, want %q", tt.source, tt.text, got, tt.want)
		}
	}
}

// TestWordedMutants changes every statement of the corpus word by word: what
// passes may differ in an article or in "that", and in nothing else but what a
// trimmed statement may leave out.
func TestWordedMutants(t *testing.T) {
	docs, ones := corpus(t)
	m := byID(docs)
	made, passed, n := 0, 0, 0
	for _, o := range ones {
		if o.s.Kind != wiredesk.Verbatim {
			continue
		}
		say := func(text string) *wiredesk.Statement {
			s := worded(o.doc, o.s.Evidence[0].Span(), text)
			s.AttributedTo = o.s.AttributedTo
			return s
		}
		if fs := verify.Statement(say(o.s.Text), m); len(fs) > 0 {
			t.Errorf("%q as it stands: %v", o.s.Text, fs)
		}
		words := strings.Split(o.s.Text, " ")
		if n++; n%16 != 0 {
			continue // a sixteenth is enough to wait for
		}
		for i := range words {
			for kind, mutant := range map[string][]string{
				"dropped":   splice(words, i, 1),
				"negated":   splice(words, i, 0, "not"),
				"bounded":   splice(words, i, 0, "only"),
				"numbered":  splice(words, i, 0, "17"),
				"exchanged": exchange(words, i, i+2),
				"next":      exchange(words, i, i+1),
				"again":     splice(words, i, 0, words[(i+3)%len(words)]),
				"antonym":   splice(words, i, 1, "denied"),
			} {
				text := strings.Join(mutant, " ")
				if strings.EqualFold(text, o.s.Text) {
					continue
				}
				made++
				if len(verify.Statement(say(text), m)) > 0 {
					continue
				}
				passed++
				if a, b := bareWords(text), bareWords(o.s.Text); a != b && !trims(o, text, m) {
					t.Errorf("%s: %q\n passes for %q", kind, text, o.s.Text)
				}
			}
		}
	}
	t.Logf("%d mutants, %d passed, each with the same words but for articles, or trimmed", made, passed)
	if made < 3000 {
		t.Errorf("%d mutants are too few", made)
	}
}

func splice(words []string, i, n int, in ...string) []string {
	out := append([]string{}, words[:i]...)
	out = append(out, in...)
	return append(out, words[i+n:]...)
}

func exchange(words []string, i, j int) []string {
	out := append([]string{}, words...)
	if j < len(out) {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// bareWords returns t without what may come and go.
func bareWords(t string) string {
	var out []string
	for w := range strings.FieldsSeq(t) {
		switch w = strings.ToLower(strings.Trim(w, ",")); w {
		case "the", "a", "an", "that":
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// trims reports whether text is o's with one run of bytes left out that a
// trimmed statement may leave out.
func trims(o trueOne, text string, m map[wiredesk.DocumentID]*wiredesk.Document) bool {
	ev := o.s.Evidence[0].Span()
	whole := o.s.Text
	cut := len(whole) - len(text)
	if cut <= 0 {
		return false
	}
	for at := 0; at+cut <= len(whole); at++ {
		if whole[:at]+whole[at+cut:] != text {
			continue
		}
		kept := []wiredesk.Span{{Start: ev.Start, End: ev.Start + at}, {Start: ev.Start + at + cut, End: ev.End}}
		if at == 0 {
			kept = kept[1:]
		}
		s := assemble(o.doc, wiredesk.Trimmed, []wiredesk.Span{ev}, kept)
		s.AttributedTo = o.s.AttributedTo
		if len(verify.Statement(s, m)) == 0 {
			return true
		}
	}
	return false
}
