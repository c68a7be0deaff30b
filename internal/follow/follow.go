// Package follow decides when a source is asked again, and says in plain words
// how it is.
//
// Layer: L2 (pure). Same history, same decision: it asks no clock, and spreads
// sources over time by a hash of their address instead of by chance.
package follow

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"time"
)

// A State is how a source is.
type State string

// The states.
const (
	New       State = "new"       // not asked yet
	OK        State = "ok"        // it gave items
	Unchanged State = "unchanged" // it says that nothing changed
	Empty     State = "empty"     // it is in order and has nothing
	Broken    State = "broken"    // it could not be read; Why says the reason
	Gone      State = "gone"      // it says that it is gone for good
	Paused    State = "paused"    // the user does not want it asked
)

const (
	// DefaultInterval is how often a source is asked that nothing else is
	// known of.
	DefaultInterval = 15 * time.Minute
	// MaxChecks is how much of its history a source keeps.
	MaxChecks = 50

	maxGap      = 24 * time.Hour // nothing is left alone for longer but what says so itself
	quietStep   = 10             // after so many checks without news the interval is doubled, after twice as many trebled
	quietTimes  = 4              // and so on up to so many times
	goneTimes   = 3              // a source that said so many times that it is gone is not asked any more
	goneGap     = 24 * time.Hour
	leastGap    = time.Minute // even who wants it now waits so long after the last check
	jitterShare = 10          // a gap is changed by at most a tenth
)

// A Check is one time that a source was asked.
type Check struct {
	At    time.Time     `json:"at"`
	State State         `json:"state"` // ok, unchanged, empty, broken or gone
	Why   string        `json:"why,omitempty"`
	Items int           `json:"items"`           // that it gave
	New   int           `json:"new"`             // that were not there before
	Until time.Time     `json:"until,omitzero"`  // until when its host wants to be left alone
	Every time.Duration `json:"every,omitempty"` // how often it wants to be asked, in nanoseconds
}

// A Source is what is followed, with its history.
type Source struct {
	URL      string        `json:"url"`
	Interval time.Duration `json:"interval,omitempty"` // 0 means [DefaultInterval]
	Paused   bool          `json:"paused,omitempty"`
	Wanted   time.Time     `json:"wanted,omitzero"`  // since when somebody wants it asked out of turn; zero if nobody does
	Checks   []Check       `json:"checks,omitempty"` // oldest first, at most [MaxChecks]
}

// Add adds a check to the history.
func (s *Source) Add(c Check) {
	s.Checks = append(s.Checks, c)
	if n := len(s.Checks) - MaxChecks; n > 0 {
		s.Checks = append([]Check(nil), s.Checks[n:]...)
	}
}

// State returns how s is.
func (s *Source) State() State {
	switch {
	case s.Paused:
		return Paused
	case len(s.Checks) == 0:
		return New
	}
	return s.last().State
}

func (s *Source) last() Check { return s.Checks[len(s.Checks)-1] }

// Words says how s is, for a reader: "broken: the server answers 404 Not Found
// (3 times in a row)".
func (s *Source) Words() string {
	state := s.State()
	words := string(state)
	if state == Broken || state == Gone {
		if why := s.last().Why; why != "" {
			words += ": " + why
		}
		if n := s.row(func(c Check) bool { return c.State == state }); n > 1 {
			words += fmt.Sprintf(" (%d times in a row)", n)
		}
	}
	return words
}

// row returns how many of the last checks in a row are of a kind.
func (s *Source) row(is func(Check) bool) int {
	n := 0
	for n < len(s.Checks) && is(s.Checks[len(s.Checks)-1-n]) {
		n++
	}
	return n
}

// Next returns when s is to be asked next, given that it is now, and false if
// never. The zero time is at once. A broken source is asked less and less
// often, down to once a day; one without news somewhat less; none before its
// host wants it. One that somebody wants asked is asked as soon as its host lets
// it, also where it is broken or said to be gone. A clock that was set back delays it by no more than its gap: by
// more than that, it is asked at once.
func (s *Source) Next(now time.Time) (time.Time, bool) {
	switch {
	case s.Paused:
		return time.Time{}, false
	case len(s.Checks) == 0:
		return time.Time{}, true
	}
	last := s.last()
	if last.State == Gone && s.Wanted.IsZero() && s.row(func(c Check) bool { return c.State == Gone }) >= goneTimes {
		return time.Time{}, false
	}
	gap := s.jitter(s.gap(last), last.At)
	if !s.Wanted.IsZero() {
		gap = min(gap, leastGap)
	}
	at := last.At.Add(gap)
	if last.At.Sub(now) > gap { // the clock was set back
		at = now
	}
	if limit := now.Add(maxGap); last.Until.After(at) && !last.Until.After(limit) {
		at = last.Until
	}
	return at, true
}

// gap is how long s is left alone after its last check.
func (s *Source) gap(last Check) time.Duration {
	interval := s.Interval
	if interval <= 0 {
		interval = DefaultInterval
	}
	switch last.State {
	case Gone:
		return goneGap
	case Broken:
		n := s.row(func(c Check) bool { return c.State == Broken })
		return min(interval<<min(n, 12), max(maxGap, interval))
	}
	quiet := s.row(func(c Check) bool { return c.New == 0 && c.State != Broken && c.State != Gone })
	gap := interval * time.Duration(min(1+quiet/quietStep, quietTimes))
	return max(gap, min(last.Every, maxGap))
}

// jitter changes a gap by up to a tenth, so that sources that were added
// together are not asked together for ever.
func (s *Source) jitter(gap time.Duration, at time.Time) time.Duration {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s.URL + " " + strconv.FormatInt(at.Unix(), 10))) // it never fails
	const steps = 2001
	share := int64(h.Sum64()%steps) - steps/2 // -1000 to 1000
	return gap + gap/jitterShare*time.Duration(share)/1000
}
