package copies_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/copies"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// prose makes n sentences of random words: no two texts of different seeds
// share a 5-gram.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for range n {
		for k := range 12 {
			if k > 0 {
				b.WriteByte(' ')
			}
			for range 2 + r.IntN(3) {
				b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
				b.WriteByte("aeiou"[r.IntN(5)])
			}
		}
		b.WriteString(". ")
	}
	return b.String()
}

// documents annotates texts as reports of one hour, of outlets of which each
// fifth is the same.
func documents(texts ...string) []*annotate.Document {
	a := annotate.New()
	var docs []*annotate.Document
	for i, t := range texts {
		docs = append(docs, a.Annotate(sample.Document(fmt.Sprintf("d%03d", i), fmt.Sprintf("Outlet %d", i), t, 0)))
	}
	return docs
}

func find(texts ...string) []copies.Found { return copies.Find(documents(texts...), copies.Options{}) }

func TestFind(t *testing.T) {
	wire := prose(1, 30)
	short := prose(8, 4)
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", wire, wire, true},
		{"first half", wire, wire[:len(wire)/2], true},
		{"first sixth", wire, wire[:len(wire)/6], true},
		{"a quarter inside a longer text", wire, prose(2, 20) + wire[:len(wire)/4] + prose(3, 20), true},
		{"a short one", short, short, true},
		{"a short one in a long one", prose(4, 40) + short, short, true},
		{"nothing in common", wire, prose(4, 30), false},
		{"one sentence in common", wire, prose(5, 30) + wire[:90], false},
		{"a quotation in common", prose(6, 12) + "“" + prose(9, 8) + "” she said.", prose(7, 12) + "“" + prose(9, 8) + "” she said.", false},
		{"a stock phrase", "The council met. It decided nothing at all. " + prose(3, 1), "The council met. It decided nothing at all. " + prose(5, 1), false},
		{"empty", "", wire, false},
		{"two empty ones", "", "", false},
		{"three words", "Nobody was hurt.", "Nobody was hurt.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := find(tt.a, tt.b)[1]
			if (len(got.Shares) == 1) != tt.want || (got.Family == 0) != tt.want {
				t.Errorf("Find: %+v, want a copy: %v", got, tt.want)
			}
		})
	}
}

func TestFindTellsHowMuch(t *testing.T) {
	wire := prose(1, 60)
	got := find(wire, wire[:len(wire)/3])[1].Shares
	if len(got) != 1 || got[0].Taken < 0.95 || got[0].Given < 0.25 || got[0].Given > 0.4 {
		t.Errorf("shares: %+v, want nearly all of it taken, a third of the first given", got)
	}
}

// TestCommonProperty: a paragraph that ever more reports of different texts
// have makes no family of them, and those that it made at first are parted.
func TestCommonProperty(t *testing.T) {
	background := prose(99, 6)
	var texts []string
	for i := range 30 {
		texts = append(texts, prose(uint64(100+i), 8)+"\n\n"+background+"\n\n"+prose(uint64(200+i), 2))
	}
	found := find(texts...)
	if got := copies.Families(found); len(got) != len(texts) {
		t.Errorf("%d families, want %d: %v", len(got), len(texts), got)
	}
	parted := 0
	for _, f := range found {
		parted += len(f.Parted)
	}
	if parted == 0 {
		t.Error("no document was parted: the test shows nothing")
	}
}

// TestManyReprints: what a report and its reprints share is not common property.
func TestManyReprints(t *testing.T) {
	wire := prose(1, 30)
	var texts []string
	for i := range 60 {
		texts = append(texts, prose(uint64(100+i), i%8)+"\n\n"+wire)
	}
	if got := copies.Families(find(texts...)); len(got) != 1 {
		t.Errorf("%d families, want 1", len(got))
	}
}

// TestFurniture: what an outlet prints under each of its reports makes no
// copies of them; the same under reports of several outlets does.
func TestFurniture(t *testing.T) {
	line := "\n\n" + prose(77, 4)
	docs := documents(prose(0, 4)+line, prose(1, 4)+line, prose(2, 4)+line, prose(3, 4)+line)
	if got := copies.Families(copies.Find(docs, copies.Options{})); len(got) != 1 {
		t.Errorf("of four outlets: families %v, want 1", got)
	}
	for _, d := range docs {
		d.Outlet = "Outlet"
	}
	if got := copies.Families(copies.Find(docs, copies.Options{})); len(got) != 4 {
		t.Errorf("of one outlet: families %v, want 4", got)
	}
}

