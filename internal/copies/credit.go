package copies

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
)

// How reports name the agency that they took text from. A name is a run of
// words with capitals; whether it is that of an agency, its form must tell.
const name = `((?:[Tt]he )?\p{Lu}[\p{L}\d&.’'-]*(?: \p{Lu}[\p{L}\d&’'-]*){0,4})`

var (
	dateline  = regexp.MustCompile(`^[^\n()]{1,60}\(([^()\n]{2,29})\) *[—–.-]`)
	before    = regexp.MustCompile(name + `$`)
	with      = regexp.MustCompile(`(?:^|[.] )[Ww]ith(?: reporting (?:by|from)| material from)? ` + name + `[.]?$`)
	signature = regexp.MustCompile(`^(?:[—–-] ?|\()` + name + `\)?$|^(\p{Lu}{2,6})$`)
)

// sayings follow the name of an agency. What stands before the first is one,
// whatever its form.
var sayings = []string{" news agency", " contributed to this ", " supplied this report", " reported"}

// agencyWords are the last words of the names of agencies.
var agencyWords = strings.Fields("Agency Press Wire Newswire News Service Services")

// generic are bylines of one word that name nobody.
var generic = strings.Fields(`agency agencies wires staff newsroom newsdesk desk team editor editors editorial reporter
	correspondent contributor columnist guest author admin administrator webmaster anonymous unknown online web`)

// Credit returns the agency that one of docs, a text and its copies, names as
// its source, or "". The docs stand in order; the first that names one decides.
// Where none names an agency, one may name the outlet of the first.
func Credit(docs []*annotate.Document) string {
	for _, d := range docs {
		if c := credit(d.Document); c != "" {
			return c
		}
	}
	for _, d := range docs[1:] {
		if o := docs[0].Outlet; len(o) > 2 && (strings.Contains(d.Document.Text, o) || slices.Contains(d.Authors, o)) {
			return o
		}
	}
	return ""
}

// credit returns the agency that d names, in its dateline, its byline, its
// text or its last line, or "".
func credit(d *wiredesk.Document) string {
	if m := dateline.FindStringSubmatch(d.Text); m != nil {
		return m[1]
	}
	for _, a := range d.Authors {
		if isAgency(a) || isOneName(a) {
			return a
		}
	}
	for i, saying := range sayings {
		if n := named(d.Text, saying, i == 0); n != "" {
			return n
		}
	}
	last := strings.TrimSpace(d.Text[strings.LastIndexByte(d.Text, '\n')+1:])
	for _, form := range []*regexp.Regexp{with, signature} {
		if m := form.FindStringSubmatch(last); m != nil && len(last) <= 200 {
			return bare(strings.Join(m[1:], ""))
		}
	}
	return ""
}

// named returns the first name that stands before saying, if it is an agency's
// by its form or any will do.
func named(text, saying string, anyForm bool) string {
	for at := 0; ; {
		i := strings.Index(text[at:], saying)
		if i < 0 {
			return ""
		}
		at += i
		m := before.FindStringSubmatch(text[max(0, at-80):at])
		if m != nil && (anyForm || isAgency(bare(m[1]))) {
			return bare(m[1])
		}
		at += len(saying)
	}
}

// bare returns a name without its article, and without the end of a sentence.
func bare(s string) string {
	s, _ = strings.CutPrefix(s, "The ")
	s, _ = strings.CutPrefix(s, "the ")
	return strings.TrimSuffix(s, ".")
}

// isAgency reports whether a name has the form of an agency's: two words or
// more of which the last says so, or capitals alone.
func isAgency(name string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && slices.Contains(agencyWords, words[len(words)-1]) || len(name) > 1 && len(name) <= 6 && isCapitals(name)
}

// isOneName reports whether a byline is a single name, which persons have not.
func isOneName(s string) bool {
	return len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && !strings.ContainsAny(s, " @.") && !slices.Contains(generic, strings.ToLower(s))
}

func isCapitals(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// names reports whether credit means outlet: by its name, a part of it of whole
// words, or its first letters.
func names(credit, outlet string) bool {
	if credit == "" || outlet == "" {
		return false
	}
	initials := ""
	for _, w := range strings.Fields(bare(outlet)) {
		initials += w[:1]
	}
	return strings.Contains(" "+outlet+" ", " "+credit+" ") || len(credit) > 1 && credit == initials
}
