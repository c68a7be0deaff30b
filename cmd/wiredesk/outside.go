package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/outside"
)

// A seam is what the flags say of an annotator that is not ours.
type seam struct {
	exec, http string
	remote     bool
	timeout    time.Duration
}

func (o *seam) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.exec, "annotator-exec", "", "a program, with its arguments, that finds the names or times")
	c.Flags().StringVar(&o.http, "annotator-http", "", "an address on this machine that does")
	c.Flags().BoolVar(&o.remote, "annotator-allow-remote", false, "let the address be on another machine, which then gets every text")
	c.Flags().DurationVar(&o.timeout, "annotator-timeout", 30*time.Second, "the longest wait for one document")
	c.MarkFlagsMutuallyExclusive("annotator-exec", "annotator-http")
}

// used reports whether there is such an annotator.
func (o seam) used() bool { return o.exec != "" || o.http != "" }

// open starts the annotator.
func (o seam) open(ctx context.Context) (*outside.Annotator, error) {
	if o.timeout <= 0 {
		return nil, fmt.Errorf("--annotator-timeout %v: more than 0 is wanted", o.timeout)
	}
	opt := outside.Options{Timeout: o.timeout, AllowRemote: o.remote}
	if o.http != "" {
		return outside.HTTP(ctx, o.http, opt)
	}
	command, err := words(o.exec)
	if err != nil {
		return nil, fmt.Errorf("--annotator-exec: %w", err)
	}
	return outside.Exec(ctx, command, opt)
}

// pipelines returns n pipelines of all annotators of English, each with an
// outside annotator of its own if there is one, and what ends those.
func (o seam) pipelines(ctx context.Context, n int) (pipes []*analysis.Pipeline, done func(), err error) {
	models := model.English()
	var opened []*outside.Annotator
	done = func() {
		for _, a := range opened {
			a.Close()
		}
	}
	for range n {
		steps, err := analysis.English(models)
		if err != nil {
			return nil, done, &internalError{err}
		}
		if o.used() {
			a, err := o.open(ctx)
			if err != nil {
				return nil, done, err
			}
			opened = append(opened, a)
			steps = outside.Replace(steps, a)
		}
		p, err := analysis.New(steps...)
		if err != nil {
			return nil, done, &internalError{err}
		}
		pipes = append(pipes, p)
	}
	return pipes, done, nil
}

// words cuts a command line at white space that is not inside quotation marks
// of either kind.
func words(line string) ([]string, error) {
	var out []string
	var word strings.Builder
	open, begun := rune(0), false
	for _, r := range line {
		switch {
		case r == open:
			open = 0
		case open == 0 && (r == '\'' || r == '"'):
			open, begun = r, true
		case open == 0 && (r == ' ' || r == '\t' || r == '\n'):
			if begun {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if open != 0 {
		return nil, errors.New("a quotation mark is not closed")
	}
	if begun {
		out = append(out, word.String())
	}
	return out, nil
}
