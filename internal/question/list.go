package question

import (
	"strings"

	"github.com/wiredesk/wiredesk"
)

// Version is that of the list: it rises when a question is added, changed or
// taken out. Package verify has a list of its own that must name the same
// questions.
const Version = 1

// slot is where the name of a question stands.
const slot = "{name}"

// A template is one question of the list. A question with the lowest priority
// number is the last to be left out where there are too many.
type template struct {
	kind     string // as in [wiredesk.Question]
	text     string
	kinds    string // of event, between spaces; "" is all
	priority int
	find     func(*asker, *template) (wiredesk.Question, bool)
}

// ask returns the words of the question.
func (t *template) ask(name string) string { return strings.Replace(t.text, slot, name, 1) }

// list holds the questions in the order of the page.
var list = []template{
	{"what", "What happened?", "", 0, (*asker).whatHappened},
	{"when", "When and where did it happen?", "disaster attack", 5, (*asker).whenAndWhere},
	{"when", "When did it happen?", "disaster attack", 5, (*asker).when},
	{"where", "Where did it happen?", "disaster attack", 5, (*asker).where},
	{"how_many", "How many people were killed?", "", 1, (*asker).toll},
	{"how_many", "How many people were injured?", "", 1, (*asker).toll},
	{"how_many", "How many people are missing?", "", 2, (*asker).toll},
	{"how_many", "How many people were displaced?", "", 2, (*asker).toll},
	{"how_many", "How many people were arrested?", "", 2, (*asker).toll},
	{"what", "What is {name} accused of?", "attack court", 3, (*asker).accused},
	{"what", "What did the court decide?", "court", 3, (*asker).decided},
	{"who", "Who won?", "election", 3, (*asker).won},
	{"what", "What was agreed?", "diplomacy business", 3, (*asker).agreed},
	{"how_many", "How much money is named?", "business court other election", 7, (*asker).sum},
	{"why", "Why did it happen?", "disaster attack", 4, (*asker).cause},
	{"why", "What reason is given?", "court election diplomacy business protest health other", 6, (*asker).reason},
	{"who", "Who is {name}?", "", 7, (*asker).who},
	{"what", "What did {name} say?", "", 6, (*asker).said},
	{"what", "Where do the sources disagree?", "", 1, (*asker).disagree},
	{"what", "What is not known yet?", "", 3, (*asker).unknown},
	{"next", "What happens next?", "", 3, (*asker).next},
}
