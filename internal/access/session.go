package access

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// How long a session lasts.
const (
	sessionLife = 7 * 24 * time.Hour // at most
	sessionIdle = 24 * time.Hour     // without a request
	seenEvery   = time.Hour          // how exactly that is known
)

// keyPrefix begins every key, so that one in the wrong place can be told.
const keyPrefix = "wiredesk_"

// Failures of a log-in. Neither says whether there is such a user.
var (
	ErrLogin   = fmt.Errorf("%w: name or password is wrong", wiredesk.ErrInvalid)
	ErrTooMany = errors.New("too many log-ins failed; try again in a quarter of an hour")

	errBadKey = errors.New("unknown key")
)

// cookie returns the name of the cookie of sessions. With the prefix a browser
// takes it over TLS only, and from no other host of the domain.
func (g *Guard) cookie() string {
	if g.o.Secure || g.o.Proxied {
		return "__Host-wiredesk"
	}
	return "wiredesk"
}

// caller finds out who asks: by key, by session, or nobody known.
func (g *Guard) caller(r *http.Request) (Caller, error) {
	nobody := Caller{Role: g.o.Anonymous}
	if key := keyOf(r); key != "" {
		k, err := g.db.Key(r.Context(), wiredesk.Hash(key))
		if errors.Is(err, wiredesk.ErrNotFound) {
			return nobody, errBadKey
		}
		if err != nil {
			return nobody, err
		}
		role, err := ParseRole(k.Role)
		return Caller{Name: k.Name, Role: role, Key: true}, err
	}
	c, err := r.Cookie(g.cookie())
	if err != nil || c.Value == "" {
		return nobody, nil
	}
	s, u, err := g.db.Session(r.Context(), wiredesk.Hash(c.Value))
	if errors.Is(err, wiredesk.ErrNotFound) {
		return nobody, nil
	}
	if err != nil {
		return nobody, err
	}
	now := g.o.Now()
	idle := now.Sub(s.Seen)
	if now.Sub(s.Made) > sessionLife || idle > sessionIdle || idle < -seenEvery {
		return nobody, g.db.DeleteSession(r.Context(), s.Hash)
	}
	if idle > seenEvery {
		if err := g.db.SeeSession(r.Context(), s.Hash, now); err != nil {
			g.o.Log.Warn("a session is not prolonged", "err", err) // a full disk stops no reader
		}
	}
	role, err := ParseRole(u.Role)
	return Caller{Name: u.Name, Role: role, Session: s.Hash}, err
}

// keyOf returns the key that a request shows; "" if none.
func keyOf(r *http.Request) string {
	if k := r.Header.Get("X-Api-Key"); k != "" {
		return k
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(key)
	}
	return ""
}

// LogIn begins a session for the user with that name and password, in place of
// the one that the browser had. It fails with [ErrLogin] and [ErrTooMany].
func (g *Guard) LogIn(w http.ResponseWriter, r *http.Request, name, password string) error {
	if err := g.prove(r, name, password); err != nil {
		return err
	}
	return g.begin(w, r, name)
}

// prove fails unless there is a user with that name and password. It takes as
// long for one who is not there as for one who is.
func (g *Guard) prove(r *http.Request, name, password string) error {
	from, now := g.address(r), g.o.Now()
	pair := from + " " + wiredesk.Hash(name)
	if g.logins.add(now, pair, 0) >= loginsAccount || g.logins.add(now, from, 0) >= loginsAddress {
		return ErrTooMany
	}
	g.logins.add(now, pair, 1) // before the check: many at once do not get more tries
	g.logins.add(now, from, 1)
	u, err := g.db.User(r.Context(), name)
	if err != nil && !errors.Is(err, wiredesk.ErrNotFound) {
		return err
	}
	known := err == nil
	if !known {
		u.Password = g.nobody
	}
	right, err := g.matches(r.Context(), u.Password, password)
	if err != nil {
		return err
	}
	if !right || !known {
		g.o.Log.Warn("a log-in failed", "user", short(name), "from", from)
		return ErrLogin
	}
	g.logins.add(now, pair, -1)
	g.logins.add(now, from, -1)
	return nil
}

