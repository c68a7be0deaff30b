package render

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// nearest is how many stories that something was nearly filed under are named.
const nearest = 3

// why is the form of docs/formats/why.schema.json.
type why struct {
	Asked    string               `json:"asked"`
	Document wiredesk.DocumentID  `json:"document"` // "" if a story was asked for
	Story    *group               `json:"story"`    // nil if the document stands in none
	Unfiled  string               `json:"unfiled"`  // why it does not; "" if it does
	Reasons  []wiredesk.Reason    `json:"reasons"`  // of the document, or of each of the story
	Near     []near               `json:"near"`     // the nearest other stories, the nearest first
	Related  []wiredesk.Related   `json:"related"`
	Rules    []wiredesk.RuleState `json:"rules"` // those that bear on the story
}

// near is another story that was compared: Document with the one that With
// began, one of them ours.
type near struct {
	Story     wiredesk.StoryID    `json:"story"` // the other one, as it stands now
	Document  wiredesk.DocumentID `json:"document"`
	With      wiredesk.DocumentID `json:"with"`
	Score     float64             `json:"score"`
	Threshold float64             `json:"threshold"`
	Terms     []string            `json:"terms"`
	Features  []wiredesk.Feature  `json:"features"`
}

// WhyJSON writes why a document stands in its story, or why a story is one, in
// the form of docs/formats/why.schema.json. asked is the id of a document, or
// its address, or the id of a story; where that story is part of another now,
// the other. It fails with [wiredesk.ErrNotFound], or with
// [wiredesk.ErrConflict] if an address is that of several documents.
func WhyJSON(w io.Writer, r *wiredesk.Result, asked string, _ Options) error {
	y, err := explain(newDesk(r, Options{}), asked)
	if err != nil {
		return err
	}
	return encode(w, filled(reflect.ValueOf(y)).Interface())
}

// explain finds what asked names in d and gathers what is known of it.
func explain(d *desk, asked string) (*why, error) {
	y := &why{Asked: asked}
	home := d.homes()
	doc, begun, err := d.asked(asked)
	if err != nil {
		return nil, err
	}
	s := home[begun]
	if doc {
		y.Document = begun
		for _, u := range d.Unfiled {
			if u.Document == begun {
				y.Unfiled = u.Reason
			}
		}
	}
	if s == nil {
		if !doc {
			return nil, fmt.Errorf("%q: the document %q, which makes that id, stands in no story: %w", asked, begun, wiredesk.ErrNotFound)
		}
		return y, nil
	}
	y.Story = &group{s.ID, s.Documents, origins(*s.Story)}
	for _, r := range s.Explain {
		if !doc || r.Document == begun {
			y.Reasons = append(y.Reasons, r)
		}
	}
	y.Near = d.near(s, y.Document)
	y.Related = s.Related
	for _, r := range d.Rules {
		if r.Story == s.ID {
			y.Rules = append(y.Rules, r)
		}
	}
	return y, nil
}

// homes returns the story of each document.
func (d *desk) homes() map[wiredesk.DocumentID]*story {
	home := make(map[wiredesk.DocumentID]*story, len(d.docs))
	for _, s := range d.stories {
		for _, id := range s.Documents {
			home[id] = s
		}
	}
	return home
}

// asked finds the document that a name means: by its id, by its address, or by
// the story that it begins, or would begin. doc is false for the last.
func (d *desk) asked(name string) (doc bool, id wiredesk.DocumentID, err error) {
	var found []wiredesk.DocumentID
	for _, is := range []func(*wiredesk.Document) bool{
		func(x *wiredesk.Document) bool { return string(x.ID) == name },
		func(x *wiredesk.Document) bool { return x.URL != "" && x.URL == name },
	} {
		for _, x := range d.Documents {
			if is(x) {
				found = append(found, x.ID)
			}
		}
		switch {
		case len(found) == 1:
			return true, found[0], nil
		case len(found) > 1:
			return false, "", fmt.Errorf("%q is the address of %d documents, of which one must be named by its id (%s, %s): %w", name, len(found), found[0], found[1], wiredesk.ErrConflict)
		}
	}
	if s := d.stories[wiredesk.StoryID(name)]; s != nil && len(s.Documents) > 0 {
		return false, s.Documents[0], nil
	}
	for _, x := range d.Documents {
		if string(wiredesk.BegunBy(x)) == name {
			return false, x.ID, nil
		}
	}
	return false, "", fmt.Errorf("%q is the id of no document and no story here, and the address of no document: %w", name, wiredesk.ErrNotFound)
}

