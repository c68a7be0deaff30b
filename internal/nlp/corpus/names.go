package corpus

import (
	"io"
	"strings"
)

// ReadColumns reads names from lines of a word and its label (IOB1, IOB2 or
// bare I-), the word in column word and the label in column label of fields
// cut at white space. A blank line ends a sentence; "# newdoc", or a
// -DOCSTART- word, ends a document. Labels that do not stand for a person,
// an organisation or a place count as no name.
func ReadColumns(r io.Reader, word, label int) ([]Document, error) {
	docs := []Document{nil}
	var s Sentence
	var labels []string
	flush := func() {
		if len(s.Words) > 0 {
			s.Names = spans(labels)
			docs[len(docs)-1] = append(docs[len(docs)-1], s)
		}
		s, labels = Sentence{}, nil
	}
	err := eachLine(r, func(line string) error {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
			flush()
		case strings.HasPrefix(line, "# newdoc"), f[0] == "-DOCSTART-":
			docs = append(docs, nil)
		case f[0] == "#" && len(f) > 2 && word > 0:
		case len(f) > max(word, label):
			s.Words = append(s.Words, f[word])
			labels = append(labels, f[label])
		}
		return nil
	})
	flush()
	return docs, err
}

// typeOf maps the labels of the sources to ours; "" is no name.
func typeOf(label string) string {
	switch label {
	case "PER", "person", "Person":
		return "PER"
	case "ORG", "corporation", "group", "Organisation", "organization":
		return "ORG"
	case "LOC", "location", "Location", "place":
		return "LOC"
	}
	return ""
}

func spans(labels []string) []Name {
	var names []Name
	open := "" // full type of the span that is open, ours or not
	for i, l := range labels {
		prefix, kind, _ := strings.Cut(l, "-")
		if prefix == "O" || kind == "" {
			open = ""
			continue
		}
		begins := prefix == "B" || kind != open
		open = kind
		t := typeOf(kind)
		switch {
		case t == "":
		case begins:
			names = append(names, Name{i, i + 1, t})
		default:
			names[len(names)-1].End = i + 1
		}
	}
	return names
}

// ReadBrackets reads running text with names as "[PER Ana Marsh]". A line is
// a paragraph; "# " begins a document. split cuts plain text into sentences
// of words.
func ReadBrackets(r io.Reader, split func(string) []string) ([]Document, error) {
	var docs []Document
	err := eachLine(r, func(line string) error {
		switch {
		case strings.HasPrefix(line, "# "):
			docs = append(docs, nil)
		case line != "" && len(docs) > 0:
			docs[len(docs)-1] = append(docs[len(docs)-1], bracketed(line, split))
		}
		return nil
	})
	return docs, err
}

func bracketed(line string, split func(string) []string) Sentence {
	var s Sentence
	for line != "" {
		open := strings.IndexByte(line, '[')
		if open < 0 {
			s.Words = append(s.Words, split(line)...)
			break
		}
		s.Words = append(s.Words, split(line[:open])...)
		body, rest, _ := strings.Cut(line[open+1:], "]")
		kind, text, _ := strings.Cut(body, " ")
		start := len(s.Words)
		s.Words = append(s.Words, split(text)...)
		if t := typeOf(kind); t != "" {
			s.Names = append(s.Names, Name{start, len(s.Words), t})
		}
		line = rest
	}
	return s
}
