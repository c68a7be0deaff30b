package store

import (
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/follow"
)

// A Source is an address that the desk follows, with its last checks.
type Source struct {
	follow.Source

	Number int64 // from 1; of one store, and of one source for good
	Added  time.Time
	Kind   string // of what it gave last, such as RSS; "" if it gave nothing yet
	Title  string
	Home   string // the site that it belongs to
	Folder string // of the list that it came from, apart by "/"

	ETag, LastModified string // what to ask with; "" where something of its last answer is left to do

	WasFeed   bool  // it gave a feed before
	Documents int64 // reports and revisions that came of it
}

// A Mark is as much of a source as tells whether it has changed.
type Mark struct {
	Number  int64
	Paused  bool
	Checked time.Time // when it was asked last; zero if never
	Wanted  time.Time // as of [follow.Source]
}

// An Item is what the desk knows of one entry of a source.
type Item struct {
	Key      string // what the source knows it by, hashed
	Content  string // what it said, hashed
	Document wiredesk.DocumentID
	Read     time.Time // when; to the microsecond
	Tries    int       // how often its page could not be had; 0 if the item is done
}

// A Checked is what came of asking a source, and is written whole. Its
// documents must be in the store before.
type Checked struct {
	Source             int64
	Check              follow.Check
	Moved              string // its new address, if it has moved for good
	Kind, Title, Home  string // "" leaves what was there
	ETag, LastModified string
	WasFeed            bool      // it gave a feed
	Wanted             time.Time // since when it was wanted, as far as this check knew: that is done
	Documents          int64     // reports and revisions that came of it
	Items              []Item    // that are known now, or to be tried again
}

// MaxItems is how many entries of one source are remembered, the latest ones.
const MaxItems = 2 * wiredesk.MaxItems
