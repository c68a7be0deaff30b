package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
)

const trees = `# newdoc id = a
1-2	don't	_	_	_	_	_	_	_	_
1	Mayor	mayor	PROPN	NNP	_	0	root	_	Entity=(1-person-new
2	Ana	Ana	PROPN	NNP	_	1	flat	_	_
3	Marsh	Marsh	PROPN	NNP	_	1	flat	_	_
4	of	of	ADP	IN	_	5	case	_	_
5	Quillby	Quillby	PROPN	NNP	_	1	nmod	_	Entity=(2-place-new)1)
5.1	gone	go	VERB	VBN	_	_	_	_	_

1	Rain	rain	NOUN	NN	_	0	root	_	Entity=(3-event-new)
`

func TestReadCoNLLU(t *testing.T) {
	docs, err := corpus.ReadCoNLLU(strings.NewReader(trees))
	if err != nil {
		t.Fatal(err)
	}
	corpus.GUMNames(docs)
	if len(docs) != 1 || len(docs[0]) != 2 {
		t.Fatalf("%d documents, %v", len(docs), docs)
	}
	want := corpus.Sentence{
		Words: []string{"Mayor", "Ana", "Marsh", "of", "Quillby"}, Lemmas: []string{"mayor", "Ana", "Marsh", "of", "Quillby"},
		UPOS: []string{"PROPN", "PROPN", "PROPN", "ADP", "PROPN"}, XPOS: []string{"NNP", "NNP", "NNP", "IN", "NNP"},
		Heads: []int32{-1, 0, 0, 4, 0}, Rels: []string{"root", "flat", "flat", "case", "nmod"},
		Names: []corpus.Name{{Start: 1, End: 5, Type: "PER"}},
	}
	if diff := cmp.Diff(want, docs[0][0], cmpopts.IgnoreUnexported(corpus.Sentence{})); diff != "" {
		t.Errorf("first sentence (-want +got):\n%s", diff)
	}
	if len(docs[0][1].Names) != 0 {
		t.Errorf("rain is a name: %v", docs[0][1].Names)
	}
}

func TestReadCoNLLUNamesTheLine(t *testing.T) {
	_, err := corpus.ReadCoNLLU(strings.NewReader("# x\n1\ttwo columns\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("err %v, want line 2", err)
	}
}

func TestReadColumns(t *testing.T) {
	const text = "Ana B-person\nMarsh I-person\nin O\nQuillby I-LOC\nMay I-MISC\nCo. I-ORG\n\nrain O\n"
	docs, err := corpus.ReadColumns(strings.NewReader(text), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Name{{0, 2, "PER"}, {3, 4, "LOC"}, {5, 6, "ORG"}}
	if diff := cmp.Diff(want, docs[0][0].Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if len(docs[0]) != 2 {
		t.Errorf("%d sentences, want 2", len(docs[0]))
	}
}

func TestReadBrackets(t *testing.T) {
	const text = "# ITEM | here | rain\n[PER Ana Marsh]'s boat left [LOC Quillby].\n"
	docs, err := corpus.ReadBrackets(strings.NewReader(text), corpus.Split)
	if err != nil {
		t.Fatal(err)
	}
	want := corpus.Sentence{
		Words: []string{"Ana", "Marsh", "'s", "boat", "left", "Quillby", "."},
		Names: []corpus.Name{{0, 2, "PER"}, {5, 6, "LOC"}},
	}
	if diff := cmp.Diff(want, docs[0][0], cmpopts.IgnoreUnexported(corpus.Sentence{})); diff != "" {
		t.Errorf("sentence (-want +got):\n%s", diff)
	}
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`"We didn't go," said Col. Marsh.`, `" We did n't go , " said Col. Marsh .`},
		{"A 12-year-old (of Quillby) won 3-2.", "A 12 - year - old ( of Quillby ) won 3 - 2 ."},
		{"J. Marsh, U.S. envoy", "J. Marsh , U.S. envoy"},
		{"", ""},
	} {
		if got := strings.Join(corpus.Split(tt.text), " "); got != tt.want {
			t.Errorf("Split(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
