// Package intake reads files into documents: JSONL, plain text, Markdown,
// pages, mails and web archives, each plain or packed with gzip or zstd, from files, folders
// and standard input.
//
// Layer: L3. It reads and never writes, opens no connection, follows no
// symbolic link inside a folder, and looks at no clock and no file time, so
// that the same bytes give the same documents on any machine. Whatever it
// could not read it reports, one [wiredesk.ReadError] each; nothing is lost in
// silence.
package intake

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/wiredesk/wiredesk"
)

// Options say what Read may read and whom it tells of its progress.
type Options struct {
	// Stdin is what the path "-" reads. If it is nil, "-" is refused.
	Stdin io.Reader

	// More are documents from elsewhere, made by [Finish], that are put among
	// those read.
	More []*wiredesk.Document

	// Progress is told, now and then, how many bytes were read from files so
	// far, before unpacking. It is never called twice at once. It may be nil.
	Progress func(bytesRead int64)
}

// Read reads every document below paths. It returns them in canonical order
// (Published with unknown last, then ID, then SHA256), whatever the order of
// paths, and one ReadError per input that could not be read, in order of file
// and place. A document whose date could not be read is kept, with a ReadError
// beside it. Documents that are the same are merged; of different ones with
// the same ID the first in canonical order is kept and the others are
// failures of kind [wiredesk.ErrConflict]. err is only for ctx ending.
//
// Cost: linear in the bytes read; all documents are held in memory.
func Read(ctx context.Context, paths []string, opt Options) (docs []*wiredesk.Document, failures []*wiredesk.ReadError, err error) {
	sources, refused := list(ctx, paths)
	m := &meter{ctx: ctx, progress: opt.Progress}
	yields := make([]yield, len(sources))
	each(len(sources), func(i int) {
		if ctx.Err() == nil {
			yields[i] = read(sources[i], opt.Stdin, m)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	all := yield{failures: refused}
	for _, d := range opt.More {
		all.add(d, d.URL, 0)
	}
	for _, y := range yields {
		all.found = append(all.found, y.found...)
		all.failures = append(all.failures, y.failures...)
	}
	docs, conflicts := merge(all.found)
	return docs, inOrder(append(all.failures, conflicts...)), nil
}

// List returns the files that Read would read below paths, in order, and why
// others would not be.
func List(ctx context.Context, paths []string) (files []string, failures []*wiredesk.ReadError) {
	sources, refused := list(ctx, paths)
	for _, s := range sources {
		files = append(files, s.name)
	}
	return files, inOrder(refused)
}

// Page reads one HTML page that was found at address ("" if that is not known)
// as Read does, and the errors of what could not be read of it, such as its
// date. It fails with [wiredesk.ErrInvalid] if it has neither text nor title.
func Page(page []byte, address string) (doc *wiredesk.Document, notes []error, err error) {
	d, err := fromPageAt(page, address)
	if err == nil {
		err = d.finish()
	}
	if err != nil {
		return nil, nil, err
	}
	return &d.Document, d.notes, nil
}

// each calls f with 0 to n-1, on as many goroutines as there are processors,
// and returns when all calls have.
func each(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// A yield is what came of one source.
type yield struct {
	found    []found
	failures []failure
}

// found is a document with where it was found.
type found struct {
	doc  *wiredesk.Document
	file string
	line int // or record of an archive; 0 where the document is the whole file
}

// A failure is a ReadError whose place is still a number, so that failures can
// be put in order.
type failure struct {
	file string
	line int
	err  error
}

func (y *yield) add(doc *wiredesk.Document, file string, line int) {
	y.found = append(y.found, found{doc, file, line})
}

func (y *yield) fail(file string, line int, err error) {
	y.failures = append(y.failures, failure{file, line, err})
}

// survive, deferred, makes a failure of a panic: one input that makes the
// program fail must not cost the others. What came of it before is kept.
func survive(fail func(error)) {
	if p := recover(); p != nil {
		fail(fmt.Errorf("%w: it made the program fail: %v", wiredesk.ErrInvalid, p))
	}
}
