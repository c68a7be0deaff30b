package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func escape(s string) string { return url.QueryEscape(s) }

// at returns an address of ours with the last part escaped. Nothing of a
// stranger's can lead elsewhere: it begins with one slash and a word of ours.
func at(place, name string) string { return "/" + place + "/" + url.PathEscape(name) }

func storyURL(id wiredesk.StoryID) templ.SafeURL { return templ.SafeURL(at("stories", string(id))) }

func documentURL(id wiredesk.DocumentID) templ.SafeURL {
	return templ.SafeURL(at("documents", string(id)))
}

func personURL(name string) templ.SafeURL { return templ.SafeURL(at("people", name)) }

func traceURL(st *wiredesk.Statement) templ.SafeURL { return templ.SafeURL(at("statements", st.ID)) }

// spanURL returns where the passage stands, with enough of its hash to find it
// if the report has been revised since. rev 0 leaves the revision open.
func spanURL(e wiredesk.Evidence, rev int) templ.SafeURL {
	q := fmt.Sprintf("?start=%d&end=%d&sha=%s", e.Start, e.End, escape(e.SHA256[:min(8, len(e.SHA256))]))
	if rev > 0 {
		q = fmt.Sprintf("?rev=%d&", rev) + q[1:]
	}
	return templ.SafeURL(at("documents", string(e.Document)) + q + "#span")
}

// sentenceURL returns where a statement stands in its story.
func sentenceURL(id wiredesk.StoryID, statement string) templ.SafeURL {
	return storyURL(id) + templ.SafeURL("#"+url.PathEscape(statement))
}

func partURL(id wiredesk.StoryID, part string) templ.SafeURL {
	return storyURL(id) + templ.SafeURL("/"+part)
}

func exportURL(id wiredesk.StoryID, form string) templ.SafeURL {
	return templ.SafeURL("/v1" + at("stories", string(id)) + "/export?format=" + form)
}

// local returns an address of ours to go to; "/" for any other.
func local(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n\t") {
		return "/"
	}
	return s
}

// addedURL returns where a passage stands whose bytes are not at hand.
func addedURL(id wiredesk.DocumentID, s wiredesk.Span, rev int) templ.SafeURL {
	return spanURL(wiredesk.Evidence{Document: id, Start: s.Start, End: s.End}, rev)
}

func sourceURL(x store.Source) templ.SafeURL {
	return templ.SafeURL(at("sources", strconv.FormatInt(x.Number, 10)))
}
