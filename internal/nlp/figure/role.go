package figure

import (
	"github.com/wiredesk/wiredesk/internal/nlp/parse"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
)

// What may befall what is counted.
const (
	Killed    = "killed"
	Injured   = "injured"
	Hit       = "casualties" // shot, stabbed, or counted as killed or injured together
	Hospital  = "in hospital"
	Critical  = "in intensive care"
	Arrested  = "arrested"
	Charged   = "charged"
	Convicted = "convicted"
	Missing   = "missing"
	Displaced = "displaced"
	Rescued   = "rescued"
	Freed     = "freed"
	Captive   = "held captive"
	Trapped   = "trapped"
	Aboard    = "aboard"
	Destroyed = "destroyed"
	Damaged   = "damaged"
	Deployed  = "deployed"
	Infected  = "infected"
	Sheltered = "sheltered"
	Survived  = "survived"
)

// suffered is what befalls the object of a verb, or the subject of its
// passive, by the verb's lemma.
var suffered = map[string]string{
	"kill": Killed, "murder": Killed, "slay": Killed, "execute": Killed, "massacre": Killed, "behead": Killed, "assassinate": Killed, "drown": Killed, "electrocute": Killed,
	"injure": Injured, "wound": Injured, "hurt": Injured, "maim": Injured, "graze": Injured,
	"shoot": Hit, "stab": Hit, "gun": Hit,
	"hospitalize": Hospital, "hospitalise": Hospital, "treat": Hospital,
	"arrest": Arrested, "detain": Arrested, "apprehend": Arrested, "jail": Arrested, "capture": Arrested,
	"charge": Charged, "indict": Charged, "convict": Convicted, "sentence": Convicted,
	"evacuate": Displaced, "displace": Displaced, "uproot": Displaced,
	"rescue": Rescued, "save": Rescued, "free": Freed, "release": Freed, "liberate": Freed,
	"kidnap": Captive, "abduct": Captive, "trap": Trapped, "strand": Trapped,
	"destroy": Destroyed, "raze": Destroyed, "demolish": Destroyed, "flatten": Destroyed, "gut": Destroyed,
	"damage": Damaged, "flood": Damaged, "inundate": Damaged,
	"deploy": Deployed, "mobilise": Deployed, "mobilize": Deployed, "infect": Infected, "sicken": Infected, "carry": Aboard,
	"shelter": Sheltered, "house": Sheltered, "accommodate": Sheltered,
}

// does is what the subject of a verb undergoes.
var does = map[string]string{
	"die": Killed, "perish": Killed, "succumb": Killed, "drown": Killed, "flee": Displaced, "evacuate": Displaced,
	"recover": Hospital, "survive": Survived, "vanish": Missing, "disappear": Missing, "shelter": Sheltered,
}

// states are what adjectives and nouns in the predicate say.
var states = map[string]string{
	"dead": Killed, "deceased": Killed, "hurt": Injured, "wounded": Injured, "injured": Injured, "missing": Missing, "unaccounted": Missing,
	"homeless": Displaced, "hospitalized": Hospital, "hospitalised": Hospital, "aboard": Aboard, "hospital": Hospital, "custody": Arrested,
	"ill": Infected, "sick": Infected,
}

// roleParticiple is what a participle or adjective beside a number says: "17
// dead", "four injured", "missing persons: 12".
var roleParticiple = map[string]string{
	"dead": Killed, "killed": Killed, "deceased": Killed, "slain": Killed, "drowned": Killed, "murdered": Killed,
	"injured": Injured, "wounded": Injured, "hurt": Injured, "missing": Missing, "unaccounted": Missing,
	"shot": Hit, "stabbed": Hit, "arrested": Arrested, "detained": Arrested, "charged": Charged, "evacuated": Displaced, "displaced": Displaced, "homeless": Displaced,
	"rescued": Rescued, "freed": Freed, "released": Freed, "hospitalized": Hospital, "hospitalised": Hospital, "destroyed": Destroyed, "damaged": Damaged,
	"flooded": Damaged, "deployed": Deployed, "infected": Infected, "trapped": Trapped, "aboard": Aboard,
}

// roleNoun is what a noun says of itself: "17 deaths".
var roleNoun = map[string]string{
	"death": Killed, "fatality": Killed, "body": Killed, "toll": Killed,
	"injury": Injured, "casualty": Hit, "arrest": Arrested, "detention": Arrested, "evacuee": Displaced, "evacuation": Displaced, "survivor": Survived, "deployment": Deployed,
}

