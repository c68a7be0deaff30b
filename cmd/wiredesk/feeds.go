package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/follower"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/worker"
)

func feedsCommand(s streams) *cobra.Command {
	var d desk
	var format string
	var interval time.Duration
	c := &cobra.Command{
		Use:   "feeds [add|remove|pause|resume|ask SOURCE...]",
		Short: "List the sources that the desk follows, or change which they are",
		Long: `feeds lists the sources that run follows: how each is, when it was asked last and
will be next, and how many reports and revisions came of it.

feeds add takes addresses (of a feed, a list of sitemaps, an OPML list, a page),
and files of OPML, - for standard input, each of whose feeds becomes a source.
feeds remove forgets a source with its history; its reports stay. feeds pause
has it not asked, feeds resume asked again. feeds ask has it asked now, by the
desk that runs or the next that does, as soon as its host lets it: after a
repair nobody need wait for its turn. A source is named by its number or its
address.`,
		Example: `  wiredesk feeds add https://example.org/feed.xml ours.opml
  wiredesk discover https://example.org/ | wiredesk feeds add -
  wiredesk feeds
  wiredesk feeds pause 3
  wiredesk feeds ask 4
  wiredesk feeds --format opml > feeds.opml`,
		Args: feedsArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if interval < 0 || interval > 0 && interval < time.Minute {
				return fmt.Errorf("--interval %v: a minute is the least", interval)
			}
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				if len(args) == 0 {
					return listFeeds(c.Context(), s, db, cfg, format)
				}
				switch args[0] {
				case "add":
					return addFeeds(c.Context(), s, db, args[1:], interval)
				case "remove":
					return changeFeeds(c.Context(), s, db, args[1:], "removed", db.RemoveSource)
				case "ask":
					return changeFeeds(c.Context(), s, db, args[1:], "asked for", func(ctx context.Context, n int64) error { return db.AskSource(ctx, n, time.Now()) })
				default:
					pause := args[0] == "pause"
					return changeFeeds(c.Context(), s, db, args[1:], args[0]+"d", func(ctx context.Context, n int64) error { return db.PauseSource(ctx, n, pause) })
				}
			})
		},
	}
	d.flags(c)
	c.Flags().StringVarP(&format, "format", "f", "text", "how to print the list: text, json, opml")
	c.Flags().DurationVar(&interval, "interval", 0, "of add: how often these are asked (default feeds.interval of the configuration)")
	return c
}

// feedsArgs wants nothing, or what is to be done and sources.
func feedsArgs(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !slices.Contains([]string{"add", "remove", "pause", "resume", "ask"}, args[0]) {
		return fmt.Errorf("feeds %q: add, remove, pause, resume or ask is wanted", args[0])
	}
	if len(args) == 1 {
		return fmt.Errorf("feeds %s what? Name sources", args[0])
	}
	return nil
}

// addFeeds adds addresses, and the feeds of OPML files. What is none of them
// is told, and the rest is done.
func addFeeds(ctx context.Context, s streams, db *sqlite.DB, args []string, interval time.Duration) error {
	var list []store.Source
	var unread error
	for _, a := range args {
		outlines, err := outlinesOf(s, a)
		for _, o := range outlines {
			u, bad := fetch.ParseURL(o.URL)
			if bad != nil {
				err = errors.Join(err, fmt.Errorf("%s: %w", fetch.Redact(o.URL), bad))
				continue
			}
			list = append(list, store.Source{Source: follow.Source{URL: u.String(), Interval: interval}, Added: time.Now(), Title: o.Title, Home: o.Home, Folder: o.Folder})
		}
		if err != nil {
			unread = errUnread
			fmt.Fprintln(s.err, "wiredesk:", printable(oneLine((&wiredesk.ReadError{File: fetch.Redact(a), Err: err}).Error())))
		}
	}
	added, err := db.AddSources(ctx, list)
	if err != nil {
		return err
	}
	for i, x := range list {
		word := "known"
		if added[i] {
			word = "added"
		}
		fmt.Fprintln(s.out, word, printable(fetch.Redact(x.URL)))
	}
	return unread
}

