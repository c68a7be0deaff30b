package timex_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/segment"
	"github.com/wiredesk/wiredesk/internal/nlp/timex"
)

// published is a Wednesday, in a zone two hours east.
var published = wiredesk.Time{Time: time.Date(2026, 11, 25, 18, 5, 0, 0, time.FixedZone("", 2*3600))}

func find(text string, at wiredesk.Time) []timex.Expression {
	t := segment.Cut(text)
	return timex.Find(text, t.Tokens, t.Sentences, at)
}

// write writes expressions as "text = value", separated by "; ".
func write(text string, found []timex.Expression) string {
	var out []string
	for _, e := range found {
		out = append(out, e.Of(text)+" = "+e.Value)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		family string
		cases  [][2]string // a text, and its expressions
	}{
		{"explicit dates", [][2]string{
			{"The dam at Orrin broke on 4 March 2026.", "4 March 2026 = 2026-03-04"},
			{"The dam broke on March 4, 2026, they said.", "March 4, 2026 = 2026-03-04"},
			{"It opened on the 4th of March 2026.", "the 4th of March 2026 = 2026-03-04"},
			{"It opened on Wednesday, March 4, 2026.", "Wednesday, March 4, 2026 = 2026-03-04"},
			{"It was dated 2026-03-04.", "2026-03-04 = 2026-03-04"},
			{"The mill closed in July 1997.", "July 1997 = 1997-07"},
			{"The mill closed in July of 1997.", "July of 1997 = 1997-07"},
			{"The mill closed on 31 February 1997.", "February 1997 = 1997-02"},
			{"Signed 24/11/2026 in Vell.", "24/11/2026 = 2026-11-24"},
			{"Signed 11/24/2026 in Vell.", "11/24/2026 = 2026-11-24"},
			{"Signed 12/11/2026 in Vell.", "12/11/2026 = 2026-11-12"},
			{"Signed 31/31/2026 in Vell.", ""},
			{"The bridge stood since 1387.", "1387 = 1387"},
			{"Ana Roe (1874-1931) built it.", "1874 = 1874; 1931 = 1931"},
		}},
		{"dates without a year", [][2]string{
			{"PORT VELL, Nov. 24 (NWA) - It rained.", "Nov. 24 = 2026-11-24"},
			{"The fire broke out on Oct. 3.", "Oct. 3 = 2026-10-03"},
			{"The court will rule on 14 January.", "14 January = 2027-01-14"},
			{"The court ruled on 14 January.", "14 January = 2026-01-14"},
			{"The court ruled on 28 December.", "28 December = 2025-12-28"},
			{"It met on April 24 and 25 in Vell.", "April 24 = 2026-04-24; 25 = 2026-04-25"},
			{"It met on 24 and 25 April.", "24 = 2026-04-24; 25 April = 2026-04-25"},
			{"It ran from March 3 to 5.", "March 3 = 2026-03-03; 5 = 2026-03-05"},
			{"It ran between 30 March and 14 May 2024.", "30 March = 2024-03-30; 14 May 2024 = 2024-05-14"},
			{"It ran from December 30 to January 4, 2024.", "December 30 = 2023-12-30; January 4, 2024 = 2024-01-04"},
			{"On March 4, 12 people fell ill.", "March 4 = 2026-03-04"},
			{"The bank cut its rate in October.", "October = 2026-10"},
			{"The bank will meet in April.", "April = 2027-04"},
			{"It lost a vote in February last year.", "February last year = 2025-02"},
		}},
		{"names and verbs that look like months", [][2]string{
			{"Prime Minister Ida May may march in March.", "March = 2027-03"},
			{"They may leave, May said.", ""},
			{"The annual March for Bread drew 900.", ""},
			{"April Jonson spoke to August Wells.", ""},
			{"The May vote was close, unlike in May.", "May = 2026-05"},
			{"The Sun and the Sat reported it.", ""},
			{"He told the Sunday Telegraph and the Mail on Sunday.", ""},
			{"It was second in the second race, on Good Friday.", ""},
		}},
		{"weekdays", [][2]string{
			{"The mayor resigned on Monday.", "Monday = 2026-11-23"},
			{"The mayor resigned on Wednesday.", "Wednesday = 2026-11-25"},
			{"The mayor will resign on Monday.", "Monday = 2026-11-30"},
			{"The vote is due on Friday.", "Friday = 2026-11-27"},
			{"The vote will be held Friday.", "Friday = 2026-11-27"},
			{"On Friday the council will vote.", "Friday = 2026-11-27"},
			{"Officials said that on Friday the port will reopen.", "Friday = 2026-11-27"},
			{"She said the port, which was closed on Sunday, will reopen on Friday.", "Sunday = 2026-11-22; Friday = 2026-11-27"},
			{"They agreed to meet on Friday.", "Friday = 2026-11-27"},
			{"They agreed on it on Friday.", "Friday = 2026-11-20"},
			{"They declined to talk on Friday.", "Friday = 2026-11-20"},
			{"They were given until Friday.", "Friday = 2026-11-27"},
			{"They could not be reached on Friday.", "Friday = 2026-11-20"},
			{"It has been shut since Thursday.", "Thursday = 2026-11-19"},
			{"Weather for Thursday: rain.", "Thursday = 2026-11-26"},
			{"They would appeal Monday's ruling.", "Monday = 2026-11-23"},
			{"She will speak at Monday's rally.", "Monday = 2026-11-30"},
			{"He fled last Wednesday.", "last Wednesday = 2026-11-18"},
			{"He returns next Wednesday.", "next Wednesday = 2026-12-02"},
			{"It runs from Monday to Friday.", "Monday = 2026-11-23; Friday = 2026-11-27"},
			{"It opens on Saturdays.", "Saturdays = XXXX-WXX-6"},
		}},
		{"named days", [][2]string{
			{"It snowed yesterday and today.", "yesterday = 2026-11-24; today = 2026-11-25"},
			{"It will snow tomorrow morning and tonight.", "tomorrow morning = 2026-11-26TMO; tonight = 2026-11-25TNI"},
			{"The river rose overnight.", "overnight = 2026-11-24TNI"},
			{"He took an overnight train.", ""},
			{"It was seen the day before yesterday.", "the day before yesterday = 2026-11-23"},
		}},
		{"last, this, next", [][2]string{
			{"Sales fell last week, last month and last year.", "last week = 2026-W47; last month = 2026-10; last year = 2025"},
			{"Sales will rise this week, next month and next year.", "this week = 2026-W48; next month = 2026-12; next year = 2027"},
			{"It began last October and last spring.", "last October = 2026-10; last spring = 2026-SP"},
			{"It opens next summer.", "next summer = 2027-SU"},
			{"He died last night.", "last night = 2026-11-24TNI"},
			{"She spoke this morning.", "this morning = 2026-11-25TMO"},
			{"It rained at the weekend.", "the weekend = 2026-W47-WE"},
			{"It will rain at the weekend.", "the weekend = 2026-W48-WE"},
			{"That was early last week.", "early last week = 2026-W47"},
			{"The last day of the trial was long.", ""},
			{"The last week of March was wet.", "The last week of March = 2026-03"},
		}},
		{"from what was named", [][2]string{
			{"It sank on 3 March. Two days later divers found it.", "3 March = 2026-03-03; Two days later = 2026-03-05"},
			{"It sank on 3 March. The previous day it had left Vell.", "3 March = 2026-03-03; The previous day = 2026-03-02"},
			{"It sank on 3 March. The next morning it was found.", "3 March = 2026-03-03; The next morning = 2026-03-04TMO"},
			{"It sank on 3 March and was raised the same day.", "3 March = 2026-03-03; the same day = 2026-03-03"},
			{"He came in June 1998 and left later that year.", "June 1998 = 1998-06; later that year = 1998"},
			{"It made 198 in 2026, up from 132 a year earlier.", "2026 = 2026; a year earlier = 2025"},
			{"Rates rose in March 2024, from 2 per cent a year earlier.", "March 2024 = 2024-03; a year earlier = 2023-03"},
			{"It sank on 3 March. A day after, the search ended.", "3 March = 2026-03-03; A day after = 2026-03-04"},
			{"They met that day.", "that day = XXXX-XX-XX"},
		}},
		{"ago, from now, from a date", [][2]string{
			{"It happened two days ago.", "two days ago = 2026-11-23"},
			{"It happened three weeks ago.", "three weeks ago = 2026-W45"},
			{"It happened two and a half years ago.", "two and a half years ago = 2024-05"},
			{"It happened more than four decades ago.", "more than four decades ago = 1986"},
			{"It happened a century ago, last Oct. 23.", "a century ago = 1926; last Oct. 23 = 2026-10-23"},
			{"It happened three hours ago.", "three hours ago = 2026-11-25T15:00"},
			{"It happened 20 minutes ago.", "20 minutes ago = 2026-11-25T17:45"},
			{"It happened years ago.", "years ago = PAST_REF"},
			{"They meet in two weeks' time.", "two weeks' time = 2026-W50"},
			{"They meet three days after Christmas Day.", "three days after Christmas Day = 2026-12-28"},
			{"They meet in the week of December 7.", "the week of December 7 = 2026-W50"},
		}},
		{"long stretches", [][2]string{
			{"It grew in the third quarter of 2025.", "third quarter of 2025 = 2025-Q3"},
			{"It grew in the third quarter.", "third quarter = 2026-Q3"},
			{"It grew in Q3 2025.", "Q3 2025 = 2025-Q3"},
			{"It grew in the first half of this year.", "first half of this year = 2026-H1"},
			{"He scored in the first half.", ""},
			{"It grew in early March and late 1998.", "early March = 2026-03; late 1998 = 1998"},
			{"It grew in the mid-1990s, in the '80s, in the ’70s, in '68 and in the nineties.", "mid-1990s = 199X; '80s = 198X; ’70s = 197X; '68 = 1968; nineties = 199X"},
			{"She is in her thirties; it was in the high 80s.", ""},
			{"It was built in the 19th century and in 2019-21.", "19th century = 18XX; 2019 = 2019; 21 = 2021"},
			{"It opened in the summer of 2019.", "summer of 2019 = 2019-SU"},
			{"Revenue in fiscal 2026 fell.", "fiscal 2026 = 2026"},
			{"Exports fell in the year 2000.", "the year 2000 = 2000"},
		}},
		{"numbers that are no years", [][2]string{
			{"It cost $1999, about 2000 crowns, and 2010 people came.", ""},
			{"Resolution 1973 and flight 2016 and more than 1950 votes.", ""},
		}},
		{"holidays with a date of their own", [][2]string{
			{"It closed on New Year's Eve.", "New Year's Eve = 2025-12-31"},
			{"It will open on New Year's Day.", "New Year's Day = 2027-01-01"},
			{"It has been shut since Christmas.", "Christmas = 2025-12-25"},
			{"A Christmas tree fell on New Road.", ""},
		}},
		{"hours", [][2]string{
			{"It struck at 4:20 a.m. Sunday.", "4:20 a.m. Sunday = 2026-11-22T04:20"},
			{"It struck on Sunday at 4:20 a.m. local time.", "Sunday = 2026-11-22; 4:20 a.m. local time = 2026-11-22T04:20"},
			{"It struck at 6.40 am on Sunday.", "6.40 am = 2026-11-22T06:40; Sunday = 2026-11-22"},
			{"It struck on Sunday at 1640 GMT.", "Sunday = 2026-11-22; 1640 GMT = 2026-11-22T16:40"},
			{"It struck at 16h30 on Sunday.", "16h30 = 2026-11-22T16:30; Sunday = 2026-11-22"},
			{"It struck at 6 o'clock in the evening.", "6 o'clock in the evening = 2026-11-25T18:00"},
			{"It struck at 4 in the morning on Sunday.", "4 in the morning = 2026-11-22T04:00; Sunday = 2026-11-22"},
			{"It struck at half past six.", "half past six = 2026-11-25T06:30"},
			{"It struck at eight on Tuesday evening.", "eight = 2026-11-24T20:00; Tuesday evening = 2026-11-24TEV"},
			{"It was over at 4.52 on Tuesday.", "4.52 = 2026-11-24T04:52; Tuesday = 2026-11-24"},
			{"The decree takes effect at midnight.", "midnight = 2026-11-25T24:00"},
			{"It struck shortly after midnight on Sunday.", "midnight = 2026-11-22T00:00; Sunday = 2026-11-22"},
			{"It closes at noon on Friday.", "noon = 2026-11-27T12:00; Friday = 2026-11-27"},
			{"It is open 7 to 10 p.m. on Friday.", "7 = 2026-11-27T19:00; 10 p.m. = 2026-11-27T22:00; Friday = 2026-11-27"},
			{"It was found at 11 last night.", "11 last night = 2026-11-24T23:00"},
			{"Vell won 3:2, in 10:30 minutes.", ""},
		}},
		{"parts of a day", [][2]string{
			{"It was found on Friday morning.", "Friday morning = 2026-11-20TMO"},
			{"It was found on the night of Oct. 23.", "the night of Oct. 23 = 2026-10-23TNI"},
			{"They left in the morning.", "the morning = 2026-11-25TMO"},
			{"Good Morning Vell is a show of dark nights.", ""},
		}},
		{"durations", [][2]string{
			{"It took three months and a week.", "three months = P3M; a week = P1W"},
			{"It took nearly two years.", "two years = P2Y"},
			{"It took a few days, several hours or a couple of weeks.", "a few days = PXD; several hours = PTXH; a couple of weeks = P2W"},
			{"A 30-day visa and a five-hour flight.", "30-day = P30D; five-hour = PT5H"},
			{"It took twenty-five minutes, 2.5 hours or 5 1/2 days.", "twenty-five minutes = PT25M; 2.5 hours = PT2.5H; 5 1/2 days = P5.5D"},
			{"He got two years and three months.", "two years and three months = P2Y3M"},
			{"It ran for one hour 20 minutes.", "one hour 20 minutes = PT1H20M"},
			{"It took half an hour, then half a century.", "half an hour = PT0.5H; half a century = P50Y"},
			{"It fell for the past three months.", "the past three months = P3M"},
			{"It fell in recent years and in the next few days.", "recent years = PXY; the next few days = PXD"},
			{"It will stay two more weeks, or another month.", "two more weeks = P2W; another month = P1M"},
			{"They waited for years.", "years = PXY"},
			{"It was a decade-long dispute.", "a decade-long = P10Y"},
		}},
		{"what is no duration", [][2]string{
			{"A 23-year-old man, two years old, and a four-year-old.", ""},
			{"The car did 90 miles an hour.", ""},
			{"A second man was third in a day-to-day job.", ""},
			{"Three quarters of them left.", ""},
		}},
		{"sets", [][2]string{
			{"They meet every Monday and each year.", "every Monday = XXXX-WXX-1; each year = P1Y"},
			{"It runs daily, twice a week and three times a day.", "daily = P1D; twice a week = P1W; three times a day = P1D"},
			{"It runs every two weeks, every other day and annually.", "every two weeks = P2W; every other day = P2D; annually = P1Y"},
			{"He reads the Vell Daily.", ""},
		}},
		{"vague", [][2]string{
			{"It is now closed, now that he left.", "now = PRESENT_REF"},
			{"It was recently sold and is currently shut.", "recently = PAST_REF; currently = PRESENT_REF"},
			{"He lied in the past, and at the time nobody knew.", "the past = PAST_REF; the time = PAST_REF"},
			{"It may change in the future.", "future = FUTURE_REF"},
			{"She is his future wife.", ""},
		}},
	} {
		t.Run(tt.family, func(t *testing.T) {
			for _, c := range tt.cases {
				if diff := cmp.Diff(c[1], write(c[0], find(c[0], published))); diff != "" {
					t.Errorf("Find(%q) mismatch (-want +got):\n%s", c[0], diff)
				}
			}
		})
	}
}

