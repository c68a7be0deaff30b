package brief

import (
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

const (
	minWords = 6
	maxWords = 48
)

// stands reports whether u is a whole sentence of the report, and no line of the
// page around it.
func stands(d *annotate.Document, u *unit) bool {
	text := u.span.Of(d.Document.Text)
	if !ends(text) || listed(text) {
		return false
	}
	maybe, surely := hasVerb(d, u)
	u.doubtVerb, u.doubtPicture = !surely && !u.table, datedAtEnd(d, u)
	return (maybe || u.table) && balanced(d, u) && !caption(d, u) && !(hinted(d, u) && houseLine(text))
}

// fit reports whether a sound u can be printed by itself: it tells something,
// names what it speaks of, and speaks to nobody.
func fit(d *annotate.Document, u *unit) bool {
	text := u.span.Of(d.Document.Text)
	if u.words > maxWords || len(u.terms) < 4 || strings.Contains(text, "\n") && strings.Contains(text, "  ") {
		return false
	}
	return !elliptic(d, u) && !leans(d, u) && !addresses(d, u)
}

// answers reports whether u is a question outside quotations, so that what
// follows answers it and says little without it.
func answers(d *annotate.Document, u *unit) bool {
	return u.last > u.first && d.Word(u.last-1) == "?" && !u.quotes
}

// loose reports whether u opens with a thing that an earlier sentence must have
// brought up: "The letter follows", "The men, aged 39 and 55".
func loose(d *annotate.Document, u *unit) bool {
	if d.Lower[u.first] != "the" {
		return false
	}
	for i := u.first + 1; i < min(u.last, u.first+5); i++ {
		if d.Marks[i]&annotate.Name != 0 {
			return false
		}
	}
	return true
}

// caption reports whether u stands under or beside a picture, or is a stamp of
// a running page or of subtitles: "(left)", "3 of 11 Photos", "FILE PHOTO:", "in
// this undated photo", "10:20 p.m.:", "| A. Roe/ABC Photo", ">> reporter:".
func caption(d *annotate.Document, u *unit) bool {
	if w := d.Word(u.first); captionStart.Has(d.Lower[u.first]) || w == "©" || strings.Trim(w, "|>") == "" || clock(w) {
		return true
	}
	for i := u.first; i < u.last; i++ {
		w := d.Lower[i]
		if i+2 < u.last && w == "(" && d.Word(i+2) == ")" && sides.Has(d.Lower[i+1]) {
			return true
		}
		if i+2 < u.last && d.Marks[i]&annotate.Number != 0 && d.Lower[i+1] == "of" && d.Marks[i+2]&annotate.Number != 0 && i+3 < u.last && pictures.Has(d.Lower[i+3]) {
			return true
		}
		if ofPicture(d, u, i) || w == ":" && i > u.first && i <= u.first+3 && shouted(d, u.first, i) {
			return true
		}
	}
	return false
}

// clock reports whether w is a time of day: "10:20".
func clock(w string) bool {
	return len(w) >= 4 && len(w) <= 5 && strings.Count(w, ":") == 1 && strings.Trim(w, "0123456789:") == ""
}

// shouted reports whether the tokens [i, j) are words in capitals.
func shouted(d *annotate.Document, i, j int) bool {
	for ; i < j; i++ {
		if w := d.Word(i); len(w) < 3 || w != strings.ToUpper(w) || d.Marks[i]&annotate.Capital == 0 {
			return false
		}
	}
	return true
}

// ends reports whether text ends as a statement does.
func ends(text string) bool {
	t := strings.TrimRight(text, `"”’')]»`)
	if strings.HasSuffix(t, "?") || strings.HasSuffix(t, "...") || strings.HasSuffix(t, "…") {
		return false
	}
	return strings.HasSuffix(t, ".") || strings.HasSuffix(t, "!")
}

// elliptic reports whether u ends with a number word that counts something
// named before it: "he had seen four".
func elliptic(d *annotate.Document, u *unit) bool {
	i := u.last - 2
	if i <= u.first || d.Marks[i]&annotate.Number == 0 || d.Word(i)[0] <= '9' {
		return false
	}
	for i > u.first+1 && d.Marks[i-1]&annotate.Number != 0 {
		i-- // "to 3.9 million"
	}
	w := d.Lower[i-1]
	return w != "to" && w != "of" && w != "at" && w != "by"
}

// listed reports whether text is numbered as an item of a list.
func listed(text string) bool {
	n := strings.TrimLeft(text, "0123456789")
	return len(n) < len(text) && (strings.HasPrefix(n, ". ") || strings.HasPrefix(n, ") "))
}

// hasVerb reports whether u holds a word outside quotations that can be the
// finite verb of a sentence, and whether one that can be nothing else.
func hasVerb(d *annotate.Document, u *unit) (maybe, surely bool) {
	for i := u.first + 1; i < u.last; i++ {
		w := d.Lower[i]
		if d.Marks[i]&(annotate.Quoted|annotate.Capital|annotate.Word) != annotate.Word {
			continue
		}
		if auxiliary.Has(w) || past.Has(w) || wordlist.Speech.Has(w) {
			return true, true
		}
		if len(w) > 4 && strings.HasSuffix(w, "ed") && w != "hundred" && w != "united" {
			if i+1 < u.last && (d.Marks[i+1]&(annotate.Name|annotate.Number) != 0 || objects.Has(d.Lower[i+1])) {
				return true, true // "killed 11", "searched the wreck": no participle after its noun
			}
			maybe = true
		}
		maybe = maybe || finite.Has(w)
	}
	return maybe, false
}

// sure looks with the tagger at a unit of which the words alone do not tell
// whether it is a sentence ("A plan signed on Monday."), what it opens with
// ("Some said", "Some 40 ships") or whether it is of a picture ("Divers look at
// the wreck, May 4, 2026.").
func (w *writer) sure(u *unit) bool {
	if !u.doubtVerb && !u.doubtOpening && !u.doubtPicture {
		return true
	}
	if w.tag == nil {
		return !u.doubtOpening
	}
	if !w.tagged(u) {
		return false
	}
	u.doubtVerb, u.doubtOpening, u.doubtPicture = false, false, false // it need not be asked again
	return true
}

// tagged reports whether the tags of u are those of a sentence that opens with
// no pronoun and is of no picture.
func (w *writer) tagged(u *unit) bool {
	d := w.story.Docs[u.doc]
	w.words = w.words[:0]
	for i := u.first; i < u.last; i++ {
		w.words = append(w.words, d.Word(i))
	}
	tags := w.tag(w.words)
	opening, verb := false, false
	for i, t := range tags {
		m := d.Marks[u.first+i]
		if m&annotate.Word == 0 {
			continue
		}
		if !opening && u.doubtOpening && (t.UPOS == tag.PRON || i+1 < len(tags) && finiteTag(tags[i+1])) {
			return false // "Some said": there is nothing that it counts
		}
		opening = true
		verb = verb || m&annotate.Quoted == 0 && finiteTag(t)
	}
	return (verb || !u.doubtVerb) && !(u.doubtPicture && tellsPicture(d, u, tags))
}

// finiteTag reports whether t may be the verb of a sentence. The tagger takes
// "called" after its subject for a participle too often to leave those out.
func finiteTag(t tag.Tag) bool {
	return (t.UPOS == tag.VERB || t.UPOS == tag.AUX) && t.XPOS.String() != "VBG"
}

// balanced reports whether quotation marks and brackets of u close.
func balanced(d *annotate.Document, u *unit) bool {
	straight, curly, round, square := 0, 0, 0, 0
	for i := u.first; i < u.last; i++ {
		switch d.Word(i) {
		case `"`:
			straight++
		case "“", "«", "„":
			curly++
		case "”", "»":
			curly--
		case "(":
			round++
		case ")":
			round--
		case "[":
			square++
		case "]":
			square--
		}
		if curly < 0 || round < 0 || square < 0 {
			return false
		}
	}
	return straight%2 == 0 && curly == 0 && round == 0 && square == 0
}

// leans reports whether u needs what was said before it: an opening that goes
// on from something, a pronoun before any name, a quotation whose speaker is
// named elsewhere.
func leans(d *annotate.Document, u *unit) bool {
	first := u.first
	for first < u.last && d.Marks[first]&annotate.Word == 0 {
		first++
	}
	if first == u.last {
		return true
	}
	open := d.Lower[first]
	u.doubtOpening = d.Marks[first]&annotate.Quoted == 0 && counting.Has(open)
	if d.Marks[first]&annotate.Quoted == 0 && (leaning.Has(open) || open == "that" || open == "one" && next(d, first, u.last) == "of") {
		return true
	}
	if also(d, first, u.last) || u.last-2 > first && ending.Has(d.Lower[u.last-2]) && d.Marks[u.last-2]&annotate.Quoted == 0 {
		return true
	}
	return saidByPronoun(d, u) || points(d, first, u.last) || pronounFirst(d, u, first) || u.quotes && !reported(d, u)
}

// saidByPronoun reports whether u ends in ", she said": who that is stands before
// it.
func saidByPronoun(d *annotate.Document, u *unit) bool {
	k := u.last - 1
	for k > u.first && d.Marks[k]&annotate.Word == 0 {
		k--
	}
	return k-2 > u.first && d.Lower[k] == "said" && (d.Lower[k-1] == "he" || d.Lower[k-1] == "she" || d.Lower[k-1] == "they") && d.Marks[k-2]&annotate.Word == 0
}

// also reports whether one of the first words adds to something said before.
func also(d *annotate.Document, first, last int) bool {
	for i := first; i < min(last, first+8); i++ {
		if w := d.Lower[i]; (w == "also" || w == "too") && d.Marks[i]&annotate.Quoted == 0 {
			return true
		}
	}
	return false
}

// points reports whether one of the first words points at something said
// before ("the bond between these two", "a part of this plan"; "this week" does
// not), or any word does that can mean nothing else: "kept this one", "before
// that date".
func points(d *annotate.Document, first, last int) bool {
	for i := first; i < last; i++ {
		w, n := d.Lower[i], next(d, i, last)
		if d.Marks[i]&annotate.Quoted != 0 {
			continue
		}
		if i < first+8 && pointing.Has(w) && !periods.Has(n) && n != "report" {
			return true
		}
		if (w == "this" || w == "that") && (n == "one" || n == "date") {
			return true
		}
	}
	return false
}

// next returns the lower-case token after i, or "".
func next(d *annotate.Document, i, last int) string {
	if i+1 < last {
		return d.Lower[i+1]
	}
	return ""
}

// pronounFirst reports whether a pronoun outside quotations comes before
// anything that it could stand for.
func pronounFirst(d *annotate.Document, u *unit, first int) bool {
	named, known, words := false, false, 0 // a thing was named; a name was
	adverbial := opening.Has(d.Lower[first])
	for i := first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted != 0 || d.Marks[i]&annotate.Word == 0 {
			continue
		}
		w := d.Lower[i]
		switch {
		case single.Has(w):
			return !known || adverbial && i > first && d.Word(i-1) == ","
		case persons.Has(w):
			return !named
		case w == "it" && i > first && bare.Has(d.Lower[i-1]):
			return true
		case things.Has(w):
			return words < 2 && !named
		case d.Marks[i]&annotate.Name != 0, d.Terms[i] != 0 && d.Marks[i]&(annotate.Stop|annotate.Number) == 0:
			named = named || i > first || d.Marks[i]&annotate.Capital != 0
			known = known || d.Marks[i]&annotate.Name != 0
		}
		words++
	}
	return false
}

