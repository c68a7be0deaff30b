package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
)

const (
	briefSchema = "../../docs/formats/brief.schema.json"
	groupSchema = "../../docs/formats/group.schema.json"
	whySchema   = "../../docs/formats/why.schema.json"
)

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// value reads JSON as the validator wants it.
func value(t *testing.T, b []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// everything is a result with a value in every field of every type.
func everything() *wiredesk.Result {
	b := newBuilder()
	s := b.bridge()
	s.KeyPoints[2].Shared = []wiredesk.Shared{{Out: wiredesk.Span{Start: 0, End: 15}, Support: s.KeyPoints[1].Evidence, At: []wiredesk.Span{{Start: 3, End: 5}}}}
	toll, count := s.KeyPoints[1], s.KeyPoints[2]
	s.Timeline = []wiredesk.Event{{Date: "2027-03-09", Precision: "day", Statement: s.KeyPoints[0]}}
	s.Questions = []wiredesk.Question{
		{Kind: "how_many", Question: "How many left?", State: "differs", Answer: []wiredesk.Statement{toll, count}},
		{Kind: "why", Question: "Why did the piers give way?", State: "not_reported"},
	}
	mayor := b.find("lpa-1", "“We will not reopen it before every pier has been looked at,”")
	s.Quotations = []wiredesk.Quotation{{
		Text: mayor.Quote, Kind: "direct", Speaker: wiredesk.Speaker{Name: "Mayor Ines Corvane", Entity: "e-1"}, Cue: "said",
		Evidence: []wiredesk.Evidence{mayor}, Origins: 1,
		Variants: []wiredesk.Variant{{Text: mayor.Quote, Evidence: []wiredesk.Evidence{mayor}}},
	}}
	s.Figures = []wiredesk.Figure{{What: "people who left", Unit: "people", State: "updated", Values: []wiredesk.FigureValue{
		{Value: 300, Low: 300, Qualifier: "at least", Unit: "people", AsOf: "2027-03-09", SaidBy: "the Interior Ministry", Origins: 1, Evidence: toll.Evidence},
	}}}
	side := wiredesk.Side{Value: "300", Statements: []wiredesk.Statement{toll}, Origins: 1, Outlets: []string{"Tidewater Post"}}
	s.Claims = wiredesk.Claims{Differ: []wiredesk.ClaimSet{{About: "people who left", Kind: "figure", Reading: "later update", Sides: []wiredesk.Side{side, side}}}}
	s.Entities = []wiredesk.Entity{{ID: "e-1", Name: "Ines Corvane", Type: "person", Role: "mayor", Aliases: []string{"Corvane"}, Mentions: 1, Documents: ids{"lpa-1"}}}
	s.Related = []wiredesk.Related{{Story: "s-other", Kind: wiredesk.Follows, Why: "same place", Evidence: toll.Evidence}}
	b.r.Documents[0].Authors = []string{"Jo Tarn"}
	b.r.Unfiled = []wiredesk.Unfiled{{Document: "ansel-1", Reason: "for the test"}}
	s.Explain[0].Rule, s.Explain[0].Threshold = "pin lpa-1 s-0123456789ab", 0.225
	s.Explain[0].Candidates = []wiredesk.Candidate{{
		Story: "s-bridge", With: "ansel-1", Score: 0.5, Terms: []string{"Brennick"},
		Features: []wiredesk.Feature{{Name: "words", Value: 0.3, Weight: 2}},
	}}
	b.r.Rules = []wiredesk.RuleState{{Rule: "mute s-0123456789ab", State: wiredesk.RuleUnmatched, Note: "not there"}}
	return b.r
}

func TestJSONSchema(t *testing.T) {
	schema := compile(t, briefSchema)
	for name, r := range map[string]*wiredesk.Result{
		"everything": everything(), "many stories": full(), "no headline": noHeadline(), "nothing": {Run: full().Run},
	} {
		for _, o := range []render.Options{{}, {Explain: true, WithText: true}} {
			var b bytes.Buffer
			if err := render.JSON(&b, r, o); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value(t, b.Bytes())); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func noHeadline() *wiredesk.Result {
	r := bridgeOnly()
	r.Stories[0].Headline = nil
	return r
}

// path walks down v by keys and indices.
func path(v any, keys ...any) map[string]any {
	for _, k := range keys {
		switch k := k.(type) {
		case string:
			v = v.(map[string]any)[k]
		case int:
			v = v.([]any)[k]
		}
	}
	return v.(map[string]any)
}

func TestJSONSchemaRefuses(t *testing.T) {
	schema := compile(t, briefSchema)
	for name, spoil := range map[string]func(root any){
		"no evidence":      func(v any) { path(v, "stories", 0, "headline")["evidence"] = []any{} },
		"evidence missing": func(v any) { delete(path(v, "stories", 0, "headline"), "evidence") },
		"null list":        func(v any) { path(v, "stories", 0)["timeline"] = nil },
		"null support":     func(v any) { path(v, "stories", 0, "key_points", 0)["support"] = nil },
		"short align":      func(v any) { path(v, "stories", 0, "headline")["align"] = []any{[]any{0, 1, 0, 0}} },
		"negative align":   func(v any) { path(v, "stories", 0, "headline")["align"] = []any{[]any{-1, 1, 0, 0, 1}} },
		"align as object":  func(v any) { path(v, "stories", 0, "headline")["align"] = []any{map[string]any{"out": 1}} },
		"unknown kind":     func(v any) { path(v, "stories", 0, "headline")["kind"] = "free" },
		"unknown flag":     func(v any) { path(v, "stories", 0, "headline")["flags"] = []any{"true"} },
		"two passages": func(v any) {
			h := path(v, "stories", 0, "headline")
			h["evidence"] = append(h["evidence"].([]any), h["evidence"].([]any)...)
		},
		"bad hash":    func(v any) { path(v, "stories", 0, "headline", "evidence", 0)["sha256"] = "ABC" },
		"extra field": func(v any) { path(v, "stories", 0, "headline")["confidence"] = 1 },
		"bad time":    func(v any) { path(v, "documents", 0)["published"] = "yesterday" },
		"four key points": func(v any) {
			s := path(v, "stories", 0)
			k := s["key_points"].([]any)
			s["key_points"] = append(k, k[0])
		},
		"flat narrative":    func(v any) { s := path(v, "stories", 0); s["narrative"] = s["key_points"] },
		"no run":            func(v any) { delete(v.(map[string]any), "run") },
		"unfiled, unstated": func(v any) { path(v, "unfiled", 0)["reason"] = "" },
		"score beyond one":  func(v any) { path(v, "stories", 0, "explain", 0)["score"] = 1.5 },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := render.JSON(&b, everything(), render.Options{Explain: true}); err != nil {
				t.Fatal(err)
			}
			v := value(t, b.Bytes())
			spoil(v)
			if err := schema.Validate(v); err == nil {
				t.Error("accepted")
			}
		})
	}
}

// Every field of the types has its line in the schema, and the other way
// round.
func TestJSONSchemaFields(t *testing.T) {
	var b bytes.Buffer
	if err := render.JSON(&b, everything(), render.Options{Explain: true, WithText: true}); err != nil {
		t.Fatal(err)
	}
	root := compile(t, briefSchema)
	seen := map[*jsonschema.Schema]bool{}
	var walk func(s *jsonschema.Schema, typ reflect.Type)
	walk = func(s *jsonschema.Schema, typ reflect.Type) {
		for typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		for s.Ref != nil {
			s = s.Ref
		}
		if len(s.AnyOf) > 0 {
			walk(s.AnyOf[0], typ)
			return
		}
		switch {
		case typ.Kind() == reflect.Slice:
			walk(s.Items2020, typ.Elem())
		case s.Properties != nil && !seen[s]:
			seen[s] = true
			fields := fields(typ)
			var have, want []string
			for name := range s.Properties {
				have = append(have, name)
			}
			for name, f := range fields {
				want = append(want, name)
				if p := s.Properties[name]; p != nil {
					walk(p, f)
				}
			}
			slices.Sort(have)
			slices.Sort(want)
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("%v: fields of the type (-) and of the schema (+):\n%s", typ, diff)
			}
		}
	}
	walk(root, reflect.TypeFor[wiredesk.Result]())
	if len(seen) < 20 {
		t.Errorf("only %d object types were compared", len(seen))
	}
}