// Without the time of publication what is relative stays unresolved, and what
// is explicit does not.
func TestFindUnpublished(t *testing.T) {
	text := "On Friday, Nov. 24 and 4 March 2026, and yesterday at noon, last week, last year, in May and three days ago, it rained. Two days earlier, too."
	want := "Friday, Nov. 24 = XXXX-11-24; 4 March 2026 = 2026-03-04; yesterday = XXXX-XX-XX; noon = XXXX-XX-XXT12:00; last week = XXXX-WXX; last year = XXXX; May = XXXX-05; three days ago = XXXX-XX-XX; Two days earlier = 2026-03-02"
	if diff := cmp.Diff(want, write(text, find(text, wiredesk.Time{}))); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestExpression(t *testing.T) {
	for _, tt := range []struct {
		text string
		want timex.Expression
	}{
		{"It broke on Monday.", timex.Expression{Type: timex.Date, Value: "2026-11-23", Grain: "day", Anchor: timex.Publication, Zone: "+02:00"}},
		{"It broke in 1998.", timex.Expression{Type: timex.Date, Value: "1998", Grain: "year", Anchor: timex.Text, Zone: "+02:00"}},
		{"It broke at 1640 GMT.", timex.Expression{Type: timex.Time, Value: "2026-11-25T16:40", Grain: "minute", Anchor: timex.Publication, Zone: "Z"}},
		{"It broke at 4 p.m. EST.", timex.Expression{Type: timex.Time, Value: "2026-11-25T16:00", Grain: "hour", Anchor: timex.Publication, Zone: "-05:00"}},
		{"It broke at 4 p.m. local time.", timex.Expression{Type: timex.Time, Value: "2026-11-25T16:00", Grain: "hour", Anchor: timex.Publication}},
		{"It broke this morning.", timex.Expression{Type: timex.Time, Value: "2026-11-25TMO", Grain: "part", Anchor: timex.Publication, Zone: "+02:00"}},
		{"It lasted three days.", timex.Expression{Type: timex.Duration, Value: "P3D", Anchor: timex.None}},
		{"It breaks every day.", timex.Expression{Type: timex.Set, Value: "P1D", Anchor: timex.None}},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got := find(tt.text, published)
			if len(got) != 1 {
				t.Fatalf("found %d expressions, want 1", len(got))
			}
			got[0].Span = wiredesk.Span{}
			if diff := cmp.Diff(tt.want, got[0]); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInterval(t *testing.T) {
	for _, tt := range []struct{ value, kind, grain, zone, want string }{
		{"2026-11-25", timex.Date, "day", "+02:00", "2026-11-25T00:00+02:00 2026-11-26T00:00+02:00"},
		{"2026-11-25T16:40", timex.Time, "minute", "Z", "2026-11-25T16:40Z 2026-11-25T16:41Z"},
		{"2026-11-25T16:00", timex.Time, "hour", "-05:00", "2026-11-25T16:00-05:00 2026-11-25T17:00-05:00"},
		{"2026-11-25T24:00", timex.Time, "hour", "Z", "2026-11-26T00:00Z 2026-11-26T01:00Z"},
		{"2026-11-25T16:00", timex.Time, "hour", "", "2026-11-25T00:00Z 2026-11-26T00:00Z"},
		{"2026-11-25TNI", timex.Time, "part", "Z", "2026-11-25T18:00Z 2026-11-26T06:00Z"},
		{"2026-W48", timex.Date, "week", "Z", "2026-11-23T00:00Z 2026-11-30T00:00Z"},
		{"2026-W48-WE", timex.Date, "weekend", "Z", "2026-11-28T00:00Z 2026-11-30T00:00Z"},
		{"2021-W01", timex.Date, "week", "Z", "2021-01-04T00:00Z 2021-01-11T00:00Z"},
		{"2026-11", timex.Date, "month", "Z", "2026-11-01T00:00Z 2026-12-01T00:00Z"},
		{"2026-Q4", timex.Date, "quarter", "Z", "2026-10-01T00:00Z 2027-01-01T00:00Z"},
		{"2026-H1", timex.Date, "half", "Z", "2026-01-01T00:00Z 2026-07-01T00:00Z"},
		{"2026-WI", timex.Date, "season", "Z", "2026-12-01T00:00Z 2027-03-01T00:00Z"},
		{"2026-FA", timex.Date, "season", "Z", "2026-09-01T00:00Z 2026-12-01T00:00Z"},
		{"2026", timex.Date, "year", "Z", "2026-01-01T00:00Z 2027-01-01T00:00Z"},
		{"199X", timex.Date, "decade", "Z", "1990-01-01T00:00Z 2000-01-01T00:00Z"},
		{"18XX", timex.Date, "century", "Z", "1800-01-01T00:00Z 1900-01-01T00:00Z"},
		{"P3D", timex.Duration, "", "", ""},
		{"XXXX-WXX-1", timex.Set, "", "", ""},
		{"PAST_REF", timex.Date, "", "", ""},
		{"XXXX-11-25", timex.Date, "day", "", ""},
	} {
		t.Run(tt.value, func(t *testing.T) {
			e := timex.Expression{Type: tt.kind, Value: tt.value, Grain: tt.grain, Zone: tt.zone, Anchor: timex.Text}
			got := ""
			if from, to, ok := e.Interval(); ok {
				const form = "2006-01-02T15:04Z07:00"
				got = from.Format(form) + " " + to.Format(form)
			}
			if got != tt.want {
				t.Errorf("Interval() = %q, want %q", got, tt.want)
			}
		})
	}
}

// check fails if what Find returns is not what it promises.
func check(t *testing.T, text string, at wiredesk.Time) {
	t.Helper()
	c := segment.Cut(text)
	starts, ends := map[int]bool{}, map[int]bool{}
	for _, tok := range c.Tokens {
		starts[tok.Start], ends[tok.End] = true, true
	}
	prev, s := 0, 0
	for _, e := range timex.Find(text, c.Tokens, c.Sentences, at) {
		if e.Start < prev || e.End <= e.Start || !starts[e.Start] || !ends[e.End] {
			t.Fatalf("expression %v out of order, or not of whole tokens, in %q", e, text)
		}
		for s < len(c.Sentences) && c.Sentences[s].End < e.End {
			s++
		}
		if s == len(c.Sentences) || !c.Sentences[s].Contains(e.Span) {
			t.Fatalf("expression %v is not inside a sentence of %q", e, text)
		}
		if e.Type == "" || e.Value == "" || e.Anchor == "" {
			t.Fatalf("expression %+v lacks something in %q", e, text)
		}
		if from, to, ok := e.Interval(); ok && !from.Before(to) {
			t.Fatalf("the interval of %+v ends at %v before it begins at %v", e, to, from)
		}
		if _, _, ok := e.Interval(); !ok && e.Grain != "" && e.Anchor != timex.None {
			t.Fatalf("%+v has no interval, in %q", e, text)
		}
		prev = e.End
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"PORT VELL, Nov. 24 (NWA) — It struck at 4:20 a.m. (0220 GMT) Sunday, two days after the 3rd of May 2019-21.",
		"the last few days of early mid-March '98 1990s 16h30 4/3/26 2026-02-30 half an hour and a half ago later that year",
		"twenty-five hundred million decades ago, 9999 years later, in 9999 centuries' time, every other Monday morning",
		"the night of the night of 31 February 2000 in the morning at 12 noon on Friday the 13th, q3 of next year",
	} {
		f.Add(s, int64(1_800_000_000))
	}
	f.Fuzz(func(t *testing.T, s string, at int64) {
		text := strings.ToValidUTF8(s, "?")
		check(t, text, wiredesk.Time{})
		if at > -60_000_000_000 && at < 250_000_000_000 {
			check(t, text, wiredesk.Time{Time: time.Unix(at, 0).UTC()})
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("PORT VELL, Oct. 3 (NWA) — The ferry “Tern”, built in 1974, didn't stop at 6.40 p.m. on Friday, the harbour master's office said. Its crew of 14 was unhurt, and the owner, who bought it two years ago for 3.5 million crowns, will speak to reporters on Monday.\n\n"+
		"Nobody in the town could say why the lights of the pier had been out. The council has asked for a report by the end of the month.\n\n", 40)
	c := segment.Cut(text)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		timex.Find(text, c.Tokens, c.Sentences, published)
	}
	b.ReportMetric(float64(len(c.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