// TestVersions: of the reports of one outlet, one is a version of another only
// if they begin alike, or are the same.
func TestVersions(t *testing.T) {
	body := prose(1, 12)
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", body, body, true},
		{"begins alike", "The dam at Orla has burst, killing nine people. " + body, "Two more bodies were found below the burst dam at Orla. " + body[:len(body)*2/3] + prose(2, 4), true},
		{"carries on background", prose(3, 8) + "\n\n" + body, prose(4, 8) + "\n\n" + body, false},
	} {
		docs := documents(tt.a, tt.b)
		docs[1].Outlet = docs[0].Outlet
		if got := copies.Families(copies.Find(docs, copies.Options{})); (len(got) == 1) != tt.want {
			t.Errorf("%s: families %v, want one: %v", tt.name, got, tt.want)
		}
	}
}

// TestChain: who borrows from a borrower is not of the family.
func TestChain(t *testing.T) {
	a, b, c := prose(1, 20), prose(2, 20), prose(3, 20)
	got := copies.Families(find(a, a[:len(a)/2]+"\n\n"+b, b[:len(b)/2]+"\n\n"+c))
	if diff := cmp.Diff([][]int{{0, 1}, {2}}, got); diff != "" {
		t.Errorf("Families mismatch (-want +got):\n%s", diff)
	}
}

// TestOrder: in whatever order the documents are given, they make the same
// families, also those of one second.
func TestOrder(t *testing.T) {
	var texts []string
	for i := range 12 {
		wire := report(uint64(i), 8)
		texts = append(texts, wire, head(wire, 0.6), report(uint64(100+i), 2)+"\n\n"+head(wire, 0.4))
	}
	docs := documents(texts...)
	families := func(docs []*annotate.Document) map[wiredesk.DocumentID]wiredesk.DocumentID {
		out := map[wiredesk.DocumentID]wiredesk.DocumentID{}
		for _, f := range copies.Find(docs, copies.Options{}) {
			out[docs[f.Number].ID] = docs[f.Family].ID
		}
		return out
	}
	want := families(docs)
	r := rand.New(rand.NewPCG(1, 1))
	for range 5 {
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if diff := cmp.Diff(want, families(docs)); diff != "" {
			t.Fatalf("shuffled (-want +got):\n%s", diff)
		}
	}
}

// TestWindow: what is found within the window does not depend on what came
// before it, and nothing is found beyond it.
func TestWindow(t *testing.T) {
	const day = 24 * time.Hour
	a := annotate.New()
	var docs []*annotate.Document
	for i := range 300 {
		wire := report(uint64(i/3), 8)
		if i%3 == 2 {
			wire = report(uint64(500+i), 2) + "\n\n" + head(wire, 0.5)
		}
		docs = append(docs, a.Annotate(sample.Document(fmt.Sprintf("d%03d", i), fmt.Sprintf("Outlet %d", i), wire, 2*i)))
	}
	again := *docs[0].Document
	again.ID, again.Outlet, again.Published.Time = "late", "Late", docs[299].Published.Add(time.Hour)
	docs = append(docs, a.Annotate(&again))
	whole := copies.Find(docs, copies.Options{Window: 5 * day})
	if late := whole[300]; late.Family != 300 || len(late.Shares) > 0 {
		t.Errorf("after the window: %+v", late)
	}
	f := copies.NewFinder(copies.Options{Window: 5 * day})
	const from = 150
	for n := from; n < len(docs); n++ {
		got := f.Add(docs[n])
		got.Number, got.Family = got.Number+from, got.Family+from
		for i := range got.Shares {
			got.Shares[i].With += from
		}
		if diff := cmp.Diff(whole[n], got); diff != "" {
			t.Fatalf("document %d, after what came before and without (-with +without):\n%s", n, diff)
		}
	}
}

