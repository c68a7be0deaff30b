package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/netip"
	"net/textproto"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/gather"
)

// outward is how a verb goes out to the web.
type outward struct {
	private      []string
	delay        time.Duration
	ignoreRobots bool
	feedOnly     bool
	pages        int
	header       string
}

func (w *outward) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&w.private, "allow-private", nil, "addresses or networks of this machine or the house that may be fetched from, such as 127.0.0.1 or 10.0.0.0/8 (default none)")
	f.DurationVar(&w.delay, "delay", time.Second, "how long between the starts of two requests to one host")
	f.BoolVar(&w.ignoreRobots, "ignore-robots", false, "do not ask for robots.txt; for sites of your own, or that allowed it")
}

func (w *outward) gatherFlags(c *cobra.Command) {
	w.flags(c)
	f := c.Flags()
	f.BoolVar(&w.feedOnly, "feed-only", false, "take items as the feed has them, and fetch no pages")
	f.IntVar(&w.pages, "pages", 100, "how many pages of one feed are fetched")
	f.StringVar(&w.header, "header-file", "", "a file with headers for the hosts that are named, such as \"X-Auth-Token: ...\" of a Miniflux, one a line")
}

// client returns what fetches.
func (w *outward) client() (*fetch.Client, error) {
	o := fetch.Options{IgnoreRobots: w.ignoreRobots, Delay: w.delay}
	if o.Delay == 0 {
		o.Delay = -1 // none
	}
	for _, s := range w.private {
		p, err := netip.ParsePrefix(s)
		if a, e := netip.ParseAddr(s); e == nil {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("--allow-private %q: an address or a network is wanted, such as 127.0.0.1 or 10.0.0.0/8", s)
		}
		o.Allow = append(o.Allow, p.Masked())
	}
	return fetch.New(o), nil
}

// headers reads the file of --header-file.
func (w *outward) headers() (http.Header, error) {
	if w.header == "" {
		return nil, nil
	}
	f, err := os.Open(w.header)
	if err != nil {
		return nil, fmt.Errorf("--header-file: %w", err)
	}
	defer f.Close()
	h, err := textproto.NewReader(bufio.NewReader(io.LimitReader(f, wiredesk.MaxHeader))).ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) || len(h) == 0 {
		return nil, fmt.Errorf("--header-file %s: lines such as \"X-Auth-Token: ...\" are wanted", w.header)
	}
	return http.Header(h), nil
}

// isAddress reports whether an argument is fetched rather than read.
func isAddress(s string) bool {
	l := strings.ToLower(s)
	return strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "https://")
}

// gather fetches from addresses, and from the feeds of files: OPML, or feeds
// that were saved. The results are in the order of the arguments.
func (w *outward) gather(ctx context.Context, args []string) ([]*gather.Result, error) {
	c, err := w.client()
	if err != nil {
		return nil, err
	}
	h, err := w.headers()
	if err != nil {
		return nil, err
	}
	o := gather.Options{FeedOnly: w.feedOnly, MaxPages: w.pages}
	out := make([]*gather.Result, len(args))
	var sources []gather.Source
	var at []int
	for i, a := range args {
		if isAddress(a) {
			sources, at = append(sources, gather.Source{URL: a, Header: h}), append(at, i)
			continue
		}
		b, err := readFile(a)
		if err != nil {
			out[i] = &gather.Result{Source: a, Failures: []*wiredesk.ReadError{{File: a, Err: err}}}
			continue
		}
		if out[i], err = gather.Payload(ctx, c, a, b, o); err != nil {
			return nil, err
		}
	}
	results, err := gather.All(ctx, c, sources, o)
	for k, r := range results {
		out[at[k]] = r
	}
	return out, err
}

// readFile reads a file of feeds.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("neither an address (https://...) nor a file")
		}
		return nil, err
	}
	defer f.Close()
	return readLimited(f)
}

// readLimited reads all of r, up to the size of a file of documents.
func readLimited(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, wiredesk.MaxFile+1))
	if err == nil && len(b) > wiredesk.MaxFile {
		err = fmt.Errorf("%w: more than %d bytes", wiredesk.ErrTooLarge, wiredesk.MaxFile)
	}
	return b, err
}

// reportFetched tells on standard error what could not be fetched, and which sources
// had nothing. It returns errUnread if something could not.
func reportFetched(w io.Writer, results []*gather.Result) error {
	var unread error
	for _, r := range results {
		r.Each(func(r *gather.Result) {
			for _, f := range r.Failures {
				fmt.Fprintln(w, "wiredesk:", printable(f.Error()))
				unread = errUnread
			}
			if r.Check.State == follow.Empty {
				fmt.Fprintf(w, "wiredesk: %s: empty: it is in order and has no items\n", printable(r.Source))
			}
		})
	}
	return unread
}

