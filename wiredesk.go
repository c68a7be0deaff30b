// Package wiredesk holds the words of a wire desk: the types that every other
// package of the program speaks, and nothing that acts.
//
// A [Document] is one report. Its text is stored once, and everything that is
// found in it (a [Token], a [Sentence], a [Mention], a [Quotation]) is a [Span]
// of byte offsets into that text. Documents about one event stand in one
// [Story]; those that are copies of each other are one [Origin], and count
// once. A [Brief] is what is written about a story: its [Statement] carries as
// [Evidence] the bytes that it came from, and [Align] says which byte of the
// statement is which byte of the document, so that anyone can check it without
// trusting the writer.
//
// Layer: L0. It imports the standard library only, does no I/O, and decides
// nothing.
package wiredesk
