package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Senses is what WordNet says a word can be. Noun and Verb are the number of
// the lexicographer's file of the first sense, counted from 1 for each part
// of speech; 0 is none.
type Senses struct{ Noun, Verb, POS uint8 }

// WordNet holds what is taken from the data files of WordNet 3.0.
type WordNet struct {
	Senses map[string]Senses
	// Instances are names (with upper-case letters) with the first letter
	// of their kind: P person, L place, G group.
	Instances map[string]byte
	Glosses   []string // text for [Classes]
	Irregular []Inflection
	field     map[string]uint8
}

// An Inflection is an irregular form, its base and n or v.
type Inflection struct {
	Form, Base string
	POS        byte
}

// NewWordNet returns an empty WordNet.
func NewWordNet() *WordNet {
	return &WordNet{Senses: map[string]Senses{}, Instances: map[string]byte{}, field: map[string]uint8{}}
}

// posBits are the bits of [Entry].POS by WordNet's letters; s is a satellite
// adjective.
var posBits = map[byte]uint8{'n': 1, 'v': 2, 'a': 4, 's': 4, 'r': 8}

// ReadData reads one data file (data.noun and so on).
func (wn *WordNet) ReadData(r io.Reader) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "  ") {
			continue
		}
		body, gloss, _ := strings.Cut(line, " | ")
		wn.Glosses = append(wn.Glosses, strings.TrimSpace(gloss))
		f := strings.Fields(body)
		if len(f) < 6 {
			return fmt.Errorf("synset %.40q: too few fields", line)
		}
		if err := wn.addSynset(f); err != nil {
			return fmt.Errorf("synset %s: %w", f[0], err)
		}
	}
	return sc.Err()
}

func (wn *WordNet) addSynset(f []string) error {
	file, err := strconv.Atoi(f[1])
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil {
		return err
	}
	wn.field[f[2][:1]+f[0]] = uint8(file)
	instance := false
	for _, x := range f[4+2*n:] {
		instance = instance || x == "@i"
	}
	for i := range int(n) {
		word := f[4+2*i]
		if instance {
			wn.addInstance(strings.ReplaceAll(word, "_", " "), file)
		}
		word, _, _ = strings.Cut(word, "(") // syntactic marker of adjectives
		if strings.Contains(word, "_") || instance {
			continue
		}
		w := Normal(word)
		s := wn.Senses[w]
		s.POS |= posBits[f[2][0]]
		wn.Senses[w] = s
	}
	return nil
}

func (wn *WordNet) addInstance(name string, file int) {
	switch file {
	case 18: // noun.person
		wn.Instances[name] = 'P'
	case 15, 17: // noun.location; noun.object holds rivers and mountains
		wn.Instances[name] = 'L'
	case 14: // noun.group
		wn.Instances[name] = 'G'
	}
}

// ReadIndex reads one index file (index.noun, index.verb) for the first
// sense of each word. Read the data files first.
func (wn *WordNet) ReadIndex(r io.Reader) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if strings.HasPrefix(sc.Text(), "  ") || len(f) < 6 || strings.Contains(f[0], "_") {
			continue
		}
		count, err := strconv.Atoi(f[2])
		if err != nil || count > len(f) {
			return fmt.Errorf("index of %q: senses %q", f[0], f[2])
		}
		first := wn.field[f[1]+f[len(f)-count]]
		s, known := wn.Senses[Normal(f[0])]
		switch {
		case !known:
			continue
		case f[1] == "n":
			s.Noun = first - 2 // noun files are 03 to 28
		case f[1] == "v":
			s.Verb = first - 28 // verb files are 29 to 43
		}
		wn.Senses[Normal(f[0])] = s
	}
	return sc.Err()
}

// ReadExceptions reads irregular forms (noun.exc, verb.exc), which get the
// senses of their base form for that part of speech.
func (wn *WordNet) ReadExceptions(r io.Reader, pos byte) error {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if len(f) < 2 || strings.Contains(f[0], "_") {
			continue
		}
		wn.Irregular = append(wn.Irregular, Inflection{f[0], f[1], pos})
		base, known := wn.Senses[Normal(f[1])]
		if !known {
			continue
		}
		s := wn.Senses[Normal(f[0])]
		s.POS |= posBits[pos]
		if pos == 'n' {
			s.Noun = base.Noun
		} else {
			s.Verb = base.Verb
		}
		wn.Senses[Normal(f[0])] = s
	}
	return sc.Err()
}
