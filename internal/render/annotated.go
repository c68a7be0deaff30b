package render

import (
	"bufio"
	"context"
	_ "embed" // the style sheet
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
)

//go:embed annotated.css
var annotatedStyle string

// AnnotatedHTML writes what the text analysis found in docs as one page that
// loads nothing and runs no script: each text with its names and times marked,
// whom the names mean, and for each sentence its words and its tree, which
// open when they are asked for. Cost: linear, about half a kilobyte a word.
func AnnotatedHTML(w io.Writer, docs []*analysis.Document) error {
	b := bufio.NewWriter(w)
	list := make([]*report, len(docs))
	for i, d := range docs {
		list[i] = newReport(d, i+1)
	}
	if err := annotatedPage(list).Render(context.Background(), b); err != nil {
		return err
	}
	if err := b.WriteByte('\n'); err != nil {
		return err
	}
	return b.Flush()
}

// A report is one annotated document, cut up for the page.
type report struct {
	*analysis.Document
	number     int // from 1
	paragraphs []paragraph
	groups     []partyGroup
}

func newReport(d *analysis.Document, number int) *report {
	r := &report{Document: d, number: number}
	r.groups = r.parties()
	r.paragraphs = r.cut()
	return r
}

// id returns an id for a part of the report, such as "d2-m7".
func (r *report) id(part string, n int) string {
	return "d" + strconv.Itoa(r.number) + "-" + part + strconv.Itoa(n)
}

func (r *report) anchor() string { return "d" + strconv.Itoa(r.number) }

func (r *report) title() string { return title(r.Document.Document) }

func (r *report) language() string { return language(r.Document.Document) }

// summary counts what was found.
func (r *report) summary() string {
	return count(len(r.Sentences), "sentence") + ", " + count(len(r.Tokens), "word") + ", " +
		count(len(r.Mentions), "name") + ", " + count(len(r.Times), "time")
}

// A party is whom or what mentions mean: an entity, or, for mentions that were
// not resolved, all that read the same.
type party struct {
	id       string
	name     string
	role     string
	aliases  []string
	mentions []int // of the document, in order
}

// A partyGroup is the parties of one type.
type partyGroup struct {
	kind    kind
	parties []party
}

// parties lists the entities in their order, then the mentions without one in
// the order of the text, by type.
func (r *report) parties() []partyGroup {
	type key struct{ entity, typ, text string }
	var list []party
	var types []string
	at := map[key]int{}
	for _, e := range r.Entities {
		at[key{entity: e.ID}] = len(list)
		list = append(list, party{name: clean(e.Name), role: clean(e.Role), aliases: e.Aliases})
		types = append(types, e.Type)
	}
	for i, m := range r.Mentions {
		k := key{entity: m.Entity}
		if _, ok := at[k]; m.Entity == "" || !ok {
			k = key{typ: m.Type, text: clean(m.Of(r.Document.Document.Text))}
		}
		n, ok := at[k]
		if !ok {
			n = len(list)
			at[k] = n
			list = append(list, party{name: k.text})
			types = append(types, m.Type)
		}
		list[n].mentions = append(list[n].mentions, i)
	}
	groups := make([]partyGroup, len(kinds))
	for i := range list {
		list[i].id = r.id("e", i+1)
		g := &groups[kindIndex(types[i])]
		g.parties = append(g.parties, list[i])
	}
	for i := range groups {
		groups[i].kind = kinds[i]
	}
	return slices.DeleteFunc(groups, func(g partyGroup) bool { return len(g.parties) == 0 })
}

// A kind is a type of name, and how it is shown.
type kind struct{ typ, class, plural string }

// kinds are the types of names in the order of the page; the last one stands
// for all others too. The style sheet has the line and the letter of each.
var kinds = []kind{
	{"person", "per", "People"},
	{"organisation", "org", "Organisations"},
	{"place", "loc", "Places"},
	{"other", "oth", "Other names"},
}

// kindIndex returns the index of a type of name in kinds.
func kindIndex(typ string) int {
	if i := slices.IndexFunc(kinds, func(k kind) bool { return k.typ == typ }); i >= 0 {
		return i
	}
	return len(kinds) - 1
}

// also lists the aliases of p that are not its name.
func (p *party) also() string {
	var list []string
	for _, a := range p.aliases {
		if a = clean(a); a != p.name && a != "" && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return strings.Join(list, ", ")
}

// mentionLabel names the link to the n-th mention of p for who cannot see
// where it stands.
func (p *party) mentionLabel(n int) string {
	return fmt.Sprintf("Mention %d of %s", n+1, p.name)
}

// A row is one word of a sentence's table.
type row struct {
	number, word, lemma, upos, xpos, head, headWord, rel string
}

// rows returns the table of sentence s. What no layer tells stays empty.
func (r *report) rows(s wiredesk.Sentence) []row {
	rows := make([]row, 0, s.Last-s.First)
	for i := s.First; i < s.Last; i++ {
		w := row{number: strconv.Itoa(i - s.First + 1), word: r.word(i)}
		if r.Lemmas != nil {
			w.lemma = clean(r.Lemmas[i])
		}
		if r.Tags != nil {
			w.upos, w.xpos = r.Tags[i].UPOS.String(), r.Tags[i].XPOS.String()
		}
		if r.Heads != nil {
			w.rel = r.Rels[i].String()
			w.head = "0"
			if h := int(r.Heads[i]); h != i {
				w.head, w.headWord = strconv.Itoa(h-s.First+1), r.word(h)
			}
		}
		rows = append(rows, w)
	}
	return rows
}

func (r *report) word(i int) string { return clean(r.Word(i)) }

// made lists what wrote the layers of the documents, each once.
func made(list []*report) []analysis.Made {
	var out []analysis.Made
	for _, r := range list {
		for _, m := range r.Made {
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

func annotatedTitle(list []*report) string {
	if len(list) == 1 {
		return list[0].title()
	}
	return "Text analysis: " + count(len(list), "document")
}

// first returns the attributes that mark i has where it begins: its id and,
// for a time, its value, which focus shows.
func first(s *stretch, i int) templ.Attributes {
	m := s.marks[i]
	if !s.begins(i) {
		return nil
	}
	if m.value == "" {
		return templ.Attributes{"id": m.id}
	}
	return templ.Attributes{"id": m.id, "tabindex": "0", "data-value": m.value}
}
