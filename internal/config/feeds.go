package config

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

// Feeds says how sources are followed.
type Feeds struct {
	Interval     Duration `toml:"interval"`      // between two checks of a source, if it says nothing else
	Pages        int      `toml:"pages"`         // that are fetched at one check of a source
	AtOnce       int      `toml:"at_once"`       // sources that are asked at a time
	Delay        Duration `toml:"delay"`         // between the starts of two requests to one host
	Agent        string   `toml:"agent"`         // what wiredesk calls itself; "" for wiredesk with its version
	AllowPrivate Networks `toml:"allow_private"` // addresses that may be fetched from though they are not public
}

// Miniflux names one that is a source, or that sends what is new.
type Miniflux struct {
	URL        string `toml:"url"`         // of the Miniflux, or of its /v1/entries; "" for none
	TokenFile  string `toml:"token_file"`  // holds its API token
	SecretFile string `toml:"secret_file"` // holds the secret of its webhook; "" for no webhook
}

const (
	// leastInterval is how often a source may be asked at the most. Hosts of
	// one's own send what is new by a webhook.
	leastInterval = time.Minute
	mostInterval  = 30 * 24 * time.Hour
	mostAtOnce    = 64
)

// check refuses values that will not do.
func (f Feeds) check() error {
	bad := func(key, format string, args ...any) error {
		return fmt.Errorf("feeds.%s: %w: %s", key, wiredesk.ErrInvalid, fmt.Sprintf(format, args...))
	}
	switch {
	case time.Duration(f.Interval) < leastInterval, time.Duration(f.Interval) > mostInterval:
		return bad("interval", "%v is not between %v and %v", time.Duration(f.Interval), leastInterval, mostInterval)
	case f.Pages < 1 || f.Pages > wiredesk.MaxItems:
		return bad("pages", "%d is not between 1 and %d", f.Pages, wiredesk.MaxItems)
	case f.AtOnce < 1 || f.AtOnce > mostAtOnce:
		return bad("at_once", "%d is not between 1 and %d", f.AtOnce, mostAtOnce)
	case f.Delay < 0 || time.Duration(f.Delay) > time.Hour:
		return bad("delay", "%v is not between 0s and 1h", time.Duration(f.Delay))
	case len(f.Agent) > 200 || strings.ContainsFunc(f.Agent, func(r rune) bool { return r < ' ' || r > '~' }):
		return bad("agent", "up to 200 printable characters of ASCII are wanted")
	}
	return nil
}

// check refuses what cannot be a Miniflux.
func (m Miniflux) check() error {
	if m.URL == "" {
		return nil
	}
	u, err := url.Parse(m.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return fmt.Errorf("miniflux.url: %w: an address such as https://reader.example.org is wanted, without a password", wiredesk.ErrInvalid)
	}
	if m.TokenFile == "" {
		return fmt.Errorf("miniflux.token_file: %w: miniflux.url needs a file with its token", wiredesk.ErrInvalid)
	}
	return nil
}

// Entries returns the address at which a Miniflux lists its latest entries; ""
// if none is named.
func (m Miniflux) Entries() string {
	u, err := url.Parse(m.URL)
	if err != nil || m.URL == "" || strings.Contains(u.Path, "/v1/") {
		return m.URL
	}
	u = u.JoinPath("v1", "entries")
	u.RawQuery = "direction=desc&limit=1000&order=id"
	return u.String()
}
