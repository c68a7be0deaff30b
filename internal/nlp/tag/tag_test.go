package tag_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// corpus is invented: word/UPOS/XPOS.
const corpus = `the/DET/DT ferry/NOUN/NN left/VERB/VBD Osterby/PROPN/NNP ././PUNCT/.
a/DET/DT tram/NOUN/NN reached/VERB/VBD Quillby/PROPN/NNP ././PUNCT/.
the/DET/DT old/ADJ/JJ tram/NOUN/NN left/VERB/VBD ././PUNCT/.
Velling/PROPN/NNP closed/VERB/VBD the/DET/DT old/ADJ/JJ bridge/NOUN/NN ././PUNCT/.`

func examples() []tag.Example {
	var out []tag.Example
	for range 5 {
		for line := range strings.SplitSeq(corpus, "\n") {
			var ex tag.Example
			var words []string
			for _, f := range strings.Fields(line) {
				p := strings.Split(strings.Replace(f, "./.", ".", 1), "/")
				words = append(words, p[0])
				ex.Tags = append(ex.Tags, tag.Tag{UPOS: tag.ParseUPOS(p[1]), XPOS: tag.ParseXPOS(p[2])})
			}
			ex.Words = (*lexicon.Lexicon)(nil).Words(words, nil)
			out = append(out, ex)
		}
	}
	return out
}

func TestTaggerLearnsAndKeeps(t *testing.T) {
	m, err := tag.Train(examples(), tag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := m.Append(nil)
	m, rest, err := tag.Read(append(b, 'x'))
	if err != nil || string(rest) != "x" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	words := (*lexicon.Lexicon)(nil).Words([]string{"the", "old", "ferry", "reached", "Osterby", "."}, nil)
	var got []string
	for _, tg := range tag.New(m).Tag(words, nil) {
		got = append(got, tg.UPOS.String()+"|"+tg.XPOS.String())
	}
	want := []string{"DET|DT", "ADJ|JJ", "NOUN|NN", "VERB|VBD", "PROPN|NNP", "PUNCT|."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}

func TestNoWords(t *testing.T) {
	m, err := tag.Train(examples(), tag.Options{Epochs: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := tag.New(m).Tag(nil, nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestReadRefusesBrokenBytes(t *testing.T) {
	m, err := tag.Train(examples(), tag.Options{Epochs: 1})
	if err != nil {
		t.Fatal(err)
	}
	whole := m.Append(nil)
	for n := range whole {
		if _, _, err := tag.Read(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes read", n, len(whole))
		}
	}
	whole[0] = 99
	if _, _, err := tag.Read(whole); !errors.Is(err, tag.ErrFormat) {
		t.Errorf("another version: %v, want ErrFormat", err)
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"PROPN", "VERB", "X"} {
		if got := tag.ParseUPOS(name).String(); got != name {
			t.Errorf("%s became %s", name, got)
		}
	}
	for _, name := range []string{"NNPS", "-RRB-", "PRP$"} {
		if got := tag.ParseXPOS(name).String(); got != name {
			t.Errorf("%s became %s", name, got)
		}
	}
	if tag.ParseUPOS("glerk") != tag.NoUPOS {
		t.Error("glerk is a part of speech")
	}
}

// The constants and the names are two lists in one order.
func TestConstantsHaveTheirNames(t *testing.T) {
	for u, want := range map[tag.UPOS]string{tag.ADJ: "ADJ", tag.NOUN: "NOUN", tag.PROPN: "PROPN", tag.VERB: "VERB", tag.X: "X"} {
		if got := u.String(); got != want {
			t.Errorf("%d is called %q, want %q", u, got, want)
		}
	}
}
