package storyline_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/storyline"
)

// stream returns n stories of one report each in words that do not exist, as
// many at a moment as it says. One in five goes on with an earlier one: it has
// its names, but for those that all have, and half of its words.
func stream(n, atOnce int) []storyline.Story {
	r := rand.New(rand.NewPCG(1, 2))
	a := annotate.New()
	matters := make([]matter, n)
	out := make([]storyline.Story, n)
	for i := range out {
		matters[i] = newMatter(r)
		if back := 1 + r.IntN(40); i%5 == 4 && back <= i {
			matters[i] = matters[i-back].next(r)
		}
		hours := i / atOnce
		d := sample.Document(fmt.Sprintf("d%06d", i), "Quay Post", matters[i].text(r), hours)
		out[i] = storyline.Story{Docs: []*annotate.Document{a.Annotate(d)}, Origin: []int{0}}
	}
	return out
}

// A matter is what a made-up report is about.
type matter struct{ names, words []string }

func newMatter(r *rand.Rand) matter {
	var m matter
	for range 6 {
		m.names = append(m.names, name(r)+" "+name(r))
	}
	for k := range 2 { // names that many reports have
		common := int(math.Pow(300, r.Float64()))
		m.names[4+k] = "Ka" + syllable(common) + " To" + syllable(common+9)
	}
	for range 40 {
		m.words = append(m.words, word(r))
	}
	return m
}

// next is a later matter that goes on with m.
func (m matter) next(r *rand.Rand) matter {
	n := newMatter(r)
	copy(n.names, m.names[:4])
	copy(n.words, m.words[:20])
	return n
}

func (m matter) text(r *rand.Rand) string {
	var b strings.Builder
	for s := range 12 {
		fmt.Fprintf(&b, "The %s of %s", m.words[r.IntN(len(m.words))], m.names[s%len(m.names)])
		for range 14 {
			b.WriteString(" " + m.words[r.IntN(len(m.words))])
			if r.IntN(2) == 0 {
				b.WriteString(" " + word(r))
			}
		}
		b.WriteString(".")
		if s%3 == 2 {
			b.WriteString("\n\n")
		} else {
			b.WriteString(" ")
		}
	}
	return strings.TrimSpace(b.String())
}

// word returns one of 4,000 words, the first of them far more often.
func word(r *rand.Rand) string {
	k := int(math.Pow(4000, r.Float64()))
	return syllable(k) + syllable(k/20+7) + syllable(k/400+3)
}

func name(r *rand.Rand) string {
	s := syllable(r.IntN(400)) + syllable(r.IntN(400)) + syllable(r.IntN(400))
	return strings.ToUpper(s[:1]) + s[1:]
}

func syllable(k int) string {
	return string("bdfgklmnprstvz"[k%14]) + string("aeiou"[k/14%5]) + string("lmnr"[k/70%4])
}

// BenchmarkAdd reports what a story costs among so many others.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{1000, 5000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			all := stream(n+1000, 20)
			for b.Loop() {
				b.StopTimer()
				x := storyline.NewIndex(storyline.Options{})
				for _, s := range all[:n] {
					x.Add(s)
				}
				b.StartTimer()
				for _, s := range all[n:] {
					x.Add(s)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*1000), "µs/story")
		})
	}
}
