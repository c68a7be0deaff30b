package question

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// whatHappened answers with the sentence that the headline or else the opening of
// the narrative was made of, or another that opens a report: one that says what
// its title says, of something past.
func (a *asker) whatHappened(t *template) (wiredesk.Question, bool) {
	for _, st := range []*wiredesk.Statement{a.Brief.Headline, a.lead()} {
		if st == nil || slices.Contains(st.Flags, wiredesk.FlagSuperseded) {
			continue
		}
		if p := a.alone(st.Evidence[0]); p != nil && !p.Loose && p.happened() {
			if st := a.tell(p); st != nil {
				return answer(t, "", st)
			}
		}
	}
	st, _ := a.best(func(p *passage) bool { return p.near(4, 0) && p.mostly() && a.news(p) })
	return answer(t, "", st)
}

// news reports whether p tells, near the top of its report, what the title
// says and what has come to pass.
func (a *asker) news(p *passage) bool {
	d := a.Docs[p.Doc]
	shared := 0
	for i := p.First; i < p.Last; i++ {
		if d.Terms[i] != 0 && slices.Contains(d.TitleTerms, d.Terms[i]) {
			shared++
		}
	}
	return p.Rank <= 1 && !p.Loose && (len(d.TitleTerms) == 0 || shared >= 2) && p.happened()
}

// happened reports whether p tells what has come to pass, and in no words but the
// reporter's.
func (p *passage) happened() bool {
	words := strings.Fields(dateline.ReplaceAllString(p.plain(), ""))
	return !strings.Contains(p.plain(), "~") && past.MatchString(strings.Join(words[:min(len(words), 16)], " ")) &&
		!supposed.MatchString(strings.Join(words[:min(len(words), 12)], " "))
}

var (
	dateline = regexp.MustCompile(`^[^;]{3,30} (?:—|–|--|-) `)
	past     = regexp.MustCompile(`\b(?:\p{Ll}{2,}ed|was|were|has|have|had|said|says|won|lost|shot|struck|hit|broke|fell|rose|began|took|gave|made|met|left|went|held|came|killed|set|put|cut|told|sent|paid|led|fled|died|found|won|(?:is|are) (?:\p{Ll}+ )?\p{Ll}+ing)\b`)
	supposed = regexp.MustCompile(`^(?:when|it|as|according to th(?:at|is)) |^(?:the|this) (?:story|report|article|post|revelation) |\b(?:would|could|may|might|seems?|should|if|while|likely|set to|plans?|last year|years ago|note that|must|because|reason|believe|believes)\b`)
)

const (
	months = `(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|aug\.?|sept\.?|oct\.?|nov\.?|dec\.?)`
	day    = `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|` + months + ` \d{1,2}|\d{1,2} ` + months + `)\b`
	event  = `\b(?:earthquake|quake|floods?|flooding|flooded|fire|blaze|explosion|exploded|blast|crash|crashed|derailed|derailment|collapsed?|struck|hit|erupted|eruption|sank|capsized|` +
		`landslide|storm|hurricane|tornado|landfall|broke out|killed|killing|died|collided|collision|plunged|overturned|robbed|shooting|shot|opened fire|bombing|detonated|attack|attacked|stabbing|stabbed|kidnapped|murdered|swept)\b`
	gap = `(?: [^;]+?)??`
)

var (
	eventThenDay = regexp.MustCompile(event + gap + ` (?:on |late |early )?` + day)
	dayThenEvent = regexp.MustCompile(`^(?:on |late |early |late on |early on )` + day + gap + ` ` + event)
	bounded      = regexp.MustCompile(`\b(?:by|until|since|through|before|after|from|to|of|next|last|between) (?:late |early )?` + day + `$`)
	eventAnyhow  = regexp.MustCompile(event)
	ahead        = regexp.MustCompile(`\b(?:will|would|may|might|could|if|scheduled|expected|since|until|anniversary|ago|previous|earlier|last year)\b`)
)

