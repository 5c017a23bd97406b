package pack

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func archive(t testing.TB, members ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m[0])
		if err == nil {
			_, err = w.Write([]byte(m[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMembers(t *testing.T) {
	t.Parallel()
	p, err := Open(archive(t, [2]string{`Mapp\a.csv`, "x"}, [2]string{"mapp/A.CSV", "doubled"}, [2]string{"tom/", ""}), 100)
	if err != nil || fmt.Sprint(p.Names) != "[Mapp/a.csv]" || !p.Has("MAPP/A.CSV") {
		t.Fatalf("%v, %v", err, p.Names)
	}
	if data, err := p.Bytes("mapp/a.csv"); err != nil || string(data) != "x" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := p.Bytes("other"); err == nil {
		t.Error("a member that is not there was read")
	}
}

func TestBudgetIsOfThePackage(t *testing.T) {
	t.Parallel()
	p, err := Open(archive(t, [2]string{"a", strings.Repeat("x", 60)}, [2]string{"b", strings.Repeat("y", 60)}), 100)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Bytes("a"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Bytes("b"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("the second member: %v", err)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	many := make([][2]string, maxMembers+1)
	for i := range many {
		many[i][0] = fmt.Sprint(i)
	}
	if _, err := Open(archive(t, many...), 1<<20); !errors.Is(err, ErrTooLarge) {
		t.Errorf("many members: %v", err)
	}
	data := archive(t, [2]string{"a", "x"})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(data[at+8:], 1) // the flag of encryption
	p, err := Open(data, 100)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Stream("a"); !errors.Is(err, ErrEncrypted) {
		t.Errorf("encrypted: %v", err)
	}
	if _, err := Open([]byte("PK\x03\x04"), 100); err == nil {
		t.Error("half an archive was opened")
	}
}
