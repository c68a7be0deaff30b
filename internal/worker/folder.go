package worker

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Paths is a source that hands in what stands below paths, once. failed is
// told of each input that cannot be read.
func Paths(paths []string, o intake.Options, failed func(*wiredesk.ReadError)) Source {
	return func(ctx context.Context, out chan<- Delivery) error {
		docs, failures, err := intake.Read(ctx, paths, o)
		if err != nil {
			return err
		}
		for _, f := range failures {
			failed(f)
		}
		for _, d := range docs {
			select {
			case out <- Delivery{Incoming: store.Incoming{Document: d}}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}
}

// Watch is a source that looks into folders every so often, a tenth more or
// less, and hands in what is in files that are new or have changed. A file is
// read once it has been left alone from one look to the next: what is still
// being written is not a report yet. failed is also told of a folder that is not
// there or cannot be looked into, once until it can be.
func Watch(folders []string, every time.Duration, failed func(*wiredesk.ReadError)) Source {
	return func(ctx context.Context, out chan<- Delivery) error {
		seen, read := map[string]stamp{}, map[string]stamp{}
		told := map[string]error{} // of folders
		for {
			now, closed := map[string]stamp{}, map[string]error{}
			for _, f := range folders {
				look(f, now, closed)
			}
			for _, path := range slices.Sorted(maps.Keys(closed)) {
				if told[path] == nil {
					failed(&wiredesk.ReadError{File: path, Err: intake.Plain(closed[path])})
				}
			}
			told = closed
			var ready []string
			for _, path := range slices.Sorted(maps.Keys(now)) {
				if s := now[path]; seen[path] == s && read[path] != s {
					ready = append(ready, path)
					read[path] = s
				}
			}
			for path := range read {
				if _, ok := now[path]; !ok {
					delete(read, path)
				}
			}
			seen = now
			for part := range slices.Chunk(ready, inHand) {
				if err := Paths(part, intake.Options{}, failed)(ctx, out); err != nil {
					return err
				}
			}
			if err := sleep(ctx, every); err != nil {
				return nil
			}
		}
	}
}

// inHand is how many files are in memory at a time.
const inHand = 500

// A stamp tells whether a file has changed.
type stamp struct {
	size int64
	at   int64
}

// look notes the stamp of every file in folder that may be a report, and in
// closed the folders that cannot be looked into. What cannot be looked at
// otherwise is told when it is read.
func look(folder string, into map[string]stamp, closed map[string]error) {
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if path == folder || !errors.Is(err, fs.ErrNotExist) { // what is gone by now needs no word
				closed[path] = err
			}
			return nil
		}
		if len(into) >= wiredesk.MaxFiles {
			return fs.SkipAll
		}
		if name := d.Name(); len(name) > 1 && name[0] == '.' && path != folder {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			if info, err := os.Lstat(path); err == nil {
				into[path] = stamp{info.Size(), info.ModTime().UnixNano()}
			}
		}
		return nil
	})
}
