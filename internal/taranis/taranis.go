// Package taranis answers in the place of the story clustering bot of Taranis
// AI: it is sent stories with their news items, and says which are one.
//
// Layer: L4. It keeps nothing and knows no store: what is sent is grouped as
// `wiredesk group` groups it, and forgotten.
package taranis

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/conditional"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/pipeline"
)

// Routes returns the contract: POST /cluster, and POST / for installations
// whose endpoint is the server alone. log is told what goes wrong; nil means
// nobody.
func Routes(log *slog.Logger) []access.Route {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	turn := make(chan struct{}, 1) // grouping takes all processors: one after the other
	h := conditional.Bounded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
			answer(w, r, log)
		case <-r.Context().Done():
			write(w, http.StatusServiceUnavailable, map[string]string{"error": "the desk is busy"})
		}
	}))
	var out []access.Route
	for _, p := range []string{"/cluster", "/{$}"} {
		out = append(out, access.Route{Method: http.MethodPost, Pattern: p, Role: access.Reader, API: true, Body: wiredesk.MaxPost, Handler: h})
	}
	return out
}

// Request is what is sent.
type request struct {
	Stories []story `json:"stories"`
}

// A story is what Taranis AI has as one already.
type story struct {
	ID    json.RawMessage `json:"id"` // a string or a number, given back as it came
	Items []item          `json:"news_items"`
}

// An item is a report. Earlier releases have its fields one level deeper.
type item struct {
	fields
	Data fields `json:"news_item_data"`
}

type fields struct {
	Title     string `json:"title"`
	Content   string `json:"content"`
	Review    string `json:"review"`
	Language  string `json:"language"`
	Link      string `json:"link"`
	Published string `json:"published"`
	Source    string `json:"source"`
}

type response struct {
	Clusters struct {
		Events [][]json.RawMessage `json:"event_clusters"`
	} `json:"cluster_ids"`
	Message string `json:"message"`
}

func answer(w http.ResponseWriter, r *http.Request, log *slog.Logger) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wiredesk.MaxPost))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		write(w, http.StatusRequestEntityTooLarge, map[string]string{"error": "the request is too large"})
		return
	}
	if err != nil {
		return // whoever asked is gone
	}
	out, err := clusters(r.Context(), body)
	switch {
	case errors.Is(err, wiredesk.ErrInvalid):
		write(w, http.StatusUnprocessableEntity, map[string]string{"error": err.Error()})
	case errors.Is(err, wiredesk.ErrTooLarge):
		write(w, http.StatusRequestEntityTooLarge, map[string]string{"error": err.Error()})
	case err != nil:
		log.ErrorContext(r.Context(), "stories cannot be grouped", "err", err)
		write(w, http.StatusServiceUnavailable, map[string]string{"error": "it took too long"})
	default:
		write(w, http.StatusOK, out)
	}
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// clusters groups the stories of a request. Each is in exactly one cluster, in
// the order in which they came.
func clusters(ctx context.Context, body []byte) (out response, err error) {
	var in request
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&in); err != nil {
		return out, fmt.Errorf("%w: %v", wiredesk.ErrInvalid, err)
	}
	docs, of, err := documents(in.Stories)
	if err != nil {
		return out, err
	}
	r, err := pipeline.Run(ctx, docs, pipeline.Config{GroupOnly: true})
	if err != nil {
		return out, err
	}
	home := homes(r, of, len(in.Stories))
	place := map[wiredesk.StoryID]int{}
	out.Clusters.Events = [][]json.RawMessage{}
	for i, s := range in.Stories {
		if len(s.ID) == 0 {
			return out, fmt.Errorf("story %d: %w: it has no id", i+1, wiredesk.ErrInvalid)
		}
		k, ok := place[home[i]]
		if !ok || home[i] == "" {
			k = len(out.Clusters.Events)
			out.Clusters.Events = append(out.Clusters.Events, nil)
			place[home[i]] = k
		}
		out.Clusters.Events[k] = append(out.Clusters.Events[k], s.ID)
	}
	out.Message = fmt.Sprintf("%d stories with %d news items, %d clusters", len(in.Stories), len(docs), len(out.Clusters.Events))
	return out, nil
}

// documents returns the news items in canonical order, and of which story each
// is. One without a text is left out.
func documents(stories []story) (docs []*wiredesk.Document, of map[wiredesk.DocumentID]int, err error) {
	of = map[wiredesk.DocumentID]int{}
	for i, s := range stories {
		for k, x := range s.Items {
			if len(docs) == wiredesk.MaxClustered {
				return nil, nil, fmt.Errorf("%w: more than %d news items", wiredesk.ErrTooLarge, wiredesk.MaxClustered)
			}
			f := x.fields
			if f == (fields{}) {
				f = x.Data
			}
			line, err := json.Marshal(map[string]string{
				"id": fmt.Sprintf("%06d.%06d", i, k), "title": f.Title, "text": cmp.Or(f.Content, f.Review), "language": f.Language, "url": f.Link, "published": f.Published, "source": f.Source,
			})
			if err != nil {
				return nil, nil, err
			}
			d, err := intake.Line(line)
			if d == nil { // an item without a text, or with one that is too large: its story stands by the others
				continue
			}
			_ = err // a date that cannot be read: it counts as unknown
			of[d.ID] = i
			docs = append(docs, d)
		}
	}
	slices.SortFunc(docs, func(a, b *wiredesk.Document) int {
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	return docs, of, nil
}

// homes returns for each story that was sent the story of r in which most of
// its items stand, the first of several; "" if none stands in one.
func homes(r *wiredesk.Result, of map[wiredesk.DocumentID]int, n int) []wiredesk.StoryID {
	out, most := make([]wiredesk.StoryID, n), make([]int, n)
	for _, s := range r.Stories {
		count := map[int]int{}
		for _, d := range s.Documents {
			i := of[d]
			if count[i]++; count[i] > most[i] {
				out[i], most[i] = s.ID, count[i]
			}
		}
	}
	return out
}
