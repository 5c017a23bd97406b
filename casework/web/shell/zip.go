package shell

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// leastZipped is from how many bytes on a page is compressed: a smaller one fits into one packet.
const leastZipped = 1400

// client is a response to a browser, with what the browser takes. Nothing secret stands in a page
// beside what its reader has typed, so its length may tell how well it compresses: sessions live in
// cookies, and forged requests are told by their headers.
type client struct {
	http.ResponseWriter
	gzip bool
}

// Unwrap lets a stream reach the connection (http.ResponseController).
func (c client) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func clientOf(w http.ResponseWriter, r *http.Request) client {
	return client{w, strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")}
}

// takesGzip looks through what others have wrapped around the response.
func takesGzip(w http.ResponseWriter) bool {
	for {
		if c, ok := w.(client); ok {
			return c.gzip
		}
		inner, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return false
		}
		w = inner.Unwrap()
	}
}

var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is one of gzip's own
	}
	return z
}}

// zipped compresses a rendered page.
func zipped(page []byte) ([]byte, error) {
	var out bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	if _, err := z.Write(page); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
