package outside

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/wiredesk/wiredesk"
)

const (
	maxStarts = 4               // of one program: the first, and three more
	grace     = 2 * time.Second // that a program has to end by itself
)

// A program is a transport to the standard input of a program, a line for a
// line.
type program struct {
	command []string
	max     int // bytes of an answer
	starts  int
	running *process // nil if it is not
}

// exchange asks the program, and starts it if it is not running. After an
// error it is not.
func (p *program) exchange(ctx context.Context, request []byte) ([]byte, error) {
	if err := p.start(); err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, p.running.kill)
	answer, err := p.running.ask(request, p.max)
	inTime := stop()
	if err == nil && inTime {
		return answer, nil
	}
	ended := p.running.end()
	p.running = nil
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, wiredesk.ErrTooLarge), errors.Is(err, wiredesk.ErrInvalid):
		return nil, err
	}
	return nil, ended
}

func (p *program) start() error {
	if p.running != nil {
		return nil
	}
	if p.starts == maxStarts {
		return fmt.Errorf("it failed %d times and is not started again", p.starts)
	}
	p.starts++
	run, err := start(p.command)
	if err != nil {
		return err
	}
	p.running = run
	return nil
}

func (p *program) close() {
	if p.running != nil {
		_ = p.running.end() // how it ends is of no interest any more
		p.running = nil
	}
}

// A process is a running program.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	lines  *bufio.Reader // of out
	stderr *tail
}

func start(command []string) (*process, error) {
	p := &process{cmd: exec.Command(command[0], command[1:]...), stderr: &tail{}}
	p.cmd.Stderr = p.stderr
	p.cmd.WaitDelay = grace // for children of its own that keep its standard error open
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	p.lines = bufio.NewReader(p.out)
	return p, p.cmd.Start()
}

// ask writes one line and reads one. It ends early when the process is killed.
func (p *process) ask(line []byte, limit int) ([]byte, error) {
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return nil, err
	}
	var answer []byte
	for {
		part, err := p.lines.ReadSlice('\n')
		answer = append(answer, part...)
		switch {
		case len(answer) > limit+1:
			return nil, tooLarge(limit)
		case err == nil && p.lines.Buffered() > 0:
			return nil, fmt.Errorf("it wrote more than one line for a document: %w", wiredesk.ErrInvalid)
		case err == nil:
			return answer, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

func tooLarge(limit int) error {
	return fmt.Errorf("its answer has more than %d bytes: %w", limit, wiredesk.ErrTooLarge)
}

// kill ends the process at once, and every read and write of its pipes: a
// child that it left could hold them open.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // an error says that it has ended
	p.in.Close()
	p.out.Close()
}

// end closes the standard streams of the process, which tells it to end, kills
// it if it has not after a while, and says how it ended.
func (p *process) end() error {
	p.in.Close()
	p.out.Close()
	late := time.AfterFunc(grace, p.kill)
	defer late.Stop()
	how := "without an error"
	if err := p.cmd.Wait(); err != nil {
		how = "with " + err.Error()
	}
	if s := p.stderr.last(); s != "" {
		how += ": " + s
	}
	return fmt.Errorf("the program ended %s", how)
}

// A tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	end []byte
}

// Write never fails.
func (t *tail) Write(b []byte) (int, error) {
	const most = 2048
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = append(t.end, b[max(0, len(b)-most):]...)
	t.end = append(t.end[:0], t.end[max(0, len(t.end)-most):]...)
	return len(b), nil
}

// last returns the last line that is not blank.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := strings.TrimSpace(string(t.end))
	return cut(strings.TrimSpace(s[strings.LastIndexByte(s, '\n')+1:]))
}
