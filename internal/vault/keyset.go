package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/mac"
)

// keyFile is the master key file: two Tink keysets in JSON. It is as secret as
// all that it opens; its folder and mode (0600) are its protection.
type keyFile struct {
	Format string          `json:"format"`
	AEAD   json.RawMessage `json:"aead"`
	MAC    json.RawMessage `json:"mac"`
}

const keyFormat = "kontakten-master-key-1"

// Create makes a new master key file, which must not exist yet: what an older
// one sealed could never be opened again.
func Create(path string) error {
	content, err := newKeyFile()
	if err != nil {
		return fmt.Errorf("make master key: %w", err)
	}
	// Written whole beside and then linked: link refuses an existing name, and a
	// crash leaves no half key that data is then sealed with.
	f, err := os.CreateTemp(filepath.Dir(path), ".master-key-*")
	if err != nil {
		return fmt.Errorf("make master key: %w", err)
	}
	defer os.Remove(f.Name())
	_, errWrite := f.Write(content)
	if err := errors.Join(errWrite, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write master key: %w", err)
	}
	if err := os.Link(f.Name(), path); err != nil {
		return fmt.Errorf("put master key in place: %w", err)
	}
	return nil
}

// Load opens the vault with the master key file at path.
func Load(path string) (*Vault, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("master key %s can be read by others: make it `chmod 600 %s`", path, path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	v, err := open(content)
	if err != nil {
		return nil, fmt.Errorf("master key %s: %w", path, err)
	}
	return v, nil
}

// LoadOrCreate opens the vault and makes its key file first where there is none.
// It is for the demo and for tests: in production a missing key is a disaster,
// not a first start.
func LoadOrCreate(path string) (*Vault, error) {
	if err := Create(path); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	return Load(path)
}

func newKeyFile() ([]byte, error) {
	sealing, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	index, err := keyset.NewHandle(mac.HMACSHA256Tag256KeyTemplate())
	if err != nil {
		return nil, err
	}
	file := keyFile{Format: keyFormat}
	for handle, into := range map[*keyset.Handle]*json.RawMessage{sealing: &file.AEAD, index: &file.MAC} {
		var b bytes.Buffer
		if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&b)); err != nil {
			return nil, err
		}
		*into = b.Bytes()
	}
	return json.MarshalIndent(file, "", "  ")
}

func open(content []byte) (*Vault, error) {
	var file keyFile
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("not a key file: %w", err)
	}
	if file.Format != keyFormat {
		return nil, fmt.Errorf("not a key file of this program: format %q", file.Format)
	}
	sealing, errAEAD := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(file.AEAD)))
	index, errMAC := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(file.MAC)))
	if err := errors.Join(errAEAD, errMAC); err != nil {
		return nil, err
	}
	master, errAEAD := aead.New(sealing)
	tags, errMAC := mac.New(index)
	if err := errors.Join(errAEAD, errMAC); err != nil {
		return nil, err
	}
	return newVault(master, tags)
}
