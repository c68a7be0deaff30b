// Package archtest holds the rules of docs/ARCHITECTURE.md that a machine can
// check: which package may import which, what the pure layers must not touch,
// and that no package keeps state of its own.
//
// Layer: none, it is tests alone. It parses the tree in this process, so that
// the cache of go test sees what was read: it never runs the go command. It
// looks neither at tests nor at generated code, and not into other modules.
package archtest

// module is the import path of the root package.
const module = "github.com/wiredesk/wiredesk"

// A layer is a floor of the house. Arrows go down only.
type layer int

const (
	root layer = iota // the types of the domain
	text              // text in, spans out; and data
	core              // documents in, briefs out
	edge              // what reads from outside
	face              // what shows results
	cmd               // the program

	pure = core // the highest layer that does no I/O
)

// A place is where a package stands. It may import what stands lower, and of
// its own layer the peers.
type place struct {
	layer layer
	peers []string
}

// places has a line for each package; "" is the root. A new package needs one
// here and one in docs/ARCHITECTURE.md.
var places = map[string]place{
	"":                        {layer: root},
	"internal/demo":           {layer: text},
	"internal/nlp/wordlist":   {layer: text},
	"internal/nlp/charset":    {layer: text},
	"internal/nlp/extract":    {layer: text, peers: []string{"internal/nlp/charset"}},
	"internal/nlp/segment":    {layer: text, peers: []string{"internal/nlp/wordlist"}},
	"internal/nlp/vector":     {layer: text, peers: []string{"internal/nlp/wordlist", "internal/nlp/segment"}},
	"internal/nlp/annotate":   {layer: text, peers: []string{"internal/nlp/wordlist", "internal/nlp/segment", "internal/nlp/vector"}},
	"internal/nlp/timex":      {layer: text},
	"internal/nlp/table":      {layer: text},
	"internal/nlp/perceptron": {layer: text, peers: []string{"internal/nlp/table"}},
	"internal/nlp/lexicon":    {layer: text, peers: []string{"internal/nlp/perceptron", "internal/nlp/table"}},
	"internal/nlp/tag":        {layer: text, peers: []string{"internal/nlp/lexicon", "internal/nlp/perceptron"}},
	"internal/nlp/lemma":      {layer: text, peers: []string{"internal/nlp/perceptron", "internal/nlp/table", "internal/nlp/tag"}},
	"internal/nlp/parse":      {layer: text, peers: []string{"internal/nlp/lexicon", "internal/nlp/perceptron", "internal/nlp/tag"}},
	"internal/nlp/entity":     {layer: text, peers: []string{"internal/nlp/lexicon", "internal/nlp/perceptron", "internal/nlp/table", "internal/nlp/tag"}},
	"internal/nlp/model":      {layer: text, peers: []string{"internal/nlp/entity", "internal/nlp/lemma", "internal/nlp/lexicon", "internal/nlp/parse", "internal/nlp/tag"}},
	"internal/nlp/chain":      {layer: text, peers: []string{"internal/nlp/wordlist"}},
	"internal/nlp/figure":     {layer: text, peers: []string{"internal/nlp/lexicon", "internal/nlp/parse", "internal/nlp/tag", "internal/nlp/timex"}},
	"internal/nlp/quotation":  {layer: text, peers: []string{"internal/nlp/parse", "internal/nlp/tag", "internal/nlp/wordlist"}},
	"internal/nlp/analysis":   {layer: text, peers: []string{"internal/nlp/figure", "internal/nlp/quotation", "internal/nlp/segment", "internal/nlp/timex", "internal/nlp/lexicon", "internal/nlp/tag", "internal/nlp/lemma", "internal/nlp/parse", "internal/nlp/entity", "internal/nlp/model", "internal/nlp/chain"}},
	"internal/nlp/conllu":     {layer: text, peers: []string{"internal/nlp/analysis"}},
	"internal/nlp/corpus":     {layer: text},
	"internal/feed":           {layer: text, peers: []string{"internal/nlp/charset", "internal/nlp/extract"}},
	"internal/copies":         {layer: core},
	"internal/cluster":        {layer: core},
	"internal/compare":        {layer: core},
	"internal/rule":           {layer: core},
	"internal/claim":          {layer: core},
	"internal/storyline":      {layer: core},
	"internal/timeline":       {layer: core},
	"internal/question":       {layer: core},
	"internal/change":         {layer: core},
	"internal/brief":          {layer: core},
	"internal/follow":         {layer: core},
	"internal/verify":         {layer: core},
	"internal/eval":           {layer: core},
	"internal/eval/baseline":  {layer: core},
	"internal/pipeline":       {layer: core, peers: []string{"internal/brief", "internal/claim", "internal/cluster", "internal/compare", "internal/copies", "internal/question", "internal/rule", "internal/storyline", "internal/timeline", "internal/verify"}},
	"internal/sample":         {layer: core}, // only tests may import it
	"internal/warc":           {layer: edge},
	"internal/intake":         {layer: edge, peers: []string{"internal/warc"}},
	"internal/outside":        {layer: edge},
	"internal/reword":         {layer: edge, peers: []string{"internal/outside"}},
	"internal/bundle":         {layer: edge},
	"internal/fetch":          {layer: edge},
	"internal/webtest":        {layer: edge},
	"internal/gather":         {layer: edge, peers: []string{"internal/fetch", "internal/intake"}},
	"internal/render":         {layer: face},
	"cmd/wiredesk-train":      {layer: cmd},
	"cmd/wiredesk":            {layer: cmd},

	"internal/config":          {layer: edge},
	"internal/store":           {layer: edge},
	"internal/store/sqlite":    {layer: edge, peers: []string{"internal/store"}},
	"internal/store/storetest": {layer: edge, peers: []string{"internal/store"}},
	"internal/access":          {layer: edge, peers: []string{"internal/store", "internal/store/sqlite"}},
	"internal/worker":          {layer: face},
	"internal/follower":        {layer: face, peers: []string{"internal/worker"}},
	"internal/hook":            {layer: face},
	"internal/selftest":        {layer: face},
	"internal/view":            {layer: face, peers: []string{"internal/render", "internal/worker"}},
	"internal/web":             {layer: face, peers: []string{"internal/render", "internal/view"}},
	"internal/serve":           {layer: edge},
	"internal/conditional":     {layer: edge},
	"internal/trace":           {layer: edge, peers: []string{"internal/store", "internal/store/sqlite"}},
	"internal/webhook":         {layer: face},
	"internal/taranis":         {layer: face},
	"internal/mcp":             {layer: face},
	"internal/feedout":         {layer: face, peers: []string{"internal/render"}},
	"internal/api":             {layer: face, peers: []string{"internal/render", "internal/view", "internal/worker"}},
	"internal/costtest":        {layer: edge},                                     // only tests may import it
	"internal/desktest":        {layer: face, peers: []string{"internal/worker"}}, // only tests may import it
}

