package worker_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// sector is what a disk writes whole, in bytes.
const sector = 512

// A forgetful is a folder, served by FUSE, that knows what it was asked to
// sync: at any moment it can show what a power cut would leave of it. It keeps
// everything in memory and has no folders below it.
type forgetful struct {
	fs.Inode
	mu     sync.Mutex
	names  map[string]*held // as programs see the folder
	synced map[string]*held // as the folder was when it was synced last
	failAt int              // the write or sync, from 1, that fails; 0 is none
	calls  int              // writes and syncs so far
}

// A held is a file.
type held struct {
	fs.Inode
	disk   *forgetful
	live   []byte
	synced []byte
	since  []written // what came after the last sync, in order
}

// A written is one change of a file: data at an offset or, if data is nil, the
// size that it got.
type written struct {
	at   int64
	data []byte
}

func newForgetful() *forgetful {
	return &forgetful{names: map[string]*held{}, synced: map[string]*held{}}
}

// fails counts a write or sync, and reports whether it is the one that fails.
func (d *forgetful) fails() bool {
	d.calls++
	return d.calls == d.failAt
}

// called returns how many writes and syncs there were.
func (d *forgetful) called() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls
}

// mount serves the folder until the test ends. It skips the test where nothing
// can be mounted.
func (d *forgetful) mount(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	server, err := fs.Mount(dir, d, &fs.Options{MountOptions: fuse.MountOptions{DirectMountStrict: true}})
	if err != nil {
		t.Skipf("no folder of its own can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := server.Unmount(); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// cut writes to dir what a power cut at this moment could leave: all that was
// synced, and of the rest any names and any sectors.
func (d *forgetful) cut(dir string, r *rand.Rand) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := []float64{0, .05, .5, .95, 1}[r.IntN(5)]
	luck := func() bool { return r.Float64() < kept }
	names := maps.Clone(d.synced)
	for _, n := range slices.Sorted(maps.Keys(d.names)) {
		if luck() {
			names[n] = d.names[n]
		}
	}
	for _, n := range slices.Sorted(maps.Keys(d.synced)) {
		if _, stands := d.names[n]; !stands && luck() {
			delete(names, n)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		if err := os.WriteFile(filepath.Join(dir, n), names[n].left(luck), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// left returns what is left of a file of which those sectors are written that
// luck has chosen.
func (f *held) left(luck func() bool) []byte {
	out := slices.Clone(f.synced)
	for _, w := range f.since {
		if w.data == nil {
			if luck() {
				out = sized(out, w.at)
			}
			continue
		}
		for from := int64(0); from < int64(len(w.data)); {
			to := min((w.at+from)/sector*sector+sector-w.at, int64(len(w.data)))
			if luck() {
				out = sized(out, max(int64(len(out)), w.at+to))
				copy(out[w.at+from:], w.data[from:to])
			}
			from = to
		}
	}
	return out
}

// sized returns b with n bytes, zeros where there were none.
func sized(b []byte, n int64) []byte {
	if n <= int64(len(b)) {
		return b[:n]
	}
	return append(b, make([]byte, n-int64(len(b)))...)
}

func (d *forgetful) child(ctx context.Context, f *held, out *fuse.EntryOut) *fs.Inode {
	f.attributes(&out.Attr)
	if f.StableAttr().Ino != 0 {
		return &f.Inode
	}
	return d.NewInode(ctx, f, fs.StableAttr{Mode: syscall.S_IFREG})
}

func (d *forgetful) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.names[name]
	if f == nil {
		return nil, syscall.ENOENT
	}
	return d.child(ctx, f, out), 0
}

func (d *forgetful) Create(ctx context.Context, name string, _, _ uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := &held{disk: d}
	d.names[name] = f
	return d.child(ctx, f, out), nil, 0, 0
}

func (d *forgetful) Unlink(_ context.Context, name string) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.names, name)
	return 0
}

func (d *forgetful) Rename(_ context.Context, name string, _ fs.InodeEmbedder, to string, _ uint32) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[to] = d.names[name]
	delete(d.names, name)
	return 0
}

func (d *forgetful) Readdir(context.Context) (fs.DirStream, syscall.Errno) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []fuse.DirEntry
	for _, n := range slices.Sorted(maps.Keys(d.names)) {
		list = append(list, fuse.DirEntry{Name: n, Mode: syscall.S_IFREG})
	}
	return fs.NewListDirStream(list), 0
}

// Fsync of the folder keeps its names.
func (d *forgetful) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.synced = maps.Clone(d.names)
	return 0
}

func (f *held) attributes(a *fuse.Attr) {
	a.Mode, a.Size = syscall.S_IFREG|0o600, uint64(len(f.live))
}

func (f *held) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	f.attributes(&out.Attr)
	return 0
}

func (f *held) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if n, ok := in.GetSize(); ok {
		f.live = sized(f.live, int64(n))
		f.since = append(f.since, written{at: int64(n)})
	}
	f.attributes(&out.Attr)
	return 0
}

func (f *held) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) { return nil, 0, 0 }

func (f *held) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	off = min(off, int64(len(f.live)))
	return fuse.ReadResultData(dest[:copy(dest, f.live[off:])]), 0
}

func (f *held) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.disk.fails() {
		return 0, syscall.EIO
	}
	f.live = sized(f.live, max(int64(len(f.live)), off+int64(len(data))))
	copy(f.live[off:], data)
	f.since = append(f.since, written{off, slices.Clone(data)})
	return uint32(len(data)), 0
}

// Fsync keeps what was written since the last one. What a sync that fails should
// have kept is lost, as on Linux: a later one that succeeds does not keep it.
func (f *held) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.disk.fails() {
		f.since = nil
		return syscall.EIO
	}
	f.synced, f.since = f.left(func() bool { return true }), nil
	return 0
}
