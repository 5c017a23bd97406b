package outlook

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// The TNEF attributes that are read.
const (
	attachBegin = 0x00069002 // a new attachment begins
	attachTitle = 0x00018010
	attachData  = 0x0006800f
	attachProps = 0x00069005 // MAPI properties of the attachment
)

// The MAPI properties that are read.
const (
	propData     = 0x3701
	propName     = 0x3704
	propLongName = 0x3707
)

// ReadTNEF opens a winmail.dat. What stands before damage is given without an
// error; ErrDamaged says that nothing could be read.
func ReadTNEF(data []byte) (Container, error) {
	if len(data) < 6 || binary.LittleEndian.Uint32(data) != 0x223e9f78 {
		return Container{}, ErrDamaged
	}
	var c Container
	for pos := 6; pos+9 <= len(data); {
		id := binary.LittleEndian.Uint32(data[pos+1:])
		size := int(binary.LittleEndian.Uint32(data[pos+5:]))
		begin := pos + 9
		if size < 0 || size > len(data)-begin {
			break
		}
		c.attribute(id, data[begin:begin+size:begin+size])
		pos = begin + size + 2 // a checksum
	}
	if len(c.Files) == 0 {
		return c, ErrDamaged
	}
	return c, nil
}

func (c *Container) attribute(id uint32, value []byte) {
	if id == attachBegin {
		if len(c.Files) < maxFiles {
			c.Files = append(c.Files, File{})
		}
		return
	}
	if len(c.Files) == 0 {
		return
	}
	f := &c.Files[len(c.Files)-1]
	switch id {
	case attachTitle:
		if f.Name == "" {
			f.Name = ansi(value)
		}
	case attachData:
		f.Data = value
	case attachProps:
		f.properties(value)
	}
}

// properties reads the long name out of MAPI properties, and the data where it
// stands only there.
func (f *File) properties(d []byte) {
	r := reader{d: d}
	for n := r.long(); n > 0 && !r.bad; n-- {
		kind, id := r.short(), r.short()
		if id >= 0x8000 { // a named property: its name comes first
			r.skip(16)
			if r.long() == 0 {
				r.skip(4)
			} else {
				r.skip(pad(r.long()))
			}
		}
		value := r.value(kind)
		switch {
		case r.bad:
		case id == propLongName && kind == 0x1f:
			f.Name = wide(value)
		case id == propLongName:
			f.Name = ansi(value)
		case id == propData && f.Data == nil:
			f.Data = value
		}
	}
}

// reader walks little-endian data; bad says that it ran out.
type reader struct {
	d   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.d) {
		r.bad, r.d = true, nil
		return nil
	}
	out := r.d[:n:n]
	r.d = r.d[n:]
	return out
}

func (r *reader) skip(n int) { r.take(n) }

func (r *reader) short() int {
	if b := r.take(2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (r *reader) long() int {
	if b := r.take(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// value reads one property's value; of several values the last.
func (r *reader) value(kind int) (value []byte) {
	many := 1
	if kind&0x1000 != 0 {
		many = r.long()
	}
	for ; many > 0 && !r.bad; many-- {
		switch kind &^ 0x1000 {
		case 2, 3, 4, 10, 11, 1: // up to four bytes, padded
			value = r.take(4)
		case 5, 6, 7, 20, 64:
			value = r.take(8)
		case 72:
			value = r.take(16)
		case 0x1e, 0x1f, 13, 0x102:
			if kind&0x1000 == 0 {
				r.long() // a count that is always one
			}
			n := r.long()
			value = r.take(n)
			r.skip(pad(n) - n)
		default:
			r.bad = true
		}
	}
	return value
}

// pad rounds up to the four bytes that values are padded to.
func pad(n int) int { return (n + 3) &^ 3 }

func ansi(b []byte) string {
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		out = b
	}
	return strings.TrimRight(strings.ToValidUTF8(string(out), "\ufffd"), "\x00")
}

func wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}
