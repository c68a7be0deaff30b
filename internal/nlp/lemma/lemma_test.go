package lemma_test

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/lemma"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

func tagged(u tag.UPOS, x string) tag.Tag { return tag.Tag{UPOS: u, XPOS: tag.ParseXPOS(x)} }

// learn trains on regular verbs of WordNet's kind and a few words by hand.
func learn() *lemma.Model {
	var ex []lemma.Example
	for _, v := range []string{"walk", "talk", "bake", "make", "carry", "hurry", "smoke", "provoke", "stoke", "evoke",
		"balk", "bury", "marry", "tarry", "want", "bend"} {
		ex = append(ex, lemma.Regular(v, tag.VERB, map[string]bool{"maked": true})...)
	}
	for _, e := range []lemma.Example{
		{Form: "made", Tag: tagged(tag.VERB, "VBD"), Lemma: "make"},
		{Form: "I", Tag: tagged(tag.PRON, "PRP"), Lemma: "I"},
		{Form: "i", Tag: tagged(tag.PRON, "PRP"), Lemma: "I"},
		{Form: "i", Tag: tagged(tag.PRON, "PRP"), Lemma: "I"},
		{Form: "Osterby", Tag: tagged(tag.PROPN, "NNP"), Lemma: "Osterby"},
		{Form: "Quillby", Tag: tagged(tag.PROPN, "NNP"), Lemma: "Quillby"},
		{Form: "Marsh", Tag: tagged(tag.PROPN, "NNP"), Lemma: "Marsh"},
		{Form: "The", Tag: tagged(tag.DET, "DT"), Lemma: "the"},
		{Form: "was", Tag: tagged(tag.AUX, "VBD"), Lemma: "be"},
	} {
		e.Weight = 1
		ex = append(ex, e)
	}
	return lemma.Train(ex)
}

func TestLemma(t *testing.T) {
	m, rest, err := lemma.Read(append(learn().Append(nil), 'x'))
	if err != nil || string(rest) != "x" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	for _, tt := range []struct {
		form string
		tag  tag.Tag
		want string
	}{
		{"Made", tagged(tag.VERB, "VBD"), "make"},
		{"revoked", tagged(tag.VERB, "VBD"), "revoke"}, // not seen: by its ending
		{"stalked", tagged(tag.VERB, "VBD"), "stalk"},
		{"ferries", tagged(tag.VERB, "VBZ"), "ferry"},
		{"i", tagged(tag.PRON, "PRP"), "I"},
		{"I", tagged(tag.PRON, "PRP"), "I"},
		{"Velling", tagged(tag.PROPN, "NNP"), "Velling"},
		{"THE", tagged(tag.DET, "DT"), "the"},
		{"Was", tagged(tag.AUX, "VBD"), "be"},
		{"ox", tagged(tag.NOUN, "NN"), "ox"}, // a tag not seen
		{"", tagged(tag.NOUN, "NN"), ""},
	} {
		if got := m.Lemma(tt.form, tt.tag); got != tt.want {
			t.Errorf("Lemma(%q, %v) = %q, want %q", tt.form, tt.tag, got, tt.want)
		}
	}
}

func TestReadRefusesBrokenBytes(t *testing.T) {
	whole := learn().Append(nil)
	for n := range whole {
		if _, _, err := lemma.Read(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes read", n, len(whole))
		}
	}
}
