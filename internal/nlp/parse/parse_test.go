package parse_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

func tags(names ...tag.UPOS) []tag.Tag {
	out := make([]tag.Tag, len(names))
	for i, u := range names {
		out[i].UPOS = u
	}
	return out
}

func words(forms ...string) []lexicon.Word { return (*lexicon.Lexicon)(nil).Words(forms, nil) }

// examples are invented. The last has crossing arcs.
func examples() []parse.Example {
	return []parse.Example{
		{words("the", "ferry", "left", "Osterby", "."), tags(tag.DET, tag.NOUN, tag.VERB, tag.PROPN, tag.PUNCT),
			[]int32{1, 2, -1, 2, 2}, []parse.Rel{parse.Det, parse.Nsubj, parse.Root, parse.Obj, parse.Punct}},
		{words("rain", "fell"), tags(tag.NOUN, tag.VERB), []int32{1, -1}, []parse.Rel{parse.Nsubj, parse.Root}},
		{words("Velling", "closed", "the", "old", "bridge"), tags(tag.PROPN, tag.VERB, tag.DET, tag.ADJ, tag.NOUN),
			[]int32{1, -1, 4, 4, 1}, []parse.Rel{parse.Nsubj, parse.Root, parse.Det, parse.Amod, parse.Obj}},
		{words("a", "tram", "left", "today", "that", "rattled"), tags(tag.DET, tag.NOUN, tag.VERB, tag.NOUN, tag.PRON, tag.VERB),
			[]int32{1, 2, -1, 2, 5, 1}, []parse.Rel{parse.Det, parse.Nsubj, parse.Root, parse.OblUnmarked, parse.Nsubj, parse.ACLRelcl}},
	}
}

func learn(t *testing.T) *parse.Model {
	t.Helper()
	var many []parse.Example
	for range 6 {
		many = append(many, examples()...)
	}
	m, err := parse.Train(many, parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, rest, err := parse.Read(append(m.Append(nil), 'x'))
	if err != nil || string(rest) != "x" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	return m
}

func TestParse(t *testing.T) {
	p := parse.New(learn(t), parse.Search{})
	ws := words("the", "old", "tram", "left", "Quillby", ".")
	ts := tags(tag.DET, tag.ADJ, tag.NOUN, tag.VERB, tag.PROPN, tag.PUNCT)
	heads, rels := make([]int32, len(ws)), make([]parse.Rel, len(ws))
	p.Parse(ws, ts, heads, rels)
	if diff := cmp.Diff([]int32{2, 2, 3, -1, 3, 3}, heads); diff != "" {
		t.Errorf("heads (-want +got):\n%s", diff)
	}
	want := []parse.Rel{parse.Det, parse.Amod, parse.Nsubj, parse.Root, parse.Obj, parse.Punct}
	if diff := cmp.Diff(want, rels); diff != "" {
		t.Errorf("relations (-want +got):\n%s", diff)
	}
}

// Whatever the words and the tags, the result is one tree with one root.
func TestResultIsATree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	p := parse.New(learn(t), parse.Search{})
	forms := []string{"the", "ferry", "left", "Osterby", ",", "that", "glerk", "42"}
	for range 300 {
		n := rng.IntN(40)
		fs, ts := make([]string, n), make([]tag.Tag, n)
		for i := range fs {
			fs[i], ts[i].UPOS = forms[rng.IntN(len(forms))], tag.UPOS(rng.IntN(int(tag.X)+1))
		}
		heads, rels := make([]int32, n), make([]parse.Rel, n)
		p.Parse(words(fs...), ts, heads, rels)
		checkTree(t, heads, rels)
	}
}

func checkTree(t *testing.T, heads []int32, rels []parse.Rel) {
	t.Helper()
	roots := 0
	for i, h := range heads {
		if (h == -1) != (rels[i] == parse.Root) {
			t.Fatalf("word %d: head %d, relation %v", i, h, rels[i])
		}
		if h == -1 {
			roots++
		}
		steps := 0
		for ; h != -1; h = heads[h] {
			if steps++; steps > len(heads) {
				t.Fatalf("word %d hangs in a ring: %v", i, heads)
			}
		}
	}
	if len(heads) > 0 && roots != 1 {
		t.Fatalf("%d roots: %v", roots, heads)
	}
}

func TestSameExamplesSameBytes(t *testing.T) {
	if diff := cmp.Diff(learn(t).Append(nil), learn(t).Append(nil)); diff != "" {
		t.Error("two trainings gave different bytes")
	}
}

func TestReadRefusesBrokenBytes(t *testing.T) {
	whole := learn(t).Append(nil)
	for n := 0; n < len(whole); n += 7 {
		if _, _, err := parse.Read(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes read", n, len(whole))
		}
	}
}

func TestParseRel(t *testing.T) {
	for name, want := range map[string]string{
		"nsubj:pass": "nsubj:pass", "obl:tmod": "obl", "glerk": "dep", "root": "root", "_": "dep",
	} {
		if got := parse.ParseRel(name).String(); got != want {
			t.Errorf("ParseRel(%q) = %q, want %q", name, got, want)
		}
	}
}

// The constants and the names are two lists in one order.
func TestConstantsHaveTheirNames(t *testing.T) {
	for rel, want := range map[parse.Rel]string{
		parse.NoRel: "_", parse.Root: "root", parse.ACLRelcl: "acl:relcl", parse.Ccomp: "ccomp", parse.Flat: "flat",
		parse.NmodPoss: "nmod:poss", parse.NsubjPass: "nsubj:pass", parse.OblAgent: "obl:agent", parse.Xcomp: "xcomp",
	} {
		if got := rel.String(); got != want {
			t.Errorf("%d is called %q, want %q", rel, got, want)
		}
	}
}

// Two words give no arc to the right but the root's; a long sentence must
// still find its way.
func TestFewExamples(t *testing.T) {
	m, err := parse.Train(examples()[1:2], parse.Options{Epochs: 1, BeamEpochs: 1})
	if err != nil {
		t.Fatal(err)
	}
	ws := words("the", "ferry", "left", "Osterby", "today")
	heads, rels := make([]int32, len(ws)), make([]parse.Rel, len(ws))
	parse.New(m, parse.Search{}).Parse(ws, make([]tag.Tag, len(ws)), heads, rels)
	checkTree(t, heads, rels)
}
