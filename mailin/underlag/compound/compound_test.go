package compound

import (
	"bytes"
	"os"
	"testing"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../xls/testdata/lista.xls")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range f.Streams {
		b, err := f.Bytes(s)
		if err != nil || int64(len(b)) != s.Size {
			t.Errorf("%s: %d of %d bytes, %v", s.Name, len(b), s.Size, err)
		}
		found = found || s.Name == "Workbook" && bytes.HasPrefix(b, []byte{0x09, 0x08})
	}
	if !found {
		t.Errorf("no workbook in %v", f.Streams)
	}
	for cut := 0; cut < len(data); cut += 97 {
		if f, err := Open(data[:cut]); err == nil {
			for _, s := range f.Streams {
				if b, err := f.Bytes(s); err == nil && int64(len(b)) != s.Size {
					t.Fatalf("cut at %d, %s: %d of %d bytes", cut, s.Name, len(b), s.Size)
				}
			}
		}
	}
}

// FuzzOpen opens anything: no panic, no loop, nothing larger than the file.
func FuzzOpen(f *testing.F) {
	data, err := os.ReadFile("../xls/testdata/lista.xls")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:headerSize])
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Open(data)
		if err != nil {
			return
		}
		for i, s := range c.Streams {
			if b, err := c.Bytes(s); err == nil && int64(len(b)) != s.Size || len(b) > len(data) {
				t.Fatalf("%d bytes of %d", len(b), s.Size)
			}
			if i > 50 {
				break
			}
		}
	})
}