// fields returns the JSON fields of a struct with their types.
func fields(typ reflect.Type) map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && !f.Anonymous && name != "-" {
			m[name] = f.Type
		}
	}
	return m
}

// What is printed reads back as what was given, apart from nil lists.
func TestJSONReadsBack(t *testing.T) {
	r := everything()
	var b bytes.Buffer
	if err := render.JSON(&b, r, render.Options{Explain: true, WithText: true}); err != nil {
		t.Fatal(err)
	}
	var got wiredesk.Result
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	again := new(bytes.Buffer)
	if err := render.JSON(again, &got, render.Options{Explain: true, WithText: true}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), again.String()); diff != "" {
		t.Errorf("printed, read and printed again (-first +second):\n%s", diff)
	}
	if got.Documents[0].Text != r.Documents[0].Text {
		t.Error("the text did not come back")
	}
}

func TestJSONForm(t *testing.T) {
	r := everything()
	r.Documents[0].Title = "Rain & wind <strong>"
	before, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := render.JSON(&b, r, render.Options{}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{`"Rain & wind <strong>"`, "[0,19,0,19,38]"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in the output", want)
		}
	}
	for _, bad := range []string{`"text": "PORT ANSEL (LPA)`, `"explain"`, `": null`} {
		if strings.Contains(strings.ReplaceAll(got, `"attributed_to": null`, ""), bad) {
			t.Errorf("%s is in the output", bad)
		}
	}
	if !strings.HasSuffix(got, "}\n") || strings.HasSuffix(got, "\n\n") {
		t.Errorf("ends in %q", got[len(got)-3:])
	}
	if after, _ := json.Marshal(r); !bytes.Equal(before, after) {
		t.Error("the result was changed")
	}
}

