package conllu_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
	"github.com/wiredesk/wiredesk/internal/nlp/conllu"
	"github.com/wiredesk/wiredesk/internal/nlp/model"
	"github.com/wiredesk/wiredesk/internal/sample"
)

const bank = `# newdoc id = tern
# sent_id = 1
# text = The Tern didn't stop.
1	The	the	DET	DT	Definite=Def	2	det	2:det	_
2	Tern	Tern	PROPN	NNP	_	5	nsubj	_	_
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	_	5	aux	_	_
4	n't	not	PART	RB	_	5	advmod	_	_
5	stop	stop	VERB	VB	_	0	root	_	SpaceAfter=No
5.1	there	there	ADV	RB	_	_	_	5:advmod	_
6	.	.	PUNCT	.	_	5	punct	_	_

# newdoc id = gull
1	Gulls	gull	NOUN	NNS	_	2	nsubj	_	_
2	cried	cry	VERB	VBD	_	0	root	_	_

`

func read(t *testing.T, s string) []conllu.Sentence {
	t.Helper()
	got, err := conllu.Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestReadAndWrite(t *testing.T) {
	got := read(t, bank)
	if len(got) != 2 || len(got[0].Words()) != 6 || len(conllu.Documents(got)) != 2 {
		t.Fatalf("%d sentences, %d words in the first", len(got), len(got[0].Words()))
	}
	var b bytes.Buffer
	if err := conllu.Write(&b, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bank, b.String()); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if again := read(t, strings.TrimRight(bank, "\n")); len(again) != 2 {
		t.Errorf("without the last blank line: %d sentences, want 2", len(again))
	}
}

func TestReadNamesTheLine(t *testing.T) {
	for _, s := range []string{"1\tThe\tthe\n", "1\t\tthe\tDET\tDT\t_\t0\troot\t_\t_\n"} {
		if _, err := conllu.Read(strings.NewReader(s)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("Read(%q): %v, want an error that names line 1", s, err)
		}
	}
}

// TestFill keeps words, ranges and comments, and gives every word a tag and a
// head of its sentence.
func TestFill(t *testing.T) {
	steps, err := analysis.English(model.English())
	if err != nil {
		t.Fatal(err)
	}
	p, err := analysis.New(append([]analysis.Annotator{analysis.Kept{}}, steps[1:]...)...)
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, bank)
	for _, doc := range conllu.Documents(got) {
		d, err := p.Continue(conllu.Tokens(doc))
		if err != nil {
			t.Fatal(err)
		}
		conllu.Fill(doc, d)
	}
	want := read(t, bank)
	for i := range want {
		if diff := cmp.Diff(want[i].Comments, got[i].Comments); diff != "" {
			t.Errorf("comments (-want +got):\n%s", diff)
		}
		roots := 0
		for k, w := range got[i].Words() {
			if w.Form() != want[i].Words()[k].Form() || w.UPOS() == "_" || w.Head() == "_" || w.Rel() == "_" {
				t.Errorf("word %v", w)
			}
			if w.Head() == "0" {
				roots++
			}
		}
		if roots != 1 {
			t.Errorf("sentence %d has %d roots", i, roots)
		}
	}
	if row := got[0].Rows[2]; row[0] != "3-4" || row[3] != "_" {
		t.Errorf("the range became %v", row)
	}
}

func TestFromDocument(t *testing.T) {
	p := sample.English(t)
	d, err := p.Annotate(sample.Document("r1", "Desk", "The Tern didn't stop. It sank.\n\nGulls cried.", 0))
	if err != nil {
		t.Fatal(err)
	}
	ss := conllu.FromDocument(d)
	var b bytes.Buffer
	if err := conllu.Write(&b, ss); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# newdoc id = r1\n", "# newpar\n# sent_id = r1-3\n# text = Gulls cried.\n", "\nstop\t"[1:], "3\tdid\tdo\tAUX\tVBD\t_\t", "SpaceAfter=No\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	if len(read(t, b.String())) != 3 {
		t.Errorf("what was written does not read back:\n%s", b.String())
	}
}

// FuzzRead: whatever is read is written so that it reads back the same.
func FuzzRead(f *testing.F) {
	f.Add(bank)
	f.Add("#\n\n1\ta\t\t\t\t\t\t\t\t\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := conllu.Read(strings.NewReader(s))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := conllu.Write(&b, got); err != nil {
			t.Fatal(err)
		}
		again, err := conllu.Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("read, written and read (-first +second):\n%s", diff)
		}
		conllu.Tokens(got)
	})
}
