package verify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
)

// mostQuestions may be asked about one story.
const mostQuestions = 6

// A known question is one of the list that may be asked. A brief asks no other.
type knownQuestion struct {
	kind   string
	text   string         // with {name} where a name of the answer stands
	cue    *regexp.Regexp // what each answer has, outside quotation marks and in lower case; nil if anything may answer
	figure string         // the figure that it asks for, as the story names it; "" if none
	sides  sides
	name   func(k *storyCheck, answer, name string) bool // that the answer is of name
}

// sides says how many different answers a question may have.
type sides byte

const (
	oneAnswer    sides = iota // one
	oneOrSides                // one, or one for each side
	onlySides                 // one for each side
	sidesOrNoone              // one, one for each side, or none where no report says a word of it
)

const (
	dayPattern = `(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec)\b`
	placeWords = `\b(?:in|at|near|off|outside|across)\b`
)

// questionList is the list, version 1. It is written down here a second time,
// so that what the writer asks is held against it.
var questionList = []knownQuestion{
	{"what", "What happened?", regexp.MustCompile(`\p{L}`), "", oneAnswer, nil},
	{"when", "When and where did it happen?", regexp.MustCompile(`(?:` + dayPattern + `)(?:.|\n)*` + placeWords + `|` + placeWords + `(?:.|\n)*(?:` + dayPattern + `)`), "", oneAnswer, nil},
	{"when", "When did it happen?", regexp.MustCompile(dayPattern), "", oneAnswer, nil},
	{"where", "Where did it happen?", regexp.MustCompile(placeWords), "", oneAnswer, nil},
	{"how_many", "How many people were killed?", regexp.MustCompile(`kill|dea[dt]|died|dies|fatal|perish|drown|bodies|lives|casualt`), "people killed", sidesOrNoone, nil},
	{"how_many", "How many people were injured?", regexp.MustCompile(`injur|wound|hurt|hospitali[sz]ed|casualt`), "people injured", sidesOrNoone, nil},
	{"how_many", "How many people are missing?", regexp.MustCompile(`missing|unaccounted`), "people missing", oneOrSides, nil},
	{"how_many", "How many people were displaced?", regexp.MustCompile(`displaced|evacu|homeless|flee|fled|homes`), "people displaced", oneOrSides, nil},
	{"how_many", "How many people were arrested?", regexp.MustCompile(`arrest|detained|custody`), "people arrested", oneOrSides, nil},
	{"what", "What is {name} accused of?", regexp.MustCompile(`accused of|charged with|indicted (?:on|for)|convicted of|guilty of`), "", oneAnswer, accusedIn},
	{"what", "What did the court decide?", regexp.MustCompile(`court|judge|jur[yo]|justice|tribunal|magistrate|panel|sentenced|convicted|acquitted|guilty`), "", oneAnswer, nil},
	{"who", "Who won?", regexp.MustCompile(`\bwon\b|\bwins\b|defeat|elected`), "", oneAnswer, nil},
	{"what", "What was agreed?", regexp.MustCompile(`agreed|signed|reached|struck|sealed|concluded`), "", oneAnswer, nil},
	{"how_many", "How much money is named?", regexp.MustCompile(`\p{Sc}|dollar|euro|pound|\byen\b|yuan|rupee|roubles?|rubles?|francs?|crowns?|pesos?|\bmarks?\b|florin|kron|\blira|\bwon\b|\brand\b`), "", oneAnswer, nil},
	{"why", "Why did it happen?", regexp.MustCompile(`caused|triggered|sparked|blamed|cause of|motiv`), "", oneAnswer, nil},
	{"why", "What reason is given?", regexp.MustCompile(`because|citing|in response to|in retaliation for|the reason for`), "", oneAnswer, nil},
	{"who", "Who is {name}?", nil, "", oneAnswer, roleIn},
	{"what", "What did {name} say?", nil, "", oneAnswer, speaksIn},
	{"what", "Where do the sources disagree?", regexp.MustCompile(`\p{L}`), "", onlySides, nil},
	{"what", "What is not known yet?", regexp.MustCompile(`clear|known?\b|no word|verif|yet to be|not (?:yet )?been|not (?:yet )?(?:said|say|determined|established)|no details|investigation`), "", oneAnswer, nil},
	{"next", "What happens next?", regexp.MustCompile(`\bwill\b|scheduled|\bdue\b|\bset\b|expected|slated|plan`), "", oneAnswer, nil},
}

