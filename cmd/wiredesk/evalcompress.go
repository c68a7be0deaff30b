package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	writer "github.com/wiredesk/wiredesk/internal/brief"
	"github.com/wiredesk/wiredesk/internal/eval"
	notes "github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// evalCompress scores the licensed deletions on every set in dir.
func evalCompress(_ context.Context, s streams, dir string) (any, [][]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl*"))
	if err != nil || len(files) == 0 {
		return nil, nil, fmt.Errorf("%s: no *.jsonl or *.jsonl.gz: %w", dir, wiredesk.ErrNotFound)
	}
	scores := map[string]*eval.CompressionScore{}
	rows := [][]string{{"set", "sentences", "F1", "as it is", "kept", "people keep", "changed", "right", "violations"}}
	for _, f := range files { // in order of name
		list, err := fromFile(f, readCompressions)
		if err != nil {
			return nil, nil, err
		}
		sc := &eval.CompressionScore{}
		for i := range list {
			kept, broken := shorten(&list[i])
			for _, b := range broken {
				fmt.Fprintln(s.err, "wiredesk:", list[i].ID+":", printable(b.String()))
			}
			sc.Add(&list[i], kept, min(1, len(broken)))
		}
		sc.Mean()
		name, _, _ := strings.Cut(filepath.Base(f), ".")
		scores[name] = sc
		rows = append(rows, []string{name, fmt.Sprint(sc.Sentences), fmt.Sprintf("%.4f", sc.F1), fmt.Sprintf("%.4f", sc.AsIs), fmt.Sprintf("%.3f", sc.Kept), fmt.Sprintf("%.3f", sc.GoldKept),
			fmt.Sprintf("%.3f", sc.Changed), fmt.Sprintf("%.3f", sc.Right), fmt.Sprint(sc.Violations)})
	}
	return scores, rows, nil
}

func readCompressions(r io.Reader) ([]eval.Compression, error) {
	var out []eval.Compression
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, wiredesk.MaxLine)
	for lines.Scan() {
		var c eval.Compression
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(out)+1, err)
		}
		out = append(out, c)
	}
	return out, lines.Err()
}

// shorten returns the words of c that the licensed deletions keep, and what the
// check has against the deletions: the rules that the whole sentences do not
// break already.
func shorten(c *eval.Compression) (kept []string, broken []verify.Failure) {
	text, words := c.Prose()
	d := &wiredesk.Document{ID: "s", Text: text}
	d.Seal()
	a := notes.New().Annotate(d)
	check := verify.NewChecker(map[wiredesk.DocumentID]*wiredesk.Document{d.ID: d})
	for _, st := range writer.Shorten(a) {
		for _, w := range words {
			if slices.ContainsFunc(st.Align, func(a wiredesk.Align) bool { return a.Src.Contains(w) }) {
				kept = append(kept, w.Of(text))
			}
		}
		whole := st
		whole.Kind, whole.Text = wiredesk.Verbatim, st.Evidence[0].Quote
		whole.Align = []wiredesk.Align{{Out: wiredesk.Span{End: len(whole.Text)}, Src: st.Evidence[0].Span()}}
		whole.AttributedTo = nil
		already := map[string]bool{}
		for _, f := range check.Headline(&whole) {
			already[f.Rule] = true
		}
		for _, f := range check.Headline(&st) {
			if !already[f.Rule] {
				broken = append(broken, f)
			}
		}
	}
	return kept, broken
}
