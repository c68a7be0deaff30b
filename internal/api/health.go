package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// Version says what answers.
type Version struct {
	Version string `json:"version"`
	API     string `json:"api"`
	Schema  int    `json:"schema" doc:"of the store"`
}

// health adds what operators ask for. Whether somebody unknown may see it is
// decided by role: health is a word, metrics tell how much there is.
func (d *desk) health() {
	read(d, "/v1/version", "get-version", "What answers", func(ctx context.Context, _ *none) (Version, error) {
		s, err := d.db.Schema(ctx)
		return Version{wiredesk.Version, "v1", s}, err
	})
	alive := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { word(w, http.StatusOK, "OK") })
	ready := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := d.ready(r.Context()); err != nil {
			d.o.Log.ErrorContext(r.Context(), "not ready", "err", err)
			word(w, http.StatusServiceUnavailable, "not ready")
			return
		}
		word(w, http.StatusOK, "OK")
	})
	plain := func(pattern string, role access.Role, h http.Handler) {
		d.add(access.Route{Method: http.MethodGet, Pattern: pattern, Role: role, Body: -1, Handler: h})
	}
	plain("/openapi.json", access.Reader, d.mux)
	plain("/livez", access.Public, alive)
	plain("/readyz", access.Public, ready)
	plain("/healthcheck", access.Public, ready)
	plain("/metrics", access.Reader, d.meter.handler())
}

// ready reports whether the store can be read and written.
func (d *desk) ready(ctx context.Context) error {
	if d.db.Damaged() {
		return errors.New("the store is damaged")
	}
	_, err := d.db.LastEvent(ctx)
	return err
}

func word(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// A meter counts what is asked, and sums the store up when it is asked itself.
type meter struct {
	all  *prometheus.Registry
	took *prometheus.HistogramVec
}

func newMeter(db *sqlite.DB) *meter {
	m := &meter{all: prometheus.NewRegistry(), took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "wiredesk_request_seconds", Help: "How long requests took, by route and status.", Buckets: []float64{.001, .005, .015, .03, .1, .5, 2, 5},
	}, []string{"route", "status"})}
	m.all.MustRegister(m.took, holdings{db}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *meter) handler() http.Handler {
	return promhttp.HandlerFor(m.all, promhttp.HandlerOpts{})
}

// measured counts what is asked of a route.
func (m *meter) measured(route string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, s := time.Now(), &statusWriter{ResponseWriter: w, status: http.StatusOK}
		h.ServeHTTP(s, r)
		m.took.WithLabelValues(route, strconv.Itoa(s.status)).Observe(time.Since(from).Seconds())
	})
}

// A statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap lets a stream flush and set its deadlines.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// holdings are what a store holds, as metrics.
type holdings struct{ db *sqlite.DB }

// holding is the name and help of each, in the order of [holdings.Collect].
var holding = [][2]string{
	{"wiredesk_reports", "Reports in the store."},
	{"wiredesk_stories", "Stories in the store."},
	{"wiredesk_unfiled_reports", "Reports that stand in no story."},
	{"wiredesk_pending_revisions", "Revisions that are not filed yet."},
	{"wiredesk_stale_stories", "Stories that are to be written anew."},
	{"wiredesk_store_bytes", "Bytes of the store."},
	{"wiredesk_room_bytes", "Bytes left where the store stands; -1 if that is not known."},
}

// Describe tells what is collected.
func (holdings) Describe(out chan<- *prometheus.Desc) {
	for _, h := range holding {
		out <- prometheus.NewDesc(h[0], h[1], nil, nil)
	}
}

// Collect sums the store up.
func (h holdings) Collect(out chan<- prometheus.Metric) {
	s, err := h.db.Stats(context.Background())
	if err != nil {
		return // whoever asks sees that they are missing
	}
	for i, v := range []int64{s.Reports, s.Stories, s.Unfiled, s.Pending, s.Stale, s.Bytes, s.Room} {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(holding[i][0], holding[i][1], nil, nil), prometheus.GaugeValue, float64(v))
	}
}