// finish sets the role and all that hangs on it of the figure of note k.
func (f *finder) finish(k int) {
	n, fig := &f.notes[k], &f.out[f.began+k]
	if fig.Kind == Count {
		f.role(fig, n)
		if ofPersons[fig.Role] && fig.Role != Aboard && (f.thing(n.noun) || f.limb(n.noun)) {
			fig.Role = "" // "two cars were shot at", "killed three blocks from home"
		}
		if fig.Role == Freed && n.noun >= 0 && f.Tags[n.noun].UPOS == tag.NOUN && !f.person(n.noun) {
			fig.Role = "" // "released a statement"
		}
		if ofThings[fig.Role] && fig.Noun == "" && !f.thingsBefore(fig, k) {
			fig.Role = "" // it is not told what
		}
		if after := max(n.noun+1, n.last); (fig.Role == Hit || fig.Role == "" && f.is(after, "found") && (n.noun < 0 || f.person(n.noun))) && f.toDeath(after) {
			fig.Role = Killed
			if fig.Noun == "" {
				fig.Noun, fig.Unit = People, People
			}
		}
	}
	fig.Change = f.change(n)
	f.again(k, n, fig)
	fig.Others = f.others(n)
	fig.More, fig.Each = f.more(n), f.each(n)
	fig.Denied = f.is(n.first-1, "not") && n.first-1 > f.first && (f.is(n.first-2, ",") || f.is(n.first-2, "and"))
	fig.SaidBy = f.saidBy(n.first)
	fig.Turns = f.turns
	fig.Known = !n.digits && !n.vague && (f.is(n.first-1, "the") || f.is(n.first-1, "these") || f.is(n.first-1, "those"))
	fig.Several = ofPersons[fig.Role] && f.many
	fig.AsOf = f.asOf(n)
	fig.When, fig.Since = f.when(n)
	fig.Context = f.context(n)
	f.label(fig, n)
}

// thingsBefore gives fig the noun of the figure before it, and says whether that
// counts things.
func (f *finder) thingsBefore(fig *Figure, k int) bool {
	b := *fig
	if f.inherit(&b, f.began+k-1) < 0 || b.Noun == People || personNoun(b.Noun) {
		return false
	}
	*fig = b
	return true
}

// toDeath reads "shot to death", "shot dead", "shot and killed" and "to death"
// at token i, after the words for those who were hit.
func (f *finder) toDeath(i int) bool {
	for f.is(i, "were") || f.is(i, "was") || f.is(i, "found") || i < f.last && f.Tags[i].UPOS == tag.ADV {
		i++
	}
	if roleParticiple[f.word(i)] == Hit || f.is(i, "beaten") || f.is(i, "gunned") {
		i++
	}
	switch f.word(i) {
	case "dead":
		return true
	case "to":
		return f.is(i+1, "death")
	case "and", ",":
		return (suffered[f.lemma(i+1)] == Killed || f.is(i+1, "killed")) && !f.takesObject(i+1)
	}
	return false
}

// lemma returns the lemma of token i of the sentence, "" beyond its end.
func (f *finder) lemma(i int) string {
	if i < f.first || i >= f.last {
		return ""
	}
	return f.Lemmas[i]
}

// several says that the sentence tells of more than one event. A weekend has
// many, unless it is that of "a shooting".
func (f *finder) several() bool {
	weekend, one := false, false
	for i := f.first; i < f.last; i++ {
		if events[f.low[i]] || manyEvents[f.low[i]] {
			return true
		}
		weekend = weekend || f.low[i] == "weekend"
		one = one || oneEvent[f.low[i]]
	}
	return weekend && !one
}

var (
	events     = wordSet("shootings incidents stabbings killings murders homicides slayings crashes robberies accidents")
	manyEvents = wordSet("separate nationwide citywide annually statistics spate string")
	oneEvent   = wordSet("shooting incident stabbing killing murder homicide slaying crash robbery accident attack blast explosion fire")
)