// near returns the other stories that s was compared with, each once: those of
// document only, if it is not "".
func (d *desk) near(s *story, document wiredesk.DocumentID) []near {
	var all []near
	for i := range d.Result.Stories {
		other := &d.Result.Stories[i]
		for _, r := range other.Explain {
			for _, c := range r.Candidates {
				n := near{c.Story, r.Document, c.With, c.Score, r.Threshold, c.Terms, c.Features}
				switch {
				case other.ID == s.ID && c.Story != s.ID && (document == "" || document == r.Document):
				case other.ID != s.ID && c.Story == s.ID && document == "":
					n.Story = other.ID
				default:
					continue
				}
				all = append(all, n)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(string(a.Story), string(b.Story)), strings.Compare(string(a.Document), string(b.Document)))
	})
	var out []near
	for _, n := range all {
		if len(out) < nearest && !slices.ContainsFunc(out, func(o near) bool { return o.Story == n.Story }) {
			out = append(out, n)
		}
	}
	return out
}

// Why writes for a terminal, in plain words, what [WhyJSON] writes, and fails
// as it does.
func Why(w io.Writer, r *wiredesk.Result, asked string, o Options) error {
	o.Explain = true
	d := newDesk(r, o)
	y, err := explain(d, asked)
	if err != nil {
		return err
	}
	p := newPrinter(w, o)
	if y.Document != "" {
		p.whyDocument(d, y)
	} else {
		p.whyStory(d, y)
	}
	p.nearly(d, y)
	for _, rel := range y.Related {
		p.line()
		p.para("", run{relation(rel) + " ", bold}, run{d.told(rel.Story) + " ", plain}, run{"(" + clean(rel.Why) + ")", faint})
		for _, e := range rel.Evidence {
			p.para("  ", run{"“" + clean(e.Quote) + "” ", plain}, run{"(" + outlet(d.document(e.Document)) + ")", faint})
		}
	}
	p.rules(y.Rules)
	return p.Flush()
}

// told names a story by its id and its title.
func (d *desk) told(id wiredesk.StoryID) string {
	if s := d.stories[id]; s != nil {
		return clean(string(id)) + ": " + s.title()
	}
	return clean(string(id))
}

// whyDocument tells where a document stands, and why.
func (p *printer) whyDocument(d *desk, y *why) {
	doc := d.document(y.Document)
	p.para("", run{title(doc), bold})
	p.para("", run{outlet(doc) + ", " + moment(doc.Published) + ", " + clean(string(doc.ID)), faint})
	p.line()
	if y.Story == nil {
		p.para("", run{"Stands in no story: " + clean(y.Unfiled), plain})
		return
	}
	s := d.stories[y.Story.ID]
	p.para("", run{"Stands in ", bold}, run{d.told(s.ID) + " ", plain}, run{"(" + counts(s.Counts) + ")", faint})
	for _, r := range y.Reasons {
		p.para("", run{"Why: ", bold}, run{clean(r.Why), plain})
		if r.With != "" {
			with := d.document(r.With)
			p.para("  ", run{"as " + outlet(with) + ", " + title(with) + " (" + clean(string(with.ID)) + "), " + apart(doc, with), plain})
		}
		if r.With != "" || r.Score > 0 {
			p.para("  ", run{score(r.Score, r.Threshold), plain})
		}
		if len(r.Terms) > 0 {
			p.para("  ", run{"both have: " + clean(strings.Join(r.Terms, ", ")), plain})
		}
		for _, c := range r.Candidates {
			if c.Story == s.ID {
				p.signs("  ", d, near{Document: r.Document, With: c.With, Terms: c.Terms, Features: c.Features})
				break
			}
		}
	}
}

// whyStory lists the documents of a story, each with its reason.
func (p *printer) whyStory(d *desk, y *why) {
	s := d.stories[y.Story.ID]
	p.para("", run{s.title(), bold})
	p.para("", run{counts(s.Counts) + ", " + clean(string(s.ID)), faint})
	if y.Asked != string(s.ID) {
		p.para("", run{"The document that makes the id " + clean(y.Asked) + " stands in this story now.", plain})
	}
	p.line()
	p.members(s)
	p.reasons(d, s)
}

