package webtest

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// gap is how long slow behaviours wait between two bytes.
const gap = 20 * time.Millisecond

func slow() []Behaviour {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
	return []Behaviour{
		{"slow-header", "sends its header byte by byte and never ends it", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, r *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head)
				drip(r.Context(), gap, func() bool { return send(c, "X-Y: ") })
			})
		}},
		{"slow-body", "sends its body byte by byte", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, r *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head+"\r\n")
				drip(r.Context(), gap, func() bool { return send(c, "x") })
			})
		}},
		{"slow-chunks", "sends chunks of one byte", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, r *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head+"Transfer-Encoding: chunked\r\n\r\n")
				drip(r.Context(), gap, func() bool { return send(c, "1\r\nx\r\n") })
			})
		}},
		{"silent", "takes the request and says nothing", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			raw(w, waitForEnd)
		}},
		{"stall", "stops when 99 of 100 parts are sent", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head+"Content-Length: 100000\r\n\r\n")
				send(c, string(make([]byte, 99_000)))
				waitForEnd(c)
			})
		}},
		{"steady", "sends enough to be no slow one, and never ends", Slow, "broken", 0, func(_ *Server, w http.ResponseWriter, r *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head+"\r\n")
				drip(r.Context(), gap, func() bool { return send(c, "<p>"+string(make([]byte, 500))) })
			})
		}},
		{"interim", "sends interim answers without end", Broken, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			raw(w, func(c net.Conn) {
				for send(c, "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n") {
				}
			})
		}},
		{"endless", "sends text as fast as it goes, without end", Large, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for line := []byte(fmt.Sprintf("<p>%01000d</p>\n", 7)); ; {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
		}},
		{"endless-header", "sends a header without end", Broken, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			raw(w, func(c net.Conn) {
				send(c, head)
				for i := 0; send(c, fmt.Sprintf("X-%d: %0500d\r\n", i, i)); i++ {
				}
			})
		}},
	}
}

// waitForEnd waits until the client is gone.
func waitForEnd(c net.Conn) {
	_, _ = c.Read(make([]byte, 1))
}
