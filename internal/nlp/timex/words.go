package timex

import (
	"strings"
	"sync"
)

// A span of time that is counted.
const (
	secondSpan = iota + 1
	minuteSpan
	hourSpan
	daySpan
	weekSpan
	fortnightSpan
	monthSpan
	quarterSpan
	yearSpan
	decadeSpan
	centurySpan
)

// A part of a day.
const (
	morning = iota + 1
	afternoon
	evening
	night
)

// What last, next, this and the like say.
const (
	lastDir      = iota + 1 // last, past
	pastDir                 // past: with one unit it is a duration
	previousDir             // before what was named
	nextDir                 //
	comingDir               // with one unit it is the next
	followingDir            // after what was named
	thisDir                 //
	thatDir                 // what was named
	recentDir               //
)

// A vague reference.
const (
	presentRef = iota + 1
	pastRef
	futureRef
)

// words is the lexicon of the grammar. It is read only.
var words = sync.OnceValue(lexicon)

// lexicon puts the words together. A word of a later list replaces what it
// was before.
func lexicon() map[string]item {
	t := map[string]item{}
	each := func(list string, it item) {
		for _, w := range strings.Fields(list) {
			t[w] = it
		}
	}
	count := func(list string, from int, it item) {
		for i, w := range strings.Fields(list) {
			it.n = from + i
			t[w] = it
		}
	}
	tenses(each)
	numbers(each, count)
	calendar(each, count)
	relations(each, count)
	clocks(each)
	return t
}

// tenses are the words that tell the tense of a clause.
func tenses(each func(string, item)) {
	each(`was were had did said went came took gave made became began broke brought built bought caught chose drew drove fell felt fought
		found flew got grew held hit heard kept killed knew led left lost met paid put ran rose sat saw sent shot shook showed shut sold spent spoke
		stole stood struck swept swore taught thought threw tore understood voted wept withdrew woke won wrote died lied tied hurt quit
		hid lay rode sank slid slept fled dug blew beat burst crept dealt froze overtook overthrew rang sang shrank spread stuck swam forgot
		hanged occurred tried used moved`, item{role: past})
	each(`will 'll shall would must may might can could should ca wo gonna`, item{role: coming})
	each(`be been being is are am 's 're 'm`, item{role: be})
	each(`have has 've having`, item{role: have})
	each(`to`, item{role: to})
	each(`scheduled due planned planning plan plans expected expects expect slated set going intends intend intended hopes hope aims aim
		vows promises preparing prepares likely poised ready upcoming forthcoming meets begins starts opens ends returns resumes
		reconvenes convenes expires closes hosts arrives departs travels wants want deadline forecast`, item{role: plan})
	each(`agreed vowed promised pledged wanted invited ordered asked told urged subpoenaed summoned`, item{role: promise})
	each(`that if when because while although though but whether unless so`, item{role: linker})
	each(`starting beginning effective`, item{role: opens})
	each(`bed red indeed need hundred embed speed feed seed breed united sacred naked wicked hatred`, item{})
}