// TestMemory: under a fixed window memory does not grow with the stream, and
// the positions of postings may wrap around.
func TestMemory(t *testing.T) {
	s := stream{reports: documents(report(1, 10), report(2, 20), report(3, 40)), perDay: 100}
	f := copies.NewFinder(copies.Options{})
	heapAfter := func(n int) int64 {
		for range n {
			f.Add(s.next())
		}
		return sample.Heap()
	}
	full := heapAfter(1000)
	later := heapAfter(9000)
	if later > full+full/4 {
		t.Errorf("%d bytes in use after 1,000 documents, %d after 10,000", full, later)
	}
	runtime.KeepAlive(f)
}

// TestDocumentsLimit: no more documents are remembered than asked for.
func TestDocumentsLimit(t *testing.T) {
	wire, other := report(1, 8), report(2, 8)
	docs := documents(wire, other, other, other, wire)
	for _, dated := range []bool{true, false} {
		if got := copies.Find(docs, copies.Options{Documents: 3})[4]; len(got.Shares) > 0 {
			t.Errorf("dated %v: found what was to be forgotten: %+v", dated, got)
		}
		if got := copies.Find(docs, copies.Options{Documents: 5})[4]; got.Family != 0 {
			t.Errorf("dated %v: found nothing: %+v", dated, got)
		}
		for _, d := range docs {
			d.Published = wiredesk.Time{}
		}
	}
}

// TestForget: what is forgotten is not found.
func TestForget(t *testing.T) {
	docs := documents(report(1, 8), report(1, 8))
	f := copies.NewFinder(copies.Options{})
	f.Add(docs[0])
	f.Forget(docs[0].Published.Unix() + 1)
	if got := f.Add(docs[1]); len(got.Shares) > 0 || got.Number != 1 || got.Family != 1 {
		t.Errorf("Add: %+v, want a family of its own", got)
	}
}

// TestReprintJoins adds a reprint of each of the bundled reports: it joins the
// family of the report, and all others stay as they are.
func TestReprintJoins(t *testing.T) {
	var texts []string
	for _, d := range demoReports(t) {
		texts = append(texts, d.Text)
	}
	want := find(texts...)
	for i, text := range texts {
		got := find(append(slices.Clone(texts), "From our own correspondent\n\n"+text)...)
		if diff := cmp.Diff(want, got[:len(texts)]); diff != "" {
			t.Fatalf("reprint of report %d changes what came before (-want +got):\n%s", i, diff)
		}
		if got[len(texts)].Family != want[i].Family {
			t.Errorf("reprint of report %d: %+v, want family %d", i, got[len(texts)], want[i].Family)
		}
	}
}

// TestUndated: a document without a date may be a copy of any.
func TestUndated(t *testing.T) {
	docs := documents(report(1, 8), report(2, 8), head(report(1, 8), 0.4))
	docs[1].Published.Time = docs[1].Published.Add(1000 * time.Hour)
	docs[2].Published = wiredesk.Time{}
	if got := copies.Find(docs, copies.Options{})[2]; got.Family != 0 {
		t.Errorf("Find: %+v, want family 0", got)
	}
}

func FuzzFinder(f *testing.F) {
	wire := report(1, 5)
	f.Add(wire, head(wire, 0.5))
	f.Add("", "")
	f.Add("“Open", "a b c d e f g h")
	f.Add(strings.Repeat("no ", 2000), strings.Repeat("no ", 300))
	f.Fuzz(func(t *testing.T, a, b string) {
		if !sound(a) || !sound(b) {
			t.Skip()
		}
		docs := documents(a, b, a)
		found := copies.Find(docs, copies.Options{})
		for _, x := range found {
			if x.Family > x.Number {
				t.Fatalf("a family begins with a later document: %+v", x)
			}
			for _, s := range x.Shares {
				if s.With >= x.Number || s.Taken <= 0 || s.Taken > 1 || s.Given <= 0 || s.Given > 1 {
					t.Fatalf("share out of range: %+v", s)
				}
			}
		}
		for _, c := range copies.Trace(docs, found, []int{0, 1, 2}) {
			if c.Taken < 0 || c.Taken > 1 || c.Share < 0 || c.Share > 1 {
				t.Fatalf("copy out of range: %+v", c)
			}
			for _, s := range c.Added {
				if s.Start < 0 || s.End <= s.Start || s.End > len(b)+len(a) {
					t.Fatalf("span out of range: %+v", c)
				}
			}
		}
	})
}

// sound reports whether s is as package intake leaves a text, and short.
func sound(s string) bool {
	return utf8.ValidString(s) && len(s) < 20_000 && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' })
}
