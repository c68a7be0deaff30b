package eval_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
)

// bank writes a treebank: comments as they are, words as "id form".
func bank(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		if id, form, ok := strings.Cut(l, " "); ok && !strings.HasPrefix(l, "#") {
			l = id + "\t" + form + strings.Repeat("\t_", 8)
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

// show puts the pieces of a text into words: "doc: [The] [ferry] | The ferry".
func show(texts []eval.GoldText) []string {
	var out []string
	for _, g := range texts {
		var tok, sent []string
		for _, s := range g.Tokens {
			tok = append(tok, s.Of(g.Text))
		}
		for _, s := range g.Sentences {
			sent = append(sent, s.Of(g.Text))
		}
		out = append(out, g.ID+": "+strings.Join(tok, "|")+" / "+strings.Join(sent, "|"), g.Text)
	}
	return out
}

func TestReadCoNLLU(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"nothing", "", nil},
		{"two sentences, two paragraphs, two texts", bank(
			"# newdoc id = a", "# newpar", "# text = It sailed.", "1 It", "2 sailed", "3 .", "",
			"# text = It sank.", "1 It", "2 sank", "3 .", "",
			"# newpar", "# text = Why?", "1 Why", "2 ?", "",
			"# newdoc id = b", "# text = Ok", "1 Ok", ""),
			[]string{"a: It|sailed|.|It|sank|.|Why|? / It sailed.|It sank.|Why?", "It sailed. It sank.\n\nWhy?", "b: Ok / Ok", "Ok"}},
		{"token of several words, cut by its bytes", bank("# text = I don't", "1 I", "2-3 don't", "2 do", "3 n't", ""),
			[]string{": I|do|n't / I don't", "I don't"}},
		{"token of several words, not made of their bytes", bank("# text = vom Schiff", "1-2 vom", "1 von", "2 dem", "3 Schiff", ""),
			[]string{": vom|Schiff / vom Schiff", "vom Schiff"}},
		{"token longer than its words", bank("# text = cannot! go", "1-2 cannot!", "1 can", "2 not", "3 go", ""),
			[]string{": cannot!|go / cannot! go", "cannot! go"}},
		{"two such tokens in a row", bank("# text = don't can't", "1-2 don't", "1 do", "2 n't", "3-4 can't", "3 ca", "4 n't", ""),
			[]string{": do|n't|ca|n't / don't can't", "don't can't"}},
		{"words that are only in the enhanced tree", bank("# text = Sue left", "1 Sue", "1.1 has", "2 left", ""),
			[]string{": Sue|left / Sue left", "Sue left"}},
		{"two bytes a letter", bank("# text = Œsk’s été", "1-2 Œsk’s", "1 Œsk", "2 ’s", "3 été", ""),
			[]string{": Œsk|’s|été / Œsk’s été", "Œsk’s été"}},
		{"no blank line at the end", strings.TrimSuffix(bank("# text = It sailed", "1 It", "2 sailed", ""), "\n"),
			[]string{": It|sailed / It sailed", "It sailed"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := eval.ReadCoNLLU(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(got)); diff != "" {
				t.Errorf("ReadCoNLLU (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadCoNLLURefuses(t *testing.T) {
	for name, in := range map[string]string{
		"word not in the text": bank("# text = It sailed", "1 It", "2 sank", ""),
		"words out of order":   bank("# text = It sailed", "1 sailed", "2 It", ""),
		"no text":              bank("1 It", ""),
		"word without a form":  bank("# text = It sailed", "1 It", "2 ", ""),
		"at the end":           bank("# text = It sailed", "1 Us"),
	} {
		if got, err := eval.ReadCoNLLU(strings.NewReader(in)); !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("%s: %v, %v; want %v", name, show(got), err, wiredesk.ErrInvalid)
		}
	}
}
