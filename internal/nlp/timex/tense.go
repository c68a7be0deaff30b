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

// tense returns the tense of the clause that the tokens [i, j) stand in: that
// of the nearest verb before them, or of the first one after them if they open
// the clause. It knows no parts of speech: it goes by the auxiliaries, by the
// ending -ed, and by the irregular verbs that news is told in.
func (f *finder) tense(i, j int) tense {
	if f.opensNext(i - 1) {
		return futureTense
	}
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		switch it := f.items[k]; {
		case it.kind == bracket || it.kind == mark && f.any(k, ";", ":"):
			return f.tenseAfter(j)
		case it.role == linker:
			return f.tenseAfter(j)
		case it.role == past:
			return f.participle(k)
		case it.role == coming:
			if f.item(k+1).role == have || f.item(k+2).role == have {
				return pastTense // "may have been seen"
			}
			return futureTense
		case it.role == plan:
			return futureTense
		case it.role == be && f.item(k+1).role == to:
			return futureTense // "is to meet"
		case it.role == have && f.item(k+1).role != to && f.item(k+1).kind == other:
			return pastTense
		}
	}
	return f.tenseAfter(j)
}

// opensNext reports whether token i announces what is to come: "as early as",
// "starting", "ahead of".
func (f *finder) opensNext(i int) bool {
	if f.item(i).role == opens || f.word(i, "from") && f.item(i-1).role == opens {
		return true
	}
	if f.any(i, "on", "in") {
		i--
	}
	return f.item(i).role == opens ||
		f.word(i, "as") && f.any(i-1, "early", "soon") ||
		f.word(i, "than") && f.word(i-1, "later") && f.word(i-2, "no") ||
		f.word(i, "of") && f.word(i-1, "ahead")
}

// participle returns the tense of the past form at token k: "held", but "will
// be held" and "to be held".
func (f *finder) participle(k int) tense {
	for b := k - 1; b >= 0 && b >= k-4; b-- {
		switch it := f.items[b]; {
		case it.role == have:
			return pastTense
		case it.role == coming:
			return futureTense
		case it.role == to && f.item(b+1).role == be:
			return futureTense
		case it.role != be && it.kind != other || it.role == past || it.role == linker:
			return pastTense
		}
	}
	return pastTense
}

// tenseAfter returns the tense of the first verb from token j on.
func (f *finder) tenseAfter(j int) tense {
	for k := j; k < len(f.items) && k < j+reach; k++ {
		switch it := f.items[k]; {
		case it.role == past:
			return pastTense
		case it.role == coming:
			if f.item(k+1).role == have {
				return pastTense
			}
			return futureTense
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
