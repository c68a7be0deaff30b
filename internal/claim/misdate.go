package claim

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// misdated files the date of number i, if its report says by how many days it
// is another than the one that somebody gave, and an other origin has that one.
func (s *story) misdated(all []dated, used []bool, i int) {
	x := &all[i]
	day, ok := x.date.time()
	days := s.docs[x.Report].off(x.At)
	if !ok || x.date.day == "" || days == 0 || used[i] {
		return
	}
	other := day.AddDate(0, 0, days).Format(time.DateOnly)
	want, _, _ := parseDate(other)
	here, there, event := []mention{x.mention}, []mention(nil), x.event
	for k := range all {
		if y := &all[k]; y.date.day != "" && y.date.fits(want) && !y.denied && s.docs[y.Report].Origin != s.docs[x.Report].Origin {
			there, used[k], event = append(there, y.mention), true, cmp.Or(event, y.event)
		}
	}
	if len(there) > 0 {
		used[i] = true
		s.add(kindTime, cmp.Or(event, "date"), contradiction, []string{x.value, other}, [][]mention{here, there})
	}
}

// off returns how many days after the date at the one lies that its sentence
// says somebody gave, "five days before the date it gave"; negative for
// before, 0 if it says nothing of the kind.
func (d *doc) off(at wiredesk.Span) int {
	i, _ := d.tokens(at)
	if i >= d.n {
		return 0
	}
	s := d.Sentences[d.sentence[i]]
	for k := i; k+3 < min(s.Last, d.n); k++ {
		n := smallNumber(d.low[k])
		if n == 0 {
			continue
		}
		switch d.Lemmas[k+1] {
		case "day":
		case "week":
			n *= 7
		default:
			continue
		}
		if d.low[k+2] != "before" && d.low[k+2] != "after" && !((d.low[k+2] == "earlier" || d.low[k+2] == "later") && d.low[k+3] == "than") {
			continue
		}
		rest := d.Lemmas[k+3 : min(s.Last, d.n, k+9)]
		if !slices.ContainsFunc(rest, stating.Has) || d.low[k+3] != "than" && !slices.Contains(rest[:min(3, len(rest))], "date") {
			continue
		}
		if d.low[k+2] == "after" || d.low[k+2] == "later" {
			return -n
		}
		return n
	}
	return 0
}

// stating verbs say that somebody gives a date.
var stating = wordlist.NewSet(`give say state claim report announce disclose`)

// smallNumber returns the number that a word says, up to twenty in digits and to
// ten in letters, or 0.
func smallNumber(word string) int {
	if n, err := strconv.Atoi(word); err == nil && n > 0 && n <= 20 {
		return n
	}
	return 1 + slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}, word)
}
