package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
	"github.com/wiredesk/wiredesk/internal/render"
)

func annotateCommand(s streams) *cobra.Command {
	var format, from string
	var theirs seam
	c := &cobra.Command{
		Use:   "annotate PATH...",
		Short: "Print what the text analysis finds in each document",
		Long: `annotate prints one line of JSON a document: sentences, tokens, names and whom
they mean, times, figures, and who said what, as byte offsets into the document's text
(docs/formats/annotate.md). CoNLL-U has parts of speech, lemmas and the tree of each sentence; with --from conllu the
sentences and words of a treebank are kept, and tags and trees are predicted.

With --annotator-exec or --annotator-http another program finds the names or
the times, in place of ours: docs/annotators.md has the protocol.`,
		Example: `  wiredesk annotate reports/ > annotations.jsonl
  wiredesk annotate --format conllu report.txt
  wiredesk annotate --from conllu --format conllu gold.conllu > predicted.conllu
  wiredesk annotate --format html report.txt > report.html
  wiredesk annotate --annotator-exec "python3 names.py" reports/`,
		Args: paths,
		RunE: func(c *cobra.Command, args []string) error {
			var page documents
			write, ok := map[string]func(io.Writer, *analysis.Document) error{"jsonl": render.Annotation, "conllu": writeTree, "html": page.add}[format]
			if !ok {
				return fmt.Errorf("--format %q is not known here: jsonl, conllu or html is wanted", format)
			}
			switch from {
			case "":
				err := annotate(c.Context(), s, args, theirs, write)
				if format == "html" {
					return page.print(s, err)
				}
				return err
			case "conllu":
				if format != "conllu" {
					return errors.New("--from conllu prints CoNLL-U: add --format conllu")
				}
				if theirs.used() {
					return errors.New("--from conllu has no names and no times: leave out the annotator")
				}
				return reannotate(s, args)
			}
			return fmt.Errorf("--from %q is not known: conllu is wanted", from)
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "jsonl", "how to print: jsonl, conllu, html")
	c.Flags().StringVar(&from, "from", "", "what PATH holds if not documents: conllu")
	theirs.flags(c)
	return c
}

func writeTree(w io.Writer, d *analysis.Document) error {
	return conllu.Write(w, conllu.FromDocument(d))
}

// documents are those of a page, which shows them together.
type documents []*analysis.Document

func (p *documents) add(_ io.Writer, d *analysis.Document) error {
	*p = append(*p, d)
	return nil
}

// print prints the page if annotate ended well, or for those documents that
// could be read.
func (p documents) print(s streams, ended error) error {
	if ended != nil && (len(p) == 0 || !errors.Is(ended, errUnread)) {
		return ended
	}
	if err := render.AnnotatedHTML(s.out, p); err != nil {
		return &internalError{err}
	}
	return ended
}

// annotate annotates the documents below paths, on as many processors as there
// are, and writes them in their order.
func annotate(ctx context.Context, s streams, paths []string, theirs seam, write func(io.Writer, *analysis.Document) error) error {
	docs, unread := read(ctx, s, paths, nil)
	if unread != nil && (len(docs) == 0 || !errors.Is(unread, errUnread)) {
		return unread
	}
	pipes, done, err := theirs.pipelines(ctx, min(runtime.GOMAXPROCS(0), max(1, len(docs))))
	defer done()
	if err != nil {
		return err
	}
	err = annotateAll(ctx, pipes, docs, func(d *analysis.Document, failure error) error {
		if failure != nil {
			fmt.Fprintln(s.err, "wiredesk:", printable(failure.Error()))
			unread = errUnread
		}
		return write(s.out, d)
	})
	if err != nil {
		return &internalError{err}
	}
	return unread
}

// batch is how many documents are annotated before the first of them is
// written.
const batch = 64

// annotateAll annotates docs, each pipeline on a processor of its own, and
// hands them to use in their order, each with the annotators' failures on it.
func annotateAll(ctx context.Context, pipes []*analysis.Pipeline, docs []*wiredesk.Document, use func(*analysis.Document, error) error) error {
	for len(docs) > 0 {
		n := min(batch, len(docs))
		out, errs := make([]*analysis.Document, n), make([]error, n)
		var wg sync.WaitGroup
		for k, p := range pipes {
			wg.Go(func() {
				for i := k; i < n && ctx.Err() == nil; i += len(pipes) {
					out[i], errs[i] = p.Annotate(docs[i])
				}
			})
		}
		wg.Wait()
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, d := range out {
			if err := use(d, errs[i]); err != nil {
				return err
			}
		}
		docs = docs[n:]
	}
	return nil
}

// reannotate predicts tags, lemmas and trees for the words of treebanks.
func reannotate(s streams, files []string) error {
	for _, f := range files {
		sentences, err := readTrees(s, f)
		if err != nil {
			return err
		}
		if err := predict(sentences); err != nil {
			return &internalError{err}
		}
		if err := conllu.Write(s.out, sentences); err != nil {
			return &internalError{err}
		}
	}
	return nil
}

func readTrees(s streams, file string) ([]conllu.Sentence, error) {
	if file != "-" {
		return fromFile(file, conllu.Read)
	}
	sentences, err := conllu.Read(s.in)
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	return sentences, nil
}

// predict replaces tags, lemmas and trees of sentences.
func predict(sentences []conllu.Sentence) error {
	p, err := keptWords()
	if err != nil {
		return err
	}
	for _, doc := range conllu.Documents(sentences) {
		d, err := p.Continue(conllu.Tokens(doc))
		if err != nil {
			return err
		}
		conllu.Fill(doc, d)
	}
	return nil
}
