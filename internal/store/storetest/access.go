package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func testUsers(t *testing.T, s Store) {
	ctx := t.Context()
	ana := store.User{Name: "ana", Role: "admin", Password: "$a", Made: came()}
	ben := store.User{Name: "ben", Role: "reader", Password: "$b", Made: came().Add(time.Second)}
	if err := s.PutUser(ctx, ana, true); err != nil {
		t.Fatal(err)
	}
	if err := s.PutUser(ctx, ben, true); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("a first user behind the first: %v", err)
	}
	if err := s.PutUser(ctx, ben, false); err != nil {
		t.Fatal(err)
	}
	if err := s.PutUser(ctx, store.User{Name: "ben", Role: "admin", Password: "$c"}, false); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("a name twice: %v", err)
	}
	got, err := s.Users(ctx)
	if diff := cmp.Diff([]store.User{ana, ben}, got); err != nil || diff != "" {
		t.Errorf("Users: %v (-want +got):\n%s", err, diff)
	}
	if _, err := s.User(ctx, "eve"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	if err := s.SetPassword(ctx, "eve", "$"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("SetPassword of nobody: %v", err)
	}
	if err := s.SetPassword(ctx, "ben", "$d"); err != nil {
		t.Error(err)
	}
	if u, err := s.User(ctx, "ben"); err != nil || u.Password != "$d" {
		t.Errorf("%+v, %v", u, err)
	}
	if err := s.DeleteUser(ctx, "ana"); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("the last admin goes: %v", err)
	}
	if err := s.DeleteUser(ctx, "ben"); err != nil {
		t.Error(err)
	}
	if err := s.DeleteUser(ctx, "ben"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("DeleteUser twice: %v", err)
	}
}

// testFirstUser lets many be the first at once.
func testFirstUser(t *testing.T, s Store) {
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		wg.Go(func() {
			errs[i] = s.PutUser(t.Context(), store.User{Name: fmt.Sprint("u", i), Role: "admin", Password: "$"}, true)
		})
	}
	wg.Wait()
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
		} else if !errors.Is(err, wiredesk.ErrConflict) {
			t.Error(err)
		}
	}
	if n != 1 {
		t.Errorf("%d first users", n)
	}
}

func testSessions(t *testing.T, s Store) {
	ctx := t.Context()
	ana := store.User{Name: "ana", Role: "admin", Password: "$a", Made: came()}
	if err := s.PutUser(ctx, ana, false); err != nil {
		t.Fatal(err)
	}
	begin := func(hash string, at time.Time) {
		t.Helper()
		if err := s.PutSession(ctx, store.Session{Hash: hash, User: "ana", Made: at, Seen: at}, came()); err != nil {
			t.Fatal(err)
		}
	}
	there := func(hash string) bool {
		_, _, err := s.Session(ctx, hash)
		if err != nil && !errors.Is(err, wiredesk.ErrNotFound) {
			t.Error(err)
		}
		return err == nil
	}
	begin("old", came().Add(-time.Hour))
	begin("h1", came())
	if there("old") || !there("h1") {
		t.Error("a session that nobody used stays, or one that is used goes")
	}
	if err := s.SeeSession(ctx, "h1", came().Add(time.Minute)); err != nil {
		t.Error(err)
	}
	got, u, err := s.Session(ctx, "h1")
	want := store.Session{Hash: "h1", User: "ana", Made: came(), Seen: came().Add(time.Minute)}
	if diff := cmp.Diff(want, got) + cmp.Diff(ana, u); err != nil || diff != "" {
		t.Errorf("Session: %v (-want +got):\n%s", err, diff)
	}
	if err := s.PutSession(ctx, store.Session{Hash: "x", User: "nobody"}, came()); err == nil {
		t.Error("a session of nobody")
	}
	begin("h2", came())
	if err := s.DeleteSession(ctx, "h2"); err != nil || there("h2") {
		t.Errorf("DeleteSession: %v", err)
	}
	if err := s.SetPassword(ctx, "ana", "$b"); err != nil || there("h1") {
		t.Errorf("a session outlives the password: %v", err)
	}
	begin("h3", came())
	if err := s.PutUser(ctx, store.User{Name: "ben", Role: "admin", Password: "$"}, false); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteUser(ctx, "ana"); err != nil || there("h3") {
		t.Errorf("a session outlives its user: %v", err)
	}
}

func testKeys(t *testing.T, s Store) {
	ctx := t.Context()
	k := store.Key{ID: "1", Name: "feed", Role: "reader", Hash: "h1", By: "ana", Made: came()}
	if err := s.PutKey(ctx, k); err != nil {
		t.Fatal(err)
	}
	if err := s.PutKey(ctx, store.Key{ID: "1", Hash: "h2"}); !errors.Is(err, wiredesk.ErrConflict) {
		t.Errorf("an id twice: %v", err)
	}
	if got, err := s.Key(ctx, "h1"); err != nil || got != k {
		t.Errorf("Key: %+v, %v", got, err)
	}
	if got, err := s.Keys(ctx); err != nil || len(got) != 1 || got[0] != k {
		t.Errorf("Keys: %+v, %v", got, err)
	}
	if err := s.DeleteKey(ctx, "1"); err != nil {
		t.Error(err)
	}
	if _, err := s.Key(ctx, "h1"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("Key that is gone: %v", err)
	}
	if err := s.DeleteKey(ctx, "1"); !errors.Is(err, wiredesk.ErrNotFound) {
		t.Errorf("DeleteKey twice: %v", err)
	}
}
