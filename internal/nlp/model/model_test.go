package model_test

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// An analysis is what one goroutine needs for sentences.
type analysis struct {
	lex    *lexicon.Lexicon
	tagger *tag.Tagger
	parser *parse.Parser
	finder *entity.Finder
	words  []lexicon.Word
	tags   []tag.Tag
	heads  []int32
	rels   []parse.Rel
	names  []entity.Name
}

// shared reads the weights once for all tests.
var shared = sync.OnceValue(model.English)

func open(t testing.TB, m *model.Models) *analysis {
	t.Helper()
	lex, err1 := m.Lexicon()
	tm, err2 := m.Tagger()
	pm, err3 := m.Parser()
	nm, err4 := m.Names()
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return &analysis{lex: lex, tagger: tag.New(tm), parser: parse.New(pm, parse.Search{}), finder: entity.New(nm)}
}

func (a *analysis) run(forms []string) {
	a.words = a.lex.Words(forms, a.words)
	a.tags = a.tagger.Tag(a.words, a.tags)
	a.heads = slices.Grow(a.heads[:0], len(forms))[:len(forms)]
	a.rels = slices.Grow(a.rels[:0], len(forms))[:len(forms)]
	a.parser.Parse(a.words, a.tags, a.heads, a.rels)
	a.names = a.finder.Names(a.words, a.tags, a.names[:0])
}

// sentences are invented.
var sentences = []string{
	"Police arrested 17 suspects in Osterby on Monday , Mayor Ana Marsh said .",
	"The Quillby Harbour Council closed two bridges after the storm .",
	"Ms. Marsh told reporters that six people were injured when the ferry struck a pier .",
}

func TestAnalysis(t *testing.T) {
	a := open(t, shared())
	forms := strings.Fields(sentences[0])
	a.finder.Begin(a.lex.Words(forms, nil), []int32{0})
	a.run(forms)
	at := func(w string) int32 { return int32(slices.Index(forms, w)) }
	for _, arc := range []struct {
		word, head string
		rel        parse.Rel
	}{{"Police", "arrested", parse.Nsubj}, {"suspects", "arrested", parse.Obj}, {"17", "suspects", parse.Nummod}, {"in", "Osterby", parse.Case}} {
		i := at(arc.word)
		if a.heads[i] != at(arc.head) || a.rels[i] != arc.rel {
			t.Errorf("%s: head %d, %v, want %s, %v", arc.word, a.heads[i], a.rels[i], arc.head, arc.rel)
		}
	}
	if got := a.tags[at("arrested")].UPOS; got != tag.VERB {
		t.Errorf("arrested is %v", got)
	}
	var names []string
	for _, n := range a.names {
		names = append(names, n.Type.String()+" "+strings.Join(forms[n.Start:n.End], " "))
	}
	if diff := cmp.Diff([]string{"LOC Osterby", "PER Ana Marsh"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestLemma(t *testing.T) {
	m, err := shared().Lemmas()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		form string
		upos tag.UPOS
		xpos string
		want string
	}{
		{"arrested", tag.VERB, "VBD", "arrest"}, {"Suspects", tag.NOUN, "NNS", "suspect"}, {"struck", tag.VERB, "VBD", "strike"},
		{"glerked", tag.VERB, "VBD", "glerk"}, {"was", tag.AUX, "VBD", "be"}, {"Osterby", tag.PROPN, "NNP", "Osterby"},
	} {
		if got := m.Lemma(tt.form, tag.Tag{UPOS: tt.upos, XPOS: tag.ParseXPOS(tt.xpos)}); got != tt.want {
			t.Errorf("Lemma(%q) = %q, want %q", tt.form, got, tt.want)
		}
	}
}

func TestAnalysisDoesNotAllocate(t *testing.T) {
	a := open(t, shared())
	var all [][]string
	for _, s := range sentences {
		all = append(all, strings.Fields(s))
	}
	each := func() {
		for _, forms := range all {
			a.run(forms)
		}
	}
	each()
	if n := testing.AllocsPerRun(20, each); n > 0 {
		t.Errorf("%v allocations for three sentences, want 0", n)
	}
}

func TestSameBytesWhateverCameBefore(t *testing.T) {
	a, b := open(t, shared()), open(t, shared())
	for _, s := range sentences {
		a.run(strings.Fields(s))
	}
	for _, s := range sentences {
		forms := strings.Fields(s)
		a.run(forms)
		b.run(forms)
		if !slices.Equal(a.heads, b.heads) || !slices.Equal(a.rels, b.rels) || !slices.Equal(a.tags, b.tags) || !slices.Equal(a.names, b.names) {
			t.Errorf("%q: another result after other sentences", s)
		}
	}
}

// The issue allows 12 MB for all files.
func TestInfoIsOfTheseFiles(t *testing.T) {
	m := model.English()
	info, err := m.Info()
	if err != nil {
		t.Fatal(err)
	}
	files, err := model.Describe(model.Files())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files, info.Files); diff != "" {
		t.Errorf("en.json is of other weights: run the stage score of wiredesk-train (-want +got):\n%s", diff)
	}
	total := 0
	for _, f := range files {
		total += f.Bytes
	}
	if total > 12_000_000 {
		t.Errorf("%d bytes of weights, the most is 12,000,000", total)
	}
	if b, err := fs.ReadFile(model.Files(), "ATTRIBUTION.md"); err != nil || len(b) == 0 {
		t.Errorf("the weights go without their attribution: %v", err)
	}
}

// BenchmarkAnalysis runs tags, parse and names over a document, on one core.
func BenchmarkAnalysis(b *testing.B) {
	a := open(b, shared())
	var all [][]string
	var flat []string
	var starts []int32
	for _, s := range sentences {
		starts = append(starts, int32(len(flat)))
		all = append(all, strings.Fields(s))
		flat = append(flat, strings.Fields(s)...)
	}
	b.ReportAllocs()
	for b.Loop() {
		a.words = a.lex.Words(flat, a.words)
		a.finder.Begin(a.words, starts)
		for _, forms := range all {
			a.run(forms)
		}
	}
	b.ReportMetric(float64(len(flat)*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		open(b, model.English())
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(time.Millisecond), "ms")
}
