// Package eval scores what wiredesk finds against labelled sets, with the same
// definitions as the published scorers, and holds the floors that no change
// may go below.
//
// Layer: L2 (pure). It never tunes anything.
package eval
