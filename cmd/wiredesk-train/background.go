package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

const (
	passageWords = 200 // words of a passage
	passageLeast = 50  // a shorter rest of a text is no passage
	leastSeen    = 3   // passages that a stem of the table stands in
)

// background counts in how many passages of general English each stem stands,
// and writes the table of package vector.
func (t *trainer) background() error {
	c := passages{stems: vector.NewStemmer(), in: map[string]int{}, now: map[string]bool{}}
	for _, f := range []string{"ewt-train", "ewt-dev", "gum-train", "gum-dev", "gum-sharealike-train", "gum-sharealike-dev"} {
		if err := t.data.open(f+".conllu.gz", func(r io.Reader) error { return lines(r, c.treeLine) }); err != nil {
			return err
		}
		c.flush()
	}
	for _, f := range []string{"wikigold.txt", "wnut17-train.txt"} {
		if err := t.data.open(f, func(r io.Reader) error { return lines(r, c.columnLine) }); err != nil {
			return err
		}
	}
	files, err := filepath.Glob(t.data.path("wire_ner/*.txt"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, f := range files {
		if err := folder(filepath.Dir(f)).open(filepath.Base(f), func(r io.Reader) error { return lines(r, c.wireLine) }); err != nil {
			return err
		}
	}
	return os.WriteFile(t.table, c.table(), 0o644)
}

// passages counts stems by passage.
type passages struct {
	stems *vector.Stemmer
	in    map[string]int  // stem -> passages it stands in
	n     int             // passages
	now   map[string]bool // stems of the passage at hand
	words int             // its words
}

func (c *passages) flush() {
	if c.words < passageLeast {
		return // goes on with the next text
	}
	c.n++
	for s := range c.now {
		c.in[s]++
	}
	c.now, c.words = map[string]bool{}, 0
}

func (c *passages) word(w string) {
	c.words++
	if l := []rune(w); len(l) > 1 && unicode.IsLetter(l[0]) {
		c.now[c.stems.Form(w)] = true
	}
	if c.words >= passageWords {
		c.flush()
	}
}

func (c *passages) treeLine(l string) {
	if strings.HasPrefix(l, "# newdoc") {
		c.flush()
	}
	if f := strings.Split(l, "\t"); len(f) == 10 && !strings.ContainsAny(f[0], "-.") {
		c.word(f[1])
	}
}

func (c *passages) columnLine(l string) {
	switch f := strings.Fields(l); {
	case len(f) < 2:
	case strings.Contains(f[0], "DOCSTART"):
		c.flush()
	default:
		c.word(f[0])
	}
}

func (c *passages) wireLine(l string) {
	if strings.HasPrefix(l, "#") {
		c.flush()
		return
	}
	for _, w := range strings.FieldsFunc(l, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if w != "PER" && w != "ORG" && w != "LOC" {
			c.word(w)
		}
	}
}

// table returns the file: the number of passages, then each stem and its own.
func (c *passages) table() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "passages\t%d\n", c.n)
	for _, s := range slices.Sorted(maps.Keys(c.in)) {
		if c.in[s] >= leastSeen {
			fmt.Fprintf(&b, "%s\t%d\n", s, c.in[s])
		}
	}
	return []byte(b.String())
}

func lines(r io.Reader, f func(string)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 4<<20)
	for sc.Scan() {
		f(sc.Text())
	}
	return sc.Err()
}
