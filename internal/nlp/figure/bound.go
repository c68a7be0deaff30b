package figure

import "math"

// before are the words that bound the number after them, and after those that
// bound the one before them; the longest first.
var before = []struct {
	words     []string
	qualifier string
}{
	{[]string{"no", "fewer", "than"}, AtLeast}, {[]string{"no", "less", "than"}, AtLeast}, {[]string{"not", "less", "than"}, AtLeast},
	{[]string{"a", "minimum", "of"}, AtLeast}, {[]string{"a", "total", "of"}, Exact}, {[]string{"at", "a", "minimum"}, AtLeast},
	{[]string{"no", "more", "than"}, UpTo}, {[]string{"not", "more", "than"}, UpTo}, {[]string{"as", "many", "as"}, UpTo},
	{[]string{"as", "much", "as"}, UpTo}, {[]string{"a", "maximum", "of"}, UpTo}, {[]string{"in", "excess", "of"}, MoreThan},
	{[]string{"in", "the", "region", "of"}, About},
	{[]string{"at", "least"}, AtLeast}, {[]string{"more", "than"}, MoreThan}, {[]string{"greater", "than"}, MoreThan}, {[]string{"upwards", "of"}, MoreThan},
	{[]string{"fewer", "than"}, FewerThan}, {[]string{"less", "than"}, FewerThan}, {[]string{"up", "to"}, UpTo}, {[]string{"at", "most"}, UpTo},
	{[]string{"just", "over"}, MoreThan}, {[]string{"well", "over"}, MoreThan}, {[]string{"just", "under"}, FewerThan},
	{[]string{"close", "to"}, About}, {[]string{"closer", "to"}, About}, {[]string{"an", "estimated"}, About}, {[]string{"or", "so"}, About},
	{[]string{"about"}, About}, {[]string{"around"}, About}, {[]string{"roughly"}, About}, {[]string{"approximately"}, About},
	{[]string{"some"}, About}, {[]string{"estimated"}, About}, {[]string{"circa"}, About}, {[]string{"approx"}, About}, {[]string{"approx."}, About},
	{[]string{"nearly"}, nearly}, {[]string{"almost"}, nearly}, {[]string{"over"}, MoreThan}, {[]string{"above"}, MoreThan},
	{[]string{"exceeding"}, MoreThan}, {[]string{"under"}, FewerThan}, {[]string{"below"}, FewerThan}, {[]string{"between"}, About},
	{[]string{"~"}, About}, {[]string{"maximum"}, UpTo}, {[]string{"minimum"}, AtLeast},
}

var after = []struct {
	words     []string
	qualifier string
}{
	{[]string{"or", "more"}, AtLeast}, {[]string{"or", "so"}, About}, {[]string{"or", "fewer"}, UpTo}, {[]string{"or", "less"}, UpTo},
	{[]string{",", "at", "least"}, AtLeast}, {[]string{",", "at", "the", "least"}, AtLeast}, {[]string{"at", "the", "most"}, UpTo}, {[]string{"+"}, AtLeast},
}

// nearly is About whose value is not reached.
const nearly = "nearly"

// bound sets the qualifier of fig and the interval that it means, and returns
// the tokens of the figure with its words.
func (f *finder) bound(start, end int, fig *Figure, n number) (int, int) {
	q := Exact
	for _, b := range before {
		if f.match(start-len(b.words), b.words) {
			q, start = b.qualifier, start-len(b.words)
			break
		}
	}
	if q == Exact {
		for _, at := range []int{n.last, end} {
			for _, a := range after {
				if f.match(at, a.words) {
					q, end = a.qualifier, max(end, at+len(a.words))
					break
				}
			}
			if q != Exact {
				break
			}
		}
	}
	fig.Low, fig.High, fig.Qualifier = interval(q, n)
	return start, end
}

// interval returns what a qualified number means.
func interval(q string, n number) (low, high float64, qualifier string) {
	switch {
	case n.ranged, n.vague && (q == Exact || q == About):
		return n.low, n.high, About
	case q == AtLeast || q == MoreThan:
		return n.low, math.Inf(1), q
	case q == UpTo || q == FewerThan:
		return 0, n.high, q
	case q == nearly:
		return 0.85 * n.low, n.high, About
	case q == About:
		return 0.9 * n.low, 1.1 * n.high, q
	}
	return n.low, n.high, Exact
}

// match says whether the tokens from i on are words.
func (f *finder) match(i int, words []string) bool {
	if i < f.first {
		return false
	}
	for k, w := range words {
		if f.word(i+k) != w {
			return false
		}
	}
	return true
}
