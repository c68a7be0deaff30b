package figure

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// aims are the verbs and nouns of what is wanted and not said to be done.
var aims = wordSet(`want try threaten go plan intend attempt hope conspire plot vow seek aim fail wish prepare desire intent intention bid effort
	conspiracy threat order`)

// passive is what befalls the subject of the passive verb v.
func (f *finder) passive(v int, fig *Figure) string {
	if f.negated(v) && fig.Value != 0 {
		return ""
	}
	f.modal(v, fig)
	if r := f.extended(v); r != "" {
		return r
	}
	if r := suffered[f.Lemmas[v]]; r != "" {
		return r
	}
	return f.complement(v, raises)
}

// active is what the subject h of verb or predicate v undergoes.
func (f *finder) active(v, h int, fig *Figure) string {
	if f.negated(v) && fig.Value != 0 {
		return ""
	}
	f.modal(v, fig)
	if f.Tags[v].XPOS.String() == "VBN" && f.hasAux(v) && !f.hasHave(v) {
		if r := f.extended(v); r != "" {
			return r
		}
		if r := suffered[f.Lemmas[v]]; r != "" {
			return r
		}
	}
	if r := does[f.Lemmas[v]]; r != "" {
		return r
	}
	if r := f.participle(v); r != roleParticiple[f.low[v]] && f.hasAux(v) {
		return r // "fatally wounded"
	}
	if r := states[f.low[v]]; r != "" {
		return r
	}
	if r := roleParticiple[f.low[v]]; r != "" && v > h && f.cop(h, v) {
		return r
	}
	switch f.Lemmas[v] {
	case "recover", "recuperate":
		return Hospital
	case "take":
		if f.near(v, 2, "own") && f.near(v, 3, "life") {
			return Killed
		}
	case "pass":
		if f.is(v+1, "away") {
			return Killed
		}
	case "fight", "battle", "cling":
		if f.near(v, 3, "life") {
			return Hospital
		}
	case "shoot":
		if f.near(v, 1, "himself", "herself", "themselves") {
			return Hit
		}
	case "kill":
		if f.near(v, 1, "himself", "herself", "themselves") {
			return Killed
		}
	case "commit":
		if f.near(v, 2, "suicide") {
			return Killed
		}
	case "suffer", "sustain", "receive":
		if f.near(v, 6, "wound", "injury") {
			return Injured
		}
	case "lose":
		if f.near(v, 3, "life") {
			return Killed
		}
	case "leave":
		if f.near(v, 3, "home") {
			return Displaced
		}
	}
	return f.complement(v, stays)
}

// object is what befalls the object of verb v.
func (f *finder) object(v int, fig *Figure) string {
	if f.negated(v) && fig.Value != 0 {
		return ""
	}
	f.modal(v, fig)
	if r := f.extended(v); r != "" {
		return r
	}
	if f.Lemmas[v] == "leave" {
		for i := v + 1; i < min(v+10, f.last); i++ {
			if r := states[f.low[i]]; r != "" {
				return r
			}
		}
	}
	if f.is(v+1, "out") && personNoun(fig.Noun) && (f.Lemmas[v] == "bring" || f.Lemmas[v] == "pull" || f.Lemmas[v] == "get") {
		return Rescued
	}
	if f.Lemmas[v] == "carry" && (!personNoun(fig.Noun) || f.is(v+1, "out")) {
		return ""
	}
	return suffered[f.Lemmas[v]]
}

// extended reads a verb with the words that change what it means: "shot
// dead", "taken to hospital", "forced to leave".
func (f *finder) extended(v int) string {
	switch f.Lemmas[v] {
	case "shoot", "stab", "gun", "beat", "find", "pronounce", "declare", "confirm", "report", "strike", "hit", "fear":
		for i := v + 1; i < min(v+5, f.last); i++ {
			switch f.low[i] {
			case "dead", "death", "killed", "fatally":
				return Killed
			case "missing":
				return Missing
			case ",", ".", ";":
				i = f.last
			case "and", "but": // "were shot and one was killed"
				if i+1 < f.last && f.Tags[i+1].UPOS != tag.VERB && f.Tags[i+1].UPOS != tag.ADV && f.Tags[i+1].UPOS != tag.AUX {
					i = f.last
				}
			}
		}
		if f.is(v-1, "fatally") {
			return Killed
		}
		if l := f.Lemmas[v]; (l == "strike" || l == "hit") && f.near(v, 6, "bullet", "gunfire", "shot", "gunshot", "leg", "arm", "chest", "head", "shoulder", "back", "foot", "thigh", "stomach", "abdomen", "neck", "hand", "crossfire", "shrapnel") {
			return Hit
		}
	case "wound", "injure", "hurt":
		if f.is(v-1, "fatally") || f.is(v-1, "mortally") {
			return Killed
		}
	case "take", "rush", "airlift", "transport", "admit", "fly", "send", "bring":
		if f.near(v, 7, "hospital", "clinic", "infirmary") || f.near(v, 7, "medical", "Medical") && !f.near(v, 8, "examiner") {
			return Hospital
		}
		if f.near(v, 3, "custody") {
			return Arrested
		}
		if f.near(v, 3, "hostage") {
			return Captive
		}
		if f.Lemmas[v] == "send" && f.near(v, 3, "troop") {
			return Deployed
		}
	case "treat":
		if f.near(v, 3, "burn", "injury", "wound") {
			return Injured
		}
	case "seek":
		return Missing
	case "force", "drive", "tell", "order":
		if f.near(v, 5, "leave", "flee", "evacuate", "home") {
			return Displaced
		}
	case "lose":
		if f.near(v, 3, "life") {
			return Killed
		}
	case "recover", "pull":
		if f.near(v, 4, "alive") {
			return Rescued
		}
	}
	return ""
}

