package brief

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
	"github.com/wiredesk/wiredesk/internal/verify"
)

// thirty returns a story of 30 invented reports of about 500 words, each an
// origin of its own: what all tell, each in its order and with its numbers,
// and as much again that only one tells.
func thirty() Story {
	common := []string{
		"The quarry at Marn gave way on Monday and buried %d trucks under the rock of the northern slope.",
		"At least %d people were killed when the slope slid into the valley, the council of Marn said on Tuesday.",
		"Rescue teams from Varsund and Lunholm searched the rock with dogs for %d hours without a break.",
		"“We heard the mountain before we saw it,” said Ana Roe, who has lived below the quarry for %d years.",
		"The operator, Sill Stone, said it had closed the lower road %d minutes before the slide.",
		"Governor Ilse Marr ordered an inquiry into the slide and promised a report within %d days.",
		"The slope had moved by %d centimetres in the week before, according to the survey office.",
		"Schools in Marn and Osterby stay closed until the road is clear, which may take %d days.",
	}
	persons := strings.Fields("Brandt Holm Ekman Weil Fuchs Klein Sund Hale Arnaud Lind")
	things := strings.Fields("bridge chapel reservoir railway market orchard archive ferry bakery clinic garage library")
	s := Story{ID: "s-bench"}
	a := annotate.New()
	for d := range 30 {
		var text strings.Builder
		for i := range common {
			fmt.Fprintf(&text, common[(i+d)%len(common)]+" ", 3+(d*7+i*3)%60)
			for k := range 2 {
				n := d*31 + i*7 + k
				fmt.Fprintf(&text, "Councillor %s said the %s of district %d had lost its %s, and that repairs would cost %d million crowns.\n\n",
					persons[n%len(persons)], things[n%len(things)], n%40, things[(n*5+1)%len(things)], 2+n%90)
			}
		}
		s.Docs = append(s.Docs, a.Annotate(sample.Document(fmt.Sprint("d", d), fmt.Sprint("Outlet ", d), text.String(), d)))
		s.Origin = append(s.Origin, d)
	}
	return s
}

// BenchmarkCompose writes the brief of 30 reports, and has each statement
// checked as in production. It must take less than 50 ms.
func BenchmarkCompose(b *testing.B) {
	s := thirty()
	docs := map[wiredesk.DocumentID]*wiredesk.Document{}
	for _, d := range s.Docs {
		docs[d.ID] = d.Document
	}
	b.ReportAllocs()
	for b.Loop() {
		check := verify.NewChecker(docs)
		out, _ := Compose(s, nil, func(st *wiredesk.Statement, _ bool) bool { return len(check.Statement(st)) == 0 }, Options{})
		if len(out.KeyPoints) != 3 || len(out.Narrative) == 0 {
			b.Fatalf("a brief of %d points and %d paragraphs", len(out.KeyPoints), len(out.Narrative))
		}
	}
}
