package outside_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/outside"
)

// serve answers about a document without text with nothing, and about another
// as f does.
func serve(t *testing.T, f http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		var q struct{ Text string }
		if err := json.Unmarshal(b, &q); err != nil {
			t.Error(err)
		}
		if q.Text == "" {
			fmt.Fprint(w, `{"spans":[]}`)
			return
		}
		f(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestHTTP(t *testing.T) {
	var asked string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		asked = r.Method + " " + r.Header.Get("Content-Type") + " " + string(b)
		if strings.Contains(asked, "Osterby") {
			fmt.Fprint(w, `{"spans":[{"start":0,"end":7,"type":"place"}],"score":0.5}`)
			return
		}
		fmt.Fprint(w, `{"spans":[],"name":"small","version":"2","weights":"abc"}`)
	}))
	t.Cleanup(s.Close)
	a := started(t)(outside.HTTP(t.Context(), s.URL, outside.Options{}))
	d := document(t, "Osterby grew. So did “Ålvik”.")
	if err := a.Annotate(d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]wiredesk.Mention{{Span: wiredesk.Span{Start: 0, End: 7}, Type: "place"}}, d.Mentions); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(analysis.Made{Annotator: "annotator.http small", Version: "2", Weights: "abc"}, a.Made()); diff != "" {
		t.Errorf("Made (-want +got):\n%s", diff)
	}
	want := `POST application/json {"document":"d","language":"en","published":"2026-10-05T12:00:00Z","text":"Osterby grew. So did “Ålvik”.",` +
		`"tokens":[[0,7],[8,12],[12,13],[14,16],[17,20],[21,24],[24,30],[30,33],[33,34]],"sentences":[[0,13],[14,34]]}`
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestAnswers sends answers about "Åse, Bo" that do not pass.
func TestAnswers(t *testing.T) {
	span := func(s string) string { return `{"spans":[` + s + `]}` }
	const ase = `{"start":0,"end":4,"type":"person"}`
	for _, tt := range []struct{ name, answer, want string }{
		{"empty", "", `it answers "", which is no JSON object`},
		{"list", "[]", `it answers "[]", which is no JSON object`},
		{"half", `{"spans":[`, "not as the protocol has it: invalid input: unexpected end of JSON input"},
		{"two objects", `{"spans":[]}{"spans":[]}`, "not as the protocol has it"},
		{"no spans", `{"span":[]}`, `has no "spans"`},
		{"null", `{"spans":null}`, `has no "spans"`},
		{"offset is a word", span(`{"start":"0","end":4}`), "not as the protocol has it"},
		{"no end", span(`{"start":0,"type":"person"}`), `span 1 of its answer has no "start" or no "end"`},
		{"negative", span(`{"start":-1,"end":4,"type":"person"}`), "span 1 of its answer [-1, 4) is not inside the text, which has 8 bytes"},
		{"behind the end", span(ase + `,{"start":6,"end":9,"type":"person"}`), "span 2 of its answer [6, 9) is not inside the text"},
		{"far behind", span(`{"start":0,"end":99999999999999999999,"type":"person"}`), "not as the protocol has it"},
		{"empty span", span(`{"start":4,"end":4,"type":"person"}`), "[4, 4) is empty"},
		{"backwards", span(`{"start":4,"end":1,"type":"person"}`), "[4, 1) is empty"},
		{"overlap", span(ase + `,{"start":3,"end":8,"type":"person"}`), "span 2 of its answer [3, 8) begins before the end of the one before it, 4"},
		{"characters for bytes", span(`{"start":0,"end":1,"type":"person"}`), "[0, 1) cuts a character"},
		{"inside a character", span(`{"start":1,"end":4,"type":"person"}`), "[1, 4) cuts a character"},
		{"type", span(`{"start":0,"end":4,"type":"PER"}`), `has type "PER", and may have person, organisation, place, other`},
		{"value", span(`{"start":0,"end":4,"type":"person","value":"a\u0000"}`), `has value "a\x00", which is too long or not plain text`},
		{"white space", span(`{"start":5,"end":6,"type":"person"}`), "[5, 6) has neither a letter nor a digit"},
		{"a comma", span(`{"start":4,"end":6,"type":"person"}`), "[4, 6) has neither a letter nor a digit"},
		{"half a word each", span(`{"start":0,"end":3,"type":"person"},{"start":3,"end":4,"type":"person"}`), "span 2 of its answer [3, 4) shares a word with the one before it"},
		{"another layer", `{"layer":"times","spans":[]}`, `it answers with layer "times", and said at first that it writes names`},
		{"no layer", `{"layer":"tree","spans":[]}`, `it answers with layer "tree"`},
		{"refused", `{"error":"too busy"}`, "it says: too busy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := started(t)(outside.HTTP(t.Context(), serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.answer) }), outside.Options{}))
			d := document(t, "Åse, Bo")
			wantError(t, a.Annotate(d), tt.want)
			if d.Mentions != nil {
				t.Errorf("mentions %v were written", d.Mentions)
			}
		})
	}
}