func numbers(each func(string, item), count func(string, int, item)) {
	count(`one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`, 1, item{kind: number})
	for i, w := range strings.Fields(`twenty thirty forty fifty sixty seventy eighty ninety`) {
		each(w, item{kind: number, n: 20 + 10*i})
	}
	for i, w := range strings.Fields(`twenties thirties forties fifties sixties seventies eighties nineties`) {
		each(w, item{kind: decade, n: 1920 + 10*i, abbr: true})
	}
	count(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
		eighteenth nineteenth twentieth`, 1, item{kind: ordinal})
	each(`twenty-first`, item{kind: ordinal, n: 21})
	each(`final`, item{kind: ordinal, n: 99})
	count(`q1 q2 q3 q4`, 1, item{kind: quarterName})
	each(`few several many`, item{kind: few})
	each(`half`, item{kind: half})
	each(`a an`, item{kind: article})
	each(`another`, item{kind: another})
	each(`the`, item{kind: the})
	each(`full consecutive straight whole solid extra additional further other successive long business working calendar fewer entire short school good`, item{kind: filler})
	each(`more less over under`, item{kind: more})
	count(`once twice thrice`, 1, item{kind: times})
}

// calendar are the names of days, months and seasons. digits on an item says
// that it must be written with a capital.
func calendar(each func(string, item), count func(string, int, item)) {
	count(`january february march april may june july august september october november december`, 1, item{kind: month, digits: 1})
	count(`jan. feb. mar. apr. may. jun. jul. aug. sept. oct. nov. dec.`, 1, item{kind: month, digits: 1, abbr: true})
	count(`jan feb mar apr may jun jul aug sept oct nov dec`, 1, item{kind: month, digits: 1, abbr: true})
	each(`sep sep.`, item{kind: month, digits: 1, abbr: true, n: 9})
	each(`may`, item{kind: month, role: coming, digits: 1, n: 5})
	count(`monday tuesday wednesday thursday friday saturday sunday`, 1, item{kind: weekday, digits: 1})
	count(`mondays tuesdays wednesdays thursdays fridays saturdays sundays`, 1, item{kind: weekday, digits: 1, plural: true})
	count(`mon. tue. wed. thu. fri. sat. sun.`, 1, item{kind: weekday, digits: 1, abbr: true})
	count(`mon tue wed thu fri sat sun`, 1, item{kind: weekday, digits: 1, abbr: true})
	count(`mon tues. wed thurs. fri sat sun`, 1, item{kind: weekday, digits: 1, abbr: true})
	count(`spring summer fall winter`, 1, item{kind: season})
	each(`autumn`, item{kind: season, n: 3})
	each(`yesterday`, item{kind: namedDay, n: -1})
	each(`today tonight overnight`, item{kind: namedDay})
	each(`tomorrow`, item{kind: namedDay, n: 1})
	each(`weekend`, item{kind: weekendWord})
	each(`weekends`, item{kind: weekendWord, plural: true})
	each(`christmas`, item{kind: holiday, digits: 1, n: 1225})
	each(`halloween`, item{kind: holiday, digits: 1, n: 1031})
	each(`juneteenth`, item{kind: holiday, digits: 1, n: 619})
	each(`boxing`, item{kind: holiday, digits: 1, n: 1226})
	each(`new`, item{kind: holiday, digits: 1, n: 101})
	each(`valentine`, item{kind: holiday, digits: 1, n: 214})
	each(`veterans armistice remembrance`, item{kind: holiday, digits: 1, n: 1111})
	each(`bastille`, item{kind: holiday, digits: 1, n: 714})
}

func relations(each func(string, item), count func(string, int, item)) {
	count(`second minute hour day week fortnight month quarter year decade century`, secondSpan, item{kind: unit})
	count(`seconds minutes hours days weeks fortnights months quarters years decades centuries`, secondSpan, item{kind: unit, plural: true})
	each(`sec secs`, item{kind: unit, n: secondSpan, plural: true})
	each(`min mins`, item{kind: unit, n: minuteSpan, plural: true})
	each(`hrs`, item{kind: unit, n: hourSpan, plural: true})
	each(`yr yrs`, item{kind: unit, n: yearSpan, plural: true})
	each(`second`, item{kind: ordinal, n: 2})
	count(`hourly daily weekly fortnightly monthly quarterly yearly`, hourSpan, item{kind: frequency})
	each(`annually`, item{kind: frequency, n: yearSpan})
	each(`nightly`, item{kind: frequency, n: daySpan})
	each(`last`, item{kind: direction, n: lastDir})
	each(`past`, item{kind: direction, n: pastDir})
	each(`previous preceding`, item{kind: direction, n: previousDir})
	each(`next`, item{kind: direction, n: nextDir})
	each(`coming upcoming`, item{kind: direction, n: comingDir})
	each(`following`, item{kind: direction, n: followingDir})
	each(`current`, item{kind: direction, n: thisDir})
	each(`recent`, item{kind: direction, n: recentDir})
	each(`same`, item{kind: direction, n: thatDir})
	each(`this`, item{kind: demonstrative, n: thisDir})
	each(`that`, item{kind: demonstrative, n: thatDir, role: linker})
	each(`these`, item{kind: demonstrative, n: recentDir})
	each(`early late mid`, item{kind: modifier})
	each(`ago`, item{kind: ago})
	each(`earlier`, item{kind: shift, n: -1})
	each(`later`, item{kind: shift, n: 1})
	each(`before`, item{kind: around, n: -1})
	each(`after`, item{kind: around, n: 1})
	each(`every each`, item{kind: every})
	each(`now currently nowadays presently`, item{kind: vague, n: presentRef})
	each(`recently`, item{kind: vague, n: pastRef})
	each(`future`, item{kind: vague, n: futureRef})
	each(`fiscal financial`, item{kind: fiscal})
}

func clocks(each func(string, item)) {
	each(`morning`, item{kind: partOfDay, n: morning})
	each(`mornings`, item{kind: partOfDay, n: morning, plural: true})
	each(`afternoon`, item{kind: partOfDay, n: afternoon})
	each(`afternoons`, item{kind: partOfDay, n: afternoon, plural: true})
	each(`evening`, item{kind: partOfDay, n: evening})
	each(`evenings`, item{kind: partOfDay, n: evening, plural: true})
	each(`night`, item{kind: partOfDay, n: night})
	each(`nights`, item{kind: partOfDay, n: night, plural: true})
	each(`noon midday`, item{kind: clockWord, n: 12})
	each(`midnight`, item{kind: clockWord, n: 24})
	each(`a.m. a.m am`, item{kind: meridiem, role: be})
	each(`p.m. p.m pm`, item{kind: meridiem, n: 12})
	for _, z := range []struct {
		names   string
		minutes int
	}{
		{"gmt utc wet", 0}, {"bst cet west", 60}, {"cest eet sast", 120}, {"eest msk", 180}, {"pkt", 300}, {"hkt sgt awst", 480},
		{"jst kst", 540}, {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780},
		{"est est. cdt", -300}, {"edt", -240}, {"cst mdt", -360}, {"mst pdt", -420}, {"pst", -480},
	} {
		each(z.names, item{kind: zone, n: z.minutes, digits: 1})
	}
	// These change with the season, which the name does not tell.
	each(`et ct mt pt`, item{kind: zone, digits: 1, plural: true})
}
