package sample

import (
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
)

// English returns the whole text analysis of English, with the shipped models.
func English(tb testing.TB) *analysis.Pipeline {
	tb.Helper()
	p, err := analysis.NewEnglish(model.English())
	if err != nil {
		tb.Fatal(err)
	}
	return p
}
