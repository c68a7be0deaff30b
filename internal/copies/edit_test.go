package copies_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
)

// An edit makes a copy of a text as desks do. r is its only source of chance.
type edit struct {
	name string
	make func(r *rand.Rand, text string) string
}

// edits are the ways in which copies are edited.
var edits = []edit{
	{"reprint, typed anew", func(r *rand.Rand, s string) string {
		return strings.NewReplacer("“", `"`, "”", `"`, "—", "-").Replace(s)
	}},
	{"first half", func(r *rand.Rand, s string) string { return head(s, 0.5) }},
	{"first quarter", func(r *rand.Rand, s string) string { return head(s, 0.25) }},
	{"every other paragraph", everyOther},
	{"lead of its own", func(r *rand.Rand, s string) string {
		return invent(r, 3) + "\n\n" + strings.Join(paragraphs(s)[1:], "\n\n")
	}},
	{"boilerplate added", func(r *rand.Rand, s string) string { return s + "\n\n" + invent(r, 3) + "\n\n" + invent(r, 3) }},
	{"5 % paraphrased", func(r *rand.Rand, s string) string { return paraphrase(r, s, 0.05) }},
	{"15 % paraphrased", func(r *rand.Rand, s string) string { return paraphrase(r, s, 0.15) }},
	{"30 % paraphrased", func(r *rand.Rand, s string) string { return paraphrase(r, s, 0.30) }},
	{"paragraphs merged", func(r *rand.Rand, s string) string { return strings.ReplaceAll(s, "\n\n", " ") }},
	{"paragraphs split", func(r *rand.Rand, s string) string { return strings.Join(sentences(s), "\n\n") }},
	{"a figure altered", alterFigure},
	{"spelling and units", localise},
	{"a quarter in a staff story", func(r *rand.Rand, s string) string {
		q := head(s, 0.25)
		n := len(strings.Fields(s)) / 14 // sentences of some 14 words: about as long as the source
		return invent(r, n/2) + "\n\n" + q + "\n\n" + invent(r, n/2)
	}},
	{"half, 10 % paraphrased, with text of its own", func(r *rand.Rand, s string) string {
		return invent(r, 4) + "\n\n" + paraphrase(r, head(s, 0.5), 0.10) + "\n\n" + invent(r, 4)
	}},
}

func paragraphs(s string) []string { return strings.Split(s, "\n\n") }

// sentences cuts s where a full stop stands before a capital.
func sentences(s string) []string {
	var out []string
	for _, p := range paragraphs(s) {
		at := 0
		for i := 0; i+2 < len(p); i++ {
			if p[i] == '.' && p[i+1] == ' ' && unicode.IsUpper(rune(p[i+2])) {
				out = append(out, p[at:i+1])
				at = i + 2
			}
		}
		out = append(out, p[at:])
	}
	return out
}

// head returns the first sentences of s up to the given share of its words.
func head(s string, share float64) string {
	most := int(share * float64(len(strings.Fields(s))))
	var out []string
	n := 0
	for _, p := range sentences(s) {
		out = append(out, p)
		if n += len(strings.Fields(p)); n >= most {
			break
		}
	}
	return strings.Join(out, "\n\n")
}