func TestWidened(t *testing.T) {
	for _, tt := range []struct{ spans, want string }{
		{`{"start":0,"end":3,"type":"person"}`, "Åse"},
		{`{"start":2,"end":5,"type":"person"},{"start":7,"end":8,"type":"person"}`, "Åse,|Bo"},
		{`{"start":3,"end":4,"type":"person"},{"start":4,"end":7,"type":"person"}`, "Åse|, Bo"},
	} {
		a := started(t)(outside.HTTP(t.Context(), serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, `{"spans":[%s]}`, tt.spans) }), outside.Options{}))
		d := document(t, "Åse, Bo")
		if err := a.Annotate(d); err != nil {
			t.Errorf("%s: %v", tt.spans, err)
			continue
		}
		var got []string
		for _, m := range d.Mentions {
			got = append(got, m.Of("Åse, Bo"))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.spans, diff)
		}
	}
}

func TestServerMisbehaves(t *testing.T) {
	for _, tt := range []struct {
		name string
		f    http.HandlerFunc
		want string
	}{
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "no answer within 300ms"},
		{"slow body", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}, "no answer within 300ms"},
		{"huge", func(w http.ResponseWriter, r *http.Request) {
			for range 1 << 10 {
				fmt.Fprint(w, strings.Repeat(" ", 1<<10))
			}
		}, "its answer has more than 4096 bytes: too large"},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://wend.example/", http.StatusTemporaryRedirect)
		}, "the server answers 307 Temporary Redirect, 200 is wanted"},
		{"error", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusServiceUnavailable) }, "503"},
		{"hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := started(t)(outside.HTTP(t.Context(), serve(t, tt.f), outside.Options{Timeout: 300 * time.Millisecond, MaxAnswer: 4096}))
			wantError(t, a.Annotate(document(t, "Rain fell.")), tt.want)
		})
	}
}

// TestLoopback lets a text leave the machine only where it is allowed to.
// 192.0.2.1 is for documentation: nobody answers there.
func TestLoopback(t *testing.T) {
	o := outside.Options{Timeout: 200 * time.Millisecond}
	_, err := outside.HTTP(t.Context(), "http://user:secret@192.0.2.1:8000/", o)
	wantError(t, err, "192.0.2.1 is another machine, which must be allowed")
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("error %q shows the password", err)
	}
	o.AllowRemote = true
	if _, err = outside.HTTP(t.Context(), "http://192.0.2.1:8000/", o); err == nil || strings.Contains(err.Error(), "must be allowed") {
		t.Errorf("error %v, want one of the network", err)
	}
	for _, address := range []string{"localhost:8000", "ftp://localhost/", "http://", "/x", "http://%"} {
		_, err := outside.HTTP(t.Context(), address, outside.Options{})
		wantError(t, err, "is no http address: invalid input")
	}
}
