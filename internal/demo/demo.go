// Package demo holds the reports that come with the program: a small invented
// news week for a first run, for examples and for tests.
//
// Layer: L1 (data). It imports nothing of the project and reads no file at run
// time; it does not parse what it holds. Callers parse with package intake.
package demo

import _ "embed"

//go:embed reports.jsonl
var reports string

//go:embed gold.json
var gold string

// JSONL returns the reports in the input format of the program, one JSON
// object a line, in no meaningful order. About 70 KB, a fresh copy each time.
func JSONL() []byte { return []byte(reports) }

// Gold returns what a careful reader makes of the reports, as one JSON object:
// "stories" (each with "documents", oldest first, "families" of copies,
// "key_facts" and "traps"), "follows" (pairs of later and earlier story) and
// "unrelated" (reports that belong to no story). A fresh copy each time.
func Gold() []byte { return []byte(gold) }
