package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/trace"
	"github.com/wiredesk/wiredesk/internal/verify"
	"github.com/wiredesk/wiredesk/internal/worker"
)

var bundle = &desktest.Bundle{}

// options take reports in and look for events all the time.
func options(db *sqlite.DB) api.Options {
	return api.Options{
		Poll: 5 * time.Millisecond,
		Put: func(ctx context.Context, in []store.Incoming) ([]store.Receipt, error) {
			return worker.Put(ctx, db, in, worker.Options{MinFree: -1})
		},
		Feeds: func(context.Context) ([]api.Feed, error) { return []api.Feed{{ID: "f1", State: "ok"}}, nil },
	}
}

// serve returns a server of all routes.
func serve(t testing.TB, db *sqlite.DB) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for _, r := range api.Routes(db, options(db)) {
		mux.Handle(r.Method+" "+r.Pattern, r.Handler)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// ask returns the status, header and body of a request.
func ask(t testing.TB, method, address, body string, header ...string) (int, http.Header, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, b.Bytes()
}

// get reads JSON.
func get[T any](t testing.TB, address string) T {
	t.Helper()
	status, _, b := ask(t, "GET", address, "")
	if status != 200 {
		t.Fatalf("GET %s: %d %s", address, status, b)
	}
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("GET %s: %v: %s", address, err, b)
	}
	if bytes.Contains(b, []byte(":null")) && !strings.Contains(address, "brief") && !bytes.Contains(b, []byte(`"attributed_to":null`)) {
		t.Errorf("GET %s: a list is null: %.300s", address, b)
	}
	return v
}

