// Package outside lets a program or a server that is not wiredesk write a
// layer of a document: names or times. It sends the text with its tokens and
// sentences as one JSON object, and takes spans of bytes back; docs/annotators.md
// is the protocol.
//
// Layer: L3 (it starts programs and opens connections). It never trusts an
// answer: size, time and every offset are checked, and a document whose answer
// does not pass gets nothing of it. It never sends a text to another machine
// unless it is told to.
package outside

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/nlp/analysis"
)

// Options limit an annotator. The zero value is what production uses.
type Options struct {
	// Timeout is the longest wait for one answer; it includes the start of a
	// program that is not running. 0 means 30 seconds.
	Timeout time.Duration

	// MaxAnswer is the most bytes of one answer. 0 means [wiredesk.MaxLine].
	MaxAnswer int

	// Key is sent to a server as a bearer token; "" for none.
	Key string

	// AllowRemote lets an address lead to another machine.
	AllowRemote bool
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.MaxAnswer == 0 {
		o.MaxAnswer = wiredesk.MaxLine
	}
	return o
}

// A transport carries one request to the other side and its answer back.
type transport interface {
	exchange(ctx context.Context, request []byte) ([]byte, error)
	close() // ends what runs; the next exchange begins anew
}

// An Annotator writes the layer that a program or a server finds. It is used
// by one goroutine at a time and must be closed.
type Annotator struct {
	ctx       context.Context // ends every wait: [analysis.Annotator] has no context of its own
	options   Options
	transport transport
	made      analysis.Made
	layer     analysis.Layer
}

var _ analysis.Annotator = (*Annotator)(nil)

// Exec starts a program, which runs until [Annotator.Close] or the end of ctx,
// and asks it which layer it writes. A program that fails is started again
// with the next document, three times at most. Errors: the program cannot be
// started, or does not speak the protocol.
func Exec(ctx context.Context, command []string, o Options) (*Annotator, error) {
	if len(command) == 0 {
		return nil, fmt.Errorf("annotator.exec: no program is named: %w", wiredesk.ErrInvalid)
	}
	o = o.withDefaults()
	return open(ctx, "annotator.exec", &program{command: command, max: o.MaxAnswer}, o)
}

// HTTP asks the server at address, by POST, which layer it writes. Errors: the
// address is none or leads to another machine, or the server does not answer
// or does not speak the protocol.
func HTTP(ctx context.Context, address string, o Options) (*Annotator, error) {
	o = o.withDefaults()
	s, err := newServer(address, o)
	if err != nil {
		return nil, fmt.Errorf("annotator.http: %w", err)
	}
	return open(ctx, "annotator.http", s, o)
}

// open asks the other side about a document without text: what it says of
// itself in the answer holds for all.
func open(ctx context.Context, name string, t transport, o Options) (*Annotator, error) {
	a := &Annotator{ctx: ctx, options: o, transport: t}
	r, err := a.ask(&request{Tokens: []wiredesk.Span{}, Sentences: []wiredesk.Span{}})
	if err == nil {
		a.layer, err = r.layer()
	}
	if err == nil {
		a.made, err = r.made(name)
	}
	if err != nil {
		t.close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}

// Close ends the program, or the connection.
func (a *Annotator) Close() { a.transport.close() }

// Made returns the kind of the annotator with what the other side calls itself.
func (a *Annotator) Made() analysis.Made { return a.made }

// Reads the tokens.
func (a *Annotator) Reads() []analysis.Layer { return []analysis.Layer{analysis.Tokens} }

// Writes the layer that the other side said it would.
func (a *Annotator) Writes() []analysis.Layer { return []analysis.Layer{a.layer} }

// Annotate sends d and writes what comes back into its layer. After an error d
// is as it was.
func (a *Annotator) Annotate(d *analysis.Document) error {
	q := &request{Document: d.ID, Language: d.Language, Published: d.Published, Text: d.Document.Text}
	q.Tokens, q.Sentences = make([]wiredesk.Span, len(d.Tokens)), make([]wiredesk.Span, len(d.Sentences))
	for i, t := range d.Tokens {
		q.Tokens[i] = t.Span
	}
	for i, s := range d.Sentences {
		q.Sentences[i] = s.Span
	}
	r, err := a.ask(q)
	if err != nil {
		return err
	}
	if l, err := r.layer(); err != nil || l != a.layer {
		return fmt.Errorf("it answers with layer %q, and said at first that it writes %s: %w", cut(r.Layer), a.layer, wiredesk.ErrInvalid)
	}
	if err := r.check(q.Text, a.layer); err != nil {
		return err
	}
	if err := r.widen(d.Tokens); err != nil {
		return err
	}
	r.write(d, a.layer)
	return nil
}

// ask sends q and reads the answer. What does not answer q ends the program:
// it might go on to answer each question with the answer to the one before.
func (a *Annotator) ask(q *request) (*answer, error) {
	b, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(a.ctx, a.options.Timeout)
	defer cancel()
	b, err = a.transport.exchange(ctx, b)
	switch {
	case a.ctx.Err() != nil:
		return nil, a.ctx.Err()
	case err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("no answer within %v", a.options.Timeout)
	case err != nil:
		return nil, err
	}
	r, err := decode(b, q.Document)
	if err != nil {
		a.transport.close()
		return nil, err
	}
	if r.Error != "" {
		return nil, fmt.Errorf("it says: %s", cut(r.Error))
	}
	return r, nil
}

// Replace returns steps with a in the place of the one that writes its layer,
// or at the end if none does.
func Replace(steps []analysis.Annotator, a *Annotator) []analysis.Annotator {
	steps = slices.Clone(steps)
	i := slices.IndexFunc(steps, func(s analysis.Annotator) bool { return slices.Contains(s.Writes(), a.layer) })
	if i < 0 {
		return append(steps, a)
	}
	steps[i] = a
	return steps
}
