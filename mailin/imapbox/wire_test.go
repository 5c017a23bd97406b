package imapbox_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
)

// wire is what a proxy does to connections.
type wire struct {
	beforeFetch func() // once, before the first FETCH goes through
	cutAfter    int    // bytes from the server, then both ends are closed …
	cuts        int    // … on so many connections

	once sync.Once
	mu   sync.Mutex
}

func (w *wire) limit() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cuts > 0 {
		w.cuts--
		return int64(w.cutAfter)
	}
	return 1 << 62
}

// proxy stands before the server on port and gives its own port.
func proxy(t *testing.T, port int, w *wire) int {
	t.Helper()
	return listen(t, func(client net.Conn) {
		server, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return
		}
		defer server.Close()
		go func() {
			defer server.Close()
			buf := make([]byte, 32<<10)
			for {
				n, err := client.Read(buf)
				if w.beforeFetch != nil && bytes.Contains(buf[:n], []byte("UID FETCH")) {
					w.once.Do(w.beforeFetch)
				}
				if _, errWrite := server.Write(buf[:n]); err != nil || errWrite != nil {
					return
				}
			}
		}()
		_, _ = io.CopyN(client, server, w.limit())
	})
}

// listen serves connections until the test ends.
func listen(t *testing.T, serve func(net.Conn)) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}
