package brief

import (
	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/nlp/vector"
)

// Shorten makes a statement of each sentence of d, with every deletion that is
// licensed, as for a headline. Nobody has checked them, nor whether the
// sentences may be printed: it shows what the deletions do, and is for those
// who measure that.
func Shorten(d *annotate.Document) []wiredesk.Statement {
	var out []wiredesk.Statement
	units := appendUnits(nil, d, 0, &vocabulary{of: map[vector.Term]int32{}})
	for i := range units {
		out = append(out, assemble(d, &units[i], cut(d, &units[i], tight)))
	}
	return out
}
