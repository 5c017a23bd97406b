package pack

import (
	"archive/zip"
	"bytes"
	"testing"
)

// FuzzOpen opens any archive: all its members together unpack to no more than the budget.
func FuzzOpen(f *testing.F) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"a.csv", `b\c.txt`, "A.CSV"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(bytes.Repeat([]byte("x"), 3000))
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		const budget = 5000
		p, err := Open(data, budget)
		if err != nil {
			return
		}
		total := 0
		for _, name := range p.Names {
			inner, _ := p.Bytes(name)
			total += len(inner)
		}
		if total > budget {
			t.Fatalf("%d bytes", total)
		}
	})
}
