package outside_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
	"github.com/wiredesk/wiredesk/internal/outside"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// document returns a text with its tokens.
func document(t *testing.T, text string) *analysis.Document {
	t.Helper()
	d := &analysis.Document{Document: sample.Document("d", "Desk", text, 0)}
	if err := (analysis.Segmenter{}).Annotate(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// started returns what a constructor made, and closes it at the end.
func started(t *testing.T) func(*outside.Annotator, error) *outside.Annotator {
	return func(a *outside.Annotator, err error) *outside.Annotator {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		return a
	}
}

// built is where the tests' program stands once it is built.
var built string

// TestMain makes room for it.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "outside")
	if err != nil {
		panic(err)
	}
	built = filepath.Join(dir, "odd.exe")
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// odd builds testdata/odd, once.
func odd(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(built); err == nil {
		return built
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command here")
	}
	if out, err := exec.Command(goTool, "build", "-o", built, "./testdata/odd").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return built
}

// wantError fails unless err has the words in it.
func wantError(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("error %v, want %q in it", err, words)
	}
}

func python(t *testing.T) string {
	t.Helper()
	p, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	return p
}

func TestPython(t *testing.T) {
	a := started(t)(outside.Exec(t.Context(), []string{python(t), "testdata/names.py"}, outside.Options{}))
	if diff := cmp.Diff(analysis.Made{Annotator: "annotator.exec list", Version: "1"}, a.Made()); diff != "" {
		t.Errorf("Made (-want +got):\n%s", diff)
	}
	for _, text := range []string{"The ferry from Ålvik reached Osterby, Ana Marsh said.", "Nobody came."} {
		d := document(t, text)
		if err := a.Annotate(d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range d.Mentions {
			got = append(got, m.Type+" "+m.Of(text))
		}
		want := []string{"place Ålvik", "place Osterby", "person Ana Marsh"}
		if text == "Nobody came." {
			want = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if d.Mentions == nil || d.Times != nil {
			t.Errorf("%s: mentions %v, times %v, want the one written and the other not", text, d.Mentions, d.Times)
		}
	}
}

func TestTimes(t *testing.T) {
	a := started(t)(outside.Exec(t.Context(), []string{odd(t)}, outside.Options{}))
	d := document(t, "They met at noon.")
	if err := a.Annotate(d); err != nil {
		t.Fatal(err)
	}
	want := []timex.Expression{{Span: wiredesk.Span{Start: 12, End: 16}, Type: timex.Time, Value: "T12:00", Anchor: timex.None}}
	if diff := cmp.Diff(want, d.Times); diff != "" {
		t.Errorf("times (-want +got):\n%s", diff)
	}
	if d.Mentions != nil {
		t.Errorf("mentions %v were written too", d.Mentions)
	}
	if diff := cmp.Diff([]analysis.Layer{analysis.Times}, a.Writes()); diff != "" {
		t.Errorf("Writes (-want +got):\n%s", diff)
	}
}

// TestFailure lets a program fail on one document, which must not touch the
// next.
func TestFailure(t *testing.T) {
	bin := odd(t)
	for _, tt := range []struct{ text, want string }{
		{"die", "the program ended with exit status 3: no \x1b[31mmemory\x1b[0m left"},
		{"stall", "no answer within 500ms"},
		{"stall with a child", "no answer within 500ms"},
		{"huge", "its answer has more than 4096 bytes: too large"},
		{"rubbish", `it answers "Loading the model ...", which is no JSON object: invalid input`},
		{"two lines", "it wrote more than one line for a document: invalid input"},
		{"another document", `it answers about document "x": invalid input`},
		{"refuse", "it says: I read no Latin"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			a := started(t)(outside.Exec(t.Context(), []string{bin}, outside.Options{Timeout: 500 * time.Millisecond, MaxAnswer: 4096}))
			d := document(t, tt.text)
			begun := time.Now()
			wantError(t, a.Annotate(d), tt.want)
			if d.Times != nil {
				t.Errorf("times %v were written", d.Times)
			}
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
			good := document(t, "They met at noon.")
			if err := a.Annotate(good); err != nil || len(good.Times) != 1 {
				t.Errorf("the next document: times %v, error %v", good.Times, err)
			}
		})
	}
}

func TestRestarts(t *testing.T) {
	a := started(t)(outside.Exec(t.Context(), []string{odd(t)}, outside.Options{}))
	for range 4 {
		wantError(t, a.Annotate(document(t, "die")), "exit status 3")
	}
	wantError(t, a.Annotate(document(t, "They met at noon.")), "it failed 4 times and is not started again")
}

func TestRefusalIsNoFailure(t *testing.T) {
	a := started(t)(outside.Exec(t.Context(), []string{odd(t)}, outside.Options{}))
	for range 9 {
		wantError(t, a.Annotate(document(t, "refuse")), "I read no Latin")
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	a := started(t)(outside.Exec(ctx, []string{odd(t)}, outside.Options{}))
	time.AfterFunc(100*time.Millisecond, cancel)
	if err := a.Annotate(document(t, "stall")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestNoProgram(t *testing.T) {
	for _, tt := range []struct {
		command []string
		want    string
	}{
		{nil, "annotator.exec: no program is named"},
		{[]string{"./testdata/none"}, "no such file"},
		{[]string{odd(t), "sleep"}, "annotator.exec: no answer within 500ms"},
	} {
		_, err := outside.Exec(t.Context(), tt.command, outside.Options{Timeout: 500 * time.Millisecond})
		wantError(t, err, tt.want)
	}
}

// TestPipeline puts a program in the place of our step, and fails it.
func TestPipeline(t *testing.T) {
	a := started(t)(outside.Exec(t.Context(), []string{odd(t)}, outside.Options{}))
	steps := outside.Replace([]analysis.Annotator{analysis.Segmenter{}, years{}}, a)
	p, err := analysis.New(steps...)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text, want string
		times      int
		made       []analysis.Made
	}{
		{"It closed at noon in 1999.", "", 1, []analysis.Made{{Annotator: "segment", Version: "1"}, {Annotator: "annotator.exec"}}},
		{"die", `document "d": annotator annotator.exec: the program ended with exit status 3`, 0, []analysis.Made{{Annotator: "segment", Version: "1"}}},
	} {
		d, err := p.Annotate(sample.Document("d", "Desk", tt.text, 0))
		if tt.want != "" {
			wantError(t, err, tt.want)
		} else if err != nil {
			t.Error(err)
		}
		if len(d.Tokens) == 0 || len(d.Times) != tt.times {
			t.Errorf("%s: %d tokens, times %v", tt.text, len(d.Tokens), d.Times)
		}
		if diff := cmp.Diff(tt.made, d.Made); diff != "" {
			t.Errorf("%s: Made (-want +got):\n%s", tt.text, diff)
		}
	}
}

// years stands for our annotator of times: it must not run.
type years struct{}

func (years) Made() analysis.Made               { return analysis.Made{Annotator: "years"} }
func (years) Reads() []analysis.Layer           { return []analysis.Layer{analysis.Tokens} }
func (years) Writes() []analysis.Layer          { return []analysis.Layer{analysis.Times} }
func (years) Annotate(*analysis.Document) error { return errors.New("it ran") }

// TestExampleInDocs holds docs/annotators.md to the program that is tested.
func TestExampleInDocs(t *testing.T) {
	docs, err := os.ReadFile("../../docs/annotators.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("testdata/names.py")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(docs), "```python\n"+string(code)+"```") {
		t.Error("docs/annotators.md does not have testdata/names.py as it is")
	}
}