// biggest returns the story of the store with the most reports.
func biggest(t testing.TB, db *sqlite.DB) *wiredesk.Story {
	t.Helper()
	list, err := db.Stories(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	best := list[0]
	for _, e := range list {
		if e.Documents > best.Documents {
			best = e
		}
	}
	s, _, err := db.Story(t.Context(), best.ID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStories(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	all := get[api.StoryPage](t, s.URL+"/v1/stories?limit=100")
	if len(all.Stories) < 10 || all.Next != "" {
		t.Fatalf("%d stories, next %q", len(all.Stories), all.Next)
	}
	var paged []store.Listed
	for next := ""; ; {
		p := get[api.StoryPage](t, s.URL+"/v1/stories?limit=4&cursor="+next)
		paged = append(paged, p.Stories...)
		if next = p.Next; next == "" {
			break
		}
	}
	if diff := cmp.Diff(all.Stories, paged); diff != "" {
		t.Errorf("four at a time (-all +paged):\n%s", diff)
	}
	big := biggest(t, db)
	for query, ok := range map[string]func(e store.Listed) bool{
		"min_origins=3": func(e store.Listed) bool { return e.Origins >= 3 },
		"differ=true":   func(e store.Listed) bool { return e.Differ > 0 },
		"single=true":   func(e store.Listed) bool { return e.Single > 0 },
		"since=" + url.QueryEscape(all.Stories[3].LastPublished.String()):                         func(e store.Listed) bool { return !e.LastPublished.Before(all.Stories[3].LastPublished.Time) },
		"entity=" + url.QueryEscape(big.Entities[0].Name):                                         func(store.Listed) bool { return true },
		"entity=" + store.EntityID(big.Entities[0].Type, big.Entities[0].Name) + "&min_origins=2": func(e store.Listed) bool { return e.Origins >= 2 },
		"q=" + url.QueryEscape(strings.Fields(big.Headline.Text)[0]) + "&lang=en":                 func(store.Listed) bool { return true },
	} {
		p := get[api.StoryPage](t, s.URL+"/v1/stories?limit=100&"+query)
		if len(p.Stories) == 0 || len(p.Stories) == len(all.Stories) && !strings.HasPrefix(query, "entity") {
			t.Errorf("%s: %d of %d stories", query, len(p.Stories), len(all.Stories))
		}
		for _, e := range p.Stories {
			if !ok(e) {
				t.Errorf("%s: %+v", query, e)
			}
		}
	}
	for _, query := range []string{"lang=xx", "place=Nowhere", "q=%22no+such+words%22", "since=2099-01-01T00:00:00Z"} {
		if p := get[api.StoryPage](t, s.URL+"/v1/stories?"+query); len(p.Stories) != 0 {
			t.Errorf("%s: %d stories", query, len(p.Stories))
		}
	}
}

func TestStory(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	want := biggest(t, db)
	at := s.URL + "/v1/stories/" + string(want.ID)
	if diff := cmp.Diff(*want, get[wiredesk.Story](t, at)); diff != "" {
		t.Errorf("story (-store +api):\n%s", diff)
	}
	if diff := cmp.Diff(api.Brief{Story: want.ID, Counts: want.Counts, Brief: want.Brief}, get[api.Brief](t, at+"/brief")); diff != "" {
		t.Errorf("brief:\n%s", diff)
	}
	if diff := cmp.Diff(want.Timeline, get[api.Timeline](t, at+"/timeline").Timeline); diff != "" {
		t.Errorf("timeline:\n%s", diff)
	}
	if diff := cmp.Diff(want.Claims, get[api.Claims](t, at+"/claims").Claims); diff != "" || len(want.Claims.Agree)+len(want.Claims.Differ) == 0 {
		t.Errorf("claims:\n%s", diff)
	}
	if diff := cmp.Diff(want.Figures, get[api.Figures](t, at+"/figures").Figures); diff != "" || len(want.Figures) == 0 {
		t.Errorf("figures:\n%s", diff)
	}
	if diff := cmp.Diff(want.Quotations, get[api.Quotes](t, at+"/quotes").Quotations); diff != "" || len(want.Quotations) == 0 {
		t.Errorf("quotes:\n%s", diff)
	}
	if diff := cmp.Diff(want.Origins, get[api.Copies](t, at+"/copies").Origins); diff != "" {
		t.Errorf("copies:\n%s", diff)
	}
	m := get[api.Members](t, at+"/reports")
	if len(m.Reports) != len(want.Documents) || m.Story != want.ID || m.Reports[0].Text != "" || m.Reports[1].Why.Score == 0 {
		t.Errorf("reports: %+v", m)
	}
	if c := get[wiredesk.Changes](t, at+"/changes"); len(c.Changes) != 1 || c.Changes[0].What != "story" {
		t.Errorf("all that is new: %+v", c)
	}
	late := want.LastPublished.Add(-time.Hour).UTC().Format(time.RFC3339)
	if c := get[wiredesk.Changes](t, at+"/changes?since="+late); len(c.Documents) == 0 || len(c.Documents) == len(want.Documents) {
		t.Errorf("new since %s: %v of %v", late, c.Documents, want.Documents)
	}
	if c := get[wiredesk.Changes](t, at+"/changes?since=2099-01-01T00:00:00Z"); len(c.Changes) != 0 || c.Story != want.ID || c.Title == "" {
		t.Errorf("nothing new: %+v", c)
	}
}

func TestExport(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	at := s.URL + "/v1/stories/" + string(biggest(t, db).ID) + "/export"
	r := get[wiredesk.Result](t, at)
	if rep := verify.Result(&r, r.Documents); len(rep.Failures) > 0 || rep.Statements == 0 {
		t.Errorf("verify: %d statements, %v", rep.Statements, rep.Failures)
	}
	for format, want := range map[string]string{"ninjs": "application/json", "jsonld": "application/ld+json", "md": "text/markdown", "html": "text/html", "eml": "message/rfc822", "text": "text/plain"} {
		status, h, b := ask(t, "GET", at+"?format="+format, "")
		if status != 200 || !strings.HasPrefix(h.Get("Content-Type"), want) || len(b) < 500 || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %d %v %d bytes", format, status, h, len(b))
		}
	}
}

// TestTrace: every statement of every story holds, and shows its bytes.
func TestTrace(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	n := 0
	for _, e := range get[api.StoryPage](t, s.URL+"/v1/stories?limit=100").Stories {
		st, _, err := db.Story(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for x := range st.Statements() {
			n++
			tr := get[trace.Trace](t, s.URL+"/v1/sentences/"+x.ID+"/trace")
			if !tr.Holds || tr.Statement.Text != x.Text || tr.Story != e.ID || len(tr.Passages) != len(x.Evidence)+len(x.Beside()) {
				t.Errorf("%s %q: %+v", x.ID, x.Text, tr)
			}
			for _, p := range tr.Passages {
				text := get[api.Text](t, fmt.Sprintf("%s/v1/documents/%s/text?rev=%d&start=%d&end=%d", s.URL, url.PathEscape(string(p.Document)), p.Revision, p.Start, p.End))
				if text.Text != p.Quote || text.SHA256 != p.SHA256 || !p.Current {
					t.Errorf("%s: passage %+v, text %q", x.ID, p, text.Text)
				}
			}
			if n%7 != 0 { // a few of each will do
				break
			}
		}
	}
	if n < 10 {
		t.Errorf("%d statements", n)
	}
}

func TestDocuments(t *testing.T) {
	db := desktest.Empty(t)
	s := serve(t, db)
	const id = "a/b c?d é"
	line := func(text string) string {
		b, err := json.Marshal(map[string]string{"id": id, "title": "Ferry", "text": text})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	status, _, b := ask(t, "POST", s.URL+"/v1/documents", line("Él vino 🚢 aquí.")+"\n"+line("Él vino 🚢 aquí. Fin."), "Content-Type", "application/x-ndjson")
	want := `{"receipts":[{"document":"a/b c?d é","revision":1,"outcome":"added"},{"document":"a/b c?d é","revision":2,"outcome":"revised"}]}` + "\n"
	if status != 200 || string(b) != want {
		t.Fatalf("%d %s", status, b)
	}
	at := s.URL + "/v1/documents/" + url.PathEscape(id)
	if r := get[api.Report](t, at); len(r.Revisions) != 2 || r.Text != "" || r.Title != "Ferry" || r.Story != "" {
		t.Errorf("%+v", r)
	}
	for query, want := range map[string]string{
		"rev=1": "Él vino 🚢 aquí.", "": "Él vino 🚢 aquí. Fin.",
		"start=0&end=3": "Él", "start=9&end=13": "🚢", "start=8&end=9&unit=code_points": "🚢", "start=8&end=10&unit=utf16": "🚢", "start=10&unit=code_points": "aquí. Fin.",
	} {
		x := get[api.Text](t, at+"/text?"+query)
		if x.Text != want || x.SHA256 != wiredesk.Hash(want) || x.End.Bytes-x.Start.Bytes != len(want) {
			t.Errorf("%s: %+v, want %q", query, x, want)
		}
	}
	for _, query := range []string{"start=1", "end=500", "start=9&end=3", "start=9&unit=utf16", "unit=runes", "start=-1", "start=x"} {
		if status, _, b := ask(t, "GET", at+"/text?"+query, ""); status != 422 {
			t.Errorf("%s: %d %s", query, status, b)
		}
	}
	if status, _, b := ask(t, "GET", at+"/text?rev=9", ""); status != 404 {
		t.Errorf("a revision that is not there: %d %s", status, b)
	}
	desktest.Write(t, db, false)
	if r := get[api.Report](t, at); r.Story == "" || !r.Withdrawn.IsZero() {
		t.Errorf("filed: %+v", r)
	}
	taken := strings.Replace(line("Weg."), "{", `{"withdrawn":"2026-10-06T08:00:00Z",`, 1)
	if status, _, b := ask(t, "POST", s.URL+"/v1/documents", taken, "Content-Type", "application/json"); status != 200 || !strings.Contains(string(b), `"revision":3,"outcome":"revised"`) {
		t.Errorf("taken back: %d %s", status, b)
	}
	desktest.Write(t, db, false)
	r := get[api.Report](t, at)
	if r.Withdrawn.String() != "2026-10-06T08:00:00Z" || len(r.Revisions) != 3 || r.Revisions[2].Withdrawn.IsZero() || !r.Revisions[1].Withdrawn.IsZero() || r.Revisions[2].SHA256 != r.Revisions[1].SHA256 {
		t.Errorf("withdrawn: %+v", r)
	}
	if st, _, err := db.Story(t.Context(), r.Story); err != nil || len(st.Withdrawn) != 1 || st.Counts.Origins != 0 || st.Headline != nil {
		t.Errorf("its story: %+v", st)
	}
}

func TestEntity(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	by, about := 0, 0
	for _, x := range biggest(t, db).Entities {
		e := get[api.Entity](t, s.URL+"/v1/entities/"+store.EntityID(x.Type, x.Name))
		if e.Name.Name != x.Name || e.Stories < 1 || len(e.Latest) != e.Stories {
			t.Errorf("%s: %+v", x.Name, e)
		}
		by, about = by+len(e.By), about+len(e.About)
	}
	if by == 0 || about == 0 {
		t.Errorf("%d quotations by, %d about", by, about)
	}
}

func TestSearch(t *testing.T) {
	s := serve(t, bundle.Open(t))
	f := get[api.Found](t, s.URL+"/v1/search?q=earthquake&limit=3")
	if len(f.Reports) != 3 || len(f.Stories) == 0 || f.Reports[0].Passage == "" {
		t.Errorf("%+v", f)
	}
	if f := get[api.Found](t, s.URL+"/v1/search?q=earthquake&in=stories"); len(f.Reports) != 0 || len(f.Stories) == 0 {
		t.Errorf("%+v", f)
	}
}

func TestHandInRefuses(t *testing.T) {
	db := desktest.Empty(t)
	s := serve(t, db)
	many := strings.Repeat(`{"text":"A ferry sank."}`, wiredesk.MaxPosted+1)
	for _, tt := range []struct {
		name, kind, body string
		want             int
	}{
		{"nothing", "application/json", "", 400},
		{"white space", "application/json", " \n", 422},
		{"no JSON", "application/json", "ferry", 422},
		{"half of it", "application/json", `{"text":"A ferry sank."`, 422},
		{"a good one before a bad one", "application/json", `{"text":"A ferry sank."} {"text":""}`, 422},
		{"a list", "application/json", `[{"text":"A ferry sank."}]`, 422},
		{"a bad date", "application/json", `{"text":"A ferry sank.","published":"soon"}`, 422},
		{"too many", "application/json", many, 413},
		{"too large", "application/json", `{"text":"` + strings.Repeat("a", wiredesk.MaxPost) + `"}`, 413},
		{"a text too large", "application/json", `{"text":"` + strings.Repeat("a", wiredesk.MaxText+1) + `"}`, 413},
		{"a form", "application/x-www-form-urlencoded", `{"text":"A ferry sank."}`, 415},
		{"deep", "application/json", strings.Repeat("[", 1<<20), 422},
	} {
		status, h, b := ask(t, "POST", s.URL+"/v1/documents", tt.body, "Content-Type", tt.kind)
		if status != tt.want || h.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %.300s, want %d", tt.name, status, h.Get("Content-Type"), b, tt.want)
		}
	}
	if st, err := db.Stats(t.Context()); err != nil || st.Reports != 0 {
		t.Errorf("%d reports were taken in, %v", st.Reports, err)
	}
	for _, want := range []string{"added", "known"} {
		_, _, b := ask(t, "POST", s.URL+"/v1/documents", `{"id":"a","text":"A ferry sank."}`, "Content-Type", "application/json; charset=utf-8")
		if !strings.Contains(string(b), want) {
			t.Errorf("%s: %s", want, b)
		}
	}
}

func TestMergeSplit(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	list := get[api.StoryPage](t, s.URL+"/v1/stories?limit=2").Stories
	big := biggest(t, db)
	post := func(id wiredesk.StoryID, verb, body string) (int, []byte) {
		status, _, b := ask(t, "POST", s.URL+"/v1/stories/"+string(id)+"/"+verb, body, "Content-Type", "application/json")
		return status, b
	}
	last := big.Documents[len(big.Documents)-1]
	for _, tt := range []struct {
		id         wiredesk.StoryID
		verb, body string
		want       int
	}{
		{list[0].ID, "merge", fmt.Sprintf(`{"with":%q}`, list[0].ID), 409},
		{list[0].ID, "merge", `{"with":"s-0"}`, 404},
		{"s-0", "merge", fmt.Sprintf(`{"with":%q}`, list[0].ID), 404},
		{list[0].ID, "merge", `{}`, 422},
		{list[0].ID, "merge", fmt.Sprintf(`{"with":%q,"and":"more"}`, list[1].ID), 422},
		{big.ID, "split", `{"documents":[]}`, 422},
		{big.ID, "split", `{"documents":["no such"]}`, 404},
		{list[0].ID, "merge", fmt.Sprintf(`{"with":%q}`, list[1].ID), 202},
		{big.ID, "split", fmt.Sprintf(`{"documents":[%q]}`, last), 202},
	} {
		if status, b := post(tt.id, tt.verb, tt.body); status != tt.want {
			t.Errorf("%s %s %s: %d %s, want %d", tt.verb, tt.id, tt.body, status, b, tt.want)
		}
	}
	if asked, err := db.Decided(t.Context()); err != nil || len(asked) != 2 {
		t.Errorf("asked for: %q, %v", asked, err)
	}
	desktest.Write(t, db, true)
	a, b := get[wiredesk.Story](t, s.URL+"/v1/stories/"+string(list[0].ID)), get[wiredesk.Story](t, s.URL+"/v1/stories/"+string(list[1].ID))
	if a.ID != b.ID {
		t.Errorf("merged: %s and %s", a.ID, b.ID)
	}
	if r := get[api.Report](t, s.URL+"/v1/documents/"+url.PathEscape(string(last))); r.Story == big.ID || r.Story == "" {
		t.Errorf("split: it stands in %q", r.Story)
	}
	if status, b := post(big.ID, "split", fmt.Sprintf(`{"documents":[%q]}`, last)); status != 409 {
		t.Errorf("split again: %d %s", status, b)
	}
}
