package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/rivo/uniseg"

	"github.com/wiredesk/wiredesk"
)

// Sizes of a diagram in pixels. Widths of words are guessed from their number
// of columns: the page may show them in any font.
const (
	maxDrawn   = 40  // words of a sentence that is drawn; a longer one has its table
	wordColumn = 7.4 // a column of a word, of the size of .tree in the style sheet
	relColumn  = 5.8 // a column of a relation or tag
	wordGap    = 12.0
	levelStep  = 20.0
	portStep   = 6.0 // between arcs that meet at one word
	corner     = 7.0
	treeMargin = 8.0
)

// A tree is the diagram of a sentence: its words in a row, and above them an
// arc from each head to each of its dependents.
type tree struct {
	words         []treeWord
	arcs          []*arc
	width, height float64
	baseline      float64 // where the arcs stand
}

type treeWord struct {
	text, tag string
	x         float64 // of the middle
	width     float64
}

// An arc goes from head to dep, which are numbers of words; the arc to the
// root comes from above and has the root for both.
type arc struct {
	head, dep int
	rel       string
	level     int // from 1
	from, to  float64
}

func (a *arc) left() int  { return min(a.head, a.dep) }
func (a *arc) right() int { return max(a.head, a.dep) }
func (a *arc) root() bool { return a.head == a.dep }

// need returns how far apart the ends must stand for the relation to be read.
func (a *arc) need() float64 { return float64(len(a.rel))*relColumn + 2*corner }

// tree lays out sentence s; nil if it has no tree or is too long.
func (r *report) tree(s wiredesk.Sentence) *tree {
	if r.Heads == nil || s.Last-s.First > maxDrawn || s.Last == s.First {
		return nil
	}
	t := &tree{}
	for i := s.First; i < s.Last; i++ {
		w := treeWord{text: r.word(i)}
		if r.Tags != nil {
			w.tag = r.Tags[i].UPOS.String()
		}
		w.width = max(float64(uniseg.StringWidth(w.text))*wordColumn, float64(len(w.tag))*relColumn)
		t.words = append(t.words, w)
		t.arcs = append(t.arcs, &arc{head: int(r.Heads[i]) - s.First, dep: i - s.First, rel: r.Rels[i].String()})
	}
	t.place()
	t.raise()
	t.join()
	return t
}

// place sets the words apart, so that they and the relations can be read.
func (t *tree) place() {
	reach := make([][]*arc, len(t.words)) // arcs by their right end
	for _, a := range t.arcs {
		if !a.root() {
			reach[a.right()] = append(reach[a.right()], a)
		}
	}
	for i := range t.words {
		w := &t.words[i]
		w.x = treeMargin + w.width/2
		if i > 0 {
			before := t.words[i-1]
			w.x = before.x + before.width/2 + wordGap + w.width/2
		}
		for _, a := range reach[i] {
			w.x = max(w.x, t.words[a.left()].x+a.need()+2*portStep)
		}
	}
	last := t.words[len(t.words)-1]
	t.width = last.x + last.width/2 + treeMargin
}

// raise gives each arc a level above all shorter ones that it spans or
// crosses; the root's is the highest.
func (t *tree) raise() {
	byLength := slices.Clone(t.arcs)
	slices.SortStableFunc(byLength, func(a, b *arc) int { return cmp.Compare(a.right()-a.left(), b.right()-b.left()) })
	top := 0
	for i, a := range byLength {
		if a.root() {
			continue
		}
		a.level = 1
		for _, b := range byLength[:i] {
			if a.left() < b.right() && b.left() < a.right() {
				a.level = max(a.level, b.level+1)
			}
		}
		top = max(top, a.level)
	}
	for _, a := range t.arcs {
		if a.root() {
			a.level = top + 1
		}
	}
	t.baseline = treeMargin + float64(top+1)*levelStep
	t.height = t.baseline + 40
}

// join sets where each arc leaves and meets its words: side by side, the
// shorter ones further out, so that no two cross that need not.
func (t *tree) join() {
	for i, w := range t.words {
		var ends []*arc
		for _, a := range t.arcs {
			if a.head == i || a.dep == i {
				ends = append(ends, a)
			}
		}
		slices.SortStableFunc(ends, func(a, b *arc) int { return cmp.Compare(a.side(i), b.side(i)) })
		step := min(portStep, w.width/float64(max(len(ends), 1)))
		for k, a := range ends {
			x := w.x + (float64(k)-float64(len(ends)-1)/2)*step
			if a.head == i {
				a.from = x
			}
			if a.dep == i {
				a.to = x
			}
		}
	}
}

// side orders the arcs at word i: those to the left, short to long, the root's,
// and those to the right, long to short.
func (a *arc) side(i int) float64 {
	switch other := a.head + a.dep - i; {
	case a.root():
		return 0
	case other < i:
		return -1 / float64(i-other)
	default:
		return 1 / float64(other-i)
	}
}

// top returns the height at which a runs.
func (t *tree) top(a *arc) float64 { return t.baseline - float64(a.level)*levelStep }

// path returns the line of a: up, across and down to the dependent.
func (t *tree) path(a *arc) string {
	y, foot := t.top(a), t.baseline
	if a.root() {
		return fmt.Sprintf("M%.1f %.1fV%.1f", a.to, y+4, foot-2)
	}
	c := min(corner, max(a.to-a.from, a.from-a.to)/2)
	if a.to < a.from {
		c = -c
	}
	h := max(c, -c)
	return fmt.Sprintf("M%.1f %.1fV%.1fQ%.1f %.1f %.1f %.1fH%.1fQ%.1f %.1f %.1f %.1fV%.1f",
		a.from, foot, y+h, a.from, y, a.from+c, y, a.to-c, a.to, y, a.to, y+h, foot-2)
}

// tip returns the arrow head of a, at its dependent.
func (t *tree) tip(a *arc) string {
	return fmt.Sprintf("M%.1f %.1fl-2.6 -6h5.2z", a.to, t.baseline)
}

// label returns where the relation of a is written.
func (t *tree) label(a *arc) (x, y string) {
	if a.root() {
		return px(a.to), px(t.top(a))
	}
	return px((a.from + a.to) / 2), px(t.top(a) + 3.5)
}

func (t *tree) box() string { return "0 0 " + px(t.width) + " " + px(t.height) }

// px writes a length.
func px(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
