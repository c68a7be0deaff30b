package eval

// A TollStory is the killed and injured of one story: the gold's numbers, the
// system's (-1 for no answer), and whether the gold's, above nought, stand in
// one of the documents.
type TollStory struct {
	Documents int
	Gold      [2]float64 // killed, injured
	Stated    [2]bool
	System    [2]float64

	// Differ says that two reports give different numbers, Same that two or
	// more give one and none another; Flagged that the system calls them
	// different or updated.
	Differ, Same, Flagged bool
}

// A TollScore says how often one number is right.
type TollScore struct {
	Stories   int     `json:"stories"`
	Answered  float64 `json:"answered"`
	Precision float64 `json:"precision"` // of those answered
	Recall    float64 `json:"recall"`    // of all
	OffByOne  float64 `json:"off_by_one"`
}

// A TollsScore holds a [TollScore] for each number and each choice of stories:
// "killed stated" and so on.
type TollsScore struct {
	Stories    int                  `json:"stories"`
	Rows       map[string]TollScore `json:"rows"`
	Both       float64              `json:"both"` // share of stories with both numbers right
	Differ     int                  `json:"differ"`
	Flagged    float64              `json:"flagged"` // share of those
	Same       int                  `json:"same"`
	FalseAlarm float64              `json:"false_alarm"` // share of those that are flagged all the same
}

// TollRows are the choices of stories, in order.
var TollRows = []string{"all", "above nought", "stated", "two or more", "stated, two or more"}

// ScoreTolls scores stories. A number is right if it is the gold's.
func ScoreTolls(stories []TollStory) TollsScore {
	s := TollsScore{Stories: len(stories), Rows: map[string]TollScore{}}
	for k, name := range []string{"killed", "injured"} {
		for _, row := range TollRows {
			s.Rows[name+" "+row] = scoreToll(stories, k, row)
		}
	}
	both, flagged, alarms := 0, 0, 0
	for i := range stories {
		st := &stories[i]
		if st.Gold == st.System {
			both++
		}
		if st.Differ {
			s.Differ++
			flagged += one(st.Flagged)
		}
		if st.Same {
			s.Same++
			alarms += one(st.Flagged)
		}
	}
	s.Both, s.Flagged, s.FalseAlarm = share(both, len(stories)), share(flagged, s.Differ), share(alarms, s.Same)
	return s
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func scoreToll(stories []TollStory, k int, row string) TollScore {
	var n, said, right, near int
	for i := range stories {
		st := &stories[i]
		if !st.in(row, k) {
			continue
		}
		n++
		if st.System[k] < 0 {
			continue
		}
		said++
		switch st.System[k] - st.Gold[k] {
		case 0:
			right++
		case 1, -1:
			near++
		}
	}
	return TollScore{n, share(said, n), share(right, said), share(right, n), share(near, n)}
}

// in says that a row counts number k of st.
func (st *TollStory) in(row string, k int) bool {
	switch row {
	case "above nought":
		return st.Gold[k] > 0
	case "stated":
		return st.Stated[k]
	case "two or more":
		return st.Documents > 1
	case "stated, two or more":
		return st.Stated[k] && st.Documents > 1
	}
	return true
}