// role finds what befell what is counted.
func (f *finder) role(fig *Figure, n *note) {
	r := f.beside(n)
	if n.weak && n.value > 1 && f.low[n.first] != "both" {
		r = crimes[f.Lemmas[min(n.last, f.last-1)]]
		if r != "" {
			fig.Role, fig.Noun, fig.Unit = r, People, People
			return
		}
	}
	if r == "" && n.noun >= 0 {
		r = roleNoun[f.Lemmas[n.noun]]
		if n.weak && n.value == 1 && !f.is(n.first, "one") {
			r = "" // "a murder", "a body"
		}
		if f.Lemmas[n.noun] == "life" && !n.weak && f.taken(n.noun) {
			r = Killed
		}
	}
	if r == "" {
		r = f.deedTo(n)
	}
	if r == "" {
		r = f.ownVerb(n)
	}
	if r == "" {
		r = f.predicate(fig, n)
	}
	if r == "" {
		r = f.headed(n)
	}
	if r == "" {
		r = f.joinedRole(fig, n)
	}
	if ofPersons[r] && n.noun >= 0 && fig.Noun != People && roleNoun[fig.Noun] == "" && fig.Noun != "life" && !f.person(n.noun) && f.Tags[n.noun].UPOS != tag.PRON && f.Tags[n.noun].XPOS.String() != "NNS" {
		r = ""
	}
	if ofPersons[r] && fig.Noun != People && fig.Noun != "life" && f.deed(n.noun) {
		r = "" // "911 calls", "three shootings"
	}
	if r == Killed && fig.Noun == "warrant" {
		r = "" // they are executed
	}
	fig.Role = r
	if ofThings[r] && n.noun < 0 && f.is(n.first-1, ":") {
		f.heading(n.first-1, n) // "Dwellings flooded: 1,140" is read as a sentence
	}
	if fig.Noun == "" && n.noun >= 0 {
		fig.Noun, fig.NounSpan, fig.Unit = f.Lemmas[n.noun], f.where(n.noun), f.low[n.noun]
	}
	if r != "" && !ofThings[r] && (fig.Noun == "" || roleNoun[fig.Noun] != "" || fig.Noun == "life") {
		fig.Noun, fig.Unit = People, People
	}
}

// deedTo reads "the shooting of five people", "six crash victims" and "the
// victims of the attack".
func (f *finder) deedTo(n *note) string {
	if n.weak || n.noun >= 0 && !f.person(n.noun) {
		return ""
	}
	if f.is(n.start-1, "of") && !f.is(n.start-3, "attempted") {
		switch l := f.lemma(n.start - 2); l {
		case "wounding":
			return Injured
		case "funeral":
		default:
			if r := deaths[l]; r == Hit && f.deadly(n.start-3) {
				return Killed
			} else if r != "" {
				return r
			}
		}
	}
	if n.noun < n.last || f.Lemmas[n.noun] != "victim" {
		return ""
	}
	if n.noun > n.last && harms[f.low[n.noun-1]] {
		return Hit
	}
	if f.is(n.noun+1, "of") {
		for i := n.noun + 2; i < min(n.noun+7, f.last); i++ {
			if harms[f.low[i]] {
				return Hit
			}
			if t := f.Tags[i].UPOS; t != tag.DET && t != tag.ADJ && t != tag.PROPN && t != tag.NOUN && f.low[i] != "'s" && f.low[i] != "’s" {
				break
			}
		}
	}
	return ""
}

// harms are what people are the victims of, one and all.
var harms = wordSet("shooting gunshot gunfire stabbing bombing blast explosion attack attacks explosions bombings shootings crash accident collision derailment")

// ownVerb reads the verb right after the words of n, which no tree need tell:
// "four people were also wounded".
func (f *finder) ownVerb(n *note) string {
	i := f.pastAside(max(n.noun+1, n.last))
	switch f.word(i) {
	case "suffered", "sustained", "received":
		if f.near(i, 6, "wound", "injury", "burn") && (n.noun < 0 || f.person(n.noun) && n.noun >= n.last) {
			return Injured
		}
	}
	if i >= f.last || f.Tags[i].UPOS != tag.AUX || n.noun >= 0 && n.noun < n.first {
		return ""
	}
	for ; i < f.last && (f.Tags[i].UPOS == tag.AUX || f.Tags[i].UPOS == tag.ADV); i++ {
		switch f.low[i] {
		case "not", "n't", "n’t", "never", "could", "might", "would", "will", "should":
			return ""
		}
	}
	if i >= f.last || f.takesObject(i) {
		return ""
	}
	if r := f.extended(i); ofPersons[r] {
		return r
	}
	if r := f.participle(i); ofPersons[r] {
		return r
	}
	return ""
}

