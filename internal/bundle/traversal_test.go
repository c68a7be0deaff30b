package bundle_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/bundle"
)

// escapes are names of members that lead out of the folder that a careless
// program would unpack to, or stand for something else on another system.
func escapes() []string {
	var out []string
	for _, target := range []string{"etc/passwd", "x.txt", "documents/00001.txt", "SHA256SUMS"} {
		for _, way := range []string{
			"../", "../../", "../../../../../../../../", "./", ".//", "/", "//", "///", "documents/../", "documents/../../", "documents/./", "documents//", "./../", ".../", "..../", "..;/",
			`..\`, `..\..\`, `\`, `\\`, `\\host\share\`, `C:\`, `C:`, "C:/", "c:/", `\\?\C:\`, `\\.\`, `documents\`, `documents/..\`, "%2e%2e/", "..%2f", "%2e%2e%2f", "..%5c", "..%c0%af", "..%252f",
			"..\u2215", "．．/", "..／", "file:///", "http://127.0.0.1/", "~/", "~root/", "$HOME/", "-", " ", "\t", "\n",
		} {
			out = append(out, way+target)
		}
	}
	return append(out, "", ".", "..", "/", `\`, "CON", "NUL", "aux.txt", "COM1", "documents/00001.txt ", "documents/00001.txt.", "documents/00001.txt::$DATA", "documents/00001.txt:x", "documents/00001.TXT",
		"Documents/00001.txt", "documents/0000１.txt", "documents/00001.txt\x00", "documents/00001\u202etxt.", "documents/00000.txt", "documents/-0001.txt", "documents/00004.txt", "documents/99999.txt", "documents/100000.txt",
		"documents/1.txt", "documents/00001", "documents/00001.txt/", "documents/00001.txt/x", "manifest.json/", "MANIFEST.JSON", "manifest.json ", "brief.json\n", strings.Repeat("../", 20000), strings.Repeat("a", 60000), "\xff\xfe", "é", "e\u0301")
}

// TestEscapes reads bundles with each of these names, as one more member and in
// the place of each that belongs there, and with members that are links, devices
// and the like: all are refused, and nothing is written anywhere. It is row 36 of
// the matrix of faults; a bundle is the one archive whose members have names of
// files, and it is read in memory.
func TestEscapes(t *testing.T) {
	t.Chdir(t.TempDir())
	good := written(t, sample())
	attempts := 0
	try := func(what string, data []byte) {
		attempts++
		if b, problems, err := bundle.Read(data); b != nil || err == nil && len(problems) == 0 || err != nil && !errors.Is(err, wiredesk.ErrInvalid) && !errors.Is(err, wiredesk.ErrTooLarge) {
			t.Errorf("%.80q is taken: %v", what, err)
		}
	}
	for _, name := range escapes() {
		more, m := member{name, []byte("x")}, read(t, good)
		m[3].name = name
		if strings.HasSuffix(name, "/") { // a folder
			more.data, m[3].data = nil, nil
		}
		try("one more: "+name, packed(t, slices.Insert(read(t, good), 2, more), nil))
		try("in the place of another: "+name, packed(t, m, nil))
	}
	third := 0 // the entry of the third member in the directory
	for range 3 {
		third += 4 + bytes.Index(good[third+4:], []byte("PK\x01\x02"))
	}
	for _, mode := range []uint32{0o120777, 0o060777, 0o020777, 0o010777, 0o140777, 0o040777, 0o104777, 0o102777, 0o170777} { // links, devices and so on, as Unix has them
		bad := bytes.Clone(good)
		bad[third+5] = 3 // made on Unix
		binary.LittleEndian.PutUint32(bad[third+38:], mode<<16)
		try(fmt.Sprintf("mode %o", mode), bad)
	}
	left, err := filepath.Glob("*")
	if err != nil || len(left) > 0 {
		t.Errorf("%q was written: %v", left, err)
	}
	if _, err := os.Stat("../x.txt"); err == nil {
		t.Error("a file was written beside the folder")
	}
	t.Logf("%d attempts, 0 escapes", attempts)
}
