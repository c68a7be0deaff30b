package mcp

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
)

// patience is how long the end of the input waits for answers that are due.
const patience = 10 * time.Second

// A patient is the input and the output of one caller. It keeps the end of the
// input back until what was asked is answered: the caller may have written all
// its questions and closed, and still be reading.
type patient struct {
	in  io.ReadCloser
	out io.WriteCloser

	mu       sync.Mutex
	question []byte // the line in hand, of each
	answer   []byte
	open     int           // questions without an answer
	answered chan struct{} // has a place when one was answered
}

func newPatient(in io.ReadCloser, out io.WriteCloser) *patient {
	return &patient{in: in, out: out, answered: make(chan struct{}, 1)}
}

// asking and answering are the two ends as the transport has them.
type (
	asking    struct{ *patient }
	answering struct{ *patient }
)

func (a asking) Close() error    { return a.in.Close() }
func (a answering) Close() error { return a.out.Close() }

// Read counts the questions that come by.
func (a asking) Read(p []byte) (int, error) {
	n, err := a.in.Read(p)
	a.mu.Lock()
	a.question = a.lines(a.question, p[:n], func(id, method bool) {
		if id && method {
			a.open++
		}
	})
	a.mu.Unlock()
	if err == io.EOF {
		a.wait()
	}
	return n, err
}

// Write counts the answers.
func (a answering) Write(p []byte) (int, error) {
	n, err := a.out.Write(p)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = a.lines(a.answer, p[:n], func(id, method bool) {
		if id && !method {
			a.open--
			select {
			case a.answered <- struct{}{}:
			default:
			}
		}
	})
	return n, err
}

// lines adds b to the line in hand, tells of each that is whole, and returns
// what is left. A line that is too long to be a message is forgotten.
func (p *patient) lines(line, b []byte, tell func(id, method bool)) []byte {
	for {
		head, rest, whole := bytes.Cut(b, []byte("\n"))
		if len(line)+len(head) <= 64*wiredesk.MaxForm {
			line = append(line, head...)
		}
		if !whole {
			return line
		}
		var m struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		if json.Unmarshal(line, &m) == nil {
			tell(len(m.ID) > 0 && string(m.ID) != "null", m.Method != "")
		}
		line, b = line[:0], rest
	}
}

// wait waits until nothing is open.
func (p *patient) wait() {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		p.mu.Lock()
		open := p.open
		p.mu.Unlock()
		if open <= 0 {
			return
		}
		select {
		case <-p.answered:
		case <-late.C:
			return
		}
	}
}
