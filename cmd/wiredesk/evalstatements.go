package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// A statementScore counts what was written about a set of documents, and what
// the check says to it.
type statementScore struct {
	Documents  int `json:"documents"`
	Stories    int `json:"stories"`
	Statements int `json:"statements"`
	Passages   int `json:"passages"` // evidence and support
	Refused    int `json:"refused"`  // rules that the finished briefs break
	Withheld   int `json:"withheld"` // statements that were built and not printed
}

func (a *statementScore) add(b statementScore) {
	a.Documents += b.Documents
	a.Stories += b.Stories
	a.Statements += b.Statements
	a.Passages += b.Passages
	a.Refused += b.Refused
	a.Withheld += b.Withheld
}

func (a statementScore) row(name string) []string {
	row := []string{name}
	for _, n := range []int{a.Documents, a.Stories, a.Statements, a.Passages, a.Refused, a.Withheld} {
		row = append(row, fmt.Sprint(n))
	}
	return row
}

// evalStatements briefs every set below dir, one after the other, and checks
// what was written.
func evalStatements(ctx context.Context, s streams, dir string) (any, [][]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && slices.Contains([]string{"documents.jsonl", "documents.jsonl.gz", "reports.jsonl", "stream.jsonl.gz"}, d.Name()) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if len(files) == 0 {
		return nil, nil, fmt.Errorf("%s: no documents.jsonl(.gz), reports.jsonl or stream.jsonl.gz: %w", dir, wiredesk.ErrNotFound)
	}
	scores := map[string]statementScore{}
	rows := [][]string{{"set", "documents", "stories", "statements", "passages", "refused by verify", "withheld"}}
	var all statementScore
	for _, f := range files { // in order of name
		sc, err := countStatements(ctx, s, f)
		if err != nil {
			return nil, nil, err
		}
		name, err := filepath.Rel(dir, f)
		if err != nil {
			return nil, nil, err
		}
		scores[filepath.ToSlash(name)] = sc
		rows = append(rows, sc.row(filepath.ToSlash(name)))
		all.add(sc)
	}
	scores["all"] = all
	return scores, append(rows, all.row("all")), nil
}

// countStatements briefs the documents of one file.
func countStatements(ctx context.Context, s streams, file string) (sc statementScore, err error) {
	docs, err := read(ctx, s, []string{file}, nil)
	if len(docs) == 0 {
		return sc, err
	}
	r, err := pipeline.Run(ctx, docs, pipeline.Config{})
	if err != nil {
		return sc, &internalError{err}
	}
	rep := verify.Result(r, docs)
	for _, f := range rep.Failures {
		fmt.Fprintln(s.err, "wiredesk:", file+":", printable(f.String()))
	}
	sc = statementScore{Documents: len(docs), Stories: rep.Stories, Statements: rep.Statements, Passages: rep.Evidence, Refused: len(rep.Failures)}
	for i := range r.Stories {
		sc.Withheld += r.Stories[i].Counts.Withheld
	}
	return sc, nil
}
