package demo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
)

type report struct {
	ID        string        `json:"id"`
	URL       string        `json:"url"`
	Source    string        `json:"source"`
	Title     string        `json:"title"`
	Authors   []string      `json:"authors"`
	Published wiredesk.Time `json:"published"`
	Language  string        `json:"language"`
	Text      string        `json:"text"`
}

type story struct {
	ID        string     `json:"id"`
	Label     string     `json:"label"`
	Documents []string   `json:"documents"`
	Families  [][]string `json:"families"`
	KeyFacts  []string   `json:"key_facts"`
	Traps     []string   `json:"traps"`
}

type goldFile struct {
	Stories   []story     `json:"stories"`
	Follows   [][2]string `json:"follows"`
	Unrelated []string    `json:"unrelated"`
}

// strict reads b into v and fails on a field that v does not know.
func strict(t *testing.T, b []byte, v any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		t.Fatalf("%v in %.80s", err, b)
	}
}

// load returns the reports in file order.
func load(t *testing.T) []report {
	t.Helper()
	var rs []report
	for line := range bytes.Lines(demo.JSONL()) {
		var r report
		strict(t, line, &r)
		rs = append(rs, r)
	}
	return rs
}

func loadGold(t *testing.T) goldFile {
	t.Helper()
	var g goldFile
	strict(t, demo.Gold(), &g)
	return g
}

func byID(rs []report) map[string]report {
	m := make(map[string]report, len(rs))
	for _, r := range rs {
		m[r.ID] = r
	}
	return m
}

func TestReports(t *testing.T) {
	rs := load(t)
	if n := len(rs); n < 38 || n > 44 {
		t.Errorf("%d reports, want 38 to 44", n)
	}
	seen := map[string]bool{}
	undated := 0
	for i, r := range rs {
		if want := fmt.Sprintf("r%02d", i+1); r.ID != want {
			t.Errorf("report %d has id %q, want %q", i, r.ID, want)
		}
		if seen[r.URL] || seen[r.Text] {
			t.Errorf("%s: its address or text comes twice", r.ID)
		}
		seen[r.URL], seen[r.Text] = true, true
		checkForm(t, r)
		if r.Published.IsZero() {
			undated++
		} else {
			checkDate(t, r)
		}
	}
	if undated != 1 {
		t.Errorf("%d reports without a date, want 1", undated)
	}
}

// checkForm checks what does not depend on other reports.
func checkForm(t *testing.T, r report) {
	t.Helper()
	u, err := url.Parse(r.URL)
	if err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Host, ".example") {
		t.Errorf("%s: address %q is not an https one on .example", r.ID, r.URL)
	}
	if r.Source == "" || r.Title == "" || r.Authors == nil || r.Language != "en" {
		t.Errorf("%s: a field is missing: %+v", r.ID, r)
	}
	if n := len(strings.Fields(r.Text)); n < 120 || n > 600 {
		t.Errorf("%s: %d words, want 120 to 600", r.ID, n)
	}
	for p := range strings.SplitSeq(r.Text, "\n\n") {
		if p == "" || p != strings.TrimSpace(p) || strings.ContainsFunc(p, unicode.IsControl) {
			t.Errorf("%s: paragraph %q is empty, padded or holds a control character", r.ID, p)
		}
	}
}

// checkDate checks that r lies in the invented week.
func checkDate(t *testing.T, r report) {
	t.Helper()
	from := time.Date(2026, time.October, 2, 0, 0, 0, 0, time.UTC)
	if at := r.Published.Time; at.Before(from) || !at.Before(from.AddDate(0, 0, 8)) {
		t.Errorf("%s: published %v, outside 2 to 9 October 2026", r.ID, at)
	}
}

func TestGoldPlacesEveryReportOnce(t *testing.T) {
	rs, g := load(t), loadGold(t)
	placed := map[string]int{}
	for _, s := range g.Stories {
		for _, id := range s.Documents {
			placed[id]++
		}
	}
	for _, id := range g.Unrelated {
		placed[id]++
	}
	for _, r := range rs {
		if placed[r.ID] != 1 {
			t.Errorf("%s is placed %d times, want once", r.ID, placed[r.ID])
		}
		delete(placed, r.ID)
	}
	if len(placed) > 0 {
		t.Errorf("gold names reports that do not exist: %v", slices.Sorted(maps.Keys(placed)))
	}
}

