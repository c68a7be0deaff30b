// Package webhook tells other programs what becomes of stories: each event is
// kept in the store until its receiver has taken it, so that a crash loses
// none, and goes out signed.
//
// Layer: L4. It opens connections through the dialer that it is given and no
// other way, follows no redirect, and reads nothing of an answer but its
// status. A receiver may get an event twice, and knows it by its id.
package webhook

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// Types of events.
const (
	StoryNew      = store.StoryNew
	StoryUpdated  = store.StoryUpdated
	ConflictNew   = "conflict.new"   // reports differ on a point on which they did not
	FigureChanged = "figure.changed" // a figure has other values
)

// types are those that there are.
var types = []string{StoryNew, StoryUpdated, ConflictNew, FigureChanged}

// A Receiver is a program that is told.
type Receiver struct {
	Name   string   `toml:"name"`   // under which the store knows how far it was told; one that is new is told what comes from then on
	URL    string   `toml:"url"`    // http or https
	Secret string   `toml:"secret"` // of 24 bytes or more; after "whsec_" in base64
	Events []string `toml:"events"` // types; none means all
}

// Read reads receivers from the content of a file: TOML, a table
// [[webhook]] for each. It fails with [wiredesk.ErrInvalid].
func Read(file string, content []byte) ([]Receiver, error) {
	var f struct {
		Webhook []Receiver `toml:"webhook"`
	}
	if err := toml.NewDecoder(bytes.NewReader(content)).DisallowUnknownFields().Decode(&f); err != nil {
		var unknown *toml.StrictMissingError
		if errors.As(err, &unknown) { // its text would show the line, and so a secret
			err = errors.New("a key that does not exist")
		}
		return nil, fmt.Errorf("%s: %w: %v", file, wiredesk.ErrInvalid, err)
	}
	return f.Webhook, nil
}

// check refuses a receiver that cannot be told.
func (r *Receiver) check() error {
	u, err := url.Parse(r.URL)
	switch {
	case r.Name == "":
		return errors.New("it has no name")
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("its address is none of http or https")
	case u.User != nil:
		return errors.New("its address holds a password; the secret is for that")
	}
	if key, err := r.key(); err != nil || len(key) < 24 {
		return errors.New("its secret must be 24 bytes or more, after whsec_ in base64")
	}
	for _, e := range r.Events {
		if !slices.Contains(types, e) {
			return fmt.Errorf("there are no events %q", e)
		}
	}
	return nil
}

// key returns the bytes that sign.
func (r *Receiver) key() ([]byte, error) {
	if text, ok := strings.CutPrefix(r.Secret, "whsec_"); ok {
		return base64.StdEncoding.DecodeString(text)
	}
	return []byte(r.Secret), nil
}

// wants reports whether r is told of such events.
func (r *Receiver) wants(kind string) bool {
	return len(r.Events) == 0 || slices.Contains(r.Events, kind)
}

// Options tune a sender. Dial must be given; the rest is what production uses.
type Options struct {
	// Dial opens connections: one that refuses addresses which nobody outside
	// should reach.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now is the clock. nil means the machine's.
	Now func() time.Time
	// Poll is how often events are looked for. 0 means a second.
	Poll time.Duration
	// FirstTry is how long after the first failure an event is tried again. 0
	// means 10 s. It doubles each time, up to 6 h.
	FirstTry time.Duration
	// MaxTries is how often an event is tried. 0 means 15: a day.
	MaxTries int
	// Log is told what goes wrong. nil means nobody.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	if o.FirstTry == 0 {
		o.FirstTry = 10 * time.Second
	}
	if o.MaxTries == 0 {
		o.MaxTries = 15
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Times that one try may take.
const (
	handshake = 5 * time.Second
	headers   = 10 * time.Second
	whole     = 15 * time.Second
)

// A Sender tells receivers of the events of one store.
type Sender struct {
	db        *sqlite.DB
	o         Options
	receivers []Receiver
	client    *http.Client
}

// New returns a sender. It fails with [wiredesk.ErrInvalid] for a receiver that
// cannot be told, two of one name, and without a dialer.
func New(db *sqlite.DB, receivers []Receiver, o Options) (*Sender, error) {
	if o.Dial == nil {
		return nil, fmt.Errorf("webhooks: %w: no dialer is given", wiredesk.ErrInvalid)
	}
	seen := map[string]bool{}
	for _, r := range receivers {
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("webhook %q: %w: %v", r.Name, wiredesk.ErrInvalid, err)
		}
		if seen[r.Name] {
			return nil, fmt.Errorf("webhook %q: %w: two have that name", r.Name, wiredesk.ErrInvalid)
		}
		seen[r.Name] = true
	}
	return &Sender{db: db, o: o.withDefaults(), receivers: receivers, client: &http.Client{
		Timeout:       whole,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: o.Dial, TLSHandshakeTimeout: handshake, ResponseHeaderTimeout: headers, MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true, DisableCompression: true,
		},
	}}, nil
}
