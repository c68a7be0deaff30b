package worker

import (
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// maxSpark is into how many parts the time of a story is cut.
const maxSpark = 24

// facets returns what lists show of s, whose reports are given.
func facets(s *wiredesk.Story, reports []store.Revision) store.Facets {
	f := store.Facets{Differ: len(s.Claims.Differ), Spark: spark(s, reports)}
	if s.Counts.Origins > 1 {
		f.Single = len(s.Claims.Single)
	}
	add := func(kind, name string) {
		if x := (store.Facet{Kind: kind, Name: name}); name != "" && !slices.Contains(f.Names, x) {
			f.Names = append(f.Names, x)
		}
	}
	for _, v := range reports {
		add(store.Language, v.Document.Language)
	}
	for _, e := range s.Entities {
		switch e.Type {
		case "person":
			add(store.Person, e.Name)
		case "place":
			add(store.Place, e.Name)
		}
	}
	for _, set := range s.Claims.Differ {
		add(store.Point, set.About)
	}
	return f
}

// spark returns how many origins have a report in each part of the time of s:
// ten reprints in an hour are one. Reports without a date are not in it.
func spark(s *wiredesk.Story, reports []store.Revision) []int {
	from, to := s.FirstPublished, s.LastPublished
	if from.IsZero() || to.IsZero() {
		return []int{}
	}
	at := map[wiredesk.DocumentID]wiredesk.Time{}
	for _, v := range reports {
		at[v.Document.ID] = v.Document.Published
	}
	hours := int(to.Sub(from.Time).Hours()) + 1
	parts := max(1, min(maxSpark, hours))
	out := make([]int, parts)
	for _, o := range s.Origins {
		seen := map[int]bool{}
		for _, d := range o.Documents {
			t := at[d]
			if t.IsZero() || t.Compare(from) < 0 || t.Compare(to) > 0 {
				continue
			}
			part := 0
			if length := to.Sub(from.Time); length > 0 {
				part = min(parts-1, int(int64(parts)*int64(t.Sub(from.Time).Minutes())/max(1, int64(length.Minutes()))))
			}
			if !seen[part] {
				seen[part] = true
				out[part]++
			}
		}
	}
	return out
}
