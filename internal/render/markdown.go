package render

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk"
)

// Markdown writes the briefs of r as Markdown (CommonMark), with the content
// of [Terminal] and, folded away under each story, the passages that its
// statements rest on. Text of documents is escaped: it makes no markup, and no
// link where addresses and mail addresses are linked on sight.
func Markdown(w io.Writer, r *wiredesk.Result, o Options) error {
	d := newDesk(r, o)
	m := &markdown{bufio.NewWriter(w), d}
	m.printf("# Wire brief\n\n%s\n", d.summary())
	for _, s := range d.full {
		m.story(s)
	}
	m.singles()
	m.rest()
	m.printf("\n---\n\n%s\n", md(d.record()))
	return m.Flush()
}

// record tells what made the result, on one line.
func (d *desk) record() string {
	s := "wiredesk " + clean(d.Run.Version) + ", writer " + clean(d.Run.Writer)
	for _, h := range []struct{ name, sum string }{{"inputs", d.Run.InputsSHA256}, {"output", d.Run.OutputSHA256}} {
		if h.sum != "" {
			s += ", " + h.name + " " + clean(h.sum)[:min(12, len(clean(h.sum)))]
		}
	}
	return s
}

type markdown struct {
	*bufio.Writer
	*desk
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m.Writer, format, args...) }

func (m *markdown) story(s *story) {
	m.printf("\n## %d. %s", s.number, md(s.title()))
	if s.Headline != nil {
		m.printf(" %s", m.cite(s, s.Headline))
	}
	m.printf("\n\n%s  \n%s\n", md(counts(s.Counts)), md(period(s.FirstPublished, s.LastPublished)))
	if len(s.KeyPoints) > 0 {
		m.printf("\n")
	}
	for i := range s.KeyPoints {
		m.printf("%d. %s\n", i+1, m.statement(s, &s.KeyPoints[i]))
	}
	for _, par := range s.Narrative {
		sentences := make([]string, len(par))
		for i := range par {
			sentences[i] = m.statement(s, &par[i])
		}
		m.printf("\n%s\n", strings.Join(sentences, " "))
	}
	m.questions(s)
	m.facts(s)
	m.sources(s)
	m.evidence(s)
	m.reasons(s)
}

func (m *markdown) statement(s *story, st *wiredesk.Statement) string {
	return md(clean(st.Text)) + " " + m.cite(s, st)
}

// cite returns the citation of st. Its brackets need no escape, since nothing
// in the file defines a link for them.
func (m *markdown) cite(s *story, st *wiredesk.Statement) string {
	return "[" + md(s.cite(m.desk, st).words()) + "]"
}

// facts lists what the reports of s say, side by side.
func (m *markdown) facts(s *story) {
	for _, sec := range s.sections(m.desk) {
		m.printf("\n### %s\n\n", md(sec.title))
		for _, f := range sec.facts {
			m.fact(f)
		}
		if sec.more > 0 {
			m.printf("\n%s\n", md(more(sec.more)))
		}
	}
}

func (m *markdown) fact(f fact) {
	m.printf("- **%s**", md(f.lead))
	if f.note != "" {
		m.printf(" (%s)", md(f.note))
	}
	if len(f.lines) != 1 {
		m.printf("\n")
		for _, l := range f.lines {
			m.printf("  - %s %s\n", md(l.text), md(l.cite))
		}
		return
	}
	if l := f.lines[0]; l.text == "" {
		m.printf(" %s\n", md(l.cite))
	} else {
		m.printf(": %s %s\n", md(l.text), md(l.cite))
	}
}

// sources lists the origins of s, each with its copies below it.
func (m *markdown) sources(s *story) {
	m.printf("\n### Sources\n\n")
	for _, src := range s.sources {
		m.printf("%s\n", m.source("- ", src))
		for _, c := range src.copies {
			m.printf("%s\n", m.source("  - copy ", c))
		}
	}
	for _, rel := range s.Related {
		m.printf("\n%s: %s (%s)\n", relation(rel), md(m.name(rel.Story)), md(clean(rel.Why)))
	}
}

// source returns one line on src. Its title is a link if it has an address.
func (m *markdown) source(bullet string, src source) string {
	text := md(title(src.Document))
	if u := link(src.Document); u != "" {
		text = "[" + text + "](<" + mdURL(u) + ">)"
	}
	line := bullet + "[" + md(src.mark) + "] " + md(outlet(src.Document)) + ", " + moment(src.Published) + ": " + text
	if src.credit != "" {
		line += ", credits " + md(clean(src.credit))
	}
	if src.aside {
		line += ", " + elsewhere
	}
	if back := withdrawn(src.Document); back != "" {
		line += ", **" + back + "**"
	}
	if took := src.took(); took != "" {
		line += ", " + took
	}
	return line
}

