package verify_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/wiredesk/wiredesk"
)

// A mutant is a false statement made from a true one. A naive one has another
// text, its records are those of the true one; an adversarial one has records
// that agree with each other, as a lying writer would make them.
type mutant struct {
	kind        string
	adversarial bool
	s           *wiredesk.Statement
}

// A mutator makes mutants. It knows no word list of package verify.
type mutator struct {
	rng  *rand.Rand
	docs []*wiredesk.Document
	each int // mutants of one kind and statement at most
	out  []mutant

	// unsure adds deletions between commas that may be licensed or not, for
	// somebody to read.
	unsure bool

	// the statement at hand
	doc   *wiredesk.Document
	s     *wiredesk.Statement
	kept  []wiredesk.Span // of doc, what the text is made of
	names []wiredesk.Span // of doc
	nums  []wiredesk.Span
}

func newMutator(docs []*wiredesk.Document, each int) *mutator {
	return &mutator{rng: rand.New(rand.NewPCG(1, 2)), docs: docs, each: each}
}

var (
	numberRE    = regexp.MustCompile(`\d(?:[\d,.:]*\d)?|\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve|[Tt]wenty|thirty|forty|fifty|hundred|thousand|million)\b`)
	nameRE      = regexp.MustCompile(`\b\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*\b`)
	negationRE  = regexp.MustCompile(`(?i) (?:not|no|never|none of|neither|without|nobody|nothing|hardly|denied that|denied|denies|refused to|failed to)\b|n['’]t\b`)
	hedgeRE     = regexp.MustCompile(`(?i)\b(?:allegedly|alleged|reportedly|suspected of|suspected|apparently|possibly|perhaps|maybe|likely|unlikely|believed to|thought to|said to|appears to|appeared to|seems to|unclear whether|so-called|former|would-be|attempted|planned|proposed|acting|unconfirmed|claimed)\b`)
	boundRE     = regexp.MustCompile(`(?i)\b(?:at least|at most|more than|fewer than|less than|no more than|up to|as many as|about|around|some|nearly|almost|over|roughly|only|an estimated|approximately|half of)\b`)
	modalRE     = regexp.MustCompile(`\b(?:may|might|could|would|should|must|can|will)(?: have| be)?\b`)
	conditionRE = regexp.MustCompile(`(?:, )?\b(?:if|unless|except|provided|until|whether) [^,.;”"]+`)
	sayRE       = regexp.MustCompile(`\b(?:said|says|told|according|asked|added|wrote|announced|reported|warned|accused|blamed|denied|suspect\w*|claim\w*)\b`)
	accuseRE    = regexp.MustCompile(`(?i)\b(?:accus\w+|alleg\w+|blam\w+|claim\w*|suspect\w*|bribe|stole\w*|fraud|den(?:y|ied|ies)|guilty|arrest\w*|murder\w*|kill\w*)\b`)
	byRE        = regexp.MustCompile(`, (?:according to [^,.;”“"]+|[^,.;:”“"]+ (?:said|says|told|reported|warned|announced)[^,.;:”“"]*)[.]?$`)
	fromRE      = regexp.MustCompile(`^[^,.;:”“"]{3,60} (?:said|says|reported|warned|announced|claimed|denied|believe|alleged)(?: on \w+)?(?: that)? `)
	clauseRE    = regexp.MustCompile(`, [^,.;:()”“"]+,?| \([^()]+\)`)
	quoteRE     = regexp.MustCompile(`“[^”]+”|"[^"]+"`)
	dateRE      = regexp.MustCompile(`\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)\b`)
	wordRE      = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}'’-]*`)

	antonyms = [][2]string{{"rose", "fell"}, {"rise", "fall"}, {"up", "down"}, {"above", "below"}, {"before", "after"},
		{"more", "fewer"}, {"opened", "closed"}, {"open", "closed"}, {"won", "lost"}, {"first", "last"}, {"increase", "decrease"},
		{"higher", "lower"}, {"began", "ended"}, {"north", "south"}, {"east", "west"}, {"northern", "southern"}, {"dead", "alive"},
		{"arrested", "released"}, {"kept", "raised"}, {"raised", "cut"}, {"increased", "reduced"}, {"early", "late"}, {"on", "off"},
		{"in", "out"}, {"all", "some"}, {"from", "to"}, {"and", "or"}, {"his", "her"}, {"he", "she"}, {"is", "was"}}
)

