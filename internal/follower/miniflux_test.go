package follower_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestMinifluxParts: after a long stop the entries beyond one answer are
// asked for, until one is known; if a part cannot be had, all is asked for
// again.
func TestMinifluxParts(t *testing.T) {
	t.Parallel()
	n, asked, broken := 4, []string{}, ""
	s, err := webtest.Start(webtest.Options{Other: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/entries" {
			http.NotFound(w, r)
			return
		}
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		asked = append(asked, strconv.Itoa(offset))
		if strconv.Itoa(offset) == broken {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		var list []string
		for i := n - offset; i > max(0, n-offset-limit); i-- {
			e := harbour(i)
			list = append(list, fmt.Sprintf(`{"hash": "h%d", "url": "https://halm.example/%[1]d", "title": %q, "content": %q, "feed": {"title": "Halm Courier"}}`,
				i, e.title, "<p>"+strings.Repeat(e.text+" ", 4)+"</p>"))
		}
		fmt.Fprintf(w, `{"total": %d, "entries": [%s]}`, n, strings.Join(list, ","))
	})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	b := newBench(t, s.URL+"/v1/entries?limit=3")
	step := func(name string, more int, state string, reports int64, offsets ...string) {
		t.Helper()
		n, asked = n+more, nil
		b.once(25 * time.Hour)
		b.wantStore(name, reports, reports)
		if got := strings.Join(asked, " "); got != strings.Join(offsets, " ") || !strings.HasPrefix(b.sources()[0], state) {
			t.Errorf("%s: asked for %s, %s", name, got, b.sources()[0])
		}
	}
	step("the first time", 0, "ok", 3, "0")
	step("one more", 1, "ok", 4, "0")
	broken = "6"
	step("eight more, and a part is missing", 8, "broken: the server answers 500", 10, "0", "3", "6")
	broken = ""
	step("the part is back", 0, "ok", 12, "0", "3", "6")
	step("nothing", 0, "ok", 12, "0")
}
