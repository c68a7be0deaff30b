package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// Text returns the text of a piece of a page, such as the summary in a feed:
// every block its own paragraph, without markup and scripts. What has no markup
// keeps its line ends, and its entities are written out. Cost: linear.
func Text(fragment string) string {
	if !strings.Contains(fragment, "<") {
		return strings.TrimSpace(html.UnescapeString(fragment))
	}
	return allBlocks(fragment)
}
