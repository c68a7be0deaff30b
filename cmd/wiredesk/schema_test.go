package main

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemas holds what the verbs print to the schemas of docs/formats.
func TestSchemas(t *testing.T) {
	for _, tt := range []struct {
		schema string
		args   []string
	}{
		{"brief", []string{"demo", "--format", "json"}},
		{"brief", []string{"demo", "--format", "json", "--with-text", "--explain"}},
		{"brief", []string{"brief", "--format", "json", "testdata/reports"}},
		{"brief", []string{"brief", "--facts", "never", "--format", "json", "testdata/reports"}},
		{"facts", []string{"compare", "--format", "json", "testdata/reports"}},
		{"facts", []string{"quotes", "--format", "json", "testdata/reports"}},
		{"facts", []string{"figures", "--format", "json", "testdata/reports"}},
		{"facts", []string{"sole", "--format", "json", "testdata/reports"}},
		{"timeline", []string{"timeline", "--format", "json", "testdata/reports", "../../internal/demo/reports.jsonl"}},
		{"timeline", []string{"timeline", "--format", "json", "--with-text", "--to", "1999-01-01", "testdata/reports"}},
		{"diff", []string{"diff", "--since", "48h", "--format", "json", "testdata/reports", "../../internal/demo/reports.jsonl"}},
		{"annotate", []string{"annotate", "testdata/reports/post.txt"}},
		{"group", []string{"group", "--format", "json", "testdata/reports", "../../internal/demo/reports.jsonl"}},
		{"why", []string{"why", "--format", "json", "vh-1", "testdata/reports"}},
		{"why", []string{"why", "--format", "json", "s-c2198b66e60d", "testdata/reports"}},
	} {
		schema, err := jsonschema.NewCompiler().Compile("../../docs/formats/" + tt.schema + ".schema.json")
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(stdoutOf(t, tt.args...)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%q: %v", tt.args, err)
		}
	}
}
