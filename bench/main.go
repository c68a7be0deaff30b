// Command bench compares wiredesk with github.com/jdkato/prose/v2, the other
// text analysis in Go: how many tokens a second on one core, how many tags are
// right, and how many names. Both get the same raw texts in one run, in turns,
// so that their ratio holds on a busy machine too.
//
// It is a module of its own, so that wiredesk does not depend on prose.
//
// Layer: none, it is no part of the program.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"text/tabwriter"
)

func main() {
	if err := run(os.Getenv("WIREDESK_DATA")); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run prints the table for the sets in the folder nlp of data.
func run(data string) error {
	if data == "" {
		return errors.New("WIREDESK_DATA does not say where the labelled sets are")
	}
	runtime.GOMAXPROCS(1)
	sets, err := readSets(filepath.Join(data, "nlp"))
	if err != nil {
		return err
	}
	ours, err := newWiredesk()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "set\tgold tokens\ttask\twiredesk\tprose\tprose, model kept\twiredesk : better prose")
	for _, s := range sets {
		r, err := compare(s, ours)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		r.print(w)
	}
	return w.Flush()
}

// A system finds tokens, tags and, if asked to, names.
type system func(text string, names bool) ([]token, error)

// rounds is how often each text is timed; the shorter time counts.
const rounds = 2

// A result is one set's figures for the two systems.
type result struct {
	set    goldSet
	score  [systems]score
	perSec [systems]float64 // tokens a second
	whole  float64          // of wiredesk with lemmas, trees, times and entities
}

// The systems. prose decodes its weights for each text, unless it is handed
// those of a text before.
const (
	wiredeskNo = iota
	proseNo
	proseKeptNo
	systems
)

// compare runs both systems over the texts of s, in turns.
func compare(s goldSet, ours *wiredeskChain) (result, error) {
	r := result{set: s}
	all := [systems]system{wiredeskNo: ours.find, proseNo: findProse, proseKeptNo: new(keptProse).find}
	var seconds [systems]float64
	var tokens [systems]int
	wholeTokens, wholeSeconds := 0, 0.0
	for _, d := range s.texts {
		for i, find := range all {
			var found []token
			t, err := fastest(func() (err error) { found, err = find(d.text, s.names); return err })
			if err != nil {
				return r, err
			}
			seconds[i] += t
			tokens[i] += len(found)
			r.score[i].add(d, found)
		}
		t, err := fastest(func() error {
			n, err := ours.whole(d.text)
			wholeTokens += n
			return err
		})
		if err != nil {
			return r, err
		}
		wholeSeconds += t * rounds
	}
	for i := range systems {
		r.perSec[i] = float64(tokens[i]) / seconds[i]
	}
	r.whole = float64(wholeTokens) / wholeSeconds
	return r, nil
}

func (r result) print(w *tabwriter.Writer) {
	row := func(task, format string, of func(i int) float64) {
		a, b, c := of(wiredeskNo), of(proseNo), of(proseKeptNo)
		fmt.Fprintf(w, "%s\t%d\t%s\t"+format+"\t"+format+"\t"+format+"\t%.2f\n", r.set.name, r.set.tokens(), task, a, b, c, a/max(b, c))
	}
	row("tokens found, %", "%.2f", func(i int) float64 { return r.score[i].aligned() })
	speed := func(i int) float64 { return r.perSec[i] }
	if r.set.names {
		row("names, persons and places: F1", "%.2f", func(i int) float64 { return r.score[i].f1() })
		row("tokens, tags, names: tokens/s", "%.0f", speed)
	} else {
		row("tags, % of all tokens", "%.2f", func(i int) float64 { return r.score[i].tagsOfAll() })
		row("tags, % of tokens found", "%.2f", func(i int) float64 { return r.score[i].tagsOfAligned() })
		row("tokens, tags: tokens/s", "%.0f", speed)
	}
	fmt.Fprintf(w, "%s\t%d\tthe whole chain: tokens/s\t%.0f\t-\t-\t\n", r.set.name, r.set.tokens(), r.whole)
}
