package brief

import (
	"strings"
	"time"

	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/tag"
	"github.com/wiredesk/wiredesk/internal/nlp/wordlist"
)

// datedAtEnd reports whether u ends with a day and its year that was over when
// the report came out, as what stands under a picture does: "A diver looks at the
// wreck off Mull, May 4, 2026." Where the report has no date of its own, "on
// May 4, 2026" does not count, which may be a day to come.
func datedAtEnd(d *annotate.Document, u *unit) bool {
	year := u.last - 1
	for year > u.first && d.Marks[year]&annotate.Word == 0 {
		year--
	}
	i := year - 2
	if i > u.first && d.Word(year-1) == "," {
		i--
	}
	if i <= u.first || date(d, i, year) == 0 {
		return false
	}
	month, day := d.Lower[i], d.Lower[i+1]
	if d.Marks[i]&annotate.Number != 0 {
		month, day = day, month
	}
	t, err := time.Parse("Jan 2 2006", strings.TrimSuffix(month, ".")[:3]+" "+day+" "+d.Word(year))
	if err != nil {
		return false
	}
	if d.Published.IsZero() {
		return d.Lower[i-1] != "on"
	}
	return !t.After(d.Published.Time)
}

// tellsPicture reports whether tags, those of u, are of what stands under a
// picture: its first verb tells what is seen, or it has none.
func tellsPicture(d *annotate.Document, u *unit, tags []tag.Tag) bool {
	for i, t := range tags {
		if d.Marks[u.first+i]&annotate.Quoted == 0 && finiteTag(t) && !(t.UPOS == tag.VERB && t.XPOS.String() == "VBN") {
			x := t.XPOS.String()
			return (x == "VBZ" || x == "VBP") && !perfect.Has(d.Lower[u.first+i])
		}
	}
	return true
}

// ofPicture reports whether token i begins "in this undated photo".
func ofPicture(d *annotate.Document, u *unit, i int) bool {
	if d.Lower[i] == "undated" {
		return i+1 < u.last && shots.Has(d.Lower[i+1])
	}
	if i+1 >= u.last || d.Lower[i+1] != "this" || d.Lower[i] != "in" && d.Lower[i] != "from" {
		return false
	}
	for k := i + 2; k < min(u.last, i+8); k++ {
		if shots.Has(d.Lower[k]) {
			return true
		}
	}
	return false
}

var (
	perfect = wordlist.NewSet(`has have 's 've`)
	shots   = wordlist.NewSet(`photo photograph picture image frame video footage handout`)
)
