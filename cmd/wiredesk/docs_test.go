package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestDocumented walks the verbs and looks for each, with its flags and an
// example, in docs/cli.md; and for no other.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(b), "\n## wiredesk ")
	sections := map[string]string{} // usage -> text
	for s := range strings.SplitSeq(rest, "\n## wiredesk ") {
		usage, text, _ := strings.Cut(s, "\n")
		sections[usage] = text
	}
	for code := exitOK; code <= exitInternal; code++ {
		if !strings.Contains(head, fmt.Sprintf("\n| %d | ", code)) {
			t.Errorf("exit code %d is not documented", code)
		}
	}
	root := command(streams{})
	for _, c := range root.Commands() {
		text, ok := sections[c.Use]
		if !ok {
			t.Errorf("no section %q", "## wiredesk "+c.Use)
			continue
		}
		delete(sections, c.Use)
		documented(t, c, text)
	}
	for usage := range sections {
		t.Errorf("section %q is of no verb", usage)
	}
}

// documented checks the section of one verb.
func documented(t *testing.T, c *cobra.Command, text string) {
	if c.Short == "" || !strings.Contains(c.Example, "wiredesk "+c.Name()) {
		t.Errorf("%s: its help has no summary or no example of it", c.Name())
	}
	if !regexp.MustCompile("(?m)^```\n(?s:.*)wiredesk " + c.Name()).MatchString(text) {
		t.Errorf("%s: its section has no example", c.Name())
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		row := fmt.Sprintf("| `--%s` | ", f.Name)
		if f.Shorthand != "" {
			row = fmt.Sprintf("| `-%s`, `--%s` | ", f.Shorthand, f.Name)
		}
		if f.Name != "help" && !strings.Contains(text, "\n"+row) {
			t.Errorf("%s: no row %q", c.Name(), row)
		}
	})
	for _, m := range regexp.MustCompile("(?m)^\\| (?:`-\\w`, )?`--([\\w-]+)`").FindAllStringSubmatch(text, -1) {
		if c.Flags().Lookup(m[1]) == nil {
			t.Errorf("%s: --%s is documented and does not exist", c.Name(), m[1])
		}
	}
}

// TestFaults holds docs/faults.md against the tree: each row of the matrix
// stands there once, and what its commands name exists: tests, their flags,
// verbs and targets.
func TestFaults(t *testing.T) {
	b, err := os.ReadFile("../../docs/faults.md")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| (\d+) \| (.*) \|$`).FindAllStringSubmatch(string(b), -1)
	for i, row := range rows {
		if row[1] != strconv.Itoa(i+1) {
			t.Fatalf("row %s where %d is wanted", row[1], i+1)
		}
		cells := strings.Split(strings.ReplaceAll(row[2], `\|`, "\x00"), " | ")
		if len(cells) != 4 {
			t.Fatalf("row %d has %d cells", i+1, len(cells))
		}
		commands := regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(strings.ReplaceAll(cells[2], "\x00", "|"), -1)
		if len(commands) == 0 && !strings.HasPrefix(cells[3], "not done: ") {
			t.Errorf("row %d has no command, and does not say why", i+1)
		}
		for _, c := range commands {
			if why := wrongCommand(strings.Fields(c[1]), string(makefile)); why != "" {
				t.Errorf("row %d: %s: %s", i+1, c[1], why)
			}
		}
	}
	if len(rows) != 52 {
		t.Errorf("%d rows, want 52", len(rows))
	}
}

// wrongCommand says what is wrong with a command of docs/faults.md; "" for nothing.
func wrongCommand(words []string, makefile string) string {
	switch {
	case words[0] == "make":
		if !strings.Contains(makefile, "\n"+words[1]+":") {
			return "no such target"
		}
	case words[0] == "bin/wiredesk":
		if c, _, err := command(streams{}).Find(words[1:]); err != nil || c.Name() == "wiredesk" {
			return fmt.Sprint("no such verb: ", err)
		}
	case strings.Join(words[:min(2, len(words))], " ") == "go test":
		return wrongTest(words[2:])
	case strings.Join(words, " ") != "go mod verify":
		return "a command of another kind"
	}
	return ""
}

// wrongTest says what is wrong with what follows "go test".
func wrongTest(words []string) string {
	var source strings.Builder
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == "-race", w == "-v":
		case strings.HasPrefix(w, "./"):
			files, err := filepath.Glob("../../" + w + "/*_test.go")
			if err != nil || len(files) == 0 {
				return "no tests there"
			}
			for _, f := range files {
				b, err := os.ReadFile(f)
				if err != nil {
					return err.Error()
				}
				source.Write(b)
			}
		case w == "-run" && i+1 < len(words):
			i++
			for name := range strings.SplitSeq(strings.Trim(words[i], "'"), "|") {
				if !strings.Contains(source.String(), "\nfunc "+name+"(t *testing.T) {") {
					return "no test " + name
				}
			}
		case strings.HasPrefix(w, "-"):
			i++
			if !strings.Contains(source.String(), fmt.Sprintf("flag.Int(%q", strings.TrimPrefix(w, "-"))) {
				return "no flag " + w
			}
		default:
			return "what is " + w + "?"
		}
	}
	return ""
}
