// Command odd answers as wiredesk asks until a text tells it not to. It finds
// the word noon, as a time.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "sleep" {
		time.Sleep(time.Minute)
		return
	}
	for in := bufio.NewReader(os.Stdin); ; {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var q struct{ Document, Text string }
		if err := json.Unmarshal(line, &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(answer(q.Document, q.Text))
	}
}

func answer(id, text string) string {
	switch text {
	case "die":
		fmt.Fprintln(os.Stderr, "first line\nno \x1b[31mmemory\x1b[0m left\n")
		os.Exit(3)
	case "stall":
		time.Sleep(time.Minute)
	case "stall with a child":
		child := exec.Command(os.Args[0], "sleep")
		child.Stdout = os.Stdout
		child.Stderr = os.Stderr
		_ = child.Start()
		time.Sleep(time.Minute)
	case "huge":
		return strings.Repeat("x", 1<<20)
	case "rubbish":
		return "Loading the model ..."
	case "two lines":
		return "{\"layer\":\"times\",\"spans\":[]}\n{\"layer\":\"times\",\"spans\":[]}"
	case "another document":
		return `{"layer":"times","document":"x","spans":[]}`
	case "refuse":
		return `{"error":"I read no Latin"}`
	}
	spans := "[]"
	if i := strings.Index(text, "noon"); i >= 0 {
		spans = fmt.Sprintf(`[{"start":%d,"end":%d,"type":"TIME","value":"T12:00"}]`, i, i+4)
	}
	return fmt.Sprintf(`{"document":%q,"layer":"times","spans":%s}`, id, spans)
}
