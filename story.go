package wiredesk

// A StoryID names a story. It derives from the document that began it.
type StoryID string

// BegunBy returns the id of the story whose first document is d.
func BegunBy(d *Document) StoryID {
	return StoryID("s-" + Hash(string(d.ID) + "\n" + d.SHA256)[:12])
}

// A Story is a set of documents about one event, with its brief.
type Story struct {
	ID             StoryID      `json:"id"`
	Documents      []DocumentID `json:"documents"`           // oldest first
	Withdrawn      []DocumentID `json:"withdrawn,omitempty"` // of Documents, those that their outlets took back: nothing in the brief rests on them
	FirstPublished Time         `json:"first_published"`
	LastPublished  Time         `json:"last_published"`
	Origins        []Origin     `json:"origins"` // in order of their first document
	Counts         Counts       `json:"counts"`
	Brief
	Quotations []Quotation `json:"quotations"`
	Figures    []Figure    `json:"figures"`
	Claims     Claims      `json:"claims"`
	Entities   []Entity    `json:"entities"`
	Related    []Related   `json:"related"`
	Explain    []Reason    `json:"explain,omitempty"` // only where it is asked for
}

// A Reason says why a document stands in its story: which document of the
// story drew it there, how strongly, and by what; or which rule put it there.
type Reason struct {
	Document   DocumentID  `json:"document"`
	With       DocumentID  `json:"with"`  // of the same story; "" if it began the story, or a rule made it stand here
	Score      float64     `json:"score"` // in [0, 1], rounded to 3 places
	Why        string      `json:"why"`
	Terms      []string    `json:"terms"`      // what the two share, strongest first
	Rule       string      `json:"rule"`       // the user's rule that put it here; "" if none did
	Threshold  float64     `json:"threshold"`  // the score that was needed to join a story; 0 if it is not known
	Candidates []Candidate `json:"candidates"` // up to 3 stories that it was compared with, the chosen first
}

// A Candidate is a story that a document was compared with.
type Candidate struct {
	Story    StoryID    `json:"story"` // in which With stands now
	With     DocumentID `json:"with"`  // began it when the two were compared
	Score    float64    `json:"score"` // in [0, 1], rounded to 3 places
	Terms    []string   `json:"terms"` // names that the document and With both hold, rarest first
	Features []Feature  `json:"features"`
}

// A Feature is one sign that the score of a [Candidate] was made of: its
// value, and the weight that it was multiplied by, rounded to 3 places.
type Feature struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Weight float64 `json:"weight"`
}

// An Origin is one independent text and its copies: a wire report and its
// reprints, a press release and the site that took it over.
type Origin struct {
	Documents []DocumentID `json:"documents"` // oldest first
	First     DocumentID   `json:"first"`     // the earliest
	Credit    string       `json:"credit"`    // the agency that a document of it names as its source; "" if none
	Copies    []Copy       `json:"copies"`    // one for each document but the source of all, oldest first
	Aside     bool         `json:"aside"`     // it tells of another matter: it is filed here, and nothing in the brief rests on it
}

// A Copy says that a document took text from another of its origin, earlier
// or named by it as its source.
type Copy struct {
	Document DocumentID `json:"document"`
	Of       DocumentID `json:"of"`
	Taken    float64    `json:"taken"` // the part of its words that stand in Of, in [0, 1], rounded to 3 places
	Share    float64    `json:"share"` // the part of the words of Of that stand in it, likewise
	Added    []Span     `json:"added"` // its sentences that do not stand in Of, adjacent ones as one span
}

// Counts sums a story up. Origins are those that tell it, not those that stand
// aside, nor those of which every document was withdrawn. Withheld counts statements that were built but
// refused, by the writer's own rules or by the check.
type Counts struct {
	Documents int `json:"documents"`
	Outlets   int `json:"outlets"`
	Origins   int `json:"origins"`
	Withheld  int `json:"withheld"`
}

// Kinds of link between stories.
const (
	Follows    = "follows"     // it continues the other, which began before it
	FollowedBy = "followed_by" // the same, seen from the other
	RelatedTo  = "related"     // the other began before it and is of the same matter
)

// Related is a link from a story to another. It has passages only where the
// other is the earlier one.
type Related struct {
	Story    StoryID    `json:"story"`
	Kind     string     `json:"kind"`
	Why      string     `json:"why"`      // in plain words
	Evidence []Evidence `json:"evidence"` // passages of the story that tell of the other
}

// An Entity is a person, organisation or place of a story.
type Entity struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Type      string       `json:"type"` // person, organisation, place, other
	Role      string       `json:"role"`
	Aliases   []string     `json:"aliases"`
	Mentions  int          `json:"mentions"`
	Documents []DocumentID `json:"documents"`
}

// A Mention is a span of a document that names an entity.
type Mention struct {
	Span
	Type   string // as [Entity.Type]
	Entity string // the ID of the entity; "" if not resolved
}

// Unfiled is a document that stands in no story, and why.
type Unfiled struct {
	Document DocumentID `json:"document"`
	Reason   string     `json:"reason"`
}

// States of a rule.
const (
	RuleApplied    = "applied"    // it changed what grouping had made, or muted a story
	RuleIdle       = "already_so" // there was nothing to change
	RuleUnmatched  = "no_match"   // nothing that it names is there
	RuleOverridden = "overridden" // a later rule undid it
)

// A RuleState says what became of one of the user's rules.
type RuleState struct {
	Rule  string  `json:"rule"`
	State string  `json:"state"`
	Story StoryID `json:"story"` // in which stands what it names, the first of several; "" if it is not there
	Note  string  `json:"note"`  // what the user should know; "" if nothing
}