// of makes mutants of every kind from s, a true statement about d.
func (m *mutator) of(d *wiredesk.Document, s *wiredesk.Statement) []mutant {
	m.out, m.doc, m.s, m.kept = nil, d, s, nil
	for _, a := range s.Align {
		m.kept = append(m.kept, a.Src)
	}
	m.names, m.nums = find(nameRE, d.Text), find(numberRE, d.Text)
	m.swaps()
	m.exchange()
	m.drops()
	m.attributions()
	m.quotations()
	m.narrow()
	m.records()
	return m.out
}

func find(re *regexp.Regexp, text string) []wiredesk.Span {
	var spans []wiredesk.Span
	for _, x := range re.FindAllStringIndex(text, -1) {
		spans = append(spans, wiredesk.Span{Start: x[0], End: x[1]})
	}
	return spans
}

// ---- building blocks

func (m *mutator) ev() wiredesk.Span { return m.s.Evidence[0].Span() }

// pick returns at most m.each of spans, chosen at random.
func (m *mutator) pick(spans []wiredesk.Span) []wiredesk.Span {
	spans = slices.Clone(spans)
	m.rng.Shuffle(len(spans), func(i, j int) { spans[i], spans[j] = spans[j], spans[i] })
	return spans[:min(m.each, len(spans))]
}

// inside returns those of spans (of the document) that the statement keeps
// whole.
func (m *mutator) inside(spans []wiredesk.Span) []wiredesk.Span {
	var in []wiredesk.Span
	for _, s := range spans {
		for _, k := range m.kept {
			if k.Contains(s) {
				in = append(in, s)
			}
		}
	}
	return in
}

// found returns the matches of re that the statement keeps whole.
func (m *mutator) found(re *regexp.Regexp) []wiredesk.Span {
	e := m.ev()
	var spans []wiredesk.Span
	for _, s := range find(re, e.Of(m.doc.Text)) {
		spans = append(spans, wiredesk.Span{Start: s.Start + e.Start, End: s.End + e.Start})
	}
	return m.inside(spans)
}

// naive adds the statement with another text and nothing else changed.
func (m *mutator) naive(kind, text string) {
	if text != m.s.Text {
		c := *m.s
		c.Text = text
		m.out = append(m.out, mutant{kind, false, &c})
	}
}

// replaced returns the text with the bytes at span of the document written as
// with.
func (m *mutator) replaced(span wiredesk.Span, with string) string {
	var b strings.Builder
	for _, k := range m.kept {
		if k.Contains(span) {
			b.WriteString(m.doc.Text[k.Start:span.Start] + with + m.doc.Text[span.End:k.End])
		} else {
			b.WriteString(k.Of(m.doc.Text))
		}
	}
	return b.String()
}

// lie adds a statement with agreeing records.
func (m *mutator) lie(kind, form string, evidence, kept []wiredesk.Span) {
	c := assemble(m.doc, form, evidence, kept)
	c.AttributedTo = m.s.AttributedTo
	if c.Text != m.s.Text && strings.TrimSpace(c.Text) != "" {
		m.out = append(m.out, mutant{kind, true, c})
	}
}

// drop adds the statement without the bytes of span, as an ordered deletion
// that leaves single spaces.
func (m *mutator) drop(kind string, span wiredesk.Span) {
	t := m.doc.Text
	if span.Start > m.ev().Start && t[span.Start-1] == ' ' && span.End < len(t) && strings.ContainsRune(" .,;", rune(t[span.End])) {
		span.Start--
	} else if span.End < m.ev().End && t[span.End] == ' ' {
		span.End++
	}
	m.lie(kind, wiredesk.Trimmed, []wiredesk.Span{m.ev()}, without(m.kept, span))
}

