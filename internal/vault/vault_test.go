package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func newVault(t *testing.T) *vault.Vault {
	t.Helper()
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSealedObjectComesBack(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for name, plain := range map[string][]byte{
		"empty": {}, "one byte": {0}, "text": []byte("Avgifter för oktober"),
		"repeats": bytes.Repeat([]byte("19641209-9985 "), 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, err := v.Seal(plain, noon)
			if err != nil {
				t.Fatal(err)
			}
			if len(plain) > 10 && bytes.Contains(o.Sealed, plain[:10]) {
				t.Error("the sealed bytes show the plain ones")
			}
			if len(plain) > 1000 && len(o.Sealed) > len(plain)/100 {
				t.Errorf("sealed %d bytes of %d: not compressed before sealing", len(o.Sealed), len(plain))
			}
			got, err := v.Open(o)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, plain) {
				t.Errorf("opened %d bytes, want %d", len(got), len(plain))
			}
		})
	}
}

func TestWhatWasChangedDoesNotOpen(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	a, errA := v.Seal([]byte("mejl a"), noon)
	b, errB := v.Seal([]byte("mejl b"), noon)
	if err := errors.Join(errA, errB); err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(a.Sealed)
	flipped[len(flipped)-1] ^= 1
	for name, o := range map[string]vault.Object{
		"a flipped bit":        {ID: a.ID, Sealed: flipped, Key: a.Key},
		"cut short":            {ID: a.ID, Sealed: a.Sealed[:4], Key: a.Key},
		"another object's key": {ID: a.ID, Sealed: a.Sealed, Key: b.Key},
		"another object's row": {ID: b.ID, Sealed: a.Sealed, Key: a.Key},
		"the key is erased":    {ID: a.ID, Sealed: a.Sealed},
	} {
		if _, err := v.Open(o); err == nil {
			t.Errorf("%s: it opened", name)
		}
	}
	if _, err := newVault(t).Open(a); err == nil {
		t.Error("another master key opened it")
	}
}

func TestNumberOfNoMember(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	p, err := register.ParsePersonnummer("196412099985", register.Date{})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := v.SealNumber(p)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.OpenNumber(sealed); err != nil || got != p {
		t.Errorf("OpenNumber = %v, %v", got, err)
	}
	one, errOne := v.Index(p)
	two, errTwo := v.Index(p)
	if err := errors.Join(errOne, errTwo); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) || len(one) != 32 {
		t.Errorf("index is not the same twice, or not 32 bytes: %x %x", one, two)
	}
	other, err := newVault(t).Index(p)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(one, other) {
		t.Error("the index does not depend on the key: it could be found by trying all numbers")
	}
	if _, err := v.OpenValue("staff.totp", sealed); err == nil {
		t.Error("a value opened for another purpose")
	}
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "master.key")
	if _, err := vault.Load(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Load of no file: %v", err)
	}
	if err := vault.Create(path); err != nil {
		t.Fatal(err)
	}
	if err := vault.Create(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second Create: %v, want refusal", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode().Perm())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Load(path); err == nil {
		t.Error("a key that others can read was loaded")
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Load(path); err == nil {
		t.Error("an empty key file was loaded")
	}
}

func BenchmarkSeal(b *testing.B) {
	v, err := vault.LoadOrCreate(filepath.Join(b.TempDir(), "master.key"))
	if err != nil {
		b.Fatal(err)
	}
	plain := bytes.Repeat([]byte("VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZy4KMTk2\r\n"), 660)
	b.SetBytes(int64(len(plain)))
	for b.Loop() {
		if _, err := v.Seal(plain, noon); err != nil {
			b.Fatal(err)
		}
	}
}
