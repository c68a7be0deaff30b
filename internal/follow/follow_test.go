package follow_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/follow"
)

var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

func source(checks ...follow.Check) *follow.Source {
	s := &follow.Source{URL: "https://farrier.invalid/feed"}
	for i, c := range checks {
		if c.At.IsZero() {
			c.At = noon.Add(time.Duration(i-len(checks)+1) * time.Minute) // the last at noon
		}
		s.Add(c)
	}
	return s
}

func times(n int, c follow.Check) []follow.Check {
	var out []follow.Check
	for range n {
		out = append(out, c)
	}
	return out
}

// TestNext leaves a source alone for a gap, give or take a tenth.
func TestNext(t *testing.T) {
	ok := follow.Check{State: follow.OK, Items: 9, New: 2}
	same := follow.Check{State: follow.Unchanged}
	broken := follow.Check{State: follow.Broken, Why: "x"}
	gone := follow.Check{State: follow.Gone}
	for _, tt := range []struct {
		name   string
		checks []follow.Check
		want   time.Duration // 0: never
	}{
		{"news", times(3, ok), 15 * time.Minute},
		{"quiet for a while", append(times(3, ok), times(10, same)...), 30 * time.Minute},
		{"quiet for long", times(50, same), time.Hour},
		{"news again", append(times(40, same), ok), 15 * time.Minute},
		{"broken once", append(times(3, ok), broken), 30 * time.Minute},
		{"broken thrice", times(3, broken), 2 * time.Hour},
		{"broken for long", times(50, broken), 24 * time.Hour},
		{"well again", append(times(50, broken), ok), 15 * time.Minute},
		{"gone once", []follow.Check{gone}, 24 * time.Hour},
		{"gone for good", times(3, gone), 0},
		{"says when", []follow.Check{{State: follow.OK, New: 1, Every: 2 * time.Hour}}, 2 * time.Hour},
		{"says nonsense", []follow.Check{{State: follow.OK, New: 1, Every: 9000 * time.Hour}}, 24 * time.Hour},
		{"wants a rest", []follow.Check{{State: follow.Broken, Until: noon.Add(6 * time.Hour)}}, 6 * time.Hour},
		{"wants a rest of years", []follow.Check{{State: follow.Broken, Until: noon.Add(60000 * time.Hour)}}, 30 * time.Minute},
		{"clock set back a little", []follow.Check{{State: follow.OK, New: 1, At: noon.Add(time.Minute)}}, 16 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := source(tt.checks...)
			at, ever := s.Next(noon)
			if ever != (tt.want > 0) {
				t.Fatalf("ever asked again: %v", ever)
			}
			if d := at.Sub(noon) - tt.want; ever && (d < -tt.want/10 || d > tt.want/10) {
				t.Errorf("asked again after %v, want %v", at.Sub(noon), tt.want)
			}
			if again, _ := s.Next(noon); !again.Equal(at) {
				t.Error("not the same decision twice")
			}
		})
	}
	if at, ever := source().Next(noon); !ever || !at.IsZero() {
		t.Errorf("a new source is asked at %v, %v, want at once", at, ever)
	}
	paused := source(ok)
	paused.Paused = true
	if _, ever := paused.Next(noon); ever {
		t.Error("a paused source is asked")
	}
	back := source(follow.Check{State: follow.OK, New: 1, At: noon.Add(8760 * time.Hour)})
	if at, ever := back.Next(noon); !ever || !at.Equal(noon) {
		t.Errorf("after the clock was set back by a year it is asked at %v, %v, want at once", at, ever)
	}
	for _, tt := range []struct {
		name   string
		checks []follow.Check
		after  time.Duration // the last check
		want   time.Duration // from now; 0 at once
	}{
		{"out of turn", times(3, ok), 5 * time.Minute, 0},
		{"just asked", times(3, ok), 20 * time.Second, 40 * time.Second},
		{"broken for long", times(50, broken), time.Hour, 0},
		{"gone for good", times(3, gone), time.Hour, 0},
		{"its host wants a rest", []follow.Check{{State: follow.Broken, Until: noon.Add(6 * time.Hour)}}, time.Hour, 5 * time.Hour},
	} {
		s := source(tt.checks...)
		now := noon.Add(tt.after)
		s.Wanted = now
		if at, ever := s.Next(now); !ever || max(0, at.Sub(now)) != tt.want {
			t.Errorf("wanted, %s: asked after %v, %v; want %v", tt.name, at.Sub(now), ever, tt.want)
		}
		if s.Paused = true; s.State() != follow.Paused {
			t.Error("it is not paused")
		}
		if _, ever := s.Next(now); ever {
			t.Errorf("wanted, %s: it is paused, and asked", tt.name)
		}
	}
	slow := source(broken)
	slow.Interval = 48 * time.Hour
	if at, _ := slow.Next(noon); at.Sub(noon) < 43*time.Hour {
		t.Errorf("a broken source is asked more often (%v) than one that works", at.Sub(noon))
	}
}

// TestJitter spreads sources that were added together.
func TestJitter(t *testing.T) {
	at := map[time.Time]int{}
	for i := range 1000 {
		s := follow.Source{URL: fmt.Sprint("https://farrier.invalid/", i)}
		s.Add(follow.Check{At: noon, State: follow.OK, New: 1})
		next, _ := s.Next(noon)
		at[next.Truncate(10*time.Second)]++
	}
	for when, n := range at {
		if n > 150 {
			t.Errorf("%d of 1,000 sources are asked within 10 s of %v", n, when)
		}
	}
	if len(at) < 15 {
		t.Errorf("only %d moments", len(at))
	}
}

// TestWords says how a source is.
func TestWords(t *testing.T) {
	broken := follow.Check{State: follow.Broken, Why: "the server answers 404 Not Found"}
	for want, s := range map[string]*follow.Source{
		"new":       source(),
		"ok":        source(broken, follow.Check{State: follow.OK}),
		"unchanged": source(follow.Check{State: follow.Unchanged}),
		"empty":     source(follow.Check{State: follow.Empty}),
		"broken: the server answers 404 Not Found":                    source(broken),
		"broken: the server answers 404 Not Found (3 times in a row)": source(broken, broken, broken),
		"gone":   source(follow.Check{State: follow.Gone}),
		"paused": {Paused: true},
	} {
		if got := s.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestHistory is kept up to a number, and is the same when written and read.
func TestHistory(t *testing.T) {
	s := source(times(60, follow.Check{State: follow.OK, Items: 3, Every: time.Hour, Until: noon})...)
	if len(s.Checks) != follow.MaxChecks || !s.Checks[len(s.Checks)-1].At.Equal(noon) {
		t.Errorf("%d checks, the last at %v", len(s.Checks), s.Checks[len(s.Checks)-1].At)
	}
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var again follow.Source
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, &again); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
