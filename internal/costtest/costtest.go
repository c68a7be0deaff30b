// Package costtest tells tests what something costs, in processor time, so that
// what else the machine does counts for little, and has texts that were made to
// cost much.
//
// Layer: L3 (test support). Nothing but tests imports it.
package costtest

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// Long reports whether the long run is asked for, with WIREDESK_TEST_LONG=1: sizes
// that take minutes.
func Long() bool { return os.Getenv("WIREDESK_TEST_LONG") != "" }

// Bytes is how long the shorter text of [Linear] is made: plain, or 512 KiB in the
// long run, so that the longer is of as many bytes as a text may have.
func Bytes(plain int) int {
	if Long() {
		return 512 << 10
	}
	return plain
}

// Most is how much more time twice as much may take.
const Most = 2.5

// slack is what the clock of the system and the collector of garbage may add.
const slack = 3 * time.Millisecond

// CPU returns the processor time of this process that f takes; where the system
// does not tell, what the clock on the wall says.
func CPU(f func()) time.Duration {
	begun := used()
	f()
	return used() - begun
}

// Linear fails if work on 2n takes more than [Most] times as long as on n, and
// so do the next two doublings: one step alone may be a reader that takes
// another way from some length on, or another who was at the machine.
// prepare returns the work on n bytes, and is not counted.
func Linear(tb testing.TB, name string, n int, prepare func(n int) (work func())) {
	tb.Helper()
	var said []string
	for range 3 {
		short, long, ok := doubling(prepare(n), prepare(2*n))
		if ok {
			return
		}
		said = append(said, fmt.Sprintf("%v for %d bytes, %v for twice as many: %.1f times", short, n, long, float64(long)/float64(short)))
		n *= 2
	}
	tb.Errorf("%s: %s", name, strings.Join(said, "; "))
}

// doubling measures one and two, which does twice as much, and reports whether
// it takes at most [Most] times as long. Where the first measure says no, it
// measures up to seven times more, without the collector of garbage, until the
// least of each do.
func doubling(one, two func()) (short, long time.Duration, ok bool) {
	short, long = CPU(one), CPU(two)
	for round := 0; ; round++ {
		if float64(long) <= Most*float64(short)+float64(slack) {
			return short, long, true
		}
		if round == 7 {
			return short, long, false
		}
		runtime.GC()
		before := debug.SetGCPercent(-1)
		short, long = min(short, CPU(one)), min(long, CPU(two))
		debug.SetGCPercent(before)
	}
}

// A Pattern is a way to write a text as long as one likes.
type Pattern struct {
	Name string
	unit func(i int) string
}

// Text returns the first n bytes of the pattern, or a few less: whole units.
func (p Pattern) Text(n int) string {
	var b strings.Builder
	b.Grow(n)
	for i := 0; ; i++ {
		u := p.unit(i)
		if b.Len()+len(u) > n {
			return b.String()
		}
		b.WriteString(u)
	}
}

// Patterns returns what text can be made of to keep a reader of it busy: one
// thing over and over, things that want a partner and get none, and things of
// one kind that all differ.
func Patterns() []Pattern {
	var out []Pattern
	for _, u := range repeated() {
		out = append(out, Pattern{fmt.Sprintf("%q", u), func(int) string { return u }})
	}
	return append(out,
		Pattern{"words that all differ", func(i int) string { return letters(i) + " " }},
		Pattern{"sentences that all differ", func(i int) string { return "The " + letters(i) + " fell. " }},
		Pattern{"names that all differ", func(i int) string { return "Ana " + title(i) + " came. " }},
		Pattern{"names in one sentence", func(i int) string { return "Ana " + title(i) + ", " }},
		Pattern{"names and pronouns", func(i int) string { return "Ana " + title(i) + " came. She said he saw her. " }},
		Pattern{"roles that all differ", func(i int) string { return "Mayor Ana " + title(i) + " of " + title(i/2) + ", the mayor, " }},
		Pattern{"acronyms that all differ", func(i int) string {
			return "The " + title(i) + " Harbour Council (" + strings.ToUpper(letters(i)) + ") met. "
		}},
		Pattern{"speakers that all differ", func(i int) string { return "“Rain fell,” Ana " + title(i) + " said. " }},
		Pattern{"quotations that all differ", func(i int) string { return "“The " + letters(i) + " fell,” she said. " }},
		Pattern{"interview", func(i int) string { return "Ana " + title(i) + ": The pier is old.\n\n" }},
		Pattern{"figures that all differ", func(i int) string { return fmt.Sprintf("%d people were killed in %s. ", i, title(i)) }},
		Pattern{"figures in one sentence", func(i int) string { return fmt.Sprintf("%d boats, ", i) }},
		Pattern{"figures as words", func(i int) string { return "two hundred and " + letters(i) + " boats sank, " }},
		Pattern{"moments that all differ", func(i int) string { return fmt.Sprintf("on %d March %d at %d:%02d, ", i%28+1, 1900+i%150, i%24, i%60) }},
		Pattern{"longer and longer words", func(i int) string { return strings.Repeat("a", i) + " " }},
		Pattern{"longer and longer brackets", func(i int) string { return strings.Repeat("(", i%1000) + "a" + strings.Repeat(")", i%1000) + " " }},
		Pattern{"paragraphs that all differ", func(i int) string { return "The " + letters(i) + " fell.\n\n" }},
	)
}

