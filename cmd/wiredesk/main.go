// Command wiredesk is the wire desk of a newsroom as one program: it files
// reports about one event as one story, finds out which are copies of which,
// and writes a brief in which every sentence shows the bytes that it came from.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
)

// Exit codes, as the contract has them.
const (
	exitOK       = 0
	exitFailed   = 1 // a check failed
	exitUsage    = 2 // the call was wrong
	exitUnread   = 3 // some inputs could not be read; the rest is done
	exitInternal = 4 // wiredesk itself failed

	exitInterrupted = 130 // as a shell has it for a program that was interrupted
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are the standard ones.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Failures that have an exit code of their own. errUnread and errCheck have
// been reported when they are returned.
var (
	errCheck  = errors.New("a check failed")
	errUnread = errors.New("some inputs could not be read")
)

// run runs one command line and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	root := command(s)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errCheck):
		return exitFailed
	case errors.Is(err, errUnread):
		return exitUnread
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(s.err, "wiredesk: interrupted")
		return exitInterrupted
	}
	fmt.Fprintln(s.err, "wiredesk:", printable(oneLine(err.Error())))
	var inner *internalError
	if errors.As(err, &inner) {
		return exitInternal
	}
	return exitUsage
}

// oneLine writes several errors, and the hints of the flag library, which come
// on lines of their own, behind one another.
func oneLine(s string) string {
	return strings.NewReplacer("\n\nDid you mean this?\n\t", "; did you mean ", "\n\t", ", ", "\n", "; ").Replace(strings.TrimSpace(s))
}

// An internalError is one that is not the caller's fault.
type internalError struct{ error }

func (e *internalError) Unwrap() error { return e.error }

// A usageError is the caller's fault, and is found out while printing.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

// command returns the tree of verbs.
func command(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "wiredesk",
		Short: "From news reports to briefs that can be checked",
		Long: `wiredesk files news reports about one event as one story, finds out which are
copies of which, and writes a brief in which every sentence shows the bytes of
the report that it came from. It needs no language model, and no network unless
it is told to fetch.`,
		Example: `  wiredesk demo                      the bundled reports, filed and briefed
  wiredesk brief reports/            the briefs of what lies in a folder
  wiredesk brief --format html feed.jsonl > briefs.html
  wiredesk verify brief.json feed.jsonl
  wiredesk bundle -o day.zip reports/`,
		Version:       wiredesk.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetVersionTemplate("wiredesk {{.Version}}\n")
	for _, g := range groups(s, root) {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title + ":"})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.SetHelpCommand(helpCommand(root))
	return root
}

// A group is verbs that are listed together.
type group struct {
	title    string
	commands []*cobra.Command
}

// groups returns every verb.
func groups(s streams, root *cobra.Command) []group {
	return []group{
		{"Read reports once, and keep nothing", []*cobra.Command{
			demoCommand(s), briefCommand(s), groupCommand(s), compareCommand(s), figuresCommand(s), quotesCommand(s), soleCommand(s),
			timelineCommand(s), diffCommand(s), whyCommand(s), bundleCommand(s), annotateCommand(s), extractCommand(s),
		}},
		{"Check", []*cobra.Command{verifyCommand(s), evalCommand(s), selftestCommand(s)}},
		{"From the web", []*cobra.Command{fetchCommand(s), discoverCommand(s), feedsCommand(s)}},
		{"Keep a desk running, with a store", []*cobra.Command{
			initCommand(s), addCommand(s), runCommand(s), serveCommand(s), userCommand(s), storiesCommand(s), showCommand(s), searchCommand(s), mcpCommand(s),
		}},
		{"Look after the store", []*cobra.Command{
			doctorCommand(s), checkCommand(s), backupCommand(s), restoreCommand(s), exportCommand(s), importCommand(s),
		}},
		{"More", []*cobra.Command{versionCommand(s), completionCommand(s, root)}},
	}
}

// helpCommand explains a verb. One that is not there is the caller's fault,
// which cobra's own takes for none.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [VERB]",
		Short:   "Explain a verb",
		GroupID: "More",
		RunE: func(_ *cobra.Command, args []string) error {
			c, _, err := root.Find(args)
			if err != nil {
				return err
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
	}
}
