package main

import (
	"archive/tar"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/eval"
	"github.com/wiredesk/wiredesk/internal/intake"
)

// evalPages scores what is taken out of the pages in dir, beside what the
// library that finds the article takes out of them by itself.
func evalPages(ctx context.Context, _ streams, dir string) (any, [][]string, error) {
	gold, err := fromFile(filepath.Join(dir, "gold.jsonl"), eval.ReadPages)
	if err != nil {
		return nil, nil, err
	}
	pages, err := fromFile(filepath.Join(dir, "pages.tar.gz"), readTar)
	if err != nil {
		return nil, nil, err
	}
	ours, library := map[string]eval.PageText{}, map[string]eval.PageText{}
	for _, g := range gold {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		page, ok := pages[g.File]
		if !ok {
			return nil, nil, fmt.Errorf("pages.tar.gz has no %s: %w", g.File, wiredesk.ErrNotFound)
		}
		if d, _, err := intake.Page(page, g.URL); err == nil {
			ours[g.File] = eval.PageText{Title: d.Title, Authors: d.Authors, Published: d.Published, Text: d.Text}
		}
		library[g.File] = byLibrary(page)
	}
	scores := map[string]eval.PageScore{"wiredesk": eval.ScorePages(gold, ours), "readability": eval.ScorePages(gold, library)}
	rows := [][]string{{"system", "pages", "text P", "R", "F1", "segments P", "R", "F1", "title same", "authors F1", "date right", "of those given"}}
	for _, name := range []string{"wiredesk", "readability"} {
		s := scores[name]
		rows = append(rows, []string{name, fmt.Sprint(s.Pages), percent(s.Text.P), percent(s.Text.R), percent(s.Text.F1), percent(s.Segments.P), percent(s.Segments.R),
			percent(s.Segments.F1), percent(s.Title), percent(s.Authors.F1), percent(s.Date.R), percent(s.Date.P)})
	}
	return scores, rows, nil
}

// byLibrary reads a page with the library alone.
func byLibrary(page []byte) (out eval.PageText) {
	defer func() {
		if recover() != nil { // it walks trees that strangers shape
			out = eval.PageText{}
		}
	}()
	a, err := readability.FromReader(strings.NewReader(string(page)), nil)
	if err != nil {
		return eval.PageText{}
	}
	var text strings.Builder
	if err := a.RenderText(&text); err != nil {
		return eval.PageText{}
	}
	out = eval.PageText{Title: a.Title(), Text: text.String()}
	if b := a.Byline(); b != "" {
		out.Authors = []string{b}
	}
	if t, err := a.PublishedTime(); err == nil {
		out.Published = wiredesk.Time{Time: t}
	}
	return out
}

// readTar returns the files of an archive by name.
func readTar(r io.Reader) (map[string][]byte, error) {
	files := map[string][]byte{}
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return files, nil
		case err != nil:
			return nil, err
		case h.Typeflag != tar.TypeReg:
			continue
		}
		b, err := io.ReadAll(io.LimitReader(t, wiredesk.MaxFile))
		if err != nil {
			return nil, err
		}
		files[strings.TrimPrefix(h.Name, "./")] = b
	}
}
