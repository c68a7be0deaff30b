// Package conditional makes a read answer 304 to whoever has the answer
// already, and bounds the time that one may take.
//
// Layer: L3. It knows nothing of what is read.
package conditional

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	readTime  = 5 * time.Second  // that a read may take
	writeTime = 30 * time.Second // that something handed in may take
)

// Bounded ends a request that takes too long: 5 s for a read, 30 for another.
func Bounded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := readTime
		if r.Method == http.MethodPost {
			limit = writeTime
		}
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		h.ServeHTTP(w, r.WithContext(ctx))
	})
}

// Handler keeps the answer of a read until it is whole, gives it a tag, and
// answers a caller who has it already with 304. The tag is the hash of the
// body, so it changes exactly when that does.
func Handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.ServeHTTP(w, r)
			return
		}
		k := &keeper{header: w.Header(), status: http.StatusOK}
		h.ServeHTTP(k, r)
		if k.status == http.StatusOK {
			sum := sha256.Sum256(k.body.Bytes())
			tag := `"` + hex.EncodeToString(sum[:12]) + `"`
			w.Header().Set("ETag", tag)
			w.Header().Set("Cache-Control", "private, no-cache") // keep it, and ask each time
			if matches(r.Header.Get("If-None-Match"), tag) {
				w.Header().Del("Content-Type")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.Header().Set("Content-Length", strconv.Itoa(k.body.Len()))
		w.WriteHeader(k.status)
		_, _ = w.Write(k.body.Bytes()) // whoever asked is gone
	})
}

// matches reports whether a list of tags holds tag.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == tag {
			return true
		}
	}
	return false
}

// A keeper keeps an answer until it is whole.
type keeper struct {
	header http.Header
	body   bytes.Buffer
	status int
}

func (k *keeper) Header() http.Header         { return k.header }
func (k *keeper) Write(b []byte) (int, error) { return k.body.Write(b) }
func (k *keeper) WriteHeader(status int)      { k.status = status }
