package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/fetch"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/follower"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/webtest"
	"github.com/wiredesk/wiredesk/internal/worker"
)

// webDesk serves docs, and has the running desk follow their feeds, file and
// brief them into a store of its own.
func (t trial) webDesk(ctx context.Context, docs []*wiredesk.Document) (r webReport, err error) {
	dir, err := os.MkdirTemp(t.dir, "wiredesk-selftest-")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	site := webtest.Site{Documents: docs}
	server, err := webtest.Start(webtest.Options{Other: site})
	if err != nil {
		return r, err
	}
	defer server.Close()
	db, err := sqlite.Create(ctx, filepath.Join(dir, "wiredesk.db"), sqlite.Options{})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var sources []store.Source
	for i := range site.Feeds() {
		sources = append(sources, store.Source{Source: follow.Source{URL: fmt.Sprintf("%s/feed/%d", server.URL, i)}, Added: time.Now()})
	}
	if _, err := db.AddSources(ctx, sources); err != nil {
		return r, err
	}
	r = webReport{documents: len(docs), feeds: len(sources), desk: true}
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Delay: -1})
	f := follower.New(db, client, follower.Options{Failed: func(*wiredesk.ReadError) { r.failures++ }})
	limitMemory()
	w, err := worker.Open(ctx, db, t.options())
	if err != nil {
		return r, err
	}
	stop := watchMemory()
	begun := time.Now()
	err = errors.Join(w.Run(ctx, f.Once), w.Close())
	r.took, r.peak = time.Since(begun), stop()
	if err != nil {
		return r, err
	}
	return r, r.compareStored(ctx, db, server.URL, docs)
}

// compareStored counts what of the store is as it was published.
func (r *webReport) compareStored(ctx context.Context, db *sqlite.DB, base string, docs []*wiredesk.Document) error {
	st, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	r.stories = int(st.Stories)
	there := make([]bool, len(docs))
	for after := int64(0); ; {
		list, err := db.Revisions(ctx, after, taken)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			break
		}
		for _, v := range list {
			number, _ := strings.CutPrefix(v.Document.URL, base+"/page/")
			k, err := strconv.Atoi(number)
			if err != nil || k < 0 || k >= len(docs) || there[k] {
				r.failures++ // nothing of ours, or twice
				continue
			}
			there[k] = true
			r.compareOne(v.Document, docs[k])
		}
		after = list[len(list)-1].Seq
	}
	for _, ok := range there {
		if !ok {
			r.missing++
		}
	}
	return nil
}
