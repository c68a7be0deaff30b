package question

import (
	"regexp"
	"strings"
	"time"

	"github.com/wiredesk/wiredesk"
)

var (
	causing = regexp.MustCompile(`\b(?:(?:was|were|been) (?:caused|triggered|sparked) by|(?:was|were|is|are) blamed on|blamed [^;.]{3,60} (?:on|for) |blamed (?:on|for)|` +
		`(?:the|a possible|a likely|probable) cause of (?:the|his|her|their)|motive|motivated by)\b`)
	reasoned = regexp.MustCompile(`\b(?:because|citing|in response to|in retaliation for|the reason for)\b`)
	unknowns = regexp.MustCompile(`\b(?:(?:is|are|was|were|remains?|remained|it's) (?:still |also )?(?:unclear|not (?:yet |immediately )?(?:clear|known)|unknown)|not immediately (?:clear|known)|no word on|` +
		`(?:could|can) not (?:yet )?be (?:independently |immediately )?verified|could not (?:immediately |independently )verify|yet to be (?:determined|identified|confirmed|established)|` +
		`ha(?:s|ve) not (?:yet )?been (?:determined|identified|established|released)|ha(?:s|ve|d) not (?:yet )?(?:said|determined|established) (?:what|who|why|how|whether|when|where|which)|` +
		`did not say (?:what|who|why|how|whether|when|where|which|if)|(?:do|does|did) not (?:yet )?know (?:what|who|why|how|whether|when|where|which|if)|no details (?:of|on|about)|cause (?:of [^;.]{0,40} )?(?:is|was|remains?|remained) under investigation)\b`)
	// expletive matches an opening that points at nothing named before.
	expletive = regexp.MustCompile(`^(?:it (?:is|was|remains|remained) (?:still |also )?(?:unclear|not (?:yet |immediately )?(?:clear|known)|unknown) (?:what|who|why|how|whether|when|where|which|if)|` +
		`no|nobody|there (?:is|are|was|were|have been|has been|had been)) `)
	deciding = regexp.MustCompile(`\b(?:court|judge|jury|jurors|justices?|tribunal|magistrates?|panel)\b(?: [^;]{0,60})? (?:ruled|rejected|upheld|sentenced|convicted|acquitted|ordered|blocked|dismissed|overturned|granted|denied|halted|sided|found|struck down|declined|threw out|agreed)\b|` +
		`\b(?:was|were|been) (?:sentenced|convicted|acquitted|found (?:not )?guilty)\b`)
	winning   = regexp.MustCompile(`\b(?:won|wins|defeated|defeats|was (?:re-)?elected)\b`)
	contest   = regexp.MustCompile(`\b(?:election|elections|race|primary|primaries|runoff|seat|caucus|caucuses|presidency|referendum)\b`)
	agreeing  = regexp.MustCompile(`\b(?:agreed (?:to|on|that)|(?:signed|reached|struck|sealed|concluded) (?:a|an|the)\b[^;,]{0,50}\b(?:deal|agreement|accord|treaty|memorandum|pact|truce|ceasefire|contract))\b`)
	uncertain = regexp.MustCompile(`\b(?:would|could|might|may|if|whether|not|never|n't|unless|unlikely|no|nobody|none)\b`)
	relative  = regexp.MustCompile(`\b(?:who|which|that|whom|whose|not)\b`)
	years     = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	aside     = regexp.MustCompile(`\b(?:who|which|whom|had|had been|have been|has been|be|going to be) $`)
	plans     = regexp.MustCompile(`\b(?:will|(?:is|are) (?:scheduled|due|set|expected|slated|planned)|plans? to|scheduled (?:for|to)|set for)\b`)
	dates     = regexp.MustCompile(`\b(?:` + day + `|next (?:week|month|year|spring|summer|autumn|fall|winter|` + day + `)|later this (?:week|month|year)|(?:in the )?coming (?:days|weeks|months)|(?:in|by|until) (?:` + months + `|` + day + `))\b`)
)

// cause answers why something happened, by a stated cause.
func (a *asker) cause(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		return p.shared >= 3 && causing.MatchString(p.plain()) && !unknowns.MatchString(p.plain()) && !uncertain.MatchString(p.plain())
	})
	return answer(t, "", st)
}

// reason answers with a reason given for what the story is about.
func (a *asker) reason(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		if !p.near(5, 4) || !p.mostly() || p.Loose {
			return false
		}
		at := reasoned.FindStringIndex(p.plain())
		return at != nil && !unknowns.MatchString(p.plain()) && !relative.MatchString(p.plain()[:at[0]]) && !uncertain.MatchString(p.plain()[:at[0]]) && !ahead.MatchString(p.plain()) && !years.MatchString(p.plain())
	})
	return answer(t, "", st)
}

