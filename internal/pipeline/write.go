package pipeline

import (
	"fmt"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/claim"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/rule"
)

// A Filed is a story that was filed one document after the other, by a desk
// that runs on. What runs parallel to Documents names them by place.
type Filed struct {
	ID        wiredesk.StoryID
	Documents []*annotate.Document // in canonical order
	Family    []int                // the first of those that share text with it
	Shares    [][]copies.Share     // with others of the story
	Why       []cluster.Decision   // With is -1 too if that document stands elsewhere now
	Rule      []string             // of the user, that put it there; "" if none did
	// Analyses is what [analysis.Pipeline] found in each, nil for one in another
	// language than English. Without it no facts are found.
	Analyses []*analysis.Document
}

// A Writer writes stories one by one. It is not safe for concurrent use.
type Writer struct {
	tag brief.Tag
	o   brief.Options
}

// NewWriter returns a Writer. It reads no weights before it needs them.
func NewWriter(o brief.Options) *Writer { return &Writer{Tagger(model.English()), o} }

// Write writes the brief of f, as [Run] does. It depends on f alone.
func (w *Writer) Write(f Filed) (wiredesk.Story, error) {
	members := make([]int, len(f.Documents))
	found := make([]copies.Found, len(f.Documents))
	ruled := rule.Applied{By: make([]int, len(f.Documents))}
	for i := range members {
		members[i], found[i].Shares, ruled.By[i] = i, f.Shares[i], -1
	}
	stories := [][]int{members}
	ruled.Stories = stories
	x := newExplainer(f.Documents, stories, f.Why, ruled, Config{})
	x.by = f.Rule
	d := draft(f.Documents, members, f.Family, x)
	d.trace(f.Documents, found, members)
	d.setAside()
	d.story.ID, d.input.ID = f.ID, f.ID
	if f.Analyses != nil {
		d.factsOf(d.reports(f), w.tag)
	}
	d.compose(w.tag, Config{Brief: w.o, Facts: f.Analyses != nil})
	return d.story, nil
}

// reports returns what was found in the documents of f that d is written from.
func (d *Draft) reports(f Filed) []claim.Report {
	var out []claim.Report
	for i, in := range f.Documents {
		k := len(out)
		if k == len(d.input.Docs) || d.input.Docs[k] != in {
			continue // it stands aside
		}
		r := claim.Report{Document: f.Analyses[i], Origin: d.input.Origin[k]}
		if f.Analyses[i] == nil {
			r.Document = &analysis.Document{Document: in.Document}
		}
		out = append(out, r)
	}
	return out
}

// Readable says why no story can be made of d; "" if one can.
func Readable(d *annotate.Document) string {
	if _, no := file([]*annotate.Document{d}); len(no) > 0 {
		return no[0].Reason
	}
	return ""
}

// Version names what the stories that Write makes depend on beside their
// documents.
func (w *Writer) Version() string { return fmt.Sprintf("%s %+v", wiredesk.Version, w.o) }
