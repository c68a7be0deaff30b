package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/webtest"
)

// TestMain makes the test binary run as wiredesk itself inside scripts.
func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"wiredesk": main}) }

// TestScripts runs the scripts of testdata/script, which double as examples.
// Each finds the reports of testdata/reports in the folder reports.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			return os.CopyFS(filepath.Join(e.WorkDir, "reports"), os.DirFS("testdata/reports"))
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":  exits,
			"tamper": tamperCommand,
			"web":    webCommand,
			"write":  write,
		},
	})
}

// exits runs a command and wants its exit code: exits 2 wiredesk brief.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s exits with %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}

// webCommand starts a server that stands for the web; $WEB is its address.
func webCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: web")
	}
	s, err := webtest.Start(webtest.Options{})
	ts.Check(err)
	ts.Defer(s.Close)
	ts.Setenv("WEB", s.URL+"/b")
}

// write makes a file of a Go string: write 'a\x1b.txt' '\xff\n'.
func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: write FILE TEXT")
	}
	var s [2]string
	for i, a := range args {
		v, err := strconv.Unquote(`"` + a + `"`)
		ts.Check(err)
		s[i] = v
	}
	ts.Check(os.WriteFile(ts.MkAbs(s[0]), []byte(s[1]), 0o644))
}

// tamperCommand changes one thing in a brief: tamper HOW FROM TO. See tampers.
func tamperCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: tamper HOW FROM TO")
	}
	how, ok := tampers[args[0]]
	if !ok {
		ts.Fatalf("tamper: no way %q", args[0])
	}
	var r wiredesk.Result
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &r))
	if !how(&r) {
		ts.Fatalf("tamper %s: nothing to change", args[0])
	}
	b, err := json.Marshal(&r)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b, 0o644))
}