func TestGoldStories(t *testing.T) {
	docs, g := byID(load(t)), loadGold(t)
	if len(g.Stories) != 8 {
		t.Errorf("%d stories, want 8", len(g.Stories))
	}
	first := map[string]wiredesk.Time{}
	wires := 0
	for _, s := range g.Stories {
		if s.Label == "" || len(s.KeyFacts) < 3 || len(s.Traps) == 0 || len(s.Documents) < 3 {
			t.Errorf("%s: a label, three key facts, a trap or three reports are missing", s.ID)
		}
		oldestFirst := func(a, b string) int { return docs[a].Published.Compare(docs[b].Published) }
		if !slices.IsSortedFunc(s.Documents, oldestFirst) {
			t.Errorf("%s: documents are not oldest first: %v", s.ID, s.Documents)
		}
		if diff := cmp.Diff(sorted(s.Documents), sorted(slices.Concat(s.Families...))); diff != "" {
			t.Errorf("%s: families do not partition the documents (-documents +families):\n%s", s.ID, diff)
		}
		if slices.ContainsFunc(s.Families, func(f []string) bool { return len(f) >= 3 }) {
			wires++
		}
		if _, twice := first[s.ID]; twice {
			t.Errorf("%s comes twice", s.ID)
		}
		first[s.ID] = docs[s.Documents[0]].Published
	}
	if wires < 4 {
		t.Errorf("%d stories have an agency report with two reprints, want 4", wires)
	}
	if len(g.Follows) == 0 {
		t.Error("no story follows another")
	}
	for _, f := range g.Follows {
		days := first[f[0]].Sub(first[f[1]].Time).Hours() / 24
		if first[f[0]].IsZero() || first[f[1]].IsZero() || days < 3 || days > 5 {
			t.Errorf("%s follows %s after %.1f days, want 3 to 5", f[0], f[1], days)
		}
	}
}

// TestCopies holds that copies are copies and independent reports are
// independent: of the word 5-grams of the smaller report, quotations left out,
// two of one family share at least 15 %, and two others less than 10 %.
func TestCopies(t *testing.T) {
	rs, g := load(t), loadGold(t)
	family := map[string]string{}
	for _, s := range g.Stories {
		for i, f := range s.Families {
			for _, id := range f {
				family[id] = fmt.Sprintf("%s/%d", s.ID, i)
			}
		}
	}
	grams := make([]map[string]bool, len(rs))
	for i, r := range rs {
		grams[i] = shingles(r.Text)
	}
	for i, a := range rs {
		for j, b := range rs[:i] {
			share := overlap(grams[i], grams[j])
			same := family[a.ID] != "" && family[a.ID] == family[b.ID]
			if same && share < 0.15 {
				t.Errorf("%s and %s of family %s share %.3f, want 0.15 or more", b.ID, a.ID, family[a.ID], share)
			}
			if !same && share >= 0.10 {
				t.Errorf("%s and %s are independent but share %.3f, want less than 0.10", b.ID, a.ID, share)
			}
		}
	}
}

// TestReadme holds the table of README.md to the files.
func TestReadme(t *testing.T) {
	rs, g := load(t), loadGold(t)
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	outlets := map[string]bool{}
	words, families, copied := 0, 0, 0
	for _, r := range rs {
		outlets[r.Source] = true
		words += len(strings.Fields(r.Text))
	}
	rows := []string{}
	for _, s := range g.Stories {
		families += len(s.Families)
		for _, f := range s.Families {
			if len(f) > 1 {
				copied++
			}
		}
		rows = append(rows, fmt.Sprintf("| %s | %d | %d |", s.Label, len(s.Documents), len(s.Families)))
	}
	rows = append(rows,
		fmt.Sprintf("| in no story | %d | |", len(g.Unrelated)),
		fmt.Sprintf("%d reports by %d outlets, %d words", len(rs), len(outlets), words),
		fmt.Sprintf("%d origins, %d of them with copies", families, copied))
	for _, row := range rows {
		if !bytes.Contains(b, []byte(row)) {
			t.Errorf("README.md lacks %q", row)
		}
	}
}

func sorted(ids []string) []string { return slices.Sorted(slices.Values(ids)) }

var (
	quoted = regexp.MustCompile(`“[^”\n]*”|"[^"\n]*"`)
	single = regexp.MustCompile(`(^|[^\pL\pN])‘.*?’([^\pL\pN]|$)`)
	word   = regexp.MustCompile(`[\pL\pN']+`)
)

// shingles returns the word 5-grams of text in lower case, without what stands
// in quotation marks; none runs over a paragraph's end or a quotation.
func shingles(text string) map[string]bool {
	text = quoted.ReplaceAllString(text, "\n")
	text = single.ReplaceAllString(text, "$1\n$2")
	grams := map[string]bool{}
	for line := range strings.SplitSeq(strings.ToLower(text), "\n") {
		words := word.FindAllString(line, -1)
		for i := 5; i <= len(words); i++ {
			grams[strings.Join(words[i-5:i], " ")] = true
		}
	}
	return grams
}

// overlap returns the share of the smaller set that is in the other, 0 to 1.
func overlap(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	return float64(n) / float64(max(len(a), 1))
}
