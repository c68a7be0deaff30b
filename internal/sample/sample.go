// Package sample builds values of the domain for tests, so that a test says
// only what it is about.
//
// Layer: L2 (test support). Nothing but tests imports it.
package sample

import (
	"time"

	"github.com/wiredesk/wiredesk"
)

// Document returns a sealed document with the given outlet and text, published
// at noon of day 1 of a fictional week plus the given hours.
func Document(id, outlet, text string, hours int) *wiredesk.Document {
	d := &wiredesk.Document{
		ID: wiredesk.DocumentID(id), Outlet: outlet, Text: text, Language: "en",
		Published: wiredesk.Time{Time: time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)},
	}
	d.Seal()
	return d
}
