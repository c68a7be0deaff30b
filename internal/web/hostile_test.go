package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/follow"
	"github.com/wiredesk/wiredesk/internal/rule"
	"github.com/wiredesk/wiredesk/internal/store"
)

// vectors are texts that would run, load or look like something if a page let
// them.
func vectors() []string {
	out := []string{
		"<script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", `" onmouseover="alert(1)`, "' onfocus='alert(1)' autofocus='", "--> <b>bold</b>", "<!-- hidden",
		"&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&#x3c;img src=x&#x3e;", "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example>",
		"<style>@import'//evil.example'</style>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=//evil.example>", "<embed src=//evil.example>", "<form action=//evil.example><button>go", "<template><script>alert(1)</script></template>",
		"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<svg><style><img src=x onerror=alert(1)></style>", "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
		"${alert(1)}", "{{alert(1)}}", "{% alert %}", "<%= alert(1) %>", "#{alert(1)}", "[[alert(1)]]", "\x1b[2J", "\u009b31m", "\u202Egnp.exe\u202C", "\u2066x\u2069", "\u2028alert(1)", "a\x00b", "\ufeff<script>", "<scr\x00ipt>alert(1)</scr\x00ipt>",
		"<plaintext>", "<xmp><script>alert(1)</script></xmp>", "<textarea><script>alert(1)</script>", "<title></title><script>alert(1)</script>", "<frameset onload=alert(1)>", "<isindex type=image src=1 onerror=alert(1)>", "<dialog open onclose=alert(1)>",
	}
	schemes := strings.Fields("javascript: JaVaScRiPt: java\tscript: \x01javascript: vbscript: data:text/html, data:text/html;base64, file:/// blob: ws:// // /\\ \\\\ http:/\\ https:evil mailto: tel: about: view-source: feed:javascript:")
	for _, s := range schemes {
		for _, rest := range []string{"alert(1)", "<script>alert(1)</script>", "//%0aalert(1)", "evil.example/x"} {
			out = append(out, s+rest, "<a href=\""+s+rest+"\">x</a>")
		}
	}
	tags := strings.Fields("a abbr area article aside audio b base bdo blockquote body center font button canvas details div embed form frame iframe img input isindex keygen link marquee math meta object p script section select span style svg table td textarea video x-tag")
	events := strings.Fields("onload onerror onclick onmouseover onfocus onblur ontoggle onbegin onend onpageshow onresize onscroll onanimationend ontransitionend onpointerover onwheel oncut onpaste oninput onchange oninvalid onsubmit onreset onplay onabort oncanplay oncuechange onhashchange onmessage onpopstate onstorage onunload onbeforeprint onafterprint ondrag ondrop onkeydown onkeyup ontouchstart onshow onsearch onselect oncopy")
	for i, tag := range tags {
		for k, e := range events {
			quote := []string{"", "\"", "'", "`"}[(i+k)%4]
			gap := []string{" ", "/", "\t", "\n", "\f"}[(i+2*k)%5]
			out = append(out, "<"+tag+gap+e+"="+quote+"alert(1)"+quote+gap+[]string{">", "//", "><", "src=x>"}[k%4])
		}
	}
	return out
}

