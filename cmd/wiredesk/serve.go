package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/serve"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/web"
	"github.com/wiredesk/wiredesk/internal/worker"
)

func serveCommand(s streams) *cobra.Command {
	var d desk
	var addr string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the desk in a browser",
		Long: `serve shows the stories of the store in a browser, and runs the desk beside it
unless another wiredesk does or the configuration says otherwise. On this machine
alone, which is the default, anybody may read; to decide, log in. The first user is
made at the address that it prints. It ends what it has in hand when interrupted.`,
		Example: `  wiredesk serve
  wiredesk serve --addr 127.0.0.1:9000 --store news/wiredesk.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			return d.with(c.Context(), func(db *sqlite.DB, cfg config.Config) error {
				if addr != "" {
					cfg.Serve.Addr = addr
				}
				if err := cfg.Serve.Check(); err != nil {
					return err
				}
				o, err := options(cfg, s)
				if err != nil {
					return err
				}
				l, err := net.Listen("tcp", cfg.Serve.Addr)
				if err != nil {
					return fmt.Errorf("%w (--addr names another address)", err)
				}
				return serveOn(c.Context(), s, db, cfg, o, l, 0)
			})
		},
	}
	d.flags(c)
	c.Flags().StringVar(&addr, "addr", "", "where to listen, whatever the configuration says")
	return c
}

// serveOn serves db on l, with the desk beside it, until ctx ends, or, if length
// is not 0, for so long from when it said where it is.
func serveOn(ctx context.Context, s streams, db *sqlite.DB, cfg config.Config, o worker.Options, l net.Listener, length time.Duration) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var w *worker.Worker
	if cfg.Serve.Desk {
		limitMemory()
		w, err = worker.Open(ctx, db, o)
		switch {
		case errors.Is(err, store.ErrBusy):
			fmt.Fprintln(s.err, "wiredesk: another wiredesk has the desk; this one shows what it makes")
		case err != nil:
			return errors.Join(ended(ctx, err), l.Close())
		default:
			defer func() { err = errors.Join(err, w.Close()) }()
		}
	}
	h, guard, err := handler(db, cfg, o.Log, l, w)
	if err == nil {
		err = greet(ctx, s, guard, cfg, l)
	}
	if err != nil {
		return errors.Join(ended(ctx, err), l.Close())
	}
	if length > 0 {
		defer time.AfterFunc(length, cancel).Stop()
	}
	failed := make(chan error, 2)
	if w != nil {
		go func() {
			defer cancel() // a desk that fails is no desk
			failed <- work(ctx, s, db, cfg, o, w)
		}()
		go func() {
			defer cancel()
			failed <- tellUntil(ctx, db, cfg, o.Log)
		}()
	} else {
		failed <- nil
		failed <- nil
	}
	err = serve.Run(ctx, l, h, serve.Options{
		Certificate: cfg.Serve.Certificate, Key: cfg.Serve.Key, Log: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	})
	cancel()
	return errors.Join(err, <-failed, <-failed)
}

// ended returns err, unless it says no more than that ctx ended: a desk that is
// told to end while it begins has not failed.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// work runs the desk: it takes in what comes into the folders that are watched
// and from the sources that are followed, until ctx ends.
func work(ctx context.Context, s streams, db *sqlite.DB, cfg config.Config, o worker.Options, w *worker.Worker) error {
	unread := failures{out: s.err}
	f, err := newFollower(ctx, db, cfg, o, unread.tell)
	if err != nil {
		return ended(ctx, err)
	}
	return w.Run(ctx, worker.Watch(cfg.Run.Watch, time.Duration(cfg.Run.Interval), unread.tell), f.Run)
}

// tellUntil is [tell], and waits for the end of ctx where nobody is to be told.
func tellUntil(ctx context.Context, db *sqlite.DB, cfg config.Config, log *slog.Logger) error {
	err := tell(ctx, db, cfg, log)
	if err == nil {
		<-ctx.Done()
	}
	return err
}

// handler returns every route of the program behind its guard.
func handler(db *sqlite.DB, cfg config.Config, log *slog.Logger, l net.Listener, w *worker.Worker) (http.Handler, *access.Guard, error) {
	wo := web.Options{Log: log, Interval: time.Duration(cfg.Feeds.Interval)}
	if w != nil {
		wo.Decided = w.Wake
	}
	site := web.New(db, wo)
	anonymous := access.Public
	if cfg.Serve.Anonymous == "reader" || cfg.Serve.Anonymous == "auto" && local(l) {
		anonymous = access.Reader
	}
	guard, err := access.New(db, access.Options{
		Anonymous: anonymous, Hosts: cfg.Serve.Hosts, Proxied: cfg.Serve.Proxied, Secure: cfg.Serve.Certificate != "", Log: log, Refuse: site.Refuse,
	})
	if err != nil {
		return nil, nil, err
	}
	f := face{db: db, site: site, base: cfg.Serve.Base, log: log}
	if w != nil {
		f.put = w.Put
		if cfg.Miniflux.SecretFile != "" {
			if f.secret, err = secretIn("miniflux.secret_file", cfg.Miniflux.SecretFile); err != nil {
				return nil, nil, err
			}
		}
	}
	h, err := guard.Handler(f.routes(guard))
	return h, guard, err
}

// local reports whether only this machine reaches l.
func local(l net.Listener) bool {
	p, err := netip.ParseAddrPort(l.Addr().String())
	return err == nil && p.Addr().IsLoopback()
}

// greet says where the desk is, and how the first user is made.
func greet(ctx context.Context, s streams, g *access.Guard, cfg config.Config, l net.Listener) error {
	scheme := "http"
	if cfg.Serve.Certificate != "" {
		scheme = "https"
	}
	fmt.Fprintf(s.out, "wiredesk is at %s://%s/\n", scheme, l.Addr())
	if !local(l) && scheme == "http" && !cfg.Serve.Proxied {
		fmt.Fprintln(s.err, "wiredesk: other machines reach this without TLS: passwords can be read on the way (serve.certificate, or serve.proxied behind a proxy)")
	}
	token, err := g.SetUp(ctx)
	if err == nil && token != "" {
		fmt.Fprintf(s.out, "to make the first user, who may decide: %s://%s/setup?token=%s\n", scheme, l.Addr(), token)
	}
	return err
}

// serveDemo serves the bundled reports from a store of its own, which is gone
// afterwards, for the given time, or, if that is 0, until ctx ends.
func serveDemo(ctx context.Context, s streams, addr string, length time.Duration, docs []*wiredesk.Document) (err error) {
	dir, err := os.MkdirTemp("", "wiredesk-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cfg := config.Default()
	cfg.Store.Path = dir + "/wiredesk.db"
	db, err := sqlite.Create(ctx, cfg.Store.Path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	o, err := options(cfg, s)
	if err != nil {
		return err
	}
	o.Log = slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	o.MinFree = -1
	if err := take(ctx, streams{s.in, io.Discard, s.err}, db, docs, o); err != nil {
		return err
	}
	if err := settle(ctx, s, db, o); err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil { // somebody has the port: any will do
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return err
		}
	}
	return serveOn(ctx, s, db, cfg, o, l, length)
}
