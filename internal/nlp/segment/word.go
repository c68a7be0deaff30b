package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// contraction returns where the word w is cut in two, or 0.
func contraction(w string) int {
	if len(w) < 3 || len(w) > 40 {
		return 0
	}
	at := strings.LastIndexByte(w, '\'')
	if at < 0 {
		at = strings.LastIndex(w, "’")
	}
	if at < 0 {
		return fused(w)
	}
	rest := strings.ToLower(strings.TrimLeft(w[at:], "'’"))
	switch {
	case rest == "t" && at > 1 && w[at-1]|0x20 == 'n':
		return at - 1
	case at > 0 && clitic(rest):
		return at
	}
	return 0
}

// fused returns where one of the few words that are two without an apostrophe
// is cut, or 0.
func fused(w string) int {
	switch w[0] | 0x20 {
	case 'c':
		if len(w) == 6 && strings.EqualFold(w, "cannot") {
			return 3
		}
	case 'g', 'w':
		if len(w) == 5 && (strings.EqualFold(w, "gonna") || strings.EqualFold(w, "wanna") || strings.EqualFold(w, "gotta")) {
			return 3
		}
	}
	return 0
}

// clitic reports whether s after an apostrophe is the rest of a contraction.
func clitic(s string) bool {
	switch strings.ToLower(s) {
	case "s", "d", "m", "re", "ve", "ll":
		return true
	}
	return false
}

// elided reports whether s after an apostrophe is a word with a letter left
// out: 'em, 'cause, '90s.
func elided(s string) bool {
	switch strings.ToLower(s) {
	case "em", "cause", "til", "tis", "twas", "n", "bout", "cos":
		return true
	}
	return len(s) == 3 && isDigits(s[:2]) && s[2] == 's' || len(s) == 2 && isDigits(s)
}

// unitBorder returns where a number ends and its unit begins, or 0: "85km",
// "6pm", "5m".
func unitBorder(w string) int {
	if w[0] < '0' || w[0] > '9' {
		return 0
	}
	i := 0
	for i < len(w) && (w[i] >= '0' && w[i] <= '9' || w[i] == '.' || w[i] == ',') {
		i++
	}
	switch strings.ToLower(w[i:]) {
	case "am", "pm", "a.m", "p.m", "km", "kg", "cm", "mm", "m", "bn", "mph", "kph", "ft", "lb", "lbs", "gb", "mb", "tb", "hrs", "min", "mins", "sec", "secs", "ml", "mg", "ha", "mw", "kw", "ghz", "mhz", "k", "g", "l", "in", "hz", "khz", "yr", "yrs", "x":
		return i
	}
	return 0
}

// abbreviation reports whether w, which stands before a full stop, is
// abbreviated by it.
func abbreviation(w string) bool {
	if strings.Contains(w, ".") {
		return !isDigits(w[len(w)-1:])
	}
	if len(w) > 7 {
		return false
	}
	_, ok := abbreviations[strings.ToLower(w)]
	return ok
}

// initial reports whether w is a single capital, as in "J. Smith".
func initial(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	return n == len(w) && unicode.IsUpper(r) && w != "I"
}

// listNumber reports whether w may number a list item.
func listNumber(w string) bool { return len(w) <= 2 && isDigits(w) || len(w) == 1 && isLetter(w) }

func isLetter(w string) bool { return (w[0]|0x20) >= 'a' && (w[0]|0x20) <= 'z' }

// prefix reports whether w and a hyphen are kept with the word that follows.
func prefix(w string) bool {
	if len(w) > 7 {
		return false
	}
	_, ok := prefixes[strings.ToLower(w)]
	return ok
}

// repeats reports whether a run of the mark p is one token.
func repeats(p string) bool {
	switch p {
	case ".", "!", "?", "-", "*", "_", "=", "~", "…", ",", "—", "+", "#", "'", "`", "<", ">":
		return true
	}
	return false
}

func isDigits(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			if w[i] != '.' && w[i] != ',' || i == 0 {
				return false
			}
		}
	}
	return w != ""
}

func isUpper(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return w != ""
}

// isWord reports whether w begins with a letter or digit.
func isWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// emoticon reports whether s is one of the usual faces.
func emoticon(s string) bool {
	if len(s) > 4 {
		return false
	}
	switch s {
	case ":)", ":(", ";)", ":-)", ":-(", ";-)", ":D", ":-D", ":P", ":-P", ":p", ":/", ":-/", ":o", "=)", "=(", "<3", ":'(", "^_^", ";D", ":))", ";))", "XD", ":|", "8)", ":]":
		return true
	}
	return false
}

// address returns where in the chunk an address of the web or of a mailbox
// begins and how long it is, without the punctuation after it; 0, 0 if there
// is none.
func address(s string) (lead, body int) {
	at := strings.Index(s, "://")
	switch {
	case at > 0:
		for at > 0 && isLetter(s[at-1:]) {
			at--
		}
	case strings.Contains(s, "www."):
		at = strings.Index(s, "www.")
	case strings.Count(s, "@") == 1 && strings.Contains(s[strings.IndexByte(s, '@'):], "."):
		if at = strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }); at < 0 || s[at] == '@' || at > strings.IndexByte(s, '@') {
			return 0, 0
		}
	default:
		if !domain(s) {
			return 0, 0
		}
		at = 0
	}
	end := len(strings.TrimRight(s, `.,;:!?)]}>"'”’»*`))
	if end <= at {
		return 0, 0
	}
	return at, end - at
}

// domain reports whether s begins with a name under a common top-level domain.
func domain(s string) bool {
	head, _, _ := strings.Cut(s, "/")
	head = strings.TrimRight(head, `.,;:!?)"'”’`)
	i := strings.LastIndexByte(head, '.')
	if i <= 0 || strings.ContainsAny(head, `'"“”‘’()[]…`) || strings.Contains(head, "..") {
		return false
	}
	switch strings.ToLower(head[i+1:]) {
	case "com", "org", "net", "edu", "gov", "int", "mil", "info", "biz", "co", "uk", "de", "fr", "eu", "io", "tv", "example", "html", "htm", "pdf":
		return isWord(head)
	}
	return false
}

// set makes a set of the words of s, which are separated by white space.
func set(s string) map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range strings.Fields(s) {
		m[w] = struct{}{}
	}
	return m
}

var (
	// abbreviations stand before a full stop that belongs to them.
	abbreviations = set(`mr mrs ms dr prof rev fr sr jr st mt ft gen col lt capt cpt cmdr maj sgt adm gov sen rep hon pres supt insp
		jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
		inc corp co ltd llc plc bros dept univ assn assoc gmbh vs etc al cf approx est ext fig vol vols pp ed eds nos
		ave blvd rd hwy rte ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn miss mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
		messrs mme mlle esq ph bldg sq mfg intl natl gal oz lb lbs cu`)
	// mayEnd are abbreviations after which a sentence often ends.
	mayEnd = set(`inc corp co ltd llc plc bros jr sr etc al esq st ave blvd rd assn dept`)
	// prefixes stay with the word after the hyphen, as the treebanks have it.
	prefixes = set(`e co re anti non pre post ex un de sub semi multi mid inter intra ultra pro mini bi tri neo pan eco x t micro macro counter over under trans quasi al el`)
	// starters are words that begin a sentence far more often than they go on a name.
	starters = set(`the a an he she it they we i you this that these those there in on at by for from with as if when while after before but and or so yet however
		his her its their our my your what who why how where some many most all no not both one two its meanwhile although though because since according
		then now also still even such each several police officials another other more under during despite among between it's he's they're that's`)
)
