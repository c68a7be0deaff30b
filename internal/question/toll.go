package question

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A toll is what befell people, as a figure is labelled that counts them.
type toll struct {
	text   string // of the question
	figure string // [wiredesk.Figure.What]
	words  *regexp.Regexp
	number *regexp.Regexp // a number with them, where the figures were not looked for
}

const (
	killedWords    = `\b(?:killed|killing|kills|dead|died|dies|deaths?|death toll|fatal|fatally|fatalities|perished|drowned|bodies|lives|deadly|casualties)\b`
	injuredWords   = `\b(?:injured|injuring|injuries|injury|wounded|wounding|wounds|hurt|hospitali[sz]ed|casualties)\b`
	missingWords   = `\b(?:missing|unaccounted)\b`
	displacedWords = `\b(?:displaced|evacuated|evacuate|homeless|evacuees|evacuations?|flee|fled|homes)\b`
	arrestedWords  = `\b(?:arrested|arrests?|detained|custody)\b`

	number       = `(?:\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)`
	numberBefore = `\b` + number + ` (?:people |persons |others )?(?:were |was |have been |had been |have )?`
	numberBehind = ` (?:at least |about |some )?` + number + ` (?:people|persons)`
)

// tolls are those that are asked for.
var tolls = []toll{
	{"How many people were killed?", "people killed", regexp.MustCompile(killedWords), regexp.MustCompile(numberBefore + killedWords + "|" + killedWords + numberBehind)},
	{"How many people were injured?", "people injured", regexp.MustCompile(injuredWords), regexp.MustCompile(numberBefore + injuredWords + "|" + injuredWords + numberBehind)},
	{"How many people are missing?", "people missing", regexp.MustCompile(missingWords), regexp.MustCompile(numberBefore + missingWords + "|" + missingWords + numberBehind)},
	{"How many people were displaced?", "people displaced", regexp.MustCompile(displacedWords), regexp.MustCompile(numberBefore + displacedWords + "|" + displacedWords + numberBehind)},
	{"How many people were arrested?", "people arrested", regexp.MustCompile(arrestedWords), regexp.MustCompile(numberBefore + arrestedWords + "|" + arrestedWords + numberBehind)},
}

// toll answers with the figure that the reports give: the latest value, or
// where they differ one sentence for each.
func (a *asker) toll(t *template) (wiredesk.Question, bool) {
	k := slices.IndexFunc(tolls, func(x toll) bool { return x.text == t.text })
	if a.Facts == nil {
		st, _ := a.best(func(p *passage) bool {
			return p.near(3, 8) && p.counts() && tolls[k].number.MatchString(p.plain()) && !elsewhen.MatchString(p.plain())
		})
		if st != nil && slices.Contains(st.Flags, wiredesk.FlagDiffers) {
			st = nil // what else is said was not looked for
		}
		return answer(t, "", st)
	}
	for i := range a.Facts.Figures {
		f := &a.Facts.Figures[i]
		if f.What != tolls[k].figure || f.PartOf != "" {
			continue
		}
		if q, ok := a.figure(t, f, tolls[k].words); ok {
			return q, true
		}
		if f.State == "differ" {
			return wiredesk.Question{}, false // one side alone is no answer
		}
	}
	return wiredesk.Question{}, false
}

// counts reports whether p has a number and a word of a toll: most have not, and
// are done with before a pattern is tried.
func (p *passage) counts() bool {
	number, word := false, false
	for i := p.First; i < p.Last; i++ {
		number = number || p.d.Marks[i]&annotate.Number != 0
		word = word || counted.Has(p.d.Lower[i])
	}
	return number && word
}

// counted are the words of all tolls.
var counted = wordlist.NewSet(`killed killing kills dead died dies death deaths fatal fatally fatalities perished drowned bodies lives deadly casualties
	injured injuring injuries injury wounded wounding wounds hurt hospitalised hospitalized missing unaccounted displaced evacuated evacuate homeless
	evacuees evacuation evacuations flee fled homes arrested arrest arrests detained custody`)

