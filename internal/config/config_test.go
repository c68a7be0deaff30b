package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wiredesk.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	path := write(t, "[store]\npath = \"news.db\"\nmin_free = \"500 MiB\"\n[run]\nwatch = [\"in\"]\ninterval = \"5m\"\n")
	got, err := config.Load(path, []string{"PATH=/bin", "WIREDESK_STORE_PATH=other.db", "WIREDESK_RUN_WATCH=a" + string(os.PathListSeparator) + "b", "WIREDESK_STORIES_FACTS_DOCUMENTS=7", "WIREDESK_DATA=x"})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default()
	want.Store = config.Store{Path: "other.db", MinFree: 500 << 20}
	want.Run = config.Run{Watch: []string{"a", "b"}, Interval: config.Duration(5 * time.Minute)}
	want.Stories.FactsDocuments = 7
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
	if got, err := config.Load("", nil); err != nil || !cmp.Equal(got, config.Default()) {
		t.Errorf("Load of nothing: %+v, %v", got, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, environ, want string }{
		{"unknown key", "[store]\npath = \"x\"\nplace = \"y\"\n", "", "wiredesk.toml:3: invalid input: there is no key store.place"},
		{"unknown table", "[stroe]\npath = \"x\"\n", "", "wiredesk.toml:1: invalid input: there is no key stroe"},
		{"no TOML", "[store]\npath = \n", "", "wiredesk.toml:2: invalid input"},
		{"wrong type", "[store]\npath = 7\n", "", "wiredesk.toml:2: invalid input"},
		{"no size", "[store]\nmin_free = \"lots\"\n", "", "no size"},
		{"no duration", "[run]\ninterval = \"often\"\n", "", "often"},
		{"too short", "[run]\ninterval = \"1ms\"\n", "", "run.interval: invalid input"},
		{"no unit", "[feeds]\ndelay = 5\n", "", "feeds.delay: invalid input: 5 has no unit"},
		{"no list", "[run]\nwatch = \"in\"\n", "", "wiredesk.toml:2: invalid input: run.watch: cannot decode TOML string: another type is wanted"},
		{"facts", "[stories]\nfacts = \"some\"\n", "", "stories.facts: invalid input"},
		{"facts of none", "[stories]\nfacts_documents = 0\n", "", "stories.facts_documents"},
		{"no path", "", "WIREDESK_STORE_PATH=", "store.path"},
		{"no address", "[serve]\naddr = \"here\"\n", "", "serve.addr: invalid input"},
		{"no role", "", "WIREDESK_SERVE_ANONYMOUS=editor", "serve.anonymous: invalid input"},
		{"no site", "[serve]\nbase = \"desk.example\"\n", "", "serve.base: invalid input"},
		{"a site with a query", "", "WIREDESK_SERVE_BASE=https://desk.example/?a=b", "serve.base: invalid input"},
		{"half of TLS", "[serve]\nkey = \"x.pem\"\n", "", "one goes with the other"},
		{"neither true nor false", "", "WIREDESK_SERVE_PROXIED=maybe", "WIREDESK_SERVE_PROXIED: invalid input"},
		{"unknown variable", "", "WIREDESK_STORE_PLACE=y", "WIREDESK_STORE_PLACE sets no key"},
		{"variable no number", "", "WIREDESK_STORIES_FACTS_DOCUMENTS=y", "WIREDESK_STORIES_FACTS_DOCUMENTS"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Load(write(t, tt.file), []string{tt.environ})
			if !errors.Is(err, wiredesk.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load: %v, want %q", err, tt.want)
			}
		})
	}
	if _, err := config.Load("/nowhere/wiredesk.toml", nil); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("no file: %v", err)
	}
}

// TestDocumented holds docs/configuration.md to the keys: each has its row
// with its variable and its default, and no other has one.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, k := range config.Keys() {
		want = append(want, fmt.Sprintf("| `%s` | `%s` | `%s` | ", k.Name, k.Variable, k.Value))
	}
	for _, m := range regexp.MustCompile("(?m)^(\\| `[^|]*` \\| `[^|]*` \\| `[^|]*` \\| )[^|]{10,} \\|$").FindAllStringSubmatch(string(b), -1) {
		got = append(got, m[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("docs/configuration.md (-code +page):\n%s", diff)
	}
}