func fetchCommand(s streams) *cobra.Command {
	var w outward
	c := &cobra.Command{
		Use:   "fetch URL...",
		Short: "Fetch feeds and pages, and print their documents",
		Long: `fetch takes the documents that each URL gives: the items of a feed (RSS, Atom,
JSON Feed, sitemap, ninjs, entries of a Miniflux) with the text of their pages,
the feeds of an OPML list, a page, or a file of documents. It prints them as
JSONL, which every verb reads. A URL may also be an OPML file or a saved feed.`,
		Example: `  wiredesk fetch https://example.org/feed.xml > today.jsonl
  wiredesk fetch --feed-only feeds.opml | wiredesk brief -
  wiredesk fetch --header-file miniflux.txt https://reader.example.org/v1/entries?status=unread`,
		Args: addresses,
		RunE: func(c *cobra.Command, args []string) error {
			results, err := w.gather(c.Context(), args)
			if err != nil {
				return err
			}
			unread := reportFetched(s.err, results)
			if err := printDocuments(s.out, results); err != nil {
				return &internalError{err}
			}
			return unread
		},
	}
	w.gatherFlags(c)
	return c
}

// A documentLine is a document as the contract has it.
type documentLine struct {
	ID        wiredesk.DocumentID `json:"id"`
	URL       string              `json:"url"`
	Source    string              `json:"source"`
	Title     string              `json:"title"`
	Authors   []string            `json:"authors"`
	Published wiredesk.Time       `json:"published"`
	Language  string              `json:"language"`
	Text      string              `json:"text"`
	Withdrawn wiredesk.Time       `json:"withdrawn,omitzero"`
}

// printDocuments prints each document once.
func printDocuments(w io.Writer, results []*gather.Result) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	for _, d := range documentsOf(results) {
		if err := e.Encode(documentLine{d.ID, d.URL, d.Outlet, d.Title, d.Authors, d.Published, d.Language, d.Text, d.Withdrawn}); err != nil {
			return err
		}
	}
	return b.Flush()
}

// documentsOf returns the documents of results, each once.
func documentsOf(results []*gather.Result) []*wiredesk.Document {
	var out []*wiredesk.Document
	seen := map[wiredesk.DocumentID]bool{}
	for _, r := range results {
		r.Each(func(r *gather.Result) {
			for _, d := range r.Documents {
				if !seen[d.ID] {
					seen[d.ID] = true
					out = append(out, d)
				}
			}
		})
	}
	return out
}

func discoverCommand(s streams) *cobra.Command {
	var w outward
	c := &cobra.Command{
		Use:   "discover URL...",
		Short: "Find the feeds that pages, lists and addresses have, and print them as OPML",
		Long: `discover looks for feeds: those that a page names, those of an OPML list or of a
list of sitemaps, and the URL itself if it is a feed. It prints them as OPML. A
URL may also be a file.`,
		Example: `  wiredesk discover https://example.org/ > feeds.opml
  wiredesk discover ours.opml theirs.opml > all.opml`,
		Args: addresses,
		RunE: func(c *cobra.Command, args []string) error {
			client, err := w.client()
			if err != nil {
				return err
			}
			var found []feed.Outline
			var unread error
			for _, a := range args {
				feeds, err := discover(c.Context(), client, a)
				if c.Context().Err() != nil {
					return c.Context().Err()
				}
				if err != nil {
					fmt.Fprintln(s.err, "wiredesk:", printable((&wiredesk.ReadError{File: fetch.Redact(a), Err: err}).Error()))
					unread = errUnread
				}
				found = append(found, feeds...)
			}
			if _, err := s.out.Write(feed.WriteOPML("Feeds", found)); err != nil {
				return &internalError{err}
			}
			return unread
		},
	}
	w.flags(c)
	return c
}

// discover returns the feeds of one address or file.
func discover(ctx context.Context, c *fetch.Client, at string) ([]feed.Outline, error) {
	var body []byte
	o := feed.Options{}
	if isAddress(at) {
		res, err := c.Fetch(ctx, fetch.Request{URL: at, Max: wiredesk.MaxFeed})
		if err != nil {
			return nil, err
		}
		body, o = res.Body, feed.Options{Charset: res.Charset, Base: res.URL}
	} else {
		b, err := readFile(at)
		if err != nil {
			return nil, err
		}
		body = b
	}
	f, err := feed.Parse(body, o)
	switch {
	case err != nil:
		return nil, err
	case f.Kind == feed.Page:
		if found := feed.Discover(body, o); len(found) > 0 {
			return found, nil
		}
		return nil, fmt.Errorf("%w: the page names no feed", wiredesk.ErrNotFound)
	case f.Kind == feed.OPML, f.Kind == feed.SitemapIndex:
		return f.Outlines, nil
	case !isAddress(at):
		return nil, fmt.Errorf("%w: it is %s, which has no list of feeds", wiredesk.ErrInvalid, f.Kind)
	}
	return []feed.Outline{{Title: f.Title, URL: o.Base, Home: f.Home}}, nil
}
