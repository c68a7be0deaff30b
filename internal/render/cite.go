package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// A cite is what stands in brackets behind a statement.
type cite struct {
	marks []string // the sources that the text was taken from, each once
	also  []int    // other origins that say the same, in order
	said  string   // who the statement is ascribed to; "" if nobody
	parts []string // figures of it that yet other origins give: “13 people” also 2, 4
	flags []string // in words
}

// cite returns the citation of st. It leaves out that a statement has one
// origin where the whole story has no more.
func (s *story) cite(d *desk, st *wiredesk.Statement) cite {
	var c cite
	used := map[int]bool{}
	for _, e := range st.Evidence {
		src := s.source(d, e.Document)
		used[src.origin] = true
		if !slices.Contains(c.marks, src.mark) {
			c.marks = append(c.marks, src.mark)
		}
	}
	for _, e := range st.Support {
		if n := s.source(d, e.Document).origin; n > 0 && !used[n] {
			used[n] = true
			c.also = append(c.also, n)
		}
	}
	slices.Sort(c.also)
	if st.AttributedTo != nil {
		c.said = clean(*st.AttributedTo)
	}
	if st.Kind == wiredesk.Worded {
		c.flags = append(c.flags, "worded by a language model")
	}
	c.parts = s.shared(d, st)
	for _, f := range st.Flags {
		if f == wiredesk.FlagSingleOrigin && len(c.parts) > 0 {
			continue // it would read as if nobody else gave its figures
		}
		if f != wiredesk.FlagSingleOrigin || s.Counts.Origins > 1 && s.leads(st) {
			c.flags = append(c.flags, flagWord(f))
		}
	}
	return c
}

// shared returns which figures of st other origins give too, each as
// “13 people” also 2, 4.
func (s *story) shared(d *desk, st *wiredesk.Statement) []string {
	var out []string
	for _, sh := range st.Shared {
		var by []int
		for _, e := range sh.Support {
			if n := s.source(d, e.Document).origin; n > 0 && !slices.Contains(by, n) {
				by = append(by, n)
			}
		}
		if slices.Sort(by); len(by) > 0 && sh.Out.Start >= 0 && sh.Out.Start < sh.Out.End && sh.Out.End <= len(st.Text) {
			out = append(out, "“"+clean(sh.Out.Of(st.Text))+"” also "+ranges(by))
		}
	}
	return out
}

// sources returns "1, 2a, also 3-5, “13 people” also 6".
func (c cite) sources() string {
	parts := slices.Clone(c.marks)
	if len(c.also) > 0 {
		parts = append(parts, "also "+ranges(c.also))
	}
	parts = append(parts, c.parts...)
	return strings.Join(parts, ", ")
}

// leads reports whether st is the headline or a key point. Most sentences of a
// narrative rest on one origin; the mark would stand behind each and say
// nothing.
func (s *story) leads(st *wiredesk.Statement) bool {
	if s.Headline != nil && s.Headline.ID == st.ID {
		return true
	}
	return slices.ContainsFunc(s.KeyPoints, func(k wiredesk.Statement) bool { return k.ID == st.ID })
}

// mild reports whether the flags warn of nothing but a lack of company.
func (c cite) mild() bool {
	return len(c.flags) == 1 && c.flags[0] == flagWord(wiredesk.FlagSingleOrigin)
}

// words returns the whole citation, such as
// "1, also 3-5, said by the Interior Ministry, one origin".
func (c cite) words() string {
	parts := []string{c.sources()}
	if c.said != "" {
		parts = append(parts, "said by "+c.said)
	}
	return strings.Join(append(parts, c.flags...), ", ")
}

// ranges writes ascending numbers, three or more in a row as "3-5".
func ranges(list []int) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && list[j+1] == list[j]+1 {
			j++
		}
		if j-i < 2 {
			j = i
			parts = append(parts, strconv.Itoa(list[i]))
		} else {
			parts = append(parts, strconv.Itoa(list[i])+"-"+strconv.Itoa(list[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
