package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/store"
)

// TestSchema holds every answer, problems too, to the OpenAPI document.
func TestSchema(t *testing.T) {
	db := bundle.Open(t)
	s := serve(t, db)
	_, _, b := ask(t, "GET", s.URL+"/openapi.json", "")
	spec, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi.json", spec); err != nil {
		t.Fatal(err)
	}
	big := biggest(t, db)
	n := 0
	for _, r := range api.Routes(db, options(db)) {
		if !strings.HasPrefix(r.Pattern, "/v1/") || r.Method != http.MethodGet || r.Long {
			continue
		}
		at := "openapi.json#/paths/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(r.Pattern) + "/get/responses/"
		good := s.URL + fill(t, r.Pattern, string(big.ID), string(big.Documents[0]), store.EntityID(big.Entities[0].Type, big.Entities[0].Name))
		if !strings.HasSuffix(r.Pattern, "/export") {
			check(t, c, at+"200/content/application~1json/schema", good)
			n++
		}
		check(t, c, at+"422/content/application~1problem+json/schema", s.URL+strings.ReplaceAll(r.Pattern, "{id}", "x")+"?no_such=1")
	}
	if n < 15 {
		t.Errorf("%d answers were held to it", n)
	}
}

// check asks for address and holds the answer to a schema.
func check(t *testing.T, c *jsonschema.Compiler, schema, address string) {
	t.Helper()
	s, err := c.Compile(schema)
	if err != nil {
		t.Errorf("%s: %v", schema, err)
		return
	}
	_, _, b := ask(t, "GET", address, "")
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Errorf("GET %s: %v", address, err)
		return
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("GET %s: %v in %.300s", address, err, b)
	}
}
