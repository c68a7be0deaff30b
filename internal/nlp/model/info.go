package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// Info says what the weights are: the content of en.json, which
// cmd/wiredesk-train writes with them.
type Info struct {
	Name    string   `json:"name"`
	Version int      `json:"version"` // rises with every change of the weights that is shipped
	Licence string   `json:"licence"`
	Sources []string `json:"sources"`
	Files   []File   `json:"files"`
	Scores  []Score  `json:"scores"`
}

// A File is one file of weights.
type File struct {
	Name  string `json:"name"`
	Bytes int    `json:"bytes"`
	SHA   string `json:"sha256"`
}

// A Score is one figure on text that the weights were not made from, of 100.
type Score struct {
	Set     string  `json:"set"`
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
}

// Info reads en.json.
func (m *Models) Info() (Info, error) {
	var info Info
	b, err := fs.ReadFile(m.files, "en.json")
	if err != nil {
		return info, err
	}
	if err := json.Unmarshal(b, &info); err != nil {
		return info, fmt.Errorf("en.json: %w", err)
	}
	return info, nil
}

// Hash returns the first half of the SHA-256, in hex, of the weights that one
// annotator works with: what a result must name to be made again.
func (i Info) Hash(files ...string) string {
	h := sha256.New()
	for _, f := range i.Files {
		for _, want := range files {
			if f.Name == want {
				h.Write([]byte(f.SHA))
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// Describe returns the files of a folder that are weights, in order of name.
func Describe(files fs.FS) ([]File, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	var out []File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".bin") {
			continue
		}
		b, err := fs.ReadFile(files, e.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		out = append(out, File{e.Name(), len(b), hex.EncodeToString(sum[:])})
	}
	return out, nil
}
