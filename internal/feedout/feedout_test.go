package feedout_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/feedout"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

var bundle = &desktest.Bundle{}

const base = "https://desk.example"

// get asks for a feed.
func get(t *testing.T, db *sqlite.DB, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	for _, r := range feedout.Routes(db, feedout.Options{Base: base + "/"}) {
		mux.Handle(r.Method+" "+r.Pattern, r.Handler)
	}
	req := httptest.NewRequestWithContext(t.Context(), "GET", path, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, req)
	return w
}

// read asks for a feed and reads it as feed readers do.
func read(t *testing.T, db *sqlite.DB, path string) *gofeed.Feed {
	t.Helper()
	w := get(t, db, path)
	if w.Code != 200 {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatalf("%s: %v in\n%.1000s", path, err, w.Body)
	}
	return f
}

func TestStories(t *testing.T) {
	db := bundle.Open(t)
	list, err := db.Stories(t.Context(), 0, 30)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/stories.atom", "/stories.json"} {
		f := read(t, db, path)
		if len(f.Items) != len(list) || f.FeedLink != base+path {
			t.Fatalf("%s: %d items, %q", path, len(f.Items), f.FeedLink)
		}
		seen := map[string]bool{}
		for i, x := range f.Items {
			if x.Title != list[i].Headline || x.Link != base+"/stories/"+string(list[i].ID) || x.UpdatedParsed == nil || !strings.HasPrefix(x.GUID, "urn:uuid:") || seen[x.GUID] {
				t.Errorf("%s: item %+v of %+v", path, x, list[i])
			}
			seen[x.GUID] = true
			if list[i].Documents > 3 && (len(x.Categories) < 3 || !strings.Contains(x.Content, "independent origins")) {
				t.Errorf("%s: categories %v, content %q", path, x.Categories, x.Content)
			}
		}
	}
	if f := read(t, db, "/stories.atom?min_origins=3"); len(f.Items) == 0 || len(f.Items) == len(list) || !strings.Contains(f.Title, "min_origins 3") {
		t.Errorf("narrowed: %d of %d, %q", len(f.Items), len(list), f.Title)
	}
	for _, bad := range []string{"/stories.atom?limit=3", "/stories.json?min_origins=x", "/stories.atom?q=*", "/stories.atom?differ=perhaps"} {
		if w := get(t, db, bad); w.Code != 422 {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}

func TestStory(t *testing.T) {
	db := bundle.Open(t)
	list, err := db.Stories(t.Context(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	n := store.Written{Report: list[0].Report, Story: wiredesk.Story{ID: list[0].ID, Documents: []wiredesk.DocumentID{"a"}}, Change: &store.Change{
		Story: list[0].ID, At: time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC), Came: []wiredesk.DocumentID{"a"}, Gained: []string{"A whale was sighted."}, Figures: []store.FigureChange{{What: "dead", Before: []float64{2}, After: []float64{3}}},
	}}
	if err := db.PutStories(t.Context(), []store.Written{n}, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/feed.atom", "/feed.json"} {
		f := read(t, db, "/stories/"+string(list[0].ID)+path)
		if len(f.Items) != 2 || f.Items[0].Title != "A whale was sighted." || !strings.Contains(f.Items[0].Content, "dead: [3], before [2]") || f.Items[0].GUID == f.Items[1].GUID {
			t.Errorf("%s: %+v", path, f)
		}
	}
	if w := get(t, db, "/stories/s-0/feed.atom"); w.Code != 404 {
		t.Errorf("what is not there: %d", w.Code)
	}
}

func TestConditional(t *testing.T) {
	db := bundle.Open(t)
	for _, r := range feedout.Routes(db, feedout.Options{}) {
		if strings.Contains(r.Pattern, "{") {
			continue
		}
		w := get(t, db, r.Pattern)
		if again := get(t, db, r.Pattern, "If-None-Match", w.Header().Get("ETag")); again.Code != 304 || again.Body.Len() != 0 {
			t.Errorf("%s: %d", r.Pattern, again.Code)
		}
	}
}

// TestHostile puts each vector into every text that a feed says, thirty stories
// at a time, and wants both forms to be whole, with the same structure, and the
// text as text.
func TestHostile(t *testing.T) {
	db := desktest.Empty(t)
	const each = 30
	var docs []*wiredesk.Document
	for i := range each {
		docs = append(docs, sample.Document(fmt.Sprint(i), "Outlet", "A whale was sighted off Halm.", i))
	}
	list := desktest.Apart(t, db, docs...)
	all := append(sample.Vectors(), "\x1b[2J\x00\ufffe", "a\u202Eb", "\xff\xfe", "]]>", "</title></feed>")
	for some := range slices.Chunk(all, each) {
		var written []store.Written
		for i, s := range some {
			st := wiredesk.Statement{Text: s + " word"}
			side := wiredesk.Side{Value: s}
			w := store.Written{Report: list[i].Report, Story: wiredesk.Story{ID: list[i].Begins, Documents: []wiredesk.DocumentID{"a"}, Entities: []wiredesk.Entity{{Name: s, Type: "person"}},
				Claims: wiredesk.Claims{Differ: []wiredesk.ClaimSet{{About: s, Sides: []wiredesk.Side{side, side}}}}}}
			w.Story.Headline, w.Story.KeyPoints = &st, []wiredesk.Statement{st}
			if i == 0 {
				w.Change = &store.Change{Story: list[0].Begins, At: time.Unix(1000, 0), Gained: some, Lost: some, Differ: some, Figures: []store.FigureChange{{What: s}}, Gone: []store.Gone{{Statement: s}}}
			}
			written = append(written, w)
		}
		if err := db.PutStories(t.Context(), written, nil); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/stories.atom", "/stories/" + string(list[0].Begins) + "/feed.atom"} {
			checkAtom(t, some, get(t, db, path).Body.Bytes())
		}
		for _, path := range []string{"/stories.json", "/stories/" + string(list[0].Begins) + "/feed.json"} {
			if b := get(t, db, path).Body.Bytes(); !json.Valid(b) || bytes.ContainsAny(b, "<>&") {
				t.Errorf("%q: %.500s", some, b)
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d vectors", len(all))
}

// checkAtom wants no element, kind of text or address that Atom of ours has
// not, and no character that reorders or controls.
func checkAtom(t *testing.T, s []string, b []byte) {
	t.Helper()
	ours := []string{"feed", "id", "title", "updated", "author", "name", "link", "entry", "published", "category", "content"}
	in := xml.NewDecoder(bytes.NewReader(b))
	for {
		tok, err := in.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v in %.500s", s, err, b)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if !slices.Contains(ours, tok.Name.Local) || tok.Name.Space != "http://www.w3.org/2005/Atom" {
				t.Errorf("%q makes <%s>", s, tok.Name.Local)
			}
			for _, a := range tok.Attr {
				if a.Name.Local == "href" && !strings.HasPrefix(a.Value, base) || a.Name.Local == "type" && a.Value != "text" {
					t.Errorf("%q makes %s=%q", s, a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			for _, r := range string(tok) {
				if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) && r > '\u2000' && r != '\u200E' && r != '\u200F' {
					t.Errorf("%q leaves %q", s, r)
				}
			}
		case xml.Comment, xml.Directive:
			t.Errorf("%q makes %v", s, tok)
		}
	}
}

// TestDocumented holds docs/api.md to the feeds.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, r := range feedout.Routes(desktest.Empty(t), feedout.Options{}) {
		names := ""
		if !strings.Contains(r.Pattern, "{") {
			names = "`" + strings.Join(feedout.Parameters(), "` `") + "`"
		}
		want[r.Method+" "+r.Pattern] = r.Role.String() + " " + names
	}
	have := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(GET /stories[^`]*)` \\| (\\w+) \\|([^|]*)\\|").FindAllStringSubmatch(string(b), -1) {
		have[m[1]] = m[2] + " " + strings.TrimSpace(m[3])
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("docs/api.md (-routes +docs):\n%s", diff)
	}
}