// Question checks one question of st by the rules of questions; its answers
// are checked as statements elsewhere.
// Cost: linear in the texts of the story for a question that no report answers.
func (c *Checker) Question(st *wiredesk.Story, q *wiredesk.Question) []Failure {
	k := &storyCheck{c: c, s: st, rep: &Report{}}
	k.asked(q)
	return k.rep.Failures
}

// questions checks that the questions of the story stand in the list, each
// once.
func (k *storyCheck) questions() {
	if n := len(k.s.Questions); n > mostQuestions {
		k.add(fail(RuleQuestions, "%d questions are asked, %d at the most may be", n, mostQuestions))
	}
	had := map[string]bool{}
	for i := range k.s.Questions {
		q := &k.s.Questions[i]
		if had[q.Question] {
			k.add(fail(RuleQuestions, "%q is asked twice", q.Question))
		}
		had[q.Question] = true
		k.asked(q)
	}
}

// asked checks that q is of the list, that its name stands in the answers,
// that each answer has a word that only an answer has, and that its state is
// that of the answers.
func (k *storyCheck) asked(q *wiredesk.Question) {
	known, name := knownAs(q.Question)
	switch {
	case known == nil:
		k.add(fail(RuleQuestions, "%q is not in the list of questions", q.Question))
	case known.kind != q.Kind:
		k.add(fail(RuleQuestions, "%q is of kind %q, its record says %q", q.Question, known.kind, q.Kind))
	default:
		k.question(known, name, q)
	}
}

// knownAs returns the entry of the list that text is, and the name in it.
func knownAs(text string) (*knownQuestion, string) {
	for _, known := range questionList {
		before, after, slot := strings.Cut(known.text, "{name}")
		if !slot && text == known.text {
			return &known, ""
		}
		if name, ok := strings.CutPrefix(text, before); slot && ok {
			if name, ok = strings.CutSuffix(name, after); ok && properName(name) {
				return &known, name
			}
		}
	}
	return nil, ""
}

// properName reports whether name is words, the first with a capital.
func properName(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) && name == strings.Join(strings.Fields(name), " ") && !strings.ContainsAny(name, `?!;:"“”`)
}

func (k *storyCheck) question(known *knownQuestion, name string, q *wiredesk.Question) {
	k.state(known, q)
	seen := map[string]bool{}
	for i := range q.Answer {
		st := &q.Answer[i]
		if seen[st.Text] {
			k.of(st, fail(RuleQuestions, "it answers %q twice", q.Question))
		}
		seen[st.Text] = true
		plain := unquoted(st.Text)
		if known.cue != nil && !known.cue.MatchString(strings.ToLower(plain)) {
			k.of(st, fail(RuleQuestions, "it does not answer %q", q.Question))
		}
		if known.name != nil && !known.name(k, st.Text, name) {
			k.of(st, fail(RuleQuestions, "it does not answer %q of %q", q.Question, name))
		}
		if q.State == "differs" && !slices.Contains(st.Flags, wiredesk.FlagDiffers) {
			k.of(st, fail(RuleQuestions, "it is one of several answers to %q and is not flagged differs", q.Question))
		}
	}
}

// state checks the state of q against its answers and against the figure that
// it asks for.
func (k *storyCheck) state(known *knownQuestion, q *wiredesk.Question) {
	n, ok := len(q.Answer), false
	switch q.State {
	case "answered":
		ok = n == 1 && known.sides != onlySides
	case "differs":
		ok = n >= 2 && known.sides != oneAnswer
	case "not_reported":
		ok = n == 0 && known.sides == sidesOrNoone
	}
	if !ok {
		k.add(fail(RuleQuestions, "%q cannot be %q with %d answers", q.Question, q.State, n))
	}
	if q.State == "not_reported" && known.cue != nil {
		for _, id := range k.s.Documents {
			if d := k.c.docs[id]; d != nil && known.cue.MatchString(strings.ToLower(d.Text+"\n"+d.Title)) {
				k.add(fail(RuleQuestions, "%q is not reported, but document %q has a word of it", q.Question, id))
			}
		}
	}
	for i := range k.s.Figures {
		f := &k.s.Figures[i]
		if known.figure == "" || f.What != known.figure || f.PartOf != "" {
			continue
		}
		if q.State == "answered" && f.State == "differ" && n == 1 && rests(&q.Answer[0], f) {
			k.add(fail(RuleQuestions, "%q has one answer, but the reports differ", q.Question))
		}
	}
}