// evidence lists the passages of every statement of s that is shown, folded
// away.
func (m *markdown) evidence(s *story) {
	m.printf("\n<details>\n<summary>Passages</summary>\n")
	for _, st := range s.shown(m.desk) {
		m.printf("\n- %s\n", md(clean(st.Text)))
		for i := range st.Evidence {
			m.quote(s, "", &st.Evidence[i])
		}
		for i, e := range st.Beside() {
			word := "also "
			if i >= len(st.Support) {
				word = "a figure of it also "
			}
			m.quote(s, word, &e)
		}
	}
	m.printf("\n</details>\n")
}

func (m *markdown) quote(s *story, word string, e *wiredesk.Evidence) {
	src := s.source(m.desk, e.Document)
	m.printf("  - %s%s %s, bytes %d-%d\n    > %s\n", word, "["+md(src.mark)+"]", md(outlet(src.Document)), e.Start, e.End, md(clean(e.Quote)))
}

// shown returns the statements of s that the page shows or rests on, in order,
// each once.
func (s *story) shown(d *desk) []*wiredesk.Statement {
	var list []*wiredesk.Statement
	if s.Headline != nil {
		list = append(list, s.Headline)
	}
	for i := range s.KeyPoints {
		list = append(list, &s.KeyPoints[i])
	}
	for _, par := range s.Narrative {
		for i := range par {
			list = append(list, &par[i])
		}
	}
	seen := map[string]bool{}
	for _, q := range s.Questions {
		for i := range q.Answer {
			st := &q.Answer[i]
			if !slices.ContainsFunc(list, func(o *wiredesk.Statement) bool { return o.Text == st.Text }) {
				seen[st.Text] = true
				list = append(list, st)
			}
		}
	}
	for _, sec := range s.sections(d) {
		for _, f := range sec.facts {
			for _, l := range f.lines {
				for i := range l.statements {
					if st := &l.statements[i]; !seen[st.Text] {
						seen[st.Text] = true
						list = append(list, st)
					}
				}
			}
		}
	}
	return list
}

func (m *markdown) reasons(s *story) {
	if !m.explain || len(s.Explain) == 0 {
		return
	}
	m.printf("\n<details>\n<summary>Why together</summary>\n\n")
	for _, r := range s.Explain {
		m.printf("- %s\n", md(reason(m.desk, s, r)))
	}
	m.printf("\n</details>\n")
}

func (m *markdown) singles() {
	if len(m.single) == 0 {
		return
	}
	m.printf("\n## Single reports\n\n")
	for _, s := range m.single {
		src := s.first(m.desk)
		m.printf("- %s (%s, %s)\n", md(s.name()), md(outlet(src.Document)), moment(src.Published))
	}
}

func (m *markdown) rest() {
	if len(m.Unfiled) > 0 {
		m.printf("\n## Outside every story\n\n")
	}
	for _, u := range m.Unfiled {
		doc := m.document(u.Document)
		m.printf("- %s (%s): %s\n", md(title(doc)), md(outlet(doc)), md(clean(u.Reason)))
	}
	if m.withheld > 0 {
		m.printf("\n%s\n", md(withheld(m.withheld)))
	}
}

// Escapes of md. The second holds what means something at the start of a line
// only; the third, what makes an address a link on sight.
var (
	mdSpecial = regexp.MustCompile("[\\\\`*_{}\\[\\]<>|~&$^!]")
	mdStart   = regexp.MustCompile(`^(?:[#+=:-]|\d+[.)])`)
	mdAddress = regexp.MustCompile(`(?i)\bwww\.|:/`)
)

// md escapes text of one line, so that Markdown shows it as it is.
func md(s string) string {
	s = mdSpecial.ReplaceAllString(s, `\$0`)
	s = mdStart.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-1] + `\` + m[len(m)-1:] })
	s = mdAddress.ReplaceAllStringFunc(s, func(m string) string {
		i := strings.IndexAny(m, ".:")
		return m[:i] + `\` + m[i:]
	})
	// A backslash does not keep every reader from making a mail address a
	// link; a comment behind the sign does.
	return strings.ReplaceAll(s, "@", "@<!-- -->")
}

// mdURL escapes an address for use between angle brackets.
func mdURL(u string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "&", "&amp;", "\n", "").Replace(u)
}
