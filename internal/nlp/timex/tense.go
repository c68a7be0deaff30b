package timex

// A tense is that of a clause.
type tense uint8

const (
	untensed tense = iota
	pastTense
	futureTense
)

// reach is how far from an expression a verb is looked for, in tokens.
const reach = 18

// tense returns the tense of what happens at the tokens [i, j). A preposition
// may tell it; else it is that of the clause.
func (f *finder) tense(i, j int) tense {
	switch {
	case f.word(i-1, "since"):
		return pastTense
	case f.opensNext(i - 1), f.any(i-1, "until", "till") && i > 1:
		return futureTense
	}
	t := f.clause(i, j)
	if t == untensed && (f.any(i-1, "for", "by") || f.word(i-1, "as") && f.any(i-2, "early", "soon")) {
		return futureTense // "weather for Friday", "enough until Friday"
	}
	return t
}

// clause returns the tense of the clause that the tokens [i, j) stand in: that
// of the nearest verb before them, or of the first one after them if they open
// the clause. It knows no parts of speech: it goes by the auxiliaries, by the
// ending -ed, and by the irregular verbs that news is told in.
func (f *finder) clause(i, j int) tense {
	if i > 0 && f.any(j, "'s", "’s") && !f.any(i-1, "at", "in", "for", "before") && f.items[i-1].kind != comma {
		return pastTense // "they will appeal Friday's ruling", but "speak at Friday's rally"
	}
	infinitive := false // one stands between
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		switch it := f.items[k]; {
		case it.role == linker || it.kind == mark && f.any(k, ";", ":"):
			return f.tenseAfter(j)
		case it.role == to && f.item(k+1).kind == other && f.item(k+1).role == plain && !f.item(k+1).upper:
			infinitive = true
		case it.role == past || it.role == promise:
			t := f.participle(k)
			if t == pastTense && infinitive {
				if it.role == promise {
					return futureTense // "they agreed to meet on Friday"
				}
				return untensed // "they declined to talk on Friday"
			}
			return t
		case it.role == coming:
			return f.modal(k)
		case it.role == plan:
			return futureTense
		case it.role == be && f.item(k+1).role == to:
			return futureTense // "is to meet"
		case f.any(k, "is", "are") && !f.follows(k, i):
			return futureTense // "is open on Friday"
		case it.role == have && f.item(k+1).role != to && f.item(k+1).kind == other:
			return pastTense
		}
	}
	return f.tenseAfter(j)
}

// opensNext reports whether token i announces what is to come: "starting", "no
// later than", "ahead of".
func (f *finder) opensNext(i int) bool {
	if f.item(i).role == opens || f.word(i, "from") && f.item(i-1).role == opens {
		return true
	}
	if f.any(i, "on", "in") {
		i--
	}
	return f.item(i).role == opens ||
		f.word(i, "than") && f.word(i-1, "later") && f.word(i-2, "no") ||
		f.word(i, "of") && f.word(i-1, "ahead")
}

// follows reports whether "after" stands among the tokens [k, i): what is now
// came of what happened then.
func (f *finder) follows(k, i int) bool {
	for ; k < i; k++ {
		if f.is(k, around) || f.any(k, "following", "from") {
			return true
		}
	}
	return false
}

// modal returns the tense of the auxiliary at token k: "will meet", but "may
// have met" and "could not be reached".
func (f *finder) modal(k int) tense {
	if f.item(k+1).role == have || f.item(k+2).role == have {
		return pastTense
	}
	if f.word(k, "could") && (f.any(k+1, "not", "n't", "n’t") || f.item(k+1).role == be && f.denied(k)) {
		return pastTense
	}
	return futureTense
}

// denied reports whether "neither", "nor" or "no" stands before token k.
func (f *finder) denied(k int) bool {
	for b := k - 1; b >= 0 && b >= k-8; b-- {
		if f.any(b, "neither", "nor", "no") {
			return true
		}
	}
	return false
}

// participle returns the tense of the past form at token k: "held", but "will
// be held" and "to be held".
func (f *finder) participle(k int) tense {
	if f.any(k-1, "is", "are") {
		return untensed // "the case is heard in May", "he is accused of"
	}
	for b := k - 1; b >= 0 && b >= k-4; b-- {
		switch it := f.items[b]; {
		case it.role == have:
			return pastTense
		case it.role == coming:
			return f.modal(b)
		case it.role == to && f.item(b+1).role == be:
			return futureTense
		case it.role != be && it.kind != other || it.role == past || it.role == linker || it.upper:
			return pastTense
		}
	}
	return pastTense
}

// tenseAfter returns the tense of the first verb from token j on.
func (f *finder) tenseAfter(j int) tense {
	for k := j; k < len(f.items) && k < j+reach; k++ {
		switch it := f.items[k]; {
		case it.role == past || it.role == promise:
			return pastTense
		case it.role == coming:
			return f.modal(k)
		case it.role == plan:
			return futureTense
		case it.role == have:
			return pastTense
		case it.role == linker || it.kind == mark && f.any(k, ";", ":"):
			return untensed
		}
	}
	return untensed
}
