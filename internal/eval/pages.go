package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// A GoldPage is what a labelled page says. Empty fields are not labelled.
type GoldPage struct {
	File             string   `json:"file"`
	URL              string   `json:"url"`
	Title            string   `json:"title"`
	Authors          []string `json:"authors"`
	Published        string   `json:"published"` // a moment, or a day
	Text             string   `json:"text"`
	TextWithOptional string   `json:"text_with_optional"` // with paragraphs that may be there or not
	With             []string `json:"segments_with"`      // must stand in the text
	Without          []string `json:"segments_without"`   // must not
}

// ReadPages reads the labels of pages, one JSON object a line.
func ReadPages(r io.Reader) ([]GoldPage, error) {
	var out []GoldPage
	d := json.NewDecoder(r)
	for {
		var g GoldPage
		switch err := d.Decode(&g); {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("page %d: %w", len(out)+1, err)
		}
		out = append(out, g)
	}
}

// A PageText is what a system took out of a page.
type PageText struct {
	Title     string
	Authors   []string
	Published wiredesk.Time
	Text      string
}

// A PageScore says how well pages were read; see [ScorePages].
type PageScore struct {
	Pages    int     `json:"pages"`
	Text     F       `json:"text"`     // runs of four words; each page weighs the same
	Segments F       `json:"segments"` // pieces that must come out, and must not
	Title    float64 `json:"title"`    // share of titles with the same words
	Authors  F       `json:"authors"`  // names
	Date     F       `json:"date"`     // the same day; recall is the share of dated pages that is right
}

// fOf returns precision and recall with their harmonic mean.
func fOf(p, r float64) F {
	if p+r == 0 {
		return F{}
	}
	return F{P: p, R: r, F1: 2 * p * r / (p + r)}
}

// pageCount sums up what pages were scored by.
type pageCount struct {
	precision, recall                   float64 // summed over pages
	given, wanted                       int     // pages with a text of the system, of the gold
	mustFound, must, mustNotFound       int
	titles, titlesSame                  int
	authors, authorsGiven, authorsRight int
	dates, datesGiven, datesRight       int
}

// ScorePages scores got, by file name, against the labels. Where a page may
// have optional paragraphs, the better of both readings counts.
func ScorePages(gold []GoldPage, got map[string]PageText) PageScore {
	var n pageCount
	for i := range gold {
		n.add(&gold[i], got[gold[i].File])
	}
	s := PageScore{Pages: len(gold), Title: share(n.titlesSame, n.titles)}
	if n.wanted > 0 {
		s.Text = fOf(n.precision/float64(max(1, n.given)), n.recall/float64(n.wanted))
	}
	s.Segments = fOf(share(n.mustFound, n.mustFound+n.mustNotFound), share(n.mustFound, n.must))
	s.Authors = fOf(share(n.authorsRight, n.authorsGiven), share(n.authorsRight, n.authors))
	s.Date = fOf(share(n.datesRight, n.datesGiven), share(n.datesRight, n.dates))
	return s
}

func (n *pageCount) add(g *GoldPage, s PageText) {
	if g.Text != "" {
		n.text(g, s.Text)
	}
	if len(g.With) > 0 {
		t := squash(s.Text)
		for _, x := range g.With {
			n.must++
			n.mustFound += boolInt(strings.Contains(t, squash(x)))
		}
		for _, x := range g.Without {
			n.mustNotFound += boolInt(strings.Contains(t, squash(x)))
		}
	}
	if g.Title != "" {
		n.titles++
		n.titlesSame += boolInt(plain(g.Title) == plain(s.Title))
	}
	if len(g.Authors) > 0 {
		a, b := nameSet(g.Authors), nameSet(s.Authors)
		n.authors, n.authorsGiven = n.authors+len(a), n.authorsGiven+len(b)
		for x := range maps.Keys(a) {
			n.authorsRight += boolInt(b[x])
		}
	}
	if g.Published != "" {
		n.dates++
		n.datesGiven += boolInt(!s.Published.IsZero())
		n.datesRight += boolInt(sameDay(g.Published, s.Published))
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// text scores the text of one page.
func (n *pageCount) text(g *GoldPage, text string) {
	var best runs
	for i, want := range []string{g.Text, g.TextWithOptional} {
		if want == "" {
			continue
		}
		if r := matchRuns(want, text); i == 0 || r.f1() > best.f1() {
			best = r
		}
	}
	p, r := best.pr()
	if best.right+best.wrong > 0 {
		n.precision, n.given = n.precision+p, n.given+1
	}
	if best.right+best.missed > 0 {
		n.recall, n.wanted = n.recall+r, n.wanted+1
	}
}

// runs counts runs of four words.
type runs struct{ right, wrong, missed int }

func (r runs) pr() (p, rec float64) {
	if r.wrong == 0 && r.missed == 0 {
		return 1, 1
	}
	return share(r.right, r.right+r.wrong), share(r.right, r.right+r.missed)
}

func (r runs) f1() float64 { return fOf(r.pr()).F1 }

var wordRE = regexp.MustCompile(`[\p{L}\p{N}_\p{Mn}\p{Mc}]+`)

func wordRuns(t string) map[string]int {
	words := wordRE.FindAllString(t, -1)
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		if run := words[i:min(i+4, len(words))]; len(run) > 0 {
			out[strings.Join(run, " ")]++
		}
	}
	return out
}

func matchRuns(want, got string) runs {
	a, b := wordRuns(want), wordRuns(got)
	var r runs
	for run, k := range a {
		both := min(k, b[run])
		r.right += both
		r.missed += k - both
	}
	for run, k := range b {
		r.wrong += k - min(k, a[run])
	}
	return r
}

// squash drops white space.
func squash(s string) string { return strings.Join(strings.Fields(s), "") }

// plain returns the words of s in lower case, one space between them.
func plain(s string) string {
	return strings.Join(wordsOf(s), " ")
}

func nameSet(names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[plain(n)] = true
	}
	return out
}

// sameDay reports whether got is the day of want as written, or, where want has
// a time, the same moment in another zone.
func sameDay(want string, got wiredesk.Time) bool {
	if got.IsZero() {
		return false
	}
	if len(want) >= 10 && got.Format("2006-01-02") == want[:10] {
		return true
	}
	t, err := time.Parse(time.RFC3339, want)
	return err == nil && t.Truncate(time.Minute).Equal(got.Truncate(time.Minute))
}
