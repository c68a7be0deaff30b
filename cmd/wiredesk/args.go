package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/fetch"
)

// none refuses arguments.
func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes flags only, not %q", c.Name(), args[0])
	}
	return nil
}

// each wants one argument for each of what, in words such as "a document".
func each(what ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > len(what) {
			return fmt.Errorf("%s takes %s, not %q too", c.Name(), strings.Join(what, " and "), args[len(what)])
		}
		if len(args) < len(what) {
			return fmt.Errorf("%s what? Name %s", c.Name(), strings.Join(what[len(args):], " and "))
		}
		return nil
	}
}

// some wants arguments, of which what says in words what they are.
func some(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s what? Name %s", c.Name(), what)
		}
		return nil
	}
}

// oneOf wants one of the words that c takes.
func oneOf(c *cobra.Command, args []string) error {
	known := strings.Join(c.ValidArgs, ", ")
	if len(args) == 0 {
		return fmt.Errorf("%s what? Name one of %s", c.Name(), known)
	}
	if len(args) > 1 || !slices.Contains(c.ValidArgs, args[0]) {
		return fmt.Errorf("%s %q: one of %s is wanted", c.Name(), strings.Join(args, " "), known)
	}
	return nil
}

// paths wants names of inputs; addresses only where they are to be fetched.
func paths(c *cobra.Command, args []string) error {
	flag := c.Flags().Lookup("fetch")
	for _, a := range args {
		if isAddress(a) && (flag == nil || flag.Value.String() != "true") {
			return isNoFile(c, a, flag != nil)
		}
	}
	return some("files or folders, or - for standard input")(c, args)
}

// isNoFile says what to do with an address.
func isNoFile(c *cobra.Command, address string, canFetch bool) error {
	address = fetch.Redact(address)
	switch {
	case canFetch:
		return fmt.Errorf("%s takes files; with --fetch it fetches %s", c.Name(), address)
	case c.Name() == "add":
		return fmt.Errorf("add takes files; to follow %s: wiredesk feeds add; to take in what it has now: wiredesk fetch ... | wiredesk add -", address)
	}
	return fmt.Errorf("%s takes files; for %s: wiredesk fetch ... | wiredesk %s -", c.Name(), address, c.Name())
}

// addresses wants what fetch reads.
func addresses(c *cobra.Command, args []string) error {
	return some("addresses, or files of feeds or lists")(c, args)
}

// unknownFormat says which formats c knows.
func unknownFormat(c *cobra.Command) error {
	f := c.Flags().Lookup("format")
	_, known, _ := strings.Cut(f.Usage, ": ")
	return fmt.Errorf("--format %q is not known here: one of %s is wanted", f.Value, known)
}

// textOrJSON refuses any other format.
func textOrJSON(format string) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--format %q: text or json is wanted", format)
	}
	return nil
}
