package lexicon_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
)

func TestShape(t *testing.T) {
	for _, tt := range []struct {
		word string
		want lexicon.Shape
	}{
		{"rain", lexicon.Letter},
		{"Osterby", lexicon.Letter | lexicon.Initial},
		{"NATO", lexicon.Letter | lexicon.Initial | lexicon.AllCaps},
		{"McBride", lexicon.Letter | lexicon.Initial | lexicon.Mixed},
		{"U.S.", lexicon.Letter | lexicon.Initial | lexicon.AllCaps | lexicon.Dot},
		{"1,200", lexicon.Digit | lexicon.Numeric},
		{"4th", lexicon.Digit | lexicon.Letter},
		{"up-to", lexicon.Letter | lexicon.Hyphen},
		{"I", lexicon.Letter | lexicon.Initial | lexicon.Single},
		{"-", lexicon.Single},
		{"Åland", lexicon.Letter | lexicon.Initial},
		{"", 0},
	} {
		var w lexicon.Word
		(*lexicon.Lexicon)(nil).Look(tt.word, &w)
		if w.Shape != tt.want {
			t.Errorf("%q: shape %010b, want %010b", tt.word, w.Shape, tt.want)
		}
	}
}

func TestWordsOfOneLowerCaseShareHashes(t *testing.T) {
	words := (*lexicon.Lexicon)(nil).Words([]string{"Rain", "rain", "1984", "2031", "it"}, nil)
	if words[0].Lower != words[1].Lower || words[0].Form == words[1].Form {
		t.Error("Rain and rain: want one lower hash and two forms")
	}
	if words[2].Lower != words[3].Lower {
		t.Error("1984 and 2031: want one lower hash")
	}
	if words[4].Suffix[1] == 0 || words[4].Suffix[2] != 0 {
		t.Error("it: want a suffix of two letters and none of three")
	}
}

// data and index are in WordNet's form, with invented words.
const (
	data = "  1 a licence line\n" +
		"00000001 18 n 02 glerk 0 glerk_of_the_day 0 000 | one who glerks\n" +
		"00000002 15 n 01 Osterby 0 001 @i 00000009 n 0000 | a town\n"
	index = "glerk n 1 0 1 0 00000001\n"
)

func read(t *testing.T) *lexicon.WordNet {
	t.Helper()
	wn := lexicon.NewWordNet()
	for _, err := range []error{
		wn.ReadData(strings.NewReader(data)), wn.ReadIndex(strings.NewReader(index)),
		wn.ReadExceptions(strings.NewReader("glurk glerk\n"), 'n'),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return wn
}

func TestWordNet(t *testing.T) {
	wn := read(t)
	want := map[string]lexicon.Senses{"glerk": {Noun: 16, POS: 1}, "glurk": {Noun: 16, POS: 1}}
	if diff := cmp.Diff(want, wn.Senses); diff != "" {
		t.Errorf("senses (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]byte{"Osterby": 'L'}, wn.Instances); diff != "" {
		t.Errorf("instances (-want +got):\n%s", diff)
	}
}

func TestLexiconKnowsInflectedForms(t *testing.T) {
	lex := lexicon.New(map[string]lexicon.Class{"rain": {Fine: 3, Coarse: 2}}, read(t).Senses)
	lex, rest, err := lexicon.Read(append(lex.Append(nil), 'x'))
	if err != nil || string(rest) != "x" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	words := lex.Words([]string{"Glerks", "Rain", "snow"}, nil)
	if words[0].Noun != 16 || words[0].Stem == 0 {
		t.Errorf("Glerks: %+v, want the senses of glerk by its stem", words[0].Entry)
	}
	if words[1].Class != 3 || words[1].Coarse != 2 {
		t.Errorf("Rain: %+v, want class 3, coarse 2", words[1].Entry)
	}
	if words[2].Entry != (lexicon.Entry{}) {
		t.Errorf("snow: %+v, want nothing", words[2].Entry)
	}
	if _, _, err := lexicon.Read([]byte{9, 9}); !errors.Is(err, lexicon.ErrFormat) {
		t.Errorf("Read of other bytes: %v, want ErrFormat", err)
	}
}

func TestClassesPutLikeWithLike(t *testing.T) {
	var text [][]string
	for range 30 {
		for _, noun := range []string{"boat", "cart", "tram"} {
			for _, verb := range []string{"left", "came", "stood"} {
				text = append(text, []string{"the", noun, verb, "here"})
			}
		}
	}
	got := lexicon.Classes(text, lexicon.Clustering{Words: 8, Fine: 4, Coarse: 3, Rounds: 20})
	if got["boat"].Fine != got["cart"].Fine || got["cart"].Fine != got["tram"].Fine {
		t.Errorf("nouns are not of one class: %v", got)
	}
	if got["left"].Fine != got["came"].Fine || got["left"].Fine == got["boat"].Fine {
		t.Errorf("verbs are not of a class of their own: %v", got)
	}
}
