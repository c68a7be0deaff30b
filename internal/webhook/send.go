package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

const (
	page     = 100           // events that are laid out, and letters that are sent, in one go
	lastTry  = 6 * time.Hour // between two tries at most
	patience = 3             // failures in a row after which a receiver is left alone for a while
)

// Run tells every receiver what happens until ctx ends, each at its own pace.
// Receivers of the store that are no longer wanted are forgotten. It fails when
// the store does.
func (s *Sender) Run(ctx context.Context) error {
	if err := s.forget(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make([]error, len(s.receivers))
	var wg sync.WaitGroup
	for i := range s.receivers {
		wg.Go(func() {
			if errs[i] = s.tell(ctx, &s.receivers[i]); errs[i] != nil {
				cancel()
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// forget forgets the receivers that are no longer wanted.
func (s *Sender) forget(ctx context.Context) error {
	known, err := s.db.Receivers(ctx)
	if err != nil {
		return err
	}
	for _, name := range known {
		if slices.ContainsFunc(s.receivers, func(r Receiver) bool { return r.Name == name }) {
			continue
		}
		s.o.Log.Info("a receiver of events is forgotten", "receiver", name)
		if err := s.db.Forget(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// tell lays events out for r and sends what is due, until ctx ends.
func (s *Sender) tell(ctx context.Context, r *Receiver) error {
	for {
		wait := s.o.Poll
		more, err := s.layOut(ctx, r)
		if err == nil {
			var rest time.Duration
			rest, err = s.sendDue(ctx, r)
			wait = max(wait, rest)
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrBusy):
			s.o.Log.Error("events wait for the store", "receiver", r.Name, "err", err)
			wait = s.o.FirstTry
		case err != nil:
			return fmt.Errorf("webhook %q: %w", r.Name, err)
		case more:
			continue
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return nil
		}
	}
}

// layOut keeps letters about the events that r was not told of, and says
// whether there may be more.
func (s *Sender) layOut(ctx context.Context, r *Receiver) (more bool, err error) {
	through, err := s.db.Told(ctx, r.Name)
	if err != nil {
		return false, err
	}
	events, err := s.db.Events(ctx, through, page)
	if err != nil || len(events) == 0 {
		return false, err
	}
	var letters []store.Letter
	for _, e := range events {
		list, err := s.letters(ctx, r, e)
		if err != nil {
			return false, err
		}
		letters = append(letters, list...)
	}
	return len(events) == page, s.db.LayOut(ctx, r.Name, events[len(events)-1].Number, letters)
}

// A message is what a receiver is told. docs/api.md describes it.
type message struct {
	ID     string              `json:"id"`
	Type   string              `json:"type"`
	At     time.Time           `json:"at"`
	Story  about               `json:"story"`
	Change *store.Change       `json:"change,omitempty"`
	Point  string              `json:"point,omitempty"`
	Figure *store.FigureChange `json:"figure,omitempty"`
}

// about names a story.
type about struct {
	ID       wiredesk.StoryID `json:"id"`
	Headline string           `json:"headline"`
	Counts   wiredesk.Counts  `json:"counts"`
}

// letters returns what r is told of an event.
func (s *Sender) letters(ctx context.Context, r *Receiver, e store.Event) (out []store.Letter, err error) {
	story := about{ID: e.Change.Story}
	now, _, err := s.db.Story(ctx, e.Change.Story)
	switch {
	case errors.Is(err, wiredesk.ErrNotFound): // it became part of another meanwhile
	case err != nil:
		return nil, err
	default: // as it is when it is told
		story.Counts = now.Counts
		if now.Headline != nil {
			story.Headline = now.Headline.Text
		}
	}
	var messages []message
	add := func(m message) {
		m.ID, m.At, m.Story = fmt.Sprintf("%d.%d", e.Number, len(messages)), e.Change.At, story
		messages = append(messages, m)
	}
	add(message{Type: e.Type(), Change: &e.Change})
	for _, p := range e.Change.Differ {
		add(message{Type: ConflictNew, Point: p})
	}
	for i := range e.Change.Figures {
		add(message{Type: FigureChanged, Figure: &e.Change.Figures[i]})
	}
	for _, m := range messages {
		if !r.wants(m.Type) {
			continue
		}
		body, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		out = append(out, store.Letter{ID: m.ID, Type: m.Type, Body: string(body), Due: s.o.Now()})
	}
	return out, nil
}

// sendDue sends what is due, and says how long r should be left alone.
func (s *Sender) sendDue(ctx context.Context, r *Receiver) (rest time.Duration, err error) {
	failures := 0
	for {
		due, err := s.db.Due(ctx, r.Name, s.o.Now(), page)
		if err != nil || len(due) == 0 {
			return 0, err
		}
		for _, l := range due {
			failed := s.send(ctx, r, l)
			if ctx.Err() != nil {
				return 0, nil
			}
			switch {
			case failed == nil:
				failures, err = 0, s.db.Taken(ctx, l.Number)
			case l.Tries+1 >= s.o.MaxTries:
				s.o.Log.Error("an event is given up", "receiver", r.Name, "event", l.ID, "tries", l.Tries+1, "err", failed)
				err = s.db.Taken(ctx, l.Number)
			default:
				s.o.Log.Warn("an event was not taken", "receiver", r.Name, "event", l.ID, "tries", l.Tries+1, "err", failed)
				failures++
				err = s.db.Later(ctx, l.Number, s.o.Now().Add(s.backOff(l.Tries)))
			}
			if err != nil {
				return 0, err
			}
			if failures == patience {
				return s.backOff(0), nil
			}
		}
	}
}

// backOff returns how long to wait after so many tries before, a tenth more or
// less, so that many that wait for one receiver do not come back at once.
func (s *Sender) backOff(tries int) time.Duration {
	d := lastTry
	if tries < 20 {
		d = min(d, s.o.FirstTry<<tries)
	}
	return d + time.Duration((rand.Float64()-0.5)/5*float64(d))
}

// send tries once to hand l over.
func (s *Sender) send(ctx context.Context, r *Receiver, l store.Letter) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader([]byte(l.Body)))
	if err != nil {
		return err
	}
	key, err := r.key()
	if err != nil {
		return err
	}
	at := strconv.FormatInt(s.o.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "wiredesk/"+wiredesk.Version)
	req.Header.Set("Webhook-Id", l.ID)
	req.Header.Set("Webhook-Timestamp", at)
	req.Header.Set("Webhook-Signature", "v1,"+Sign(key, l.ID, at, []byte(l.Body)))
	res, err := s.client.Do(req)
	var failed *url.Error
	if errors.As(err, &failed) { // without the address, which may hold a key
		return failed.Err
	}
	if err != nil {
		return err
	}
	res.Body.Close() // what it says is nothing to us
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}

// Sign returns what a receiver compares: HMAC-SHA256 over id, time (seconds
// since 1970) and body with full stops between, in base64, as the Standard
// Webhooks have it.
func Sign(key []byte, id, at string, body []byte) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%s.%s.%s", id, at, body)
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}
