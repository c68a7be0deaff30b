// Package access says who may do what over HTTP: it knows users, sessions and
// keys of programs, and lets a request through to a route or refuses it.
//
// Layer: L3. Whoever serves something lists its routes, each with the least
// role that may use it; there is no other way in, and a route without a role is
// refused at start. The package shows no page: what a refusal looks like is the
// caller's. It never keeps a secret that it could lose: passwords, sessions and
// keys are in the store as hashes.
package access

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A Role says what somebody may do. Each may do what those below it may. The
// zero value is no role.
type Role uint8

// Roles.
const (
	Public Role = iota + 1 // anybody, without being known: the page to log in, style sheets, health
	Reader                 // reads
	Editor                 // merges, splits, pins and mutes; hands in reports
	Admin                  // users and keys
)

var roleNames = []string{"none", "public", "reader", "editor", "admin"}

// String returns the name of r.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return roleNames[0]
}

// ParseRole reads the name of a role that a user or a key can have.
func ParseRole(s string) (Role, error) {
	for r := Reader; r <= Admin; r++ {
		if r.String() == s {
			return r, nil
		}
	}
	return 0, fmt.Errorf("%w: %q is no role: reader, editor or admin", wiredesk.ErrInvalid, s)
}

// A Route is one thing that can be asked for.
type Route struct {
	Method  string // GET serves HEAD too
	Pattern string // as [http.ServeMux] has them, without method and host: "/stories/{id}"
	Role    Role   // the least that may
	Handler http.Handler

	// API says that programs ask: a refusal is a status with application/problem+json
	// instead of the page to log in, and a request without a session need not
	// say from which page it comes.
	API bool
	// Long says that an answer may take as long as it likes: a stream.
	Long bool
	// Body is how many bytes a request may bring; 0 means [wiredesk.MaxForm],
	// below 0 none.
	Body int64
}

// name returns how the route is known to the mux.
func (r Route) name() string { return r.Method + " " + r.Pattern }

// changes reports whether the route may change something.
func (r Route) changes() bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// check refuses a route that nobody thought through.
func (r Route) check() error {
	switch {
	case r.Role < Public || r.Role > Admin:
		return fmt.Errorf("route %q has no role", r.name())
	case r.Handler == nil || r.Method == "" || !strings.HasPrefix(r.Pattern, "/"):
		return fmt.Errorf("route %q: method, pattern and handler are wanted", r.name())
	}
	return nil
}

// A Caller is who asks.
type Caller struct {
	Name string // of the user or the key; "" of somebody unknown
	Role Role
	Key  bool // a program with a key
	// Session is the hash of the session, "" without one.
	Session string
}

type callerKey struct{}

// Who returns who asks. Outside a route that is nobody, with no role.
func Who(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}
