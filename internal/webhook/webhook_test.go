package webhook_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/desktest"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/store"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
	"github.com/wiredesk/wiredesk/internal/webhook"
)

const secret = "a secret of more than 24 bytes"

// A taker is a receiver that notes what it is told, and answers as it is told
// to.
type taker struct {
	*httptest.Server
	mu     sync.Mutex
	took   []string // type and id of what was taken
	bodies []string
	tries  int
	answer func(try int) int // status
}

func newTaker(t *testing.T, answer func(try int) int) *taker {
	k := &taker{answer: answer}
	k.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		id, at := r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp")
		if want := "v1," + webhook.Sign([]byte(secret), id, at, body); r.Header.Get("Webhook-Signature") != want || r.Method != "POST" || at == "" {
			t.Errorf("%s %v: signature, want %s", r.Method, r.Header, want)
		}
		var m struct{ ID, Type string }
		if err := json.Unmarshal(body, &m); err != nil || m.ID != id {
			t.Errorf("%s: %v", body, err)
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		k.tries++
		status := k.answer(k.tries)
		if status/100 == 2 {
			k.took = append(k.took, m.Type+" "+m.ID)
			k.bodies = append(k.bodies, string(body))
		}
		if status/100 == 3 {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(k.Close)
	return k
}

func (k *taker) taken() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.took)
}

func (k *taker) tried() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.tries
}

func fine(int) int { return 204 }

// dial reaches this machine, as the dialer of production does not.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, network, address)
}

var quick = webhook.Options{Dial: dial, Poll: time.Millisecond, FirstTry: time.Millisecond}

