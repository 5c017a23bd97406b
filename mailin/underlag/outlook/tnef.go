package outlook

import "encoding/binary"

// The TNEF attributes that are read.
const (
	attSubject  = 0x00018004
	attBody     = 0x0002800c
	attCodepage = 0x00069007
	attProps    = 0x00069003 // MAPI properties of the message
	attachBegin = 0x00069002 // a new attachment begins
	attachTitle = 0x00018010
	attachData  = 0x0006800f
	attachProps = 0x00069005 // MAPI properties of the attachment
)

// signature is how every TNEF begins, as a number.
const signature = 0x223e9f78

// ReadTNEF opens a winmail.dat. What stands before damage is given without an
// error; ErrDamaged says that nothing could be read. A container that holds
// nothing but the form of the mail's own text is a Message that IsEmpty, or one
// with its RTF.
func ReadTNEF(data []byte) (Message, error) { return readTNEF(data, 0) }

func readTNEF(data []byte, depth int) (Message, error) {
	if len(data) < 6 || binary.LittleEndian.Uint32(data) != signature {
		return Message{}, ErrDamaged
	}
	t := &tnef{depth: depth, codepage: 1252}
	known := 0
	for pos := 6; pos+9 <= len(data); {
		id := binary.LittleEndian.Uint32(data[pos+1:])
		size := int(binary.LittleEndian.Uint32(data[pos+5:]))
		begin := pos + 9
		if data[pos] != 1 && data[pos] != 2 || size < 0 || size > len(data)-begin {
			break
		}
		t.attribute(id, data[begin:begin+size:begin+size])
		known++
		pos = begin + size + 2 // a checksum
	}
	if known == 0 {
		return Message{}, ErrDamaged
	}
	return t.message, nil
}

// tnef gathers the attributes of a container.
type tnef struct {
	message  Message
	codepage int
	depth    int
}

func (t *tnef) attribute(id uint32, value []byte) {
	m := &t.message
	switch id {
	case attCodepage:
		t.codepage = longOf(value)
		return
	case attSubject:
		m.Subject = narrow(value, t.codepage)
		return
	case attBody:
		m.Text = narrow(value, t.codepage)
		return
	case attProps:
		t.properties(value, func(id, kind int, value []byte) { m.property(id, kind, value, t.codepage) })
		return
	case attachBegin:
		if len(m.Files) < maxFiles {
			m.Files = append(m.Files, File{})
		}
		return
	}
	if len(m.Files) == 0 {
		return
	}
	f := &m.Files[len(m.Files)-1]
	switch id {
	case attachTitle:
		if f.Name == "" {
			f.Name = narrow(value, t.codepage)
		}
	case attachData:
		f.Data = value
	case attachProps:
		t.properties(value, func(id, kind int, value []byte) {
			f.property(id, kind, value, t.codepage)
			if id == propData && kind == typeObject {
				t.embed(f, value)
			}
		})
	}
}

// embed takes a message that is attached: an interface's number, then a
// container of its own. Other objects (a drawing, a worksheet shown as an icon)
// are left as they are.
func (t *tnef) embed(f *File, value []byte) {
	const number = 16
	if len(value) < number || t.depth >= maxDepth {
		return
	}
	if inner, err := readTNEF(value[number:], t.depth+1); err == nil {
		f.Message = &inner
	} else if f.Data == nil {
		f.Data = value[number:]
	}
}

// properties reads MAPI properties as far as they can be followed.
func (t *tnef) properties(d []byte, take func(id, kind int, value []byte)) {
	r := reader{d: d}
	for n := r.long(); n > 0 && !r.bad; n-- {
		kind, id := r.short(), r.short()
		named := id >= 0x8000
		if named { // its name comes first
			r.skip(16)
			if r.long() == 0 {
				r.skip(4)
			} else {
				r.skip(pad(r.long()))
			}
		}
		if value := r.value(kind); !r.bad && !named {
			take(id, kind, value)
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
