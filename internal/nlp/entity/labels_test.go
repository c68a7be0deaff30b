package entity

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
)

func TestLabelsSpellNames(t *testing.T) {
	for _, names := range [][]Name{
		nil,
		{{0, 1, Person}},
		{{0, 2, Person}, {2, 5, Organisation}, {6, 7, Place}},
	} {
		got := appendNames(nil, labelsOf(names, 8, nil))
		if diff := cmp.Diff(names, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", names, diff)
		}
	}
}

// Scores that ask for a middle and an end without a beginning get whole names
// all the same.
func TestBestLabelsAreLegal(t *testing.T) {
	scores := make([][labels]int32, 4)
	scores[0][labelOf(Person, middle)] = 9
	scores[1][labelOf(Place, last)] = 9
	scores[2][labelOf(Person, first)] = 9
	scores[3][out] = 9
	var v viterbi
	var none [labels][labels]int32
	ls := v.best(scores, &none)
	prev := out
	for i, l := range ls {
		if !prev.follows(l) {
			t.Errorf("word %d: %d may not follow %d", i, l, prev)
		}
		prev = l
	}
	if prev.open() {
		t.Error("the last name has no end")
	}
}

func TestGazetteerTakesTheLongest(t *testing.T) {
	g := NewGazetteer(map[Kind][][]string{City: {{"Port"}, {"the"}, {"Port", "Sorrel"}}, KnownGroup: {{"Port", "Sorrel", "Rail"}}})
	got := g.match(wordsOf("Port", "Sorrel", "Rail", "the"), nil)
	want := []match{{unit: City, begin: KnownGroup}, {inside: KnownGroup}, {last: KnownGroup}, {}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(match{})); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
}

func wordsOf(forms ...string) []lexicon.Word { return (*lexicon.Lexicon)(nil).Words(forms, nil) }
