package claim

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// classes are verbs that tell of one deed, if it is done to the same, each with
// the one that stands for its class.
var classes = pairs(`detain arrest apprehend arrest abduct kidnap slay kill sack fire dismiss fire oust fire prohibit ban outlaw ban acquire buy
	purchase buy pass approve adopt approve recruit hire wound injure construct build scrap cancel delay postpone indict charge name appoint
	discover detect spot detect notice detect ink sign back endorse halt suspend shut close resolve settle assault attack quit resign
	marry wed probe investigate`)

// class returns the verb that stands for the class of a verb.
func class(verb string) string {
	if v, ok := classes[verb]; ok {
		return v
	}
	return verb
}

// nominals are nouns for deeds, with the verb for it.
var nominals = pairs(`arrest arrest detention arrest kidnapping kidnap abduction kidnap killing kill death die resignation resign dismissal fire ban ban
	purchase buy acquisition buy approval approve adoption approve passage approve evacuation evacuate cancellation cancel appointment appoint
	nomination nominate election elect destruction destroy assassination assassinate suspension suspend closure close indictment charge
	conviction convict expulsion expel inauguration inaugurate attack attack assault attack invasion invade endorsement endorse repeal repeal
	signing sign theft steal collapse collapse explosion explode sinking sink derailment derail detection detect discovery detect
	investigation investigate probe investigate retirement retire surrender surrender`)

// pairs reads words, each followed by what it stands for.
func pairs(list string) map[string]string {
	out := map[string]string{}
	words := strings.Fields(list)
	for i := 0; i+1 < len(words); i += 2 {
		out[words[i]] = words[i+1]
	}
	return out
}

var (
	// befalling verbs say what happens to their subject, and happens once.
	befalling = wordlist.NewSet(`die resign quit retire surrender collapse explode sink derail crash`)
	// befallen verbs say what is done once to one that is named.
	befallen = wordlist.NewSet(`arrest kidnap abduct kill fire charge indict convict sentence elect appoint assassinate murder behead execute extradite deport
		expel inaugurate acquit bury evacuate`)
	// aims are words under which a deed is not said to be done: "calls for the
	// arrest of", "a threat of".
	aims = wordlist.NewSet(`call demand seek urge want consider threaten plan propose warn fear avoid prevent block oppose request ask expect face discuss debate
		reject favor favour support push vote threat possibility plan proposal prospect risk demand bid attempt effort talk hope warrant question whether
		if without deny would could may might should no any former potential possible planned proposed future likely alleged attempted`)
)

// nominal reads noun i, if it names a deed with whom it was done to: "the arrest
// of Ana Marsh", "her predecessor's resignation".
func (d *doc) nominal(i int) (deed, bool) {
	verb, ok := nominals[d.low[i]]
	if !ok || d.upos(i) != tag.NOUN || d.negated(i) || d.counted(i) {
		return deed{}, false
	}
	whom, first, last := d.undergoer(i)
	if whom < 0 || d.aimed(i) {
		return deed{}, false
	}
	x := deed{verb: class(verb), whom: d.key(whom), noun: true}
	if x.whom == "" || d.counted(whom) {
		return deed{}, false
	}
	d.round(&x, i, whom)
	x.mention = mention{Place: d.place(i), value: oneLine(d.text(first, last)), saidBy: d.saidBy(d.Tokens[i].Span)}
	return x, true
}

// undergoer returns whom deed i befalls, and the tokens that say so.
func (d *doc) undergoer(i int) (whom, first, last int) {
	for _, c := range d.kids[i] {
		switch d.Rels[c] {
		case parse.NmodPoss:
			if d.entity(c) != "" {
				return c, d.start(c), i
			}
		case parse.Nmod:
			k := d.kid(c, parse.Case)
			if c > i && c-i <= longest && k >= 0 && (d.low[k] == "of" || d.low[k] == "on" && (d.low[i] == "ban" || d.low[i] == "attack" || d.low[i] == "assault")) {
				return c, i, max(c, d.end(c))
			}
		}
	}
	return -1, i, i
}

// start returns the first token of the name that token i is part of.
func (d *doc) start(i int) int {
	m := d.mentionAt[i]
	for i > 0 && m >= 0 && d.mentionAt[i-1] == m {
		i--
	}
	return i
}

// aimed reports whether what governs noun i, or stands before it, does not say
// that it happened.
func (d *doc) aimed(i int) bool {
	for j := i - 1; j >= max(0, i-3) && d.sentence[j] == d.sentence[i]; j-- {
		if aims.Has(d.low[j]) || aims.Has(d.Lemmas[j]) || negations.Has(d.low[j]) {
			return true
		}
	}
	for h := int(d.Heads[i]); ; h = int(d.Heads[h]) {
		if aims.Has(d.Lemmas[h]) || d.negated(h) {
			return true
		}
		if d.upos(h) == tag.VERB {
			return !d.real(h) && d.Rels[h] != parse.ACL && d.Rels[h] != parse.Advcl && d.Rels[h] != parse.ACLRelcl
		}
		if h == int(d.Heads[h]) {
			return false
		}
	}
}
