package cluster_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wiredesk/wiredesk/internal/cluster"
	"github.com/wiredesk/wiredesk/internal/nlp/annotate"
	"github.com/wiredesk/wiredesk/internal/sample"
)

// Four reports of a quarry wall, and two that mention it on their way.
var (
	quarry = []string{
		"Quarry wall falls on workshops in Ostrava Bend\n\nA wall of the Pellin quarry fell on three workshops in Ostrava Bend on Monday and killed six people. Mayor Ida Roos said that two men were missing. Rescuers of the county dug through the night. The Pellin company stopped all work. Inspectors had looked at the wall in May. Roos asked people to stay away.",
		"Six dead as wall of Pellin quarry falls\n\nSix people died when a wall of the Pellin quarry came down on workshops in Ostrava Bend. Two men were missing on Monday night. Mayor Ida Roos spoke of the darkest day of the town. The company that owns the quarry, Pellin, gave no reason. Rescuers had dogs and lamps. A crane was on its way.",
		"Ostrava Bend digs for two men\n\nRescuers in Ostrava Bend dug for two men under the wall of the Pellin quarry on Tuesday. The wall fell on three workshops on Monday. Six bodies were found, Mayor Ida Roos said. Pellin sent its chief engineer. Inspectors took samples of the wall. Work in the quarry has stopped.",
		"Pellin quarry: inspectors had warned of wall\n\nInspectors warned the Pellin company in May that a wall of its quarry in Ostrava Bend was loose. The wall fell on workshops on Monday and killed six. Mayor Ida Roos asked for the report. Two men are still missing. Rescuers dig on. Pellin said that it had read the report.",
	}
	harvest = "Harvest fair of Tumble Green opens with record pumpkin\n\nThe harvest fair of Tumble Green opened on Tuesday with a pumpkin of 400 kilos, grown by Walt Hobb. Judges needed a fork lift. Hobb said that he fed it beer. Music was cancelled as a sign of respect for the quarry workers of Ostrava Bend. Apples were cheap this year, growers said. The fair lasts until Sunday."
	feature = "‘I heard the dogs’: a night in Ostrava Bend\n\nAna Lind stood at the fence all night and heard the dogs. Her brother is one of the two men who are missing under the wall of the Pellin quarry. Six people died there on Monday. Mayor Ida Roos brought tea. The rescuers would not give up, Lind said. Pellin has not called her. The workshops are gone."
)

func report(text string, hours int) *annotate.Document {
	title, body, _ := strings.Cut(text, "\n\n")
	d := sample.Document(title, "", body, hours)
	d.Title = title
	return annotate.New().Annotate(d)
}

func TestStrangers(t *testing.T) {
	reports := func(texts ...string) [][]*annotate.Document {
		var out [][]*annotate.Document
		for i, text := range texts {
			out = append(out, []*annotate.Document{report(text, i)})
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		texts []string
		want  []bool
	}{
		{"one that mentions it on its way", append(slices.Clone(quarry), harvest), []bool{false, false, false, false, true}},
		{"the first of all", append([]string{harvest}, quarry...), []bool{true, false, false, false, false}},
		{"one that tells the same from another side", append(slices.Clone(quarry), feature), make([]bool, 5)},
		{"two others do not tell", append(slices.Clone(quarry[:2]), harvest), make([]bool, 3)},
		{"nothing in common", []string{harvest, feature, "Rain\n\nIt rained in Mull. It will rain. Nobody minds. Ducks do. So do I. Yes.", "Snow\n\nIt snowed in Hult. It will snow. Nobody skis. Bears do. So do we. No."}, make([]bool, 4)},
		{"none", nil, []bool{}},
	} {
		if got := cluster.Strangers(reports(tt.texts...)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
