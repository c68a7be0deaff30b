package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store"
)

const (
	eventPage  = 100
	heartbeat  = 15 * time.Second // so that nobody between takes the line for dead
	eventWrite = 10 * time.Second // a listener that takes longer is let go
)

// events adds the stream of events. It is no operation of huma's: what it
// sends does not end.
func (d *desk) events() {
	events := &huma.Operation{
		Method: http.MethodGet, Path: "/v1/events", OperationID: "listen", Summary: "Server-sent events: story.new and story.updated, as they are written",
		Description: "The data of an event is what changed in its story. After a break send the id of the last event as Last-Event-ID, and nothing is missed; without it the stream begins now.",
		Parameters:  []*huma.Param{{Name: "Last-Event-ID", In: "header", Schema: &huma.Schema{Type: huma.TypeInteger}, Description: "number of the last event that came; 0 for all"}},
		Responses:   map[string]*huma.Response{"200": {Description: "events", Content: map[string]*huma.MediaType{"text/event-stream": {}}}},
	}
	d.huma.OpenAPI().AddOperation(events)
	places := make(chan struct{}, wiredesk.MaxListeners)
	d.add(access.Route{Method: http.MethodGet, Pattern: events.Path, Role: access.Reader, Long: true, Body: -1, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
			d.listen(w, r)
		default:
			w.Header().Set("Retry-After", "30")
			writeProblem(w, http.StatusServiceUnavailable, "too many listen already")
		}
	})})
}

// writeProblem answers outside of huma as it does.
func writeProblem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail})
}

// listen writes events until whoever listens is gone, or the server ends.
func (d *desk) listen(w http.ResponseWriter, r *http.Request) {
	after, err := d.db.LastEvent(r.Context())
	if last := r.Header.Get("Last-Event-ID"); last != "" && err == nil {
		if after, err = strconv.ParseInt(last, 10, 64); err != nil || after < 0 {
			writeProblem(w, http.StatusUnprocessableEntity, "Last-Event-ID is none of ours")
			return
		}
	}
	if err != nil {
		d.o.Log.ErrorContext(r.Context(), "a request failed", "path", "/v1/events", "err", err)
		writeProblem(w, http.StatusInternalServerError, "the desk failed; its log says why")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	send := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(eventWrite)) // a test's recorder has none
		_, err := w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	if !send(fmt.Sprintf("id: %d\nretry: 5000\n\n", after)) { // so that a break before the first event misses none
		return
	}
	poll, beat := time.NewTicker(d.o.Poll), time.NewTicker(heartbeat)
	defer poll.Stop()
	defer beat.Stop()
	for {
		list, err := d.db.Events(r.Context(), after, eventPage)
		if err != nil {
			return
		}
		for _, e := range list {
			if !send(eventText(e)) {
				return
			}
			after = e.Number
		}
		if len(list) == eventPage {
			continue
		}
		select {
		case <-poll.C:
		case <-beat.C:
			if !send(": still here\n\n") {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// eventText writes an event. JSON has no line feeds, so it is one line of data.
func eventText(e store.Event) string {
	data, err := json.Marshal(e.Change)
	if err != nil {
		panic(err) // plain values of our own
	}
	return fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", e.Number, e.Type(), data)
}
