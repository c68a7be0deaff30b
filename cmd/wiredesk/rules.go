package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/rule"
)

// A ruleFile is a file of the user's rules; "" for none.
type ruleFile string

func (f *ruleFile) flag(c *cobra.Command) {
	c.Flags().StringVar((*string)(f), "rules", "", "a file of rules that are laid over the grouping: merge, split, pin, mute")
}

// read returns the rules of the file.
func (f ruleFile) read() ([]rule.Rule, error) {
	if f == "" {
		return nil, nil
	}
	in, err := os.Open(string(f))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w: no such file", string(f), wiredesk.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, wiredesk.MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(b) > wiredesk.MaxFile {
		return nil, fmt.Errorf("%s: %w: more than %d bytes", string(f), wiredesk.ErrTooLarge, wiredesk.MaxFile)
	}
	return rule.Parse(string(f), string(b))
}

// warn reports on w which rules, whose states are given, did not do what they
// say, or more.
func (f ruleFile) warn(w io.Writer, rules []rule.Rule, states []wiredesk.RuleState) {
	for i, s := range states {
		if s.Note != "" {
			fmt.Fprintln(w, "wiredesk:", printable(fmt.Sprintf("%s:%d: %s: %s", string(f), rules[i].Line, s.Rule, s.Note)))
		}
	}
}
