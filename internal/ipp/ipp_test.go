package ipp

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrint(t *testing.T) {
	t.Parallel()
	answers := map[string]struct {
		body   string
		status int
		want   string // of the answer, or of the error
	}{
		"taken":    {"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x02\x21\x00\x06job-id\x00\x04\x00\x00\x01\x02\x03", 200, "jobb 258"},
		"refused":  {"\x02\x00\x05\x07\x00\x00\x00\x01\x03", 200, "0x0507"},
		"no IPP":   {"<html>", 200, "no IPP"},
		"cut":      {"\x02\x00\x00\x00\x00\x00\x00\x01\x02\x21\x00\x06job", 200, "no IPP"},
		"not here": {"", 404, "404"},
	}
	for name, a := range answers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []byte
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				got, _ = io.ReadAll(r.Body)
				w.WriteHeader(a.status)
				_, _ = io.WriteString(w, a.body)
			}))
			defer server.Close()
			q, err := NewQueue("ipp" + strings.TrimPrefix(server.URL, "http") + "/printers/lista")
			if err != nil {
				t.Fatal(err)
			}
			answer, err := q.Print(t.Context(), Job{Name: "kontakten-bunt-7", PDF: []byte("%PDF-1.4 …")})
			if err != nil {
				answer = err.Error()
			}
			if !strings.Contains(answer, a.want) || q.Name() != "lista" {
				t.Errorf("%q, want %q", answer, a.want)
			}
			if !bytes.HasPrefix(got, []byte{2, 0, 0, 2}) || !bytes.HasSuffix(got, []byte("%PDF-1.4 …")) || !bytes.Contains(got, []byte("print-scaling\x00\x04none")) {
				t.Errorf("sent %q", got)
			}
		})
	}
}

func TestQueueAddresses(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{"ipps://skrivare.example/printers/a": true, "ipp://localhost/printers/a": true, "ipp://skrivare.example/printers/a": false,
		"http://localhost/a": false, "skrivaren": false, "": false} {
		if _, err := NewQueue(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestFolder(t *testing.T) {
	t.Parallel()
	f := Folder{filepath.Join(t.TempDir(), "ut")}
	answer, err := f.Print(t.Context(), Job{Name: "kontakten-bunt-7", PDF: []byte("x")})
	if err != nil || answer != "kontakten-bunt-7.pdf" {
		t.Fatal(answer, err)
	}
	entries, err := os.ReadDir(f.Dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x01\x02\x21\x00\x06job-id\x00\x04\x00\x00\x01\x02\x03"))
	f.Fuzz(func(_ *testing.T, body []byte) { _, _ = parse(body) })
}