// rests reports whether st holds a passage that gives f.
func rests(st *wiredesk.Statement, f *wiredesk.Figure) bool {
	for _, v := range f.Values {
		for _, e := range v.Evidence {
			if slices.ContainsFunc(st.Evidence, func(x wiredesk.Evidence) bool {
				return x.Document == e.Document && x.Span().Contains(e.Span())
			}) {
				return true
			}
		}
	}
	return false
}

var inQuotes = regexp.MustCompile(`“[^”]*”|"[^"]*"|«[^»]*»`)

// unquoted returns text with a ~ for what stands between quotation marks, and
// single spaces.
func unquoted(text string) string {
	return strings.Join(strings.Fields(inQuotes.ReplaceAllString(text, "~")), " ")
}

// roleIn reports whether the answer names the person, and what the story says
// that the person is.
func roleIn(k *storyCheck, answer, name string) bool {
	text := strings.Join(strings.Fields(answer), " ")
	return hasWords(text, name) && slices.ContainsFunc(k.s.Entities, func(e wiredesk.Entity) bool {
		return e.Name == name && e.Role != "" && strings.Contains(text, strings.Join(strings.Fields(e.Role), " "))
	})
}

// sayWords match a verb of saying.
const sayWords = `(?:sa(?:id|ys?|ying)|t(?:old|ells?)|add(?:ed|s)|wr(?:ote|ites)|stat(?:ed|es)|announce[ds]|declare[ds]|report(?:ed|s)|ask(?:ed|s)|repli(?:ed|es)|warn(?:ed|s)|argue[ds]|note[ds]|insist(?:ed|s)|claim(?:ed|s)|confirm(?:ed|s)|den(?:ied|ies)|tweeted|posted|` +
	`remarked|recalled|expla?ine?d|explains|testifie[ds]|acknowledged|admit(?:ted|s)|suggest(?:ed|s)|urge[ds]|vow(?:ed|s)|promise[ds]|pledged|stress(?:ed|es)|emphasi[sz]ed|estimate[ds]|allege[ds]|accuse[ds]|concede[ds]|quipped|joked|conten(?:ded|ds)|maintain(?:ed|s)|predict(?:ed|s)|reiterated|revealed|disclosed)`

// speaksIn reports whether the answer has words between quotation marks, and a
// verb of saying beside name, outside of them.
func speaksIn(_ *storyCheck, answer, name string) bool {
	text := unquoted(answer)
	if !strings.ContainsAny(text, "~‘") || !hasWords(text, name) {
		return false
	}
	n := regexp.QuoteMeta(name)
	behind := regexp.MustCompile(`(?:^|\P{L})` + n + `(?:,|, [^~]{1,70},)?(?: \p{L}+)? ` + sayWords + `\b`)
	if behind.MatchString(text) {
		return true
	}
	before := regexp.MustCompile(`\b` + sayWords + `\b,?((?: [^ ~]+){0,7}?) ` + n + `(?:$|\P{L})`)
	for _, m := range before.FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(strings.Fields(m[1]), func(w string) bool { return indirect[strings.ToLower(w)] }) {
			return true
		}
	}
	return false
}

// indirect words between a verb of saying and a name: it is not the speaker's.
var indirect = newSet(`of to about for that by with on against from and but told`)

// accusedIn reports whether name stands before what its bearer is accused of.
func accusedIn(_ *storyCheck, answer, name string) bool {
	text := unquoted(answer)
	return regexp.MustCompile(`(?:^|\P{L})` + regexp.QuoteMeta(name) + `(?:, [^,]{1,50},)?(?: \p{L}+,?){0,4} (?:accused of|charged with|indicted|convicted of|guilty of|found guilty)`).MatchString(text)
}

// hasWords reports whether name stands in text as words.
func hasWords(text, name string) bool {
	return regexp.MustCompile(`(?:^|[^\p{L}])` + regexp.QuoteMeta(name) + `(?:[^\p{L}]|$)`).MatchString(text)
}
