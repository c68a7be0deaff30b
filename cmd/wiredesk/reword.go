package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/reword"
)

// A wording is what the flags say of a language model. Its key stands in the
// environment, where a list of processes does not show it.
type wording struct{ options reword.Options }

func (w *wording) flags(c *cobra.Command) {
	c.Flags().StringVar(&w.options.Address, "llm-url", "", "a server with the chat completions protocol on this machine (http://127.0.0.1:11434/v1) that may word sentences anew, within what the check can prove; its key, if it wants one, stands in WIREDESK_LLM_KEY")
	c.Flags().StringVar(&w.options.Model, "llm-model", "", "the name of the model")
	c.Flags().BoolVar(&w.options.AllowRemote, "llm-allow-remote", false, "let the server be another machine, which then gets the sentences of the briefs")
}

// word has the sentences of r worded, if a model is named, and says what came
// of it.
func (w *wording) word(ctx context.Context, log io.Writer, r *wiredesk.Result) error {
	if w.options.Address == "" {
		return nil
	}
	w.options.Key = os.Getenv("WIREDESK_LLM_KEY")
	rep, err := reword.Result(ctx, r, r.Documents, w.options)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "wiredesk: %v\n", rep)
	r.Run.Writer = "rules and model"
	r.Run.OutputSHA256 = pipeline.Output(r)
	return nil
}