// raises are verbs whose passive hands its subject on to the verb after it,
// stays those that do so themselves.
var (
	raises = wordSet(`believe expect know fear presume think report confirm say list pronounce declare find feel suspect assume consider understand leave keep hold`)
	stays  = wordSet("seem appear remain continue be get go feel lie stay keep fall end")
)

// inCondition reads "in critical condition" after token v, or at it.
func (f *finder) inCondition(v int) bool {
	for i := v - 1; i < min(v+6, f.last); i++ {
		if i >= f.first && f.low[i] == "condition" && i > f.first && f.Tags[i-1].UPOS == tag.ADJ && !f.is(i+1, "of") {
			return true
		}
	}
	return false
}

// complement looks at what depends on a verb that says little itself: "are
// believed to have died", "were in hospital".
func (f *finder) complement(v int, of map[string]bool) string {
	if !of[f.Lemmas[v]] {
		if f.inCondition(v) {
			return Hospital
		}
		return ""
	}
	if f.inCondition(v) {
		return Hospital
	}
	for i := v + 1; i < min(v+9, f.last); i++ {
		if int(f.Heads[i]) != v {
			continue
		}
		switch f.Rels[i] {
		case parse.Xcomp, parse.Ccomp:
			if r := f.extended(i); r != "" {
				return r
			}
			if f.Tags[i].XPOS.String() == "VBN" || f.Lemmas[i] == "be" {
				if r := suffered[f.Lemmas[i]]; r != "" {
					return r
				}
			}
			if r := does[f.Lemmas[i]]; r != "" {
				return r
			}
			if r := states[f.low[i]]; r != "" {
				return r
			}
		case parse.Obl, parse.Advmod:
			if r := states[f.low[i]]; r == Hospital || r == Arrested || r == Aboard {
				return r
			}
		}
	}
	return ""
}

// surface reads the words around where the tree gives no verb: "N X were
// killed", "killing N X", "leaving N X dead".
func (f *finder) surface(n *note, fig *Figure) string {
	i := max(n.noun+1, n.last)
	for steps := 0; i < f.last && steps < 4; i, steps = i+1, steps+1 {
		t := f.Tags[i]
		if t.UPOS == tag.AUX || t.UPOS == tag.ADV || f.low[i] == "also" {
			continue
		}
		if i > max(n.noun+1, n.last) && f.Tags[i-1].UPOS != tag.NOUN {
			if r := f.extended(i); r != "" {
				return r
			}
			if r := f.participle(i); r != "" {
				return r
			}
		}
		if r := does[f.Lemmas[i]]; r != "" && t.UPOS == tag.VERB {
			return r
		}
		break
	}
	for i, steps := n.start-1, 0; i >= f.first && steps < 4; i, steps = i-1, steps+1 {
		if t := f.Tags[i].UPOS; t == tag.ADP || t == tag.SCONJ {
			break // who did it, where, or when
		}
		if f.Tags[i].UPOS == tag.VERB {
			if f.Tags[i].XPOS.String() == "VBN" && f.hasAux(i) && !f.hasHave(i) {
				return ""
			}
			f.modal(i, fig)
			return suffered[f.Lemmas[i]]
		}
		if t := f.Tags[i].UPOS; t == tag.NOUN || t == tag.PUNCT || t == tag.PRON || t == tag.PROPN || t == tag.CCONJ {
			break
		}
	}
	return ""
}

func (f *finder) negated(v int) bool {
	for i := max(f.first, v-5); i < v; i++ {
		if int(f.Heads[i]) == v && (f.low[i] == "not" || f.low[i] == "n't" || f.low[i] == "n’t" || f.low[i] == "never") {
			return true
		}
	}
	return false
}

// modal marks a figure whose verb is one of possibility or of purpose: "could
// kill", "wanted to kill".
func (f *finder) modal(v int, fig *Figure) {
	for i := v - 1; i > max(f.first, v-4); i-- {
		if f.low[i] == "to" {
			fig.Hypothetical = fig.Hypothetical || aims[f.Lemmas[i-1]]
			break
		}
		if t := f.Tags[i].UPOS; t != tag.AUX && t != tag.ADV {
			break
		}
	}
	for i := max(f.first, v-5); i < v; i++ {
		if int(f.Heads[i]) != v {
			continue
		}
		switch f.low[i] {
		case "could", "might", "would", "will", "should", "if":
			fig.Hypothetical = true
		}
	}
}

func (f *finder) hasAux(v int) bool {
	for i := max(f.first, v-6); i < v; i++ {
		if int(f.Heads[i]) == v && (f.Rels[i] == parse.Aux || f.Rels[i] == parse.AuxPass || f.Rels[i] == parse.Cop) {
			return true
		}
	}
	return false
}

// hasHave says that v is a perfect without a passive: "have killed".
func (f *finder) hasHave(v int) bool {
	have, be := false, false
	for i := max(f.first, v-6); i < v; i++ {
		if int(f.Heads[i]) == v {
			have = have || f.Lemmas[i] == "have"
			be = be || f.Lemmas[i] == "be" || f.Lemmas[i] == "get"
		}
	}
	return have && !be
}

// cop says that a form of "be" or the like stands between tokens h and v.
func (f *finder) cop(h, v int) bool {
	for i := max(h+1, v-5); i < v; i++ {
		switch f.Lemmas[i] {
		case "be", "remain", "get", "go", "lie":
			return true
		}
	}
	return false
}

// near says that one of the lemmas stands within n tokens after v.
func (f *finder) near(v, n int, lemmas ...string) bool {
	for i := v + 1; i < min(v+1+n, f.last); i++ {
		for _, l := range lemmas {
			if f.Lemmas[i] == l {
				return true
			}
		}
	}
	return false
}
