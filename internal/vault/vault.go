package vault

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/tink"

	"sef.se/kontakten/internal/register"
)

// maxPlain bounds what opening an object may unpack to: no sealed object is
// larger than the largest mail, and a damaged one must not take the memory.
const maxPlain = 256 << 20

// ID names a sealed object: a UUID of version 7, so that new objects stand
// together in the database's index.
type ID [16]byte

// IsZero tells whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String writes the ID as the database does.
func (id ID) String() string {
	h := hex.EncodeToString(id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// Object is one sealed thing. Key belongs in another place than Sealed.
type Object struct {
	ID     ID
	Sealed []byte
	Key    []byte // wrapped by the master keyset
}

// Vault seals and opens. It is safe for concurrent use.
type Vault struct {
	master   tink.AEAD
	tags     tink.MAC
	packer   *zstd.Encoder
	unpacker *zstd.Decoder
}

func newVault(master tink.AEAD, tags tink.MAC) (*Vault, error) {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2),
		zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxPlain))
	if err != nil {
		return nil, err
	}
	return &Vault{master: master, tags: tags, packer: packer, unpacker: unpacker}, nil
}

// Seal compresses and seals plain as a new object. now goes into the id only.
func (v *Vault) Seal(plain []byte, now time.Time) (Object, error) {
	o := Object{ID: newID(now)}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return Object{}, fmt.Errorf("seal object: %w", err)
	}
	cipher, err := subtle.NewAESGCM(key)
	if err != nil {
		return Object{}, fmt.Errorf("seal object: %w", err)
	}
	packed := v.packer.EncodeAll(plain, make([]byte, 0, len(plain)*3/4+64))
	if o.Sealed, err = cipher.Encrypt(packed, o.ID[:]); err != nil {
		return Object{}, fmt.Errorf("seal object: %w", err)
	}
	if o.Key, err = v.master.Encrypt(key, o.ID[:]); err != nil {
		return Object{}, fmt.Errorf("wrap key: %w", err)
	}
	return o, nil
}

// Open gives back what was sealed. An object or key that was changed, or that
// belongs to another id, is an error.
func (v *Vault) Open(o Object) ([]byte, error) {
	key, err := v.master.Decrypt(o.Key, o.ID[:])
	if err != nil {
		return nil, fmt.Errorf("unwrap key of object %s: %w", o.ID, err)
	}
	cipher, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("open object %s: %w", o.ID, err)
	}
	packed, err := cipher.Decrypt(o.Sealed, o.ID[:])
	if err != nil {
		return nil, fmt.Errorf("open object %s: %w", o.ID, err)
	}
	plain, err := v.unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack object %s: %w", o.ID, err)
	}
	return plain, nil
}

// SealValue seals a small value under the master keyset itself. purpose says
// where it stands (such as "staff.totp"): it opens only there.
func (v *Vault) SealValue(purpose string, plain []byte) ([]byte, error) {
	sealed, err := v.master.Encrypt(plain, []byte(purpose))
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", purpose, err)
	}
	return sealed, nil
}

// OpenValue opens what SealValue sealed for the same purpose.
func (v *Vault) OpenValue(purpose string, sealed []byte) ([]byte, error) {
	plain, err := v.master.Decrypt(sealed, []byte(purpose))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", purpose, err)
	}
	return plain, nil
}

const numberPurpose = "personnummer"

// SealNumber seals the personnummer of a person who is no member.
func (v *Vault) SealNumber(p register.Personnummer) ([]byte, error) {
	return v.SealValue(numberPurpose, []byte(p.Full()))
}

// OpenNumber opens what SealNumber sealed.
func (v *Vault) OpenNumber(sealed []byte) (register.Personnummer, error) {
	plain, err := v.OpenValue(numberPurpose, sealed)
	if err != nil {
		return register.Personnummer{}, err
	}
	p, err := register.ParsePersonnummer(string(plain), register.Date{})
	if err != nil {
		return register.Personnummer{}, fmt.Errorf("open personnummer: sealed text is none")
	}
	return p, nil
}

// Index gives the 32 bytes by which a sealed personnummer is found: the same for
// the same number, and useless without the key.
func (v *Vault) Index(p register.Personnummer) ([]byte, error) {
	return v.Tag(numberPurpose, []byte(p.Full()))
}

// Tag is a keyed hash (HMAC-SHA-256) of data for one purpose.
func (v *Vault) Tag(purpose string, data []byte) ([]byte, error) {
	message := binary.BigEndian.AppendUint32(nil, uint32(len(purpose)))
	message = append(append(message, purpose...), data...)
	tag, err := v.tags.ComputeMAC(message)
	if err != nil {
		return nil, fmt.Errorf("tag %s: %w", purpose, err)
	}
	// Tink puts the key's id first; it changes with the key as the rest does.
	const prefix = 5
	return tag[prefix:], nil
}

func newID(now time.Time) (id ID) {
	_, _ = rand.Read(id[6:])
	ms := uint64(now.UnixMilli())
	binary.BigEndian.PutUint16(id[0:], uint16(ms>>32))
	binary.BigEndian.PutUint32(id[2:], uint32(ms))
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
