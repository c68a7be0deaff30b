package quotation

import "github.com/wiredesk/wiredesk/internal/nlp/wordlist"

// Verbs by lemma.
var (
	// speech verbs report speech and nothing else: one of them is enough.
	speech = wordlist.NewSet(`say tell add write tweet retweet announce ask reply warn state explain respond remark declare report comment quip joke
		testify reiterate stress emphasise emphasize exclaim mention shout yell whisper mutter murmur scream retort counter blog
		caution disclose reveal repeat opine interject lament inform remind inquire enquire recount narrate assure utter proclaim
		pronounce intone jest deadpan reason elaborate clarify affirm reaffirm advise`)

	// talk verbs mostly do, with a clause or a quotation; some also mean
	// something else.
	talk = wordlist.NewSet(`claim argue allege contend maintain assert suggest propose predict forecast estimate indicate signal hint imply speculate
		insist observe note continue conclude acknowledge admit confirm deny concede recall answer post email text read complain
		boast brag vow pledge promise swear urge demand agree object protest plead point cry sigh laugh groan rant thunder echo offer
		volunteer muse wonder question ponder hypothesise theorise theorize posit venture reckon figure allow grant confess confide
		gripe grumble moan fume rail snap scoff sneer chide scold rebuke counsel recommend request beg implore appeal call describe
		publish share stipulate document detail outline underline underscore highlight summarise summarize joke crow gloat tout
		preach profess relate relay cite quote chime lecture bellow roar croak bark growl hiss gasp sob whine mumble stammer drawl
		chant sing type scrawl voice caption chuckle smile grin shrug nod`)

	// frames say how somebody sees something: "called the plan “a joke”". What
	// they report is what they govern.
	frames = wordlist.NewSet(`call describe label dub brand characterise characterize portray paint denounce condemn decry blast slam praise dismiss hail
		criticise criticize attack mock ridicule deride blame accuse compare liken refer cite tout term deem depict declare pronounce
		lambast lambaste castigate bemoan champion applaud laud salute welcome commend thank congratulate chide reject defend endorse
		rap assail rip hammer knock`)

	// views are what somebody thinks, wants or feels, or does by speaking: with
	// a clause, or about what they govern.
	views = wordlist.NewSet(`find show put think believe hope want wish fear expect plan know feel doubt worry understand see consider intend like love
		hate support oppose favor favour prefer refuse decide learn realise realize assume guess suspect need seek decline threaten
		vow promise pledge agree choose resolve aim try propose offer regard view deem judge remember forget hear notice recognise
		recognize discover determine anticipate appreciate respect trust admire resent regret disagree approve disapprove object care
		dream imagine presume suppose desire demand urge encourage ask call push press advocate back embrace discuss address dispute
		rebut refute challenge question explain criticize criticise denounce condemn slam blast attack praise dismiss defend endorse
		mock ridicule reject welcome applaud blame accuse describe characterize characterise portray label dub term brand cite
		mention stress emphasize emphasise outline detail announce deny acknowledge admit confirm claim suggest predict argue raise
		express voice reiterate tout warn note highlight point recommend request order direct invite instruct advise authorize
		authorise forbid allege estimate reveal disclose insist interpret mean swear conclude contend signal indicate imply hint`)

	// toVerbs are verbs whose infinitive is what is meant: "plans to close".
	toVerbs = wordlist.NewSet(`want hope plan intend wish expect like love hate prefer refuse decide need seek decline threaten vow promise pledge agree
		choose resolve aim propose offer ask urge call demand encourage tell advise order request beg invite warn push press instruct
		direct forbid swear claim consider try deny admit recall suggest regret`)
)

// spokenForms are forms of speech verbs that taggers take for something else
// beside a quotation.
var spokenForms = wordlist.NewSet(`said says read reads wrote writes notes states tweets tweeted posted posts added adds asked asks replied replies say state
		write`)

// bareClause are verbs after which a clause needs no "that".
var bareClause = wordlist.NewSet(`say add claim argue insist explain note warn state announce declare believe think hope stress admit suggest estimate
		acknowledge confirm predict allege assert maintain contend report reckon fear concede emphasise emphasize reiterate tweet`)

// wordNouns are words for words.
var wordNouns = wordlist.NewSet(`word words phrase phrases term terms slogan label nickname line lines expression adjective message motto mantra refrain chant
		question answer`)

// spokenOf are prepositions between a verb of speech and what it is about.
var spokenOf = wordlist.NewSet(`about of for against as on to`)

// aboutVerbs are verbs that report what follows such a preposition.
var aboutVerbs = wordlist.NewSet(`talk speak refer allude warn call complain boast brag joke accuse lecture rail preach plead argue campaign apologise
		apologize rant write tweet testify brief comment respond react object hint point worry agree disagree insist promise long
		hope push press ask lobby vow threaten crow gush muse`)

// statements are nouns with a clause of their own: "her claim that".
var statements = wordlist.NewSet(`claim statement assertion view belief warning allegation contention argument denial promise pledge suggestion insistence
		opinion fear hope accusation charge complaint conclusion announcement comment remark prediction estimate report assurance vow
		threat notion idea feeling conviction concern expectation impression position theory rumor rumour news message admission
		acknowledgment acknowledgement confession proposal recommendation demand call request order wish desire plea doubt testimony
		reminder assumption judgment judgement finding decision`)

// unspoken are words that are not speakers though they may stand where one
// does: "said Friday".
var unspoken = wordlist.NewSet(`monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight afterwards later earlier january
		february march april june july august september october november december morning afternoon evening night week month year
		time times day days weeks months years`)
