package figure

import (
	"slices"
	"strings"
)

// A unit is one that measures.
type unit struct {
	dimension string
	scale     float64 // in the base unit of its dimension
}

// units are the measures by their words in the singular; the base units are
// the metre, square metre, litre, kilogram, second, metre per second, degree,
// watt and byte.
var units = map[string]unit{
	"millimetre": {"length", 1e-3}, "mm": {"length", 1e-3}, "centimetre": {"length", 1e-2}, "cm": {"length", 1e-2}, "metre": {"length", 1}, "kilometre": {"length", 1e3}, "km": {"length", 1e3},
	"inch": {"length", 0.0254}, "foot": {"length", 0.3048}, "ft": {"length", 0.3048}, "yard": {"length", 0.9144}, "mile": {"length", 1609.344}, "mi": {"length", 1609.344},
	"hectare": {"area", 1e4}, "ha": {"area", 1e4}, "acre": {"area", 4046.856}, "sqm": {"area", 1},
	"litre": {"volume", 1}, "gallon": {"volume", 3.785}, "barrel": {"volume", 158.987}, "millilitre": {"volume", 1e-3},
	"gram": {"mass", 1e-3}, "g": {"mass", 1e-3}, "kilogram": {"mass", 1}, "kilo": {"mass", 1}, "kg": {"mass", 1}, "tonne": {"mass", 1e3}, "ton": {"mass", 907.185}, "pound-weight": {"mass", 0.4536}, "lb": {"mass", 0.4536}, "ounce": {"mass", 0.02835},
	"second": {"time", 1}, "minute": {"time", 60}, "hour": {"time", 3600}, "day": {"time", 86400}, "week": {"time", 7 * 86400}, "month": {"time", 2629746}, "year": {"time", 31556952}, "decade": {"time", 315569520},
	"kph": {"speed", 1 / 3.6}, "kmh": {"speed", 1 / 3.6}, "km/h": {"speed", 1 / 3.6}, "mph": {"speed", 0.44704}, "knot": {"speed", 0.51444},
	"degree": {"temperature", 1}, "celsius": {"temperature", 1}, "fahrenheit": {"temperature", 1},
	"watt": {"power", 1}, "kilowatt": {"power", 1e3}, "megawatt": {"power", 1e6}, "gigawatt": {"power", 1e9}, "mw": {"power", 1e6}, "gw": {"power", 1e9},
	"megabyte": {"data", 1e6}, "gigabyte": {"data", 1e9}, "terabyte": {"data", 1e12}, "gb": {"data", 1e9}, "tb": {"data", 1e12},
}

