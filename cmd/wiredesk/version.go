package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
)

func versionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  wiredesk version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(s.out, "wiredesk %s (%s, %s/%s)\n", wiredesk.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