// nearly lists the other stories that something was compared with.
func (p *printer) nearly(d *desk, y *why) {
	if len(y.Near) == 0 {
		return
	}
	p.line()
	p.line(run{"Decided against", bold})
	for _, n := range y.Near {
		p.para("  - ", run{d.told(n.Story), plain})
		doc, with := d.document(n.Document), d.document(n.With)
		p.para("    ", run{outlet(doc) + " (" + clean(string(doc.ID)) + ") with " + outlet(with) + " (" + clean(string(with.ID)) + "): " + score(n.Score, n.Threshold), plain})
		p.signs("    ", d, n)
	}
}

// score returns a score, and what was needed if it is known.
func score(v, needed float64) string {
	if needed == 0 {
		return fmt.Sprintf("score %.3f", v)
	}
	return fmt.Sprintf("score %.3f, %.3f is needed", v, needed)
}

// signs tells what spoke for and against it that two were one, the weightiest
// first.
func (p *printer) signs(indent string, d *desk, n near) {
	spoke := weigh(n.Features)
	for _, side := range []struct {
		name string
		in   func(sign) bool
	}{{"for: ", func(s sign) bool { return s.by > 0 }}, {"against: ", func(s sign) bool { return s.by <= 0 }}} {
		var words []string
		for _, s := range spoke {
			if side.in(s) {
				words = append(words, s.words(n.Terms, apart(d.document(n.Document), d.document(n.With))))
			}
		}
		if len(words) > 0 {
			p.para(indent+side.name, run{strings.Join(words, "; "), plain})
		}
	}
}

// A sign is a feature and what it added to the score.
type sign struct {
	wiredesk.Feature
	by float64
}

// Features of package cluster that say how far apart in time two are, which is
// told once.
var timely = map[string]bool{"day": true, "weeks": true}

// weigh sorts features by how much they added or took, and leaves out those
// that did neither: all but likeness that is wanting.
func weigh(features []wiredesk.Feature) []sign {
	var out []sign
	for _, f := range features {
		s := sign{f, f.Value * f.Weight}
		if i := slices.IndexFunc(out, func(o sign) bool { return timely[o.Name] }); i >= 0 && timely[f.Name] {
			out[i].by += s.by
			continue
		}
		wanting := f.Weight > 0 && (f.Name == "words" || f.Name == "title" || f.Name == "rare")
		if s.by != 0 || wanting {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b sign) int { return cmp.Compare(max(b.by, -b.by), max(a.by, -a.by)) })
	return out
}

// words puts s into plain words. names are what the two have in common, and
// apart says how far apart they were published.
func (s sign) words(names []string, apart string) string {
	switch s.Name {
	case "words":
		return fmt.Sprintf("%.0f %% alike in words", 100*s.Value)
	case "title":
		if s.Value == 0 {
			return "titles that share nothing"
		}
		return fmt.Sprintf("titles %.0f %% alike", 100*s.Value)
	case "rare":
		switch {
		case s.Value == 0:
			return "no rare name in common"
		case len(names) == 0:
			return "rare names in common"
		}
		return "rare names in common: " + clean(strings.Join(names, ", "))
	case "conflict":
		return "each leads with rare names that the other does not have"
	case "day", "weeks":
		return apart
	case "undated":
		return "a date is missing"
	case "density":
		return "how like it is to the news around it"
	case "length":
		return "the length of the shorter one"
	}
	return fmt.Sprintf("%s %.3f", clean(s.Name), s.Value)
}

// apart says how much later a was published than b.
func apart(a, b *wiredesk.Document) string {
	if a.Published.IsZero() || b.Published.IsZero() {
		return "a date is missing"
	}
	gap, word := a.Published.Sub(b.Published.Time), "later"
	if gap < 0 {
		gap, word = -gap, "earlier"
	}
	switch {
	case gap < time.Minute:
		return "published at the same time"
	case gap < 2*time.Hour:
		return "published " + count(int(gap.Minutes()), "minute") + " " + word
	case gap < 48*time.Hour:
		return "published " + count(int(gap.Hours()+.5), "hour") + " " + word
	}
	return "published " + count(int(gap.Hours()/24+.5), "day") + " " + word
}
