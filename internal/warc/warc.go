// Package warc reads web archives (WARC 1.0 and 1.1), record by record, plain
// or packed with gzip, whole or damaged.
//
// A record is given out only when nothing speaks against it: the gzip member
// that holds it ended with the right checksum, or its own digest is right.
// What is damaged is a [Loss] with its place, and the records after it are
// found again. Where a record begins is known ([Record.Offset]), so that
// reading can go on there another day.
//
// Layer: L3. It reads a stream and nothing else: no address in a record is
// ever asked for anything. It holds one record at a time in memory.
package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/wiredesk/wiredesk"
)

// A Record is one record of an archive.
type Record struct {
	Header textproto.MIMEHeader // its named fields
	Block  []byte
	Number int   // from 1
	Offset int64 // of the record, or the gzip member that it begins, in the stream
	// Proven says that a checksum or digest of the archive covers the block.
	Proven bool
}

// Type returns the kind of record: "response", "resource", "request", ...
func (r *Record) Type() string { return strings.ToLower(r.Header.Get("Warc-Type")) }

// URI returns the address that the record is about.
func (r *Record) URI() string {
	return strings.Trim(strings.TrimSpace(r.Header.Get("Warc-Target-Uri")), "<>")
}

// A Loss is a record, or several, that could not be read, at Offset of the
// stream. Reading goes on after it.
type Loss struct {
	Number int // of the record that would have come next
	Offset int64
	Err    error
}

// Error returns the place and the reason.
func (l *Loss) Error() string { return fmt.Sprintf("at byte %d: %v", l.Offset, l.Err) }

// Unwrap returns the reason.
func (l *Loss) Unwrap() error { return l.Err }

// maxHeader is the most bytes of the named fields of one record.
const maxHeader = 64 << 10

// maxTries is how many places inside one damaged stretch are tried as the
// beginning of the next record.
const maxTries = 1000

var (
	magic = []byte{0x1f, 0x8b, 0x08}
	opens = []byte("WARC/1.")
)

// A Reader reads the records of one archive.
type Reader struct {
	t       *tape
	started bool
	packed  bool

	member    *bufio.Reader // what the open gzip member unpacks; nil between members
	unzip     gzip.Reader
	records   int  // given out or lost
	inMember  int  // records of the open member so far
	unproven  int  // of these, given out without any proof
	searching bool // after a loss: what does not begin as a record is passed over
	tries     int
}

// NewReader returns a reader of r, whose first byte stands at offset of the
// archive: 0, or the Offset of a record where reading goes on.
func NewReader(r io.Reader, offset int64) *Reader {
	return &Reader{t: newTape(r, offset, wiredesk.MaxFile+1<<20)}
}

// Next returns the next record. Err is a [*Loss] for each stretch that could
// not be read, after which Next may be called again, io.EOF at the end, or the
// error of the stream. An archive that was cut off exactly between two records
// ends like a whole one: only its size, known from elsewhere, shows it.
func (r *Reader) Next() (*Record, error) {
	if err := r.start(); err != nil {
		return nil, err
	}
	for {
		rec, err := r.one()
		var loss *Loss
		switch {
		case rec != nil:
			r.searching, r.tries = false, 0
			return rec, nil
		case errors.As(err, &loss):
			return nil, err
		case err != nil && err != errNoMore:
			return nil, err
		}
	}
}

// one reads one record, or opens the next member; both results are nil where
// neither led to anything, in a search.
func (r *Reader) one() (*Record, error) {
	switch {
	case !r.packed:
		return r.plain()
	case r.member == nil:
		return nil, r.open()
	}
	rec, err := r.unpacked()
	if err == errNoMore {
		r.member = nil
	}
	return rec, err
}

// start tells how the archive is packed.
func (r *Reader) start() error {
	if r.started {
		return nil
	}
	r.packed = bytes.HasPrefix(r.t.peek(len(magic)), magic)
	switch {
	case len(r.t.peek(1)) == 0 && r.stopped() == io.EOF:
		return fmt.Errorf("%w: empty file", wiredesk.ErrInvalid)
	case len(r.t.peek(1)) == 0:
		return r.stopped()
	case !r.packed && !bytes.HasPrefix(r.t.peek(len(opens)), opens):
		return fmt.Errorf("%w: it does not begin as a WARC archive", wiredesk.ErrInvalid)
	}
	r.started = true
	return nil
}

var errNoMore = errors.New("no more records in this member")

