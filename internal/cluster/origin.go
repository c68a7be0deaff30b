package cluster

import (
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	titleWeight = 2.0 // a term of the title counts as so many
	leadWeight  = 1.5 // a term of the first leadTokens tokens
	leadTokens  = 100
	maxTerms    = 200 // terms of a document that count, by weight
	maxRare     = 60  // names of a document that count, by rarity
	probes      = 16  // terms through which stories are looked up
	rareFrom    = 4.0 // inverse document frequency from which a name is rare: one document in fifty
)

// A term is a stem by half of its hash, which tells a million of them apart
// but for one in four thousand, with its weight.
type term struct {
	id     uint32
	weight float32
}

// An origin is an independent document as the desk sees it, with its copies.
// The lists of terms are in ascending order.
type origin struct {
	docs    []int // it and its copies, in order
	why     []Decision
	all     []term // text and title by TF-IDF, of length 1
	title   []term
	lead    []term // title and first words
	rare    []term // rare names, by inverse document frequency
	top     []term // the heaviest of all
	at      int64  // seconds; 0 if unknown
	length  float64
	density float64
	bare    bool // a title without a text
}

// first is the number of the document, without its copies.
func (p *origin) first() int { return p.docs[0] }

// origin weighs the terms of d.
func (g *Desk) origin(d *annotate.Document) *origin {
	counts := make([]vector.Weighted, 0, len(d.Tokens)+len(d.TitleTerms))
	lead := slices.Clone(d.TitleTerms)
	var names []vector.Term
	bare := strings.TrimSpace(d.Document.Text) == strings.TrimSpace(d.Document.Title) // intake makes a title the text where there is none
	for k, t := range d.Terms {
		if bare || t == 0 || d.Marks[k]&(annotate.Stop|annotate.Number) != 0 {
			continue
		}
		w := 1.0
		if k < leadTokens {
			w = leadWeight
			lead = append(lead, t)
		}
		counts = append(counts, vector.Weighted{Term: t, Weight: w})
		if d.Marks[k]&annotate.Name != 0 {
			names = append(names, t)
		}
	}
	p := &origin{bare: bare || len(counts) == 0, length: math.Log(float64(len(d.Tokens) + 1))}
	if !d.Published.IsZero() {
		p.at = d.Published.Unix()
	}
	for _, t := range d.TitleTerms {
		counts = append(counts, vector.Weighted{Term: t, Weight: titleWeight})
	}
	all := vector.FromCounts(counts)
	g.seen.Add(all)
	heaviest := g.seen.Weigh(all).Heaviest(maxTerms)
	p.all, p.top = pack(heaviest), pack(heaviest[:min(probes, len(heaviest))])
	p.title, p.lead, p.rare = g.unit(d.TitleTerms), g.unit(lead), g.rare(names)
	return p
}

// unit returns the unit vector of terms by TF-IDF.
func (g *Desk) unit(terms []vector.Term) []term {
	counts := make([]vector.Weighted, len(terms))
	for i, t := range terms {
		counts[i] = vector.Weighted{Term: t, Weight: 1}
	}
	return pack(g.seen.Weigh(vector.FromCounts(counts)))
}

// rare returns the names that few documents hold, each once.
func (g *Desk) rare(names []vector.Term) []term {
	slices.Sort(names)
	var found vector.Vector
	for _, t := range slices.Compact(names) {
		if idf := g.seen.IDF(t); idf > rareFrom {
			found = append(found, vector.Weighted{Term: t, Weight: idf})
		}
	}
	out := make([]term, 0, min(maxRare, len(found)))
	for _, t := range found.Heaviest(maxRare) {
		out = append(out, term{half(t.Term), float32(t.Weight)})
	}
	slices.SortFunc(out, byID)
	return out
}

// pack returns the unit vector of terms, in ascending order.
func pack(terms []vector.Weighted) []term {
	norm := vector.Vector(terms).Norm()
	if norm == 0 {
		return nil
	}
	out := make([]term, len(terms))
	for i, t := range terms {
		out[i] = term{half(t.Term), float32(t.Weight / norm)}
	}
	slices.SortFunc(out, byID)
	return out
}

func half(t vector.Term) uint32 { return uint32(t >> 32) }

func byID(a, b term) int {
	switch { // what cmp.Compare does, inlined
	case a.id < b.id:
		return -1
	case a.id > b.id:
		return 1
	}
	return 0
}

// both yields the terms that a and b have in common, with the weight in each.
func both(a, b []term) iter.Seq2[term, term] {
	return func(yield func(term, term) bool) {
		for i, j := 0, 0; i < len(a) && j < len(b); {
			switch {
			case a[i].id < b[j].id:
				i++
			case a[i].id > b[j].id:
				j++
			default:
				if !yield(a[i], b[j]) {
					return
				}
				i++
				j++
			}
		}
	}
}

// dot returns the sum of the products of the terms that both have.
func dot(a, b []term) float64 {
	var sum float64
	for x, y := range both(a, b) {
		sum += float64(x.weight * y.weight) // the conversion keeps the two steps apart on every machine
	}
	return sum
}

// shared returns the sum of the weights in a of the terms that b has too.
func shared(a, b []term) float64 {
	var sum float64
	for x := range both(a, b) {
		sum += float64(x.weight)
	}
	return sum
}
