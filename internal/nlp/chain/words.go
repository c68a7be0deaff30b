package chain

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// A gender of a person as the language marks it. It serves to tell who "he"
// and "she" may be, and is never shown.
type gender byte

// The genders. An unknown one agrees with both.
const (
	unknown gender = iota
	female
	male
)

func (g gender) agrees(h gender) bool { return g == unknown || h == unknown || g == h }

// A noun says what a word of persons.txt is.
type noun struct {
	person bool
	role   bool // an office, occupation or part in an event that a name may carry
	gender gender
}

//go:embed persons.txt
var personList string

//go:embed firstnames.txt
var firstNameList string

// lines calls f with the two words of each line of a list.
func lines(list string, f func(word, value string)) {
	for line := range strings.Lines(list) {
		if word, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			f(word, value)
		}
	}
}

var persons = sync.OnceValue(func() map[string]noun {
	m := make(map[string]noun, strings.Count(personList, "\n"))
	lines(personList, func(w, v string) {
		m[w] = noun{true, strings.Contains(v, "r"), genderOf(v)}
	})
	return m
})

var firstNames = sync.OnceValue(func() map[string]gender {
	m := make(map[string]gender, strings.Count(firstNameList, "\n"))
	lines(firstNameList, func(w, v string) { m[w] = genderOf(v) })
	return m
})

// genderOf reads the letters of a list.
func genderOf(v string) gender {
	switch {
	case strings.Contains(v, "f"):
		return female
	case strings.Contains(v, "m"):
		return male
	}
	return unknown
}

// honorifics stand before a name and are no part of it. The value is the
// gender they tell.
var honorifics = map[string]gender{
	"mr": male, "mister": male, "mrs": female, "ms": female, "miss": female, "mx": unknown,
	"sir": male, "dame": female, "lady": female, "lord": male, "madam": female, "madame": female, "monsieur": male,
	"king": male, "queen": female, "prince": male, "princess": female, "duke": male, "duchess": female,
	"baron": male, "baroness": female, "count": male, "countess": female, "earl": male, "emperor": male,
	"empress": female, "pope": male, "father": male, "sister": female, "señor": male, "señora": female,
	"herr": male, "frau": female, "signor": male, "signora": female, "sheikh": male, "sheikha": female,
	"uncle": male, "aunt": female,
	"dr": unknown, "doctor": unknown, "prof": unknown, "professor": unknown, "rev": unknown, "reverend": unknown,
	"president": unknown, "senator": unknown, "sen": unknown, "rep": unknown, "representative": unknown,
	"justice": unknown, "judge": unknown, "gov": unknown, "governor": unknown, "mayor": unknown,
	"minister": unknown, "secretary": unknown, "chief": unknown, "speaker": unknown, "chancellor": unknown,
	"ambassador": unknown, "congressman": male, "congresswoman": female, "councillor": unknown, "cllr": unknown,
	"bishop": unknown, "archbishop": unknown, "cardinal": male, "rabbi": unknown, "imam": male, "haji": male,
	"general": unknown, "gen": unknown, "colonel": unknown, "col": unknown, "major": unknown, "maj": unknown,
	"captain": unknown, "capt": unknown, "lieutenant": unknown, "lt": unknown, "sergeant": unknown, "sgt": unknown,
	"corporal": unknown, "cpl": unknown, "private": unknown, "pvt": unknown, "admiral": unknown, "adm": unknown,
	"commander": unknown, "cmdr": unknown, "brigadier": unknown, "brig": unknown, "marshal": unknown,
	"detective": unknown, "det": unknown, "inspector": unknown, "insp": unknown, "constable": unknown,
	"superintendent": unknown, "supt": unknown, "officer": unknown, "coach": unknown, "saint": unknown,
}

// honorific returns the word in lower case without its full stop if it is an
// honorific, "" if it is not.
func honorific(w string) string {
	if w == "" || w[0] < 'A' || w[0] > 'Z' {
		return ""
	}
	l := strings.TrimSuffix(wordlist.Lower(w), ".")
	if _, ok := honorifics[l]; ok {
		return l
	}
	return ""
}

var (
	// bare honorifics say nothing about what somebody does.
	bare = wordlist.NewSet(`mr mister mrs ms miss mx sir dame lady lord madam madame monsieur señor señora herr frau signor signora
		dr uncle aunt saint father sister haji`)

	// suffixes of personal names are no surname.
	suffixes = wordlist.NewSet(`jr jr. sr sr. ii iii iv`)

	// legal forms end the name of a company.
	legal = wordlist.NewSet(`inc inc. incorporated corp corp. corporation ltd ltd. limited plc co co. llc llp gmbh ag sa s.a. nv n.v. bv b.v.
		oy ab as a.s. spa s.p.a.`)

	// small words are left out of initials.
	small = wordlist.NewSet(`of the for and in on at & de la du des und der van to`)

	// kinds are nouns that stand for an organisation: "the ministry".
	kinds = wordlist.NewSet(`agency airline army association authority bank bureau club college commission committee company corporation council
		court department federation firm foundation fund group hospital institute institution ministry museum network newspaper office
		organisation organization party police regulator school society station union university watchdog`)

	// companies are words in names of companies, and what "company" may be called.
	companies = wordlist.NewSet(`company firm group holdings holding airlines airways motors industries enterprises technologies systems
		pharmaceuticals electronics energy foods stores brothers partners ventures media studios`)
)

// leads are verbs that say that somebody leads what follows, with the noun for
// it: "who heads the agency".
var leads = map[string]string{"heads": "head", "leads": "leader", "chairs": "chair", "runs": "head", "directs": "director", "coaches": "coach",
	"manages": "manager", "commands": "commander", "edits": "editor", "owns": "owner"}
