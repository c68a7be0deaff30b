package brief

import (
	"github.com/wiredesk/wiredesk"
)

// Passages makes statements of single passages of a story, for those who know
// what a passage says and not how to print it. It is used by one goroutine at
// a time.
type Passages struct {
	w        *writer
	first    []int // by document, of its units; and how many there are
	withheld map[*unit]bool
}

// A Place is a span of a document, by the document's number in its [Story].
type Place struct {
	Doc int
	At  wiredesk.Span
}

// NewPassages returns the passages of s; tag may be nil, as for [Compose].
func NewPassages(s Story, tag Tag, accept Accept) *Passages {
	return newPassages(newWriter(s, tag, accept, Options{}.withDefaults()))
}

func newPassages(w *writer) *Passages {
	p := &Passages{w: w, withheld: map[*unit]bool{}}
	for i := range p.w.units {
		for len(p.first) <= p.w.units[i].doc {
			p.first = append(p.first, i)
		}
	}
	for len(p.first) <= len(w.story.Docs) {
		p.first = append(p.first, len(p.w.units))
	}
	return p
}

// Withheld counts the passages that were built and refused.
func (p *Passages) Withheld() int { return len(p.withheld) }

// State returns the statement of the sentence that holds at, trimmed of what
// is no part of it. Its support is the sentences that hold the places in also,
// each of another document, that may stand as such; its flags say that it
// accuses, and nothing of other reports. It returns nil where the sentence may
// not stand by the rules of the writer or of accept.
func (p *Passages) State(at Place, also []Place) *wiredesk.Statement {
	u := p.unit(at)
	if u == nil || !p.w.sure(u) {
		return nil
	}
	d := p.w.story.Docs[u.doc]
	for _, t := range []trim{cut(d, u, whole), {kept: []wiredesk.Span{u.span}}} {
		st := assemble(d, u, t)
		if u.accuses {
			st.Flags = append(st.Flags, wiredesk.FlagAccusation)
		}
		if p.w.accept(&st, false) {
			p.support(&st, u, also)
			return &st
		}
	}
	p.withheld[u] = true
	return nil
}

// unit returns the whole sentence that holds at, or nil.
func (p *Passages) unit(at Place) *unit {
	for i := p.first[at.Doc]; i < p.first[at.Doc+1]; i++ {
		if u := &p.w.units[i]; u.span.Contains(at.At) && u.stands {
			return u
		}
	}
	return nil
}

// support adds to st what accept lets stand of also, and counts.
func (p *Passages) support(st *wiredesk.Statement, u *unit, also []Place) {
	origins, outlets := map[int]bool{}, map[string]bool{}
	count := func(doc int) {
		origins[p.w.story.Origin[doc]] = true
		if o := p.w.story.Docs[doc].Outlet; o != "" {
			outlets[o] = true
		}
	}
	count(u.doc)
	had := map[int]bool{u.doc: true}
	for _, place := range also {
		v := p.unit(place)
		if v == nil || had[v.doc] {
			continue
		}
		before := st.Support
		st.Support = append(before[:len(before):len(before)], wiredesk.Cite(p.w.story.Docs[v.doc].Document, v.span))
		if !p.w.accept(st, false) {
			st.Support = before
			continue
		}
		had[v.doc] = true
		count(v.doc)
	}
	st.Origins, st.Outlets = len(origins), len(outlets)
}
