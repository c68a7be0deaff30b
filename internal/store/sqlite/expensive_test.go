package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/store"
)

// TestExpensive asks what takes seconds to answer: every search ends soon after
// its time is over, or after whoever asked has gone.
func TestExpensive(t *testing.T) {
	db := desktest.Empty(t)
	var docs []*wiredesk.Document
	for i := range 200 {
		var b strings.Builder
		for k := range 1000 {
			fmt.Fprintf(&b, "a%d ", i*1000+k)
		}
		d := &wiredesk.Document{ID: wiredesk.DocumentID(fmt.Sprint("d", i)), Title: "A list", Text: b.String()}
		d.Seal()
		docs = append(docs, d)
	}
	desktest.Apart(t, db, docs...)
	q, err := store.ParseQuery(strings.Repeat("a* ", wiredesk.MaxQuery/3))
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"too long", "gone"} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		want := context.DeadlineExceeded
		if end == "gone" {
			cancel()
			ctx, cancel = context.WithCancel(t.Context())
			want = context.Canceled
			time.AfterFunc(50*time.Millisecond, cancel)
		}
		begun := time.Now()
		_, err := db.SearchReports(ctx, q, 100)
		cancel()
		t.Logf("%s: %v after %v", end, err, time.Since(begun))
		if took := time.Since(begun); err == nil || !errors.Is(ctx.Err(), want) || took > 5*time.Second {
			t.Errorf("%s: %v, %v", end, err, ctx.Err())
		}
	}
}
