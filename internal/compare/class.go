package compare

import "strings"

// alike are nouns that reports use for one thing; the first names the class.
var alike = classes(`
vessel ship boat hull craft
house home dwelling residence property
student pupil schoolchild
gunman attacker assailant shooter
detainee prisoner inmate captive
soldier troop serviceman reservist
worker employee staff staffer
pact deal agreement accord treaty
cost bill price expense
area zone
customer client subscriber user
skipper master captain
breach gap
speed velocity
payment payout
wind gust
letter warning
`)

func classes(s string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
		words := strings.Fields(line)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}

// class returns the class of a noun's lemma.
func class(noun string) string {
	if c, ok := alike[noun]; ok {
		return c
	}
	return noun
}

// general are nouns for people of no particular kind.
var general = set("people person persons victim man woman other individual body life casualty fatality human inhabitant adult male female")

// sums are nouns for money that say nothing of what it is for.
var sums = set("sum amount total figure money")

// services are classes of nouns for people whom a service sends.
var services = set("soldier firefighter officer policeman guard rescuer worker medic crew volunteer sailor marine")

// sexes are nouns for one sex.
var sexes = set("man woman male female")

// empty are nouns that say little of what is counted.
var empty = set("time thing way case part kind other group area point issue question")

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