func without(kept []wiredesk.Span, cut wiredesk.Span) []wiredesk.Span {
	var out []wiredesk.Span
	for _, k := range kept {
		if !k.Overlaps(cut) {
			out = append(out, k)
			continue
		}
		if k.Start < cut.Start {
			out = append(out, wiredesk.Span{Start: k.Start, End: cut.Start})
		}
		if cut.End < k.End {
			out = append(out, wiredesk.Span{Start: cut.End, End: k.End})
		}
	}
	return out
}

// borrow adds the statement with span replaced by other, a span elsewhere in
// the document, in one of the ways that a lying writer has.
func (m *mutator) borrow(kind string, span, other wiredesk.Span) {
	var kept []wiredesk.Span
	for _, k := range m.kept {
		if !k.Contains(span) {
			kept = append(kept, k)
			continue
		}
		kept = append(kept, wiredesk.Span{Start: k.Start, End: span.Start}, other, wiredesk.Span{Start: span.End, End: k.End})
	}
	e := m.ev()
	around := wiredesk.Span{Start: min(e.Start, m.sentenceStart(other.Start)), End: max(e.End, m.sentenceEnd(other.End))}
	switch m.rng.IntN(5) {
	case 0:
		m.lie(kind, wiredesk.Trimmed, []wiredesk.Span{e, other}, kept)
	case 1:
		m.lie(kind, wiredesk.Joined, []wiredesk.Span{e, {Start: m.sentenceStart(other.Start), End: m.sentenceEnd(other.End)}}, kept)
	case 2:
		m.lie(kind, wiredesk.Trimmed, []wiredesk.Span{around}, kept)
	case 3: // three evidences in turn, each of them used
		m.lie(kind, wiredesk.Joined, []wiredesk.Span{{Start: e.Start, End: span.Start}, other, {Start: span.End, End: e.End}}, kept)
	default: // splice: from the one sentence into the other, in the order of the source
		a, b := wiredesk.Span{Start: e.Start, End: span.Start}, wiredesk.Span{Start: other.Start, End: m.sentenceEnd(other.End)}
		if other.End <= e.Start {
			a, b = wiredesk.Span{Start: m.sentenceStart(other.Start), End: other.End}, wiredesk.Span{Start: span.End, End: e.End}
		}
		m.lie(kind, wiredesk.Trimmed, []wiredesk.Span{{Start: a.Start, End: b.End}}, []wiredesk.Span{a, b})
	}
}

func (m *mutator) sentenceStart(i int) int {
	return max(strings.LastIndex(m.doc.Text[:i], ". ")+2, strings.LastIndex(m.doc.Text[:i], "\n")+1, 0)
}

func (m *mutator) sentenceEnd(i int) int {
	end := len(m.doc.Text)
	for _, sep := range []string{". ", ".\n"} {
		if k := strings.Index(m.doc.Text[i:], sep); k >= 0 {
			end = min(end, i+k+1)
		}
	}
	if k := strings.Index(m.doc.Text[i:], "\n"); k >= 0 {
		end = min(end, i+k)
	}
	return end
}

// others returns those of spans that lie outside the evidence and do not read
// as span does.
func (m *mutator) others(spans []wiredesk.Span, span wiredesk.Span) []wiredesk.Span {
	var out []wiredesk.Span
	for _, o := range spans {
		if !o.Overlaps(m.ev()) && o.Of(m.doc.Text) != span.Of(m.doc.Text) {
			out = append(out, o)
		}
	}
	return out
}

// ---- kinds

