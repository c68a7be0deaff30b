package webtest

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

func statuses() []Behaviour {
	var out []Behaviour
	for _, n := range []int{201, 202, 205, 207, 208, 226, 300, 305, 306, 402, 405, 406, 407, 408, 409, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 431, 444, 501, 502, 504, 505, 507, 508, 510, 511, 520, 999} {
		out = append(out, Behaviour{itoa(n), "says " + itoa(n) + " and sends a page", Status + itoa(n), "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(n)
			if n != 205 {
				_, _ = w.Write([]byte(pageHTML(1, "")))
			}
		}})
	}
	return append(out, []Behaviour{
		{"etag", "a feed that knows whether it changed", OK, "ok", 2, func(s *Server, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `W/"odd \ one"`)
			if r.Header.Get("If-None-Match") == `W/"odd \ one"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			file("application/rss+xml", "rss.xml")(s, w, r)
		}},
		{"204", "no content", OK, "empty", 0, code(204)},
		{"206", "a part that nobody asked for", Status + "206", "broken", 0, code(206)},
		{"304-unasked", "not modified, though nobody asked", Status + "304", "broken", 0, code(304)},
		{"401", "wants a password", Status + "401", "broken", 0, code(401, "WWW-Authenticate", `Basic realm="x"`)},
		{"403", "forbids", Status + "403", "broken", 0, code(403)},
		{"404", "is not there", Status + "404", "broken", 0, code(404)},
		{"410", "is gone for good", Status + "410", "gone", 0, code(410)},
		{"429", "too many requests, for two hours", Status + "429", "broken", 0, code(429, "Retry-After", "7200")},
		{"429-date", "too many requests, until a date", Status + "429", "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", time.Now().Add(2*time.Hour).UTC().Format(http.TimeFormat))
			w.WriteHeader(429)
		}},
		{"429-year", "too many requests, for a year", Status + "429", "broken", 0, code(429, "Retry-After", "31536000")},
		{"429-garbage", "too many requests, until who knows when", Status + "429", "broken", 0, code(429, "Retry-After", "soon")},
		{"451", "not for legal reasons", Status + "451", "broken", 0, code(451)},
		{"500", "an error of the server", Status + "500", "broken", 0, code(500)},
		{"503", "busy for an hour", Status + "503", "broken", 0, code(503, "Retry-After", "3600")},
		{"599", "a status that does not exist", Status + "599", "broken", 0, code(599)},
	}...)
}

// bytesOf sends bytes instead of an answer.
func bytesOf(text string) func(*Server, http.ResponseWriter, *http.Request) {
	return func(_ *Server, w http.ResponseWriter, _ *http.Request) {
		raw(w, func(c net.Conn) { send(c, text) })
	}
}

func odd() []Behaviour {
	ok := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	page := pageHTML(1, "")
	length := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(page))
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)
	return []Behaviour{
		{"empty", "no byte of a body", OK, "empty", 0, fixed("text/html", "")},
		{"empty-gzip", "no byte of a packed body", OK, "empty", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(http.StatusOK)
		}},
		{"http09", "a page without a header", Broken, "broken", 0, bytesOf(page)},
		{"garbage", "what is no HTTP", Broken, "broken", 0, bytesOf("\x00\x01\x02\xff\xfe\r\n\r\n")},
		{"long-garbage", "a first line of 1 MiB", Broken, "broken", 0, bytesOf(fmt.Sprintf("HTTP/1.1 200 %01048576d\r\n\r\n", 1))},
		{"closed", "closes at once", Broken, "broken", 0, bytesOf("")},
		{"reset", "breaks the connection", Broken, "broken", 0, func(_ *Server, w http.ResponseWriter, _ *http.Request) {
			raw(w, func(c net.Conn) {
				if t, ok := c.(*net.TCPConn); ok {
					_ = t.SetLinger(0)
				}
			})
		}},
		{"truncated", "less than its length", Broken, "broken", 0, bytesOf(ok + "Content-Length: 100000\r\n\r\n" + page)},
		{"overlong", "more than its length", OK, "ok", 1, bytesOf(ok + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(page)) + page + "<p>smuggled</p>")},
		{"two-lengths", "two lengths that differ", Broken, "broken", 0, bytesOf(ok + "Content-Length: 10\r\nContent-Length: 20\r\n\r\n" + page)},
		{"bad-chunks", "chunks of no number", Broken, "broken", 0, bytesOf(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")},
		{"cut-chunks", "chunks without an end", Broken, "broken", 0, bytesOf(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")},
		{"injected", "a status in colours", Status + "404", "broken", 0, bytesOf("HTTP/1.1 404 \x1b[31mred\x1b[0m\r\nContent-Length: 0\r\n\r\n")},
		{"pdf", "a PDF document that is said to be a page", OK, "broken", 0, fixed("text/html", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")},
		{"picture", "a picture", OK, "broken", 0, fixed("image/png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"no-type", "a page without a type", OK, "ok", 1, fixed("", page)},
		{"text-type", "a feed that is said to be plain text", OK, "ok", 2, file("text/plain", "rss.xml")},
		{"html-type", "a feed that is said to be a page", OK, "ok", 2, file("text/html", "rss.xml")},
		{"bad-type", "a type that is none", OK, "ok", 1, fixed("text/html; charset=\"utf-8; x=;;", page)},
		{"203", "not of the server itself", OK, "ok", 1, bytesOf(strings.Replace(ok, "200 OK", "203 x", 1) + length + page)},
		{"http10", "HTTP/1.0, to the end of the connection", OK, "ok", 1, bytesOf("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page)},
		{"http3-line", "a version that was not asked for", OK, "ok", 1, bytesOf("HTTP/3.0 200 OK\r\n" + length + page)},
		{"no-reason", "a status without words", OK, "ok", 1, bytesOf("HTTP/1.1 200\r\nContent-Type: text/html\r\n" + length + page)},
		{"long-status", "a status of four digits", Broken, "broken", 0, bytesOf("HTTP/1.1 2000 OK\r\n" + length + page)},
		{"negative-status", "a status below zero", Broken, "broken", 0, bytesOf("HTTP/1.1 -20 OK\r\n" + length + page)},
		{"line-feeds", "lines that end in LF alone", OK, "ok", 1, bytesOf(strings.ReplaceAll(ok+length, "\r\n", "\n") + page)},
		{"no-colon", "a line of the header that is none", Broken, "broken", 0, bytesOf(ok + "hello\r\n" + length + page)},
		{"space-colon", "a space before a colon", OK, "ok", 1, bytesOf(ok + "X-A : b\r\n" + length + page)},
		{"folded", "a line of the header that is folded", OK, "ok", 1, bytesOf(ok + "X-A: b\r\n c\r\n" + length + page)},
		{"small-names", "names of the header in small letters", OK, "ok", 1, bytesOf(strings.Replace(ok, "Content-Type", "content-type", 1) + length + page)},
		{"nul-header", "a NUL in the header", Broken, "broken", 0, bytesOf(ok + "X-A: b\x00c\r\n" + length + page)},
		{"plus-length", "a length with a sign", Broken, "broken", 0, bytesOf(ok + "Content-Length: +5\r\n\r\n" + page)},
		{"hex-length", "a length in hexadecimal digits", Broken, "broken", 0, bytesOf(ok + "Content-Length: 0x5\r\n\r\n" + page)},
		{"negative-length", "a length below zero", Broken, "broken", 0, bytesOf(ok + "Content-Length: -5\r\n\r\n" + page)},
		{"same-lengths", "one length twice", OK, "ok", 1, bytesOf(ok + strings.TrimSuffix(length, "\r\n") + length + page)},
		{"chunks-and-length", "chunks, and a length that is wrong", OK, "ok", 1, bytesOf(ok + "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked)},
		{"chunks-extended", "chunks with extensions and a trailer", OK, "ok", 1, bytesOf(ok + "Transfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n" + strings.TrimSuffix(strings.Replace(chunked, "\r\n", ";a=b\r\n", 1), "\r\n") + "X-A: b\r\n\r\n")},
		{"chunks-huge", "a chunk of more bytes than there are numbers", Broken, "broken", 0, bytesOf(ok + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + page)},
		{"odd-transfer", "a way of transfer that was not asked for", Broken, "broken", 0, bytesOf(ok + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked)},
		{"early", "an early hint before the answer", OK, "ok", 1, bytesOf("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok + length + page)},
		{"continue", "go on, though nothing was sent", OK, "ok", 1, bytesOf("HTTP/1.1 100 Continue\r\n\r\n" + ok + length + page)},
		{"switch", "another protocol, though nobody asked", Status + "101", "broken", 0, bytesOf("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n")},
		{"two-types", "two types that differ", OK, "ok", 1, bytesOf(ok + "Content-Type: image/png\r\n" + length + page)},
		{"long-etag", "a mark of 3,000 bytes", OK, "ok", 1, bytesOf(ok + "ETag: \"" + strings.Repeat("e", 3000) + "\"\r\n" + length + page)},
		{"odd-date", "a date of change that is none", OK, "ok", 1, bytesOf(ok + "Last-Modified: yesterday\r\n" + length + page)},
		{"retry-negative", "busy, and to be asked again before now", Status + "503", "broken", 0, code(503, "Retry-After", "-5")},
		{"retry-huge", "busy for longer than numbers go", Status + "503", "broken", 0, code(503, "Retry-After", "99999999999999999999")},
		{"refresh", "a page that leads on by its markup, which is not followed", OK, "ok", 1, fixed("text/html", `<meta http-equiv="refresh" content="0;url=http://10.0.0.1/"><title>Moved</title><p>This page has moved.</p>`)},
		{"frames", "a page of frames", OK, "ok", 1, fixed("text/html", `<title>Frames</title><frameset><frame src="http://10.0.0.1/"></frameset>`)},
		{"plain", "plain text", OK, "ok", 1, fixed("text/plain; charset=utf-8", "Snow at Harn\n\nIt snowed at Harn all night, and the pass is closed.\n")},
	}
}