func repeated() []string {
	return []string{
		"a", "A", "é", "e\u0301", "\u0301", "👩\u200d👩\u200d👧", "😀", "🇦🇧", "东", "ไทย", "ア", "\u202e", "\u00a0", " ", "\n", "a\n", "a\n\n", "- a\n",
		`"`, `" `, `"a" `, "“", "“ ", "”", "“a” ", "“a\n\n", "‘a ", "'", "'a ", "«", "((a) ", "(", "[", "{",
		".", "...", ". ", "a.", "U.S. ", "Mr. ", "e.g. ", "?!", "? \" ", ", ", "; ", ": ", "-", "A-", "— ", "http://", "a@", "#a", "@a ", "&", "<", "<a>", `\`,
		"1", "1.", "1,", "1-", "1:", "1/", "9 ", "$5m ", "5% ", "1e9", "½", "can't ", "the ", "of the ", "and ", "A ",
		"Ana ", "Ana Marsh of Osterby, ", "OSTERBY (NWA) — ", "said that ", "he said, ", "“Rain fell,” he said. ", "said “a”, ", "he said that, according to her, ", "Q: a\n\nA: b\n\n",
		"every Monday, ", "the day before ", "two days after ", "early ", "half a ", "the night of ", "in 1990 ", "March 3 ", "4 p.m. ", "twenty-", "first week of ",
		"17 people were killed, ", "two hundred and ", "six of them, ", "no one was hurt. ", "at least ", "not ", "between 3 and ", "Rain fell. ",
	}
}

// Markup returns the same for what reads pages and feeds.
func Markup() []Pattern {
	var out []Pattern
	for _, u := range []string{
		"<p>", "</p>", "<div>", "<b>", "<b><i>", "<a>", "<a href=x>y</a> ", "<table>", "<table><tr><td>", "<li>", "<h1>t</h1>", "<br>", "<pre>\n", "<nav>", "<svg>", "<math><mi>", "<select><option>",
		"<script>", "<script></script>", "<style>", "<title>", "<title>a</title>", "<textarea>", "<template>", "<meta name=a content=b>", "<time>2026-10-05</time>", "<link rel=canonical href=x>",
		"<!--", "<!-- -->", "<!DOCTYPE ", "<?x ", "<![CDATA[", "<![CDATA[]]>", "]]>", "<", "</", "<a ", "<a b='", "\"", "&", "&#", "&amp;", "&#x41;", "&notanentity;", "\x00", "\xff", "\xc3", "\x1b$B",
		"<p>Rain, wind, snow.</p>", "<div><p>Rain fell.</p></div>", "<item>", "<item><title>a</title></item>", "<entry><id>a</id></entry>", "<link/>", "<content:encoded>", "<a:b:c>", "<url><loc>http://a/</loc></url>", "<outline text=\"a\">",
		"<pubDate>Mon, 5 Oct 2026</pubDate>", "<div class=\"article-body\"><p>Rain, and more.</p>", `{"a":`, "[", `{"title":"a"},`, `\\u0041`,
	} {
		out = append(out, Pattern{fmt.Sprintf("%q", u), func(int) string { return u }})
	}
	return append(out,
		Pattern{"elements that all differ", func(i int) string { return "<" + letters(i) + ">" }},
		Pattern{"attributes that all differ", func(i int) string { return fmt.Sprintf("<p a%d=b c%d=d>", i, i) }},
		Pattern{"spaces of names that all differ", func(i int) string { return fmt.Sprintf(`<a:b xmlns:a="n%d">`, i) }},
		Pattern{"items that all differ", func(i int) string {
			return fmt.Sprintf("<item><guid>%d</guid><title>%s</title><link>http://a/%d</link></item>", i, letters(i), i)
		}},
		Pattern{"paragraphs of a page that all differ", func(i int) string { return "<p>The " + letters(i) + " fell, it is said.</p>" }},
	)
}

// letters writes a number in letters.
func letters(i int) string {
	b := []byte{'k', 'a'}
	for ; i > 0; i /= 20 {
		b = append(b, "bcdfghjklmnpqrstvwxz"[i%20], "aeiou"[i%5])
	}
	return string(b)
}

// title is letters with a capital.
func title(i int) string {
	s := letters(i)
	return strings.ToUpper(s[:1]) + s[1:]
}
