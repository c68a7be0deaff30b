package worker

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func TestFacets(t *testing.T) {
	noon := time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)
	var reports []store.Revision
	at := func(hours ...float64) (ids []wiredesk.DocumentID) {
		for _, h := range hours {
			d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint("d", len(reports))), Language: "en"}
			if h >= 0 {
				d.Published = wiredesk.Time{Time: noon.Add(time.Duration(h * float64(time.Hour)))}
			}
			reports = append(reports, store.Revision{Document: d})
			ids = append(ids, d.ID)
		}
		return ids
	}
	s := &wiredesk.Story{
		Origins: []wiredesk.Origin{{Documents: at(0, 0.1, 0.2, 3.5)}, {Documents: at(0.5, -1)}, {Documents: at(2)}},
		Counts:  wiredesk.Counts{Origins: 3}, FirstPublished: wiredesk.Time{Time: noon}, LastPublished: wiredesk.Time{Time: noon.Add(3*time.Hour + 30*time.Minute)},
		Claims:   wiredesk.Claims{Differ: []wiredesk.ClaimSet{{About: "people hurt"}, {}}, Single: make([]wiredesk.ClaimSet, 3)},
		Entities: []wiredesk.Entity{{Name: "Ana Roe", Type: "person"}, {Name: "Halm", Type: "place"}, {Name: "Halm", Type: "place"}, {Name: "Port of Halm", Type: "organisation"}, {Type: "person"}},
	}
	// Four hours: reprints within one are one origin, what has no date is not there.
	want := store.Facets{Differ: 2, Single: 3, Spark: []int{2, 0, 1, 1}, Names: []store.Facet{{Kind: store.Language, Name: "en"}, {Kind: store.Person, Name: "Ana Roe"}, {Kind: store.Place, Name: "Halm"}, {Kind: store.Point, Name: "people hurt"}}}
	if diff := cmp.Diff(want, facets(s, reports)); diff != "" {
		t.Errorf("facets (-want +got):\n%s", diff)
	}
	s.Counts.Origins = 1
	if f := facets(s, reports); f.Single != 0 {
		t.Errorf("%d points of one origin in a story that has no other", f.Single)
	}
	s.LastPublished = wiredesk.Time{Time: noon.Add(60 * 24 * time.Hour)}
	if f := facets(s, reports); len(f.Spark) != maxSpark {
		t.Errorf("%d parts of two months", len(f.Spark))
	}
	s.LastPublished = s.FirstPublished
	if diff := cmp.Diff([]int{1}, facets(s, reports).Spark); diff != "" {
		t.Errorf("one moment (-want +got):\n%s", diff)
	}
	s.FirstPublished, s.LastPublished = wiredesk.Time{}, wiredesk.Time{}
	if f := facets(s, reports); len(f.Spark) != 0 {
		t.Errorf("without a date: %v", f.Spark)
	}
}
