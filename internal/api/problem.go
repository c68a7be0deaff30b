package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// errUnwritten says that a story has no brief yet.
var errUnwritten = errors.New("the story is being written; ask again in a moment")

// status returns the HTTP status of a failure.
func status(err error) int {
	for _, k := range []struct {
		kind error
		code int
	}{
		{wiredesk.ErrNotFound, http.StatusNotFound},
		{wiredesk.ErrInvalid, http.StatusUnprocessableEntity},
		{wiredesk.ErrTooLarge, http.StatusRequestEntityTooLarge},
		{wiredesk.ErrConflict, http.StatusConflict},
		{store.ErrFull, http.StatusInsufficientStorage},
		{store.ErrBusy, http.StatusServiceUnavailable},
		{errUnwritten, http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusServiceUnavailable},
		{context.Canceled, http.StatusServiceUnavailable},
	} {
		if errors.Is(err, k.kind) {
			return k.code
		}
	}
	return http.StatusInternalServerError
}

// problem returns err as an application/problem+json, nil for nil. What is no
// fault of the caller's is logged, and told without what it is.
func (d *desk) problem(ctx context.Context, path string, err error) error {
	if err == nil {
		return nil
	}
	var ready huma.StatusError
	if errors.As(err, &ready) {
		return err
	}
	if ctx.Err() != nil { // a query that is broken off says so in words of its own
		err = ctx.Err()
	}
	code := status(err)
	switch {
	case code == http.StatusInternalServerError:
		d.o.Log.ErrorContext(ctx, "a request failed", "path", path, "err", err)
		return huma.NewError(code, "the desk failed; its log says why")
	case errors.Is(err, context.DeadlineExceeded):
		return huma.NewError(code, "it took too long")
	case code == http.StatusServiceUnavailable:
		return huma.ErrorWithHeaders(huma.NewError(code, err.Error()), http.Header{"Retry-After": {"1"}})
	}
	return huma.NewError(code, err.Error())
}