// swaps replaces numbers, names, dates and words by others, and adds
// negations.
func (m *mutator) swaps() {
	t := m.doc.Text
	for _, n := range m.pick(m.found(numberRE)) {
		digits := []byte(n.Of(t))
		for i, c := range digits {
			if c >= '0' && c <= '9' {
				digits[i] = '0' + byte(int(c-'0'+1)+m.rng.IntN(8))%10
			}
		}
		m.naive("number random", m.replaced(n, string(digits)))
		m.swap("number of the document", n, m.others(m.nums, n))
		if n.Len() > 1 {
			m.cutIn("number cut", n)
		}
	}
	for _, n := range m.pick(m.found(nameRE)) {
		m.swap("name of the document", n, m.others(m.names, n))
	}
	dates := find(dateRE, t)
	for _, n := range m.pick(m.found(dateRE)) {
		m.swap("date", n, m.others(dates, n))
	}
	for _, w := range m.pick(m.found(regexp.MustCompile(`\b(?:was|were|is|are|has|had|will|would|could|did) `))) {
		m.naive("negation added", m.replaced(w, w.Of(t)+"not "))
		if nots := m.others(find(regexp.MustCompile(`not |never |no `), t), w); len(nots) > 0 {
			m.borrow("negation added", wiredesk.Span{Start: w.End, End: w.End}, nots[m.rng.IntN(len(nots))])
		}
	}
	for _, p := range antonyms {
		for i := range p {
			re := regexp.MustCompile(`\b` + p[i] + `\b`)
			for _, w := range m.pick(m.found(re))[:min(1, len(m.found(re)))] {
				m.naive("antonym", m.replaced(w, p[1-i]))
				if o := m.others(find(regexp.MustCompile(`\b`+p[1-i]+`\b`), t), w); len(o) > 0 {
					m.borrow("antonym", w, o[m.rng.IntN(len(o))])
				}
			}
		}
	}
}

// swap replaces span by one of others, in both ways.
func (m *mutator) swap(kind string, span wiredesk.Span, others []wiredesk.Span) {
	if len(others) == 0 {
		return
	}
	o := others[m.rng.IntN(len(others))]
	m.naive(kind, m.replaced(span, o.Of(m.doc.Text)))
	m.borrow(kind, span, o)
}

// cutIn deletes some bytes of what stands at span.
func (m *mutator) cutIn(kind string, span wiredesk.Span) {
	i := span.Start + m.rng.IntN(span.Len())
	j := i + 1 + m.rng.IntN(span.End-i)
	if j-i < span.Len() {
		m.lie(kind, wiredesk.Trimmed, []wiredesk.Span{m.ev()}, without(m.kept, wiredesk.Span{Start: i, End: j}))
	}
}

// exchange lets two names or numbers of the statement change places.
func (m *mutator) exchange() {
	t := m.doc.Text
	for _, re := range []*regexp.Regexp{nameRE, numberRE} {
		ns := m.found(re)
		if len(ns) < 2 {
			continue
		}
		for range m.each {
			i := m.rng.IntN(len(ns) - 1)
			a, b := ns[i], ns[i+1+m.rng.IntN(len(ns)-i-1)]
			if a.Of(t) == b.Of(t) {
				continue
			}
			e := m.ev()
			kept := []wiredesk.Span{{Start: e.Start, End: a.Start}, b, {Start: a.End, End: b.Start}, a, {Start: b.End, End: e.End}}
			var text strings.Builder
			for _, k := range kept {
				text.WriteString(k.Of(t))
			}
			m.naive("exchanged", text.String())
			m.lie("exchanged", wiredesk.Trimmed, []wiredesk.Span{e}, kept)
		}
	}
}