// run tells receivers until done says so.
func run(t *testing.T, db *sqlite.DB, o webhook.Options, done func() bool, receivers ...webhook.Receiver) {
	t.Helper()
	s, err := webhook.New(db, receivers, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	for !done() && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("it never came to an end")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// waiting returns how many letters wait for a receiver.
func waiting(t *testing.T, db *sqlite.DB, name string) int {
	t.Helper()
	due, err := db.Due(t.Context(), name, time.Now().Add(1000*time.Hour), 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(due)
}

// happen makes n stories, and something new in the first.
func happen(t *testing.T, db *sqlite.DB, name string, n int) {
	t.Helper()
	var docs []*wiredesk.Document
	for i := range n {
		docs = append(docs, sample.Document(fmt.Sprint(name, i), "Outlet", "A whale was sighted off Halm.", i))
	}
	var all []store.Written
	list := desktest.Apart(t, db, docs...)
	for _, v := range list {
		c := &store.Change{Story: v.Begins, At: time.Unix(1000, 0).UTC(), Came: []wiredesk.DocumentID{v.Document.ID}}
		st := wiredesk.Statement{Text: "Whale " + string(v.Document.ID)}
		all = append(all, store.Written{Report: v.Report, Change: c, Story: wiredesk.Story{ID: v.Begins, Documents: c.Came, Counts: wiredesk.Counts{Documents: 1}, Brief: wiredesk.Brief{Headline: &st}}})
	}
	again := all[0]
	again.Change = &store.Change{Story: again.Story.ID, At: time.Unix(2000, 0).UTC(), Gained: []string{"Two whales."}, Differ: []string{"figure: whales"}, Figures: []store.FigureChange{{What: "whales", Before: []float64{1}, After: []float64{2}}}}
	for _, w := range [][]store.Written{all, {again}} {
		if err := db.PutStories(t.Context(), w, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// known makes the store know receivers, so that they are told all that comes.
func known(t *testing.T, db *sqlite.DB, names ...string) {
	t.Helper()
	for _, n := range names {
		if _, err := db.Told(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTold(t *testing.T) {
	db := desktest.Empty(t)
	known(t, db, "all", "some", "late")
	happen(t, db, "a", 2)
	all, some, fresh := newTaker(t, fine), newTaker(t, fine), newTaker(t, fine)
	receivers := []webhook.Receiver{
		{Name: "all", URL: all.URL, Secret: "whsec_" + base64.StdEncoding.EncodeToString([]byte(secret))},
		{Name: "some", URL: some.URL, Secret: secret, Events: []string{webhook.ConflictNew, webhook.StoryNew}},
		{Name: "fresh", URL: fresh.URL, Secret: secret},
	}
	run(t, db, quick, func() bool { return len(all.taken()) == 5 && len(some.taken()) == 3 }, receivers...)
	want := []string{"story.new 1.0", "story.new 2.0", "story.updated 3.0", "conflict.new 3.1", "figure.changed 3.2"}
	if diff := cmp.Diff(want, all.taken()); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{want[0], want[1], want[3]}, some.taken()); diff != "" {
		t.Errorf("some (-want +got):\n%s", diff)
	}
	if n := len(fresh.taken()); n != 0 {
		t.Errorf("one that the store did not know was told %d old events", n)
	}
	if !strings.Contains(all.bodies[4], `"figure":{"what":"whales","unit":"","before":[1],"after":[2]}`) || !strings.Contains(all.bodies[0], `"headline":"Whale a0"`) || !strings.Contains(all.bodies[3], `"point":"figure: whales"`) {
		t.Errorf("%s", all.bodies)
	}
	if names, err := db.Receivers(t.Context()); err != nil || !cmp.Equal(names, []string{"all", "fresh", "some"}) {
		t.Errorf("known receivers: %q, %v", names, err)
	}
	happen(t, db, "b", 1)
	run(t, db, quick, func() bool { return len(fresh.taken()) == 4 && len(all.taken()) == 9 }, receivers...)
}

// TestLosesNone: whatever a receiver answers, and however often the sender is
// cut off, each event is taken in the end; and a receiver that takes nothing
// holds up no other.
func TestLosesNone(t *testing.T) {
	db := desktest.Empty(t)
	known(t, db, "moody", "dead")
	statuses := []int{500, 302, 204, 404, 429, 200, 503}
	moody := newTaker(t, func(try int) int { return statuses[try%len(statuses)] })
	dead := newTaker(t, func(int) int { return 500 })
	receivers := []webhook.Receiver{{Name: "moody", URL: moody.URL, Secret: secret}, {Name: "dead", URL: dead.URL, Secret: secret}}
	o := quick
	o.MaxTries = 1000
	events := 0
	for round := range 5 {
		happen(t, db, fmt.Sprint("r", round, "-"), 3)
		events += 6
		stop := moody.tried() + 4 // in the middle of things
		run(t, db, o, func() bool { return moody.tried() >= stop }, receivers...)
	}
	run(t, db, o, func() bool { return waiting(t, db, "moody") == 0 && len(moody.taken()) >= events }, receivers...)
	got := slices.Compact(slices.Sorted(slices.Values(moody.taken())))
	if len(got) != events {
		t.Errorf("%d events were taken, want %d", len(got), events)
	}
	if n := waiting(t, db, "dead"); n != events {
		t.Errorf("%d events wait for the dead one, want %d", n, events)
	}
}

func TestGivesUp(t *testing.T) {
	db := desktest.Empty(t)
	known(t, db, "dead")
	happen(t, db, "a", 1)
	dead := newTaker(t, func(int) int { return 500 })
	o := quick
	o.MaxTries = 3
	run(t, db, o, func() bool { return dead.tried() >= 3*4 && waiting(t, db, "dead") == 0 }, webhook.Receiver{Name: "dead", URL: dead.URL, Secret: secret})
	if dead.tried() != 3*4 {
		t.Errorf("%d tries of 4 events", dead.tried())
	}
}

// TestSetBack: what was put off while the clock ran ten years ahead is told once
// it is set back, and is not put off for good when it jumps.
func TestSetBack(t *testing.T) {
	db := desktest.Empty(t)
	known(t, db, "late")
	happen(t, db, "a", 1)
	late := newTaker(t, func(try int) int { return []int{500, 204}[min(try-1, 4)/4] }) // four events
	o := quick
	o.FirstTry = time.Hour
	var back atomic.Bool
	o.Now = func() time.Time {
		if back.Load() {
			return time.Date(2026, 10, 8, 12, 0, 0, 0, time.UTC)
		}
		return time.Date(2036, 10, 8, 12, 0, 0, 0, time.UTC)
	}
	r := webhook.Receiver{Name: "late", URL: late.URL, Secret: secret}
	o.MaxTries = 8
	run(t, db, o, func() bool { return late.tried() >= 3 }, r)
	if n := len(late.taken()); n != 0 {
		t.Fatalf("%d taken", n)
	}
	back.Store(true)
	run(t, db, o, func() bool { return waitingAt(t, db, "late", o.Now()) == 0 || late.tried() > 8 }, r)
	if n := len(late.taken()); n < 3 {
		t.Errorf("%d of 4 events were taken after the clock was set back, %d tries", n, late.tried())
	}
}

// waitingAt is waiting, as it is at a time.
func waitingAt(t *testing.T, db *sqlite.DB, name string, at time.Time) int {
	t.Helper()
	due, err := db.Due(t.Context(), name, at, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(due)
}

// TestDialer: no connection is opened but by the dialer, a redirect is not
// followed, and a receiver where nobody may go is never reached.
func TestDialer(t *testing.T) {
	db := desktest.Empty(t)
	known(t, db, "inside")
	happen(t, db, "a", 1)
	inside := newTaker(t, fine)
	asked := make(chan string, 1000)
	o := quick
	o.MaxTries = 2
	o.Dial = func(_ context.Context, _, address string) (net.Conn, error) {
		asked <- address
		return nil, errors.New("forbidden")
	}
	run(t, db, o, func() bool { return len(asked) >= 8 && waiting(t, db, "inside") == 0 }, webhook.Receiver{Name: "inside", URL: inside.URL, Secret: secret})
	if inside.tried() != 0 {
		t.Error("it was reached past the dialer")
	}
	if got := <-asked; "http://"+got != inside.URL {
		t.Errorf("the dialer was asked for %q", got)
	}
}

func TestRefused(t *testing.T) {
	db := desktest.Empty(t)
	good := webhook.Receiver{Name: "a", URL: "https://halm.example/hook", Secret: secret}
	for name, change := range map[string]func(r *webhook.Receiver){
		"no name":      func(r *webhook.Receiver) { r.Name = "" },
		"a file":       func(r *webhook.Receiver) { r.URL = "file:///etc/passwd" },
		"no host":      func(r *webhook.Receiver) { r.URL = "https:///x" },
		"a password":   func(r *webhook.Receiver) { r.URL = "https://a:b@halm.example/" },
		"no secret":    func(r *webhook.Receiver) { r.Secret = "" },
		"short secret": func(r *webhook.Receiver) { r.Secret = "whsec_c2hvcnQ=" },
		"bad base64":   func(r *webhook.Receiver) { r.Secret = "whsec_" + secret },
		"no event":     func(r *webhook.Receiver) { r.Events = []string{"story.gone"} },
	} {
		r := good
		change(&r)
		if _, err := webhook.New(db, []webhook.Receiver{r}, quick); !errors.Is(err, wiredesk.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the secret is told: %v", name, err)
		}
	}
	if _, err := webhook.New(db, []webhook.Receiver{good, good}, quick); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("two of one name: %v", err)
	}
	if _, err := webhook.New(db, []webhook.Receiver{good}, webhook.Options{}); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("no dialer: %v", err)
	}
}

func TestRead(t *testing.T) {
	got, err := webhook.Read("hooks.toml", []byte("[[webhook]]\nname = 'desk'\nurl = 'https://halm.example/hook'\nsecret = '"+secret+"'\nevents = ['story.new']\n"))
	want := []webhook.Receiver{{Name: "desk", URL: "https://halm.example/hook", Secret: secret, Events: []string{"story.new"}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("Read: %v (-want +got):\n%s", err, diff)
	}
	for _, bad := range []string{"[[webhook]]\nname = 1", "[[webhook]]\nsecrte = '" + secret + "'", "x = '" + secret + "'"} {
		if _, err := webhook.Read("hooks.toml", []byte(bad)); !errors.Is(err, wiredesk.ErrInvalid) || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestSign holds the signature to a value that was worked out elsewhere.
func TestSign(t *testing.T) {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := webhook.Sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`)), "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("Sign: %s, want %s", got, want)
	}
}

// TestDocumented: each type of event has a row in docs/api.md.
func TestDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []string{webhook.StoryNew, webhook.StoryUpdated, webhook.ConflictNew, webhook.FigureChanged} {
		if !strings.Contains(string(b), "\n| `"+e+"` | ") {
			t.Errorf("no row of %s", e)
		}
	}
}
