package worker

import (
	"maps"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/pipeline"
	"github.com/wiredesk/wiredesk/internal/store"
)

// filerVersion names how reports are filed. Where it changes, a store files all
// its reports anew: raise it with anything that makes other stories.
const filerVersion = wiredesk.Version + "-1"

// A filer files reports one by one in the order in which they came. What it
// says depends on that order alone, not on where it was cut into calls.
type filer struct {
	annotator *annotate.Annotator
	finder    *copies.Finder
	desk      *cluster.Desk

	through int64         // the last revision that was filed
	reports []int64       // by number at the desk
	number  map[int64]int // of a report at the desk; of one that stands in no story, -1
	found   []foundIn     // by number at the desk

	unwritten *store.Filing // what the store does not have yet

	reached func(step string)

	// Of the call in hand, by number at the desk:
	touched map[int]bool          // reports whose place is to be written
	changed map[int]bool          // stories, by the report that began them
	closed  map[int]cluster.Story // of those changed, the ones that were closed since
}

// foundIn is what a report shares with earlier ones, and the story in which it
// stands, as far as that was told: by the report that began it.
type foundIn struct {
	of, family int // the first of its family, when it came and now
	home       int
	shares     []copies.Share
}

func newFiler() *filer {
	f := &filer{annotator: annotate.New(), finder: copies.NewFinder(copies.Options{}), number: map[int64]int{}, reached: func(string) {}}
	f.desk = cluster.New(cluster.Options{Moved: f.moved}, f.close)
	return f
}

func (f *filer) moved(doc, from, to int) {
	f.touched[doc], f.changed[from], f.changed[to] = true, true, true
}

func (f *filer) close(s cluster.Story) {
	for _, i := range s.Documents {
		f.found[i].home = s.Seed
	}
	if f.changed[s.Seed] {
		f.closed[s.Seed] = s
	}
}

// file files revisions, which must follow the last that were. A later text of
// a report does not move it: its story is written anew. The revisions in poison
// are left out, for the reason there, and those that make the analysis fail put
// into it.
func (f *filer) file(list []store.Revision, poison map[int64]string) store.Filing {
	f.touched, f.changed, f.closed = map[int]bool{}, map[int]bool{}, map[int]cluster.Story{}
	out := store.Filing{Texts: latest(list)}
	for _, v := range list {
		f.through = v.Seq
		n, there := f.number[v.Report]
		switch {
		case there && n >= 0:
			f.changed[f.begun(n)] = true
		default:
			if reason := f.add(v, poison); reason != "" {
				f.number[v.Report] = -1
				out.Placed = append(out.Placed, store.Placement{Report: v.Report, Unfiled: reason, Family: v.Report})
			}
		}
	}
	out.Through = f.through
	f.gather(&out)
	return out
}

// latest returns of each report the last of its texts.
func latest(list []store.Revision) []store.Revision {
	last := map[int64]int{}
	for i, v := range list {
		last[v.Report] = i
	}
	var out []store.Revision
	for i, v := range list {
		if last[v.Report] == i {
			out = append(out, v)
		}
	}
	return out
}

// add files a new report, or says why it stands in no story.
func (f *filer) add(v store.Revision, poison map[int64]string) (unfiled string) {
	if reason := poison[v.Seq]; reason != "" {
		return reason
	}
	var d *annotate.Document
	if err := guarded(func() error {
		f.reached("find " + string(v.Document.ID))
		d = f.annotator.Annotate(dated(v))
		return nil
	}); err != nil {
		f.annotator, poison[v.Seq] = annotate.New(), err.Error()
		return err.Error()
	}
	if reason := pipeline.Readable(d); reason != "" {
		return reason
	}
	n := len(f.reports)
	found := f.finder.Add(d)
	f.reports, f.number[v.Report] = append(f.reports, v.Report), n
	f.found = append(f.found, foundIn{of: found.Family, family: found.Family, home: n, shares: found.Shares})
	f.touched[n] = true
	for _, p := range found.Parted {
		f.found[p].family = p
		f.touched[p], f.changed[f.begun(p)] = true, true
	}
	f.reached("group " + string(v.Document.ID))
	f.desk.Add(d, found.Family)
	f.changed[f.begun(n)] = true
	return ""
}

// ahead is how far a report may be dated after it came: clocks and time zones
// go wrong, and embargoes end.
const ahead = 48 * time.Hour

// dated returns the document of v. One that is dated later than can be is filed
// by the time it came: else it would close every story before it.
func dated(v store.Revision) *wiredesk.Document {
	if !v.Document.Published.After(v.Received.Add(ahead)) {
		return v.Document
	}
	d := *v.Document
	d.Published = wiredesk.Time{Time: v.Received}
	return &d
}

// begun returns the report that began the story of report n.
func (f *filer) begun(n int) int {
	for _, i := range []int{n, f.found[n].of} {
		if seed, ok := f.desk.Seed(i); ok {
			return seed
		}
	}
	return f.found[n].home // its story is closed
}

// gather says where the touched reports stand and which stories changed.
func (f *filer) gather(out *store.Filing) {
	for _, seed := range slices.Sorted(maps.Keys(f.changed)) {
		s, ok := f.closed[seed]
		if !ok {
			s, ok = f.desk.Story(seed)
		}
		if ok && s.Seed != seed || !ok && f.found[seed].home != seed {
			out.Gone = append(out.Gone, f.reports[seed])
			continue
		}
		out.Changed = append(out.Changed, f.reports[seed])
		for k, i := range s.Documents {
			if f.touched[i] {
				f.found[i].home = seed
				out.Placed = append(out.Placed, f.placement(i, seed, s.Why[k]))
			}
		}
	}
}

func (f *filer) placement(i, seed int, why cluster.Decision) store.Placement {
	p := store.Placement{
		Report: f.reports[i], Story: f.reports[seed], Family: f.reports[f.found[i].family],
		Why: store.Reason{Score: why.Score, Threshold: why.Threshold, Copy: why.Copy, Again: why.Again, Terms: why.Terms},
	}
	if why.With >= 0 {
		p.Why.With = f.reports[why.With]
	}
	for _, s := range f.found[i].shares {
		p.Shares = append(p.Shares, store.Share{With: f.reports[s.With], Taken: s.Taken, Given: s.Given})
	}
	return p
}
