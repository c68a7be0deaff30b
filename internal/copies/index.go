package copies

// An index leads from a shingle to the documents that hold it. Postings stand
// in the order in which they came, those of one document side by side and in
// the order of its text: so the sketch of a document is a run of postings, and
// forgetting the oldest documents is dropping the front. Postings whose hashes
// fall into one bucket are linked from the latest back; a link that leads to
// one dropped leads nowhere. Memory: 8 bytes a posting and 4 a bucket.
type index struct {
	blocks []*block
	front  uint32   // position of the first posting of blocks[0]
	oldest uint32   // position of the oldest posting kept
	next   uint32   // position of the next posting; positions wrap around
	heads  []uint32 // bucket -> its latest posting
	spare  *block
}

const (
	blockBits = 12
	blockSize = 1 << blockBits
)

type block [blockSize]posting

type posting struct {
	hash uint32
	prev uint32 // position of the posting before it in its bucket
}

func newIndex() *index { return &index{next: 1, oldest: 1, heads: make([]uint32, 1<<10)} }

// live returns the number of postings kept.
func (x *index) live() uint32 { return x.next - x.oldest }

// holds reports whether the posting at p is kept.
func (x *index) holds(p uint32) bool { return p-x.oldest < x.live() }

func (x *index) at(p uint32) *posting {
	i := p - x.front
	return &x.blocks[i>>blockBits][i%blockSize]
}

func (x *index) bucket(hash uint32) *uint32 { return &x.heads[hash>>(levels-1)&uint32(len(x.heads)-1)] }

// add appends a posting.
func (x *index) add(hash uint32) {
	if int(x.live()) >= 2*len(x.heads) {
		x.rehash()
	}
	i := x.next - x.front
	if int(i>>blockBits) == len(x.blocks) {
		b := x.spare
		if b == nil {
			b = new(block)
		}
		x.spare = nil
		x.blocks = append(x.blocks, b)
	}
	head := x.bucket(hash)
	*x.at(x.next) = posting{hash, *head}
	*head = x.next
	x.next++
}

// rehash doubles the buckets and links all postings anew.
func (x *index) rehash() {
	x.heads = make([]uint32, 2*len(x.heads))
	for p := x.oldest; p != x.next; p++ {
		post := x.at(p)
		head := x.bucket(post.hash)
		post.prev, *head = *head, p
	}
}

// drop forgets the postings before position p.
func (x *index) drop(p uint32) {
	x.oldest = p
	for len(x.blocks) > 1 && p-x.front >= blockSize {
		x.spare, x.blocks[0] = x.blocks[0], nil
		x.blocks = x.blocks[1:]
		x.front += blockSize
	}
}

// each calls f with the position of each posting of hash, latest first, until
// f returns false. A link may lead round to a later posting once positions have
// wrapped: it ends there.
func (x *index) each(hash uint32, f func(p uint32) bool) {
	age := uint32(0)
	for p := *x.bucket(hash); x.holds(p) && x.next-p > age; {
		age = x.next - p
		post := x.at(p)
		if post.hash == hash && !f(p) {
			return
		}
		p = post.prev
	}
}
