package analysis_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// check fails if the layers of d are not what package analysis promises.
func check(t *testing.T, d *analysis.Document) {
	t.Helper()
	text := d.Document.Text
	for name, n := range map[string]int{"words": len(d.Words), "tags": len(d.Tags), "lemmas": len(d.Lemmas), "heads": len(d.Heads), "rels": len(d.Rels)} {
		if n != len(d.Tokens) {
			t.Fatalf("%d %s for %d tokens of %q", n, name, len(d.Tokens), text)
		}
	}
	var tokens, sentences, mentions, times []wiredesk.Span
	for _, v := range d.Tokens {
		tokens = append(tokens, v.Span)
	}
	for _, v := range d.Sentences {
		sentences = append(sentences, v.Span)
	}
	for _, v := range d.Mentions {
		mentions = append(mentions, v.Span)
	}
	for _, v := range d.Times {
		times = append(times, v.Span)
	}
	checkSpans(t, text, "tokens", tokens)
	checkSpans(t, text, "sentences", sentences)
	checkSpans(t, text, "mentions", mentions)
	checkSpans(t, text, "times", times)
	for _, q := range d.Quotations {
		checkSpans(t, text, "content", q.Content)
		checkSpans(t, text, "cue", q.Cue)
		checkSpans(t, text, "source", q.Source)
	}
	for _, s := range d.Sentences {
		checkTree(t, d, s)
	}
	for i, r := range d.Lemmas {
		if r == "" && inSentence(d, i) {
			t.Fatalf("token %d of %q has no lemma", i, text)
		}
	}
}

// checkSpans wants spans that are not empty, in order and apart, on rune
// boundaries.
func checkSpans(t *testing.T, text, name string, spans []wiredesk.Span) {
	t.Helper()
	end := 0
	for i, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%s: span %d %v out of order or range in %q", name, i, s, text)
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			t.Fatalf("%s: span %d %v cuts a character of %q", name, i, s, text)
		}
		end = s.End
	}
}

// checkTree wants one root, and from every token a way to it inside the
// sentence.
func checkTree(t *testing.T, d *analysis.Document, s wiredesk.Sentence) {
	t.Helper()
	roots := 0
	for i := s.First; i < s.Last; i++ {
		if int(d.Heads[i]) == i {
			roots++
		}
		at := i
		for steps := 0; int(d.Heads[at]) != at; steps++ {
			at = int(d.Heads[at])
			if at < s.First || at >= s.Last || steps > s.Last-s.First {
				t.Fatalf("token %d of %q has no way to a root: heads %v", i, s.Of(d.Document.Text), d.Heads[s.First:s.Last])
			}
		}
	}
	if roots != 1 {
		t.Fatalf("%d roots in %q", roots, s.Of(d.Document.Text))
	}
}

func inSentence(d *analysis.Document, token int) bool {
	return len(d.Sentences) > 0 && token < d.Sentences[len(d.Sentences)-1].Last
}

func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{
		report, "", "Dr. Ørn Ålvik ’s\n\n“No” - he, she, Ana B. Roe of the U.S., two days ago, at 4:20 p.m. on 3/4/2010.",
		"- one\n- two\n\n“open (((", "東京で e\u0301 \u00a0\u2028 ไทย #tag @you http://a.b/c ''", "the the the of of in in , , ; 1 2 3 4 every Monday, 1990s",
		strings.Repeat("a, ", 900),
	} {
		f.Add(s)
	}
	p := pipeline(f, english(f)...)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > wiredesk.MaxText {
			return
		}
		var got [2]*analysis.Document
		for i := range got {
			d, err := p.Annotate(sample.Document("d", "Desk", s, 0))
			if err != nil {
				t.Fatal(err)
			}
			got[i] = d
		}
		check(t, got[0])
		if !reflect.DeepEqual(got[0], got[1]) {
			t.Fatalf("%q: another result the second time", s)
		}
	})
}