// outlinesOf returns the feeds that an argument of add names.
func outlinesOf(s streams, a string) ([]feed.Outline, error) {
	if isAddress(a) {
		return []feed.Outline{{URL: a}}, nil
	}
	var b []byte
	var err error
	if a == "-" {
		b, err = readLimited(s.in)
	} else {
		b, err = readFile(a)
	}
	if err != nil {
		return nil, err
	}
	f, err := feed.Parse(b, feed.Options{})
	switch {
	case err != nil:
		return nil, err
	case f.Kind != feed.OPML:
		return nil, fmt.Errorf("%w: it is %s, not OPML; what it holds is taken in by wiredesk add", wiredesk.ErrInvalid, f.Kind)
	case len(f.Outlines) == 0:
		return nil, fmt.Errorf("%w: it lists no feed", wiredesk.ErrInvalid)
	}
	return f.Outlines, errors.Join(f.Notes...)
}

// changeFeeds does something to each source that is named.
func changeFeeds(ctx context.Context, s streams, db *sqlite.DB, args []string, word string, do func(context.Context, int64) error) error {
	all, err := db.Sources(ctx)
	if err != nil {
		return err
	}
	var chosen []store.Source
	for _, a := range args {
		x, err := sourceNamed(all, a)
		if err != nil {
			return err
		}
		chosen = append(chosen, x)
	}
	for _, x := range chosen {
		if err := do(ctx, x.Number); err != nil {
			return err
		}
		fmt.Fprintln(s.out, word, printable(fetch.Redact(x.URL)))
	}
	return nil
}

// sourceNamed finds a source by its number, its address, or its address as it
// is shown.
func sourceNamed(all []store.Source, name string) (store.Source, error) {
	n, _ := strconv.ParseInt(name, 10, 64)
	exact := name
	if u, err := fetch.ParseURL(name); err == nil {
		exact = u.String()
	}
	var found []store.Source
	for _, x := range all {
		if x.Number == n || x.URL == exact {
			return x, nil
		}
		if fetch.Redact(x.URL) == name {
			found = append(found, x)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) > 1 {
		return store.Source{}, fmt.Errorf("%s: %d sources look like this; name one by its number", name, len(found))
	}
	return store.Source{}, fmt.Errorf("no source %s: %w", fetch.Redact(name), wiredesk.ErrNotFound)
}

// A feedLine is a source as it is listed. Addresses are shown without
// passwords.
type feedLine struct {
	Number    int64          `json:"number"`
	URL       string         `json:"url"`
	Title     string         `json:"title"`
	Folder    string         `json:"folder"`
	Kind      string         `json:"kind"`
	State     follow.State   `json:"state"`
	Words     string         `json:"words"` // the state, with its reason
	Added     time.Time      `json:"added"`
	Last      time.Time      `json:"last,omitzero"` // check
	Next      time.Time      `json:"next,omitzero"` // check; none if it is not asked any more
	Documents int64          `json:"documents"`     // reports and revisions
	Checks    []follow.Check `json:"checks"`        // oldest first

	due bool
}

// feedLines returns the sources as they are listed at a time.
func feedLines(ctx context.Context, db *sqlite.DB, cfg config.Config, now time.Time) ([]feedLine, error) {
	all, err := db.Sources(ctx)
	if err != nil {
		return nil, err
	}
	out := []feedLine{}
	for _, x := range all {
		x.Interval = cmp.Or(x.Interval, time.Duration(cfg.Feeds.Interval))
		l := feedLine{Number: x.Number, URL: fetch.Redact(x.URL), Title: x.Title, Folder: x.Folder, Kind: x.Kind, State: x.State(), Words: x.Words(),
			Added: x.Added, Documents: x.Documents, Checks: append([]follow.Check{}, x.Checks...)}
		if n := len(x.Checks); n > 0 {
			l.Last = x.Checks[n-1].At
		}
		if at, ok := x.Next(now); ok {
			l.Next, l.due = at, !at.After(now)
			if l.due {
				l.Next = now
			}
		}
		out = append(out, l)
	}
	return out, nil
}

func listFeeds(ctx context.Context, s streams, db *sqlite.DB, cfg config.Config, format string) error {
	switch format {
	case "opml":
		all, err := db.Sources(ctx)
		if err != nil {
			return err
		}
		var list []feed.Outline
		for _, x := range all {
			list = append(list, feed.Outline{Title: cmp.Or(x.Title, x.URL), URL: x.URL, Home: x.Home, Folder: x.Folder})
		}
		_, err = s.out.Write(feed.WriteOPML("Sources of wiredesk", list))
		return err
	case "json":
		lines, err := feedLines(ctx, db, cfg, time.Now().UTC())
		if err != nil {
			return err
		}
		return asJSON(s.out, lines)
	case "text":
		lines, err := feedLines(ctx, db, cfg, time.Now().UTC())
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			fmt.Fprintln(s.err, "wiredesk: no source is followed (wiredesk feeds add ADDRESS)")
		}
		return writeFeeds(s.out, lines)
	}
	return fmt.Errorf("--format %q: text, json or opml is wanted", format)
}

