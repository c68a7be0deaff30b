package api

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/store"
)

// FuzzPosted: what is handed in is refused, or is as many sealed documents as a
// request may hold.
func FuzzPosted(f *testing.F) {
	f.Add([]byte(`{"id":"a","title":"Ferry","text":"A ferry sank.","published":"2026-10-05T12:00:00Z"}` + "\n" + `{"text":"x"}`))
	f.Add([]byte("{\"text\":\"\xff\"}"))
	f.Add([]byte(`{"text":"\ud800\u0000"} 7 []`))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := posted(body)
		if err == nil && (len(list) == 0 || len(list) > wiredesk.MaxPosted) {
			t.Fatalf("%d reports", len(list))
		}
		for _, in := range list {
			d := in.Document
			if d.SHA256 != wiredesk.Hash(d.Text) || d.ID == "" || !utf8.ValidString(d.Text) || d.Text == "" {
				t.Fatalf("%+v", *d)
			}
		}
	})
}

// FuzzCursor: a cursor is read as it was written, and nothing else is one.
func FuzzCursor(f *testing.F) {
	f.Add(cursor(&store.Cursor{Rank: 1, Report: 2}))
	f.Add("MS4y")
	f.Add("LTEuKzI")
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := readCursor(s); err == nil && s != "" && cursor(m) != s {
			t.Fatalf("%q is read as %v, which is %q", s, m, cursor(m))
		}
	})
}

// FuzzPlace: places in a text are on the borders of characters, and the same in
// all units.
func FuzzPlace(f *testing.F) {
	f.Add("Él 🚢", 2, uint8(0))
	f.Add("Él 🚢", 4, uint8(2))
	f.Fuzz(func(t *testing.T, text string, n int, unit uint8) {
		units := []string{"bytes", "code_points", "utf16"}
		text = strings.ToValidUTF8(text, "?")
		u := units[int(unit)%3]
		o, err := place(text, n, u)
		if err != nil {
			return
		}
		if o.in(u) != n && n >= 0 || o != count(text[:o.Bytes]) || !utf8.ValidString(text[:o.Bytes]) {
			t.Fatalf("place(%q, %d, %s): %+v", text, n, u, o)
		}
		for _, other := range units {
			if same, err := place(text, o.in(other), other); err != nil || same != o {
				t.Fatalf("%+v by %s: %+v, %v", o, other, same, err)
			}
		}
	})
}
