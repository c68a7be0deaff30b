package segment_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/segment"
)

func tokens(text string) []string {
	var out []string
	for _, t := range segment.Cut(text).Tokens {
		out = append(out, t.Of(text))
	}
	return out
}

func sentences(text string) []string {
	var out []string
	for _, s := range segment.Cut(text).Sentences {
		out = append(out, s.Of(text))
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"contractions", "Don't say it's Mira's; we’ll see, they cannot.", "Do|n't|say|it|'s|Mira|'s|;|we|’ll|see|,|they|can|not|."},
		{"possessive of a plural", "the miners' lamps", "the|miners|'|lamps"},
		{"money and shares", "It cost $4.5m, or €3,200.50, up 6.8%.", "It|cost|$|4.5|m|,|or|€|3,200.50|,|up|6.8|%|."},
		{"units", "85km/h at 6pm", "85|km|/|h|at|6|pm"},
		{"hyphens", "a well-known e-mail co-founder", "a|well|-|known|e-mail|co-founder"},
		{"abbreviations", "Gov. Ana B. Roe of the U.S. met Dr. Poll at 4 p.m. Friday.", "Gov.|Ana|B.|Roe|of|the|U.S.|met|Dr.|Poll|at|4|p.m.|Friday|."},
		{"times and dates", "10:30 on 3/4/2010, call 713-555-0134", "10:30|on|3/4/2010|,|call|713-555-0134"},
		{"ellipsis and marks", "Well... no!! -- stop", "Well|...|no|!!|--|stop"},
		{"addresses", "See https://desk.example/a?b=1, or desk@wend.example.", "See|https://desk.example/a?b=1|,|or|desk@wend.example|."},
		{"names with &", "AT&T and R&D", "AT&T|and|R&D"},
		{"no spaces between words", "東京で", "東|京|で"},
		{"empty", "", ""},
		{"white space of other kinds", "a\u00a0b\u2009c", "a|b|c"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, strings.Join(tokens(tt.text), "|")); diff != "" {
				t.Errorf("Cut(%q) mismatch (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"question inside a quotation", `“Who will pay?” she asked. Nobody answered.`, []string{`“Who will pay?” she asked.`, `Nobody answered.`}},
		{"a name after the quotation", `"Who will pay?" Orla Vint asked. Nobody did.`, []string{`"Who will pay?" Orla Vint asked.`, `Nobody did.`}},
		{"a new sentence after the quotation", `"We will pay." The crowd went home.`, []string{`"We will pay."`, `The crowd went home.`}},
		{"titles and initials", "Gov. J. P. Orr met Mr. Vale. They spoke.", []string{"Gov. J. P. Orr met Mr. Vale.", "They spoke."}},
		{"country, then a sentence", "He left the U.S. The plane was late.", []string{"He left the U.S.", "The plane was late."}},
		{"country, then a name", "The U.S. Senate voted.", []string{"The U.S. Senate voted."}},
		{"hour at the end", "It began at 4 a.m. The dam held.", []string{"It began at 4 a.m.", "The dam held."}},
		{"decimal", "It rose by 3.5 points. Then it fell.", []string{"It rose by 3.5 points.", "Then it fell."}},
		{"ellipsis goes on", "He waited... and waited. Then he left.", []string{"He waited... and waited.", "Then he left."}},
		{"bracket", "The vote (he did not say which. Odd.) was late. It passed.", []string{"The vote (he did not say which. Odd.) was late.", "It passed."}},
		{"paragraphs", "A heading\n\nThe text. More", []string{"A heading", "The text.", "More"}},
		{"one paragraph a line", "First line here\n- a point\n- another point", []string{"First line here", "- a point", "- another point"}},
		{"hard-wrapped", strings.Repeat("The council met on Monday for nine hours and could not agree on\nwhat the bridge over the Tarn ought to cost the town this year so\nit will meet again on Friday in the hall by the old north gate and\nvote.\n\n", 2), []string{
			"The council met on Monday for nine hours and could not agree on\nwhat the bridge over the Tarn ought to cost the town this year so\nit will meet again on Friday in the hall by the old north gate and\nvote.",
			"The council met on Monday for nine hours and could not agree on\nwhat the bridge over the Tarn ought to cost the town this year so\nit will meet again on Friday in the hall by the old north gate and\nvote."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sentences(tt.text)); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInQuote(t *testing.T) {
	text := `He said: “We tried. We failed. We go home.” Then he left.`
	var got []bool
	for _, s := range segment.Cut(text).Sentences {
		got = append(got, s.InQuote)
	}
	if diff := cmp.Diff([]bool{false, true, true, false}, got); diff != "" {
		t.Errorf("InQuote mismatch (-want +got):\n%s", diff)
	}
}

// check fails if the spans of a text are not what package segment promises.
func check(t *testing.T, text string) {
	t.Helper()
	c := segment.Cut(text)
	prev := 0
	for i, tok := range c.Tokens {
		if tok.Start < prev || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %d %v out of order or range in %q", i, tok, text)
		}
		if strings.TrimSpace(text[prev:tok.Start]) != "" && len(c.Sentences) < 5000 {
			t.Fatalf("bytes %q lost before token %d of %q", text[prev:tok.Start], i, text)
		}
		if !utf8.RuneStart(text[tok.Start]) || tok.End < len(text) && !utf8.RuneStart(text[tok.End]) {
			t.Fatalf("token %d %v cuts a rune of %q", i, tok, text)
		}
		prev = tok.End
	}
	next := 0
	for i, s := range c.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %d has tokens [%d, %d), want from %d, in %q", i, s.First, s.Last, next, text)
		}
		if s.Start != c.Tokens[s.First].Start || s.End != c.Tokens[s.Last-1].End {
			t.Fatalf("sentence %d is %v, not its tokens', in %q", i, s.Span, text)
		}
		if !c.Paragraphs[s.Paragraph].Contains(s.Span) {
			t.Fatalf("sentence %d leaves its paragraph in %q", i, text)
		}
		next = s.Last
	}
	if next != len(c.Tokens) && len(c.Sentences) < 5000 {
		t.Fatalf("%d tokens are in no sentence of %q", len(c.Tokens)-next, text)
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{
		`PORT ALDER, Oct. 3 (NWA) — "Stop?" he asked. It's $5m, 3.5%... (see p. 4).`,
		"- one\n- two\n\n“open", "a.b.c@d.e 10:30/4-5-6 ''x'' #tag @you AT&T http://", "ไทย 東京 e\u0301 \u00a0\u2028",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) {
			check(t, s)
		}
	})
}

func BenchmarkCut(b *testing.B) {
	text := strings.Repeat("PORT ALDER, Oct. 3 — The ferry “Tern”, built in 1974, didn't stop at 6.40 p.m., the harbour master's office said on Friday. Its crew of 14 was unhurt.\n\n", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		segment.Cut(text)
	}
}
