package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestManyExports asks for 200 exports of the largest story at once, half of
// them by callers who leave before they have the answer: the others get all of
// it, or are told that it takes too long, and a reader of the list is served
// beside them.
func TestManyExports(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	story := string(biggest(t, db).ID)
	formats := []string{"json", "html", "md", "ninjs"}
	want := map[string][]byte{}
	for _, f := range formats {
		status, _, b := ask(t, "GET", s.URL+"/v1/stories/"+story+"/export?format="+f, "")
		if status != http.StatusOK || len(b) == 0 {
			t.Fatalf("%s: %d", f, status)
		}
		want[f] = b
	}
	client := &http.Client{Transport: &http.Transport{}}
	get := func(ctx context.Context, at string) (int, []byte, error) {
		req, err := http.NewRequestWithContext(ctx, "GET", s.URL+at, nil)
		if err != nil {
			return 0, nil, err
		}
		res, err := client.Do(req)
		if err != nil {
			return 0, nil, err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		return res.StatusCode, b, err
	}
	const callers = 200
	var wg sync.WaitGroup
	var whole, late atomic.Int32
	for i := range callers {
		wg.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			f := formats[i/2%len(formats)]
			leaves := i%2 == 1
			if leaves {
				time.AfterFunc(time.Duration(i%10)*time.Millisecond, cancel)
			}
			status, b, err := get(ctx, "/v1/stories/"+story+"/export?format="+f)
			switch {
			case leaves:
			case err == nil && status == http.StatusOK && bytes.Equal(b, want[f]):
				whole.Add(1)
			case err == nil && status == http.StatusServiceUnavailable && bytes.Contains(b, []byte("too long")): // on a busy machine
				late.Add(1)
			default:
				t.Errorf("caller %d, %s: %d, %d bytes, %v", i, f, status, len(b), err)
			}
		})
	}
	wg.Go(func() {
		if status, _, err := get(t.Context(), "/v1/stories"); status != http.StatusOK && status != http.StatusServiceUnavailable {
			t.Errorf("the list beside them: %d, %v", status, err)
		}
	})
	wg.Wait()
	if whole.Load() == 0 {
		t.Errorf("nobody was served, %d were late", late.Load())
	}
	t.Logf("%d served, %d told that it takes too long, %d left", whole.Load(), late.Load(), callers/2)
}

// TestFarOffset: what is asked for far behind the end is refused or empty, and
// a query of a MiB is refused before it is read.
func TestFarOffset(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	id := string(biggest(t, db).Documents[0])
	for at, want := range map[string]int{
		"/v1/search?q=" + strings.Repeat("a", 2<<20):              http.StatusRequestHeaderFieldsTooLarge,
		"/v1/search?q=" + strings.Repeat("a%2A%20", 170):          http.StatusOK,
		"/v1/search?q=" + strings.Repeat("a%2A%20", 400):          http.StatusUnprocessableEntity,
		"/v1/stories?cursor=" + strings.Repeat("A", 1000):         http.StatusUnprocessableEntity,
		"/v1/stories?limit=1000000000000000000000":                http.StatusUnprocessableEntity,
		"/v1/documents/" + id + "/text?start=9223372036854775807": http.StatusUnprocessableEntity,
		"/v1/documents/" + id + "/text?rev=1000000":               http.StatusNotFound,
	} {
		if status, _, b := ask(t, "GET", s.URL+at, ""); status != want {
			t.Errorf("%.60s: %d %.200s, want %d", at, status, b, want)
		}
	}
	far := fmt.Sprint("/v1/stories?cursor=", "LTEuMQ") // -1.1: behind the last
	if p := get[struct{ Stories []any }](t, s.URL+far); len(p.Stories) != 0 {
		t.Errorf("behind the end: %d stories", len(p.Stories))
	}
}
