package wiredesk

// Limits on what strangers send. They stand in this one file; docs/limits.md
// lists them, and a test holds the two together.
const (
	MaxText      = 1 << 20  // bytes of one document's text
	MaxSentence  = 2000     // bytes of one sentence; a longer one is cut at white space
	MaxSentences = 5000     // sentences of one document; the rest is kept as text but not cut into sentences
	MaxFigures   = 300      // figures of one document that are compared with those of others; the rest stand in its annotations only
	MaxCompared  = 2000     // figures of one story that are compared, oldest reports first
	MaxTitle     = 1000     // bytes of a title; a longer one is cut at a rune boundary
	MaxID        = 200      // bytes of a document's id
	MaxField     = 2000     // bytes of an outlet, an author or an address
	MaxAuthors   = 50       // authors of one document
	MaxLine      = 8 << 20  // bytes of one JSONL line
	MaxFile      = 16 << 20 // bytes of one page, mail, text file, file of rules or record of an archive, after decompression
	MaxStream    = 8 << 30  // bytes of one JSONL stream, after decompression, or of one archive before it
	MaxRatio     = 200      // decompressed to compressed bytes, beyond the first MiB
	MaxDepth     = 32       // folders within folders; parts within parts of a mail
	MaxFiles     = 1 << 20  // files below the named paths
	MaxBundle    = 1 << 30  // bytes of a bundle
	MaxMembers   = 60000    // members of a bundle
	MaxRecord    = 48 << 20 // bytes of one line of an export, which may hold a page
	MaxQuery     = 1 << 10  // bytes of what is searched for
	MaxHits      = 1000     // reports and stories that one search or list returns

	MaxPage      = 10 << 20  // bytes of one fetched page, decoded
	MaxFeed      = 20 << 20  // bytes of one fetched feed, decoded
	MaxPacked    = 10 << 20  // bytes of one fetched answer as sent, if it is packed
	MaxHeader    = 64 << 10  // bytes of the header of one answer
	MaxRobots    = 500 << 10 // bytes of one robots.txt that are read
	MaxRedirects = 5         // redirects that are followed for one address
	MaxPerHost   = 2         // connections to one host at a time
	MaxConnect   = 5         // seconds to make a connection, and to agree on its encryption
	MaxWaiting   = 10        // seconds until the header of an answer is here
	MaxFetch     = 30        // seconds for one address with its redirects, not counting the waits of politeness
	MinRate      = 1 << 10   // bytes a second, of each five seconds in a row, below which an answer is given up
	MaxItems     = 5000      // items of one feed; outlines of one OPML file
	MaxInHand    = 64 << 20  // bytes of pages and texts of followed sources on their way to the store at a time
	MaxItem      = 1 << 20   // bytes of the text of one item of a feed, with its markup
	MaxForm      = 64 << 10  // bytes of one form of the web, and of a request of programs that says nothing else
	MaxPost      = 16 << 20  // bytes of one request that hands reports in
	MaxPosted    = 100       // reports of one such request
	MaxClustered = 5000      // news items of one request to group them
	MaxListeners = 100       // programs that listen to events at a time
)
