package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// An extracted is a line of wiredesk extract.
type extracted struct {
	File      string        `json:"file"`
	URL       string        `json:"url"`
	Title     string        `json:"title"`
	Outlet    string        `json:"outlet"`
	Authors   []string      `json:"authors"`
	Published wiredesk.Time `json:"published"`
	Language  string        `json:"language"`
	Text      string        `json:"text"`
	Thin      bool          `json:"thin"` // too little text to be a report
}

// thinText is the least bytes of text that a report has; less is a teaser, a
// notice, or what stood around a film.
const thinText = 400

func extractCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "extract PATH...",
		Short: "Print what pages, mails and archives hold as JSON lines",
		Long: `extract takes title, authors, date, language and the text of the article out of
each page below PATH and prints one JSON object a document: file, url, title,
outlet, authors, published, language, text, and thin where there is too little
text to be a report. The file is named as seen from PATH if that is one folder.
One file is held in memory at a time.`,
		Example: `  wiredesk extract page.html
  wiredesk extract saved-pages/ > pages.jsonl
  wiredesk extract crawl.warc.gz | wiredesk brief -`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error { return extract(c.Context(), s, args) },
	}
}

func extract(ctx context.Context, s streams, paths []string) error {
	files, failures := intake.List(ctx, paths)
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	unread := error(nil)
	note := func(fs []*wiredesk.ReadError) {
		for _, f := range fs {
			fmt.Fprintln(s.err, "wiredesk:", printable(f.Error()))
			unread = errUnread
		}
	}
	note(failures)
	for _, f := range files {
		docs, failures, err := intake.Read(ctx, []string{f}, intake.Options{Stdin: s.in})
		if err != nil {
			return &internalError{err}
		}
		note(failures)
		for _, d := range docs {
			if err := printExtracted(e, below(paths, f), d); err != nil {
				return err
			}
		}
	}
	return unread
}

// below returns the name of a file below the one folder that was named, or as
// it was named itself.
func below(paths []string, file string) string {
	if len(paths) == 1 && paths[0] != file {
		if rel, err := filepath.Rel(paths[0], file); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return file
}

func printExtracted(e *json.Encoder, file string, d *wiredesk.Document) error {
	err := e.Encode(extracted{
		File: file, URL: d.URL, Title: d.Title, Outlet: d.Outlet, Authors: d.Authors, Published: d.Published,
		Language: d.Language, Text: d.Text, Thin: len(d.Text) < thinText,
	})
	if err != nil {
		return &internalError{err}
	}
	return nil
}
