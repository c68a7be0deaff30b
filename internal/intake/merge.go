package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/wiredesk/wiredesk"
)

// merge returns one document per ID, in canonical order, and a failure for
// each document that lost its ID to a different one. The order of all does not
// matter.
func merge(all []found) ([]*wiredesk.Document, []failure) {
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.doc.ID, b.doc.ID), a.compare(b))
	})
	var docs []*wiredesk.Document
	var conflicts []failure
	for len(all) > 0 {
		kept := all[0]
		docs = append(docs, kept.doc)
		n := 1
		for ; n < len(all) && all[n].doc.ID == kept.doc.ID; n++ {
			if same(all[n].doc, kept.doc) || same(all[n].doc, all[n-1].doc) {
				continue
			}
			conflicts = append(conflicts, failure{all[n].file, all[n].line, fmt.Errorf(
				"%w: id %q is also in %s with other content; that one is kept", wiredesk.ErrConflict, kept.doc.ID, kept.where())})
		}
		all = all[n:]
	}
	slices.SortFunc(docs, func(a, b *wiredesk.Document) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID), cmp.Compare(a.SHA256, b.SHA256))
	})
	return docs, conflicts
}

// same reports whether two documents with one ID are one document.
func same(a, b *wiredesk.Document) bool {
	return a.SHA256 == b.SHA256 && a.Outlet == b.Outlet && a.Title == b.Title
}

// compare puts the document that is kept first. Where the canonical order
// does not decide, every other field does, so that the choice never depends on
// which input was read first.
func (f found) compare(g found) int {
	a, b := f.doc, g.doc
	return cmp.Or(
		a.Published.Compare(b.Published),
		cmp.Compare(a.SHA256, b.SHA256),
		cmp.Compare(a.Outlet, b.Outlet),
		cmp.Compare(a.Title, b.Title),
		a.Withdrawn.Compare(b.Withdrawn), // one that was withdrawn before one that stands
		cmp.Compare(a.URL, b.URL),
		cmp.Compare(a.Language, b.Language),
		slices.Compare(a.Authors, b.Authors),
		cmp.Compare(a.Published.String(), b.Published.String()),
		cmp.Compare(f.file, g.file),
		cmp.Compare(f.line, g.line),
	)
}

// where names the place of f for a reader.
func (f found) where() string {
	if f.line == 0 {
		return f.file
	}
	return f.file + ", " + place(f.file, f.line)
}

// place names line n of a file, or record n of an archive.
func place(file string, n int) string {
	switch {
	case n == 0:
		return ""
	case sourceOf(file).form == archive:
		return "record " + strconv.Itoa(n)
	}
	return "line " + strconv.Itoa(n)
}

// inOrder returns the failures as the caller gets them.
func inOrder(fs []failure) []*wiredesk.ReadError {
	slices.SortStableFunc(fs, func(a, b failure) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.err.Error(), b.err.Error()))
	})
	var out []*wiredesk.ReadError
	for _, f := range fs {
		out = append(out, &wiredesk.ReadError{File: f.file, Place: place(f.file, f.line), Err: f.err})
	}
	return out
}
