// Package storetest is what every store of the desk has to do: the same tests
// for each backend.
//
// Layer: L3 (test support). Nothing but tests imports it.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// A Store is a backend under test. What its methods do stands with those of
// package sqlite.
type Store interface {
	Put(ctx context.Context, in []store.Incoming) ([]store.Receipt, error)
	Revisions(ctx context.Context, after int64, limit int) ([]store.Revision, error)
	Report(ctx context.Context, id wiredesk.DocumentID) (store.Revision, error)
	History(ctx context.Context, id wiredesk.DocumentID) ([]store.Revision, error)
	Raw(ctx context.Context, hash string) ([]byte, error)
	Filed(ctx context.Context) (through int64, version string, err error)
	Restart(ctx context.Context, version string) error
	File(ctx context.Context, f store.Filing) error
	Members(ctx context.Context, story int64) ([]store.Revision, error)
	Placement(ctx context.Context, report int64) (store.Placement, error)
	Placements(ctx context.Context, story int64) ([]store.Placement, error)
	Unfiled(ctx context.Context) ([]wiredesk.Unfiled, error)
	Stale(ctx context.Context, limit int) ([]store.Stale, error)
	Rewrite(ctx context.Context, version string) error
	PutStories(ctx context.Context, written []store.Written, found []store.Annotation) error
	Annotation(ctx context.Context, seq int64, stage, version string) ([]byte, error)
	Story(ctx context.Context, id wiredesk.StoryID) (s *wiredesk.Story, stale bool, err error)
	StoryOf(ctx context.Context, report int64) (s *wiredesk.Story, stale bool, err error)
	Stories(ctx context.Context, skip, limit int) ([]store.Listed, error)
	Changes(ctx context.Context, id wiredesk.StoryID, limit int) ([]store.Change, error)
	SearchReports(ctx context.Context, q store.Query, limit int) ([]store.Hit, error)
	SearchStories(ctx context.Context, q store.Query, limit int) ([]store.Hit, error)
	Rules(ctx context.Context) ([]string, error)
	SetRules(ctx context.Context, lines []string) error
	AddSources(ctx context.Context, list []store.Source) ([]bool, error)
	Sources(ctx context.Context) ([]store.Source, error)
	Source(ctx context.Context, number int64) (store.Source, error)
	SourceMarks(ctx context.Context) ([]store.Mark, error)
	RemoveSource(ctx context.Context, number int64) error
	PauseSource(ctx context.Context, number int64, paused bool) error
	AskSource(ctx context.Context, number int64, at time.Time) error
	Items(ctx context.Context, source int64) (map[string]store.Item, error)
	Checked(ctx context.Context, c store.Checked) error
	Opened(ctx context.Context, id wiredesk.StoryID) (report int64, s *wiredesk.Story, stale bool, err error)
	Headline(ctx context.Context, id wiredesk.StoryID) (string, error)
	Heads(ctx context.Context, story int64) ([]store.Head, error)
	List(ctx context.Context, f store.Filter, limit int) ([]store.Listed, error)
	Counts(ctx context.Context, kind string, latest, limit int) ([]store.Count, error)
	Decide(ctx context.Context, line, by string, at time.Time) (int64, error)
	Undo(ctx context.Context, id int64, by string, at time.Time) error
	Decided(ctx context.Context) ([]string, error)
	Decisions(ctx context.Context, limit int) ([]store.Decision, error)
	SetGrouping(ctx context.Context, version string) error
	Users(ctx context.Context) ([]store.User, error)
	User(ctx context.Context, name string) (store.User, error)
	PutUser(ctx context.Context, u store.User, first bool) error
	SetPassword(ctx context.Context, name, password string) error
	DeleteUser(ctx context.Context, name string) error
	PutSession(ctx context.Context, s store.Session, before time.Time) error
	Session(ctx context.Context, hash string) (store.Session, store.User, error)
	SeeSession(ctx context.Context, hash string, at time.Time) error
	DeleteSession(ctx context.Context, hash string) error
	Keys(ctx context.Context) ([]store.Key, error)
	Key(ctx context.Context, hash string) (store.Key, error)
	PutKey(ctx context.Context, k store.Key) error
	DeleteKey(ctx context.Context, id string) error
	Name(ctx context.Context, id string, limit int) (store.Name, []store.Listed, error)
	Passage(ctx context.Context, e wiredesk.Evidence) (store.Revision, error)
	SearchAny(ctx context.Context, q store.Query, limit int) ([]store.Hit, error)
	Events(ctx context.Context, after int64, limit int) ([]store.Event, error)
	LastEvent(ctx context.Context) (int64, error)
	Told(ctx context.Context, receiver string) (int64, error)
	LayOut(ctx context.Context, receiver string, through int64, letters []store.Letter) error
	Due(ctx context.Context, receiver string, at time.Time, limit int) ([]store.Letter, error)
	Taken(ctx context.Context, number int64) error
	Receivers(ctx context.Context) ([]string, error)
	Forget(ctx context.Context, receiver string) error
	Later(ctx context.Context, number int64, at time.Time) error
	Check(ctx context.Context) ([]string, error)
	Stats(ctx context.Context) (store.Stats, error)
}

// Run tests a backend. open returns a new, empty store on each call and
// registers its end with t.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for _, tt := range []struct {
		name string
		test func(*testing.T, Store)
	}{
		{"Put", testPut},
		{"Withdrawn", testWithdrawn},
		{"PutRefuses", testPutRefuses},
		{"PutAtOnce", testPutAtOnce},
		{"Hostile", testHostile},
		{"Fields", testFields},
		{"Order", testOrder},
		{"NotFound", testNotFound},
		{"Cancel", testCancel},
		{"Filing", testFiling},
		{"Writing", testWriting},
		{"Search", testSearch},
		{"SearchHostile", testSearchHostile},
		{"Annotations", testAnnotations},
		{"Rules", testRules},
		{"Sources", testSources},
		{"SourceChecked", testChecked},
		{"SourceMoved", testMoved},
		{"SourceItems", testItems},
		{"List", testList},
		{"Decisions", testDecisions},
		{"Users", testUsers},
		{"FirstUser", testFirstUser},
		{"Sessions", testSessions},
		{"Keys", testKeys},
		{"Filter", testFilter},
		{"ListCommon", testListCommon},
		{"Names", testNames},
		{"Passage", testPassage},
		{"Events", testEvents},
		{"Outbox", testOutbox},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			tt.test(t, s)
			if damage, err := s.Check(context.Background()); err != nil || len(damage) > 0 {
				t.Errorf("Check: %v, %v", damage, err)
			}
		})
	}
}

// came is when the first report of a test came.
func came() time.Time { return time.Date(2026, 10, 5, 12, 0, 0, 123_456_000, time.UTC) }

// document returns a sealed document without a date.
func document(id, address, title, text string) *wiredesk.Document {
	d := &wiredesk.Document{ID: wiredesk.DocumentID(id), URL: address, Title: title, Text: text, Outlet: "Halm Courier", Language: "en"}
	d.Seal()
	return d
}

func put(t *testing.T, s Store, docs ...*wiredesk.Document) []store.Receipt {
	t.Helper()
	var in []store.Incoming
	for i, d := range docs {
		in = append(in, store.Incoming{Document: d, Received: came().Add(time.Duration(i) * time.Second)})
	}
	got, err := s.Put(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
