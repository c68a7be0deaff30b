package verify_test

import (
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// TestSlight deletes words of no weight from headlines, written here in double
// square brackets; and, refused, the same words where they weigh.
func TestSlight(t *testing.T) {
	for _, tt := range []struct {
		text string
		ok   bool
	}{
		{"Divers met a[[ very]] strong current off Varsund.", true},
		{"Divers have[[ now]] found the ferry off Varsund.", true},
		{"The harbour office[[, however,]] kept the port open.", true},
		{"The mayor said[[, however,]] that the port stays open.", true},
		{"[[But ]]Varsund harbour stayed open on Friday.", true},
		{"Divers have not met a[[ very]] strong current off Varsund.", false},
		{"Divers never met a[[ very]] strong current off Varsund.", false},
		{"Only if the current is[[ really]] strong will the port close.", false},
		{"Divers met the[[ very]] captain who sank the ferry.", false},
		{"Divers met so[[ very]] few people off Varsund.", false},
		{"The port has been open since[[ now]] two divers left.", false},
		{"The mayor said what the divers[[ really]] think.", false},
		{"Divers have[[ nearly]] found the ferry off Varsund.", false},
		{"Divers have[[ just]] found the ferry off Varsund.", false},
		{"Divers have[[ partly]] found the ferry off Varsund.", false},
		{"Divers found the ferry[[, however]], and the captain.", false},
		{"Divers took a boat[[, however,]] and a net.", false},
		{"“Divers have[[ now]] found the ferry,” the mayor said.", false},
		{"Divers from[[ also]] Varsund found the ferry.", false},
	} {
		cut := strings.NewReplacer("[[", "", "]]", "").Replace(tt.text)
		from := strings.Index(tt.text, "[[")
		to := strings.Index(tt.text, "]]") - 2
		d := document("d", cut)
		kept := []wiredesk.Span{{End: from}, {Start: to, End: len(cut)}}
		if from == 0 {
			kept = kept[1:]
		}
		st := assemble(d, wiredesk.Trimmed, []wiredesk.Span{{End: len(cut)}}, kept)
		fs := verify.Headline(st, byID([]*wiredesk.Document{d}))
		if (len(fs) == 0) != tt.ok {
			t.Errorf("%q: %v", tt.text, fs)
		}
		if body := verify.Statement(st, byID([]*wiredesk.Document{d})); tt.ok && from > 0 && len(body) == 0 {
			t.Errorf("%q: taken in a body too, where only headlines lose such words", tt.text)
		}
	}
}
