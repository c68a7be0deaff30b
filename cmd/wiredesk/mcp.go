package main

import (
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/mcp"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

func mcpCommand(s streams) *cobra.Command {
	var d desk
	c := &cobra.Command{
		Use:   "mcp",
		Short: "Let an agent read the store over the Model Context Protocol",
		Long: `mcp answers on standard input and output as a server of the Model Context Protocol,
until the input ends. Its seven tools read the store and change nothing; another
wiredesk may run the desk meanwhile.`,
		Example: `  wiredesk mcp --store news/wiredesk.db`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				return mcp.Stdio(c.Context(), db, io.NopCloser(s.in), unclosed{s.out}, slog.New(slog.NewTextHandler(s.err, nil)))
			})
		},
	}
	d.flags(c)
	return c
}

// unclosed is a stream that is not ours to close.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }
