package chain_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
)

// A goldDoc is a document of GUM with what its makers marked.
type goldDoc struct {
	id       string
	text     chain.Text
	names    []string          // per name of text its group
	people   map[string]bool   // groups that are one person
	pronouns map[int]string    // per token of he and she its group
	others   map[[2]int]string // token ranges of the other mentions and their groups
}

// gumToken is a line of a CoNLL-U file.
type gumToken struct {
	form, upos, xpos, rel, misc string
	head                        int
}

// readGUM reads the documents of a file of the Georgetown University
// Multilayer corpus.
func readGUM(t *testing.T, file string) []goldDoc {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []goldDoc
	var b *gumBuilder
	flush := func() {
		if b != nil {
			docs = append(docs, b.finish())
		}
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			flush()
			b = newGUMBuilder(strings.TrimPrefix(line, "# newdoc id = "))
		case strings.HasPrefix(line, "# newpar") && !strings.HasPrefix(line, "# newpar_block"):
			b.paragraph()
		case line == "":
			b.endSentence()
		case line[0] != '#':
			b.token(strings.Split(line, "\t"))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	flush()
	return docs
}

type gumBuilder struct {
	goldDoc
	raw      strings.Builder
	toks     []gumToken // of the whole document; heads are absolute
	first    int        // token that the sentence begins with
	par      int
	open     []gumMention
	mentions []gumMention
}

type gumMention struct {
	group, kind string
	first, end  int
}

func newGUMBuilder(id string) *gumBuilder {
	return &gumBuilder{goldDoc: goldDoc{id: id, people: map[string]bool{}, pronouns: map[int]string{}, others: map[[2]int]string{}}}
}

func (b *gumBuilder) paragraph() {
	if b.raw.Len() > 0 {
		b.par++
		b.raw.WriteString("\n\n")
	}
}

func (b *gumBuilder) token(f []string) {
	if _, err := strconv.Atoi(f[0]); err != nil || len(f) < 10 {
		return
	}
	head, _ := strconv.Atoi(f[6])
	at := len(b.toks)
	if head == 0 {
		head = at
	} else {
		head += b.first - 1
	}
	b.toks = append(b.toks, gumToken{f[1], f[3], f[4], f[7], f[9], head})
	start := b.raw.Len()
	b.raw.WriteString(f[1])
	b.text.Tokens = append(b.text.Tokens, wiredesk.Token{Span: wiredesk.Span{Start: start, End: b.raw.Len()}})
	if !strings.Contains(f[9], "SpaceAfter=No") {
		b.raw.WriteByte(' ')
	}
	b.text.Tags = append(b.text.Tags, f[3])
	b.text.Heads = append(b.text.Heads, int32(head))
	b.text.Rels = append(b.text.Rels, f[7])
	b.marks(f[9], at)
}

var gumMark = regexp.MustCompile(`\((\d+)(?:\[[^\]]*\])?-([a-z]+)-[^()]*\)?|(\d+)(?:\[[^\]]*\])?\)`)

func (b *gumBuilder) marks(misc string, at int) {
	for field := range strings.SplitSeq(misc, "|") {
		v, ok := strings.CutPrefix(field, "Entity=")
		if !ok {
			continue
		}
		for _, g := range gumMark.FindAllStringSubmatch(v, -1) {
			switch {
			case g[1] != "" && strings.HasSuffix(g[0], ")"):
				b.mentions = append(b.mentions, gumMention{g[1], g[2], at, at + 1})
			case g[1] != "":
				b.open = append(b.open, gumMention{g[1], g[2], at, 0})
			default:
				for k := len(b.open) - 1; k >= 0; k-- {
					if b.open[k].group == g[3] {
						m := b.open[k]
						m.end = at + 1
						b.mentions = append(b.mentions, m)
						b.open = slices.Delete(b.open, k, k+1)
						break
					}
				}
			}
		}
	}
}

func (b *gumBuilder) endSentence() {
	if len(b.toks) == b.first {
		return
	}
	last := len(b.toks)
	b.text.Sentences = append(b.text.Sentences, wiredesk.Sentence{
		Span:  wiredesk.Span{Start: b.text.Tokens[b.first].Start, End: b.text.Tokens[last-1].End},
		First: b.first, Last: last, Paragraph: b.par,
	})
	b.first = last
}

// finish makes the names out of the mentions whose head is a proper noun, or
// has one as its name ("mayor Ana Marsh"), cut down to the proper nouns.
func (b *gumBuilder) finish() goldDoc {
	b.text.Text = b.raw.String()
	kinds := map[string]string{"person": "person", "organization": "organisation", "place": "place"}
	type named struct {
		first, end  int
		kind, group string
	}
	var all []named
	for _, m := range b.mentions {
		head := b.headOf(m)
		if w := strings.ToLower(b.toks[head].form); m.end-m.first == 1 && b.toks[head].upos == "PRON" && slices.Contains(thirdPerson, w) {
			b.pronouns[head] = m.group
		}
		kind := kinds[m.kind]
		if m.kind == "person" {
			b.people[m.group] = true
		}
		first, end, ok := b.proper(m, head)
		if ok && m.kind == "person" {
			first, end, ok = b.untitled(first, end)
			ok = ok && b.toks[end-1].xpos != "NNPS" // "Americans"
		}
		if kind == "" || !ok {
			b.others[[2]int{m.first, m.end}] = m.group
			continue
		}
		all = append(all, named{first, end, kind, m.group})
	}
	slices.SortStableFunc(all, func(x, y named) int {
		if x.first != y.first {
			return x.first - y.first
		}
		return y.end - x.end
	})
	last := 0
	for _, n := range all {
		if n.first < last {
			continue
		}
		last = n.end
		b.text.Names = append(b.text.Names, wiredesk.Mention{Type: n.kind,
			Span: wiredesk.Span{Start: b.text.Tokens[n.first].Start, End: b.text.Tokens[n.end-1].End}})
		b.names = append(b.names, n.group)
	}
	return b.goldDoc
}

var thirdPerson = []string{"he", "him", "his", "himself", "she", "her", "hers", "herself"}

func (b *gumBuilder) headOf(m gumMention) int {
	h := m.first
	for b.toks[h].head != h && b.toks[h].head >= m.first && b.toks[h].head < m.end {
		h = b.toks[h].head
	}
	return h
}

func (b *gumBuilder) isProper(i int) bool {
	return b.toks[i].upos == "PROPN" || strings.HasPrefix(b.toks[i].xpos, "NNP")
}

// titles are no names, though GUM tags them as such.
var titles = strings.Fields(`mr. mr mrs. mrs ms. ms miss dr. dr sir lord lady president senator sen. rep. representative justice judge general
	gen. captain capt. colonel col. professor prof. prof minister king queen prince princess secretary governor gov. mayor chief pope father
	saint congressman speaker madam counsel director chairman prime first home shadow attorney mister doctor`)

// untitled cuts the titles off the front of a name.
func (b *gumBuilder) untitled(first, end int) (int, int, bool) {
	for first < end && slices.Contains(titles, strings.ToLower(b.toks[first].form)) {
		first++
	}
	return first, end, first < end
}

func (b *gumBuilder) proper(m gumMention, head int) (first, end int, ok bool) {
	if !b.isProper(head) {
		for i := head + 1; i < m.end; i++ {
			if r := b.toks[i].rel; b.toks[i].head == head && (r == "flat" || r == "appos") && b.isProper(i) {
				head, ok = i, b.toks[i-1].upos != "PUNCT" || r == "flat"
				break
			}
		}
		if !ok {
			return 0, 0, false
		}
	}
	first, end = head, head+1
	for first > m.first && b.isProper(first-1) {
		first--
	}
	for end < m.end {
		w := strings.ToLower(b.toks[end].form)
		switch {
		case b.isProper(end):
			end++
		case w == "-" && end+1 < m.end && b.isProper(end+1):
			end += 2
		case (w == "of" || w == "for" || w == "and" || w == "&") && m.kind != "person" && end+1 < m.end && b.isProper(end+1):
			end += 2
		case (w == "of" || w == "for") && end+2 < m.end && b.toks[end+1].form == "the" && b.isProper(end+2):
			end += 3
		default:
			return first, end, true
		}
	}
	return first, end, true
}

// gumFile returns the path of a file of the data sets, or skips the test.
func gumFile(t *testing.T, name string) string {
	t.Helper()
	data := os.Getenv("WIREDESK_DATA")
	if data == "" {
		t.Skip("WIREDESK_DATA is not set")
	}
	return filepath.Join(data, "nlp", name)
}

// tally counts links or pronouns.
type tally struct{ right, wrong, missed int }

// add counts a pair that is one in the gold, in ours, or in both.
func (c *tally) add(gold, ours bool) {
	switch {
	case gold && ours:
		c.right++
	case ours:
		c.wrong++
	case gold:
		c.missed++
	}
}

func (c tally) precision() float64 { return float64(c.right) / float64(max(c.right+c.wrong, 1)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(c.right+c.missed, 1)) }

func (c tally) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f (%d right, %d wrong, %d missed)", c.precision(), c.recall(), c.right, c.wrong, c.missed)
}
