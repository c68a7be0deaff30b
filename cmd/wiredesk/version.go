package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// A release is what version prints.
type release struct {
	Version  string       `json:"version"`
	Go       string       `json:"go"`
	Platform string       `json:"platform"`
	Models   []model.Info `json:"models,omitempty"`
}

func versionCommand(s streams) *cobra.Command {
	var format string
	var models bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what the weights of the text analysis are",
		Example: `  wiredesk version
  wiredesk version --models`,
		Args: none,
		RunE: func(*cobra.Command, []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			r := release{Version: wiredesk.Version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
			if models {
				info, err := model.English().Info()
				if err != nil {
					return &internalError{err}
				}
				r.Models = []model.Info{info}
			}
			if format == "json" {
				return json.NewEncoder(s.out).Encode(r)
			}
			return writeRelease(s.out, r)
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	c.Flags().BoolVar(&models, "models", false, "print licence, sources, files and scores of the weights too")
	return c
}

func writeRelease(out io.Writer, r release) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "wiredesk %s (%s, %s)\n", r.Version, r.Go, r.Platform)
	for _, m := range r.Models {
		fmt.Fprintf(w, "\nmodel\t%s, version %d\nlicence\t%s\n", m.Name, m.Version, m.Licence)
		for i, s := range m.Sources {
			fmt.Fprintf(w, "%s\t%s\n", []string{"made from", ""}[min(i, 1)], s)
		}
		fmt.Fprint(w, "\nfile\tbytes\tSHA-256\n")
		for _, f := range m.Files {
			fmt.Fprintf(w, "%s\t%d\t%s\n", f.Name, f.Bytes, f.SHA)
		}
		writeScores(w, m.Scores)
	}
	return w.Flush()
}

// writeScores writes tables of sets by measures: one for each run of sets that
// have the same measures.
func writeScores(w io.Writer, scores []model.Score) {
	var head []string
	for len(scores) > 0 {
		n := 1
		for n < len(scores) && scores[n].Set == scores[0].Set {
			n++
		}
		row, measures := []string{scores[0].Set}, []string{"of 100, on"}
		for _, s := range scores[:n] {
			row = append(row, fmt.Sprintf("%.2f", s.Value))
			measures = append(measures, s.Measure)
		}
		if !slices.Equal(head, measures) {
			head = measures
			fmt.Fprintf(w, "\n%s\n", strings.Join(head, "\t"))
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
		scores = scores[n:]
	}
}
