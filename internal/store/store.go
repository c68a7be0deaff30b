// Package store says what the desk keeps: reports with every revision of their
// text, what was found in them, where they were filed, and the briefs.
//
// Layer: L3. It holds the types and the kinds of failure that every backend
// shares (package sqlite); package storetest is what each has to pass. It does
// no I/O, and never decides what is a story or what a brief says.
package store

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Kinds of failure beside those of package wiredesk.
var (
	// ErrFull says that there is no room left. Nothing of what was to be written
	// was; reading goes on, and writing may be tried again.
	ErrFull = errors.New("no space left for the store")
	// ErrBusy says that another process holds what is needed.
	ErrBusy = errors.New("in use by another process")
	// ErrDamaged says that the store cannot be trusted any more: a write did not
	// reach the disk, or what is there is no database. Stop, and restore.
	ErrDamaged = errors.New("the store is damaged")
)

// Outcomes of handing in a report.
const (
	Added   = "added"   // it was not there
	Revised = "revised" // its text or title changed, it was withdrawn, or it stands again
	Known   = "known"   // it is there as it stands
)

// An Incoming is a report as it is handed in. Two are one report if their ids
// are equal, or else their addresses (see [AddressKey]). One that is withdrawn
// brings no text to a report that is there: it says of that report alone that
// its outlet took it back.
type Incoming struct {
	Document *wiredesk.Document // sealed
	Stands   bool               // its outlet was asked just now, and has it: if it was withdrawn, it is no more
	Number   int                // of an export, the revision that it was there; 0 of all others
	Raw      []byte             // the bytes it was read from; nil if they are not kept
	Header   map[string]string  // what came with them, such as Content-Type
	Received time.Time          // kept to the microsecond
}

// A Receipt says under which id a report is held, and as which revision, from
// 1.
type Receipt struct {
	Document wiredesk.DocumentID
	Revision int
	Outcome  string
}

// A Revision is one text of a report. Reports are numbered from 1 in the order
// in which they came, and revisions of all reports likewise: Seq. That its outlet
// takes a report back, and that it has it again, is a revision with the text of
// the one before.
type Revision struct {
	Seq      int64
	Report   int64
	Number   int // from 1
	Received time.Time
	Document *wiredesk.Document
	Begins   wiredesk.StoryID // the story that the report begins, if it begins one
	RawHash  string           // "" if no bytes were kept
	Header   map[string]string
}

// A Placement says where a report stands.
type Placement struct {
	Report  int64
	Story   int64 // the report that began its story; 0 if it stands in none
	Unfiled string
	Family  int64 // the first report that shares text with it
	Shares  []Share
	Why     Reason
}

// A Share says how much text a report has in common with an earlier one.
type Share struct {
	With         int64
	Taken, Given float64
}

// A Reason is why a report stands in its story.
type Reason struct {
	With      int64 // the report that drew it there; 0 if it began the story
	Score     float64
	Threshold float64
	Copy      bool     `json:",omitempty"`
	Again     bool     `json:",omitempty"`
	Terms     []string `json:",omitempty"`
	Rule      string   `json:",omitempty"` // of the desk, that put it there
}

// A Filing is what came of filing some revisions, and is written whole.
type Filing struct {
	Through int64 // the last of them, by Seq
	Placed  []Placement
	Changed []int64    // stories that must be written anew, each named by the report that began it
	Gone    []int64    // stories that are part of others now
	Texts   []Revision // to be found by [Query]
}

// A Stale story is to be written anew. Mark says since which filing.
type Stale struct{ Report, Mark int64 }

// A Written is a story with its brief.
type Written struct {
	Report int64 // that began it
	Stale  int64 // as it was when the story was read: a newer mark stays
	Story  wiredesk.Story
	Rank   time.Time // by which stories are listed, the latest first; zero if it is not known
	Facets Facets
	Change *Change // nil if nothing a reader would notice
}

// An Annotation is what one stage found in one revision.
type Annotation struct {
	Seq     int64
	Stage   string
	Version string
	Body    []byte
}

// A Change says what became of a story when it was written anew.
type Change struct {
	Story  wiredesk.StoryID      `json:"story"`
	At     time.Time             `json:"at"`
	Came   []wiredesk.DocumentID `json:"came"`   // reports that were not in it before
	Left   []wiredesk.DocumentID `json:"left"`   // reports that were
	Gained []string              `json:"gained"` // statements
	Lost   []string              `json:"lost"`
	Gone   []Gone                `json:"gone"` // statements whose passage no longer stands in its report

	Withdrawn []wiredesk.DocumentID `json:"withdrawn,omitempty"` // reports that their outlets took back
	Restored  []wiredesk.DocumentID `json:"restored,omitempty"`  // reports that were withdrawn, and stand again

	Differ  []string       `json:"differ,omitempty"`  // points on which reports did not differ before
	Figures []FigureChange `json:"figures,omitempty"` // that have other values
}

// A FigureChange is a figure that has other values than before.
type FigureChange struct {
	What   string    `json:"what"`
	Unit   string    `json:"unit"`
	Before []float64 `json:"before"`
	After  []float64 `json:"after"`
}

// Gone is a statement whose report was revised, and says it no more.
type Gone struct {
	Statement string              `json:"statement"`
	Document  wiredesk.DocumentID `json:"document"`
	Quote     string              `json:"quote"`
}

// An Entry is a line of the list of stories.
type Entry struct {
	Report         int64            `json:"-"`
	ID             wiredesk.StoryID `json:"id"`
	Headline       string           `json:"headline"` // "" if there is none, or it is not written yet
	Documents      int              `json:"documents"`
	Outlets        int              `json:"outlets"`
	Origins        int              `json:"origins"`
	FirstPublished wiredesk.Time    `json:"first_published"`
	LastPublished  wiredesk.Time    `json:"last_published"`
	Stale          bool             `json:"stale"` // to be written anew
}

// A Hit is a report or a story that a query finds.
type Hit struct {
	Document wiredesk.DocumentID `json:"document,omitempty"` // of a report
	Story    wiredesk.StoryID    `json:"story,omitempty"`    // the story found, or that of the report
	Title    string              `json:"title"`
	Outlet   string              `json:"outlet,omitempty"`
	Passage  string              `json:"passage"` // up to 200 bytes around the first word found
	// Published is when the report came out, or the latest one of the story.
	Published wiredesk.Time `json:"published,omitzero"`
	Origins   int           `json:"origins,omitempty"` // of a story
	Score     float64       `json:"score"`             // higher is better; of one query only
}

// Stats sums a store up.
type Stats struct {
	Schema    int    `json:"schema"`
	SQLite    string `json:"sqlite"`
	Reports   int64  `json:"reports"`
	Revisions int64  `json:"revisions"`
	Stories   int64  `json:"stories"`
	Unfiled   int64  `json:"unfiled"`
	Pending   int64  `json:"pending"` // revisions that are not filed yet
	Stale     int64  `json:"stale"`   // stories that are to be written anew
	Bytes     int64  `json:"bytes"`   // of the database, without its log
	Room      int64  `json:"room"`    // bytes left where it stands; -1 if that is not known
}

// AddressKey returns what two addresses of one report have in common: host,
// path and query, without scheme, fragment and marks of campaigns. "" if the
// address names no page of its own: none, or the front of a site.
func AddressKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Path == "" || u.Path == "/") && u.RawQuery == "" {
		return ""
	}
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") {
			q.Del(k)
		}
	}
	host := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), ":443"), ":80")
	return host + u.EscapedPath() + "?" + q.Encode()
}