func everyOther(_ *rand.Rand, s string) string {
	var out []string
	for i, p := range paragraphs(s) {
		if i%2 == 0 {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

// synonyms of words of news.
var synonyms = func() map[string]string {
	m := map[string]string{}
	for _, p := range strings.Fields(`said:stated told:informed killed:slain people:persons government:administration
		officials:authorities police:officers report:account after:following before:ahead about:around near:beside
		many:numerous also:moreover however:yet because:since big:large small:little new:fresh first:initial last:final
		began:started ended:finished found:discovered showed:indicated asked:requested agreed:consented refused:declined
		president:leader minister:secretary court:tribunal law:statute attack:assault fire:blaze town:municipality
		city:metropolis road:highway bridge:crossing house:home money:cash help:aid work:labour week:fortnight day:date
		could:might would:should had:has was:is were:are the:this a:one and:plus but:yet in:within on:upon of:from`) {
		a, b, _ := strings.Cut(p, ":")
		m[a] = b
	}
	return m
}()

// paraphrase changes the given share of the words and turns round, as often,
// the two halves of a sentence with a comma.
func paraphrase(r *rand.Rand, s string, share float64) string {
	var out []string
	for _, p := range paragraphs(s) {
		list := sentences(p)
		for k, t := range list {
			if a, b, ok := strings.Cut(strings.TrimSuffix(t, "."), ", "); ok && r.Float64() < share {
				list[k] = b + ", " + a + "."
			}
		}
		w := strings.Fields(strings.Join(list, " "))
		for k := range w {
			if r.Float64() >= share {
				continue
			}
			if to, ok := synonyms[strings.ToLower(w[k])]; ok {
				w[k] = to
			} else {
				w[k] = pick(r, nouns)
			}
		}
		out = append(out, strings.Join(w, " "))
	}
	return strings.Join(out, "\n\n")
}

// alterFigure adds one to the first whole number of s.
func alterFigure(_ *rand.Rand, s string) string {
	w := strings.Split(s, " ")
	for k := range w {
		if n, err := strconv.Atoi(w[k]); err == nil {
			w[k] = strconv.Itoa(n + 1)
			break
		}
	}
	return strings.Join(w, " ")
}

var americanToBritish = strings.NewReplacer("or ", "our ", "ize", "ise", "center", "centre", "percent", "per cent", "program ", "programme ",
	"defense", "defence", "gray", "grey", "traveled", "travelled", "p.m.", "pm", "a.m.", "am", "U.S.", "US", "U.N.", "UN", " toward ", " towards ")

// localise changes spelling, and numbers before a unit.
func localise(_ *rand.Rand, s string) string {
	w := strings.Split(americanToBritish.Replace(s), " ")
	for k := range w[1:] {
		n, err := strconv.ParseFloat(w[k], 64)
		if err != nil {
			continue
		}
		for _, u := range []struct {
			unit, to string
			by       float64
		}{{"miles", "kilometres", 1.609}, {"mile", "kilometres", 1.609}, {"feet", "metres", 0.305}, {"pounds", "kilograms", 0.454}, {"acres", "hectares", 0.405}, {"dollars", "pounds", 0.8}, {"people", "persons", 1}} {
			if strings.HasPrefix(w[k+1], u.unit) {
				w[k], w[k+1] = fmt.Sprintf("%.0f", n*u.by), u.to+w[k+1][len(u.unit):]
			}
		}
	}
	return strings.Join(w, " ")
}

// Words of an invented country, to make reports of.
var (
	roles = strings.Fields(`mayor judge baker pilot farmer teacher bishop surgeon engineer miner singer driver widow clerk
		warden ferryman captain printer tailor surveyor auditor gardener librarian electrician councillor prosecutor`)
	kinds = strings.Fields(`old new broken eastern cheap empty public narrow famous wooden northern flooded unfinished costly
		private rusty brick frozen yellow disputed rented secret lower derelict silent repainted municipal borrowed`)
	nouns = strings.Fields(`bridge ferry harbour school tunnel market crane lamp festival clock quota pipeline lighthouse
		uniform rink form roof railway observatory quarry mill dam library tram orchard reservoir stadium brewery
		hospital kiosk cemetery fountain laundry archive greenhouse monument nursery sawmill slaughterhouse viaduct`)
	acts = strings.Fields(`closed opened repaired sold inspected insured painted doubled moved forgot denied praised
		counted photographed rebuilt cancelled postponed borrowed defended rejected blocked searched measured evacuated
		mapped sealed bought demolished auctioned guarded flooded restored abandoned toured fined`)
	ways = strings.Fields(`before after despite during without beyond under near against behind since until above beside`)
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func thing(r *rand.Rand) string { return pick(r, kinds) + " " + pick(r, nouns) }

// name makes the name of a place.
func name(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(2) {
		b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
		b.WriteByte("aeiou"[r.IntN(5)])
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

// invent writes n sentences of an invented report, as one paragraph.
func invent(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		s := "the " + pick(r, roles) + " of " + name(r) + " " + pick(r, acts) + " the " + thing(r)
		switch r.IntN(3) {
		case 0:
			s += " " + pick(r, ways) + " a " + thing(r) + " in " + name(r)
		case 1:
			s += " and, " + pick(r, ways) + " " + name(r) + ", " + pick(r, acts) + " a " + thing(r)
		case 2:
			s = pick(r, ways) + " a " + thing(r) + ", " + s + " for " + strconv.Itoa(2+r.IntN(900)) + " dollars"
		}
		out[i] = strings.ToUpper(s[:1]) + s[1:] + "."
	}
	return strings.Join(out, " ")
}

// report writes an invented report of n paragraphs.
func report(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 11))
	out := make([]string, n)
	for i := range out {
		out[i] = invent(r, 2+r.IntN(3))
	}
	return strings.Join(out, "\n\n")
}
