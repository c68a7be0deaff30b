package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWordedBrief has a model word a brief, which then says so and passes.
func TestWordedBrief(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("the key is not sent: %v", r.Header)
		}
		var q struct{ Messages []struct{ Content string } }
		var p struct{ Sentence string }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		if err := json.Unmarshal([]byte(q.Messages[1].Content), &p); err != nil {
			t.Error(err)
		}
		text, err := json.Marshal(map[string]string{"text": strings.Replace(p.Sentence, "three ", "3 ", 1)})
		if err != nil {
			t.Error(err)
		}
		content, err := json.Marshal(string(text))
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, `{"choices":[{"message":{"content":%s}}]}`, content)
	}))
	t.Cleanup(server.Close)
	t.Setenv("WIREDESK_WRITER_LLM_KEY", "secret")
	file := filepath.Join(t.TempDir(), "report.txt")
	text := "The council of Osterby closed three schools on Monday.\n\nThe mayor said that three more might follow before the winter ends."
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	call := func(args ...string) (string, string) {
		var out, log bytes.Buffer
		c := command(streams{out: &out, err: &log, in: strings.NewReader("")})
		c.SetArgs(args)
		if err := c.ExecuteContext(t.Context()); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return out.String(), log.String()
	}
	out, log := call("brief", "--all", "--llm-url", server.URL+"/v1", file)
	if !strings.Contains(out, "closed 3 schools") || !strings.Contains(strings.Join(strings.Fields(out), " "), "worded by a language model") || !strings.Contains(log, "sentences worded by the model") {
		t.Errorf("%s\n%s", out, log)
	}
	t.Setenv("WIREDESK_WRITER_LLM_URL", server.URL+"/v1")
	out, _ = call("brief", "--format", "json", "--with-text", file)
	if !strings.Contains(out, `"writer": "rules and model"`) && !strings.Contains(out, `"writer":"rules and model"`) {
		t.Errorf("the run record does not say so: %s", out)
	}
	printed := filepath.Join(t.TempDir(), "brief.json")
	if err := os.WriteFile(printed, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := call("verify", printed); !strings.Contains(out, "failed: 0") {
		t.Errorf("verify: %s", out)
	}
}
