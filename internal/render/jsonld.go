package render

import (
	"io"

	"github.com/wiredesk/wiredesk"
)

// The parts of schema.org that a brief fills, as JSON-LD.
type (
	ldGraph struct {
		Context string      `json:"@context"`
		Graph   []ldArticle `json:"@graph"`
	}
	ldArticle struct {
		Type          string      `json:"@type"`
		ID            string      `json:"@id"`
		Identifier    string      `json:"identifier,omitempty"`
		URL           string      `json:"url,omitempty"`
		Headline      string      `json:"headline"`
		DatePublished string      `json:"datePublished,omitempty"`
		Status        string      `json:"creativeWorkStatus,omitempty"` // that a report was withdrawn, in words
		DateModified  string      `json:"dateModified,omitempty"`
		InLanguage    string      `json:"inLanguage,omitempty"`
		Version       string      `json:"version,omitempty"`
		Abstract      string      `json:"abstract,omitempty"`
		ArticleBody   string      `json:"articleBody,omitempty"`
		Author        []ldName    `json:"author,omitempty"`
		Publisher     *ldName     `json:"publisher,omitempty"`
		Mentions      []ldName    `json:"mentions,omitempty"`
		HasPart       []ldPart    `json:"hasPart,omitempty"`
		Citation      []ldArticle `json:"citation,omitempty"` // the reports
	}
	// An ldPart is a Claim or a Quotation.
	ldPart struct {
		Type       string  `json:"@type"`
		ID         string  `json:"@id"`
		Text       string  `json:"text"`
		About      string  `json:"about,omitempty"`
		Author     *ldName `json:"author,omitempty"`            // of a claim: who says so
		Speaker    *ldName `json:"spokenByCharacter,omitempty"` // of a quotation
		Appearance []ldRef `json:"appearance,omitempty"`        // of a claim: where it stands
		Citation   []ldRef `json:"citation,omitempty"`          // of a quotation: where it stands
	}
	ldName struct {
		Type string `json:"@type,omitempty"` // left out where it is not known
		Name string `json:"name"`
	}
	ldRef struct {
		ID string `json:"@id"`
	}
)

// JSONLD writes the stories of r that the page shows in full as JSON-LD
// (docs/formats/exports.md): one schema.org NewsArticle a story, with its
// statements as Claim, its quotations as Quotation, and its reports as
// citation. The bytes may stand in a script element of a page: they hold no
// "<", ">" or "&".
func JSONLD(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	g := ldGraph{"https://schema.org", make([]ldArticle, len(d.full))}
	for i, s := range d.full {
		g.Graph[i] = d.ldStory(s)
	}
	return encodeSafe(w, g)
}

func (d *desk) ldStory(s *story) ldArticle {
	a := ldArticle{
		Type: "NewsArticle", ID: URN("story", string(s.ID)), Identifier: clean(string(s.ID)),
		Headline: s.title(), DatePublished: s.LastPublished.String(), InLanguage: s.language(),
		Version: clean(d.Run.OutputSHA256), Abstract: counts(s.Counts), ArticleBody: d.body(s),
		HasPart: d.ldParts(s),
	}
	for _, e := range s.Entities {
		a.Mentions = append(a.Mentions, ldName{ldTypes[e.Type], clean(e.Name)})
	}
	s.eachSource(func(src *source) { a.Citation = append(a.Citation, ldReport(src)) })
	return a
}

var ldTypes = map[string]string{"person": "Person", "organisation": "Organization", "place": "Place"}

func ldReport(src *source) ldArticle {
	a := ldArticle{
		Type: "NewsArticle", ID: address(src.Document), Identifier: clean(string(src.ID)), URL: link(src.Document),
		Headline: title(src.Document), DatePublished: src.Published.String(), InLanguage: language(src.Document),
		Publisher: &ldName{"Organization", outlet(src.Document)},
		Status:    withdrawn(src.Document),
	}
	for _, name := range src.Authors {
		if name = clean(name); name != "" {
			a.Author = append(a.Author, ldName{"", name}) // a person or a desk: the report does not say
		}
	}
	return a
}

// ldParts lists the statements and the quotations of s, each text once.
func (d *desk) ldParts(s *story) []ldPart {
	var parts []ldPart
	seen := map[string]bool{}
	add := func(p ldPart) {
		p.ID = URN(p.Type, string(s.ID)+"\n"+p.Text)
		if !seen[p.ID] {
			seen[p.ID] = true
			parts = append(parts, p)
		}
	}
	claim := func(st *wiredesk.Statement, about string) {
		p := ldPart{Type: "Claim", Text: clean(st.Text), About: clean(about), Appearance: d.ldRefs(st.Evidence, st.Support)}
		if st.AttributedTo != nil {
			p.Author = &ldName{"", clean(*st.AttributedTo)}
		}
		add(p)
	}
	for _, sets := range [][]wiredesk.ClaimSet{s.Claims.Differ, s.Claims.Agree, s.Claims.Single} {
		for _, set := range sets {
			for _, side := range set.Sides {
				for i := range side.Statements {
					claim(&side.Statements[i], set.About)
				}
			}
		}
	}
	for st := range s.Statements() {
		claim(st, "")
	}
	for _, q := range s.Quotations {
		if q.Kind == "direct" {
			add(ldPart{Type: "Quotation", Text: clean(q.Text), Speaker: s.ldSpeaker(q.Speaker), Citation: d.ldRefs(q.Evidence)})
		}
	}
	return parts
}

// ldSpeaker names who spoke, nil if nobody is named. He has a type only where
// the story knows what he is.
func (s *story) ldSpeaker(p wiredesk.Speaker) *ldName {
	name := clean(p.Name)
	if name == "" {
		return nil
	}
	for _, e := range s.Entities {
		if p.Entity != "" && e.ID == p.Entity {
			return &ldName{ldTypes[e.Type], clean(e.Name)}
		}
	}
	return &ldName{"", name}
}

// ldRefs names the reports of the passages, each once.
func (d *desk) ldRefs(lists ...[]wiredesk.Evidence) []ldRef {
	var refs []ldRef
	seen := map[string]bool{}
	for _, list := range lists {
		for _, e := range list {
			if a := address(d.document(e.Document)); !seen[a] {
				seen[a] = true
				refs = append(refs, ldRef{a})
			}
		}
	}
	return refs
}
