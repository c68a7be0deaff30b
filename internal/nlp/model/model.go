// Package model holds the weights of the text analysis. The files beside it
// are data under a licence of their own: see ATTRIBUTION.md. They are made by
// cmd/wiredesk-train.
//
// Layer: nlp (pure). It never learns and never changes a weight.
package model

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/wiredesk/wiredesk/internal/nlp/entity"
	"github.com/wiredesk/wiredesk/internal/nlp/lemma"
	"github.com/wiredesk/wiredesk/internal/nlp/lexicon"
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

//go:embed ATTRIBUTION.md en.json en-*.bin
var english embed.FS

// Files returns the files that are part of the program: the weights, en.json
// and ATTRIBUTION.md.
func Files() fs.FS { return english }

// Models reads each file of weights when it is first asked for, and keeps it.
// It is safe for concurrent use: make one and share it.
type Models struct {
	Lexicon func() (*lexicon.Lexicon, error)
	Tagger  func() (*tag.Model, error)
	Lemmas  func() (*lemma.Model, error)
	Parser  func() (*parse.Model, error)
	Names   func() (*entity.Model, error)
	files   fs.FS
}

// English returns the models that are part of the program.
func English() *Models { return Open(english) }

// Open returns the English models that stand in a folder.
func Open(fsys fs.FS) *Models {
	return &Models{
		Lexicon: lazy(fsys, "en-lexicon.bin", lexicon.Read),
		Tagger:  lazy(fsys, "en-tagger.bin", tag.Read),
		Lemmas:  lazy(fsys, "en-lemma.bin", lemma.Read),
		Parser:  lazy(fsys, "en-parser.bin", parse.Read),
		Names:   lazy(fsys, "en-names.bin", readNames),
		files:   fsys,
	}
}

func lazy[T any](fsys fs.FS, name string, read func([]byte) (T, []byte, error)) func() (T, error) {
	return sync.OnceValues(func() (T, error) {
		var none T
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return none, err
		}
		if b, err = unpack(b); err != nil {
			return none, fmt.Errorf("%s: %w", name, err)
		}
		m, rest, err := read(b)
		if err != nil {
			return none, fmt.Errorf("%s: %w", name, err)
		}
		if len(rest) > 0 {
			return none, fmt.Errorf("%s: %d bytes too many", name, len(rest))
		}
		return m, nil
	})
}

// readNames reads a gazetteer and the weights after it.
func readNames(b []byte) (*entity.Model, []byte, error) {
	g, b, err := entity.ReadGazetteer(b)
	if err != nil {
		return nil, nil, err
	}
	w, b, err := entity.ReadWeights(b)
	if err != nil {
		return nil, nil, err
	}
	return entity.NewModel(w, g), b, nil
}

// Pack returns the bytes of a file of weights: b, compressed with zstd, which
// is read six times as fast as what deflate makes and is no larger.
func Pack(b []byte) ([]byte, error) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return e.EncodeAll(b, nil), e.Close()
}

// maxUnpacked is the largest file of weights that is read, in bytes.
const maxUnpacked = 64 << 20

// unpack undoes [Pack].
func unpack(b []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(b, nil)
}
