package wiredesk

// Version is the version of the program and of what it writes.
const Version = "0.1.0"

// A Run says what made a result, so that it can be made again. The hashes are
// SHA-256 in hex: of the configuration, of the inputs in canonical order, and
// of the result without this record.
type Run struct {
	Version      string `json:"version"`
	ConfigSHA256 string `json:"config_sha256"`
	InputsSHA256 string `json:"inputs_sha256"`
	OutputSHA256 string `json:"output_sha256"`
	Writer       string `json:"writer"` // "rules"
}

// A Result is what `wiredesk brief --format json` prints.
type Result struct {
	Run       Run         `json:"run"`
	Documents []*Document `json:"documents"` // in canonical order
	Stories   []Story     `json:"stories"`
	Unfiled   []Unfiled   `json:"unfiled"`
	Rules     []RuleState `json:"rules"` // the user's, in their order
}

// A Timeline is what `wiredesk timeline --format json` prints. Documents are
// those that it cites, oldest first, and Origins divide them.
type Timeline struct {
	Run       Run             `json:"run"`
	Read      int             `json:"read"` // how many documents were read
	Documents []*Document     `json:"documents"`
	Origins   []Origin        `json:"origins"`
	Entries   []TimelineEntry `json:"entries"` // oldest first
}

// A TimelineEntry is one day. Each of its first Dated statements, one at the
// least, names the day; the others stand at the top of a report that came out
// on that day or the next.
type TimelineEntry struct {
	Date       string      `json:"date"` // 2006-01-02
	Dated      int         `json:"dated"`
	Statements []Statement `json:"statements"`
}
