package worker_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestEdited: an edit makes the story of its report stale, and no other; until
// it is written anew it says so; then no statement stands on the old text.
func TestEdited(t *testing.T) {
	db := create(t)
	o := quick
	var stale []string
	o.Reached = func(step string) {
		if step != "file done" {
			return
		}
		list, err := db.Stories(t.Context(), 0, 10)
		if err != nil {
			t.Error(err)
		}
		stale = nil
		for _, e := range list {
			if e.Stale {
				stale = append(stale, string(e.ID))
			}
		}
	}
	w := open(t, db, o)
	bridge := sample.Document("bridge", "Halm Courier", "Fourteen people were hurt when the bridge at Orn fell into the river on Monday, police said.\n\nThe bridge had been closed to lorries since May.", 0)
	rye := sample.Document("rye", "Tolm Reader", "A baker from Tolm won the prize for the best rye bread on Sunday.\n\nThe jury praised the crust.", 1)
	put(t, w, bridge, rye)
	catchUp(t, w)
	edited := *bridge
	edited.Text = strings.Replace(bridge.Text, "Fourteen", "Nine", 1)
	edited.Seal()
	if got := put(t, w, &edited)[0]; got.Revision != 2 {
		t.Fatalf("receipt %+v", got)
	}
	catchUp(t, w)
	if want := []string{string(wiredesk.BegunBy(bridge))}; !slices.Equal(stale, want) {
		t.Errorf("stale %v, want %v", stale, want)
	}
	r := result(t, db)
	if rep := verify.Result(r, r.Documents); len(rep.Failures) > 0 || rep.Statements == 0 {
		t.Errorf("verify: %+v", rep)
	}
	for _, l := range lines(t, r) {
		if strings.Contains(l, "Fourteen") {
			t.Errorf("the old text is still told: %.500s", l)
		}
	}
}

// TestDeliveryOrder: what does not change the order in which reports come does
// not change a byte: deliveries again, and the texts of a report in any order
// behind its first, as long as the same is the last.
func TestDeliveryOrder(t *testing.T) {
	docs := reports(t, 24)
	last := func(d *wiredesk.Document, end string) *wiredesk.Document {
		e := *d
		e.Text += "\n\nThe council " + end + "."
		e.Seal()
		return &e
	}
	deliver := func(list []*wiredesk.Document) []string {
		db := create(t)
		w := open(t, db, quick)
		for batch := range slices.Chunk(list, 7) {
			put(t, w, batch...)
			catchUp(t, w)
		}
		return lines(t, result(t, db))
	}
	a, b, c := last(docs[2], "met on Friday"), last(docs[2], "met on Saturday"), last(docs[2], "met on Sunday")
	want := deliver(slices.Concat(docs, []*wiredesk.Document{a, b, c}))
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 2))
		var list []*wiredesk.Document
		for i, d := range docs {
			list = append(list, d)
			if i > 0 {
				list = append(list, docs[random.IntN(i)]) // again
			}
		}
		edits := []*wiredesk.Document{a, b, docs[2], a}
		random.Shuffle(len(edits), func(i, j int) { edits[i], edits[j] = edits[j], edits[i] })
		if diff := cmp.Diff(want, deliver(slices.Concat(list, edits, []*wiredesk.Document{c, docs[5]}))); diff != "" {
			t.Errorf("seed %d (-once +again):\n%.3000s", seed, diff)
		}
	}
}
