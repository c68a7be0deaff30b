package brief

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A role is what a sentence does in the telling of a story.
type role uint8

const (
	roleOther  role = iota
	roleEvent       // what happened, how many, how much
	roleSaid        // what those concerned did or said about it
	roleAhead       // what follows, what is open
	roleBehind      // what was before
)

// A tense is what the verb of a main clause says of the time and the kind of
// what it tells, as far as its form shows.
type tense uint8

const (
	tenseUnknown tense = iota
	tensePast          // something was done, or has been
	tenseSpeech        // somebody said something
	tensePlan          // something will be, or is due
	tenseMaybe         // it may be
	tenseBefore        // it had been before
	tenseState         // something was so
	tensePresent       // something is so, or is done again and again
)

// officially is what a deed or a word is worth more for coming from those who act
// for all.
const officially = 1.25

// newsworthy says by its form alone how likely u is news rather than a scene, a
// description, a look back or a flourish, from 0 to a little over 1, and sets its role.
func newsworthy(d *annotate.Document, u *unit, pastYear func(string) bool) float64 {
	v := 1.0
	t, at := clause(d, u)
	u.speech = t == tenseSpeech
	switch t {
	case tensePresent:
		v *= 0.85
	case tenseState:
		v *= 0.65
	case tenseMaybe, tenseUnknown:
		v *= 0.85
	case tenseBefore:
		v *= 0.6
	}
	if t == tenseSpeech || t == tensePast {
		for _, w := range d.Lower[u.first:at] {
			if official.Has(w) {
				v *= officially
				break
			}
		}
	}
	if u.names == 0 && len(u.numbers) == 0 {
		v *= 0.6
	}
	if flourish(d, u) {
		v *= 0.15
	}
	back := t == tenseBefore
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted == 0 && pastYear(d.Word(i)) {
			back = true
			v *= 0.6
			break
		}
	}
	u.role = roleOf(d, u, t, back)
	return v
}

// roleOf tells the roles apart by the words that each is told in.
func roleOf(d *annotate.Document, u *unit, t tense, back bool) role {
	if back {
		return roleBehind
	}
	if t == tensePlan {
		return roleAhead
	}
	event, said, ahead := false, t == tenseSpeech || u.spoken || u.accuses, false
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted != 0 {
			continue
		}
		w := d.Lower[i]
		event = event || len(u.numbers) > 0 && quantities[w] != ""
		said = said || acting.Has(w)
		ahead = ahead || open.Has(w)
	}
	switch {
	case event:
		return roleEvent
	case said:
		return roleSaid
	case ahead:
		return roleAhead
	case t == tensePast:
		return roleEvent
	}
	return roleOther
}

// clause returns the tense of the first finite verb of u that stands in no
// relative clause and no quotation, and where it stands.
func clause(d *annotate.Document, u *unit) (t tense, at int) {
	relative := false
	for i := u.first + 1; i < u.last; i++ {
		w := d.Lower[i]
		if d.Marks[i]&annotate.Word == 0 {
			relative = relative && w != ","
			continue
		}
		if d.Marks[i]&(annotate.Quoted|annotate.Capital|annotate.Number) != 0 {
			continue
		}
		if relatives.Has(w) {
			relative = true
			continue
		}
		if t := verb(d, u, i); t != tenseUnknown {
			if relative {
				relative = false // the next verb is that of the main clause
				continue
			}
			return t, i
		}
	}
	return tenseUnknown, u.first
}

// verb returns what token i is as a finite verb, or tenseUnknown.
func verb(d *annotate.Document, u *unit, i int) tense {
	w := d.Lower[i]
	switch {
	case w == "is" || w == "are":
		return being(d, u, i, tensePresent)
	case w == "was" || w == "were":
		return being(d, u, i, tenseState)
	case w == "has" || w == "have":
		if done(d, u, i) {
			return tensePast
		}
		return tensePresent
	case w == "had":
		if done(d, u, i) {
			return tenseBefore
		}
		return tenseState
	case w == "will":
		return tensePlan
	case modal.Has(w):
		return tenseMaybe
	case wordlist.Speech.Has(w):
		return tenseSpeech
	case pastForms.Has(w) || past.Has(w):
		return tensePast
	case len(w) > 4 && strings.HasSuffix(w, "ed") && w != "hundred" && w != "united":
		if attributive.Has(d.Lower[i-1]) {
			return tenseUnknown // "the damaged bridge", "of flooded homes"
		}
		return tensePast
	case finite.Has(w) && strings.HasSuffix(w, "s") && (d.Marks[i-1]&annotate.Stop == 0 || relatives.Has(d.Lower[i-1])):
		return tensePresent
	}
	return tenseUnknown
}

