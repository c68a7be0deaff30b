package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRepeated(t *testing.T) {
	for in, want := range map[string]string{
		`{}`: "",
		`{"a":{"a":[{"a":1},{"a":"a"}]},"b":["a","a"]}`: "",
		`{"a":1,"b":2,"a":3}`:                           "a",
		`{"text":1,"Text":2}`:                           "Text",
		`[{"b":{"x":[],"kind":1,"\u212aind":2}}]`:       "\u212aind",
		`{"a":{"b":1},"c":[{}],"A":null}`:               "A",
	} {
		if got, err := repeated([]byte(in)); got != want || err != nil {
			t.Errorf("repeated(%s) = %q, %v; want %q", in, got, err, want)
		}
	}
}

// TestVerifyTwoReadings shows one text to whoever reads the first of two keys
// and the true one to whoever reads the last, as this program would.
func TestVerifyTwoReadings(t *testing.T) {
	whole := stdoutOf(t, "demo", "--format", "json", "--with-text")
	for _, key := range []string{"text", "Text", "teXt"} {
		at := bytes.Index(whole, []byte(`"headline": {`)) + len(`"headline": {`)
		i := bytes.Index(whole[at:], []byte(`"text"`)) + at
		forged := string(whole[:i]) + `"text": "Nobody was hurt.", "` + key + `"` + string(whole[i+len(`"text"`):])
		code, out, errs := call([]byte(forged), "verify", "-")
		if code != exitUsage || out != "" || !strings.Contains(errs, "names \""+key+"\" twice") {
			t.Errorf("two texts, the second as %q: exit %d, %q, %q; want exit %d", key, code, out, errs, exitUsage)
		}
	}
	for _, tail := range []string{"{}", "x", string(whole)} {
		if code, _, errs := call(append(bytes.Clone(whole), tail...), "verify", "-"); code != exitUsage || !strings.Contains(errs, "something follows it") {
			t.Errorf("followed by %.10q: exit %d, %q; want exit %d", tail, code, errs, exitUsage)
		}
	}
	if code, _, errs := call(whole, "verify", "-"); code != exitOK {
		t.Errorf("as it was: exit %d, %q", code, errs)
	}
}