// dated reports whether p says on which day what happened happened. A day on
// which somebody only spoke is none.
func (a *asker) dated(p *passage) bool {
	m := eventThenDay.FindString(p.plain())
	if m != "" && bounded.MatchString(m) {
		m = "" // "by Saturday"
	}
	if m == "" {
		m = dayThenEvent.FindString(p.plain())
	}
	return m != "" && !aftermath.MatchString(p.plain()[:strings.Index(p.plain(), m)]) && len(strings.Fields(m)) <= 16 && !speaks(m) && !speaks(after(p.plain(), m, 2)) && !speaks(before(p.plain(), m, 3)) && !ahead.MatchString(p.plain())
}

// after and before return up to n words beside m in s.
func after(s, m string, n int) string {
	f := strings.Fields(s[strings.Index(s, m)+len(m):])
	return strings.Join(f[:min(n, len(f))], " ")
}

func before(s, m string, n int) string {
	f := strings.Fields(s[:strings.Index(s, m)])
	return strings.Join(f[max(0, len(f)-n):], " ")
}

func speaks(s string) bool { return slices.ContainsFunc(strings.Fields(s), wordlist.Speech.Has) }

// placed reports whether p says where what happened happened: a name right
// behind "in", "near" or "off", behind the word for the event.
func (a *asker) placed(p *passage) bool {
	d := a.Docs[p.Doc]
	m := eventAnyhow.FindStringIndex(p.plain())
	if m == nil || ahead.MatchString(p.plain()) || aftermath.MatchString(p.plain()[:m[0]]) {
		return false
	}
	begun, from := false, strings.Count(p.plain()[:m[1]], " ") // tokens before the event
	for i := p.First; i < p.Last-1; i++ {
		begun = begun || i-p.First >= from
		if wordlist.Speech.Has(d.Lower[i]) && d.Lower[i] != "reported" {
			return false
		}
		if !begun || !locating.Has(d.Lower[i]) || i-p.First > from+9 {
			continue
		}
		for k := i + 1; k < min(i+4, p.Last); k++ {
			if d.Marks[k]&annotate.Name != 0 && d.Marks[k]&(annotate.Quoted|annotate.Number) == 0 && !wordlist.Months.Has(d.Lower[k]) && !wordlist.Weekdays.Has(d.Lower[k]) && a.isPlace(d, k) {
				return true
			}
			if d.Marks[k]&annotate.Word == 0 {
				break
			}
		}
	}
	return false
}

// aftermath before the word for an event: the sentence is of something else.
var aftermath = regexp.MustCompile(`\b(?:after|following|over|like|recent|memory|protest\w*|mourn\w*|vigil|victims? of|response to|since|previous|similar|describ\w*|condemn\w*|blam\w*)\b`)

var locating = wordlist.NewSet(`in at near off outside across`)

// isPlace reports whether token k of d is in the name of a place of the story.
// Nothing is known to be one where the facts were not looked for.
func (a *asker) isPlace(d *annotate.Document, k int) bool {
	if a.Facts == nil {
		return false
	}
	return slices.ContainsFunc(a.Facts.Entities, func(e wiredesk.Entity) bool {
		return e.Type == "place" && slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool {
			return slices.Contains(strings.Fields(n), d.Word(k))
		})
	})
}

// near reports whether p tells of what the story is about, at the head of its
// report.
func (p *passage) near(shared, rank int) bool { return p.shared >= shared && p.Rank <= rank }

// mostly reports whether a third of what p says is the topic.
func (p *passage) mostly() bool { return 3*p.shared >= p.terms }

func (a *asker) whenAndWhere(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool { return p.near(3, 5) && p.mostly() && !p.Loose && a.dated(p) && a.placed(p) })
	return answer(t, "", st)
}

func (a *asker) when(t *template) (wiredesk.Question, bool) {
	if a.had["When and where did it happen?"] {
		return wiredesk.Question{}, false
	}
	st, _ := a.best(func(p *passage) bool { return p.near(3, 5) && p.mostly() && !p.Loose && a.dated(p) })
	return answer(t, "", st)
}

func (a *asker) where(t *template) (wiredesk.Question, bool) {
	if a.had["When and where did it happen?"] {
		return wiredesk.Question{}, false
	}
	st, _ := a.best(func(p *passage) bool { return p.near(3, 5) && p.mostly() && !p.Loose && a.placed(p) })
	return answer(t, "", st)
}
