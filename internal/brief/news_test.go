package brief

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
)

func TestClause(t *testing.T) {
	for _, tt := range []struct {
		text string
		want tense
	}{
		{"The ferry Blue Tern sank in the Sill on Friday night.", tensePast},
		{"The ferry that runs to Lunholm hit a rock on Friday night.", tensePast},
		{"The harbour office of Varsund said the ferry was late.", tenseSpeech},
		{"The harbour office will open a second pier in May.", tensePlan},
		{"The second pier is expected to open in May.", tensePlan},
		{"The harbour office of Varsund may close the line.", tenseMaybe},
		{"The ferry Blue Tern had left Varsund an hour late.", tenseBefore},
		{"The ferry Blue Tern has sunk in the Sill.", tensePast},
		{"The sea off Varsund was calm and grey on that night.", tenseState},
		{"The passengers were taken to Lunholm by fishermen.", tensePast},
		{"The list stays on the gate of the school in Varsund.", tensePresent},
		{"The water off Varsund is deep and cold.", tensePresent},
		{"The flooded rooms and the damaged pier of Varsund.", tenseUnknown},
	} {
		d, units := units(tt.text)
		if got, _ := clause(d, &units[0]); got != tt.want {
			t.Errorf("%q: tense %d, want %d", tt.text, got, tt.want)
		}
	}
}

// TestNewsworthy: each sentence is worth more than the next for its form alone.
func TestNewsworthy(t *testing.T) {
	never := func(string) bool { return false }
	last := 10.0
	for _, text := range []string{
		"Police in Varsund arrested the captain of the ferry on Saturday.",
		"The ferry Blue Tern sank in the Sill on Friday night.",
		"The list hangs on the gate of the school in Varsund.",
		"The ferry Blue Tern had left Varsund for Lunholm.",
		"Much has been made of the age of the ferry Blue Tern.",
	} {
		d, units := units(text)
		if got := newsworthy(d, &units[0], never); got >= last {
			t.Errorf("%q is worth %.2f, the one before %.2f", text, got, last)
		} else {
			last = got
		}
	}
}

func TestRole(t *testing.T) {
	old := func(s string) bool { return s == "1974" }
	for _, tt := range []struct {
		text string
		want role
	}{
		{"The ferry Blue Tern sank with 14 people on Friday night.", roleEvent},
		{"The harbour office of Varsund condemned the owners of the ferry.", roleSaid},
		{"The harbour office will open a second pier in May.", roleAhead},
		{"The ferry Blue Tern was built in 1974 at Lunholm.", roleBehind},
		{"The sea off Varsund was calm and grey.", roleOther},
	} {
		d, units := units(tt.text)
		newsworthy(d, &units[0], old)
		if got := units[0].role; got != tt.want {
			t.Errorf("%q: role %d, want %d", tt.text, got, tt.want)
		}
	}
}

func TestTabular(t *testing.T) {
	d, list := units("Dead: 8. Missing persons: 12. The harbour office: a ferry sank. At 10:30 the ferry sank.")
	var got []string
	for _, u := range list {
		if u.table {
			got = append(got, u.span.Of(d.Document.Text))
		}
	}
	if diff := cmp.Diff([]string{"Dead: 8. Missing persons: 12."}, got); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}

// TestKeyPointsTogether: two sentences that tell the same do not both become key
// points, and what two origins tell stands before what one adds.
func TestKeyPointsTogether(t *testing.T) {
	b, _ := Compose(story(
		"The ferry Blue Tern sank in the Sill on Friday night with cars and trucks on board.\n\n"+
			"Divers of the navy searched the wreck of the Blue Tern for 14 missing passengers.\n\n"+
			"Fishermen brought 40 passengers to the school of Lunholm before dawn.\n\n"+
			"Much has been made of the age of the ferry.",
		"The night ferry Blue Tern went down off Varsund on Friday in a storm.\n\n"+
			"The wreck of the Blue Tern was searched by navy divers for 14 passengers who are missing.\n\n"+
			"The harbour office of Varsund ordered two sister ships to stay in port.",
	), nil, accept, Options{})
	searched, all := 0, ""
	for i, k := range b.KeyPoints {
		all += k.Text + "\n"
		if strings.Contains(k.Text, "search") {
			searched++
			if i > 0 || k.Origins != 2 {
				t.Errorf("the search, told by %d origins, is point %d", k.Origins, i)
			}
		}
	}
	if searched != 1 || strings.Contains(all, "Much has been made") || len(b.KeyPoints) != 3 {
		t.Errorf("key points:\n%s", all)
	}
}

// TestKeyPointsRefused: where a chosen one is refused another takes its place.
func TestKeyPointsRefused(t *testing.T) {
	s := story(ferry, ferryLater)
	all, _ := Compose(s, nil, accept, Options{})
	for _, first := range all.KeyPoints {
		b, _ := Compose(story(ferry, ferryLater), nil, func(st *wiredesk.Statement, _ bool) bool { return st.Text != first.Text }, Options{})
		if len(b.KeyPoints) == 0 {
			t.Errorf("without %q there are no key points", first.Text)
		}
		for _, k := range b.KeyPoints {
			if k.Text == first.Text {
				t.Errorf("%q is printed", k.Text)
			}
		}
	}
}

// TestLead: the narrative opens with the event, whole, though the headline tells it,
// and not with a scene that opens another report.
func TestLead(t *testing.T) {
	b, _ := Compose(story(
		"The ferry Blue Tern sank in the Sill off Varsund on Friday night, killing 11 passengers.\n\nDivers of the navy searched the wreck of the ferry for passengers.",
		"Candles stand on the quay of Varsund, and nobody speaks.\n\nThe ferry Blue Tern sank off Varsund with its passengers on board.",
	), nil, accept, Options{})
	if got := b.Narrative[0][0].Text; got != "The ferry Blue Tern sank in the Sill off Varsund on Friday night, killing 11 passengers." {
		t.Errorf("the narrative opens with %q", got)
	}
}