// matches compares a password, a few at a time.
func (g *Guard) matches(ctx context.Context, hashed, password string) (bool, error) {
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
		return matches(hashed, password), nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// begin begins a session with a token of its own.
func (g *Guard) begin(w http.ResponseWriter, r *http.Request, user string) error {
	if c, err := r.Cookie(g.cookie()); err == nil {
		if err := g.db.DeleteSession(r.Context(), wiredesk.Hash(c.Value)); err != nil {
			return err
		}
	}
	token, now := secret(), g.o.Now()
	if err := g.db.PutSession(r.Context(), store.Session{Hash: wiredesk.Hash(token), User: user, Made: now, Seen: now}, now.Add(-sessionIdle)); err != nil {
		return err
	}
	g.setCookie(w, token, int(sessionLife/time.Second))
	g.o.Log.Info("logged in", "user", user, "from", g.address(r))
	return nil
}

func (g *Guard) setCookie(w http.ResponseWriter, token string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: g.cookie(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: g.o.Secure || g.o.Proxied,
	})
}

// LogOut ends the session of the caller.
func (g *Guard) LogOut(w http.ResponseWriter, r *http.Request) error {
	g.setCookie(w, "", -1)
	return g.db.DeleteSession(r.Context(), Who(r.Context()).Session)
}

// SetUp returns the token with which the first user can be made; "" if there is
// a user. It is of this process and is good once.
func (g *Guard) SetUp(ctx context.Context) (string, error) {
	users, err := g.db.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	return g.token, nil
}

// First makes the first user, an admin, and logs him in. It fails with
// [ErrLogin] if the token is not that of [Guard.SetUp].
func (g *Guard) First(w http.ResponseWriter, r *http.Request, token, name, password string) error {
	if subtle.ConstantTimeCompare([]byte(token), []byte(g.token)) != 1 {
		return ErrLogin
	}
	if err := g.add(r.Context(), name, password, Admin, true); err != nil {
		return err
	}
	return g.begin(w, r, name)
}

// AddUser adds a user. It fails with [wiredesk.ErrInvalid] for a name or
// password that will not do, with [wiredesk.ErrConflict] if the name is taken.
func (g *Guard) AddUser(ctx context.Context, name, password string, role Role) error {
	return g.add(ctx, name, password, role, false)
}

func (g *Guard) add(ctx context.Context, name, password string, role Role, first bool) error {
	if err := errors.Join(checkName(name), checkPassword(password)); err != nil {
		return err
	}
	if role < Reader || role > Admin {
		return fmt.Errorf("%w: a user's role is reader, editor or admin", wiredesk.ErrInvalid)
	}
	return g.db.PutUser(ctx, store.User{Name: name, Role: role.String(), Password: g.o.Cost.hash(password), Made: g.o.Now()}, first)
}

// SetPassword gives a user another password and ends his sessions.
func (g *Guard) SetPassword(ctx context.Context, name, password string) error {
	if err := checkPassword(password); err != nil {
		return err
	}
	return g.db.SetPassword(ctx, name, g.o.Cost.hash(password))
}

// ChangePassword gives the caller another password, if he knows the one he has,
// and ends his sessions. It fails as [Guard.LogIn] does, and with
// [wiredesk.ErrInvalid] for a password that will not do.
func (g *Guard) ChangePassword(w http.ResponseWriter, r *http.Request, old, password string) error {
	name := Who(r.Context()).Name
	if err := g.prove(r, name, old); err != nil {
		return err
	}
	if err := g.SetPassword(r.Context(), name, password); err != nil {
		return err
	}
	g.setCookie(w, "", -1)
	return nil
}

// AddKey makes a key for a program and returns it; it cannot be shown again.
func (g *Guard) AddKey(ctx context.Context, name string, role Role) (string, error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	if role < Reader || role > Editor {
		return "", fmt.Errorf("%w: a key's role is reader or editor", wiredesk.ErrInvalid)
	}
	key := keyPrefix + secret()
	h := wiredesk.Hash(key)
	return key, g.db.PutKey(ctx, store.Key{ID: h[:12], Name: name, Role: role.String(), Hash: h, By: Who(ctx).Name, Made: g.o.Now()})
}