// participle is what the participle or adjective at token i says, with the
// adverb before it: "fatally wounded".
func (f *finder) participle(i int) string {
	r := roleParticiple[f.word(i)]
	if (r == Injured || r == Hit) && (f.is(i-1, "fatally") || f.is(i-1, "mortally")) {
		return Killed
	}
	return r
}

// pastAside returns the token after ", including two children," at token i, or i
// if nothing of the kind stands there.
func (f *finder) pastAside(i int) int {
	if !f.is(i, ",") || !f.is(i+1, "including") {
		return i
	}
	for k := i + 2; k < min(i+14, f.last); k++ {
		if f.is(k, ",") {
			return k + 1
		}
	}
	return i
}

// ofThings are the roles of things: who is left out there is nobody.
var ofThings = map[string]bool{Destroyed: true, Damaged: true}

// ofPersons are the roles of people alone.
var ofPersons = map[string]bool{
	Killed: true, Injured: true, Hit: true, Hospital: true, Critical: true, Arrested: true, Charged: true, Convicted: true,
	Captive: true, Aboard: true, Survived: true,
}

// beside reads "17 dead", "four others injured", "14 missing people", "three
// people dead", "killed people: 3".
func (f *finder) beside(n *note) string {
	for i := n.last; i < f.last && i <= max(n.noun, n.last); i++ {
		if r := f.participle(i); r != "" && f.low[i] != "shot" {
			return r
		}
		if f.low[i] == "of" {
			break
		}
	}
	if n.noun < 0 {
		if f.is(n.last, "fatally") {
			return Killed
		}
		if r := f.participle(n.last); r != "" {
			return r
		}
		if f.Tags[min(n.last, f.last-1)].UPOS == tag.ADV || f.is(n.last, "more") {
			return f.participle(n.last + 1)
		}
		return ""
	}
	i := n.noun + 1
	for f.Tags[min(i, f.last-1)].UPOS == tag.ADV && i < f.last {
		i++
	}
	switch r := f.participle(i); {
	case r != "" && !f.takesObject(i):
		return r
	case r != "":
		return ""
	case f.is(i, "in") && (f.is(i+1, "intensive") || f.is(i+1, "critical")):
		return Critical
	case f.withWounds(i):
		return Hit
	case f.withInjuries(i):
		return Injured
	case f.is(i, "in") && (f.is(i+1, "hospital") || f.is(i+1, "hospitals")):
		return Hospital
	case f.is(i, "on") && f.is(i+1, "board"), f.is(i, "aboard"), f.onVehicle(i):
		return Aboard
	case f.Tags[min(i, f.last-1)].UPOS == tag.AUX && f.onVehicle(i+1):
		return Aboard
	}
	return ""
}

// withWounds reads "with gunshot wounds" and "who were suffering from stab
// wounds" at token i.
func (f *finder) withWounds(i int) bool {
	for f.is(i, "who") || f.is(i, "both") || f.is(i, "each") || i < f.last && f.Tags[i].UPOS == tag.AUX {
		i++
	}
	if !f.is(i, "with") && !f.is(i, "suffering") {
		return false
	}
	for k := i + 1; k < min(i+6, f.last); k++ {
		switch f.low[k] {
		case "gunshot", "bullet", "stab", "shrapnel":
			return f.Lemmas[min(k+1, f.last-1)] == "wound"
		case ",", ";":
			return false
		}
	}
	return false
}

// withInjuries reads "with serious injuries" and "with burns" at token i.
func (f *finder) withInjuries(i int) bool {
	if !f.is(i, "with") {
		return false
	}
	for k := i + 1; k < min(i+6, f.last); k++ {
		switch f.low[k] {
		case "injuries", "wounds", "burns":
			return true
		}
		if t := f.Tags[k].UPOS; t != tag.ADJ && t != tag.NOUN && t != tag.ADV && t != tag.PUNCT && t != tag.DET && t != tag.VERB || f.low[k] == "," {
			return false
		}
	}
	return false
}