// hostile fills a store with stories in which every text of a stranger is s.
func (d *desk) hostile(t *testing.T, texts []string) (ids []wiredesk.StoryID) {
	t.Helper()
	var in []store.Incoming
	for i, s := range texts {
		for k := range 2 {
			doc := &wiredesk.Document{ID: hostileID(i, k, s), Title: s, Outlet: s, URL: []string{"javascript:", "https://outlet.example/"}[k] + s, Authors: []string{s, s}, Language: s, Text: fmt.Sprintf("%d %d\n\n%s", i, k, s)}
			doc.Published = wiredesk.Time{Time: time.Date(2026, 10, 5, i%24, k, 0, 0, time.UTC)}
			doc.Seal()
			in = append(in, store.Incoming{Document: doc, Received: doc.Published.Time})
		}
	}
	if _, err := d.db.Put(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	list, err := d.db.Revisions(t.Context(), 0, len(in))
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filing{Through: list[len(list)-1].Seq, Texts: list}
	var written []store.Written
	for i, s := range texts {
		a, b := list[2*i], list[2*i+1]
		f.Placed = append(f.Placed, store.Placement{Report: a.Report, Story: a.Report, Family: a.Report}, store.Placement{Report: b.Report, Story: a.Report, Family: a.Report})
		f.Changed = append(f.Changed, a.Report)
		st := hostileStory(s, a.Document, b.Document)
		ids = append(ids, st.ID)
		written = append(written, store.Written{
			Report: a.Report, Stale: f.Through, Story: st,
			Facets: store.Facets{Differ: 1, Single: 1, Spark: []int{1, 2}, Names: []store.Facet{{Kind: store.Person, Name: s}, {Kind: store.Place, Name: s}, {Kind: store.Point, Name: s}}},
			Change: &store.Change{Story: st.ID, At: a.Received, Came: []wiredesk.DocumentID{a.Document.ID}, Left: []wiredesk.DocumentID{wiredesk.DocumentID(s)}, Gained: []string{s}, Lost: []string{s}, Gone: []store.Gone{{Statement: s, Document: a.Document.ID, Quote: s}}},
		})
	}
	for _, err := range []error{d.db.Restart(t.Context(), "1"), d.db.File(t.Context(), f), d.db.PutStories(t.Context(), written, nil), d.db.SetRules(t.Context(), []string{"split " + texts[0]})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return ids
}

func hostileStory(s string, a, b *wiredesk.Document) wiredesk.Story {
	id := wiredesk.BegunBy(a)
	e := wiredesk.Evidence{Document: a.ID, Start: 0, End: len(s), Quote: s, SHA256: s}
	real := wiredesk.Cite(a, wiredesk.Span{Start: 0, End: len(a.Text)})
	n := 0
	say := func() wiredesk.Statement {
		n++
		return wiredesk.Statement{ID: fmt.Sprintf("%s.x%d", id, n), Text: s, Kind: wiredesk.Verbatim, Evidence: []wiredesk.Evidence{real, e}, Support: []wiredesk.Evidence{e}, AttributedTo: &s, Flags: []string{s}}
	}
	h := say()
	side := func() wiredesk.Side {
		return wiredesk.Side{Value: s, Statements: []wiredesk.Statement{say()}, Outlets: []string{s}, AsOf: s, SaidBy: s, Origins: 1}
	}
	set := func() []wiredesk.ClaimSet {
		return []wiredesk.ClaimSet{{About: s, Kind: s, Reading: s, Sides: []wiredesk.Side{side(), side()}}}
	}
	high := 3.0
	fig := func(state string) wiredesk.Figure {
		v := func(x float64, at string) wiredesk.FigureValue {
			return wiredesk.FigureValue{Value: x, Low: x, High: &high, Qualifier: s, Unit: s, AsOf: at, SaidBy: s, Evidence: []wiredesk.Evidence{e}}
		}
		return wiredesk.Figure{What: s, Unit: s, State: state, PartOf: s, Values: []wiredesk.FigureValue{v(1, "2026-10-05"), v(3, s)}}
	}
	return wiredesk.Story{
		ID: id, Documents: []wiredesk.DocumentID{a.ID, b.ID}, FirstPublished: a.Published, LastPublished: b.Published, Counts: wiredesk.Counts{Documents: 2, Outlets: 1, Origins: 2, Withheld: 1},
		Origins: []wiredesk.Origin{{Documents: []wiredesk.DocumentID{a.ID, b.ID}, First: a.ID, Credit: s, Copies: []wiredesk.Copy{{Document: b.ID, Of: a.ID, Taken: .5, Added: []wiredesk.Span{{Start: 0, End: 4}}}}}},
		Brief: wiredesk.Brief{
			Headline: &h, KeyPoints: []wiredesk.Statement{say()}, Narrative: [][]wiredesk.Statement{{say(), say()}}, Timeline: []wiredesk.Event{{Date: s, Precision: s, Statement: say()}},
			Questions: []wiredesk.Question{{Kind: s, Question: s, State: s, Answer: []wiredesk.Statement{say()}}},
		},
		Quotations: []wiredesk.Quotation{{Text: s, Kind: "direct", Speaker: wiredesk.Speaker{Name: s, Entity: "e1"}, Cue: s, Evidence: []wiredesk.Evidence{e}, Variants: []wiredesk.Variant{{Text: s, Evidence: []wiredesk.Evidence{e}}}}, {Text: s, Kind: s, Speaker: wiredesk.Speaker{Name: "Ana Roe"}, Evidence: []wiredesk.Evidence{e}}},
		Figures:    []wiredesk.Figure{fig("differ"), fig("updated"), fig("single")}, Claims: wiredesk.Claims{Agree: set(), Differ: set(), Single: set()},
		Entities: []wiredesk.Entity{{ID: "e1", Name: s, Type: "person", Role: s, Aliases: []string{s}, Documents: []wiredesk.DocumentID{a.ID}}},
		Related:  []wiredesk.Related{{Story: wiredesk.StoryID(s), Kind: s, Why: s}},
		Explain:  []wiredesk.Reason{{Document: a.ID, With: b.ID, Why: s, Terms: []string{s}, Rule: s, Threshold: .3}},
	}
}

// TestHostile shows 2,000 texts of strangers on every page, 40 together in
// every place where one can stand.
func TestHostile(t *testing.T) {
	all := vectors()
	if len(all) < 2000 {
		t.Fatalf("%d vectors", len(all))
	}
	var texts []string
	for list := range slices.Chunk(all, 40) {
		texts = append(texts, strings.Join(list, " "))
	}
	d := open(t, nil)
	ids := d.hostile(t, texts)
	if _, err := d.db.Decide(t.Context(), rule.Rule{Verb: rule.Split, Documents: []wiredesk.DocumentID{wiredesk.DocumentID(texts[0])}}.String(), texts[1], time.Now()); err != nil {
		t.Fatal(err)
	}
	pages := []string{"/", "/people", "/rules", "/desk", "/users", "/sources", "/sources?state=broken"}
	for i, s := range texts {
		d.hostileSource(t, i, s)
		pages = append(pages, fmt.Sprintf("/sources/%d", i+1))
		q, id := url.QueryEscape(s[:min(len(s), 250)]), string(ids[i])
		pages = append(pages, "/stories/"+id, "/stories/"+id+"/why", "/statements/"+id+".x3", "/statements/"+id+".x9", "/documents/"+url.PathEscape(string(hostileID(i, 0, s)))+"?start=2&end=30", "/people/"+url.PathEscape(s),
			"/search?q="+q, "/?q="+q+"&person="+q+"&place="+q+"&lang="+q, "/?since="+q, "/login?to="+q, "/setup?token="+q, "/"+url.PathEscape(s))
	}
	shown, missing := 0, 0
	for _, p := range pages {
		w := d.ask("GET", p, nil, d.as[access.Admin])
		if w.Code >= 500 {
			t.Errorf("%.80s: %d", p, w.Code)
		}
		if w.Code == 404 {
			missing++
		}
		before := t.Failed()
		check(t, p[:min(len(p), 80)], w.Body.Bytes())
		if t.Failed() && !before {
			t.Logf("the first of %d: %.3000s", shown, w.Body)
			return
		}
		shown++
	}
	if missing > len(texts) { // only the addresses that are none
		t.Errorf("%d of %d pages are not there", missing, shown)
	}
	t.Logf("%d vectors on %d pages", len(all), shown)
}

// hostileSource follows a source of which all that it says of itself is s.
func (d *desk) hostileSource(t *testing.T, i int, s string) {
	t.Helper()
	x := store.Source{Source: follow.Source{URL: fmt.Sprintf("https://%d.example/%s", i, s)}, Title: s, Home: s, Folder: s}
	if _, err := d.db.AddSources(t.Context(), []store.Source{x}); err != nil {
		t.Fatal(err)
	}
	for _, state := range []follow.State{follow.Gone, follow.State(s), follow.Broken} {
		c := store.Checked{Source: int64(i + 1), Kind: s, Title: s, Home: []string{"javascript:", "https://home.example/"}[i%2] + s, Check: follow.Check{At: time.Now(), State: state, Why: s}}
		if err := d.db.Checked(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

func hostileID(i, k int, s string) wiredesk.DocumentID {
	return wiredesk.DocumentID(strings.ToValidUTF8(fmt.Sprintf("%d.%d %.100s", i, k, s), ""))
}
