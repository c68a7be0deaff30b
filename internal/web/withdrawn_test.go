package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// TestWithdrawn: a report that its outlet took back is named on its page, on
// that of its story, beside a passage of it and in the changes, first while the
// brief still rests on it and then when it does not.
func TestWithdrawn(t *testing.T) {
	doc := func(id, text string, hour int) *wiredesk.Document {
		d := &wiredesk.Document{ID: wiredesk.DocumentID(id), Outlet: "The " + id, Title: "Bridge at Orn falls into river", Text: text, Language: "en",
			Published: wiredesk.Time{Time: time.Date(2026, 10, 5, hour, 0, 0, 0, time.UTC)}}
		d.Seal()
		return d
	}
	a := doc("a", "The bridge at Orn fell into the river on Monday, the mayor of Halm, Ada Quill, said. The mayor said that 14 people were hurt. Divers searched the river until midnight.", 8)
	b := doc("b", "Divers searched the river at Orn for hours after the bridge fell into it on Monday. The mayor of Halm, Ada Quill, asked people to keep away from the bridge.", 9)
	d := open(t, []*wiredesk.Document{a, b})
	id := wiredesk.BegunBy(a)
	s, _, err := d.db.Story(t.Context(), id)
	if err != nil || len(s.Documents) != 2 {
		t.Fatalf("story %v, %v", s, err)
	}
	sentence := ""
	for st := range s.Statements() {
		if st.Evidence[0].Document == "a" {
			sentence = st.ID
		}
	}
	if sentence == "" {
		t.Fatal("no sentence of the report that will be withdrawn")
	}
	const says = "withdrawn by its outlet, seen 6 Oct 2026 08:00"
	span := fmt.Sprintf("/documents/a/passage?start=0&end=10&sha=%s", wiredesk.Hash(a.Text[:10]))
	pages := []string{"/documents/a", "/documents/a?rev=1", "/stories/" + string(id), "/stories/" + string(id) + "/sources", "/statements/" + url.PathEscape(sentence), "/statements/" + url.PathEscape(sentence) + "/passages", span}
	count := func(path string) int {
		t.Helper()
		page := d.ask("GET", path, nil, nil)
		if page.Code != 200 {
			t.Errorf("%s: %d", path, page.Code)
		}
		return strings.Count(page.Body.String(), says)
	}
	for _, path := range pages {
		if n := count(path); n > 0 {
			t.Errorf("%s: it stands, and %d times it is said that it does not", path, n)
		}
	}
	back := &wiredesk.Document{ID: "a", Withdrawn: wiredesk.Time{Time: time.Date(2026, 10, 6, 8, 0, 0, 0, time.UTC)}}
	back.Seal()
	w, err := worker.Open(t.Context(), d.db, worker.Options{MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	d.put(t, w, back)
	for _, path := range pages {
		if count(path) == 0 {
			t.Errorf("%s does not say so before the brief is written anew", path)
		}
	}
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := d.ask("GET", "/stories/"+string(id), nil, nil).Body.String()
	if !strings.Contains(page, says) || !strings.Contains(page, "1 report withdrawn") {
		t.Errorf("the story: %s", text(t, []byte(page)))
	}
	if _, err := w.Put(t.Context(), []store.Incoming{{Document: a, Stands: true}}); err != nil {
		t.Fatal(err)
	}
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, path := range pages {
		if n := count(path); n > 0 {
			t.Errorf("%s: it is there again, and %d times it is said that it is not", path, n)
		}
	}
	page = text(t, d.ask("GET", "/documents/a", nil, nil).Body.Bytes())
	if !strings.Contains(page, "withdrawn by its outlet") || !strings.Contains(page, "it stands again") {
		t.Errorf("the revisions: %s", page)
	}
}
