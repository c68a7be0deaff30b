//go:build linux && !race

package intake

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/wiredesk/wiredesk/internal/costtest"
)

// TestLinear reads files of every form that were made to cost much. It is part
// of row 40 of the matrix of faults.
func TestLinear(t *testing.T) {
	line := func(s string) string {
		b, err := json.Marshal(map[string]string{"title": s, "text": s, "url": s, "id": s})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	same := func(s string) string { return s }
	for _, tt := range []struct {
		name string
		form form
		make func(string) string
	}{
		{"text", text, same},
		{"Markdown", markdown, same},
		{"JSONL", jsonl, line},
		{"line", jsonl, same},
		{"mail", mail, func(s string) string { return "From: a@b.example\nSubject: s\n\n" + s }},
		{"head of a mail", mail, func(s string) string { return "From: " + s + "\nSubject: " + s + "\n\nx" }},
		{"mail in parts", mail, func(s string) string {
			return "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n" + s + "\n--b--\n"
		}},
		{"quoted mail", mail, func(s string) string {
			return "From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" + s
		}},
	} {
		for _, p := range append(costtest.Patterns(), costtest.Markup()...) {
			costtest.Linear(t, tt.name+" of "+p.Name, costtest.Bytes(8<<10), func(n int) func() {
				in := []byte(tt.make(p.Text(n)))
				return func() {
					var y yield
					y.stream(source{name: "a", form: tt.form}, bytes.NewReader(in))
				}
			})
		}
	}
}
