package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/render"
	"github.com/wiredesk/wiredesk/internal/store"
)

// noun returns "report" or "reports".
func noun(n int, word string) string {
	_, w, _ := strings.Cut(render.Count(n, word), " ")
	return w
}

// kindWords says how a statement was made of its passages.
func kindWords(kind string) string {
	switch kind {
	case wiredesk.Verbatim:
		return "The report's own words."
	case wiredesk.Trimmed:
		return "The report's own words, some left out."
	case wiredesk.Joined:
		return "Words of several passages, one after the other."
	case wiredesk.Template:
		return "A fixed phrase around words of the reports."
	case wiredesk.Worded:
		return "Worded by a language model from these passages, and checked against them."
	}
	return ""
}

// revisionWords says which of its texts a passage stands in.
func revisionWords(n, of int) string {
	switch {
	case n == 0:
		return "in no revision that is kept"
	case of == 1:
		return "its only revision"
	case n == of:
		return fmt.Sprintf("revision %d, the latest", n)
	}
	return fmt.Sprintf("revision %d of %d: no longer in the latest", n, of)
}

// also begins the list of what has no chart.
func also(charted int) string {
	if charted == 0 {
		return "that reports give"
	}
	return "more"
}

// utc returns t in words, such as "10 Mar 2027 21:10 UTC".
func utc(t time.Time) string { return render.Moment(wiredesk.Time{Time: t.UTC()}) }

// times returns "once", "2 times".
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// changeWords sums a change up.
func changeWords(c store.Change) string {
	var out []string
	for _, x := range []struct {
		n    int
		word string
	}{{len(c.Came), "report came"}, {len(c.Left), "report left"}, {len(c.Withdrawn), "report withdrawn"}, {len(c.Restored), "report restored"}, {len(c.Gone), "passage gone"}, {len(c.Gained), "sentence more"}, {len(c.Lost), "sentence less"}} {
		if x.n > 0 {
			noun, rest, _ := strings.Cut(x.word, " ")
			out = append(out, render.Count(x.n, noun)+" "+rest)
		}
	}
	return strings.Join(out, ", ")
}

// mebibytes returns n in words.
func mebibytes(n int64) string {
	if n < 1<<30 {
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
}

// marked cuts a passage where words of the query stand in it.
func marked(query, passage string) (out []render.Piece) {
	q, err := store.ParseQuery(query)
	if err != nil {
		return nil // then nothing was found
	}
	text := render.Clean(passage)
	for len(text) > 0 {
		n := strings.IndexFunc(text, store.IsWord)
		if n == 0 {
			n = strings.IndexFunc(text, func(r rune) bool { return !store.IsWord(r) })
		}
		if n < 0 {
			n = len(text)
		}
		x := render.Piece{Text: text[:n], Kind: render.Around}
		if q.Has(x.Text) {
			x.Kind = render.Kept
		}
		if k := len(out); k > 0 && out[k-1].Kind == x.Kind {
			out[k-1].Text += x.Text
		} else {
			out = append(out, x)
		}
		text = text[n:]
	}
	return out
}

// kindOf returns the type of an entity in words.
func kindOf(kind string) string {
	if kind == "other" || kind == "" {
		return "named"
	}
	return kind
}

// mostRoles is how many of the words for somebody stand at their name.
const mostRoles = 3

func rolesOf(list []string) string {
	return render.Clean(strings.Join(list[:min(len(list), mostRoles)], "; "))
}

// before stands before the i-th mark of a citation, behind after the last: who
// else says the same, and who gives a figure of it.
func before(i int) string {
	if i == 0 {
		return "["
	}
	return ", "
}

func behind(c render.Citation) string {
	out := ""
	if c.Also != "" {
		out = ", also " + c.Also
	}
	for _, part := range c.Parts {
		out += ", " + part
	}
	return out + "]"
}

// differ says on how many points reports differ.
func differ(n int) string {
	if n == 1 {
		return "1 point differs"
	}
	return render.Count(n, "point") + " differ"
}

// reading says of what kind a point is, and how its sides stand to each other.
func reading(set *wiredesk.ClaimSet) string {
	var out []string
	for _, s := range []string{set.Kind, set.Reading} {
		if s = render.Clean(s); s != "" && s != "act" { // what somebody did or said says so itself
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}
