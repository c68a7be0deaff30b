package figure

import "testing"

// TestPlain: what was taken for a speaker and is a clause speaks for no number.
func TestPlain(t *testing.T) {
	for by, want := range map[string]bool{
		"Maret Oskin":        true,
		"the harbour office": true,
		"a spokeswoman for the port authority of Osterby": true,
		"they were sure": false,
		"They":           false,
		"fact that nobody in Halm is living on the quay":                                false,
		"divers this week about a new claim in a letter received by the harbour office": false,
		"": false,
	} {
		if plain(by) != want {
			t.Errorf("%q: %v", by, !want)
		}
	}
}
