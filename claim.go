package wiredesk

// A Speaker is who a quotation is ascribed to: the name as the document gives
// it, and the entity if it was resolved.
type Speaker struct {
	Name   string `json:"name"`
	Entity string `json:"entity"`
}

// A Quotation is what somebody said, in one or more documents.
type Quotation struct {
	Text     string     `json:"text"`
	Kind     string     `json:"kind"` // direct, indirect, mixed
	Speaker  Speaker    `json:"speaker"`
	Cue      string     `json:"cue"`
	Evidence []Evidence `json:"evidence"`
	Origins  int        `json:"origins"`
	Variants []Variant  `json:"variants"`
}

// A Variant is another wording of the same utterance.
type Variant struct {
	Text     string     `json:"text"`
	Evidence []Evidence `json:"evidence"`
}

// A Figure is one quantity of a story with every value that is given for it.
type Figure struct {
	What   string        `json:"what"`
	Unit   string        `json:"unit"`
	State  string        `json:"state"`   // agree, differ, updated, single
	PartOf string        `json:"part_of"` // the whole that it is a part of, with its number, as a report has it; "" if none
	Values []FigureValue `json:"values"`
}

// A FigureValue is one value of a figure. Low and High bound it; both equal
// Value when Qualifier is "exact". Where the text has no number ("hundreds"),
// and for a range, Value is Low.
type FigureValue struct {
	Value     float64    `json:"value"`
	Low       float64    `json:"low"`
	High      *float64   `json:"high,omitempty"` // nil where nothing bounds it, as in "at least"
	Qualifier string     `json:"qualifier"`      // exact, at least, about, more than, fewer than, up to
	Unit      string     `json:"unit"`
	AsOf      string     `json:"as_of"`
	SaidBy    string     `json:"said_by"`
	Origins   int        `json:"origins"`
	Evidence  []Evidence `json:"evidence"`
	// Same is the place in the list, from 1, of the earlier value that this one
	// is too, in another unit or with another qualifier; 0 if it is a value of
	// its own.
	Same int `json:"same,omitempty"`
}

// Claims sorts the claims of a story by how its origins stand to them.
type Claims struct {
	Agree  []ClaimSet `json:"agree"`
	Differ []ClaimSet `json:"differ"`
	Single []ClaimSet `json:"single"`
}

// Statements yields every statement of c, in order.
func (c *Claims) Statements() func(yield func(*Statement) bool) {
	return func(yield func(*Statement) bool) {
		for _, sets := range [][]ClaimSet{c.Agree, c.Differ, c.Single} {
			for _, set := range sets {
				for _, side := range set.Sides {
					for i := range side.Statements {
						if !yield(&side.Statements[i]) {
							return
						}
					}
				}
			}
		}
	}
}

// A ClaimSet is what the documents of a story say on one point.
type ClaimSet struct {
	About   string `json:"about"`
	Kind    string `json:"kind"` // figure, time, place, actor, status, quote, act
	Sides   []Side `json:"sides"`
	Reading string `json:"reading"` // later update, different count, contradiction, open; "" of a single side
}

// A Side is one answer to a point, with those who give it.
type Side struct {
	Value      string      `json:"value"`
	Statements []Statement `json:"statements"`
	Origins    int         `json:"origins"`
	Outlets    []string    `json:"outlets"`
	AsOf       string      `json:"as_of"`
	SaidBy     string      `json:"said_by"`
}

// A Claim is something that a document asserts, with who it is ascribed to.
type Claim struct {
	Document     DocumentID
	Span         Span
	Kind         string // as [ClaimSet.Kind]
	Value        string
	AttributedTo string
}
