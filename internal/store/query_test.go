package store_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

func TestParseQuery(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []store.Term
	}{
		{"ferry survivors", []store.Term{{Words: []string{"ferry"}}, {Words: []string{"survivors"}}}},
		{`"search was" quake*`, []store.Term{{Words: []string{"search", "was"}}, {Words: []string{"quake"}, Prefix: true}}},
		{"NOT title:ferry", []store.Term{{Words: []string{"NOT"}}, {Words: []string{"title", "ferry"}}}},
		{`"open`, []store.Term{{Words: []string{"open"}}}},
	} {
		q, err := store.ParseQuery(tt.text)
		if diff := cmp.Diff(tt.want, q.Terms); diff != "" || err != nil {
			t.Errorf("ParseQuery(%q): %v (-want +got):\n%s", tt.text, err, diff)
		}
	}
	if _, err := store.ParseQuery(` "" * `); !errors.Is(err, wiredesk.ErrInvalid) {
		t.Errorf("of nothing: %v", err)
	}
	if _, err := store.ParseQuery(strings.Repeat("a ", wiredesk.MaxQuery)); !errors.Is(err, wiredesk.ErrTooLarge) {
		t.Errorf("too long: %v", err)
	}
}

func TestPassage(t *testing.T) {
	q, err := store.ParseQuery("Whale")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("Nothing was seen. ", 30) + "A whale was sighted off Halm." + strings.Repeat(" Nothing more.", 30)
	if got := q.Passage(text); !strings.Contains(got, "A whale was sighted off Halm.") || len(got) > 200 {
		t.Errorf("Passage: %q", got)
	}
	if got := q.Passage("Short."); got != "Short." {
		t.Errorf("Passage: %q", got)
	}
}

func TestAddressKey(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"https://halm.example/a?x=1&y=2", "http://HALM.example:80/a?y=2&x=1&utm_source=z#top"},
		{"https://halm.example", ""},
		{"https://halm.example/#a", "no address"},
		{"mailto:a@halm.example", ""},
		{"\x00", ""},
	} {
		if store.AddressKey(tt.a) != store.AddressKey(tt.b) {
			t.Errorf("%q and %q differ: %q, %q", tt.a, tt.b, store.AddressKey(tt.a), store.AddressKey(tt.b))
		}
	}
	if store.AddressKey("https://halm.example/a") == store.AddressKey("https://halm.example/b") {
		t.Error("two pages have one key")
	}
}

func FuzzQuery(f *testing.F) {
	f.Add(`"a b" c*`, "A b and c.")
	f.Add("é", "\u0130stanbul É é")
	f.Add("a\xff*\"", "\xff\xfe a")
	f.Fuzz(func(t *testing.T, query, text string) {
		q, err := store.ParseQuery(query)
		if err != nil {
			return
		}
		for _, term := range q.Terms {
			for _, w := range term.Words {
				if w == "" || strings.ContainsAny(w, "\" *:^()+-{}\x00") || !utf8.ValidString(w) {
					t.Fatalf("ParseQuery(%q): word %q", query, w)
				}
			}
		}
		if p := q.Passage(text); len(p) > 200 || utf8.ValidString(text) && !utf8.ValidString(p) {
			t.Fatalf("Passage(%q, %q): %q", query, text, p)
		}
	})
}