// currencies are words for money in the singular.
var currencies = wordSet(`dollar euro pound yen yuan rupee ruble rouble peso franc crown krone krona kroner mark lira rand won
	real dinar dirham shekel zloty forint baht rupiah ringgit florin guilder cent penny pence naira shilling cedi riyal rial
	hryvnia taka dong lek leu lev tenge som birr kwacha`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// currencySign returns the currency of a sign before a number, "" if w is
// none.
func currencySign(w string) string {
	switch w {
	case "$", "us$":
		return "dollar"
	case "£":
		return "pound"
	case "€":
		return "euro"
	case "¥":
		return "yen"
	case "₹":
		return "rupee"
	}
	if strings.HasSuffix(w, "$") && len(w) <= 4 {
		return w
	}
	return ""
}

// singular returns the base form of a unit's word.
func singular(w string) string {
	w = strings.TrimSuffix(w, ".")
	switch w {
	case "feet":
		return "foot"
	case "inches":
		return "inch"
	case "centuries":
		return "century"
	}
	if strings.HasSuffix(w, "meters") || strings.HasSuffix(w, "meter") || strings.HasSuffix(w, "liters") || strings.HasSuffix(w, "liter") {
		w = strings.Replace(strings.Replace(w, "meter", "metre", 1), "liter", "litre", 1)
	}
	if len(w) > 3 && strings.HasSuffix(w, "s") {
		w = strings.TrimSuffix(w, "s")
	}
	switch w {
	case "kms":
		return "km"
	case "lbs":
		return "lb"
	}
	return w
}

// unit sets the unit of fig from the tokens beside its number, and returns
// the tokens of the figure with it.
func (f *finder) unit(n number, fig *Figure, start, end int) (int, int) {
	if n.weak && n.value == 0 {
		return start, end
	}
	if c := currencySign(f.word(start - 1)); c != "" {
		f.money(fig, c, "dollars")
		fig.Unit = map[string]string{"dollar": "dollars", "pound": "pounds", "euro": "euros", "yen": "yen", "rupee": "rupees"}[c]
		if fig.Unit == "" {
			fig.Unit = "dollars"
		}
		return start - 1, end
	}
	j := end
	if f.is(j, "-") {
		j++
	}
	w := f.word(j)
	switch {
	case w == "%" || w == "percent" || w == "pct":
		fig.Kind, fig.Unit, fig.Dimension = Percent, "percent", Percent
		return start, j + 1
	case w == "per" && f.is(j+1, "cent"):
		fig.Kind, fig.Unit, fig.Dimension = Percent, "percent", Percent
		return start, j + 2
	case w == "basis" && strings.HasPrefix(f.word(j+1), "point"):
		fig.Kind, fig.Unit, fig.Dimension, fig.Scale = Points, "basis points", Points, 0.01
		return start, j + 2
	case w == "percentage" && strings.HasPrefix(f.word(j+1), "point"):
		fig.Kind, fig.Unit, fig.Dimension = Points, "percentage points", Points
		return start, j + 2
	}
	if n.weak {
		return start, end
	}
	if e, ok := f.currencyWord(j, fig); ok {
		return start, e
	}
	if e, ok := f.measure(j, fig); ok {
		return start, e
	}
	return start, end
}

// money makes fig a sum in a currency.
func (f *finder) money(fig *Figure, currency, unit string) {
	fig.Kind, fig.Unit, fig.Dimension = Money, unit, "money "+currency
}

// currencyWord reads "crowns", "Canadian dollars", "lev-marks" at token j.
func (f *finder) currencyWord(j int, fig *Figure) (int, bool) {
	for k := j; k < min(j+4, f.last); k++ {
		w := singular(f.low[k])
		if currencies[w] && !f.is(k+1, "-") {
			f.money(fig, w, f.Text.Text[f.Tokens[j].Start:f.Tokens[k].End])
			if w == "cent" || w == "pence" || w == "penny" {
				fig.Scale = 0.01
			}
			return k + 1, true
		}
		if f.low[k] != "-" && (!f.is(k+1, "-") || k > j) && !capital(f.Tokens[k].Of(f.Text.Text)) {
			break
		}
	}
	return 0, false
}

// measure reads "metres", "square miles", "miles per hour", "km/h" at token j.
func (f *finder) measure(j int, fig *Figure) (int, bool) {
	power, k := 1, j
	switch strings.TrimSuffix(f.word(j), ".") {
	case "square", "sq":
		power, k = 2, j+1
	case "cubic", "cu":
		power, k = 3, j+1
	}
	w := singular(f.word(k))
	if w == "m" && f.Tags[k-1].UPOS == 0 || w == "g" && f.form(k) != "g" { // "5 G"
		return 0, false
	}
	u, ok := units[w]
	if w == "m" {
		u, ok = unit{"length", 1}, true
	}
	if !ok {
		return 0, false
	}
	end := k + 1
	switch {
	case power > 1 && u.dimension == "length":
		u.scale, u.dimension = pow(u.scale, power), map[int]string{2: "area", 3: "volume"}[power]
		if power == 3 {
			u.scale *= 1000 // litres
		}
	case power > 1:
		return 0, false
	case u.dimension == "length":
		if e, ok := f.perHour(end); ok {
			u.dimension, u.scale, end = "speed", u.scale/3600, e
		}
	case w == "degree" || w == "celsius" || w == "fahrenheit":
		x := f.word(end)
		if w == "fahrenheit" || x == "fahrenheit" || x == "f" || w == "degree" && fig.Value > 60 && f.mentions("temperature") && x != "celsius" && x != "c" {
			u.dimension = "temperature fahrenheit" // no air is at 60 degrees Celsius
		}
		if x := f.word(end); x == "celsius" || x == "fahrenheit" || x == "c" || x == "f" {
			end++
		}
	}
	fig.Kind, fig.Dimension, fig.Scale = Measure, u.dimension, u.scale
	fig.Unit = f.Text.Text[f.Tokens[j].Start:f.Tokens[end-1].End]
	return end, true
}

// mentions says that the sentence has word w.
func (f *finder) mentions(w string) bool { return slices.Contains(f.low[f.first:f.last], w) }

// perHour reads "per hour", "an hour", "/h" at token i.
func (f *finder) perHour(i int) (int, bool) {
	w, x := f.word(i), f.word(i+1)
	if (w == "per" || w == "an") && x == "hour" || w == "/" && (x == "h" || x == "hour" || x == "hr") {
		return i + 2, true
	}
	return 0, false
}

func pow(v float64, n int) float64 {
	out := 1.0
	for range n {
		out *= v
	}
	return out
}

func capital(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }
