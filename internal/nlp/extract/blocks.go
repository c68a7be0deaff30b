package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// paragraphs collects running text and cuts it at blocks.
type paragraphs struct {
	done strings.Builder
	cur  []byte
	pre  int // how many elements whose line ends count are open

	inLink    int  // how many links are open
	linked    int  // bytes of cur that stand in links
	dropLinks bool // leave out paragraphs that are nothing but a link
}

// text adds text, white space folded as a browser does.
func (p *paragraphs) text(s string) {
	for i := range len(s) {
		c := s[i]
		switch {
		case c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r':
			p.cur = append(p.cur, c)
			p.linked += min(p.inLink, 1)
		case c == '\n' && p.pre > 0:
			p.lineEnd()
		case len(p.cur) > 0 && p.cur[len(p.cur)-1] != ' ' && p.cur[len(p.cur)-1] != '\n':
			p.cur = append(p.cur, ' ')
		}
	}
}

// lineEnd adds a line end; the second in a row ends the paragraph, since that
// is how paragraphs are written by those who do not mark them.
func (p *paragraphs) lineEnd() {
	n := len(p.cur)
	if n > 0 && p.cur[n-1] == ' ' {
		n--
	}
	if p.cur = p.cur[:n]; n > 0 && p.cur[n-1] == '\n' {
		p.end()
		return
	}
	if n > 0 {
		p.cur = append(p.cur, '\n')
	}
}

// end ends the paragraph.
func (p *paragraphs) end() {
	if s := strings.TrimSpace(string(p.cur)); s != "" && !p.isPointer(s) {
		if p.done.Len() > 0 {
			p.done.WriteString("\n\n")
		}
		p.done.WriteString(s)
	}
	p.cur, p.linked = p.cur[:0], 0
}

// isPointer reports a short paragraph that is hardly more than a link: it
// points to another article. Leaving it out raises the precision on the 250
// pages of the trafilatura set from 0.882 to 0.895 and costs 0.004 of recall.
func (p *paragraphs) isPointer(s string) bool {
	return p.dropLinks && p.linked*10 >= len(s)*8 && len(s) < 300
}

func (p *paragraphs) String() string {
	p.end()
	return p.done.String()
}

// isInline reports elements that do not cut the text they stand in.
func isInline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code,
		atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label,
		atom.Mark, atom.Nobr, atom.Q, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
		atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Img, 0:
		return true // 0: elements of a page's own making
	}
	return false
}

// isNoText reports elements whose content a reader does not read.
func isNoText(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Svg, atom.Math,
		atom.Button, atom.Select, atom.Textarea, atom.Option, atom.Iframe, atom.Object, atom.Audio, atom.Video,
		atom.Canvas, atom.Noframes, atom.Noembed, atom.Rt, atom.Rp:
		return true
	}
	return false
}

// isFurniture reports elements that stand around an article.
func isFurniture(a atom.Atom) bool {
	switch a {
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Dialog, atom.Menu:
		return true
	}
	return false
}

// nodeText returns the text of a parsed tree. The parser bounds its depth.
func nodeText(n *html.Node) string {
	p := paragraphs{dropLinks: true}
	p.node(n)
	return p.String()
}

func (p *paragraphs) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		p.text(n.Data)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	// By its name: the readability algorithm renames elements and leaves the
	// atom as it was.
	a := atom.Lookup([]byte(n.Data))
	if isNoText(a) || a == atom.Figcaption || a == atom.Nav || a == atom.Footer {
		return
	}
	p.open(a)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	p.close(a)
}

// open and close do what the begin and the end of an element do to the text.
func (p *paragraphs) open(a atom.Atom) {
	switch {
	case a == atom.A:
		p.inLink++
	case a == atom.Br:
		p.lineEnd()
	case a == atom.Td || a == atom.Th:
		p.text(" ") // the cells of a row are one paragraph
	case a == atom.Pre:
		p.end()
		p.pre++
	case !isInline(a):
		p.end()
	}
}

func (p *paragraphs) close(a atom.Atom) {
	switch {
	case a == atom.A:
		p.inLink = max(p.inLink-1, 0)
	case a == atom.Br || a == atom.Td || a == atom.Th:
	case a == atom.Pre:
		p.end()
		p.pre = max(p.pre-1, 0)
	case !isInline(a):
		p.end()
	}
}

// allBlocks returns the text of every block of a page, read token by token, so
// that no depth or size of it matters. Menus and the like are left out unless
// nothing else is left: where their end is missing they swallow the rest.
func allBlocks(src string) string {
	if s := blocks(src, isFurniture); s != "" {
		return s
	}
	return blocks(src, func(atom.Atom) bool { return false })
}

func blocks(src string, leave func(atom.Atom) bool) string {
	var p paragraphs
	var inside atom.Atom // the element being left out
	depth := 0           // how many of its kind are open
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			return p.String()
		case html.TextToken:
			if depth == 0 {
				p.text(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case depth > 0 && a == inside:
				depth++
			case depth == 0 && (isNoText(a) || leave(a)):
				inside, depth = a, 1
				p.end()
			case depth == 0:
				p.open(a)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case depth > 0 && a == inside:
				depth--
			case depth == 0:
				p.close(a)
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); depth == 0 {
				p.open(atom.Lookup(name))
			}
		}
	}
}
