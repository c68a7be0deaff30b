package annotate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// marked returns the words of text that carry mark m.
func marked(text string, m annotate.Mark) string {
	d := annotate.New().Annotate(sample.Document("d", "", text, 0))
	var out []string
	for i := range d.Tokens {
		if d.Marks[i]&m != 0 {
			out = append(out, d.Word(i))
		}
	}
	return strings.Join(out, " ")
}

func TestMarks(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		mark       annotate.Mark
		want       string
	}{
		{"numbers", "Seventeen of 1,200 ferries, or 1.4%, left at 10:30.", annotate.Number, "Seventeen 1,200 1.4 10:30"},
		{"curly quotation", "She said “no more” and left.", annotate.Quoted, "no more"},
		{"straight quotation", `She said "no more" and "not me".`, annotate.Quoted, "no more not me"},
		{"a straight mark without a partner", `The 6" pipe burst.`, annotate.Quoted, ""},
		{"a quotation that runs on", "“It was late.\n\n“It was dark.” They left.", annotate.Quoted, "It was late . It was dark ."},
		{"names, not the start of a sentence", "Divers met Ana Roe. Harbours close.", annotate.Name, "Ana Roe"},
		{"a start that is a name elsewhere", "Varsund is closed. They left Varsund.", annotate.Name, "Varsund Varsund"},
		{"a heading names nothing", "Ferry Sinks Off Coast After Storm", annotate.Name, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, marked(tt.text, tt.mark)); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestScript(t *testing.T) {
	for text, want := range map[string]string{
		"ข่าววันนี้เรือเฟอร์รี่จม": "Thai",
		"渡轮在海峡沉没":                "Han",
		"The ferry 渡轮 sank off.": "",
		"Το πλοίο βυθίστηκε.":    "",
		"":                       "",
	} {
		if got := annotate.New().Annotate(sample.Document("d", "", text, 0)).Script; got != want {
			t.Errorf("script of %q = %q, want %q", text, got, want)
		}
	}
}