// open opens the next gzip member.
func (r *Reader) open() error {
	r.t.set()
	if len(r.t.peek(1)) == 0 {
		return r.stopped()
	}
	err := fmt.Errorf("%w: something else than a gzip member", wiredesk.ErrInvalid)
	if bytes.HasPrefix(r.t.peek(len(magic)), magic) {
		if err = r.unzip.Reset(r.t); err == nil {
			r.unzip.Multistream(false)
			r.member = bufio.NewReaderSize(&bounded{r: &r.unzip, t: r.t, from: r.t.offset()}, 4096)
			r.inMember, r.unproven = 0, 0
			return nil
		}
	}
	return r.lost(packedDamage(err))
}

// stopped returns why the tape gives no more.
func (r *Reader) stopped() error {
	if r.t.err != nil && r.t.err != io.EOF {
		return r.t.err
	}
	return io.EOF
}

// bounded stops a gzip member that unpacks to far more than text does.
type bounded struct {
	r    io.Reader
	t    *tape
	from int64
	n    int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	if packed := b.t.offset() - b.from; b.n > 1<<20+wiredesk.MaxRatio*max(packed, 1) {
		return 0, fmt.Errorf("%w: unpacks to more than %d times its size, which text does not", wiredesk.ErrTooLarge, wiredesk.MaxRatio)
	}
	return n, err
}

// lost goes to where the next record may begin, and returns the loss; nil if
// one is being looked for already, so that it was reported.
func (r *Reader) lost(err error) error {
	at := r.t.offset()
	if r.t.mark >= 0 {
		at = r.t.at + int64(r.t.mark)
	}
	if r.unproven > 0 {
		err = fmt.Errorf("%w; %d of the records before it in the same gzip member have no digest, and may have changed", err, r.unproven)
	}
	quiet := r.searching
	r.member, r.inMember, r.unproven, r.searching = nil, 0, 0, true
	if r.tries++; r.tries <= maxTries {
		r.t.back(1)
	} else {
		r.tries = 0
	}
	if r.packed {
		r.t.find(magic)
	} else {
		r.t.find(opens)
	}
	if quiet {
		return nil
	}
	r.records++
	return &Loss{r.records, at, err}
}

// unpacked reads the next record of the open gzip member. Offset is -1 for one
// that does not begin its member.
func (r *Reader) unpacked() (*Record, error) {
	offset := r.t.at + int64(r.t.mark)
	if r.inMember > 0 || r.t.mark < 0 {
		offset = -1
	}
	rec, err := readRecord(r.member)
	switch {
	case err == io.EOF && r.inMember > 0:
		return nil, errNoMore
	case err != nil:
		return nil, r.lost(packedDamage(err))
	}
	r.inMember++
	done, err := memberEnds(r.member) // the checksum stands at the end
	if err != nil {
		return nil, r.lost(packedDamage(err))
	}
	r.records++
	digested, err := rec.digests()
	if err != nil {
		return nil, &Loss{r.records, offset, err}
	}
	rec.Number, rec.Offset, rec.Proven = r.records, offset, done || digested
	if !rec.Proven {
		r.unproven++
	}
	return rec, nil
}

// memberEnds reports whether nothing but line ends follows in the member,
// whose checksum then was right. Else the next record must follow: what is
// unpacked wrongly mostly shows there.
func memberEnds(in *bufio.Reader) (bool, error) {
	for {
		c, err := in.ReadByte()
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		case c != '\r' && c != '\n':
			if err := in.UnreadByte(); err != nil {
				return false, err
			}
			if next, err := in.Peek(len(opens)); err != nil || !bytes.Equal(next, opens) {
				return false, fmt.Errorf("%w: the record is not as long as it says", wiredesk.ErrInvalid)
			}
			return false, nil
		}
	}
}

// packedDamage says in plain words what is wrong with a gzip member.
func packedDamage(err error) error {
	switch {
	case errors.Is(err, wiredesk.ErrTooLarge), errors.Is(err, wiredesk.ErrInvalid):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), err == io.EOF:
		return fmt.Errorf("%w: the archive was cut off inside a record", wiredesk.ErrInvalid)
	}
	return fmt.Errorf("%w: the packed data is damaged (%v)", wiredesk.ErrInvalid, err)
}

// plain reads a record that is not packed. Where its length is wrong the next
// is looked for from its beginning on.
func (r *Reader) plain() (*Record, error) {
	for bytes.HasPrefix(r.t.peek(2), []byte("\r\n")) {
		r.t.pos += 2
	}
	r.t.set()
	if len(r.t.peek(1)) == 0 {
		return nil, r.stopped()
	}
	offset := r.t.offset()
	rec, err := readRecord(r.t)
	if err == nil {
		if tail := r.t.peek(4); len(tail) > 0 && !bytes.HasPrefix(tail, []byte("\r\n")) {
			err = fmt.Errorf("%w: the record is not as long as it says", wiredesk.ErrInvalid)
		}
	}
	if err != nil {
		return nil, r.lost(packedDamage(err))
	}
	r.records++
	if rec.Proven, err = rec.digests(); err != nil {
		return nil, &Loss{r.records, offset, err}
	}
	rec.Number, rec.Offset = r.records, offset
	return rec, nil
}