// drops leaves out what a statement must not lose.
func (m *mutator) drops() {
	for _, k := range []struct {
		kind string
		re   *regexp.Regexp
	}{
		{"negation dropped", negationRE}, {"hedge dropped", hedgeRE}, {"bound dropped", boundRE},
		{"modal dropped", modalRE}, {"condition dropped", conditionRE},
	} {
		for _, w := range m.pick(m.found(k.re)) {
			m.naive(k.kind, strings.ReplaceAll(m.replaced(w, ""), "  ", " "))
			m.drop(k.kind, w)
		}
	}
	for _, w := range m.pick(m.found(clauseRE)) {
		x := w.Of(m.doc.Text)
		loss := sayRE.MatchString(x)
		for _, re := range []*regexp.Regexp{negationRE, hedgeRE, modalRE, conditionRE} {
			loss = loss || re.MatchString(x)
		}
		if next := m.doc.Text[w.End:min(len(m.doc.Text), w.End+5)]; loss || x[0] == ',' && (strings.HasPrefix(next, " and ") || strings.HasPrefix(next, " or ")) {
			m.lie("clause dropped", wiredesk.Trimmed, []wiredesk.Span{m.ev()}, without(m.kept, w))
		} else if m.unsure {
			m.lie("unsure", wiredesk.Trimmed, []wiredesk.Span{m.ev()}, without(m.kept, w))
		}
	}
	// a run of words that neither comma nor bracket bounds
	ws := m.found(wordRE)
	for range m.each {
		if len(ws) < 6 {
			break
		}
		i := 1 + m.rng.IntN(len(ws)-2)
		j := min(i+m.rng.IntN(4), len(ws)-2)
		if t := m.doc.Text; t[ws[i].Start-1] == ' ' && isLetter(t[ws[i].Start-2]) && t[ws[j].End] == ' ' {
			m.drop("words dropped", wiredesk.Span{Start: ws[i].Start, End: ws[j].End})
		}
	}
	for _, w := range m.pick(ws) {
		if w.Len() > 3 {
			m.cutIn("word cut", w)
		}
	}
}

func isLetter(b byte) bool { return unicode.IsLetter(rune(b)) }

// attributions takes the source away from a statement or names another.
func (m *mutator) attributions() {
	t := m.doc.Text
	accuses := accuseRE.MatchString(m.s.Text)
	for _, re := range []*regexp.Regexp{byRE, fromRE} {
		for _, w := range m.pick(m.found(re)) {
			if strings.HasSuffix(w.Of(t), ".") {
				w.End--
			}
			m.naive("attribution dropped", m.replaced(w, ""))
			c := assemble(m.doc, wiredesk.Trimmed, []wiredesk.Span{m.ev()}, without(m.kept, w))
			m.out = append(m.out, mutant{"attribution dropped", true, c}) // to nobody
			if accuses || re == fromRE {
				for _, n := range m.pick(find(nameRE, w.Of(t))) {
					c := *c
					name := n.Of(w.Of(t))
					c.AttributedTo = &name
					m.out = append(m.out, mutant{"accusation unattributed", true, &c})
				}
			}
		}
	}
	m.speakers()
}

// speakers ascribes the statement to somebody who does not speak in it: to a
// name of the document that it does not hold or, where nobody speaks in it, to
// one that it does.
func (m *mutator) speakers() {
	t := m.doc.Text
	full := m.ev().Of(t)
	names := m.others(m.names, wiredesk.Span{})
	if !sayRE.MatchString(full) && !regexp.MustCompile(`\b\p{Ll}+(?:ed|s|ing) (?:that|how|why)\b`).MatchString(full) {
		names = append(names, m.found(nameRE)...)
	}
	for _, n := range m.pick(names) {
		name := n.Of(t)
		if n.Overlaps(m.ev()) && silent(full) || !strings.Contains(full, name) {
			c := *m.s
			c.AttributedTo = &name
			m.out = append(m.out, mutant{"speaker changed", true, &c})
		}
	}
	for _, n := range m.pick(m.found(nameRE)) {
		if sayRE.MatchString(t[n.End:min(len(t), n.End+10)]) {
			m.swap("speaker changed", n, m.others(m.names, n))
		}
	}
}

// silent reports whether nobody says, thinks or finds anything in text, as far
// as a short list of verbs tells.
func silent(text string) bool {
	return !regexp.MustCompile(`(?i)\b(?:say|said|tell|told|call|ask|warn|report|accus|agree|expect|show|f[io]u?nd|announc|promis|predict|believ|thought|insist|demand|urg|describ|vow|estimat|cit|read|publish|brief|hear|rul|know|confirm|note|reveal|put|learn|argu|rul|disput|complain|suggest|declar|post|blam|charg|prais|condemn|deni|den|accord|tweet|respond)`).MatchString(text)
}

