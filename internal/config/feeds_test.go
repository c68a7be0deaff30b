package config_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
)

func TestFeeds(t *testing.T) {
	path := write(t, "[feeds]\ninterval = \"1h\"\nallow_private = \"127.0.0.1, 10.1.0.7/16\"\n[miniflux]\nurl = \"https://reader.example.org/sub/\"\ntoken_file = \"token\"\n")
	c, err := config.Load(path, []string{"WIREDESK_FEEDS_AT_ONCE=3", "WIREDESK_FEEDS_AGENT=halm/1"})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default().Feeds
	want.Interval, want.AtOnce, want.Agent = config.Duration(time.Hour), 3, "halm/1"
	want.AllowPrivate = config.Networks{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16")}
	if diff := cmp.Diff(want, c.Feeds, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Errorf("feeds (-want +got):\n%s", diff)
	}
	if got := c.Miniflux.Entries(); got != "https://reader.example.org/sub/v1/entries?direction=desc&limit=1000&order=id" {
		t.Errorf("Entries: %s", got)
	}
	c.Miniflux.URL = "https://reader.example.org/v1/feeds/7/entries?limit=50"
	if got := c.Miniflux.Entries(); got != c.Miniflux.URL {
		t.Errorf("Entries of a whole address: %s", got)
	}
	if got := (config.Miniflux{}).Entries(); got != "" {
		t.Errorf("Entries of none: %s", got)
	}
	for _, k := range c.Values() {
		if k.Name == "feeds.allow_private" && k.Value != "'127.0.0.1 10.1.0.0/16'" {
			t.Errorf("%s = %s", k.Name, k.Value)
		}
	}
}

func TestFeedsRefuses(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"[feeds]\ninterval = \"1s\"\n", "feeds.interval: invalid input: 1s is not between"},
		{"[feeds]\ninterval = \"9000h\"\n", "feeds.interval"},
		{"[feeds]\npages = 0\n", "feeds.pages"},
		{"[feeds]\nat_once = 65\n", "feeds.at_once"},
		{"[feeds]\ndelay = \"-1s\"\n", "feeds.delay"},
		{"[feeds]\nagent = \"a\\nb\"\n", "feeds.agent"},
		{"[feeds]\nallow_private = \"home\"\n", "an address or a network is wanted"},
		{"[miniflux]\nurl = \"reader.example.org\"\n", "miniflux.url"},
		{"[miniflux]\nurl = \"https://me:secret@reader.example.org\"\ntoken_file = \"x\"\n", "miniflux.url"},
		{"[miniflux]\nurl = \"https://reader.example.org\"\n", "miniflux.token_file"},
	} {
		_, err := config.Load(write(t, tt.file), nil)
		if !errors.Is(err, wiredesk.ErrInvalid) || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v, want %q", tt.file, err, tt.want)
		}
	}
}
