package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

func verifyCommand(s streams) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "verify FILE [PATH...]",
		Short: "Check a brief against its documents",
		Long: `verify re-cuts every passage that the brief in FILE (brief --format json) cites,
re-computes its hash, rebuilds every statement from it, and checks that no
number, name, date, word of a quotation, negation, hedge or attribution was
changed or lost. The documents are those below each PATH, or, if none is named,
the texts in FILE itself (brief --with-text). It shares no code with the writer.

It exits 1 and lists what fails.`,
		Example: `  wiredesk brief --format json --with-text reports/ > brief.json
  wiredesk verify brief.json
  wiredesk verify brief.json reports/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: text or json is wanted", format)
			}
			r, err := load(s, args[0])
			if err != nil {
				return err
			}
			docs, unread := r.Documents, error(nil)
			if len(args) > 1 {
				if docs, unread = read(c.Context(), s, args[1:], nil); unread != nil && !errors.Is(unread, errUnread) {
					return unread
				}
			} else if !hasTexts(docs) {
				return fmt.Errorf("%s holds no texts of documents: name the documents (wiredesk verify %s PATH...) or write it with brief --with-text", args[0], args[0])
			}
			return check(s, format, r, docs, unread)
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	return c
}

// load reads the result in a file, or on standard input for "-".
func load(s streams, file string) (*wiredesk.Result, error) {
	in := s.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, wiredesk.MaxStream))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var r wiredesk.Result
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("%s: not a brief in JSON: byte %d: %w", file, d.InputOffset(), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%s: not a brief in JSON: something follows it: %w", file, wiredesk.ErrInvalid)
	}
	if key, err := repeated(b); err != nil || key != "" {
		return nil, fmt.Errorf("%s: not a brief in JSON: an object names %q twice: %w", file, key, wiredesk.ErrInvalid)
	}
	if r.Run.Version == "" || r.Stories == nil {
		return nil, fmt.Errorf("%s: not a brief in JSON: it has no run or no stories: %w", file, wiredesk.ErrInvalid)
	}
	return &r, nil
}

// repeated returns the first key that an object of b has twice, in whatever
// case: programs differ in which of the two they read, so what is checked here
// might not be what another shows.
func repeated(b []byte) (string, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	type level struct {
		keys map[string]bool // nil in a list
		key  bool            // a key comes next
	}
	stack := []level{{}}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		top := &stack[len(stack)-1]
		if s, ok := t.(string); ok && top.key {
			folded := strings.ToLower(strings.ToUpper(s))
			if top.keys[folded] {
				return s, nil
			}
			top.keys[folded], top.key = true, false
			continue
		}
		top.key = top.keys != nil // what t is or begins is a value
		switch t {
		case json.Delim('{'):
			stack = append(stack, level{map[string]bool{}, true})
		case json.Delim('['):
			stack = append(stack, level{})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
		}
	}
}

func hasTexts(docs []*wiredesk.Document) bool {
	for _, d := range docs {
		if d != nil && d.Text != "" {
			return true
		}
	}
	return len(docs) == 0
}

// check verifies r and prints the report. unread is what is returned if all
// checks pass.
func check(s streams, format string, r *wiredesk.Result, docs []*wiredesk.Document, unread error) error {
	rep := verify.Result(r, docs)
	if want := pipeline.Output(r); r.Run.OutputSHA256 != want {
		rep.Failures = append(rep.Failures, verify.Failure{Rule: "output", Detail: fmt.Sprintf("the brief was changed after it was written: its hash is %.12s, its record says %.12s", want, r.Run.OutputSHA256)})
	}
	if format == "json" {
		e := json.NewEncoder(s.out)
		e.SetEscapeHTML(false)
		if err := e.Encode(rep); err != nil {
			return &internalError{err}
		}
	} else {
		for _, f := range rep.Failures {
			fmt.Fprintln(s.out, printable(f.String()))
		}
		fmt.Fprintf(s.out, "stories: %d, statements: %d, passages: %d, failed: %d\n", rep.Stories, rep.Statements, rep.Evidence, len(rep.Failures))
	}
	if len(rep.Failures) > 0 {
		return errCheck
	}
	return unread
}
