package access

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

// Options say how a guard stands. The zero value lets nobody in who has not
// logged in.
type Options struct {
	// Anonymous is the role of somebody unknown: [Public] by default, or
	// [Reader].
	Anonymous Role
	// Hosts are the names, without port, under which the server may be called
	// besides the addresses that it listens on and, on this machine, localhost.
	Hosts []string
	// Proxied says that a proxy of ours stands in front: the last address of
	// X-Forwarded-For is the caller's, and browsers talk to it over TLS.
	Proxied bool
	// Secure says that the server talks TLS itself.
	Secure bool
	// Now is the clock. nil means the machine's.
	Now func() time.Time
	// Log is told of each request, and of what goes wrong. nil means nobody.
	Log *slog.Logger
	// Refuse shows a refusal on a page: 401, 403, 429 or 503. nil means a line
	// of text.
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
	// Cost of hashing a password. The zero value is what production uses.
	Cost Cost
}

// A Guard lets requests through.
type Guard struct {
	db      *sqlite.DB
	o       Options
	origin  *http.CrossOriginProtection
	hashing chan struct{} // as many passwords are hashed at a time
	nobody  string        // a hash that no password has
	logins  *counter      // that failed, by account and address, and by address
	calls   *counter      // of one address
	token   string        // with which the first user is made
}

// New returns the guard of what db holds.
func New(db *sqlite.DB, o Options) (*Guard, error) {
	if o.Anonymous == 0 {
		o.Anonymous = Public
	}
	if o.Anonymous > Reader {
		return nil, fmt.Errorf("access: %w: somebody unknown may read at most", wiredesk.ErrInvalid)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	g := &Guard{db: db, o: o, origin: http.NewCrossOriginProtection(), hashing: make(chan struct{}, hashers), token: secret()}
	g.logins, g.calls = newCounter(loginWindow), newCounter(callWindow)
	g.nobody = o.Cost.hash(secret())
	return g, nil
}

// secret returns 256 random bits.
func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// readTime is how long an answer may take.
const readTime = 5 * time.Second

// Handler serves the routes and nothing else.
func (g *Guard) Handler(routes []Route) (http.Handler, error) {
	mux := http.NewServeMux()
	for _, r := range routes {
		if err := r.check(); err != nil {
			return nil, err
		}
		if err := register(mux, r.name(), g.route(r)); err != nil {
			return nil, err
		}
	}
	return g.outer(mux), nil
}

// register returns a conflict of two patterns as an error.
func register(mux *http.ServeMux, pattern string, h http.Handler) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("route %q: %v", pattern, r)
		}
	}()
	mux.Handle(pattern, h)
	return nil
}

// outer is what every request passes, also one to no route.
func (g *Guard) outer(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := g.o.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				g.o.Log.Error("a request made the program fail", "method", short(r.Method), "path", short(r.URL.Path), "err", short(fmt.Sprint(p)))
				if rec.status == 0 {
					http.Error(rec, "the program failed", http.StatusInternalServerError)
				}
			}
			g.o.Log.Info("request", "method", short(r.Method), "path", short(r.URL.Path), "status", rec.status, "ms", g.o.Now().Sub(began).Milliseconds(), "from", g.address(r))
		}()
		g.headers(rec.Header())
		if !g.known(r) {
			http.Error(rec, "this server does not answer to that name", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(rec, r)
	})
}

// route is what a request passes on its way to r.
func (g *Guard) route(r Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !g.mayCall(req) {
			w.Header().Set("Retry-After", "1")
			g.refuse(w, req, r, http.StatusTooManyRequests, "too many requests")
			return
		}
		who, err := g.caller(req)
		switch {
		case errors.Is(err, errBadKey):
			g.refuse(w, req, r, http.StatusUnauthorized, "that key is not known")
			return
		case err != nil:
			g.o.Log.Error("who asks cannot be found out", "err", err)
			g.refuse(w, req, r, http.StatusServiceUnavailable, "the store does not answer")
			return
		}
		if r.changes() && !g.sameSite(req, r, who) {
			g.refuse(w, req, r, http.StatusForbidden, "that came from another site")
			return
		}
		if who.Role < r.Role {
			status, why := http.StatusForbidden, "that takes the role "+r.Role.String()
			if who.Name == "" {
				status, why = http.StatusUnauthorized, "that takes a key or a log-in with the role "+r.Role.String()
				w.Header().Set("WWW-Authenticate", `Bearer realm="wiredesk"`)
			}
			g.refuse(w, req, r, status, why)
			return
		}
		if who.Session == "" && !who.Key {
			w.Header().Set("Cache-Control", "no-cache")
		}
		ctx := context.WithValue(req.Context(), callerKey{}, who)
		if r.Long {
			c := http.NewResponseController(w)
			if err := errors.Join(c.SetReadDeadline(time.Time{}), c.SetWriteDeadline(time.Time{})); err != nil && !errors.Is(err, http.ErrNotSupported) {
				g.o.Log.Warn("a stream may be cut off", "err", err)
			}
		} else {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, readTime)
			defer cancel()
		}
		limit := r.Body
		if limit == 0 {
			limit = wiredesk.MaxForm
		}
		req = req.WithContext(ctx)
		req.Body = http.MaxBytesReader(w, req.Body, max(limit, 0))
		r.Handler.ServeHTTP(w, req)
	})
}

// sameSite reports whether a request that may change something comes from a
// page of ours, or from a program.
func (g *Guard) sameSite(req *http.Request, r Route, who Caller) bool {
	if who.Key {
		return true // no browser adds a key by itself
	}
	if g.origin.Check(req) != nil {
		return false
	}
	said := req.Header.Get("Sec-Fetch-Site") != "" || req.Header.Get("Origin") != ""
	return said || r.API && who.Session == ""
}

// refuse says no.
func (g *Guard) refuse(w http.ResponseWriter, req *http.Request, r Route, status int, why string) {
	switch {
	case r.API:
		Problem(w, status, why)
	case g.o.Refuse != nil:
		g.o.Refuse(w, req, status)
	default:
		http.Error(w, why, status)
	}
}

// Problem writes a refusal or a failure for programs, as RFC 9457 has it.
func Problem(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct { // a caller who went away needs no answer
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{http.StatusText(status), status, why})
}

// policy is the content security policy: nothing but what we serve, and no
// script or style inside a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// headers are on every answer. A handler may set Cache-Control otherwise.
func (g *Guard) headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if g.o.Secure || g.o.Proxied {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// A recorder notes the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Flush is for handlers of streams.
func (r *recorder) Flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() } // a caller who went away needs none

// Unwrap is for [http.ResponseController].
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// short bounds what a stranger can write into one line of the log. The handler
// of the log escapes what is no plain text.
func short(s string) string {
	const most = 300
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
