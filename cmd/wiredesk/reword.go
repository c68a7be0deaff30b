package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/reword"
)

// A wording is what the flags say of a language model, over what stands in the
// environment and in a file of the configuration.
type wording struct {
	options reword.Options
	file    string
}

func (w *wording) flags(c *cobra.Command) {
	c.Flags().StringVar(&w.options.Address, "llm-url", "", "a server with the chat completions protocol on this machine (http://127.0.0.1:11434/v1) that may word sentences anew, within what the check can prove")
	c.Flags().StringVar(&w.options.Model, "llm-model", "", "the name of the model")
	c.Flags().StringVar(&w.file, "config", "", "the file with writer.llm, instead of these flags or WIREDESK_WRITER_LLM_URL, _MODEL, _KEY and _ALLOW_REMOTE")
	c.Flags().BoolVar(&w.options.AllowRemote, "llm-allow-remote", false, "let the server be another machine, which then gets the sentences of the briefs")
}

// word has the sentences of r worded, if a model is named, and says what came
// of it.
func (w *wording) word(ctx context.Context, log io.Writer, r *wiredesk.Result) error {
	llm, err := w.configured()
	if err != nil {
		return err
	}
	w.options.Address, w.options.Model = cmp.Or(w.options.Address, llm.URL), cmp.Or(w.options.Model, llm.Model)
	w.options.Key, w.options.AllowRemote = llm.Key, w.options.AllowRemote || llm.AllowRemote
	if w.options.Address == "" {
		return nil
	}
	rep, err := reword.Result(ctx, r, r.Documents, w.options)
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "wiredesk: %v\n", rep)
	r.Run.Writer = "rules and model"
	r.Run.OutputSHA256 = pipeline.Output(r)
	return nil
}

// configured returns what the file and the environment say of the model. Other
// variables are those of a running desk and none of this call's business.
func (w *wording) configured() (config.LLM, error) {
	ours := slices.DeleteFunc(os.Environ(), func(e string) bool { return !strings.HasPrefix(e, config.Prefix+"WRITER_") })
	cfg, err := config.Load(w.file, ours)
	return cfg.Writer.LLM, err
}
