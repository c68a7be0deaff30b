package archtest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const top = "../.."

// TestArchitecture holds the code to the rules.
func TestArchitecture(t *testing.T) {
	broken, err := check(os.DirFS(top))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range broken {
		t.Error(b)
	}
}

// TestDocumented wants each package in docs/ARCHITECTURE.md, with its layer.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile(top + "/docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range slices.Sorted(maps.Keys(places)) {
		row := fmt.Sprintf("| `%s` | L%d |", dir, places[dir].layer)
		if dir == "" {
			row = "| `.` (wiredesk) | L0 |"
		}
		if !strings.Contains(string(b), row) {
			t.Errorf("docs/ARCHITECTURE.md has no row %q", row)
		}
	}
}

// TestPlanted plants what the rules forbid, and its neighbours that they
// allow, in a small module.
func TestPlanted(t *testing.T) {
	for _, tt := range []struct {
		name, file, code, want string // want: what is found, "" for nothing
	}{
		{"down", "internal/brief/x.go", `import _ "` + module + `/internal/nlp/annotate"`, ""},
		{"to the root", "internal/copies/x.go", `import _ "` + module + `"`, ""},
		{"up", "internal/nlp/segment/x.go", `import _ "` + module + `/internal/brief"`, "L1 imports " + module + "/internal/brief (L2): arrows go down only"},
		{"up from the root", "x.go", `import _ "` + module + `/internal/demo"`, "L0 imports " + module + "/internal/demo (L1): arrows go down only"},
		{"sideways", "internal/brief/x.go", `import _ "` + module + `/internal/cluster"`, "imports " + module + "/internal/cluster of its own layer, L2"},
		{"peer", "internal/pipeline/x.go", `import _ "` + module + `/internal/cluster"`, ""},
		{"peer the wrong way", "internal/nlp/wordlist/x.go", `import _ "` + module + `/internal/nlp/segment"`, "imports " + module + "/internal/nlp/segment of its own layer, L1"},
		{"no layer", "internal/util/x.go", ``, `package "internal/util" stands in no layer: give it a line in places`},
		{"imports no layer", "internal/render/x.go", `import _ "` + module + `/internal/util"`, "imports " + module + "/internal/util, which stands in no layer"},
		{"never", "internal/verify/x.go", `import _ "` + module + `/internal/nlp/segment"`, "internal/verify must not import " + module + "/internal/nlp/segment: whoever checks shares no code with the writer"},
		{"never third-party", "internal/verify/x.go", `import _ "golang.org/x/text/width"`, "internal/verify must not import golang.org/x/text/width: whoever checks can be read in one sitting"},
		{"third-party elsewhere", "internal/nlp/segment/x.go", `import _ "golang.org/x/text/width"`, ""},
		{"render makes none", "internal/render/x.go", `import _ "` + module + `/internal/pipeline"`, "internal/render must not import " + module + "/internal/pipeline: it shows results and makes none"},
		{"I/O", "internal/brief/x.go", `import _ "os"`, "L2 imports os: it does no I/O and uses no randomness"},
		{"I/O below", "internal/nlp/vector/x.go", `import _ "log/slog"`, "L1 imports log/slog: it does no I/O and uses no randomness"},
		{"I/O in the root", "x.go", `import _ "net/http"`, "L0 imports net/http: it does no I/O and uses no randomness"},
		{"parsing only", "internal/nlp/extract/x.go", `import _ "net/url"`, ""},
		{"I/O at the edge", "internal/intake/x.go", `import _ "os"`, ""},
		{"chance", "internal/cluster/x.go", `import _ "math/rand"`, "L2 imports math/rand: it does no I/O and uses no randomness"},
		{"exec", "internal/intake/x.go", `import _ "os/exec"`, "imports os/exec, which only L5 may"},
		{"exec where it is the purpose", "internal/outside/x.go", `import _ "os/exec"`, ""},
		{"exec in cmd", "cmd/wiredesk/x.go", `import _ "os/exec"`, ""},
		{"clock", "internal/brief/x.go", "import \"time\"\nfunc f() time.Time { return time.Now() }", "uses time.Now: clocks and chance come in as values"},
		{"clock by another name", "internal/brief/x.go", "import c \"time\"\nvar f = c.Now", "uses c.Now: clocks and chance come in as values"},
		{"clock with a dot", "internal/brief/x.go", "import . \"time\"\nfunc f() Time { return Now() }", "imports time with a dot, which hides what is used of it"},
		{"time as a value", "internal/brief/x.go", "import \"time\"\nfunc f(t time.Time) time.Time { return t.Add(time.Hour) }", ""},
		{"something else called time", "internal/brief/x.go", "func f() { time := struct{ Now int }{}; _ = time.Now }", ""},
		{"clock at the edge", "cmd/wiredesk/x.go", "import \"time\"\nfunc f() time.Time { return time.Now() }", ""},
		{"seeded", "internal/brief/x.go", "import \"math/rand/v2\"\nfunc f() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }", ""},
		{"not seeded", "internal/brief/x.go", "import \"math/rand/v2\"\nfunc f() int { return rand.IntN(6) }", "uses rand.IntN: clocks and chance come in as values"},
		{"init", "cmd/wiredesk/x.go", "func init() {}", "has an init function: main wires what must be wired"},
		{"method init", "cmd/wiredesk/x.go", "type a int\nfunc (a) init() {}", ""},
		{"counter", "internal/render/x.go", "var n int", "package variable n is neither an error, a pattern nor a table of literals"},
		{"lock", "internal/render/x.go", "import \"sync\"\nvar mu = sync.Mutex{}", "package variable mu is neither an error, a pattern nor a table of literals"},
		{"from outside", "cmd/wiredesk/x.go", "import \"os\"\nvar home = os.Getenv(\"HOME\")", "package variable home is neither an error, a pattern nor a table of literals"},
		{"fixed", "internal/intake/x.go", "import (\"errors\"; \"regexp\")\nvar (\n\terrA = errors.New(\"a\")\n\tre = regexp.MustCompile(`a`)\n\ttab = map[string]int{\"a\": 1}\n\tset = newSet(`a b`)\n\t_ = f(set)\n)", ""},
		{"embedded", "internal/intake/x.go", "import _ \"embed\"\n//go:embed x.txt\nvar s string", ""},
		{"written table", "internal/intake/x.go", "var tab = map[string]int{}\nfunc f() { tab[\"a\"] = 1 }", "writes to package variable tab"},
		{"written field", "internal/intake/x.go", "var v = t{}\nfunc f() { v.a.b[1]++ }", "writes to package variable v"},
		{"emptied table", "internal/intake/x.go", "var tab = map[string]int{}\nfunc f() { clear(tab) }", "writes to package variable tab"},
		{"lent out", "internal/intake/x.go", "var v = t{}\nfunc f() *t { return &v }", "writes to package variable v"},
		{"local of the same name", "internal/intake/x.go", "var tab = map[string]int{}\nfunc f() { tab := map[string]int{}; tab[\"a\"] = 1 }", ""},
		{"generated state", "internal/render/x.go", "// Code generated by hand. DO NOT EDIT.\nvar n int", ""},
		{"sample", "cmd/wiredesk/x.go", `import _ "` + module + `/internal/sample"`, "imports " + module + "/internal/sample, which is for tests alone"},
		{"test", "internal/brief/x_test.go", `import _ "os"`, ""},
		{"testdata", "internal/brief/testdata/x.go", `import _ "os"`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code := "package x\n" + tt.code
			if strings.HasPrefix(tt.code, "// Code generated") {
				code = strings.Replace(tt.code, "\n", "\npackage x\n", 1)
			}
			broken, err := check(fstest.MapFS{tt.file: {Data: []byte(code)}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, b := range broken {
				_, what, _ := strings.Cut(b, ": ")
				got = append(got, what)
			}
			if tt.want == "" && len(got) > 0 || tt.want != "" && !slices.Contains(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// TestOtherModule does not look into one.
func TestOtherModule(t *testing.T) {
	broken, err := check(fstest.MapFS{
		"bench/go.mod":  {Data: []byte("module x\n")},
		"bench/main.go": {Data: []byte("package main\nfunc init() {}\n")},
	})
	if err != nil || len(broken) > 0 {
		t.Errorf("found %q, %v, want nothing", broken, err)
	}
}

// TestAcrossFiles finds a write to a variable of another file.
func TestAcrossFiles(t *testing.T) {
	broken, err := check(fstest.MapFS{
		"internal/brief/a.go": {Data: []byte("package brief\nvar tab = map[string]int{}\n")},
		"internal/brief/b.go": {Data: []byte("package brief\nfunc f() { tab[\"a\"] = 1 }\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"internal/brief/b.go:2: writes to package variable tab"}, broken); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
}
