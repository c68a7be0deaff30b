package worker

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/store"
)

// keptSuffix is what the file ends in that a filer is kept in, beside the
// store. It saves time at the next start and holds nothing that the store does
// not.
const keptSuffix = ".desk"

const (
	keepAfter  = 10_000 // revisions filed since the last time, while the desk runs
	keepAtLast = 500    // the same, when it ends
)

// A keptFiler is what a filer knows, before its finder and its desk.
type keptFiler struct {
	Version string
	Through int64
	Content string // of the revision Through: the file belongs to a store that has it
	Reports []int64
	Unfiled []int64
	Found   []keptFound
}

// keptFound is a foundIn.
type keptFound struct {
	Of, Family, Home int
	Shares           []copies.Share
}

// keep writes the filer beside the store, for the next start. That it cannot be
// written is no failure of the desk.
func (w *Worker) keep(ctx context.Context, after int64) {
	if w.filer.unwritten != nil || w.filer.through-w.kept < after {
		return
	}
	path := w.db.Path() + keptSuffix
	if err := w.keepAt(ctx, path); err != nil {
		w.o.Log.Warn("the next start will take longer", "err", err)
		_ = os.Remove(path + ".part")
		return
	}
	w.kept = w.filer.through
}

func (w *Worker) keepAt(ctx context.Context, path string) error {
	content, err := w.contentAt(ctx, w.filer.through)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<20)
	err = errors.Join(w.filer.save(out, content), out.Flush())
	if err == nil {
		_, err = f.Write(sum.Sum(nil))
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// contentAt returns what tells a revision from others.
func (w *Worker) contentAt(ctx context.Context, seq int64) (string, error) {
	list, err := w.db.Revisions(ctx, seq-1, 1)
	if err != nil {
		return "", err
	}
	if len(list) == 0 || list[0].Seq != seq {
		return "", fmt.Errorf("%w: revision %d is not there", store.ErrDamaged, seq)
	}
	v := list[0]
	return fmt.Sprintf("%s %d %s %s", v.Document.ID, v.Number, v.Document.SHA256, v.Received), nil
}

// recall returns the filer that was kept beside the store; nil if there is
// none, or it is of another version, of another store, or damaged.
func (w *Worker) recall(ctx context.Context, through int64) *filer {
	path := w.db.Path() + keptSuffix
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	var out *filer
	var content string
	err = guarded(func() (err error) { out, content, err = load(f); return err })
	if err != nil || out.through > through {
		return nil
	}
	if want, err := w.contentAt(ctx, out.through); err != nil || want != content {
		return nil
	}
	return out
}

func (f *filer) save(w io.Writer, content string) error {
	k := keptFiler{Version: filerVersion, Through: f.through, Content: content, Reports: f.reports}
	for report, n := range f.number { // in any order: they become keys again
		if n < 0 {
			k.Unfiled = append(k.Unfiled, report)
		}
	}
	for _, x := range f.found {
		k.Found = append(k.Found, keptFound{x.of, x.family, x.home, x.shares})
	}
	if err := gob.NewEncoder(w).Encode(k); err != nil {
		return err
	}
	if err := f.finder.Save(w); err != nil {
		return err
	}
	return f.desk.Save(w)
}

// load reads what save wrote, with its checksum behind it, and what tells the
// store that it belongs to.
func load(r io.Reader) (*filer, string, error) {
	s := &summed{r: bufio.NewReaderSize(r, 1<<20), h: sha256.New()}
	var k keptFiler
	if err := gob.NewDecoder(s).Decode(&k); err != nil {
		return nil, "", err
	}
	if k.Version != filerVersion {
		return nil, "", errors.New("of another version")
	}
	f := &filer{annotator: annotate.New(), through: k.Through, reports: k.Reports, number: map[int64]int{}, reached: func(string) {}}
	for n, r := range k.Reports {
		f.number[r] = n
	}
	for _, r := range k.Unfiled {
		f.number[r] = -1
	}
	for _, x := range k.Found {
		f.found = append(f.found, foundIn{x.Of, x.Family, x.Home, x.Shares})
	}
	var err error
	if f.finder, err = copies.Load(s, copies.Options{}); err != nil {
		return nil, "", err
	}
	if f.desk, err = cluster.Load(s, cluster.Options{Moved: f.moved}, f.close); err != nil {
		return nil, "", err
	}
	got := s.h.Sum(nil)
	want, err := io.ReadAll(io.LimitReader(s.r, sha256.Size+1))
	if err != nil || !bytes.Equal(got, want) {
		return nil, "", errors.New("damaged")
	}
	return f, k.Content, nil
}

// summed hashes what is read through it. It reads bytes one by one where it is
// asked to, so that a decoder takes no more than its own.
type summed struct {
	r *bufio.Reader
	h hash.Hash
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.h.Write(p[:n])
	return n, err
}

func (s *summed) ReadByte() (byte, error) {
	b, err := s.r.ReadByte()
	if err == nil {
		s.h.Write([]byte{b})
	}
	return b, err
}
