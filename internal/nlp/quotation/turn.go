package quotation

// turns finds what is said in an interview: paragraphs that begin with who
// speaks.
func (d *doc) turns() {}
