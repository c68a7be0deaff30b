package entity_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// news is invented.
const news = `# ONE
[PER Ana Marsh] lives in [LOC Quillby] near the sea.
The [ORG Quillby Harbour Council] met [PER Marsh] on Monday.
# TWO
In [LOC Osterby], [PER Ola Velling] said that rain fell.
The [ORG Osterby Rail Union] told [PER Velling] to wait.
# THREE
[PER Ida Thorne] of the [ORG Ferry Council] came from [LOC Westmere].
Rain fell in [LOC Port Ansel] on Monday.`

func documents(t *testing.T, text string) []corpus.Document {
	t.Helper()
	docs, err := corpus.ReadBrackets(strings.NewReader(text), corpus.Split)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func gazetteer() *entity.Gazetteer {
	return entity.NewGazetteer(map[entity.Kind][][]string{
		entity.FirstName: {{"Ana"}, {"Ola"}, {"Ida"}, {"Una"}},
		entity.City:      {{"Quillby"}, {"Osterby"}, {"Westmere"}, {"Port", "Sorrel"}, {"Port", "Ansel"}},
	})
}

var types = map[string]entity.Type{"PER": entity.Person, "ORG": entity.Organisation, "LOC": entity.Place}

func learn(t *testing.T) *entity.Model {
	t.Helper()
	var examples []entity.Example
	for _, d := range documents(t, news) {
		ex := entity.Example{Source: "news", Weight: 12}
		for _, s := range d {
			var names []entity.Name
			for _, n := range s.Names {
				names = append(names, entity.Name{Start: int32(n.Start), End: int32(n.End), Type: types[n.Type]})
			}
			words := (*lexicon.Lexicon)(nil).Words(s.Words, nil)
			ex.Sentences = append(ex.Sentences, entity.Sentence{Words: words, Tags: make([]tag.Tag, len(words)), Names: names})
		}
		examples = append(examples, ex)
	}
	w, err := entity.Train(examples, gazetteer(), entity.Options{})
	if err != nil {
		t.Fatal(err)
	}
	g, rest, err := entity.ReadGazetteer(w.Append(gazetteer().Append(nil)))
	if err != nil {
		t.Fatal(err)
	}
	if w, rest, err = entity.ReadWeights(rest); err != nil || len(rest) > 0 {
		t.Fatalf("ReadWeights: %d bytes left, err %v", len(rest), err)
	}
	return entity.NewModel(w, g)
}

// find returns the names of a document as text.
func find(f *entity.Finder, sentences ...string) []string {
	var flat []string
	starts := []int32{}
	for _, s := range sentences {
		starts = append(starts, int32(len(flat)))
		flat = append(flat, strings.Fields(s)...)
	}
	words := (*lexicon.Lexicon)(nil).Words(flat, nil)
	f.Begin(words, starts)
	got := []string{}
	for i, from := range starts {
		to := len(flat)
		if i+1 < len(starts) {
			to = int(starts[i+1])
		}
		for _, n := range f.Names(words[from:to], make([]tag.Tag, to-int(from)), nil) {
			got = append(got, n.Type.String()+" "+strings.Join(flat[from+n.Start:from+n.End], " "))
		}
	}
	return got
}

func TestNames(t *testing.T) {
	f := entity.New(learn(t))
	got := find(f, "In Port Sorrel , Una Marsh said that rain fell .", "The Ferry Council told Marsh to wait .")
	want := []string{"LOC Port Sorrel", "PER Una Marsh", "ORG Ferry Council", "PER Marsh"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if got := find(f, "rain fell near the sea ."); len(got) > 0 {
		t.Errorf("names in a sentence without: %v", got)
	}
	if got := find(f, ""); len(got) > 0 {
		t.Errorf("names in nothing: %v", got)
	}
}

func TestOneDocumentSaysNothingOfTheNext(t *testing.T) {
	m := learn(t)
	f := entity.New(m)
	find(f, "Mr Ferry met Ana Ferry in Ferry .", "The ferry left .")
	got := find(f, "The Ferry Council met Marsh .")
	want := find(entity.New(m), "The Ferry Council met Marsh .")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names after another document (-want +got):\n%s", diff)
	}
}

func TestReadRefusesBrokenBytes(t *testing.T) {
	whole := gazetteer().Append(nil)
	for n := range whole {
		if _, _, err := entity.ReadGazetteer(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes of a gazetteer read", n, len(whole))
		}
	}
	if _, _, err := entity.ReadWeights([]byte{1, 2, 3}); err == nil {
		t.Error("three bytes are weights")
	}
}
