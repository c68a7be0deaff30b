package verify

import "strings"

// The word lists of the check. They are its own: where the writer's lists have
// a hole, these need not have the same one. All are lower-case, with straight
// apostrophes.
var (
	// negation counts for polarity and is protected.
	negation = newSet(`not no never none nor neither without nobody nothing nowhere cannot can't hardly barely
		scarcely rarely seldom lack lacks lacked lacking absent non`)

	// denial turns round what it governs without a negation. It is protected.
	denial = newSet(`deny denies denied denying denial denials refuse refuses refused refusing refusal reject rejects
		rejected rejecting fail fails failed failing failure dispute disputes disputed disputing refute refutes refuted
		refuting contradict contradicts contradicted contest contests contested dismiss dismisses dismissed dismissing
		false falsely fake untrue wrongly mistaken mistakenly erroneous erroneously incorrect incorrectly retracted
		withdrawn hoax innocent acquitted cleared averted avoided prevented stopped blocked cancelled canceled
		overturned reversed quashed annulled`)

	// condition limits what it governs. It is protected.
	condition = newSet(`if unless except excepting excluding only solely whether provided providing until till lest
		assuming supposing otherwise hypothetical hypothetically conditional conditionally pending`)

	// hedge weakens what it governs. It is protected.
	hedge = newTable(`alleged, allegedly, alleges, alleging, allege, allegation, allegations, reported, reportedly,
		suspected, suspect, suspects, suspicion, suspicions, apparent, apparently, possible, possibly, perhaps, maybe, likely, unlikely,
		probable, probably, potential, potentially, presumed, presumably, supposed, supposedly, ostensibly, unconfirmed, unverified, unproven, unclear,
		uncertain, claimed, claims, claim, claiming, purported, purportedly, so-called, self-described, self-styled, believed, thought to, said to be, said to have,
		understood to, considered, appears, appear, appeared, appearing, seems, seem, seemed, seemingly, rumoured, rumored, rumour, rumor, rumours, rumors,
		speculation, speculated, expected, feared, tentative, tentatively, preliminary, provisional, provisionally, initial, initially,
		in theory, in part, partly, partially, mostly, largely, mainly, sometimes, often, usually, generally, in some cases, effectively, virtually, practically, quasi`)

	// modal makes a possibility or a duty of a fact. It is protected, but see
	// [sentence.month].
	modal = newSet(`may might could would should must can will shall ought won't wouldn't couldn't shouldn't mustn't
		mightn't needn't shan't he'll she'll they'll it'll we'll i'll you'll he'd she'd they'd we'd`)

	// bound says from which side a number holds. It is protected unless its
	// number goes with it.
	bound = newTable(`at least, at most, at the least, at the most, more than, less than, fewer than, no more than, no fewer than,
		no less than, not more than, as many as, as much as, as few as, up to, up to about, an estimated, estimated, estimates, approximately, in excess of, upwards of,
		a minimum of, a maximum of, close to, or more, or less, or fewer, or so, and counting, plus or minus, give or take, minimum, maximum, exceeding, greater than, higher than, lower than`)

	// weakBound does the same, but only where a number follows: "about 40
	// people", not "a book about Alba".
	weakBound = newSet(`about around some nearly almost over under up roughly below above just circa barely beyond
		within between only well exactly precisely`)

	// status says that what it qualifies is not so now, or not so yet. It is
	// protected.
	status = newSet(`former formerly ex ex- late ousted deposed acting interim then-president attempted attempting
		attempt tried planned planning plan plans proposed proposing proposal draft drafted aborted would-be future
		prospective intended onetime one-time erstwhile retired outgoing incoming elect president-elect mock simulated
		fictional fictitious imaginary satirical unsuccessful unsuccessfully`)

	// accusing marks a statement that charges somebody with something: its
	// attribution is never deleted, nor is the word.
	accusing = strings.Fields(`accus alleg blam claim suspect deni deny denie charg indict convict guilty guilt
		murder kill rape raping fraud brib corrupt stole steal theft thief launder embezzl assault abus terror tortur traffick
		smuggl extort blackmail illegal unlawful violat lied lying liar perjur plot conspir collu negligen misconduct cheat
		poison culprit perpetrat crime criminal crimin sabotag hack spy spie espionage harass molest groom arson shot shoot
		stab attack massacr genocid atrocit executed execution kidnap abduct robb loot vandal responsib fault mislead misled decei
		deceptive manipulat rigg falsif forge fabricat unfit incompetent racist sexist extremis militan traitor treason
		scandal breach complicit arrest detain`)

	// charging holds those of them that are protected themselves.
	charging = strings.Fields(`accus alleg blam claim suspect charged indict convict guilty`)

	// opinion marks a judgement, which is somebody's: its attribution stays.
	opinion = newSet(`should must ought need needs best worst better worse good bad great terrible unacceptable
		outrageous disgrace disgraceful shameful wrong right unfair unjust failure success successful believe believes
		think thinks hope hopes fear fears feel feels likely unlikely probably`)

	// cue is a verb or noun that puts words or knowledge into somebody's
	// mouth.
	cue = newSet(`said say says saying told tell tells telling added adds adding announced announces announcing
		stated states stating reported reports reporting according wrote writes writing tweeted tweets posted posts
		asked asks noted notes noting explained explains warned warns warning insisted insists insisting argued argues
		arguing admitted admits admitting acknowledged acknowledges acknowledging confirmed confirms confirming revealed
		reveals revealing declared declares declaring claimed claims claiming alleged alleges alleging suggested
		suggests suggesting testified testifies testifying replied replies responded responds remarked commented
		comments recalled recalls predicted predicts predicting estimated estimates estimating concluded concludes
		concluding stressed stresses emphasised emphasized maintained maintains contended contends asserted asserts
		asserting disclosed discloses observed observes pointed quoted quoting quotes cited cites citing believed
		believes believe believing thinks think thought feared fears fear denied denies denying accused accuses accusing
		vowed vows promised promises pledged pledges urged urges demanded demands called calls describes described
		complained complains conceded concedes indicated indicates indicating heard hears ruled rules found finds showed
		shows showing boasted bragged joked quipped shouted yelled whispered tells briefed briefs published informed
		informs advised advises assured assures agreed agrees disputes disputed countered counters retorted reckons
		reckon reckoned hopes hope hoped expects expect expected foresees sees blamed blames charged charges condemned
		condemns praised praises criticised criticized lamented mused opined proclaimed reiterated repeated repeats
		speculated thundered theorised theorized understands understood learned learnt knows knew read reads worried supposed wondered swore taught
		doubted fretted saw sworn`)

	// cueBase holds forms that are also nouns: they put words into a mouth, but
	// make a speaker only of what stands before them in the plural.
	cueBase = newSet(`accuse acknowledge add admit advise agree allege announce argue ask assert assure blame boast brag
		brief call charge cite claim comment complain concede conclude condemn confirm contend counter
		criticise criticize declare demand deny describe disclose dispute doubt doubts emphasise emphasize
		estimate explain find foresee fret guess hear imagine indicate inform insist joke know lament learn
		maintain note observe opine pledge point post praise predict proclaim promise publish quote recall
		reiterate remark repeat reply report respond reveal rule see show speculate state stress suggest
		suppose swear swears teach testify theorise theorize tweet understand urge vow warn wonder worries
		worry write`)

	// saying is the part of cue that is said of a speaker beside a quotation.
	saying = newSet(`said says asked asks added adds told wrote writes shouted yelled cried exclaimed demanded
		wondered replied declared claimed claims joked tweeted posted quipped warned insisted argued announced`)

	// inverts is the part of cue that may stand before its speaker.
	inverts = newSet(`said says asked asks added adds wrote writes explained warned insisted argued noted replied
		announced declared tweeted posted reported`)

	// citing stands before a speaker anywhere.
	citing = newSet(`citing cites cited quoting quotes`)

	// auxiliary and the adverbs (in -ly, or here) may stand between a speaker
	// and the verb.
	auxiliary = newSet(`has have had is are was were also later then earlier again since further today yesterday
		tonight once even just this week month morning afternoon evening on monday tuesday wednesday thursday friday
		saturday sunday`)

	// beforeSpeaker may stand before the name of a speaker that a verb
	// follows.
	beforeSpeaker = newSet(`that but as when while because after before although though whereas where if statement
		interview conference then so`)

	// behindSpeaker may stand behind the name of a speaker that a verb stands
	// before.
	behindSpeaker = newSet(`in on at during after before who when late early yesterday today tonight earlier as last
		this while via through told to which`)

	// connective may be deleted at the start with the comma behind it.
	connective = newTable(`however, meanwhile, additionally, moreover, furthermore, in addition, besides, also, but, and,
		yet, still, thus, therefore, consequently, indeed, of course, finally, lastly, similarly, likewise, nevertheless, nonetheless,
		on the other hand, in contrast, by contrast, in the meantime, at the same time, as a result, accordingly, overall, in short`)

	// bare connectives may be deleted without a comma.
	bare = newSet(`but and`)

	// relative pronouns begin a clause that commas may bound.
	relative = newSet(`who whom whose which where`)

	// determiner begins an apposition, as a capital, a number or a head do.
	determiner = newSet(`a an the his her its their our one another aged both`)
	head       = newSet(`spokesman spokeswoman spokesperson president chairman chairwoman chair director head chief
		leader minister mayor governor secretary professor analyst capital home author founder co-founder deputy senior
		editor owner father mother brother sister son daughter wife husband head coach captain`)

	// finite verbs show that what stands between commas is a clause of its own.
	finite = newSet(`is are was were has have had does did do isn't aren't wasn't weren't hasn't haven't hadn't
		becomes became remains goes gets makes takes comes gives wants needs seems keeps holds leads runs faces stands
		want need remain get go make take come give keep become look looks went came got took gave ran fell rose grew
		drew broke began fled stood sat spoke wore threw flew drove rode ate drank sang swam chose froze hid forgot
		shook woke tore bore sank sprang followed`)

	// past forms are finite or not: "the town won", "a prize won by Holt". So
	// is what ends in -ed.
	past = newSet(`won lost made left kept held met paid sent sold bought brought caught fought hit hurt cut put set
		let shot struck led fed dealt felt meant slept swept wept built written taken given seen known born shown drawn
		hung lit sought spent stuck taught thought spread read run`)

	// behindPast shows that a past form is a participle.
	behindPast = newSet(`by in at on with for to as near from of after between under against among before during
		since through outside inside`)

	// adverbial begins what stands before a main clause, or a participle does.
	adverbial = newSet(`in on at after before as for from by with since although though while when if despite under
		during until last next earlier later more most less because once following among amid amidst whatever however
		whenever wherever whoever without within against unlike like besides beyond between behind below above across
		along around through throughout to of upon per given born days weeks months years hours minutes moments
		nearly almost just only even still now then today yesterday tomorrow tonight here there where unless whether
		instead rather thanks due because according not so also too yet perhaps maybe back out up down off over near
		inside outside where why how what that monday tuesday wednesday thursday friday saturday sunday january
		february march april may june july august september october november december once twice soon far`)

	// conjunction after a deletion between commas shows a list.
	conjunction = newSet(`and or but nor & then`)

	// pointsBack holds the pronouns that a sentence cannot begin with once it
	// stands behind another.
	pointsBack = newSet(`he she it they his her hers its their theirs this that these those him them we i you who which`)

	// lineOpen ends a line that goes on in the next.
	lineOpen = newSet(`a an the of to in on at by for with from and or but nor that which who not no if as than is are
		was were be been has have had will would may might could should can must said says denied about over under into
		its his her their`)

	weekday = newSet(`monday tuesday wednesday thursday friday saturday sunday`)

	// notDateline in capitals stands before a dash as a verdict or a rubric,
	// not as a place.
	notDateline = newSet(`false fake hoax not no denied opinion analysis correction corrected update rumour rumor
		rumors satire claim claims fiction editorial review fact myth if unless only alleged unconfirmed`)

	// smallName is what may stand in lower case in a dateline.
	smallName = newSet(`of de la le el al the near and in du da del von am der upon on by via for`)

	// titled abbreviations stand before a name or number, so their full stop
	// ends nothing. They have a capital; without one they are looked up among
	// the abbreviated.
	titled = newSet(`mr mrs ms dr prof gov sen rep gen lt col capt sgt maj adm rev hon pres brig cmdr det insp supt
		fr sr messrs mme mlle amb atty dist st mt ft fig viz spc pvt cpl sec treas pfc cpt lieut sgts sens reps drs
		profs gens`)

	// unending abbreviations never end a sentence, whatever their case.
	unending = newSet(`v vs e.g i.e approx cf ca viz mr mrs ms dr`)

	// abbreviated words may end a sentence or not: what follows decides. Those
	// with a capital only if they have one.
	abbreviated = newSet(`inc corp co ltd plc jr etc al est dept assn bros univ que nos art p pp vol ave blvd rd
		bldg`)
	abbreviatedName = newSet(`jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
		sun ariz calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
		tex va vt wash wis wyo ala ark ont`)

	// notAdverb ends in -ly and is a noun.
	notAdverb = newSet(`family italy july assembly ally bully monopoly anomaly supply reply fly butterfly`)

	// opener begins a sentence with a capital that is not the one of a name.
	opener = newSet(`the a an in on at he she it they we i you this that these those there but and or if when while
		after before as for from by with since although though however meanwhile his her their its our my some many most
		several both each another other what who where why how not also still yet now then here according despite under
		during until last earlier later more among because once following asked`)

	ones = map[string]float64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
		"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
		"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
		"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	scales = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
		"k": 1e3, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12}
)