// A ban is an arrow that goes down and is wrong all the same. to covers the
// packages below it; "third-party" is every other module.
type ban struct{ from, to, reason string }

var never = []ban{
	{"", thirdParty, "whoever uses the types needs nothing else"},
	{"internal/demo", "", "it is data, and does not parse what it holds"},
	{"internal/verify", "internal/nlp", "whoever checks shares no code with the writer"},
	{"internal/verify", thirdParty, "whoever checks can be read in one sitting"},
	{"internal/render", "internal/brief", "it shows results and makes none"},
	{"internal/render", "internal/cluster", "it shows results and makes none"},
	{"internal/render", "internal/copies", "it shows results and makes none"},
	{"internal/render", "internal/pipeline", "it shows results and makes none"},
	{"internal/render", "internal/rule", "it shows results and makes none"},
	{"internal/render", "internal/storyline", "it shows results and makes none"},
	{"internal/render", "internal/timeline", "it shows results and makes none"},
	{"internal/store", "internal/nlp", "it keeps what others found"},
	{"internal/store", "internal/pipeline", "it keeps what others decided"},
	{"internal/worker", "internal/demo", "its reports come from its sources"},
	{"internal/intake", "internal/pipeline", "it reads documents and knows nothing of stories"},
	{"internal/intake", "internal/brief", "it reads documents and knows nothing of stories"},
	{"internal/intake", "internal/cluster", "it reads documents and knows nothing of stories"},
	{"internal/intake", "internal/copies", "it reads documents and knows nothing of stories"},
	{"internal/intake", "internal/verify", "it reads documents and knows nothing of stories"},
	{"internal/gather", "internal/pipeline", "it reads documents and knows nothing of stories"},
	{"internal/gather", "internal/brief", "it reads documents and knows nothing of stories"},
	{"internal/gather", "internal/cluster", "it reads documents and knows nothing of stories"},
	{"internal/fetch", "internal/feed", "it brings bytes and does not ask what they mean"},
	{"internal/fetch", "internal/nlp", "it brings bytes and does not ask what they mean"},
	{"internal/intake", "internal/eval", "it reads documents and knows nothing of stories"},
}

const thirdParty = "third-party"

// impure are imports that the pure layers do without. What is below them
// counts too, but for net: net/url, net/mail and net/textproto only parse.
var impure = []string{"os", "net", "net/http", "net/rpc", "net/smtp", "database/sql", "log", "syscall", "io/ioutil", "crypto/rand", "math/rand"}

// cmdOnly are imports for the program alone, and for the package named in
// cmdOnlyBut, whose purpose it is.
var cmdOnly = []string{"os/exec", "os/signal", "plugin"}

var cmdOnlyBut = map[string]string{"os/exec": "internal/outside"}

// impureCalls are what the pure layers do not use of packages that they may
// import: clocks, and randomness without a seed.
var impureCalls = map[string][]string{
	"time":         {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local", "LoadLocation"},
	"math/rand/v2": {"Int", "IntN", "Int32", "Int32N", "Int64", "Int64N", "Uint", "UintN", "Uint32", "Uint32N", "Uint64", "Uint64N", "N", "Float32", "Float64", "NormFloat64", "ExpFloat64", "Perm", "Shuffle"},
}

// makers build what a package may hold for good: errors, patterns, and tables
// that nobody writes to.
var makers = []string{
	"errors.New", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer", "strings.Fields", "strings.Split",
	"netip.MustParsePrefix", "sync.OnceValue", "sync.OnceValues", "reflect.TypeFor", "wordlist.NewSet",
}
