package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// entityMark is one opening or closing bracket of GUM's Entity= column.
var entityMark = regexp.MustCompile(`\((\d+)-([a-z]+)-[^()]*\)?|(\d+)\)`)

// GUMNames fills Names of each sentence from GUM's entities: mentions of a
// person, an organisation or a place whose head is a proper noun, cut down to
// the proper nouns around that head, without titles.
func GUMNames(docs []Document) {
	for _, d := range docs {
		for i := range d {
			d[i].Names = d[i].gumNames()
		}
	}
}

type mention struct {
	id, kind   string
	start, end int
}

func (s *Sentence) gumNames() []Name {
	var names []Name
	for _, m := range s.mentions() {
		t := typeOf(m.kind)
		if t == "" {
			continue
		}
		if n, ok := s.properPart(m); ok {
			names = append(names, Name{n.Start, n.End, t})
		}
	}
	return outermost(names)
}

func (s *Sentence) mentions() []mention {
	var open, done []mention
	for i, misc := range s.misc {
		for _, f := range strings.Split(misc, "|") {
			v, ok := strings.CutPrefix(f, "Entity=")
			if !ok {
				continue
			}
			for _, g := range entityMark.FindAllStringSubmatch(v, -1) {
				switch {
				case g[1] != "" && strings.HasSuffix(g[0], ")"):
					done = append(done, mention{g[1], g[2], i, i + 1})
				case g[1] != "":
					open = append(open, mention{g[1], g[2], i, 0})
				default:
					for k := len(open) - 1; k >= 0; k-- {
						if open[k].id == g[3] {
							m := open[k]
							m.end = i + 1
							done = append(done, m)
							open = slices.Delete(open, k, k+1)
							break
						}
					}
				}
			}
		}
	}
	return done
}

// properPart returns the run of proper nouns around the head of m.
func (s *Sentence) properPart(m mention) (Name, bool) {
	head := m.start
	for s.Heads[head] >= 0 && int(s.Heads[head]) >= m.start && int(s.Heads[head]) < m.end {
		head = int(s.Heads[head])
	}
	if !s.proper(head) {
		return Name{}, false
	}
	start, end := head, head+1
	for start > m.start && s.proper(start-1) {
		start--
	}
	for end < m.end {
		switch {
		case s.proper(end), s.Words[end] == "-" && end+1 < m.end && s.proper(end+1):
			end++
		case linksName(s.Words, end, m.end) > 0 && s.proper(end+linksName(s.Words, end, m.end)):
			end += linksName(s.Words, end, m.end) + 1
		default:
			return s.withoutTitle(start, end)
		}
	}
	return s.withoutTitle(start, end)
}

// linksName returns how many words at i join two parts of one name.
func linksName(words []string, i, end int) int {
	if i+2 < end && (words[i] == "of" || words[i] == "for") && words[i+1] == "the" {
		return 2
	}
	if i+1 < end && (words[i] == "of" || words[i] == "for" || words[i] == "and" || words[i] == "&") {
		return 1
	}
	return 0
}

func (s *Sentence) proper(i int) bool {
	return strings.HasPrefix(s.XPOS[i], "NNP") || s.UPOS[i] == "PROPN"
}

func (s *Sentence) withoutTitle(start, end int) (Name, bool) {
	for start < end && isTitle(s.Words[start]) {
		start++
	}
	return Name{Start: start, End: end}, start < end
}

func isTitle(w string) bool {
	switch w {
	case "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Dr.", "Dr", "Sir", "Lord", "Lady", "President",
		"Senator", "Sen.", "Rep.", "Representative", "Justice", "Judge", "General", "Gen.", "Captain", "Capt.",
		"Colonel", "Col.", "Professor", "Prof.", "Prof", "Minister", "King", "Queen", "Prince", "Princess",
		"Secretary", "Governor", "Gov.", "Mayor", "Chief", "Pope", "Father", "Saint", "Congressman", "Speaker":
		return true
	}
	return false
}

// outermost sorts names and drops those inside another.
func outermost(names []Name) []Name {
	slices.SortFunc(names, func(a, b Name) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	out := names[:0]
	for _, n := range names {
		if len(out) == 0 || n.Start >= out[len(out)-1].End {
			out = append(out, n)
		}
	}
	return out
}
