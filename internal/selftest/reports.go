// Package selftest puts the running desk to the test on the user's own machine:
// it kills it while it takes reports in, and measures how fast it is.
//
// Layer: L4. It invents its reports from those that come with the program, with
// a fixed seed, and touches nothing but the folder that it is given. Nothing of
// the desk imports it.
package selftest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"iter"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/demo"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Reports makes as many reports as are wanted out of the bundled ones, week
// after week: in each all names, and all words that few reports have, are
// others, so that reports of one week are as like each other as they were, and
// hardly like any of another.
type Reports struct {
	// Seed chooses the words.
	Seed uint64
	// PerDay is how many reports come in a day. 0 means 20,000.
	PerDay int
	// Weeks is how many weeks run side by side. 0 means 20.
	Weeks int

	base []*annotate.Document
	few  map[vector.Term]bool // stems that few reports have
}

// fewReports is up to how many of the bundled reports a word stands in that is
// replaced.
const fewReports = 8

// NewReports reads the bundled reports.
func NewReports(seed uint64) (*Reports, error) {
	docs, failures, err := intake.Read(context.Background(), []string{"-"}, intake.Options{Stdin: bytes.NewReader(demo.JSONL())})
	if err != nil || len(failures) > 0 {
		return nil, fmt.Errorf("the bundled reports: %v, %w", failures, err)
	}
	r := &Reports{Seed: seed, PerDay: 20_000, Weeks: 20, few: map[vector.Term]bool{}}
	a := annotate.New()
	in := map[vector.Term]int{}
	for _, d := range docs {
		x := a.Annotate(d)
		r.base = append(r.base, x)
		seen := map[vector.Term]bool{}
		for _, t := range x.Terms {
			if t != 0 && !seen[t] {
				seen[t] = true
				in[t]++
			}
		}
	}
	for t, n := range in {
		r.few[t] = n <= fewReports
	}
	return r, nil
}

// Documents yields n reports in order of publication, the same each time.
func (r *Reports) Documents(n int) iter.Seq[*wiredesk.Document] {
	return func(yield func(*wiredesk.Document) bool) {
		begun := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
		gap := 24 * time.Hour / time.Duration(r.PerDay)
		for i := range n {
			slot, turn := i%r.Weeks, i/r.Weeks
			turn += slot * len(r.base) / r.Weeks // else all weeks would end at once
			week := turn/len(r.base)*r.Weeks + slot
			if !yield(r.document(turn%len(r.base), uint64(week), begun.Add(time.Duration(i)*gap))) {
				return
			}
		}
	}
}

// document returns report k of the base as it is in a week.
func (r *Reports) document(k int, week uint64, at time.Time) *wiredesk.Document {
	src := r.base[k]
	d := *src.Document
	d.ID = wiredesk.DocumentID(fmt.Sprintf("%d-%s", week, d.ID))
	d.URL = fmt.Sprintf("%s?week=%d", d.URL, week)
	d.Published = wiredesk.Time{Time: at}
	d.Text = r.renamed(src.Document.Text, src.Tokens, week, func(i int) bool { return r.replace(src, i) })
	titleOf := map[string]bool{}
	for i := range src.Tokens {
		if r.replace(src, i) {
			titleOf[src.Lower[i]] = true
		}
	}
	d.Title = r.renamed(src.Document.Title, src.Title.Tokens, week, func(i int) bool {
		return titleOf[strings.ToLower(src.Title.Tokens[i].Of(src.Document.Title))]
	})
	d.Seal()
	return &d
}

// replace reports whether token i of d is replaced: a name, or a word that few
// reports have.
func (r *Reports) replace(d *annotate.Document, i int) bool {
	return d.Terms[i] != 0 && d.Marks[i]&(annotate.Word|annotate.Number|annotate.Stop) == annotate.Word && (d.Marks[i]&annotate.Name != 0 || r.few[d.Terms[i]])
}

// renamed returns text with other words in the place of some of its tokens.
func (r *Reports) renamed(text string, tokens []wiredesk.Token, week uint64, replace func(i int) bool) string {
	var b strings.Builder
	end := 0
	for i, t := range tokens {
		if !replace(i) {
			continue
		}
		b.WriteString(text[end:t.Start])
		b.WriteString(r.word(t.Of(text), week))
		end = t.End
	}
	return b.String() + text[end:]
}

// word invents a word for w: the same for the same word and week, with a
// capital if w has one, and its ending, so that it is of the same kind.
func (r *Reports) word(w string, week uint64) string {
	ending := ""
	for _, e := range []string{"ing", "ed", "ly", "es", "s"} {
		if len(w) > len(e)+3 && strings.HasSuffix(w, e) {
			ending = e
			break
		}
	}
	h := fnv.New64a()
	var key [16]byte
	binary.LittleEndian.PutUint64(key[:], r.Seed)
	binary.LittleEndian.PutUint64(key[8:], week)
	h.Write(key[:])
	h.Write([]byte(strings.ToLower(strings.TrimSuffix(w, ending))))
	x := h.Sum64()
	var b strings.Builder
	for range 2 + x%2 {
		x = x*6364136223846793005 + 1442695040888963407
		b.WriteByte("bdfgklmnprstvz"[x>>33%14])
		b.WriteByte("aeiou"[x>>45%5])
		b.WriteByte("lmnrst"[x>>53%6])
	}
	out := b.String() + ending
	if first := strings.ToLower(w[:1]); first != w[:1] {
		out = strings.ToUpper(out[:1]) + out[1:]
	}
	return out
}
