package verify_test

import (
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/verify"
)

func byID(docs []*wiredesk.Document) map[wiredesk.DocumentID]*wiredesk.Document {
	m := map[wiredesk.DocumentID]*wiredesk.Document{}
	for _, d := range docs {
		m[d.ID] = d
	}
	return m
}

func TestTrueStatementsHold(t *testing.T) {
	docs, ones := corpus(t)
	m := byID(docs)
	trims := 0
	for _, o := range ones {
		if o.s.Kind == wiredesk.Trimmed {
			trims++
		}
		for _, f := range verify.Statement(o.s, m) {
			t.Errorf("%s %q of %s: %v", o.s.Kind, o.s.Text, o.doc.ID, f)
		}
	}
	if len(ones) < 400 || trims < 25 {
		t.Errorf("%d true statements, %d of them trimmed: too few to mean anything", len(ones), trims)
	}
	t.Logf("%d true statements, %d of them trimmed", len(ones), trims)
}
