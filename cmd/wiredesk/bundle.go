package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/bundle"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/render"
)

func bundleCommand(s streams) *cobra.Command {
	o := output{color: "never"}
	var facts, file string
	c := &cobra.Command{
		Use:   "bundle PATH...",
		Short: "Write a brief and its documents into one file that anybody can check",
		Long: `bundle files and briefs the documents below each PATH as brief does, and writes
the brief, the texts and what made them into one file: a zip, in which nothing is
packed. wiredesk verify FILE checks it on any machine; so does sha256sum, for what
hashes can tell. The same documents give the same bytes.`,
		Example: `  wiredesk bundle -o monday.zip reports/
  wiredesk verify monday.zip`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			if file == "" {
				return errors.New("bundle into which file? Name one with -o, or - for standard output")
			}
			var err error
			if o.facts, err = factsFor(facts); err != nil {
				return err
			}
			return report(c, s, args, pipeline.Config{}, o, func(w io.Writer, r *wiredesk.Result, _ render.Options) error {
				return writeBundle(w, file, r)
			})
		},
	}
	f := c.Flags()
	f.StringVarP(&file, "output", "o", "", "the file to write, or - for standard output")
	f.StringVar(&facts, "facts", "auto", fmt.Sprintf("as of brief: always, never, or auto, for up to %d documents", autoFacts))
	o.rules.flag(c)
	return c
}

// writeBundle writes the bundle of r into file, and on w what it holds; or on w
// itself for "-". A file of that name is replaced when the new one is whole.
func writeBundle(w io.Writer, file string, r *wiredesk.Result) error {
	info, err := model.English().Info()
	if err != nil {
		return err
	}
	m := bundle.Model{Name: info.Name, Version: info.Version}
	for _, f := range info.Files {
		m.Files = append(m.Files, bundle.ModelFile{Name: f.Name, SHA256: f.SHA})
	}
	var brief, out bytes.Buffer
	if err := render.JSON(&brief, r, render.Options{}); err != nil {
		return err
	}
	if err := bundle.New(r, brief.Bytes(), []bundle.Model{m}).Write(&out); err != nil {
		return &usageError{err}
	}
	if file == "-" {
		_, err := w.Write(out.Bytes())
		return err
	}
	if err := replace(file, out.Bytes()); err != nil {
		return &usageError{fmt.Errorf("%s: %w", file, err)}
	}
	_, err = fmt.Fprintf(w, "%s: %s, %s, sha256 %s\n", printable(file), render.Count(len(r.Documents), "document"), render.Count(len(r.Stories), "story"), wiredesk.Hash(out.String()))
	return err
}

// replace writes data into file, at once or not at all.
func replace(file string, data []byte) error {
	t, err := os.CreateTemp(filepath.Dir(file), ".wiredesk-*")
	if err != nil {
		return err
	}
	defer os.Remove(t.Name()) // nothing is left to remove if all went well
	_, err = t.Write(data)
	if err == nil {
		err = t.Chmod(0o644)
	}
	if err = errors.Join(err, t.Close()); err != nil {
		return err
	}
	return os.Rename(t.Name(), file)
}
