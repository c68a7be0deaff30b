package eval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wiredesk/wiredesk/internal/eval"
)

func TestProse(t *testing.T) {
	c := eval.Compression{Source: "`` We wo n't go , '' Osk 's mayor ( 51 ) said --- for $ 5 ."}
	text, words := c.Prose()
	if want := "“We won't go,” Osk's mayor (51) said — for $5."; text != want {
		t.Errorf("reads %q, want %q", text, want)
	}
	var got []string
	for _, w := range words {
		got = append(got, w.Of(text))
	}
	want := []string{"“", "We", "wo", "n't", "go", ",", "”", "Osk", "'s", "mayor", "(", "51", ")", "said", "—", "for", "$", "5", "."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

func TestCompressionScore(t *testing.T) {
	c := &eval.Compression{Source: "The old mill at Osk burned down .", Targets: []string{"The mill burned .", "The mill at Osk burned down ."}}
	for _, tt := range []struct {
		name string
		kept []string
		want eval.CompressionScore
	}{
		{"as it is", []string{"The", "old", "mill", "at", "Osk", "burned", "down", "."}, eval.CompressionScore{Sentences: 1, Sound: 1, F1: 12. / 13, AsIs: 12. / 13, Kept: 1, GoldKept: 4.5 / 7, Right: 1}},
		{"right", []string{"The", "mill", "at", "Osk", "burned", "down"}, eval.CompressionScore{Sentences: 1, Sound: 1, F1: 1, AsIs: 12. / 13, Kept: 6. / 7, GoldKept: 4.5 / 7, Changed: 1, Right: 1}},
		{"wrong", []string{"The", "old", "at", "Osk", "burned", "down"}, eval.CompressionScore{Sentences: 1, Sound: 1, F1: 10. / 12, AsIs: 12. / 13, Kept: 6. / 7, GoldKept: 4.5 / 7, Changed: 1, Right: 0}},
		{"nearer to the other", []string{"The", "mill", "burned"}, eval.CompressionScore{Sentences: 1, Sound: 1, F1: 1, AsIs: 12. / 13, Kept: 3. / 7, GoldKept: 4.5 / 7, Changed: 1, Right: 1}},
		{"nothing", nil, eval.CompressionScore{Sentences: 1, Sound: 1, AsIs: 12. / 13, GoldKept: 4.5 / 7, Changed: 1, Right: 4. / 7}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var sc eval.CompressionScore
			sc.Add(c, tt.kept, 0)
			sc.Mean()
			if diff := cmp.Diff(tt.want, sc, cmpopts.IgnoreUnexported(sc), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
