package main

import (
	"fmt"
	"os"
	"regexp"
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
