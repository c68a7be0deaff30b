package serve_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk/internal/serve"
)

// start serves h and returns where, and what ends it and waits.
func start(t *testing.T, h http.Handler, o serve.Options) (addr string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve.Run(ctx, l, h, o) }()
	var once sync.Once
	var result error
	stop = func() error {
		once.Do(func() { cancel(); result = <-ended })
		return result
	}
	t.Cleanup(func() { _ = stop() })
	return l.Addr().String(), stop
}

func dial(t *testing.T, addr, say string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, say); err != nil {
		t.Fatal(err)
	}
	return c
}

// closed reports whether the other side has closed c.
func closed(c net.Conn) bool {
	_ = c.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	_, err := c.Read(make([]byte, 1))
	e, ok := err.(net.Error)
	return err != nil && !(ok && e.Timeout())
}

// TestSlow serves good callers beside 2,000 who never say what they want, half
// of them byte by byte.
func TestSlow(t *testing.T) {
	const slow, good = 2000, 300
	addr, _ := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "served") }), serve.Options{})
	var conns []net.Conn
	for i := range slow {
		conns = append(conns, dial(t, addr, []string{"", "GET / HTTP/1.1\r\nHost: x\r\nA: "}[i%2]))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { // one byte each, over and over
		for ctx.Err() == nil {
			for _, c := range conns[slow/2:] {
				_, _ = io.WriteString(c, "x")
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 5 * time.Second}
	var took []time.Duration
	for range good {
		began := time.Now()
		resp, err := client.Get("http://" + addr)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || string(b) != "served" {
			t.Fatalf("%q, %v", b, err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	if p99 := took[good*99/100]; p99 > time.Second {
		t.Errorf("p99 of good callers is %v", p99)
	}
	if !closed(conns[0]) {
		t.Error("the caller who has waited longest is still there")
	}
	t.Logf("beside %d half-open connections: median %v, p99 %v", slow, took[good/2], took[good*99/100])
}

func TestHeaderTime(t *testing.T) {
	addr, _ := start(t, http.NotFoundHandler(), serve.Options{Header: 200 * time.Millisecond})
	c := dial(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n")
	time.Sleep(500 * time.Millisecond)
	if !closed(c) {
		t.Error("a caller who does not end his header is not cut off")
	}
	c = dial(t, addr, "GET / HTTP/1.1\r\nHost: x\r\nA: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil || resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 64 KiB: %+v, %v", resp, err)
	}
}

// TestWaiting keeps a caller who was heard, whoever comes after him.
func TestWaiting(t *testing.T) {
	in, out := make(chan bool), make(chan bool)
	addr, _ := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { in <- true; <-out; fmt.Fprint(w, "served") }), serve.Options{Waiting: 5})
	heard := dial(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-in
	first := dial(t, addr, "GET")
	time.Sleep(50 * time.Millisecond)
	for range 10 {
		dial(t, addr, "GET")
	}
	time.Sleep(100 * time.Millisecond)
	if !closed(first) {
		t.Error("the first of eleven that wait is still there")
	}
	out <- true
	if resp, err := http.ReadResponse(bufio.NewReader(heard), nil); err != nil || resp.StatusCode != 200 {
		t.Errorf("one that was heard: %+v, %v", resp, err)
	}
}

// TestStop ends with the answers in hand given, and none begun.
func TestStop(t *testing.T) {
	in := make(chan bool)
	addr, stop := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		in <- true
		time.Sleep(200 * time.Millisecond)
		fmt.Fprint(w, "served")
	}), serve.Options{})
	got := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + addr)
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		got <- string(b)
	}()
	<-in
	if err := stop(); err != nil {
		t.Error(err)
	}
	if s := <-got; s != "served" {
		t.Errorf("the answer in hand: %q", s)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("it still listens")
	}
}

// TestStopLate cuts off an answer that does not end.
func TestStopLate(t *testing.T) {
	in := make(chan bool)
	addr, stop := start(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { in <- true; <-r.Context().Done() }), serve.Options{Drain: 100 * time.Millisecond})
	dial(t, addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-in
	began := time.Now()
	if err := stop(); err != nil || time.Since(began) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}
