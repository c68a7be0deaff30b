package render

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// A desk is a result sorted for its readers: stories to show in full, stories
// to list, and the words to name them by.
type desk struct {
	*wiredesk.Result
	docs     map[wiredesk.DocumentID]*wiredesk.Document
	stories  map[wiredesk.StoryID]*story
	full     []*story
	single   []*story
	withheld int
	explain  bool
}

// A story is one story with its sources numbered.
type story struct {
	*wiredesk.Story
	number  int // from 1, in the order of the page
	sources []source
	byDoc   map[wiredesk.DocumentID]*source
}

// A source is one document of a story. The first document of the n-th origin
// is marked "n"; its copies are marked "na", "nb" and so on, so that the
// highest number is that of the independent texts.
type source struct {
	*wiredesk.Document
	mark   string
	origin int // from 1; 0 if the document stands in no origin of the story
	credit string
	aside  bool    // it tells of another matter
	taken  float64 // of a copy: the part of it that it took; 0 if nothing is known
	copies []source
}

// newDesk sorts r. Stories of two or more documents are shown in full. Those
// of one document are too if all is set, or if there are no others.
func newDesk(r *wiredesk.Result, o Options) *desk {
	d := &desk{
		Result:  r,
		docs:    make(map[wiredesk.DocumentID]*wiredesk.Document, len(r.Documents)),
		stories: make(map[wiredesk.StoryID]*story, len(r.Stories)),
		explain: o.Explain,
	}
	for _, doc := range r.Documents {
		d.docs[doc.ID] = doc
	}
	for i := range r.Stories {
		s := d.story(&r.Stories[i])
		d.stories[s.ID] = s
		d.withheld += s.Counts.Withheld
		if len(s.Documents) > 1 || o.All {
			d.full = append(d.full, s)
		} else {
			d.single = append(d.single, s)
		}
	}
	if len(d.full) == 0 {
		d.full, d.single = d.single, nil
	}
	n := 0
	for _, list := range [][]*story{d.full, d.single} {
		for _, s := range list {
			n++
			s.number = n
		}
	}
	return d
}

// document returns the document with the given id, or one that has nothing
// but that id if the result does not hold it.
func (d *desk) document(id wiredesk.DocumentID) *wiredesk.Document {
	if doc := d.docs[id]; doc != nil {
		return doc
	}
	return &wiredesk.Document{ID: id}
}

// story numbers the sources of s.
func (d *desk) story(s *wiredesk.Story) *story {
	v := &story{Story: s, byDoc: make(map[wiredesk.DocumentID]*source, len(s.Documents))}
	for i, o := range s.Origins {
		n := i + 1
		first := source{Document: d.document(o.First), mark: strconv.Itoa(n), origin: n, credit: o.Credit, aside: o.Aside}
		for _, id := range o.Documents {
			if id != o.First {
				mark := first.mark + letters(len(first.copies))
				first.copies = append(first.copies, source{Document: d.document(id), mark: mark, origin: n, taken: taken(o, id)})
			}
		}
		v.sources = append(v.sources, first)
	}
	for i := range v.sources {
		first := &v.sources[i]
		v.byDoc[first.ID] = first
		for j := range first.copies {
			v.byDoc[first.copies[j].ID] = &first.copies[j]
		}
	}
	return v
}

// taken returns the part of document id that it took from another of o.
func taken(o wiredesk.Origin, id wiredesk.DocumentID) float64 {
	for _, c := range o.Copies {
		if c.Document == id {
			return c.Taken
		}
	}
	return 0
}

// elsewhere says of a source that tells of another matter that it does.
const elsewhere = "also filed here, tells of another matter"

// withdrawn says of a document that its outlet took it back, and when that was
// seen, or "".
func withdrawn(d *wiredesk.Document) string {
	if d.Withdrawn.IsZero() {
		return ""
	}
	return "withdrawn by its outlet, seen " + moment(d.Withdrawn)
}

// dated says when a source came out, and whether it was withdrawn.
func (s *source) dated() string {
	if back := withdrawn(s.Document); back != "" {
		return moment(s.Published) + ", " + back
	}
	return moment(s.Published)
}

// took says in words how much of a copy was taken, "took 82%", or "".
func (s source) took() string {
	if s.taken <= 0 {
		return ""
	}
	return fmt.Sprintf("took %.0f%%", 100*s.taken)
}

// letters returns the n-th of "a", "b", ..., "z", "aa", "ab" and so on.
func letters(n int) string {
	s := string(rune('a' + n%26))
	if n < 26 {
		return s
	}
	return letters(n/26-1) + s
}

// source returns the source for document id. One that stands in no origin of
// the story is marked by its own id.
func (s *story) source(d *desk, id wiredesk.DocumentID) *source {
	if src := s.byDoc[id]; src != nil {
		return src
	}
	return &source{Document: d.document(id), mark: clean(string(id))}
}

// title returns the words to call the story by.
func (s *story) title() string {
	if s.Headline != nil {
		if t := clean(s.Headline.Text); t != "" {
			return t
		}
	}
	newest, title := wiredesk.Time{}, ""
	for _, src := range s.sources {
		if t := clean(src.Title); t != "" && (title == "" || !src.Published.IsZero() && src.Published.Compare(newest) > 0) {
			newest, title = src.Published, t
		}
	}
	if title != "" {
		return title
	}
	return "Story " + clean(string(s.ID))
}

// name returns the words to list a story of one document by: the title that its
// outlet gave it, where it has one.
func (s *story) name() string {
	for _, src := range s.sources {
		if t := clean(src.Title); t != "" {
			return t
		}
	}
	return s.title()
}

// long reports whether the headline needs a smaller size.
func (s *story) long() bool { return utf8.RuneCountInString(s.title()) > 80 }

// first returns the source that began the story.
func (s *story) first(d *desk) *source {
	if len(s.Documents) == 0 {
		return &source{Document: &wiredesk.Document{}}
	}
	return s.source(d, s.Documents[0])
}

// outlet returns the name of who published doc: the outlet, else the host of
// the address, else the id.
func outlet(doc *wiredesk.Document) string {
	host := ""
	if u, err := url.Parse(doc.URL); err == nil {
		host = u.Hostname()
	}
	return cmp.Or(clean(doc.Outlet), clean(host), clean(string(doc.ID)), "unknown outlet")
}

// title returns the title of doc.
func title(doc *wiredesk.Document) string {
	return cmp.Or(clean(doc.Title), opening(clean(doc.Text)), "(no title)")
}

// opening returns the first words of s, for want of a title; "" of nothing.
func opening(s string) string {
	const most = 70
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// link returns the address of doc if it is one of the web, else "".
func link(doc *wiredesk.Document) string {
	raw := strings.TrimSpace(doc.URL)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// outlets returns the names of the outlets of list, each once.
func outlets(list []source) string {
	var names []string
	seen := map[string]bool{}
	for _, s := range list {
		if n := outlet(s.Document); !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}