func TestGroupsJSON(t *testing.T) {
	schema := compile(t, groupSchema)
	for name, r := range map[string]*wiredesk.Result{"many stories": full(), "nothing": {}} {
		var b bytes.Buffer
		if err := render.GroupsJSON(&b, r, render.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value(t, b.Bytes())); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got struct {
			Stories []struct{ Documents []wiredesk.DocumentID }
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		times := map[wiredesk.DocumentID]int{}
		for _, s := range got.Stories {
			for _, d := range s.Documents {
				times[d]++
			}
		}
		for _, d := range r.Documents {
			if times[d.ID] != 1 {
				t.Errorf("%s: document %s stands in %d stories", name, d.ID, times[d.ID])
			}
		}
	}
}

func TestGroupsJSONTwice(t *testing.T) {
	r := full()
	r.Stories = append(r.Stories, r.Stories[0])
	if err := render.GroupsJSON(new(bytes.Buffer), r, render.Options{}); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("error %v, want a conflict", err)
	}
}

// A writer that fails is reported by every form.
func TestWriterError(t *testing.T) {
	broken := errors.New("disk full")
	for name, err := range map[string]error{
		"terminal": render.Terminal(failing{broken}, full(), render.Options{}),
		"markdown": render.Markdown(failing{broken}, full(), render.Options{}),
		"html":     render.HTML(failing{broken}, full(), render.Options{}),
		"json":     render.JSON(failing{broken}, full(), render.Options{}),
		"groups":   render.Groups(failing{broken}, full(), render.Options{}),
		"group":    render.GroupsJSON(failing{broken}, full(), render.Options{}),
	} {
		if !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want %v", name, err, broken)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
