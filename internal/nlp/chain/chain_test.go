package chain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/chain"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// kinds are the letters that mark names in the texts of tests: "[p Ana Marsh]".
var kinds = map[byte]string{'p': "person", 'o': "organisation", 'l': "place", 'x': "other"}

// text reads a text with marked names. Its tags are a guess by small lists of
// words: what the lists do not know is a noun, or a proper noun if it has a
// capital.
func text(marked string) chain.Text {
	var t chain.Text
	var b strings.Builder
	for rest := marked; rest != ""; {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:open])
		name, after, _ := strings.Cut(rest[open+3:], "]")
		start := b.Len()
		b.WriteString(name)
		t.Names = append(t.Names, wiredesk.Mention{Span: wiredesk.Span{Start: start, End: b.Len()}, Type: kinds[rest[open+1]]})
		rest = after
	}
	t.Text = b.String()
	cut := segment.Cut(t.Text)
	t.Tokens, t.Sentences = cut.Tokens, cut.Sentences
	for _, k := range t.Tokens {
		t.Tags = append(t.Tags, guess(k.Of(t.Text)))
	}
	return t
}

var tagged = map[string]wordlist.Set{
	"DET":   wordlist.NewSet(`the a an this that`),
	"PRON":  wordlist.NewSet(`he she him his her hers himself herself it its they their who which i we you my`),
	"ADP":   wordlist.NewSet(`of for in at on with by to from near after`),
	"CCONJ": wordlist.NewSet(`and or but`),
	"AUX":   wordlist.NewSet(`is was are were had has will would be been`),
	"VERB": wordlist.NewSet(`said told met heads leads left came resigned spoke thanked saw called opened closed praised fled asked won lost
		arrived read swam joined hurt`),
	"ADJ":  wordlist.NewSet(`new old former deputy prime angry rival quiet great`),
	"ADV":  wordlist.NewSet(`later not then again`),
	"PART": wordlist.NewSet(`'s ’s n't`),
}

func guess(w string) string {
	r, _ := utf8.DecodeRuneInString(w)
	for _, t := range []string{"DET", "PRON", "ADP", "CCONJ", "AUX", "VERB", "ADJ", "ADV", "PART"} {
		if tagged[t].Has(strings.ToLower(w)) && (t != "ADJ" || unicode.IsLower(r)) {
			return t
		}
	}
	switch {
	case unicode.IsDigit(r):
		return "NUM"
	case !unicode.IsLetter(r):
		return "PUNCT"
	case unicode.IsUpper(r):
		return "PROPN"
	}
	return "NOUN"
}

