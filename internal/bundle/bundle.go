// Package bundle puts a brief and the documents that it was made of into one
// file that anybody can check without the program's database, and takes such a
// file apart again.
//
// A bundle is a zip whose members are stored, not packed, in a fixed order
// under fixed names (docs/formats/bundle.md). Everything about the zip follows
// from what its members hold, so a file that is laid out otherwise is none:
// there is nothing to unpack, no name to be led astray by, and no place for
// bytes that one reader sees and another does not.
//
// Layer: L3. It works on bytes in memory, opens no file, and judges no
// statement: whether the brief is true to its documents is for package verify.
package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// Names of the members that every bundle has. Documents stand between the last
// two, under names of their number.
const (
	manifestName = "manifest.json"
	briefName    = "brief.json"
	sumsName     = "SHA256SUMS"
)

func documentName(i int) string { return fmt.Sprintf("documents/%05d.txt", i+1) }

// Format is the version of the form of bundles.
const Format = 1

// A Manifest says what made a bundle, and from what.
type Manifest struct {
	Bundle    int          `json:"bundle"` // Format
	Run       wiredesk.Run `json:"run"`    // as in the brief
	Models    []Model      `json:"models"`
	Documents []Input      `json:"documents"` // in canonical order
}

// A Model names the weights of an annotator.
type Model struct {
	Name    string      `json:"name"`
	Version int         `json:"version"`
	Files   []ModelFile `json:"files"`
}

// A ModelFile is one file of weights.
type ModelFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// An Input is one document: the text that stands in Member.
type Input struct {
	ID     wiredesk.DocumentID `json:"id"`
	Member string              `json:"member"`
	Bytes  int                 `json:"bytes"`
	SHA256 string              `json:"sha256"`
}

// A Bundle is what a file holds.
type Bundle struct {
	Manifest Manifest
	Brief    []byte   // JSON, as docs/formats/brief.md has it, without texts
	Texts    []string // of the documents, in the order of the manifest
}

// New makes the bundle of r, whose documents have their texts. brief is r as
// JSON.
func New(r *wiredesk.Result, brief []byte, models []Model) *Bundle {
	b := &Bundle{Manifest: Manifest{Bundle: Format, Run: r.Run, Models: models, Documents: []Input{}}, Brief: brief}
	for i, d := range r.Documents {
		b.Manifest.Documents = append(b.Manifest.Documents, Input{d.ID, documentName(i), d.Bytes, d.SHA256})
		b.Texts = append(b.Texts, d.Text)
	}
	return b
}

// A member is one file in the zip.
type member struct {
	name string
	data []byte
}

