// Package render lays a result out for its readers: for a terminal, as
// Markdown, as one HTML page, as a mail, as JSON, and in the JSON forms of
// others, ninjs and schema.org. And what the text analysis found in documents,
// as a page and as JSON.
//
// It shows what stands in the result and adds nothing: no text of its own
// about an event, no count that the result does not give. Texts of documents
// are foreign: no control character of theirs reaches a terminal, no markup of
// theirs reaches a page.
//
// Layer: L4. It writes to the writer it is given; it opens no file, reads no
// clock, and decides nothing about stories or statements. Same result and
// options, same bytes.
package render

//go:generate go tool templ generate -f page.templ
//go:generate go tool templ generate -f annotated.templ
//go:generate go tool templ generate -f mail.templ

// Options tune how a result is shown. The zero value is a plain terminal of 80
// columns, and JSON without the documents' texts.
type Options struct {
	// Color allows ANSI colours. Terminal forms only.
	Color bool
	// Width is the number of columns of the terminal; 0 means 80. Prose is
	// never set wider than 100, nor narrower than 24.
	Width int
	// All shows the stories of a single document in full too, instead of in
	// one closing list. Without effect on JSON.
	All bool
	// Explain shows why the documents of a story stand together.
	Explain bool
	// WithText keeps the text of the documents. JSON only.
	WithText bool
}

// columns returns the width to set prose in.
func (o Options) columns() int {
	if o.Width == 0 {
		return 80
	}
	return min(max(o.Width, 24), 100)
}
