package eval

import (
	_ "embed" // the stop words
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/porter"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A TimelineEntry is one day of a timeline.
type TimelineEntry struct {
	Date      string   `json:"date"` // 2006-01-02; what stands behind it is not looked at
	Sentences []string `json:"sentences"`
}

// A GoldTimeline is one that a newsroom made.
type GoldTimeline struct {
	Annotator string          `json:"annotator"`
	Source    string          `json:"source"` // the newsroom
	Entries   []TimelineEntry `json:"entries"`
}

// ReadTimelines reads a JSON list of gold timelines.
func ReadTimelines(r io.Reader) ([]GoldTimeline, error) {
	var g []GoldTimeline
	if err := json.NewDecoder(r).Decode(&g); err != nil {
		return nil, err
	}
	for _, t := range g {
		if _, err := days(t.Entries, wordsOf); err != nil {
			return nil, fmt.Errorf("timeline %q: %w", t.Annotator, err)
		}
	}
	return g, nil
}

// A TimelineScore says how near a timeline is to one that people made: the
// days alone, and the words of the days aligned ("align+ m:1" of Martschat and
// Markert 2017, with ROUGE-1 and ROUGE-2; words stemmed, stop words left out).
type TimelineScore struct {
	Date F `json:"date"`
	AR1  F `json:"ar1"`
	AR2  F `json:"ar2"`
}

// ScoreTimeline compares a timeline with the gold one. The error is that of a
// date that is none. Cost: the product of the numbers of days.
func ScoreTimeline(gold, system []TimelineEntry) (TimelineScore, error) {
	words := rougeWords()
	g, err := days(gold, words)
	if err != nil {
		return TimelineScore{}, err
	}
	s, err := days(system, words)
	if err != nil {
		return TimelineScore{}, err
	}
	both := 0
	for d := range s {
		if _, ok := g[d]; ok {
			both++
		}
	}
	sc := TimelineScore{Date: NewF(both, len(s), len(g))}
	toGold, toSystem := nearest(s, g), nearest(g, s)
	sc.AR1 = aligned(g, s, toGold, toSystem, func(d timelineDay) map[string]int { return d.ones })
	sc.AR2 = aligned(g, s, toGold, toSystem, func(d timelineDay) map[string]int { return d.twos })
	return sc, nil
}

// MeanTimelines returns the score over several timelines: the F1 of the mean
// precision and the mean recall.
func MeanTimelines(all []TimelineScore) TimelineScore {
	mean := func(of func(TimelineScore) F) F {
		var p, r float64
		for _, s := range all {
			p, r = p+of(s).P, r+of(s).R
		}
		n := float64(max(len(all), 1))
		return harmonic(p/n, r/n)
	}
	return TimelineScore{
		Date: mean(func(s TimelineScore) F { return s.Date }),
		AR1:  mean(func(s TimelineScore) F { return s.AR1 }),
		AR2:  mean(func(s TimelineScore) F { return s.AR2 }),
	}
}

// A timelineDay is what a timeline says of one day.
type timelineDay struct {
	ones, twos map[string]int // its words and pairs of words, as ROUGE has them
	bare       map[string]int // every word as it stands, for the cost of aligning
	words      int            // of bare
}

// days sorts entries by day, counted from year 1.
func days(entries []TimelineEntry, words func(string) []string) (map[int]timelineDay, error) {
	texts := map[int][]string{}
	for _, e := range entries {
		t, err := time.Parse(time.DateOnly, e.Date[:min(10, len(e.Date))])
		if err != nil {
			return nil, fmt.Errorf("date %q: %w", e.Date, err)
		}
		n := int(t.Unix() / (24 * 60 * 60))
		texts[n] = append(texts[n], e.Sentences...)
	}
	out := make(map[int]timelineDay, len(texts))
	for n, ss := range texts {
		text := strings.Join(ss, " ")
		w, bare := words(text), wordsOf(text)
		d := timelineDay{ones: map[string]int{}, twos: map[string]int{}, bare: map[string]int{}, words: len(bare)}
		for i, x := range w {
			d.ones[x]++
			if i > 0 {
				d.twos[w[i-1]+" "+x]++
			}
		}
		for _, x := range bare {
			d.bare[x]++
		}
		out[n] = d
	}
	return out, nil
}

// nearest returns for each day of one the day of many that costs least to
// align it with, the earliest of equals; nothing if many is empty.
func nearest(one, many map[int]timelineDay) map[int]int {
	out := make(map[int]int, len(one))
	ds := slices.Sorted(maps.Keys(many))
	for d, x := range one {
		least := 2.0
		for _, e := range ds {
			y := many[e]
			like := NewF(sharedWords(x.bare, y.bare), x.words, y.words).F1
			if cost := (1 - closeness(d, e)) * (1 - like); cost < least {
				out[d], least = e, cost
			}
		}
	}
	return out
}

// closeness is 1 for the same day, 1/2 for the next, and so on.
func closeness(a, b int) float64 { return 1 / float64(max(a-b, b-a)+1) }

// aligned returns the words that aligned days share, each day's share lowered
// by how far they lie apart, of all words.
func aligned(g, s map[int]timelineDay, toGold, toSystem map[int]int, of func(timelineDay) map[string]int) F {
	share := func(from, to map[int]timelineDay, way map[int]int) float64 {
		var hit float64
		all := 0
		for _, d := range slices.Sorted(maps.Keys(from)) {
			for _, n := range of(from[d]) {
				all += n
			}
			if e, ok := way[d]; ok {
				hit += float64(sharedWords(of(from[d]), of(to[e]))) * closeness(d, e)
			}
		}
		return hit / float64(max(all, 1))
	}
	return harmonic(share(s, g, toGold), share(g, s, toSystem))
}

func harmonic(p, r float64) F {
	f := F{P: p, R: r}
	if p+r > 0 {
		f.F1 = 2 * p * r / (p + r)
	}
	return f
}

func sharedWords(a, b map[string]int) int {
	n := 0
	for w, k := range a {
		n += min(k, b[w])
	}
	return n
}

// wordsOf returns the runs of letters and digits of s in lower case.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// smart is the stop list of the SMART system, as it comes with ROUGE-1.5.5.
//
//go:embed smart.txt
var smart string

// rougeWords returns what cuts a text into the words that the published
// figures count: stop words left out, the rest stemmed after Porter (1980).
func rougeWords() func(string) []string {
	stop := wordlist.NewSet(smart)
	env := snowballstem.NewEnv("")
	return func(s string) []string {
		var out []string
		for _, w := range wordsOf(s) {
			if stop.Has(w) {
				continue
			}
			if len(w) >= 3 && strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
				env.SetCurrent(w)
				porter.Stem(env)
				w = env.Current()
			}
			out = append(out, w)
		}
		return out
	}
}
