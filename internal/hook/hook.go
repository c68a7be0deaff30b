// Package hook takes in what other programs send on their own: the webhook of
// a Miniflux.
//
// Layer: L4. It acknowledges only what is on the disk, and believes only what
// is signed. It fetches nothing: whoever sends waits for the answer for seconds
// only. It files nothing and knows no story.
package hook

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/gather"
	"github.com/wiredesk/wiredesk/internal/store"
)

// Options tune a hook. Secret and Put are required.
type Options struct {
	// Secret is what the Miniflux signs with.
	Secret string
	// Put takes reports in: worker.Worker.Put, or worker.Put.
	Put func(context.Context, []store.Incoming) ([]store.Receipt, error)
	// AtOnce is how many bodies, of up to [wiredesk.MaxFeed] bytes each, are held
	// at a time; who comes when they are that many is asked to come again. 0
	// means 4.
	AtOnce int
	// Log is told what is refused. nil means nobody.
	Log *slog.Logger
}

// Miniflux returns the handler of the webhook of a Miniflux ("new_entries" and
// "save_entry"). It answers 204 when the entries are on the disk, 401 to what
// is not signed, 400 to what is no webhook of a Miniflux, 413 to what is too
// large, 503 when it should be sent again. With an empty secret it refuses all.
func Miniflux(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &miniflux{o, make(chan struct{}, cmp.Or(o.AtOnce, 4))}
}

type miniflux struct {
	o    Options
	busy chan struct{}
}

// ServeHTTP takes one call.
func (m *miniflux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	select {
	case m.busy <- struct{}{}:
		defer func() { <-m.busy }()
	default:
		again(w)
		return
	}
	code, err := m.take(http.MaxBytesReader(w, r.Body, wiredesk.MaxFeed), r)
	if err != nil {
		m.o.Log.Warn("a webhook is refused", "status", code, "err", err)
	}
	if code == http.StatusServiceUnavailable {
		again(w)
		return
	}
	w.WriteHeader(code)
}

// again asks for the same once more.
func again(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "30")
	w.WriteHeader(http.StatusServiceUnavailable)
}

// take takes in what a body holds, and says what to answer.
func (m *miniflux) take(body io.Reader, r *http.Request) (code int, err error) {
	b, err := io.ReadAll(body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, err
	case err != nil:
		return http.StatusBadRequest, err
	case !feed.Signed(b, r.Header.Get("X-Miniflux-Signature"), m.o.Secret):
		return http.StatusUnauthorized, errors.New("the signature is not that of the secret")
	}
	f, err := feed.Parse(b, feed.Options{})
	if err != nil || f.Kind != feed.Miniflux {
		return http.StatusBadRequest, cmp.Or(err, errors.New("signed, but no webhook of a Miniflux"))
	}
	res, err := gather.Payload(r.Context(), nil, "webhook", b, gather.Options{FeedOnly: true})
	if err != nil {
		return http.StatusServiceUnavailable, err
	}
	for _, e := range res.Failures {
		m.o.Log.Warn("an entry of a webhook", "err", e)
	}
	in := make([]store.Incoming, len(res.Documents))
	for i, d := range res.Documents {
		in[i] = store.Incoming{Document: d, Header: map[string]string{"Source": "webhook of a Miniflux"}}
	}
	_, err = m.o.Put(context.WithoutCancel(r.Context()), in)
	switch {
	case errors.Is(err, wiredesk.ErrInvalid):
		return http.StatusBadRequest, err
	case err != nil:
		return http.StatusServiceUnavailable, err
	}
	return http.StatusNoContent, nil
}
