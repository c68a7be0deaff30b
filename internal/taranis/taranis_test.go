package taranis_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/taranis"
)

func post(t *testing.T, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	for _, r := range taranis.Routes(nil) {
		mux.Handle(r.Method+" "+r.Pattern, r.Handler)
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(body)))
	return w
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// groups sends stories and returns the clusters, each a sorted list of ids.
func groups(t *testing.T, path string, stories []map[string]any) [][]string {
	t.Helper()
	w := post(t, path, marshal(t, map[string]any{"stories": stories}))
	var r struct {
		Clusters struct {
			Events [][]string `json:"event_clusters"`
		} `json:"cluster_ids"`
		Message string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || w.Code != 200 || r.Message == "" {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	for _, c := range r.Clusters.Events {
		slices.Sort(c)
	}
	return r.Clusters.Events
}

// story is a story of one item.
func story(d *wiredesk.Document) map[string]any {
	return map[string]any{"id": "t-" + string(d.ID), "tags": map[string]any{}, "news_items": []any{news(d)}}
}

func news(d *wiredesk.Document) map[string]any {
	return map[string]any{"id": string(d.ID), "title": d.Title, "content": d.Text, "language": d.Language, "link": d.URL, "published": d.Published.String()}
}

// TestBundled: the bundled reports come back as the stories that `wiredesk
// group` makes of them, wherever the fields stand.
func TestBundled(t *testing.T) {
	r, err := pipeline.Run(t.Context(), desktest.Documents(t), pipeline.Config{GroupOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, s := range r.Stories {
		var ids []string
		for _, d := range s.Documents {
			ids = append(ids, "t-"+string(d))
		}
		if slices.Sort(ids); len(ids) > 1 {
			want = append(want, ids)
		}
	}
	slices.SortFunc(want, slices.Compare)
	var flat, deep []map[string]any
	for _, d := range desktest.Documents(t) {
		flat = append(flat, story(d))
		deep = append(deep, map[string]any{"id": "t-" + string(d.ID), "news_items": []any{map[string]any{"id": "x", "news_item_data": news(d)}}})
	}
	for path, stories := range map[string][]map[string]any{"/cluster": flat, "/": deep} {
		var got [][]string
		all := 0
		for _, c := range groups(t, path, stories) {
			if all += len(c); len(c) > 1 {
				got = append(got, c)
			}
		}
		slices.SortFunc(got, slices.Compare)
		if diff := cmp.Diff(want, got); diff != "" || all != len(stories) {
			t.Errorf("%s: %d of %d stories are in a cluster (-group +got):\n%s", path, all, len(stories), diff)
		}
	}
}

// TestTogether: what is one story already stays one, and takes others in; what
// has no text stands alone; and the same is answered twice.
func TestTogether(t *testing.T) {
	docs := desktest.Documents(t)
	var quake []*wiredesk.Document
	for _, d := range docs {
		if strings.Contains(d.Text, "Tergistan") && len(quake) < 3 {
			quake = append(quake, d)
		}
	}
	stories := []map[string]any{
		{"id": "empty", "news_items": []any{map[string]any{"title": "", "content": ""}}},
		{"id": "many", "news_items": []any{news(quake[0]), news(quake[1])}},
		{"id": "bare", "news_items": []any{}},
		story(quake[2]),
	}
	want := [][]string{{"empty"}, {"many", "t-" + string(quake[2].ID)}, {"bare"}}
	for range 2 {
		if diff := cmp.Diff(want, groups(t, "/cluster", stories)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := groups(t, "/cluster", nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       int
	}{
		{"no JSON", "stories", 422},
		{"a list", "[]", 422},
		{"no id", `{"stories":[{"news_items":[{"title":"A ferry sank"}]}]}`, 422},
		{"too many", `{"stories":[{"id":"a","news_items":[` + strings.Repeat(`{"title":"A ferry sank"},`, wiredesk.MaxClustered) + `{"title":"A ferry sank"}]}]}`, 413},
		{"too large", `{"stories":"` + strings.Repeat("a", wiredesk.MaxPost) + `"}`, 413},
		{"a text too large", `{"stories":[{"id":7,"news_items":[{"title":"x","content":"` + strings.Repeat("a", wiredesk.MaxText+1) + `"}]}]}`, 200},
	} {
		if w := post(t, "/cluster", tt.body); w.Code != tt.want || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d %.200s, want %d", tt.name, w.Code, w.Body, tt.want)
		}
	}
}

// TestDocumented: each route stands in docs/api.md.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range taranis.Routes(nil) {
		if row := fmt.Sprintf("\n| `%s %s` | %s |", r.Method, strings.TrimSuffix(r.Pattern, "{$}"), r.Role); !strings.Contains(string(b), row) {
			t.Errorf("no row %q", row)
		}
	}
}
