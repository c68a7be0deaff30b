package quotation_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/quotation"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// find returns the quotations of text, a line each: kind, "?" if the speaker
// is inferred, "~" if it is a view, the speaker, and the pieces. Views are left
// out if they are not asked for.
func find(t *testing.T, p *analysis.Pipeline, text string, views bool) []string {
	t.Helper()
	d, err := p.Annotate(sample.Document("d", "Desk", text, 0))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, q := range d.Quotations {
		if q.Grade == quotation.View && !views {
			continue
		}
		var pieces []string
		for _, c := range q.Content {
			pieces = append(pieces, c.Of(d.Document.Text))
		}
		how := q.Kind
		if q.Inferred {
			how += "?"
		}
		if q.Grade == quotation.View {
			how += "~"
		}
		out = append(out, how+" "+q.Speaker.Name+": "+strings.Join(pieces, " / "))
	}
	return out
}

type example struct {
	name, text string
	want       []string
}

func check(t *testing.T, views bool, examples []example) {
	t.Helper()
	p := sample.English(t)
	for _, tt := range examples {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, find(t, p, tt.text, views)); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	check(t, false, []example{
		{"behind an adverb", `Similarly, Mayor Ana Marsh praised the crews, adding, “The pier is safe.”`, []string{"direct Ana Marsh: The pier is safe."}},
		{"of an office", `Chief of Staff Ana Marsh, during a visit to the port, praised the crews, stating, “The pier is safe.”`, []string{"direct Ana Marsh: The pier is safe."}},
		{"curly", `“The pier is safe,” said Ana Marsh.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"straight", `"The pier is safe," said Ana Marsh.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"comma outside", `“The pier is safe”, said Ana Marsh.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"single, with a possessive in it", `‘We shall not leave the pier,’ said Ana Marsh. ‘The boats’ owners know that.’`,
			[]string{"direct Ana Marsh: We shall not leave the pier / The boats’ owners know that."}},
		{"single within double", `“He told me, ‘Never again,’ and I believed him,” said Ana Marsh.`,
			[]string{"direct Ana Marsh: He told me, ‘Never again,’ and I believed him"}},
		{"double within single", `‘He told me “never again” and I believed him’, Ana Marsh said.`,
			[]string{"direct Ana Marsh: He told me “never again” and I believed him"}},
		{"two apostrophes", `''The pier is safe,'' Ana Marsh said.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"a mark turned round", `”The pier is safe,” Ana Marsh said.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"opening mark lost", `The pier is safe," Ana Marsh said.`, []string{"direct Ana Marsh: The pier is safe"}},
		{"over paragraphs", "“The pier is safe.\n\n“The boats are not,” said Ana Marsh.", []string{"direct Ana Marsh: The pier is safe. / The boats are not"}},
		{"cue in the first paragraph", "“The pier,” said Ana Marsh, “is safe.\n\n“The boats are not.”",
			[]string{"direct Ana Marsh: The pier / is safe. / The boats are not."}},
		{"inches", `The pipe was 6" wide and the other 8" long, a man from the works told us.`, nil},
	})
}

func TestCues(t *testing.T) {
	check(t, false, []example{
		{"name and verb", `“We lost two boats,” Piet Halm told reporters on Monday.`, []string{"direct Piet Halm: We lost two boats"}},
		{"question", `“Who took the boats?” Piet Halm asked.`, []string{"direct Piet Halm: Who took the boats?"}},
		{"apposition", `“We lost two boats,” Piet Halm, the harbour master, said.`, []string{"direct Piet Halm: We lost two boats"}},
		{"relative clause", `“We lost two boats,” Piet Halm, who runs the harbour and told the council so in May, said.`,
			[]string{"direct Piet Halm: We lost two boats"}},
		{"name behind the role", `“We lost two boats,” said its chair, Piet Halm, who lives on the quay.`, []string{"direct Piet Halm: We lost two boats"}},
		{"no speech verb", `“We lost two boats,” Piet Halm sighed.`, []string{"direct Piet Halm: We lost two boats"}},
		{"cue first", `Piet Halm said: “We lost two boats.”`, []string{"direct Piet Halm: We lost two boats."}},
		{"cue first, comma", `In a letter, Piet Halm wrote, “We lost two boats.”`, []string{"direct Piet Halm: We lost two boats."}},
		{"cue in the paragraph before", "Piet Halm put up a note:\n\n“We lost two boats.”", []string{"direct Piet Halm: We lost two boats."}},
		{"split", `“We lost two boats,” Piet Halm said, “and found one.”`, []string{"direct Piet Halm: We lost two boats / and found one."}},
		{"going on", `“We lost two boats,” Piet Halm said. “We found one.”`, []string{"direct Piet Halm: We lost two boats / We found one."}},
		{"signature", `“We lost two boats.” — Piet Halm`, []string{"direct Piet Halm: We lost two boats."}},
		{"as he put it", `The storm was, as Piet Halm put it, “a bad night for boats”.`, []string{"direct Piet Halm: a bad night for boats"}},
		{"according to", `According to Piet Halm, “two boats were lost in the storm”.`, []string{"direct Piet Halm: two boats were lost in the storm"}},
		{"a letter speaks", `“Two boats were lost,” the letter reads.`, []string{"direct letter: Two boats were lost"}},
		{"two speakers", `“We lost two boats,” Piet Halm said. Ana Marsh replied, “We found one.”`,
			[]string{"direct Piet Halm: We lost two boats", "direct Ana Marsh: We found one."}},
		{"no cue", "“We lost two boats,” Piet Halm said.\n\n“Nobody was hurt. We were lucky.”",
			[]string{"direct Piet Halm: We lost two boats", "direct? Piet Halm: Nobody was hurt. We were lucky."}},
		{"no cue, and somebody else between", "“We lost two boats,” Piet Halm said. Ana Marsh laughed. It rained. “Nobody was hurt in the storm.”",
			[]string{"direct Piet Halm: We lost two boats", "direct? : Nobody was hurt in the storm."}},
	})
}

func TestNotQuotations(t *testing.T) {
	check(t, false, []example{
		{"scare quotes", `The so-called “big house” was sold on Monday.`, nil},
		{"title", `She has read “The Long Winter” twice.`, nil},
		{"title before a clause", `On “Cabin Talk,” Ana Marsh opened the show.`, nil},
		{"programme", `Ana Marsh told “Cabin Talk,” the show on Channel 3.`, nil},
		{"accused", `The mayor was accused of lying.`, nil},
		{"asked of nobody", `Who would say that the pier is safe?`, nil},
		{"not said", `Ana Marsh did not say that the pier was safe.`, nil},
	})
}

func TestClauses(t *testing.T) {
	check(t, false, []example{
		{"that", `Ana Marsh said on Monday that the pier would stay shut.`, []string{"indirect Ana Marsh: that the pier would stay shut"}},
		{"without that", `Ana Marsh said the pier would stay shut.`, []string{"indirect Ana Marsh: the pier would stay shut"}},
		{"told somebody", `Ana Marsh told the council that the pier would stay shut.`, []string{"indirect Ana Marsh: that the pier would stay shut"}},
		{"cue last", `The pier would stay shut, Ana Marsh said.`, []string{"indirect Ana Marsh: The pier would stay shut"}},
		{"a bracket at its end", `The pier would stay shut until noon (1200 GMT), Ana Marsh said.`, []string{"indirect Ana Marsh: The pier would stay shut until noon (1200 GMT)"}},
		{"cue within", `The pier, Ana Marsh said, would stay shut.`, []string{"indirect Ana Marsh: The pier / would stay shut"}},
		{"according to, last", `The pier would stay shut, according to Ana Marsh.`, []string{"indirect Ana Marsh: The pier would stay shut"}},
		{"and added", `Ana Marsh said that the pier would stay shut, and added that the boats were safe.`,
			[]string{"indirect Ana Marsh: that the pier would stay shut", "indirect Ana Marsh: that the boats were safe"}},
		{"adding", `Ana Marsh said that the pier would stay shut, adding that the boats were safe.`,
			[]string{"indirect Ana Marsh: that the pier would stay shut", "indirect Ana Marsh: that the boats were safe"}},
		{"mixed", `Ana Marsh said the pier was “a wreck” and would stay shut.`, []string{"mixed Ana Marsh: the pier was “a wreck” and would stay shut"}},
		{"called", `Ana Marsh called the pier “a wreck”.`, []string{"mixed Ana Marsh: the pier “a wreck”"}},
		{"a sentence goes on", `Ana Marsh said the pier “is a wreck.” She added that it would be shut.`,
			[]string{"mixed Ana Marsh: the pier “is a wreck.”", "indirect Ana Marsh: that it would be shut"}},
		{"mixed, cue last", `On the pier, “nothing is safe any more,” Ana Marsh said.`, []string{"mixed Ana Marsh: On the pier, “nothing is safe any more,”"}},
		{"spokesman", `A spokesman for the Harbour Council said it would appeal.`, []string{"indirect A spokesman for the Harbour Council: it would appeal"}},
	})
	check(t, true, []example{
		{"view", `Ana Marsh wants to close the pier.`, []string{"indirect~ Ana Marsh: to close the pier"}},
		{"claim of hers", `The report rests on Ana Marsh's claim that the pier was safe.`, []string{"indirect~ Ana Marsh: that the pier was safe"}},
	})
}

func TestSpeakers(t *testing.T) {
	check(t, false, []example{
		{"pronoun", "Mr Piet Halm runs the harbour.\n\n“We lost two boats,” he said.", []string{"direct Piet Halm: We lost two boats"}},
		{"other gender", "Ms Ana Marsh met Mr Piet Halm. “We lost two boats,” she said.", []string{"direct Ana Marsh: We lost two boats"}},
		{"two may be meant", "Two men came, Mr Piet Halm and Mr Jan Tolm. “We lost two boats,” he said.", []string{"direct he: We lost two boats"}},
		{"surname", "Piet Halm came.\n\n“We lost two boats,” Halm said.", []string{"direct Piet Halm: We lost two boats"}},
		{"who", `The news came from Piet Halm, who said that two boats were lost.`, []string{"indirect Piet Halm: that two boats were lost"}},
		{"nobody known", `“We lost two boats,” said one woman.`, []string{"direct one woman: We lost two boats"}},
		{"a spokesman is not his boss", `“We lost two boats,” said a spokesman for Piet Halm.`, []string{"direct a spokesman for Piet Halm: We lost two boats"}},
		{"a friend is not the friend's friend", `“We lost two boats,” said Piet Halm's neighbour.`, []string{"direct Piet Halm's neighbour: We lost two boats"}},
		{"it", "The Harbour Council met on Monday. It said two boats were lost.", []string{"indirect Harbour Council: two boats were lost"}},
	})
}

func TestInterview(t *testing.T) {
	check(t, false, []example{
		{"Q and A", "Q: Why is the pier shut?\n\nA: It is old.", []string{"direct Q: Why is the pier shut?", "direct A: It is old."}},
		{"names", "Ana Marsh: The pier is old.\n\nPiet Halm: It is not.\n\nAna Marsh: It is very old.",
			[]string{"direct Ana Marsh: The pier is old.", "direct Piet Halm: It is not.", "direct Ana Marsh: It is very old."}},
		{"a list is none", "Where: the pier.\n\nWhen: on Monday at noon.", nil},
	})
}

// TestHostile takes a mebibyte of marks, and texts of nothing but cues, within
// two seconds each, with trees as flat as they can be.
func TestHostile(t *testing.T) {
	size := wiredesk.MaxText
	for _, unit := range []string{`"`, "“ ", "“a” ", "'a ", "‘a’ b’ ", `he said, "a," she said. `, "he said he said “a”, ", "he said that, according to her, ", "said: “a\n\n", "Q: a\n\nA: b\n\n"} {
		text := flat(strings.Repeat(unit, size/len(unit)))
		begun := time.Now()
		quotation.Find(text)
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("%q: %v", unit, took)
		}
		size = wiredesk.MaxText / 4
	}
}