func (a *asker) unknown(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool { return p.shared >= 2 && a.recent(p, 48) && unknowns.MatchString(p.plain()) })
	return answer(t, "", st)
}

// decided answers what a court did: in a sentence that says so in its main
// clause, as nearly all at the head of a report do.
func (a *asker) decided(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		if !p.near(3, 6) {
			return false
		}
		m := deciding.FindString(p.plain())
		return m != "" && !uncertain.MatchString(m) && !strings.Contains(m, "ruled out") && !ahead.MatchString(p.plain())
	})
	return answer(t, "", st)
}

func (a *asker) won(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		if !p.near(4, 4) {
			return false
		}
		at := winning.FindStringIndex(p.plain())
		return at != nil && contest.MatchString(p.plain()) && !uncertain.MatchString(p.plain()[:at[1]]) && !ahead.MatchString(p.plain()) &&
			!aside.MatchString(p.plain()[:at[0]]) && !strings.Contains(p.plain(), "in 20")
	})
	return answer(t, "", st)
}

func (a *asker) agreed(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		if !p.near(4, 6) {
			return false
		}
		at := agreeing.FindStringIndex(p.plain())
		return at != nil && !aside.MatchString(p.plain()[:at[0]]) && !uncertain.MatchString(p.plain()[:at[0]]) && !ahead.MatchString(p.plain()[:at[0]])
	})
	return answer(t, "", st)
}

// next answers with what is planned for a day that had not come when the
// latest report came out.
func (a *asker) next(t *template) (wiredesk.Question, bool) {
	st, _ := a.best(func(p *passage) bool {
		if p.shared < 3 {
			return false
		}
		at := plans.FindStringIndex(p.plain())
		return at != nil && !aside.MatchString(p.plain()[:at[0]]) && !uncertain.MatchString(p.plain()) && a.future(p)
	})
	return answer(t, "", st)
}

// recent reports whether p came out within hours of the latest report.
func (a *asker) recent(p *passage, hours int) bool {
	at := a.Docs[p.Doc].Published
	return at.IsZero() || a.last.IsZero() || a.last.Sub(at.Time) <= time.Duration(hours)*time.Hour
}

// future reports whether p names, right behind what is planned, a day, a month
// or a coming time that was ahead of the latest report.
func (a *asker) future(p *passage) bool {
	rest := strings.Fields(p.plain()[plans.FindStringIndex(p.plain())[1]:])
	m := dates.FindString(strings.Join(rest[:min(len(rest), 11)], " "))
	published := a.Docs[p.Doc].Published
	switch {
	case m == "":
		return false
	case published.IsZero() || a.last.IsZero():
		return false
	}
	words := strings.Fields(m)
	if when, ok := weekdayAfter(published.Time, words[len(words)-1]); ok {
		return when.After(dateOf(a.last.Time)) // the day of the last report may have brought it
	}
	if when, ok := dayOfYear(published.Time, words); ok {
		return when.After(published.Time) && when.After(dateOf(a.last.Time))
	}
	return a.recent(p, 36)
}

func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// weekdayAfter returns the day of that name after t; ok is false for what is
// no weekday.
func weekdayAfter(t time.Time, name string) (time.Time, bool) {
	for n := 1; n <= 6; n++ { // the same weekday is today as often as it is next week
		d := dateOf(t).AddDate(0, 0, n)
		if strings.EqualFold(d.Weekday().String(), name) {
			return d, true
		}
	}
	return time.Time{}, strings.EqualFold(t.Weekday().String(), name)
}

// dayOfYear returns the day that words name, "april 14" or "by 3 may", in the
// year of t, or the next if that is nearer; ok is false if they name none.
func dayOfYear(t time.Time, words []string) (time.Time, bool) {
	var month time.Month
	date := 0
	for _, w := range words {
		w = strings.TrimSuffix(w, ".")
		for m := time.January; m <= time.December; m++ {
			if name := strings.ToLower(m.String()); w == name || len(w) >= 3 && w == name[:min(len(w), len(name))] {
				month = m
			}
		}
		if n := strings.Trim(w, "0123456789"); n == "" && len(w) <= 2 {
			for _, c := range w {
				date = 10*date + int(c-'0')
			}
		}
	}
	if month == 0 || date == 0 || date > 31 {
		return time.Time{}, false
	}
	d := time.Date(t.Year(), month, date, 0, 0, 0, 0, time.UTC)
	if t.Sub(d) > 183*24*time.Hour {
		d = d.AddDate(1, 0, 0)
	}
	return d, true
}