// figure answers t with the values of f. The number of killed or injured that
// has fallen is that of a report that came late, or of another event.
func (a *asker) figure(t *template, f *wiredesk.Figure, words *regexp.Regexp) (wiredesk.Question, bool) {
	q := wiredesk.Question{Kind: t.kind, Question: t.text, State: answered, Answer: []wiredesk.Statement{}}
	values := slices.Clone(f.Values)
	if f.State == "updated" {
		slices.Reverse(values) // the last is the latest
		if f.What == tolls[0].figure || f.What == tolls[1].figure {
			if slices.ContainsFunc(values, func(v wiredesk.FigureValue) bool { return v.Low > values[0].Value }) {
				return q, false
			}
		}
	}
	origins := 0
	for i := range values {
		origins += values[i].Origins
	}
	central := origins > 1 && (a.event == "disaster" || a.event == "attack")
	for i := range values {
		if values[i].Same != 0 {
			continue
		}
		st, p := a.value(&values[i], words, f.State == "differ")
		if st == nil && f.State == "updated" {
			return q, false // an older value is no answer
		}
		if st == nil {
			continue
		}
		central = central || p.shared >= 3 && p.Rank <= 8
		if f.State == "differ" && !slices.Contains(st.Flags, wiredesk.FlagDiffers) {
			st.Flags = append(st.Flags, wiredesk.FlagDiffers)
		}
		q.Answer = append(q.Answer, *st)
		if f.State != "differ" {
			break
		}
	}
	if f.State == "differ" {
		q.State = differs
	}
	if n := len(q.Answer); n == 0 || f.State == "differ" && n < 2 || !central {
		return wiredesk.Question{}, false
	}
	return q, true
}

// elsewhen matches what tells of an earlier event.
var elsewhen = regexp.MustCompile(`\b(?:in (?:19|20)\d\d|anniversary|19\d\d|(?:weeks|months|years|days) (?:after|ago|before|earlier)|last year)\b`)

// value returns a sentence that gives v in so many words.
// One that answers nothing yet is liked better. What need not stand alone
// stands beside other answers.
func (a *asker) value(v *wiredesk.FigureValue, words *regexp.Regexp, leaning bool) (*wiredesk.Statement, *passage) {
	var st *wiredesk.Statement
	var at *passage
	for _, e := range v.Evidence {
		p := a.holding(e)
		if p == nil || !p.Alone && !leaning || !words.MatchString(p.plain()) || elsewhen.MatchString(p.plain()) || at != nil && p.value() < at.value()/2 {
			continue
		}
		if s := a.state(p.Passage); s != nil && (st == nil || a.used[st.Text] && !a.used[s.Text] || !at.Alone && p.Alone) {
			st, at = s, p
		}
	}
	if st != nil {
		a.used[st.Text] = true
	}
	return st, at
}

// absent adds the one toll of a disaster or an attack of which no report says
// a word, though it gives the other.
func (a *asker) absent(found []asked) []asked {
	if a.Facts == nil || a.event != "disaster" && a.event != "attack" || a.origins() < 2 {
		return found
	}
	for k, other := range []int{1, 0} {
		if a.had[tolls[k].text] || !a.had[tolls[other].text] || a.speaksOf(tolls[k].words) {
			continue
		}
		place := slices.IndexFunc(list, func(t template) bool { return t.text == tolls[k].text })
		found = append(found, asked{wiredesk.Question{Kind: list[place].kind, Question: tolls[k].text, State: notReported, Answer: []wiredesk.Statement{}}, place})
	}
	return found
}

// speaksOf reports whether a report of the story has one of words.
func (a *asker) speaksOf(words *regexp.Regexp) bool {
	for _, d := range a.Docs {
		if words.MatchString(lower(d.Document.Text)) || words.MatchString(lower(d.Document.Title)) {
			return true
		}
	}
	return false
}

// currency matches a sign or a unit of money.
var currency = regexp.MustCompile(`\p{Sc}|\b(?:dollars?|euros?|pounds?|yen|yuan|rupees|roubles|rubles|francs|crowns?|pesos?|marks?|florins?|kroner|krona|lira|won|rand)\b`)

// sum answers with a sum of money that several origins name.
func (a *asker) sum(t *template) (wiredesk.Question, bool) {
	if a.Facts == nil {
		return wiredesk.Question{}, false
	}
	for i := range a.Facts.Figures {
		f := &a.Facts.Figures[i]
		if f.State != "agree" || len(f.Values) == 0 || len(f.Values[0].Evidence) == 0 || !currency.MatchString(lower(f.Values[0].Unit+" "+f.Values[0].Evidence[0].Quote)) {
			continue
		}
		if q, ok := a.figure(t, f, currency); ok && strings.TrimSpace(f.What) != "" {
			return q, true
		}
	}
	return wiredesk.Question{}, false
}
