package render

import (
	"bufio"
	"context"
	"crypto/sha256"
	_ "embed" // the style sheets
	"encoding/base64"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// The style sheet of every page, and what that of briefs has beyond it.
var (
	//go:embed base.css
	baseStyle string
	//go:embed page.css
	pageStyle string
)

// HTML writes the briefs of r as one page that loads nothing and runs no
// script. Pointing at a sentence, focusing or choosing it shows the passage of
// the report that it came from.
func HTML(w io.Writer, r *wiredesk.Result, o Options) error {
	b := bufio.NewWriter(w)
	if err := page(newDesk(r, o)).Render(context.Background(), b); err != nil {
		return err
	}
	if err := b.WriteByte('\n'); err != nil {
		return err
	}
	return b.Flush()
}

// policy returns the content security policy of a page: its own style sheet and
// nothing else.
func policy(css string) string {
	sum := sha256.Sum256([]byte(css))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// alone reports whether the page is about one story and nothing else.
func (d *desk) alone() bool { return len(d.full) == 1 && len(d.single) == 0 && len(d.Unfiled) == 0 }

func (d *desk) pageTitle() string {
	if d.alone() {
		return d.full[0].title()
	}
	return "Wire brief: " + d.summary()
}

// anchor returns the id of the story's place on the page.
func (s *story) anchor() string { return "story-" + strconv.Itoa(s.number) }

func (s *story) no() string { return strconv.Itoa(s.number) }

// id returns an id for a part of the story, such as "story-2-n-0-3".
func (s *story) id(part string, index ...int) string {
	id := s.anchor() + "-" + part
	for _, i := range index {
		id += "-" + strconv.Itoa(i)
	}
	return id
}

// anchor returns the id of the place of story id; that of no place if the page
// does not show it.
func (d *desk) anchor(id wiredesk.StoryID) string {
	if s := d.stories[id]; s != nil {
		return s.anchor()
	}
	return ""
}

// tag matches a language tag.
var tag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// language returns the language of doc, "" if unknown.
func language(doc *wiredesk.Document) string {
	if tag.MatchString(doc.Language) {
		return doc.Language
	}
	return ""
}

// language returns the language of st: that of the document it comes from.
func (d *desk) language(st *wiredesk.Statement) string {
	if len(st.Evidence) == 0 {
		return ""
	}
	return language(d.document(st.Evidence[0].Document))
}

// language returns the language of the story's title.
func (s *story) language() string {
	if s.Headline == nil || len(s.Headline.Evidence) == 0 {
		return ""
	}
	src := s.byDoc[s.Headline.Evidence[0].Document]
	if src == nil {
		return ""
	}
	return language(src.Document)
}

// A pageLink is a link to a report.
type pageLink struct{ url, text string }

// links returns where the reports that st was taken from can be read, each
// once.
func (s *story) links(d *desk, st *wiredesk.Statement) []pageLink {
	var list []pageLink
	seen := map[string]bool{}
	for _, e := range st.Evidence {
		src := s.source(d, e.Document)
		if u := link(src.Document); u != "" && !seen[u] {
			seen[u] = true
			list = append(list, pageLink{u, "Read at " + outlet(src.Document)})
		}
	}
	return list
}

// number and noun are the two halves of count.
func number(n int) string { return strconv.Itoa(n) }

func noun(n int, word string) string {
	_, w, _ := strings.Cut(count(n, word), " ")
	return w
}