// A source is what a record is read from.
type source interface {
	io.Reader
	io.ByteReader
}

// readRecord reads one record, with its block. Err is io.EOF if there is none.
func readRecord(in source) (*Record, error) {
	version, err := line(in, maxHeader)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, string(opens)) {
		return nil, fmt.Errorf("%w: a record does not begin with WARC/1", wiredesk.ErrInvalid)
	}
	rec := &Record{Header: textproto.MIMEHeader{}}
	left, last := maxHeader, ""
	for {
		l, err := line(in, left)
		if err != nil {
			return nil, unexpected(err)
		}
		left -= len(l) + 2
		if l == "" {
			break
		}
		if last != "" && (l[0] == ' ' || l[0] == '\t') {
			rec.Header[last][0] += " " + strings.TrimSpace(l)
			continue
		}
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("%w: a line of its header is no named field", wiredesk.ErrInvalid)
		}
		last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		rec.Header[last] = []string{strings.TrimSpace(value)}
	}
	n, err := strconv.ParseInt(rec.Header.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("%w: it does not say how long it is", wiredesk.ErrInvalid)
	}
	if n > wiredesk.MaxFile {
		return nil, fmt.Errorf("%w: the record has %d bytes, the limit is %d", wiredesk.ErrTooLarge, n, wiredesk.MaxFile)
	}
	var b bytes.Buffer // grows with what is there, not with what is promised
	if _, err := io.CopyN(&b, in, n); err != nil {
		return nil, unexpected(err)
	}
	rec.Block = b.Bytes()
	return rec, nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// line reads a line of at most n bytes, without its end.
func line(in io.ByteReader, n int) (string, error) {
	var b []byte
	for {
		c, err := in.ReadByte()
		switch {
		case err == io.EOF && len(b) == 0:
			return "", err
		case err != nil:
			return "", unexpected(err)
		case c == '\n':
			return strings.TrimSuffix(string(b), "\r"), nil
		case len(b) >= n:
			return "", fmt.Errorf("%w: its header has more than %d bytes", wiredesk.ErrTooLarge, maxHeader)
		}
		b = append(b, c)
	}
}

// digests checks the digests of the record that are of a known kind, and
// reports whether there was one. Err names the one that is wrong.
func (r *Record) digests() (bool, error) {
	const ofBlock, ofPayload = "Warc-Block-Digest", "Warc-Payload-Digest"
	right, known := digest(r.Header.Get(ofBlock), r.Block)
	if known && !right {
		return true, fmt.Errorf("%w: its %s is wrong; it may have changed and is left out", wiredesk.ErrInvalid, ofBlock)
	}
	if known || r.Type() != "response" {
		return known, nil
	}
	want := r.Header.Get(ofPayload)
	right, known = digest(want, r.payload())
	if known && !right && !r.unchunked(want) {
		return true, fmt.Errorf("%w: its %s is wrong; it may have changed and is left out", wiredesk.ErrInvalid, ofPayload)
	}
	return known, nil
}

// payload returns what follows the HTTP header of a response.
func (r *Record) payload() []byte {
	if _, body, ok := bytes.Cut(r.Block, []byte("\r\n\r\n")); ok && r.Type() == "response" {
		return body
	}
	return r.Block
}

// unchunked reports whether want is the digest of the payload taken out of its
// chunks: archives have both.
func (r *Record) unchunked(want string) bool {
	b, err := unchunk(r.payload())
	if err != nil {
		return false
	}
	ok, _ := digest(want, b)
	return ok
}

// digest reports whether want is the digest of data, and whether it is of a
// kind that can be told.
func digest(want string, data []byte) (ok, known bool) {
	kind, value, _ := strings.Cut(want, ":")
	var sum []byte
	switch strings.ToLower(kind) {
	case "sha1":
		s := sha1.Sum(data)
		sum = s[:]
	case "sha256", "sha-256":
		s := sha256.Sum256(data)
		sum = s[:]
	default:
		return false, false
	}
	return strings.EqualFold(value, base32.StdEncoding.EncodeToString(sum)) || strings.EqualFold(value, hex.EncodeToString(sum)), true
}