// takesObject says that the form at token i is a verb with an object after it:
// "a gunman killed three people".
func (f *finder) takesObject(i int) bool {
	if i+1 >= f.last {
		return false
	}
	if roleParticiple[f.low[i]] == Hit && f.is(i+1, "and") && suffered[f.lemma(i+2)] == Killed && f.takesObject(i+2) {
		return true // "shot and killed her neighbour"
	}
	if f.Tags[i].UPOS != tag.VERB { // the tagger takes "shot" for a noun
		return roleParticiple[f.low[i]] == Hit && f.sureObject(i+1)
	}
	if f.Tags[i].XPOS.String() == "VBD" {
		return f.dependent(i, parse.Obj, parse.Obj) > i || f.sureObject(i+1)
	}
	switch f.Tags[i+1].UPOS {
	case tag.DET, tag.NUM, tag.NOUN, tag.PRON, tag.PROPN:
		return f.times[i+1] == 0
	}
	return false
}

// sureObject says that a phrase begins at token i that can only be an object:
// "two of his children", "Ana Marsh", not "two times" and not "two days later".
func (f *finder) sureObject(i int) bool {
	if k := f.names[i]; k != 0 && f.Names[k-1].Type == "person" {
		return true
	}
	switch f.Tags[i].UPOS {
	case tag.NUM, tag.PRON:
		return f.times[i] == 0 && !f.is(i+1, "times") && !f.is(i, "that") && !f.is(i, "who")
	case tag.DET:
		for i++; i < f.last && (f.Tags[i].UPOS == tag.ADJ || f.Tags[i].XPOS.String() == "VBN"); i++ {
		}
		return i < f.last && f.person(i) && f.Tags[i].UPOS == tag.NOUN
	}
	return false
}

// onVehicle reads "on the bus" at token i.
func (f *finder) onVehicle(i int) bool {
	if !f.is(i, "on") && !f.is(i, "in") || !f.is(i+1, "the") && !f.is(i+1, "that") {
		return false
	}
	return vehicles[f.word(i+2)] || vehicles[f.word(i+3)] && f.Tags[i+2].UPOS != tag.NOUN
}

var vehicles = wordSet("bus coach train plane aircraft flight ferry boat ship vehicle helicopter jet vessel van lorry truck tram minibus airliner")

// taken says that the lives of token i are lost or claimed.
func (f *finder) taken(i int) bool {
	switch f.Lemmas[int(f.Heads[i])] {
	case "claim", "lose", "take", "cost":
		return true
	}
	return f.word(i+1) == "lost" || f.word(i+2) == "lost"
}

// predicate climbs the tree from what is counted to the verb that governs it.
func (f *finder) predicate(fig *Figure, n *note) string {
	h := n.noun
	if h < 0 {
		h = f.top(n.number.last-1, n.first, n.last)
	}
	if r := f.acted(n, fig); r != "" {
		return r
	}
	f.ofPhrase(n, &h)
	if r := f.among(n); r != "" {
		return r
	}
	for steps := 0; steps < 4; steps++ {
		up := int(f.Heads[h])
		if up == h {
			break
		}
		switch f.Rels[h] {
		case parse.Conj:
			h = up
			continue
		case parse.NsubjPass:
			return f.passive(up, fig)
		case parse.Nsubj, parse.NsubjOuter:
			return f.active(up, h, fig)
		case parse.Obj:
			return f.object(up, fig)
		case parse.Nmod, parse.Obl, parse.Appos:
			if f.Rels[h] == parse.Appos {
				break
			}
			return ""
		}
		break
	}
	return f.surface(n, fig)
}

// acted reads the verb right before the words of n: "and wounding five others".
func (f *finder) acted(n *note, fig *Figure) string {
	v := n.start - 1
	if v < f.first || f.negated(v) {
		return ""
	}
	if f.low[v] == "shot" && f.Tags[v].UPOS == tag.NOUN && n.noun >= n.last && f.person(n.noun) && v > f.first && f.Tags[v-1].UPOS != tag.DET && f.Tags[v-1].UPOS != tag.NUM && f.Tags[v-1].UPOS != tag.ADJ {
		return Hit
	}
	if f.Tags[v].UPOS != tag.VERB {
		return f.secondVerb(v)
	}
	if x := f.Tags[v].XPOS.String(); x == "VBN" && f.hasAux(v) && !f.hasHave(v) {
		return ""
	}
	f.modal(v, fig)
	if l := f.Lemmas[v]; (l == "strike" || l == "hit") && (n.noun < 0 || f.person(n.noun)) && f.gunfire() {
		return Hit
	}
	if r := suffered[f.Lemmas[v]]; r == Killed || r == Injured || r == Hit || r == Arrested || r == Destroyed || r == Damaged || r == Displaced {
		if f.is(v-1, "fatally") {
			return Killed
		}
		return r
	}
	return ""
}

