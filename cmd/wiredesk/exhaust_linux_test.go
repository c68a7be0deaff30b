package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// harbours is a site whose feed has n reports.
func harbours(n int) webtest.Site {
	var docs []*wiredesk.Document
	for i := range n {
		d := &wiredesk.Document{Title: fmt.Sprintf("Harbour of Halm closes pier %d", i), Outlet: "Halm Courier", Language: "en",
			Text: fmt.Sprintf("The harbour master of Halm closed pier %d on Monday after a crack was found in its wall.\n\nTwo ferries were sent to Arle instead, and %d people waited.", i, 40+i)}
		d.Seal()
		docs = append(docs, d)
	}
	return webtest.Site{Documents: docs}
}

// TestLeavesNothing serves the desk of a store again and again: it follows a
// feed, answers readers, programs, one who leaves in the middle and one who
// never says what he wants, and ends. No goroutine and no open file stays.
func TestLeavesNothing(t *testing.T) {
	_, server := followed(t, harbours(12))
	t.Setenv("WIREDESK_STORIES_FACTS", "never")
	wants(t, exitOK, "feeds", "add", server+"/feed/0")
	round := func() {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		out, in := io.Pipe()
		var log bytes.Buffer
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, streams{strings.NewReader(""), in, &log})
			in.Close()
		}()
		at := address(t, out)
		go func() { _, _ = io.Copy(io.Discard, out) }()
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		filled(t, client, at)
		for _, path := range []string{"/", "/desk", "/people", "/search?q=pier", "/v1/search?q=pier", "/metrics", "/healthz", "/no/such"} {
			if _, err := fetched(t.Context(), client, at+path); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		gone, leave := context.WithTimeout(t.Context(), 100*time.Millisecond)
		_, _ = fetched(gone, client, at+"/v1/events") // until he leaves
		leave()
		silent, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		silent.Close()
		cancel()
		if code := <-ended; code != exitOK {
			t.Errorf("exit code %d\n%s", code, &log)
		}
	}
	round() // what is made once and kept
	goroutines, files := held(t, 0, 0)
	for range 2 {
		round()
	}
	// What is being closed may take a moment longer.
	g, f := held(t, goroutines+2, files+2)
	if g > goroutines+2 || f > files+2 {
		var b bytes.Buffer
		_ = pprof.Lookup("goroutine").WriteTo(&b, 1)
		t.Errorf("%d goroutines and %d open files before, %d and %d after\n%.8000s", goroutines, files, g, f, b.String())
	}
	t.Logf("%d goroutines and %d open files before, %d and %d after", goroutines, files, g, f)
}

// held returns how many goroutines there are and how many files are open, once
// they are no more than that or twenty seconds are over; a second if that is 0.
func held(t *testing.T, goroutines, files int) (g, f int) {
	t.Helper()
	until := time.Now().Add(20 * time.Second)
	if goroutines == 0 {
		until = time.Now().Add(time.Second)
	}
	for {
		runtime.GC()
		list, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		if g, f = runtime.NumGoroutine(), len(list); g <= goroutines && f <= files || time.Now().After(until) {
			return g, f
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// address reads where the desk is from what it prints.
func address(t *testing.T, out io.Reader) string {
	t.Helper()
	line, err := bufio.NewReader(out).ReadString('\n')
	_, at, ok := strings.Cut(strings.TrimSpace(line), "wiredesk is at ")
	if err != nil || !ok {
		t.Fatalf("it printed %q, %v", line, err)
	}
	return strings.TrimSuffix(at, "/")
}

// filled waits until the desk shows a story with its headline.
func filled(t *testing.T, client *http.Client, at string) {
	t.Helper()
	for until := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		b, err := fetched(t.Context(), client, at+"/v1/stories")
		if err == nil && bytes.Contains(b, []byte("Halm")) {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("no story came: %s, %v", b, err)
		}
	}
}

func fetched(ctx context.Context, client *http.Client, at string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", at, nil)
	if err != nil {
		return nil, err
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(res.Body)
}

// TestLogFull serves the desk while its log goes to a disk that is full: the
// feed is followed, pages are served, and it ends when it is told to. An export,
// and lists, into such a disk fail and say so.
func TestLogFull(t *testing.T) {
	wire, err := exec.LookPath("wiredesk") // this test's own binary
	if err != nil {
		t.Fatal(err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("no disk that is always full: %v", err)
	}
	defer full.Close()
	_, server := followed(t, harbours(12))
	t.Setenv("WIREDESK_STORIES_FACTS", "never")
	wants(t, exitOK, "feeds", "add", server+"/feed/0", server+"/no/such") // of the second the log tells
	c := exec.Command(wire, "serve", "--addr", "127.0.0.1:0")
	c.Stderr = full
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill()
	at := address(t, out)
	client := &http.Client{Timeout: 20 * time.Second}
	filled(t, client, at)
	for _, path := range []string{"/", "/sources", "/desk", "/no/such"} {
		if b, err := fetched(t.Context(), client, at+path); err != nil || len(b) == 0 {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	for _, args := range [][]string{{"export"}, {"stories"}, {"feeds"}} {
		var log bytes.Buffer
		if code := run(t.Context(), args, streams{strings.NewReader(""), full, &log}); code == exitOK || !strings.Contains(log.String(), "no space left") {
			t.Errorf("%s into a full disk: exit code %d, %q", args[0], code, &log)
		}
	}
	if out := wants(t, exitOK, "check"); !strings.Contains(out, "no damage") {
		t.Error(out)
	}
}

// TestFewFiles serves the desk where 128 files may be open, beside 400 callers
// who never say what they want, or had one answer and stay: readers get their
// pages, the feed is followed, and it ends when it is told to.
func TestFewFiles(t *testing.T) {
	for name, say := range map[string]string{
		"half a request": "GET / HTTP/1.1\r\nHost: x\r\nA: ",
		"stays":          "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) { fewFiles(t, say) })
	}
}

func fewFiles(t *testing.T, say string) {
	wire, err := exec.LookPath("wiredesk") // this test's own binary
	if err != nil {
		t.Fatal(err)
	}
	_, server := followed(t, harbours(12))
	t.Setenv("WIREDESK_STORIES_FACTS", "never")
	wants(t, exitOK, "feeds", "add", server+"/feed/0")
	c := exec.Command("sh", "-c", `ulimit -n 128 && exec "$0" serve --addr 127.0.0.1:0`, wire)
	var log bytes.Buffer
	c.Stderr = &log
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill()
	at := address(t, out)
	var conns []net.Conn
	for i := range 400 {
		conn, err := net.DialTimeout("tcp", strings.TrimPrefix(at, "http://"), 5*time.Second)
		if err != nil {
			t.Fatalf("caller %d: %v", i, err)
		}
		defer conn.Close()
		conns = append(conns, conn)
		fmt.Fprint(conn, say)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 8 * time.Second} // those who wait are closed after ten
	defer func() {
		if t.Failed() {
			t.Logf("log: %.4000s", &log)
		}
	}()
	filled(t, client, at)
	for i := range 20 {
		b, err := fetched(t.Context(), client, at+"/")
		for again := 0; err != nil && again < 3; again++ { // a machine may be busy
			b, err = fetched(t.Context(), client, at+"/")
		}
		if err != nil || !bytes.Contains(b, []byte("Halm")) {
			t.Fatalf("reader %d: %.200s, %v", i, b, err)
		}
	}
	for _, conn := range conns { // it would wait for them
		conn.Close()
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, &log)
	}
	if strings.Contains(log.String(), "panic") || strings.Contains(log.String(), "too many open files") {
		t.Errorf("log: %s", &log)
	}
}