// reported reports whether u says outside its quotation who speaks in it.
func reported(d *annotate.Document, u *unit) bool {
	outside, speaks := 0, false
	for i := u.first; i < u.last; i++ {
		if d.Marks[i]&annotate.Quoted == 0 && d.Marks[i]&annotate.Word != 0 {
			outside++
			w := d.Lower[i]
			speaks = speaks || wordlist.Speech.Has(w) || w == "according" || reporting.Has(w)
		}
	}
	return outside >= 2 && (speaks || outside >= 6)
}

// addresses reports whether u speaks to the reader or of the newsroom: a first
// or second person outside quotations, an address, a telephone number.
func addresses(d *annotate.Document, u *unit) bool {
	for i := u.first; i < u.last; i++ {
		w := d.Word(i)
		if strings.Contains(w, "://") || strings.Contains(w, "@") || strings.HasPrefix(w, "www.") {
			return true
		}
		if d.Marks[i]&(annotate.Quoted|annotate.Word) == annotate.Word && speakers.Has(d.Lower[i]) && w != "US" && w != "U.S." {
			return true
		}
	}
	return false
}

// hinted reports whether u holds a word that every house line has one of; it
// is only there to save the time of looking for whole ones.
func hinted(d *annotate.Document, u *unit) bool {
	if d.Word(u.first) == "(" {
		return true
	}
	for i := u.first; i < u.last; i++ {
		if houseWords.Has(d.Lower[i]) {
			return true
		}
	}
	return false
}

