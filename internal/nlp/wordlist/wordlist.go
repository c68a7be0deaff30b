// Package wordlist holds the word lists of English that other packages share.
//
// Layer: L1 (pure data). It holds words of grammar only: never a name, an
// outlet or a phrase of some event.
package wordlist

import "strings"

// A Set is a set of lower-case words.
type Set map[string]struct{}

// NewSet returns the set of the words of s, which are separated by white space.
func NewSet(s string) Set {
	m := Set{}
	for _, w := range strings.Fields(s) {
		m[w] = struct{}{}
	}
	return m
}

// Has reports whether the lower-case word w is in the set.
func (s Set) Has(w string) bool { _, ok := s[w]; return ok }

// Lower returns w in lower case, with ' for ’.
func Lower(w string) string {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ReplaceAll(strings.ToLower(w), "’", "'")
		}
	}
	return w
}

var (
	// Stop words carry no topic.
	Stop = NewSet(`a about above after again against all also am an and any are as at be because been before being below between both but by
		ca can could 'd did do does doing down during each else ever every few first for former from further had has have having he her here hers
		herself him himself his how however i if in into is it its itself just last later latest least less like 'll 'm made make many may me might
		more most much must my myself n't near new next no nor not now of off on once one only onto or other others our ours out over own per put
		're 's said same say saying says second see seen several shall she should since so some still such take taken than that the their theirs
		them themselves then there these they third this those though three through thus to together told took too toward towards two under until
		up upon us use used very via 've was we well went were what when where whether which while who whom whose why will with within without
		would yet you your yours added according ago among amid around another back because came come day days week weeks month months year years
		monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening night
		january february march april june july august september october november december jan feb aug sept oct nov dec a.m. p.m. mr mrs ms mr. mrs. ms. dr dr.
		people time way including told tell tells asked ask spoke speaking statement reporters news report reports reported reporting
		get got go going known called call calls need needs part set end left right old long good big number four five six seven eight nine ten hundred thousand million billion`)

	// Months and Weekdays, in full and abbreviated, without the full stop.
	Months   = NewSet(`january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec`)
	Weekdays = NewSet(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun`)

	// Numbers written as words, up to twenty, tens and powers.
	Numbers = NewSet(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
		twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens`)

	// Speech verbs report what somebody said.
	Speech = NewSet(`said says say told tells tell added adds wrote writes stated states announced announces declared declares reported reports
		asked asks replied replies warned warns argued argues noted notes insisted insists claimed claims confirmed confirms denied denies
		tweeted posted remarked recalled explained explains testified acknowledged admitted admits suggested suggests urged urges vowed vows
		promised pledged stressed emphasised emphasized estimated estimates alleged alleges accused accuses conceded concedes quipped joked
		contends contended maintains maintained predicted predicts reiterated revealed disclosed`)
)
