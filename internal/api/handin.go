package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/intake"
	"github.com/wiredesk/wiredesk/internal/store"
)

type handInInput struct {
	ContentType string `header:"Content-Type" doc:"application/json or application/x-ndjson"`
	RawBody     []byte `contentType:"application/x-ndjson"`
}

// Receipts say what became of each report.
type Receipts struct {
	Receipts []Receipt `json:"receipts" doc:"in the order of the request"`
}

// A Receipt says that a report is on the disk.
type Receipt struct {
	Document wiredesk.DocumentID `json:"document" doc:"the id under which it is held"`
	Revision int                 `json:"revision"`
	Outcome  string              `json:"outcome" enum:"added,revised,known"`
}

// A Feed is something that the desk reads from.
type Feed struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Title  string `json:"title"`
	State  string `json:"state"`
	Reason string `json:"reason"` // of the state; "" if there is nothing to say
	// Documents is how many reports and revisions came of it.
	Documents int64     `json:"documents"`
	Checked   time.Time `json:"checked,omitzero"` // when it was asked last; left out if never
}

// Feeds are those of the desk.
type Feeds struct {
	Feeds []Feed `json:"feeds"`
}

func (d *desk) handIn() {
	if d.o.Feeds != nil {
		read(d, "/v1/feeds", "list-feeds", "What the desk reads from", func(ctx context.Context, _ *none) (Feeds, error) {
			list, err := d.o.Feeds(ctx)
			return Feeds{append([]Feed{}, list...)}, err
		})
	}
	if d.o.Put == nil {
		return
	}
	handle(d, huma.Operation{
		Method: http.MethodPost, Path: "/v1/documents", OperationID: "hand-in", Summary: "Hand reports in",
		Description: "One JSON object a report, one after the other: id, url, source, title, authors, published, language, text; text or title is required; withdrawn, a time, says that the outlet took the report back. " +
			"All of a request are taken in, or none. The answer comes when they are on the disk; what is there as it stands is known, so a request may be sent again.",
		MaxBodyBytes: wiredesk.MaxPost,
		Errors:       []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusServiceUnavailable, http.StatusInsufficientStorage},
	}, access.Editor, d.take)
}

func (d *desk) take(ctx context.Context, in *handInInput) (*answer[Receipts], error) {
	kind, _, err := mime.ParseMediaType(in.ContentType)
	if err != nil || kind != "application/json" && kind != "application/x-ndjson" && kind != "application/jsonl" {
		return nil, huma.NewError(http.StatusUnsupportedMediaType, "application/json or application/x-ndjson is wanted")
	}
	list, err := posted(in.RawBody)
	if err != nil {
		return nil, err
	}
	got, err := d.o.Put(ctx, list)
	if err != nil {
		return nil, err
	}
	out := &answer[Receipts]{Receipts{[]Receipt{}}}
	for _, r := range got {
		out.Body.Receipts = append(out.Body.Receipts, Receipt{r.Document, r.Revision, r.Outcome})
	}
	return out, nil
}

// posted reads the reports of a request.
func posted(body []byte) ([]store.Incoming, error) {
	var out []store.Incoming
	in := json.NewDecoder(bytes.NewReader(body))
	for n := 1; ; n++ {
		var one json.RawMessage
		err := in.Decode(&one)
		switch {
		case errors.Is(err, io.EOF) && len(out) > 0:
			return out, nil
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%w: no report is in it", wiredesk.ErrInvalid)
		case err != nil:
			return nil, fmt.Errorf("report %d: %w: %v", n, wiredesk.ErrInvalid, err)
		case n > wiredesk.MaxPosted:
			return nil, fmt.Errorf("%w: more than %d reports", wiredesk.ErrTooLarge, wiredesk.MaxPosted)
		case len(one) > wiredesk.MaxLine:
			return nil, fmt.Errorf("report %d: %w: %d bytes, the limit is %d", n, wiredesk.ErrTooLarge, len(one), wiredesk.MaxLine)
		}
		d, err := intake.Line(one)
		if err != nil {
			return nil, fmt.Errorf("report %d: %w", n, err)
		}
		out = append(out, store.Incoming{Document: d})
	}
}