// houseLine reports whether text is a line of the outlet rather than of the
// report: credits, corrections, invitations.
func houseLine(text string) bool {
	t := strings.ToLower(text)
	for _, p := range houseLines {
		if strings.Contains(t, p) {
			return true
		}
	}
	return strings.HasPrefix(t, "(") || strings.HasPrefix(t, "this report was")
}

var (
	// leaning words open a sentence that goes on from the one before.
	leaning = wordlist.NewSet(`he she it they him her them his hers its their theirs this these those others
		but and or so yet nor then thus hence however meanwhile moreover furthermore additionally also still instead otherwise nevertheless
		nonetheless similarly likewise therefore consequently besides indeed overall elsewhere separately afterwards later there here that's it's
		he's she's they're asked "in addition" one's because`)
	single  = wordlist.NewSet(`he she him her his hers himself herself`)
	opening = wordlist.NewSet(`on in at after before as when while with for from during by under over since`)
	bare    = wordlist.NewSet(`put puts called calls made gave took saw found described deemed dubbed`) // before an "it" that was named earlier
	ending  = wordlist.NewSet(`it them this that these those`)                                          // at the end of a sentence they stand for what was said before
	persons = wordlist.NewSet(`he she him her his hers himself herself they them their theirs themselves`)
	things  = wordlist.NewSet(`it its itself this these those`)
	// counting words are pronouns or stand before a noun.
	counting = wordlist.NewSet(`some many most all one several few each another both either neither such`)
	pointing = wordlist.NewSet(`this these those such`)
	periods  = wordlist.NewSet(`week month year morning afternoon evening night noon midday dawn spring summer autumn winter fall season decade century weekend time`)
	speakers = wordlist.NewSet(`i we our ours us my mine me you your yours ourselves myself let's`)

	// reporting verbs come with quoted words besides the verbs of speech.
	reporting = wordlist.NewSet(`called calling calls described describing describes hailed hailing hails branded dubbed praised put putting termed labelled labeled
		read reads reading cited citing quoted quoting referred welcomed criticised criticized condemned`)

	negations = wordlist.NewSet(`not n't no never none nor neither without nobody nothing nowhere cannot hardly barely scarcely`)

	// finite are common finite verbs that do not end in -ed.
	auxiliary = wordlist.NewSet(`is are was were has had does did will would can could may might must should shall`)
	// past forms are verbs and nothing else.
	past = wordlist.NewSet(`became began blew bought brought built came caught chose dealt drew drove fed fell felt fought found fled flew forgot froze gave got grew
		held hid kept knew laid lent lost made meant met paid rang ran rose rode saw sought sold sent shook shone slept slid spoke stole struck swam swept swore
		sat stood stuck taught threw took tore thought understood went won wore woke wrote withdrew withheld sank drank sang overcame overtook underwent upheld
		says becomes`)
	// objects begin what a verb acts on.
	objects = wordlist.NewSet(`the a an its his her their that him them it this these those`)
	finite  = wordlist.NewSet(`be been am 's 're have 've do 'll
		became become becomes began begin begins beat bent bet bid bled blew blow blows bought bred broke break breaks bring brings brought build builds built burn burns burnt burst bursts
		call calls came come comes carry carries cast catch caught choose chose chooses climb climbs close closes cost costs cut cuts deal deals dealt dealing die dies dig dug draw drew drove drive drives
		end ends expect expects face faces fall fell falls fed feed feeds feel feels felt fight fights fought find finds found flee fled flees flew fly flies forbade forgot freeze froze gave get gets got give gives go goes
		grew grow grows hang hung heard hear hears held hold holds hide hid hit hits hope hopes hurt keep keeps kept knew know knows lay laid lead leads led leave leaves left lend lent let lets lie lies lay live lives look looks lose loses lost
		made make makes mean means meant meet meets met need needs offer offers open opens own owns paid pay pays plan plans play plays put puts quit quits ran run runs rang read reads remain remains rise rises rose rode ride rides
		saw see sees seek seeks sought sell sells sold send sends sent set sets shake shook shed shone shot show shows shut sign signs sit sits sat slept slid spend spends spent spoke speak speaks split spread sprang stand stands stood start starts stay stays
		stole steal stick stuck struck strike strikes swam swept swore take takes took taught teach teaches tear tore tell tells think thinks thought threw throw throws turn turns understand understood want wants wear wore win wins won woke work works wrote write writes
		continue continues include includes involve involves allow allows provide provides require requires seem seems serve serves suggest suggests support supports reach reaches follow follows help helps move moves raise raises bring brings
		sank sinks sunk drank sang bit bore clung crept flung ground leapt lit overcame overtook shrank slung spun spat sped strode strung strove swung undertook underwent
		upheld withdrew withheld withstood wound wove rebuilt overthrew foresaw foretold misled mistook outgrew outran overran repaid resold rewrote
		indicate indicates represent represents focus focuses highlight highlights signify signifies contain contains cover covers employ employs reckon reckons recall recalls credit credits warn warns`)

	accusations = wordlist.NewSet(`blamed blames blaming sued sues guilty complicit wrongdoing misconduct`)

	// hedges say that something may be so.
	hedges = wordlist.NewSet(`may might could would possibly perhaps maybe likely unlikely reportedly allegedly apparently probably potentially seems seemed appears appeared if unless`)

	captionStart = wordlist.NewSet(`close skip photo photos image images file video watch buy updated hide share gallery slideshow`)
	sides        = wordlist.NewSet(`left right center centre l r c top bottom`)
	pictures     = wordlist.NewSet(`photos photo images pictures slides photo next previous`)

	small = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty`)

	houseWords = wordlist.NewSet(`responsible external updated recommended caption image file reporting editing writing subscribe newsletter sign click
		read follow follows rights copyright version article story report update information contact press charge photo getty advertisement terms privacy
		download watch share log reproduced correction editor's editor developing breaking`)
	houseLines = []string{
		"reporting by", "editing by", "writing by", "additional reporting", "subscribe", "newsletter", "sign up", "click here", "click on",
		"read more", "follow us", "all rights reserved", "copyright", "earlier version of this", "this article", "this story",
		"will update this", "more follows", "full story", "for more information", "contact:", "press section", "free of charge", "photo by",
		"getty images", "advertisement", "terms of service", "privacy policy", "download our", "watch live", "share this", "log in", "may be reproduced",
		"not responsible for", "external internet sites", "has been updated", "was updated", "recommended by", "hide caption", "image source", "file photo",
		"correction:", "editor's note", "editor’s note", "developing story", "breaking news",
	}
)