// flat returns s with "said" as its only verb, and every word of a sentence
// hanging on its first.
func flat(s string) quotation.Text {
	cut := segment.Cut(s)
	n := len(cut.Tokens)
	out := quotation.Text{
		Text: s, Tokens: cut.Tokens, Sentences: cut.Sentences, Tags: make([]tag.Tag, n), Lemmas: make([]string, n), Heads: make([]int32, n), Rels: make([]parse.Rel, n),
	}
	for _, sent := range cut.Sentences {
		for i := sent.First; i < sent.Last; i++ {
			w := cut.Tokens[i].Of(s)
			out.Heads[i], out.Rels[i], out.Lemmas[i] = int32(sent.First), parse.Dep, w
			switch {
			case w == "said":
				out.Tags[i], out.Lemmas[i] = tag.Tag{UPOS: tag.VERB, XPOS: tag.ParseXPOS("VBD")}, "say"
			case unicode.IsLetter(rune(w[0])):
				out.Tags[i] = tag.Tag{UPOS: tag.PRON, XPOS: tag.ParseXPOS("PRP")}
			default:
				out.Tags[i].UPOS = tag.PUNCT
			}
		}
	}
	return out
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		`“A,” she said, “B.”`, "'a' \"b 'c\" d'", "“a\n\n“b\n\n“c", `" " " " "`, `"He said, "she said, "they said`, "Q: a\n\nA: b", "a: “b” — c", "’‘’‘ “‘”’", "…” «é» „x“ said",
	} {
		f.Add(s)
	}
	p := sample.English(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		d, err := p.Annotate(sample.Document("d", "Desk", strings.ToValidUTF8(s, "?"), 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range d.Quotations {
			if len(q.Content) == 0 {
				t.Fatalf("no content: %+v", q)
			}
			for _, list := range [][]wiredesk.Span{q.Content, q.Cue, q.Source} {
				end := 0
				for _, sp := range list {
					if sp.Start < end || sp.End <= sp.Start || sp.End > len(d.Document.Text) {
						t.Fatalf("span %v out of order or range: %+v", sp, q)
					}
					end = sp.End
				}
			}
		}
	})
}

// TestNoPhrase: a "they" whose noun phrase the tree does not give means nobody.
func TestNoPhrase(t *testing.T) {
	find(t, sample.English(t), "The rumours about the pier only deepened late Tuesday when The Osterby Times reported that town officials who spoke to the Times "+
		"anonymously said they found no evidence that the Marsh campaign was working with the smugglers.", false)
}
