package copies_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

func TestBorrowed(t *testing.T) {
	texts := []string{
		"The council of Osterby closed the old quay on Monday after a storm tore off two of its walls. “We had no choice, and we would do it again tomorrow,” said the mayor.",
		"Divers found a crack forty metres long in the north pier, the harbour office said on Tuesday evening.",
		// a round-up of both, with a sentence of its own and one that was cut
		"The council of Osterby closed the old quay on Monday after a storm tore off two of its walls. Divers found a crack forty metres long in the north pier. The ferry to Lind will leave from the fish market until the spring. “We had no choice, and we would do it again tomorrow,” said the mayor.",
		// a version of the first
		"The council of Osterby closed the old quay on Monday after a storm tore off two of its walls.",
	}
	a := annotate.New()
	var docs []*annotate.Document
	for i, text := range texts {
		docs = append(docs, a.Annotate(sample.Document(string(rune('a'+i)), "Outlet", text, i)))
	}
	var got []string
	for i, spans := range copies.Borrowed(docs, []int{0, 1, 2, 0}) {
		for _, s := range spans {
			got = append(got, string(rune('a'+i))+": "+s.Of(texts[i]))
		}
	}
	want := []string{
		"c: The council of Osterby closed the old quay on Monday after a storm tore off two of its walls.",
		"c: Divers found a crack forty metres long in the north pier.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
