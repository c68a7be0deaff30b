package render

import (
	"bufio"
	"io"
	"strings"

	"github.com/rivo/uniseg"
)

// A style is the parameter of an ANSI "select graphic rendition" sequence.
type style string

const (
	plain style = ""
	bold  style = "1"
	faint style = "2"
	warn  style = "33"
)

// A run is text in one style, on one line.
type run struct {
	text  string
	style style
}

// A printer writes lines of text to a terminal. The first error of its writer
// is kept, and returned by Flush.
type printer struct {
	*bufio.Writer
	color bool
	width int
}

func newPrinter(w io.Writer, o Options) *printer {
	return &printer{bufio.NewWriter(w), o.Color, o.columns()}
}

// line writes one line, however long it is.
func (p *printer) line(runs ...run) {
	for _, r := range runs {
		if p.color && r.style != plain && r.text != "" {
			p.WriteString("\x1b[" + string(r.style) + "m" + r.text + "\x1b[0m")
		} else {
			p.WriteString(r.text)
		}
	}
	p.WriteByte('\n')
}

// para writes runs wrapped to the width: the first line behind first, the
// others behind as many spaces.
func (p *printer) para(first string, runs ...run) {
	indent := uniseg.StringWidth(first)
	for _, l := range wrap(runs, p.width-indent) {
		p.line(append([]run{{first, plain}}, l...)...)
		first = strings.Repeat(" ", indent)
	}
}

// wrap cuts runs into lines of at most width columns, where Unicode allows a
// break, and inside a word only if the word is wider than a line.
func wrap(runs []run, width int) [][]run {
	var lines [][]run
	var line []run
	used := 0
	flush := func() {
		if n := len(line); n > 0 {
			line[n-1].text = strings.TrimRight(line[n-1].text, " ")
			lines = append(lines, line)
		}
		line, used = nil, 0
	}
	add := func(text string, s style) {
		if used > 0 && used+uniseg.StringWidth(strings.TrimRight(text, " ")) > width {
			flush()
		}
		if n := len(line); n > 0 && line[n-1].style == s {
			line[n-1].text += text
		} else {
			line = append(line, run{text, s})
		}
		used += uniseg.StringWidth(text)
	}
	for _, r := range runs {
		for rest, state := r.text, -1; rest != ""; {
			var seg string
			seg, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			if uniseg.StringWidth(strings.TrimRight(seg, " ")) <= width {
				add(seg, r.style)
				continue
			}
			for g := uniseg.NewGraphemes(seg); g.Next(); {
				add(g.Str(), r.style)
			}
		}
	}
	flush()
	return lines
}
