package question

import (
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// other is the kind of an event of which the words do not tell more.
const other = "other"

// kinds are the kinds of event, each with words that reports of it use.
var kinds = []struct {
	name  string
	words wordlist.Set
}{
	{"disaster", wordlist.NewSet(`earthquake quake magnitude epicentre epicenter aftershock aftershocks flood floods flooding flooded landslide mudslide
		storm hurricane typhoon cyclone tornado tornadoes wildfire wildfires blaze fire fires firefighters crash crashed derailed derailment collapse
		collapsed explosion sank sinking capsized tsunami eruption erupted volcano avalanche rescuers survivors wreckage debris accident`)},
	{"attack", wordlist.NewSet(`shooting shootings gunman gunmen shot gunfire bomb bombing bombings bomber attack attacks attacker attackers stabbing stabbed
		blast hostage hostages terrorist terrorists terrorism militants airstrike airstrikes missile missiles murder murdered homicide robbery kidnapped
		kidnapping suspect suspects police massacre`)},
	{"court", wordlist.NewSet(`court courts judge judges ruling ruled trial jury jurors verdict appeal appeals lawsuit sued sentenced sentence convicted
		conviction prosecutors prosecutor indicted indictment plaintiffs defendant defendants justices attorney attorneys testimony guilty lawyers`)},
	{"election", wordlist.NewSet(`election elections electoral vote votes voted voters ballot ballots poll polls candidate candidates campaign primary
		primaries parliament senate senator senators congress bill lawmakers legislation coalition nominee delegates republican republicans democrat
		democrats democratic party`)},
	{"diplomacy", wordlist.NewSet(`visit visits talks summit treaty ambassador ambassadors embassy diplomats diplomatic diplomacy sanctions foreign
		negotiations negotiators ceasefire bilateral delegation truce ties allies nato`)},
	{"business", wordlist.NewSet(`company companies shares profit profits revenue market markets stock stocks investors merger acquisition bank banks
		inflation economy economic tariff tariffs prices quarter earnings sales percent growth workers trade`)},
	{"protest", wordlist.NewSet(`protest protests protesters protester demonstrators demonstration demonstrations march marched marchers rally rallied
		strikers union riot riots`)},
	{"health", wordlist.NewSet(`virus outbreak disease diseases vaccine vaccines vaccination patients hospital hospitals doctors infection infections
		infected epidemic pandemic salmonella symptoms recall contaminated illness quarantine`)},
}

// opening is how many tokens of a report its kind is told by.
const opening = 250

// kindOf returns the kind of the event that s tells of: what most of the
// independent reports are, each by the words of its title and its opening.
func kindOf(s Story) string {
	votes, voters := make([]int, len(kinds)), 0
	seen := map[int]bool{}
	for i := range s.Docs {
		if seen[s.Origin[i]] {
			continue // a copy has no vote
		}
		seen[s.Origin[i]] = true
		voters++
		if k := vote(s, i); k >= 0 {
			votes[k]++
		}
	}
	best := 0
	for k := range votes {
		if votes[k] > votes[best] {
			best = k
		}
	}
	if 2*votes[best] <= voters {
		return other
	}
	return kinds[best].name
}

// vote returns the kind that document i is of, or -1: the one with clearly
// most words, each counted three times at the most.
func vote(s Story, i int) int {
	d := s.Docs[i]
	words := d.Lower[:min(len(d.Lower), opening)]
	score, times := make([]int, len(kinds)), map[string]int{}
	count := func(w string, n int) {
		if times[w]++; times[w] > 3 {
			return
		}
		for k := range kinds {
			if kinds[k].words.Has(w) {
				score[k] += n
			}
		}
	}
	for _, t := range d.Title.Tokens {
		count(lower(t.Of(d.Document.Title)), 3)
	}
	for _, w := range words {
		count(w, 1)
	}
	best, second := -1, 0
	for k, n := range score {
		switch {
		case best < 0 || n > score[best]:
			if best >= 0 {
				second = score[best]
			}
			best = k
		case n > second:
			second = n
		}
	}
	if score[best] < 4 || 4*score[best] < 5*second {
		return -1
	}
	return best
}
