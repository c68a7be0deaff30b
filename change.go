package wiredesk

// Kinds of change.
const (
	ChangeNew       = "new"       // nobody said so before
	ChangeChanged   = "changed"   // something else was said before
	ChangeWithdrawn = "withdrawn" // no report says so any more
	ChangeConfirmed = "confirmed" // further origins say so too
)

// A Change is one point on which a story is not what it was.
type Change struct {
	Kind       string      `json:"kind"`
	What       string      `json:"what"` // story, figure, claim, quotation
	About      string      `json:"about"`
	Before     string      `json:"before"` // what was said, in words of the reports; "" of what is new
	After      string      `json:"after"`  // what is said now; "" of what is withdrawn
	SaidBy     string      `json:"said_by"`
	At         Time        `json:"at"`         // when the first of the reports that say so now came out; of what is withdrawn, the first that did
	Origins    int         `json:"origins"`    // that say so now; of what is confirmed, how many more than before
	Statements []Statement `json:"statements"` // sentences of the reports; none where only passages may be shown
	Evidence   []Evidence  `json:"evidence"`   // the passages
}

// Changes are those of one story.
type Changes struct {
	Story     StoryID      `json:"story"`
	Title     string       `json:"title"`
	Documents []DocumentID `json:"documents"` // that were not known before, oldest first
	Changes   []Change     `json:"changes"`
}
