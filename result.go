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
