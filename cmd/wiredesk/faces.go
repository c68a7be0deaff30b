package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/api"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/feedout"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/hook"
	"github.com/wiredesk/wiredesk/internal/mcp"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/taranis"
	"github.com/wiredesk/wiredesk/internal/web"
	"github.com/wiredesk/wiredesk/internal/webhook"
)

// A face is what the program shows of a store, and to whom.
type face struct {
	db   *sqlite.DB
	site *web.Site
	// put takes reports in; nil where another process has the desk.
	put    func(ctx context.Context, in []store.Incoming) ([]store.Receipt, error)
	base   string // the address at which readers reach the desk; "" if that is not known
	secret string // of the webhook of a Miniflux; "" for none
	log    *slog.Logger
}

// routes are all of the program. A test walks them as every role.
func (f face) routes(guard *access.Guard) []access.Route {
	out := f.site.Routes(guard)
	out = append(out, api.Routes(f.db, api.Options{Put: f.put, Feeds: f.feeds, Log: f.log})...)
	out = append(out, feedout.Routes(f.db, feedout.Options{Base: f.base, Log: f.log})...)
	out = append(out, mcp.Routes(f.db, f.log)...)
	out = append(out, taranis.Routes(f.log)...)
	if f.secret != "" && f.put != nil {
		// Who sends shows by its signature that it knows the secret.
		out = append(out, access.Route{
			Method: "POST", Pattern: "/hooks/miniflux", Role: access.Public, API: true, Body: wiredesk.MaxFeed,
			Handler: hook.Miniflux(hook.Options{Secret: f.secret, Put: f.put, Log: f.log}),
		})
	}
	return out
}

// feeds lists what the desk follows, as the API has it.
func (f face) feeds(ctx context.Context) ([]api.Feed, error) {
	list, err := f.db.Sources(ctx)
	if err != nil {
		return nil, err
	}
	out := []api.Feed{}
	for i := range list {
		x := &list[i]
		f := api.Feed{
			ID: strconv.FormatInt(x.Number, 10), URL: fetch.Redact(x.URL), Title: x.Title, State: fmt.Sprint(x.State()), Reason: x.Words(), Documents: x.Documents,
		}
		if n := len(x.Checks); n > 0 {
			f.Checked = x.Checks[n-1].At.UTC()
		}
		out = append(out, f)
	}
	return out, nil
}

// tell tells the receivers in the file that webhooks.file names of events, until
// ctx ends; at once if it names none.
func tell(ctx context.Context, db *sqlite.DB, cfg config.Config, log *slog.Logger) error {
	if cfg.Webhooks.File == "" {
		return nil
	}
	b, err := os.ReadFile(cfg.Webhooks.File)
	if err != nil {
		return fmt.Errorf("webhooks.file: %w", err)
	}
	receivers, err := webhook.Read(cfg.Webhooks.File, b)
	if err != nil {
		return err
	}
	sender, err := webhook.New(db, receivers, webhook.Options{Dial: clientOf(cfg).Dial, Log: log})
	if err != nil {
		return err
	}
	if err := sender.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}