func writeFeeds(out io.Writer, lines []feedLine) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, l := range lines {
		next := minute(l.Next)
		if l.due {
			next = "now"
		}
		fmt.Fprintf(w, "%d\tlast %s\tnext %s\t%s\t%s\t%s\n", l.Number, minute(l.Last), next, render.Count(int(l.Documents), "document"), printable(cmp.Or(l.Title, "-")+" "+l.URL), printable(l.Words))
	}
	return w.Flush()
}

// minute writes a time for a list.
func minute(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// feedsState is what doctor says of sources.
type feedsState struct {
	States  map[follow.State]int `json:"states"`
	Trouble []feedLine           `json:"trouble"` // those that are broken or gone
	Secrets []string             `json:"secrets"` // why a file of the configuration holds no token or secret
}

func stateOfFeeds(ctx context.Context, db *sqlite.DB, cfg config.Config) (feedsState, error) {
	x := feedsState{States: map[follow.State]int{}, Trouble: []feedLine{}, Secrets: []string{}}
	for _, f := range []struct{ key, path string }{{"miniflux.token_file", cfg.Miniflux.TokenFile}, {"miniflux.secret_file", cfg.Miniflux.SecretFile}} {
		if f.path == "" {
			continue
		}
		if _, err := secretIn(f.key, f.path); err != nil {
			x.Secrets = append(x.Secrets, err.Error())
		}
	}
	lines, err := feedLines(ctx, db, cfg, time.Now().UTC())
	if err != nil {
		return x, err
	}
	for _, l := range lines {
		x.States[l.State]++
		if l.State == follow.Broken || l.State == follow.Gone {
			l.Checks = nil
			x.Trouble = append(x.Trouble, l)
		}
	}
	return x, nil
}

// write writes a line of all, and one of each that is in trouble.
func (x feedsState) write(w io.Writer) {
	var parts []string
	for _, s := range []follow.State{follow.OK, follow.Unchanged, follow.Empty, follow.New, follow.Paused, follow.Broken, follow.Gone} {
		if n := x.States[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	fmt.Fprintf(w, "sources\t%s\n", cmp.Or(strings.Join(parts, ", "), "none"))
	for _, l := range x.Trouble {
		fmt.Fprintf(w, "source %d\t%s: %s\n", l.Number, printable(l.URL), printable(l.Words))
	}
	for _, why := range x.Secrets {
		fmt.Fprintf(w, "miniflux\t%s\n", printable(why))
	}
}

// newFollower returns what asks the sources of db, that of the configured
// Miniflux among them.
func newFollower(ctx context.Context, db *sqlite.DB, cfg config.Config, o worker.Options, failed func(*wiredesk.ReadError)) (*follower.Follower, error) {
	f := follower.Options{Interval: time.Duration(cfg.Feeds.Interval), Pages: cfg.Feeds.Pages, AtOnce: cfg.Feeds.AtOnce, Failed: failed, Log: o.Log}
	if address := cfg.Miniflux.Entries(); address != "" {
		token, err := secretIn("miniflux.token_file", cfg.Miniflux.TokenFile)
		if err != nil {
			return nil, err
		}
		u, err := fetch.ParseURL(address)
		if err != nil {
			return nil, fmt.Errorf("miniflux.url: %w", err)
		}
		f.Header = map[string]http.Header{u.String(): {"X-Auth-Token": {token}}}
		if _, err := db.AddSources(ctx, []store.Source{{Source: follow.Source{URL: u.String()}, Added: time.Now(), Title: "Miniflux"}}); err != nil {
			return nil, err
		}
	}
	return follower.New(db, clientOf(cfg), f), nil
}

// clientOf returns what fetches for the desk.
func clientOf(cfg config.Config) *fetch.Client {
	o := fetch.Options{Agent: cfg.Feeds.Agent, Delay: time.Duration(cfg.Feeds.Delay), Allow: cfg.Feeds.AllowPrivate}
	if o.Delay == 0 {
		o.Delay = -1 // none
	}
	return fetch.New(o)
}

// secretIn returns the one word in a file that a key names.
func secretIn(key, path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", key, err)
	}
	word := strings.TrimSpace(string(b))
	if word == "" || len(word) > wiredesk.MaxField || strings.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s: %w: %s holds no token: one word is wanted", key, wiredesk.ErrInvalid, path)
	}
	return word, nil
}