// Write writes b. The same bundle gives the same bytes. It fails with
// [wiredesk.ErrTooLarge] if b is beyond what [Read] takes.
func (b *Bundle) Write(w io.Writer) error {
	manifest, err := json.MarshalIndent(b.Manifest, "", " ")
	if err != nil {
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	members := []member{{manifestName, append(manifest, '\n')}, {briefName, b.Brief}}
	size := len(manifest) + len(b.Brief)
	for i, t := range b.Texts {
		members = append(members, member{documentName(i), []byte(t)})
		size += len(t) + 256 // what the zip and the sums add for each
	}
	members = append(members, member{sumsName, sums(members)})
	if size > wiredesk.MaxBundle || len(members) > wiredesk.MaxMembers {
		return fmt.Errorf("a bundle of %d bytes and %d members: %w", size, len(members), wiredesk.ErrTooLarge)
	}
	return pack(w, members)
}

// sums returns the hashes of members as sha256sum writes them.
func sums(members []member) []byte {
	var b bytes.Buffer
	for _, m := range members {
		fmt.Fprintf(&b, "%s  %s\n", wiredesk.Hash(string(m.data)), m.name)
	}
	return b.Bytes()
}

// pack writes members as a zip: stored, without times, comments or extra
// fields.
func pack(w io.Writer, members []member) error {
	z := zip.NewWriter(w)
	for _, m := range members {
		h := &zip.FileHeader{
			Name: m.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(m.data),
			CompressedSize64: uint64(len(m.data)), UncompressedSize64: uint64(len(m.data)),
		}
		//lint:ignore SA1019 CreateRaw writes this field and not Modified
		h.ModifiedDate = 1<<5 | 1 // 1 January 1980, the first day that a zip knows
		f, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := f.Write(m.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// Is reports whether data begins as a bundle does, or any zip.
func Is(data []byte) bool { return bytes.HasPrefix(data, []byte("PK")) }

// Read takes a bundle apart. An error says that data is none, or too large; it
// wraps a kind of package wiredesk. Otherwise problems lists the parts that are
// not what the bundle says they are, each as "NAME: reason", and only if there
// are none may the bundle be used. Read copies the texts and the brief, and
// allocates for nothing that data merely announces.
func Read(data []byte) (b *Bundle, problems []string, err error) {
	if len(data) > wiredesk.MaxBundle {
		return nil, nil, fmt.Errorf("a bundle of more than %d bytes: %w", wiredesk.MaxBundle, wiredesk.ErrTooLarge)
	}
	members, problems, err := unpack(data)
	if err != nil {
		return nil, nil, err
	}
	last := len(members) - 1
	problems = append(problems, checkSums(members[:last], string(members[last].data))...)
	if len(problems) > 0 {
		return nil, problems, nil
	}
	b = &Bundle{Brief: bytes.Clone(members[1].data)}
	for _, m := range members[2:last] {
		b.Texts = append(b.Texts, string(m.data))
	}
	if err := b.readManifest(members[0].data); err != nil {
		return nil, []string{manifestName + ": " + err.Error()}, nil
	}
	return b, nil, nil
}

// Sizes of the fixed parts of a zip.
const (
	localHeader = 30
	longestName = 32
)

var localMagic = []byte("PK\x03\x04")

// unpack returns the members of a zip that pack has written. Those whose
// checksum is wrong are listed in problems.
func unpack(data []byte) (members []member, problems []string, err error) {
	rest := data
	for bytes.HasPrefix(rest, localMagic) {
		if len(members) == wiredesk.MaxMembers {
			return nil, nil, fmt.Errorf("more than %d members: %w", wiredesk.MaxMembers, wiredesk.ErrTooLarge)
		}
		m, crc, n, err := next(rest, len(members))
		if err != nil {
			return nil, nil, err
		}
		if want := expected(len(members), m.name); m.name != want {
			return nil, nil, fmt.Errorf("member %d is named %q where %q is wanted: %w", len(members)+1, m.name, want, wiredesk.ErrInvalid)
		}
		if crc32.ChecksumIEEE(m.data) != crc {
			problems = append(problems, m.name+": its bytes do not have their checksum")
		}
		members, rest = append(members, m), rest[n:]
		if m.name == sumsName {
			break
		}
	}
	if len(members) < 3 || members[len(members)-1].name != sumsName {
		return nil, nil, fmt.Errorf("it ends after %d members, without %s: %w", len(members), sumsName, wiredesk.ErrInvalid)
	}
	if len(problems) == 0 {
		c := comparer{want: data}
		if err := pack(&c, members); err != nil || len(c.want) > 0 {
			return nil, nil, fmt.Errorf("what is around its members is not as wiredesk writes it: %w", wiredesk.ErrInvalid)
		}
	}
	return members, problems, nil
}

// next returns the member that b begins with, number i from 0, the checksum
// that is given for it, and how many bytes it takes up.
func next(b []byte, i int) (m member, crc uint32, n int, err error) {
	if len(b) < localHeader {
		return m, 0, 0, fmt.Errorf("member %d is cut off: %w", i+1, wiredesk.ErrInvalid)
	}
	name, size := int(binary.LittleEndian.Uint16(b[26:])), uint64(binary.LittleEndian.Uint32(b[18:]))
	if name > longestName || uint64(len(b)) < localHeader+uint64(name) {
		return m, 0, 0, fmt.Errorf("member %d has a name of %d bytes: %w", i+1, name, wiredesk.ErrInvalid)
	}
	m.name = string(b[localHeader : localHeader+name])
	if binary.LittleEndian.Uint16(b[8:]) != zip.Store || binary.LittleEndian.Uint16(b[28:]) != 0 {
		return m, 0, 0, fmt.Errorf("member %d, %q, is packed or has extra fields: %w", i+1, m.name, wiredesk.ErrInvalid)
	}
	body := b[localHeader+name:]
	if uint64(len(body)) < size {
		return m, 0, 0, fmt.Errorf("member %d, %q, is cut off: %w", i+1, m.name, wiredesk.ErrInvalid)
	}
	m.data = body[:size]
	return m, binary.LittleEndian.Uint32(b[14:]), localHeader + name + int(size), nil
}

// expected returns the name that member i must have, given that it has name.
func expected(i int, name string) string {
	switch {
	case i == 0:
		return manifestName
	case i == 1:
		return briefName
	case name == sumsName:
		return sumsName
	}
	return documentName(i - 2)
}

var errDiffers = errors.New("differs")

// A comparer is a writer that fails where something else is written than it
// wants.
type comparer struct{ want []byte }

func (c *comparer) Write(p []byte) (int, error) {
	if !bytes.HasPrefix(c.want, p) {
		return 0, errDiffers
	}
	c.want = c.want[len(p):]
	return len(p), nil
}

// checkSums compares members with the list of their hashes.
func checkSums(members []member, list string) (problems []string) {
	lines := strings.SplitAfter(list, "\n")
	for i, m := range members {
		want := wiredesk.Hash(string(m.data)) + "  " + m.name + "\n"
		switch {
		case i >= len(lines):
			return append(problems, sumsName+": it ends before "+m.name)
		case lines[i] != want && strings.HasSuffix(lines[i], "  "+m.name+"\n"):
			problems = append(problems, fmt.Sprintf("%s: its hash is %.12s, %s says %.12s", m.name, want, sumsName, lines[i]))
		case lines[i] != want:
			return append(problems, fmt.Sprintf("%s: line %d is not of %s", sumsName, i+1, m.name))
		}
	}
	if strings.Join(lines[len(members):], "") != "" {
		problems = append(problems, sumsName+": it goes on after the last member")
	}
	return problems
}

// readManifest reads the manifest and holds it to the documents of b.
func (b *Bundle) readManifest(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&b.Manifest); err != nil {
		return err
	}
	// What is written twice, or otherwise than we write it, is not ours.
	if again, err := json.MarshalIndent(b.Manifest, "", " "); err != nil || string(again)+"\n" != string(data) {
		return errors.New("it is not as wiredesk writes it")
	}
	if b.Manifest.Bundle != Format {
		return fmt.Errorf("form %d of bundles is not known here, %d is", b.Manifest.Bundle, Format)
	}
	if len(b.Manifest.Documents) != len(b.Texts) {
		return fmt.Errorf("it lists %d documents, the bundle holds %d", len(b.Manifest.Documents), len(b.Texts))
	}
	for i, in := range b.Manifest.Documents {
		if t := b.Texts[i]; in.Member != documentName(i) || in.Bytes != len(t) || in.SHA256 != wiredesk.Hash(t) {
			return fmt.Errorf("what it says of document %d, %s, is not so", i+1, documentName(i))
		}
	}
	return nil
}

// Fill gives the documents of r, the brief of b, their texts. It lists where
// the manifest and r do not agree.
func (b *Bundle) Fill(r *wiredesk.Result) (problems []string) {
	if r.Run != b.Manifest.Run {
		problems = append(problems, manifestName+": its run is not that of "+briefName)
	}
	if len(r.Documents) != len(b.Texts) {
		return append(problems, fmt.Sprintf("%s: it lists %d documents, the bundle holds %d", briefName, len(r.Documents), len(b.Texts)))
	}
	for i, d := range r.Documents {
		if d == nil {
			return append(problems, fmt.Sprintf("%s: document %d is null", briefName, i+1))
		}
		in := b.Manifest.Documents[i]
		if d.ID != in.ID || d.Bytes != in.Bytes || d.SHA256 != in.SHA256 || d.Text != "" {
			problems = append(problems, fmt.Sprintf("%s: what it says of document %d is not what %s says", briefName, i+1, manifestName))
		}
		d.Text = b.Texts[i]
	}
	return problems
}