// quotations changes what stands between quotation marks.
func (m *mutator) quotations() {
	for _, q := range m.found(quoteRE) {
		var ws []wiredesk.Span
		for _, w := range find(wordRE, q.Of(m.doc.Text)) {
			ws = append(ws, wiredesk.Span{Start: q.Start + w.Start, End: q.Start + w.End})
		}
		all := find(wordRE, m.doc.Text)
		for _, w := range m.pick(ws) {
			m.naive("quotation", m.replaced(w, "really"))
			m.swap("quotation", w, m.others(all, w))
			m.drop("quotation", w)
		}
		if len(ws) > 3 {
			i := 1 + m.rng.IntN(len(ws)-2)
			m.drop("quotation", wiredesk.Span{Start: ws[i].Start, End: q.End})
		}
	}
}

// narrow shortens the evidence to a part of the sentence: from behind a verb
// of saying or a conjunction, to before a comma, or at any word.
func (m *mutator) narrow() {
	e := m.ev()
	if m.s.Kind != wiredesk.Verbatim {
		return
	}
	starts := m.found(regexp.MustCompile(`(?:that|said|denied|whether|if|not|according to|but|claimed|, ) `))
	for _, w := range append(m.pick(starts), m.pick(m.found(regexp.MustCompile(`\p{L} `)))...) {
		// what begins with a dash has lost a dateline only
		if n := (wiredesk.Span{Start: w.End, End: e.End}); n.Len() > 8 && strings.TrimLeft(n.Of(m.doc.Text), "—–-") == n.Of(m.doc.Text) {
			m.lie("evidence narrowed", wiredesk.Verbatim, []wiredesk.Span{n}, []wiredesk.Span{n})
		}
	}
	ends := m.found(regexp.MustCompile(`\p{L}[,;:] `))
	for _, w := range append(m.pick(ends), m.pick(m.found(regexp.MustCompile(`\p{L} `)))...) {
		for _, end := range []int{w.End - 1, w.End - 2} {
			if n := (wiredesk.Span{Start: e.Start, End: end}); n.Len() > 8 && utf8Boundary(m.doc.Text, end) {
				m.lie("evidence narrowed", wiredesk.Verbatim, []wiredesk.Span{n}, []wiredesk.Span{n})
			}
		}
	}
}

func utf8Boundary(t string, i int) bool { return i >= len(t) || t[i]&0xC0 != 0x80 }

// records makes the evidence false: shifted, with another hash, quote, place
// or document.
func (m *mutator) records() {
	e := m.ev()
	edit := func(kind string, f func(*wiredesk.Evidence)) {
		c := *m.s
		c.Evidence = slices.Clone(c.Evidence)
		f(&c.Evidence[0])
		m.out = append(m.out, mutant{kind, false, &c})
	}
	edit("hash", func(v *wiredesk.Evidence) { v.SHA256 = wiredesk.Hash(v.Quote + " ") })
	edit("hash", func(v *wiredesk.Evidence) { v.SHA256 = "" })
	edit("hash", func(v *wiredesk.Evidence) { v.Quote += " " })
	other := m.docs[m.rng.IntN(len(m.docs))]
	if other.Text != m.doc.Text {
		edit("document", func(v *wiredesk.Evidence) { v.Document = other.ID })
		if end := e.End; end <= len(other.Text) && utf8Boundary(other.Text, end) && utf8Boundary(other.Text, e.Start) && e.Of(other.Text) != e.Of(m.doc.Text) {
			edit("document", func(v *wiredesk.Evidence) { *v = wiredesk.Cite(other, e) })
		}
	}
	edit("document", func(v *wiredesk.Evidence) { v.Document = "nowhere" })
	for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}} {
		n := wiredesk.Span{Start: e.Start + d[0], End: e.End + d[1]}
		edit("shifted", func(v *wiredesk.Evidence) { v.Start, v.End = n.Start, n.End })
		if n.Start >= 0 && n.End <= len(m.doc.Text) && utf8Boundary(m.doc.Text, n.Start) && utf8Boundary(m.doc.Text, n.End) && m.s.Kind == wiredesk.Verbatim {
			m.lie("shifted", wiredesk.Verbatim, []wiredesk.Span{n}, []wiredesk.Span{n})
		}
	}
}
