package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// tampers are ways to falsify a brief. Each changes one thing, as somebody
// would who knows the format, and reports whether it found it. What they
// leave, the record of the output excepted, is as sound as they can make it.
var tampers = map[string]func(*wiredesk.Result) bool{
	"nothing":  func(*wiredesk.Result) bool { return true },
	"figure":   changeFigure,
	"not":      dropNot,
	"document": changeByte,
	"passage":  changePassage,
	"speaker":  changeSpeaker,
	"origins":  func(r *wiredesk.Result) bool { r.Stories[0].Counts.Origins++; return true },
	"event":    changeEvent,
	"lost":     func(r *wiredesk.Result) bool { r.Stories[0].Documents = r.Stories[0].Documents[1:]; return true },
}

// changeFigure makes 172 passengers 173, in the text alone.
func changeFigure(r *wiredesk.Result) bool {
	for st := range statements(r) {
		if i := strings.LastIndexAny(st.Text, "12345678"); i >= 0 {
			st.Text = st.Text[:i] + string(st.Text[i]+1) + st.Text[i+1:]
			return true
		}
	}
	return false
}

// dropNot takes a "not" out of a statement and says so honestly, as if it were
// one of the deletions that shorten a sentence.
func dropNot(r *wiredesk.Result) bool {
	for st := range statements(r) {
		at := strings.Index(st.Text, " not ")
		if at < 0 || st.Kind != wiredesk.Verbatim || len(st.Align) != 1 {
			continue
		}
		src := st.Align[0].Src
		cut := len(" not")
		st.Text, st.Kind = st.Text[:at]+st.Text[at+cut:], wiredesk.Trimmed
		st.Align = []wiredesk.Align{
			{Out: wiredesk.Span{End: at}, Src: wiredesk.Span{Start: src.Start, End: src.Start + at}},
			{Out: wiredesk.Span{Start: at, End: len(st.Text)}, Src: wiredesk.Span{Start: src.Start + at + cut, End: src.End}},
		}
		return true
	}
	return false
}

// changeByte changes the last letter of a document's text.
func changeByte(r *wiredesk.Result) bool {
	for _, d := range r.Documents {
		if i := strings.LastIndex(d.Text, "e"); i >= 0 {
			d.Text = d.Text[:i] + "a" + d.Text[i+1:]
			return true
		}
	}
	return false
}

// changePassage changes a quoted passage and its hash with it.
func changePassage(r *wiredesk.Result) bool {
	for st := range statements(r) {
		e := &st.Evidence[0]
		e.Quote = strings.ToUpper(e.Quote)
		e.SHA256 = wiredesk.Hash(e.Quote)
		return true
	}
	return false
}

// changeSpeaker puts a sentence into the mouth of somebody that it does not
// name.
func changeSpeaker(r *wiredesk.Result) bool {
	for st := range statements(r) {
		if st.AttributedTo != nil {
			who := "the lighthouse keeper of Osk"
			st.AttributedTo = &who
			return true
		}
	}
	return false
}

// changeEvent puts an event a day later.
func changeEvent(r *wiredesk.Result) bool {
	for i := range r.Stories {
		for k := range r.Stories[i].Timeline {
			e := &r.Stories[i].Timeline[k]
			if t, err := time.Parse(time.DateOnly, e.Date); err == nil {
				e.Date = t.AddDate(0, 0, 1).Format(time.DateOnly)
				return true
			}
		}
	}
	return false
}

func statements(r *wiredesk.Result) func(yield func(*wiredesk.Statement) bool) {
	return func(yield func(*wiredesk.Statement) bool) {
		for i := range r.Stories {
			for st := range r.Stories[i].Statements() {
				if !yield(st) {
					return
				}
			}
		}
	}
}

// TestTampered falsifies the demo's brief and forges the record of its output
// too: the rules alone must find the change.
func TestTampered(t *testing.T) {
	whole := stdoutOf(t, "demo", "--format", "json", "--with-text")
	for how, rule := range map[string]string{
		"nothing": "", "figure": "rebuild", "not": "protected", "document": "document", "passage": "span-hash",
		"speaker": "attribution", "origins": "counts", "event": "date", "lost": "story",
	} {
		t.Run(how, func(t *testing.T) {
			var r wiredesk.Result
			if err := json.Unmarshal(whole, &r); err != nil {
				t.Fatal(err)
			}
			if !tampers[how](&r) {
				t.Fatal("nothing to change")
			}
			r.Run.OutputSHA256 = pipeline.Output(&r)
			b, err := json.Marshal(&r)
			if err != nil {
				t.Fatal(err)
			}
			code, out, errs := call(b, "verify", "--format", "json", "-")
			var rep struct {
				Failures []struct{ Rule, Detail string }
			}
			if err := json.Unmarshal([]byte(out), &rep); err != nil {
				t.Fatalf("%v in %q, %q", err, out, errs)
			}
			if rule == "" {
				if code != exitOK || len(rep.Failures) > 0 {
					t.Errorf("exit %d, failures %v; the brief was not changed", code, rep.Failures)
				}
				return
			}
			found := false
			for _, f := range rep.Failures {
				found = found || f.Rule == rule
			}
			if code != exitFailed || !found {
				t.Errorf("exit %d, failures %v; want exit 1 and rule %q", code, rep.Failures, rule)
			}
		})
	}
}

// call runs a command line in this process.
func call(stdin []byte, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, streams{bytes.NewReader(stdin), &out, &errs})
	return code, out.String(), errs.String()
}

// stdoutOf runs a command line that must end well and print no error.
func stdoutOf(t *testing.T, args ...string) []byte {
	t.Helper()
	code, out, errs := call(nil, args...)
	if code != exitOK || errs != "" {
		t.Fatalf("wiredesk %s: exit %d, %s", strings.Join(args, " "), code, errs)
	}
	return []byte(out)
}