// mentions writes the mentions of a text as "Ana Marsh=e1", and "Marsh" for
// one that is not resolved.
func mentions(t chain.Text, got []wiredesk.Mention) string {
	var out []string
	for _, m := range got {
		s := m.Of(t.Text)
		if m.Entity != "" {
			s += "=" + m.Entity
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func TestNames(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"the same name", "[p Ana Marsh] spoke. [p Ana Marsh] left.", "Ana Marsh=e1 | Ana Marsh=e1"},
		{"in other letters", "[l PORT ORLE] was quiet. [l Port Orle] is old.", "PORT ORLE=e1 | Port Orle=e1"},
		{"an owner", "[p Ana Marsh] spoke. [p Marsh's] friends left.", "Ana Marsh=e1 | Marsh's=e1"},
		{"surname", "[p Ana Marsh] met [p Ben Tarn]. [p Tarn] left.", "Ana Marsh=e1 | Ben Tarn=e2 | Tarn=e2"},
		{"surname first in a headline", "[p Tarn] left\n\n[p Ben Tarn] left.", "Tarn=e1 | Ben Tarn=e1"},
		{"first name", "[p Rosalba Tarn] met [p Ben Marsh]. [p Rosalba] left.", "Rosalba Tarn=e1 | Ben Marsh=e2 | Rosalba=e1"},
		{"two words of a surname", "[p Ines Ben Orlan] won. [p Ben Orlan] left.", "Ines Ben Orlan=e1 | Ben Orlan=e1"},
		{"middle name left out", "[p Joram K. Weld] won. [p Joram Weld] left.", "Joram K. Weld=e1 | Joram Weld=e1"},
		{"initial", "[p Karim Sadoun] won. [p K. Sadoun] left.", "Karim Sadoun=e1 | K. Sadoun=e1"},
		{"another initial", "[p Karim Sadoun] won. [p T. Sadoun] left.", "Karim Sadoun=e1 | T. Sadoun=e2"},
		{"an initial of two", "[p Karim Sadoun] met [p Kamal Sadoun]. [p K. Sadoun] left.", "Karim Sadoun=e1 | Kamal Sadoun=e2 | K. Sadoun=e3"},
		{"junior", "[p Ned Orle] met [p Ned Orle Jr]. [p Orle] left.", "Ned Orle=e1 | Ned Orle Jr=e2 | Orle"},
		{"two of one surname", "[p Radim Kopek] and [p Libor Kopek] fled.\n\n[p Kopek] came later.", "Radim Kopek=e1 | Libor Kopek=e2 | Kopek"},
		{"nearness decides", "[p Radim Kopek] and [p Libor Kopek] fled.\n\n[p Libor Kopek] came later. [p Kopek] spoke.", "Radim Kopek=e1 | Libor Kopek=e2 | Libor Kopek=e2 | Kopek=e2"},
		{"honorific decides", "[p Maria Kopek] and [p Robert Kopek] fled.\n\nMr [p Kopek] came later.", "Maria Kopek=e1 | Robert Kopek=e2 | Kopek=e2"},
		{"honorific disagrees", "[p Maria Kopek] fled. Mr [p Kopek] came later.", "Maria Kopek=e1 | Kopek=e2"},
		{"honorific in the name", "[p Mrs Kopek] met [p Mr Kopek]. [p Mr Kopek] left.", "Mrs Kopek=e1 | Mr Kopek=e2 | Mr Kopek=e2"},
		{"bare name of a couple", "[p Mrs Kopek] met [p Mr Kopek]. [p Kopek] left.", "Mrs Kopek=e1 | Mr Kopek=e2 | Kopek"},
		{"a title is no name", "[p Minister] spoke.", "Minister"},
		{"place of a surname", "[p Chuck Orlan] left [l Orlan].", "Chuck Orlan=e1 | Orlan=e2"},
		{"most decide the type", "[o Telvane] closed. [p Telvane] opened. [o Telvane] closed.", "Telvane=e1 | Telvane=e1 | Telvane=e1"},
		{"acronym in brackets", "The [o Vale Rail Agency] ([o VRA]) closed. [o VRA] said so.", "Vale Rail Agency=e1 | VRA=e1 | VRA=e1"},
		{"acronym by letters within words", "The [o Orlan Development Bank] ([o OrDB]) closed.", "Orlan Development Bank=e1 | OrDB=e1"},
		{"brackets of something else", "The [o Vale Rail Agency] ([l ORLE]) closed.", "Vale Rail Agency=e1 | ORLE=e2"},
		{"initials", "The [o Union of Quiet Towns] met. [o UQT] left.", "Union of Quiet Towns=e1 | UQT=e1"},
		{"initials of two", "The [o Vale Rail Agency] met the [o Vast Rope Association]. [o VRA] left.", "Vale Rail Agency=e1 | Vast Rope Association=e2 | VRA=e3"},
		{"front", "[o Meridane Press Agency] closed. [o Meridane] said so.", "Meridane Press Agency=e1 | Meridane=e1"},
		{"front of two", "[o Meridane Press Agency] met [o Meridane Foods]. [o Meridane] left.", "Meridane Press Agency=e1 | Meridane Foods=e2 | Meridane=e3"},
		{"front of a place", "[l Orle] is near [l Orle Bridge].", "Orle=e1 | Orle Bridge=e2"},
		{"any university", "[o University of Orle] met a [o University].", "University of Orle=e1 | University=e2"},
		{"legal form", "[o Telvane Ltd] closed. [o Telvane] said so.", "Telvane Ltd=e1 | Telvane=e1"},
		{"ministry of", "The [o Ministry of Fish] closed. The [o Fish Ministry] said so.", "Ministry of Fish=e1 | Fish Ministry=e1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := text(tt.text)
			got, _ := chain.Find(in, chain.Options{NamesOnly: true})
			if diff := cmp.Diff(tt.want, mentions(in, got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRoles(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{ // want: the role of the first person
		{"title", "Then police chief [p Chuck Orlan] spoke.", "police chief"},
		{"title in capitals", "Prime Minister [p Irena Halle] spoke.", "Prime Minister"},
		{"after an owner", "The town's transport minister [p Irena Halle] spoke.", "transport minister"},
		{"before an honorific", "The defence minister Mr [p Halle] spoke.", "defence minister"},
		{"rank", "Col. [p Irena Halle] spoke.", "Col."},
		{"a role beats a rank", "Col. [p Irena Halle], head of the mountain patrol, spoke.", "head of the mountain patrol"},
		{"honorific only", "Mr [p Halle] spoke.", ""},
		{"apposition", "[p Ben Tarn], the harbour master, spoke.", "harbour master"},
		{"apposition with an age", "[p Ben Tarn], 43, a nurse at the quiet hospital, spoke.", "nurse at the quiet hospital"},
		{"apposition at the end", "They met [p Ben Tarn], a baker.", "baker"},
		{"two in one", "[p Ben Tarn], a trader and former teacher, spoke.", "trader and former teacher"},
		{"apposition before", "Its chairman, [p Ben Tarn], spoke.", "chairman"},
		{"apposition before, with a preposition", "A spokesman for the club, [p Ben Tarn], spoke.", "spokesman for the club"},
		{"who heads", "[p Ben Tarn], who heads the agency for fish, spoke.", "heads the agency for fish"},
		{"who is", "[p Ben Tarn], who is the mayor of Orle, spoke.", "mayor of Orle"},
		{"copula", "[p Ben Tarn] is the mayor of Orle.", "mayor of Orle"},
		{"copula, not", "[p Ben Tarn] is not the mayor of Orle.", ""},
		{"copula, before", "[p Ben Tarn] was the mayor of Orle.", ""},
		{"copula, asked", "So [p Ben Tarn] is the mayor of Orle?", ""},
		{"copula, said", "“[p Ben Tarn] is a baker,” Marsh said.", ""},
		{"title beats copula", "[p Ben Tarn] is a baker. Police chief [p Ben Tarn] spoke.", "Police chief"},
		{"longer form", "Minister [p Ben Tarn] spoke. Transport minister [p Ben Tarn] left.", "Transport minister"},
		{"no role", "Last Monday [p Ben Tarn] spoke.", ""},
		{"a clause", "[p Ben Tarn], the mayor said, left.", ""},
		{"a list", "[p Ben Tarn], the mayor and Ana Marsh left.", ""},
		{"a list with a comma", "They saw [p Ben Tarn], the mayor, and others.", ""},
		{"the role of the next", "[p Ben Tarn], coach [p Ana Marsh] and others left.", ""},
		{"kinship", "His father, [p Ben Tarn], spoke.", ""},
		{"no accusation", "The killer, [p Ben Tarn], spoke.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, entities := chain.Find(text(tt.text), chain.Options{})
			if diff := cmp.Diff(tt.want, entities[0].Role); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNominals(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"role", "Police chief [p Chuck Orlan] spoke. The chief left. The police chief came.", "Chuck Orlan=e1 | The chief=e1 | The police chief=e1"},
		{"another minister", "Transport minister [p Ana Marsh] spoke. The health minister left.", "Ana Marsh=e1"},
		{"two ministers", "Transport minister [p Ana Marsh] met health minister [p Ben Tarn]. The minister left.", "Ana Marsh=e1 | Ben Tarn=e2"},
		{"a minister before", "A minister left. Transport minister [p Ana Marsh] spoke. The minister came.", "Ana Marsh=e1"},
		{"not the deputy", "Deputy mayor [p Ana Marsh] spoke. The mayor left.", "Ana Marsh=e1"},
		{"the deputy", "Deputy mayor [p Ana Marsh] spoke. The deputy mayor left.", "Ana Marsh=e1 | The deputy mayor=e1"},
		{"of something else", "Police chief [p Chuck Orlan] spoke. The chief of the club left.", "Chuck Orlan=e1"},
		{"the title of another", "Mayor [p Ana Marsh] spoke. The mayor [p Ben Tarn] left.", "Ana Marsh=e1 | Ben Tarn=e2"},
		{"ministry", "The [o Fish Ministry] closed. The ministry said so.", "Fish Ministry=e1 | The ministry=e1"},
		{"two ministries", "The [o Fish Ministry] met the [o Rope Ministry]. The ministry said so.", "Fish Ministry=e1 | Rope Ministry=e2"},
		{"company", "[o Telvane Ltd] closed. The company said so.", "Telvane Ltd=e1 | The company=e1"},
		{"another was named last", "[o Telvane Ltd] met [o Orlane]. The company said so.", "Telvane Ltd=e1 | Orlane=e2"},
		{"kind beside the name", "[o Orlane], a bank, closed. The bank said so.", "Orlane=e1 | The bank=e1"},
		{"they and it", "[o Telvane Ltd] closed. It said they left.", "Telvane Ltd=e1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := text(tt.text)
			got, _ := chain.Find(in, chain.Options{})
			if diff := cmp.Diff(tt.want, mentions(in, got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPronouns(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"honorific", "Ms [p Tarn] spoke. She left.", "Tarn=e1 | She=e1"},
		{"honorific disagrees", "Ms [p Tarn] spoke. He left.", "Tarn=e1"},
		{"first name", "[p Maria Tarn] met [p Robert Marsh]. He left. She spoke.", "Maria Tarn=e1 | Robert Marsh=e2 | He=e2 | She=e1"},
		{"role tells", "[p Odde Tarn], an actress, met [p Robert Marsh]. She left.", "Odde Tarn=e1 | Robert Marsh=e2 | She=e1"},
		{"possessive", "[p Maria Tarn] left with her dog.", "Maria Tarn=e1 | her=e1"},
		{"subject of two", "[p Robert Tarn] met [p Peter Marsh]. He left.", "Robert Tarn=e1 | Peter Marsh=e2 | He=e1"},
		{"two subjects", "[p Robert Tarn] left and [p Peter Marsh] came. He spoke.", "Robert Tarn=e1 | Peter Marsh=e2"},
		{"object of two", "[p Robert Tarn] met [p Peter Marsh]. They saw him.", "Robert Tarn=e1 | Peter Marsh=e2"},
		{"somebody without a name", "[p Robert Tarn] spoke. A guard left. He fled.", "Robert Tarn=e1"},
		{"a guard of the other sex", "[p Robert Tarn] spoke. A waitress left. He fled.", "Robert Tarn=e1 | He=e1"},
		{"too far", "[p Robert Tarn] spoke. Dogs came. Dogs left. Dogs swam. He fled.", "Robert Tarn=e1"},
		{"in reach", "[p Robert Tarn] spoke. Dogs came. He fled.", "Robert Tarn=e1 | He=e1"},
		{"chain", "[p Robert Tarn] spoke. He left. Dogs came. He fled.", "Robert Tarn=e1 | He=e1 | He=e1"},
		{"gender not known, alone", "[p Odde Tarn] spoke. She left.", "Odde Tarn=e1 | She=e1"},
		{"gender not known, two", "[p Odde Tarn] met [p Isk Marsh]. Dogs came. She saw [p Isk Marsh].", "Odde Tarn=e1 | Isk Marsh=e2 | She=e1 | Isk Marsh=e2"},
		{"gender not known, and one known", "[p Maria Marsh] spoke. [p Odde Tarn] left. She fled.", "Maria Marsh=e1 | Odde Tarn=e2"},
		{"once told, known", "[p Odde Tarn] spoke. She left. Then [p Odde Tarn] came. He fled.", "Odde Tarn=e1 | She=e1 | Odde Tarn=e1"},
		{"reporter in a quotation", "[p Robert Tarn] came. “He lost,” said [p Peter Marsh].", "Robert Tarn=e1 | Peter Marsh=e2"},
		{"speaker after a quotation", "[p Robert Tarn] came. “[p Peter Marsh] lost,” he said.", "Robert Tarn=e1 | Peter Marsh=e2 | he=e1"},
		{"within a quotation", "[p Robert Tarn] said: “[p Peter Marsh] came and he lost.”", "Robert Tarn=e1 | Peter Marsh=e2 | he=e2"},
		{"what is still to come", "[p Robert Tarn] came. In his book [p Peter Marsh] said so.", "Robert Tarn=e1 | Peter Marsh=e2"},
		{"to the chief", "Police chief [p Robert Orlan] spoke. Dogs came. The chief left. He swam.", "Robert Orlan=e1 | The chief=e1 | He=e1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := text(tt.text)
			got, _ := chain.Find(in, chain.Options{})
			if diff := cmp.Diff(tt.want, mentions(in, got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTree checks what the tree tells and the order of words does not.
func TestTree(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		arcs             map[string]string // dependent -> "relation head"; the rest hangs from the root
	}{
		{"himself is the subject", "[p Robert Tarn] said [p Peter Marsh] hurt himself.", "Robert Tarn=e1 | Peter Marsh=e2 | himself=e2",
			map[string]string{"Robert": "nsubj said", "Tarn": "flat Robert", "Peter": "nsubj hurt", "Marsh": "flat Peter", "himself": "obj hurt"}},
		{"him is not the subject", "[p Robert Tarn] saw him.", "Robert Tarn=e1",
			map[string]string{"Robert": "nsubj saw", "Tarn": "flat Robert", "him": "obj saw"}},
		{"a list, not a role", "[p Ben Tarn], the mayor, spoke.", "Ben Tarn=e1",
			map[string]string{"Ben": "nsubj spoke", "Tarn": "flat Ben", "mayor": "conj Ben"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := text(tt.text)
			at := map[string]int32{}
			for i, k := range in.Tokens {
				at[k.Of(in.Text)] = int32(i)
			}
			in.Heads, in.Rels = make([]int32, len(in.Tokens)), make([]string, len(in.Tokens))
			for i, k := range in.Tokens {
				in.Heads[i], in.Rels[i] = int32(i), "root"
				if rel, head, ok := strings.Cut(tt.arcs[k.Of(in.Text)], " "); ok {
					in.Heads[i], in.Rels[i] = at[head], rel
				}
			}
			got, entities := chain.Find(in, chain.Options{})
			if diff := cmp.Diff(tt.want, mentions(in, got)); diff != "" {
				t.Error(diff)
			}
			if entities[0].Role != "" {
				t.Errorf("role %q", entities[0].Role)
			}
		})
	}
}

func TestEntities(t *testing.T) {
	in := text("Police chief [p Irena Halle] spoke in [l Orle]. [p Halle] met the [o Vale Rail Agency] ([o VRA]). She left [l Orle] later.")
	_, got := chain.Find(in, chain.Options{})
	want := []wiredesk.Entity{
		{ID: "e1", Name: "Irena Halle", Type: "person", Role: "Police chief", Aliases: []string{"Halle"}, Mentions: 3, Documents: []wiredesk.DocumentID{}},
		{ID: "e2", Name: "Orle", Type: "place", Aliases: []string{}, Mentions: 2, Documents: []wiredesk.DocumentID{}},
		{ID: "e3", Name: "Vale Rail Agency", Type: "organisation", Aliases: []string{"VRA"}, Mentions: 2, Documents: []wiredesk.DocumentID{}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCredits: who made a report is nobody in it, but a mention.
func TestCredits(t *testing.T) {
	mentions, got := chain.Find(text("[p Ana Roe] spoke.\n\n(Reporting by [p Olga Marsh] in [l Orle]; editing by [p Peter Holt])"), chain.Options{})
	if len(mentions) != 4 || len(got) != 1 || got[0].Name != "Ana Roe" || mentions[1].Entity != "" || mentions[1].Type != "person" {
		t.Errorf("mentions %+v, entities %+v", mentions, got)
	}
	if _, got := chain.Find(text("A book with reporting by [p Olga Marsh] came out."), chain.Options{}); len(got) != 1 {
		t.Errorf("entities %+v, want Olga Marsh", got)
	}
}

// TestPlacesByAdjective: what has the adjective of a place is one, but a person
// who is named in full stays a person.
func TestPlacesByAdjective(t *testing.T) {
	for marked, want := range map[string]string{
		"[p:Marla] signed. Marlan ships left.":                     "place",
		"[p:Osland] signed. Oslandic ships left.":                  "place",
		"[p:Marla] signed. Many ships left.":                       "person",
		"Ms [p:Marla] signed. Marlan ships left.":                  "person",
		"[p:Ana Marla] came. [p:Marla] signed. Marlan ships left.": "person",
	} {
		_, got := chain.Find(text(marked), chain.Options{})
		if got[len(got)-1].Type != want {
			t.Errorf("%s: %+v, want a %s", marked, got, want)
		}
	}
}

// TestEmpty checks that nothing gives nothing, and never null.
func TestEmpty(t *testing.T) {
	mentions, entities := chain.Find(chain.Text{}, chain.Options{})
	if mentions == nil || entities == nil || len(mentions)+len(entities) > 0 {
		t.Errorf("got %v, %v", mentions, entities)
	}
}

// FuzzFind marks every run of capitals of any text as a name.
func FuzzFind(f *testing.F) {
	f.Add("Police chief Chuck Orlan, 43, the head of the club, spoke. He left. “She said,” said Ms Tarn (VT).", uint64(1))
	f.Add("The Fish Ministry, a bank, closed. The ministry's chief, Ana Marsh, who heads the agency, hurt herself.", uint64(7))
	f.Add("the minister good chief Minister Mr Mr’s , the the 's he He", uint64(3))
	f.Fuzz(func(t *testing.T, s string, seed uint64) {
		if !utf8.ValidString(s) || len(s) > 1<<14 {
			t.Skip()
		}
		in := capitals(s, seed)
		mentions, entities := chain.Find(in, chain.Options{})
		check(t, in, mentions, entities)
		again, same := chain.Find(in, chain.Options{})
		if diff := cmp.Diff(mentions, again) + cmp.Diff(entities, same); diff != "" {
			t.Error(diff)
		}
		story, alias := chain.Merge([][]wiredesk.Entity{entities, entities}, []wiredesk.DocumentID{"a", "b"})
		ids := map[string]bool{}
		for _, e := range story {
			if ids[e.ID] {
				t.Errorf("id %s twice", e.ID)
			}
			ids[e.ID] = true
		}
		for i := range alias {
			for _, e := range entities {
				if !ids[alias[i][e.ID]] {
					t.Errorf("document %d: %s is %q in the story", i, e.ID, alias[i][e.ID])
				}
			}
		}
	})
}

// capitals makes a text of s: runs of words with a capital are names, types
// and trees are as the seed has it.
func capitals(s string, seed uint64) chain.Text {
	cut := segment.Cut(s)
	t := chain.Text{Text: s, Tokens: cut.Tokens, Sentences: cut.Sentences}
	next := func(n uint64) uint64 { seed = seed*6364136223846793005 + 1442695040888963407; return seed >> 33 % n }
	types, rels := []string{"person", "person", "organisation", "place", "other"}, []string{"nsubj", "appos", "flat", "conj", "obj", "root"}
	for i, k := range t.Tokens {
		t.Tags = append(t.Tags, guess(k.Of(s)))
		t.Heads = append(t.Heads, int32(next(uint64(len(t.Tokens)))))
		t.Rels = append(t.Rels, rels[next(6)])
		if r, _ := utf8.DecodeRuneInString(k.Of(s)); !unicode.IsUpper(r) {
			continue
		}
		last := len(t.Names) - 1
		if last >= 0 && i > 0 && t.Names[last].End == t.Tokens[i-1].End && next(4) > 0 {
			t.Names[last].End = k.End
			continue
		}
		t.Names = append(t.Names, wiredesk.Mention{Span: k.Span, Type: types[next(5)]})
	}
	if next(2) == 0 {
		t.Heads, t.Rels = nil, nil
	}
	return t
}

// check wants mentions in order and apart, every name among them, and every
// entity's mentions counted.
func check(t *testing.T, in chain.Text, mentions []wiredesk.Mention, entities []wiredesk.Entity) {
	t.Helper()
	count := map[string]int{}
	for i, m := range mentions {
		if i > 0 && m.Start < mentions[i-1].End {
			t.Errorf("%v begins before %v ends", m, mentions[i-1])
		}
		if m.Entity != "" {
			count[m.Entity]++
		}
	}
	for _, n := range in.Names {
		if !slices.ContainsFunc(mentions, func(m wiredesk.Mention) bool { return m.Span == n.Span }) {
			t.Errorf("name %v is missing", n)
		}
	}
	for i, e := range entities {
		if e.ID != fmt.Sprintf("e%d", i+1) || e.Name == "" || count[e.ID] != e.Mentions {
			t.Errorf("entity %d is %+v, with %d mentions", i+1, e, count[e.ID])
		}
		delete(count, e.ID)
	}
	if len(count) > 0 {
		t.Errorf("no entities for %v", count)
	}
}

// BenchmarkFind measures a report of usual length.
func BenchmarkFind(b *testing.B) {
	in := text(strings.Repeat(`Police chief [p Chuck Orlan] said on Monday that two boats had left the harbour of [l Port Orle] before the storm.
He thanked the [o Vale Rescue Agency] ([o VRA]) for its work. “They came when we asked them,” the chief said.

[p Maria Tarn], 43, a nurse at the town hospital, met [p Robert Marsh], who heads the club. She said her son was among those hurt.
The agency closed the road to the beach, and [p Tarn] left with [p Marsh] for the hall, where some 300 people were given food and beds.

`, 8))
	b.ReportAllocs()
	for b.Loop() {
		chain.Find(in, chain.Options{})
	}
	b.ReportMetric(float64(len(in.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
