package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/bundle"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

func verifyCommand(s streams) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "verify FILE [PATH...]",
		Short: "Check a brief, a timeline or a bundle against its documents",
		Long: `verify re-cuts every passage that the brief or the timeline in FILE cites (brief or
timeline --format json), re-computes its hash, rebuilds every statement from it,
and checks that no number, name, date, word of a quotation, negation, hedge or
attribution was changed or lost. The documents are those below each PATH, or, if none is named,
the texts in FILE itself (brief --with-text). It shares no code with the writer.

A bundle (wiredesk bundle) holds its documents. That each of its parts is the one
that it was written with is checked first.

It exits 1 and lists what fails.`,
		Example: `  wiredesk brief --format json --with-text reports/ > brief.json
  wiredesk verify brief.json
  wiredesk verify brief.json reports/
  wiredesk verify brief.zip`,
		Args: some("a brief, a timeline or a bundle"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			f, broken, err := load(s, args[0])
			if err != nil {
				return err
			}
			if f == nil {
				return printReport(s, format, verify.Report{Failures: broken})
			}
			docs, unread := f.documents(), error(nil)
			if len(args) > 1 {
				if docs, unread = read(c.Context(), s, args[1:], nil); unread != nil && !errors.Is(unread, errUnread) {
					return unread
				}
			} else if !hasTexts(docs) {
				return fmt.Errorf("%s holds no texts of documents: name the documents (wiredesk verify %s PATH...) or write it with --with-text", args[0], args[0])
			}
			return check(s, format, f.verify(docs), unread)
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print: text, json")
	return c
}

// A checkable is what verify reads: a brief, or a timeline, which has entries.
type checkable struct {
	brief    *wiredesk.Result
	timeline *wiredesk.Timeline
}

func (f checkable) documents() []*wiredesk.Document {
	if f.timeline != nil {
		return f.timeline.Documents
	}
	return f.brief.Documents
}

// verify checks f against docs, and whether it is what was written.
func (f checkable) verify(docs []*wiredesk.Document) verify.Report {
	var rep verify.Report
	var what, got, want string
	if f.timeline != nil {
		what, rep, got, want = "timeline", verify.Timeline(f.timeline, docs), f.timeline.Run.OutputSHA256, pipeline.TimelineOutput(f.timeline)
	} else {
		what, rep, got, want = "brief", verify.Result(f.brief, docs), f.brief.Run.OutputSHA256, pipeline.Output(f.brief)
	}
	if got != want {
		rep.Failures = append(rep.Failures, verify.Failure{Rule: "output", Detail: fmt.Sprintf("the %s was changed after it was written: its hash is %.12s, its record says %.12s", what, want, got)})
	}
	return rep
}

// load reads what is to be checked in a file, or on standard input for "-". Of
// a bundle it lists what is wrong with the file itself; the first result is nil
// if that leaves nothing to be checked.
func load(s streams, file string) (*checkable, []verify.Failure, error) {
	in := s.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		in = f
	}
	buffered := bufio.NewReader(in)
	head, _ := buffered.Peek(2) // what is shorter is no bundle
	limit := int64(wiredesk.MaxStream)
	if bundle.Is(head) {
		limit = wiredesk.MaxBundle + 1
	}
	b, err := io.ReadAll(io.LimitReader(buffered, limit))
	if err != nil {
		return nil, nil, err
	}
	if bundle.Is(b) {
		return loadBundle(file, b)
	}
	f, err := parseResult(b)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: not a brief in JSON: %w", file, err)
	}
	return f, nil, nil
}

// loadBundle reads the result in a bundle, with the texts of its documents.
func loadBundle(file string, data []byte) (*checkable, []verify.Failure, error) {
	b, problems, err := bundle.Read(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: not a bundle: %w", file, err)
	}
	if b == nil {
		return nil, bundleFailures(problems), nil
	}
	f, err := parseResult(b.Brief)
	if err == nil && f.brief == nil {
		err = fmt.Errorf("it is no brief: %w", wiredesk.ErrInvalid)
	}
	if err != nil {
		return nil, bundleFailures([]string{"brief.json: " + err.Error()}), nil
	}
	r := f.brief
	problems = b.Fill(r)
	if want := pipeline.Inputs(r.Documents); len(problems) == 0 && r.Run.InputsSHA256 != want {
		problems = append(problems, fmt.Sprintf("brief.json: its documents are not those that it was made of: their hash is %.12s, its record says %.12s", want, r.Run.InputsSHA256))
	}
	if len(problems) > 0 {
		return nil, bundleFailures(problems), nil
	}
	return f, nil, nil
}

func bundleFailures(problems []string) []verify.Failure {
	var out []verify.Failure
	for _, p := range problems {
		out = append(out, verify.Failure{Rule: "bundle", Detail: p})
	}
	return out
}

// parseResult reads a brief or a timeline.
func parseResult(b []byte) (*checkable, error) {
	var r struct {
		wiredesk.Result
		Read    int                      `json:"read"`
		Origins []wiredesk.Origin        `json:"origins"`
		Entries []wiredesk.TimelineEntry `json:"entries"`
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("byte %d: %w", d.InputOffset(), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows it: %w", wiredesk.ErrInvalid)
	}
	if key, err := repeated(b); err != nil || key != "" {
		return nil, fmt.Errorf("an object names %q twice: %w", key, wiredesk.ErrInvalid)
	}
	if r.Run.Version == "" || (r.Stories == nil) == (r.Entries == nil) {
		return nil, fmt.Errorf("it has no run or no stories: %w", wiredesk.ErrInvalid)
	}
	if r.Entries != nil {
		return &checkable{timeline: &wiredesk.Timeline{Run: r.Run, Read: r.Read, Documents: r.Documents, Origins: r.Origins, Entries: r.Entries}}, nil
	}
	return &checkable{brief: &r.Result}, nil
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

// check prints the report. unread is what is returned if all checks passed.
func check(s streams, format string, rep verify.Report, unread error) error {
	if err := printReport(s, format, rep); err != nil {
		return err
	}
	return unread
}

// printReport prints rep, and returns errCheck if anything in it failed.
func printReport(s streams, format string, rep verify.Report) error {
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
	return nil
}