// being returns the tense of a form of "be" at token i: of what was done to
// something, of what is under way, or, if it is neither, state.
func being(d *annotate.Document, u *unit, i int, state tense) tense {
	for k := i + 1; k < min(i+4, u.last); k++ {
		w := d.Lower[k]
		switch {
		case planned.Has(w):
			return tensePlan
		case participle(w):
			if state == tensePresent {
				return tensePresent
			}
			return tensePast
		case strings.HasSuffix(w, "ing"):
			return tensePast
		case d.Marks[k]&annotate.Number != 0:
			return tensePast // a number is news even where nothing moves
		case d.Marks[k]&annotate.Stop == 0 && !strings.HasSuffix(w, "ly") && w != "also":
			return state
		}
	}
	return state
}

// done reports whether a form of "have" at token i has a participle behind it.
func done(d *annotate.Document, u *unit, i int) bool {
	for k := i + 1; k < min(i+5, u.last); k++ {
		if participle(d.Lower[k]) {
			return true
		}
	}
	return false
}

func participle(w string) bool {
	return len(w) > 4 && strings.HasSuffix(w, "ed") || participles.Has(w) || pastForms.Has(w)
}

// flourish reports whether u is worded to please: it opens as a remark does, or
// it compares and exclaims.
func flourish(d *annotate.Document, u *unit) bool {
	if remarks.Has(d.Lower[u.first]) || d.Word(u.last-1) == "!" {
		return true
	}
	for i := u.first + 1; i+1 < u.last; i++ {
		if d.Marks[i]&annotate.Quoted != 0 {
			continue
		}
		switch w, n := d.Lower[i], d.Lower[i+1]; {
		case w == "than" && (n == "the" || n == "a" || n == "any"), w == "like" && (n == "a" || n == "an"), w == "much" && n == "has":
			return true
		case w == ":" && i+4 >= u.last && !u.table:
			return true // "a clear message: Don't."
		}
	}
	return false
}

var (
	relatives = wordlist.NewSet(`who which that whom whose where when as after before while because if although though since until how why what whether than`)
	modal     = wordlist.NewSet(`would could may might must should can`)
	// attributive words stand before what describes a noun, not before a verb.
	attributive = wordlist.NewSet(`the a an of in on at by for with from to his her its their our some any no this that these those and or most many more newly so very`)
	planned     = wordlist.NewSet(`to due expected scheduled set planned likely about`)
	remarks     = wordlist.NewSet(`much nobody nothing everything everyone hardly perhaps maybe imagine welcome no none never what how why who if whether earlier now soon here sometimes often once`)

	// pastForms are those past forms of the finite verbs that are not in past.
	pastForms = wordlist.NewSet(`left led hit cut put set shot shut split hurt spread broke fell rose died beat burnt burst clung crept dealt dug fed fled flung
		froze heard held hid hung kept knelt laid leapt left lent lit lost met misled quit sank shed shook shrank sold spent spoke sprang stole strode sued swept swore
		tore told took threw understood upheld withdrew woke wore wound wrote`)
	participles = wordlist.NewSet(`begun been blown broken brought built bought caught chosen come cut dealt done drawn driven fallen fed felt found flown forbidden forced
		given gone got gotten grown had heard held hidden hit hurt kept known laid led left lent lost made met paid put quit read risen run said seen sold sent set shaken shot
		shown shut slain sought spent split spoken stolen struck sunk sworn swept taken taught thrown told torn understood undergone upheld won withdrawn woken worn written`)

	// acting are the acts of those who have a say.
	acting = wordlist.NewSet(`arrested detained charged ordered opened launched announced approved rejected ruled suspended banned resigned sacked fired dismissed appointed
		named pledged promised vowed condemned blamed accused denied disputed apologised apologized called urged warned demanded agreed declared defended criticised criticized
		refused declined backed voted passed signed sentenced convicted cleared investigated investigating inquiry investigation sued filed blocked halted proposed offered
		praised thanked thanks tweeted wrote responded threatened insisted said says told according`)
	// official are those who act and speak for all.
	official = wordlist.NewSet(`police prosecutor prosecutors court judge judges jury minister ministers ministry president government authorities officials army council
		parliament congress senate regulator commission commissioner mayor governor coroner inspectors investigators firefighters rescuers department agency
		secretary premier chancellor senator senators lawmakers union company operator spokesman spokeswoman spokesperson board committee`)
	open = wordlist.NewSet(`expected scheduled plans planned unclear unknown remain remains remained pending until tomorrow next upcoming unresolved deadline`)
)