// secondVerb reads "and wounded" at token v where the tagger takes it for an
// adjective: "killed one person and wounded five others".
func (f *finder) secondVerb(v int) string {
	if r := roleParticiple[f.low[v]]; (r == Injured || r == Hit) && (f.is(v-1, "and") || f.is(v-1, ",")) {
		return r
	}
	return ""
}

// gunfire says that the sentence tells of shots.
func (f *finder) gunfire() bool {
	for i := f.first; i < f.last; i++ {
		switch f.Lemmas[i] {
		case "fire", "bullet", "gunfire", "shot", "shoot", "gunman", "shooting":
			return true
		}
	}
	return false
}

// ofPhrase moves h from X of "17 of the X" to the number, which governs it.
func (f *finder) ofPhrase(n *note, h *int) {
	if n.noun < 0 || !f.is(n.last, "of") {
		return
	}
	i := n.number.last - 1
	if int(f.Heads[*h]) == i || int(f.Heads[*h]) >= n.first && int(f.Heads[*h]) < n.last {
		*h = int(f.Heads[*h])
	}
}

// among reads "among the dead were four students".
func (f *finder) among(n *note) string {
	for i := n.first - 1; i >= max(f.first, n.first-8); i-- {
		if f.low[i] == "among" {
			return f.ofRole(i+1, min(i+4, n.first))
		}
	}
	return ""
}

// headed reads a heading before the number: "the death toll rose to 19", "the
// number of dead to 21", "Missing persons: 12", "bringing to 19 the number
// killed".
func (f *finder) headed(n *note) string {
	if n.noun >= 0 && !personNoun(f.Lemmas[n.noun]) && n.noun < n.last+2 && !n.digits {
		return ""
	}
	lo := max(f.first, n.first-9)
	for i := n.first - 1; i >= lo; i-- {
		w := f.low[i]
		if w == ";" || w == "." || f.Tags[i].UPOS == tag.NUM && isDigit(w) && !f.is(i-1, "from") && f.low[lo] != ":" {
			break
		}
		if w == "toll" {
			return Killed
		}
		if w == ":" && i == n.first-1 {
			return f.heading(i, n)
		}
		if w == "number" || w == "total" {
			return f.ofRole(i+1, n.first)
		}
	}
	for i := lo; i >= max(f.first, n.first-30) && n.noun < n.first; i-- {
		if f.low[i] == "number" && f.is(i+1, "of") {
			return f.ofRole(i+1, n.first)
		}
	}
	for i := n.last; i < min(n.last+4, f.last); i++ {
		if f.low[i] == "number" {
			return f.ofRole(i+1, min(f.last, i+7))
		}
		if f.low[i] == "toll" {
			return Killed
		}
	}
	return ""
}

// ofRole finds a role among the words [i, end).
func (f *finder) ofRole(i, end int) string {
	for ; i < end; i++ {
		if r := roleParticiple[f.low[i]]; r != "" {
			return r
		}
		if r := roleNoun[f.Lemmas[i]]; r != "" {
			return r
		}
		if f.Lemmas[i] == "die" { // "the number of people known to have died"
			return Killed
		}
		if f.low[i] == "on" && f.is(i+1, "board") {
			return Aboard
		}
		if f.low[i] == "driven" || f.low[i] == "forced" {
			return Displaced
		}
	}
	return ""
}

// heading reads the words before a colon, and takes the noun from there.
func (f *finder) heading(colon int, n *note) string {
	role := ""
	for i := colon - 1; i >= max(f.first, colon-4); i-- {
		if w := f.low[i]; w == "." || w == ";" || w == ":" {
			return ""
		}
		if t := f.Tags[i].UPOS; (t == tag.NOUN || t == tag.PROPN) && n.noun < 0 {
			n.noun = i
		}
		if r := roleParticiple[f.low[i]]; r != "" && role == "" {
			role = r
		}
		if r := roleNoun[f.Lemmas[i]]; r != "" && role == "" {
			role = r
		}
	}
	return role
}
