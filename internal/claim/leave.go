package claim

import (
	"slices"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// manners are the ways to leave a post that exclude each other.
var manners = []wordlist.Set{
	wordlist.NewSet(`resign quit resignation`),
	wordlist.NewSet(`fire sack dismiss oust dismissal sacking ouster firing`),
	wordlist.NewSet(`mutual`), // by mutual agreement
}

// leaving are words for it that do not tell how.
var leaving = wordlist.NewSet(`leave departure depart outgoing exit`)

// A departure is how a report says that somebody left a post.
type departure struct {
	mention
	manner int
}

// departures compares how the reports say that one person left a post: of own
// accord, by order, or as agreed.
func (s *story) departures() {
	by := map[string][]departure{}
	var order []string
	for _, d := range s.docs {
		who, all := d.departures()
		for _, x := range all {
			if by[who] == nil {
				order = append(order, who)
			}
			by[who] = append(by[who], x)
		}
	}
	for _, who := range order {
		sides := make([][]mention, len(manners))
		for _, x := range by[who] {
			sides[x.manner] = append(sides[x.manner], x.mention)
		}
		sides = slices.DeleteFunc(sides, func(ms []mention) bool { return len(ms) == 0 })
		if len(sides) == 2 && s.apart(sides[0], sides[1]) {
			slices.SortStableFunc(sides, func(a, b []mention) int { return a[0].Report - b[0].Report })
			s.add(kindStatus, "departure of "+s.names[who], open, []string{sides[0][0].value, sides[1][0].value}, sides)
		}
	}
}

// departures returns the one person of whom d says that they left, and where it
// says how; "" if there are several, or if it gives two ways.
func (d *doc) departures() (who string, all []departure) {
	for i := range d.n {
		m := slices.IndexFunc(manners, func(set wordlist.Set) bool { return set.Has(d.Lemmas[i]) })
		if m < 0 && !leaving.Has(d.low[i]) && !leaving.Has(d.Lemmas[i]) {
			continue
		}
		if e := d.leaver(i); e != "" {
			if who != "" && who != e {
				return "", nil
			}
			who = e
		}
		if m < 0 || !d.ofPost(i) || d.denied(i) {
			continue
		}
		if len(all) > 0 && all[0].manner != m {
			return "", nil
		}
		all = append(all, departure{mention{Place: d.place(i), value: d.manner(i), saidBy: d.saidBy(d.Tokens[i].Span)}, m})
	}
	if who == "" {
		return "", nil
	}
	return who, all
}

// leaver returns the person that word i says it of: "Ana Marsh left", "the
// outgoing mayor, Ana Marsh"; or "".
func (d *doc) leaver(i int) string {
	near := []int{i}
	if d.Rels[i] == parse.Amod {
		near = append(near, int(d.Heads[i]))
	}
	for _, h := range near {
		for _, c := range append([]int{h}, d.kids[h]...) {
			switch d.Rels[c].Universal() {
			case "nsubj", "obj", "appos", "flat", "nmod":
				if d.isPerson(c) && (c != i || h != i) {
					return d.entity(c)
				}
			}
		}
	}
	return ""
}

// ofPost reports whether word i tells how somebody leaves a post: not that shots
// were fired, nor of a mutual friend.
func (d *doc) ofPost(i int) bool {
	whom := -1
	switch d.Lemmas[i] {
	case "mutual":
		s := d.Sentences[d.sentence[i]]
		by := i - 1
		if by > 0 && d.upos(by) == tag.PUNCT {
			by--
		}
		return i+1 < d.n && by >= s.First && d.low[by] == "by" && (d.low[i+1] == "agreement" || d.low[i+1] == "consent") &&
			slices.ContainsFunc(d.Lemmas[s.First:min(s.Last, d.n)], leaving.Has)
	case "fire", "dismiss", "sack", "oust":
		whom = d.kid(i, parse.Obj, parse.NsubjPass)
	case "resign", "quit":
		if whom = d.kid(i, parse.Nsubj); whom < 0 && i > 0 && posts.Has(d.low[i-1]) {
			return d.low[i] != "resign" // "its editor quit"
		}
	default:
		return d.kid(i, parse.NmodPoss) >= 0
	}
	return d.upos(i) == tag.VERB && d.real(i) && whom >= 0 && (d.isPerson(whom) || posts.Has(d.Lemmas[whom]))
}

// isPerson reports whether token i names a person.
func (d *doc) isPerson(i int) bool {
	return d.mentionAt[i] >= 0 && d.Mentions[d.mentionAt[i]].Type == "person"
}

// manner returns the words for it at token i.
func (d *doc) manner(i int) string {
	if d.Lemmas[i] == "mutual" {
		return joined("by", d.low[i], d.low[i+1])
	}
	return d.low[i]
}

// posts are nouns for who holds one.
var posts = wordlist.NewSet(`executive chief chairman chairwoman chair boss head director minister secretary president manager coach ceo commissioner governor mayor
	premier editor treasurer principal dean`)
