package follower

import (
	"net/url"
	"strconv"

	"github.com/wiredesk/wiredesk/internal/feed"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/gather"
)

// maxParts is how many times at one check a Miniflux is asked for more.
const maxParts = 20

// rest asks a Miniflux for entries beyond those of r, as long as it knows none
// of what it gets: there may be more than one answer holds after a desk was
// stopped for days. A source that is asked for the first time gives what one
// answer holds. If a part cannot be had, the check is broken, and no entry of
// it is taken as known: the next check begins again.
func (v *visit) rest(r *gather.Result) error {
	u, err := url.Parse(v.s.URL)
	limit, bad := strconv.Atoi(u.Query().Get("limit"))
	if err != nil || bad != nil || limit < 1 || r.Kind != feed.Miniflux || len(v.s.Checks) == 0 {
		return nil
	}
	got := r.Check.Items
	for part := 1; part <= maxParts && got >= limit && v.allNew(); part++ {
		q := u.Query()
		q.Set("offset", strconv.Itoa(part*limit))
		u.RawQuery = q.Encode()
		more, err := gather.Gather(v.ctx, v.f.client, gather.Source{URL: u.String(), Header: v.f.o.Header[v.s.URL], WasFeed: true}, v.options())
		if err != nil {
			return err
		}
		r.Lists = append(r.Lists, more)
		got = more.Check.Items
		r.Check.Items += got
		if s := more.Check.State; s == follow.Broken || s == follow.Gone {
			r.Check.State, r.Check.Why, r.Check.Until = follow.Broken, more.Check.Why, more.Check.Until
			v.forget = true
		}
	}
	return nil
}

// allNew reports whether no entry so far was known.
func (v *visit) allNew() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.knew == 0
}
