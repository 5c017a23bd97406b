package outlook

import (
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"
)

func attribute(id uint32, value []byte) []byte {
	out := append([]byte{2}, binary.LittleEndian.AppendUint32(nil, id)...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(value)))
	return append(append(out, value...), 0, 0)
}

func winmail(attributes ...[]byte) []byte {
	out := []byte{0x78, 0x9f, 0x3e, 0x22, 1, 0}
	for _, a := range attributes {
		out = append(out, a...)
	}
	return out
}

// property writes one MAPI property of variable length.
func property(kind, id uint16, value []byte) []byte {
	out := binary.LittleEndian.AppendUint16(nil, kind)
	out = binary.LittleEndian.AppendUint16(out, id)
	out = binary.LittleEndian.AppendUint32(out, 1)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(value)))
	out = append(out, value...)
	return append(out, make([]byte, pad(len(value))-len(value))...)
}

func utf16le(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s + "\x00")) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func TestReadTNEF(t *testing.T) {
	t.Parallel()
	props := append(binary.LittleEndian.AppendUint32(nil, 2), append(property(0x102, 0x1234, []byte("xyz")), property(0x1f, propLongName, utf16le("Ångaklyftan oktober.csv"))...)...)
	data := winmail(attribute(0x00069007, []byte("a version")), attribute(attachBegin, make([]byte, 14)), attribute(attachTitle, []byte("ANGAKL~1.CSV\x00")),
		attribute(attachData, []byte("Pnr;Avgift\n")), attribute(attachProps, props), attribute(attachBegin, nil), attribute(attachTitle, []byte("b\xe5.txt\x00")), attribute(attachData, []byte("x")))
	c, err := ReadTNEF(data)
	if err != nil || len(c.Files) != 2 || c.Files[0].Name != "Ångaklyftan oktober.csv" || string(c.Files[0].Data) != "Pnr;Avgift\n" || c.Files[1].Name != "bå.txt" {
		t.Errorf("%v, %q", err, c.Files)
	}
	for cut := range len(data) {
		c, err := ReadTNEF(data[:cut])
		if err != nil && (!errors.Is(err, ErrDamaged) || len(c.Files) != 0) {
			t.Fatalf("cut at %d: %v with %d files", cut, err, len(c.Files))
		}
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "\x78\x9f\x3e\x22\x01\x00", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "text"} {
		if _, err := ReadTNEF([]byte(data)); !errors.Is(err, ErrDamaged) {
			t.Errorf("TNEF %q: %v", data, err)
		}
		if _, err := ReadMSG([]byte(data), 1<<20); !errors.Is(err, ErrDamaged) {
			t.Errorf("MSG %q: %v", data, err)
		}
	}
}

func FuzzTNEF(f *testing.F) {
	f.Add(winmail(attribute(attachBegin, nil), attribute(attachProps, append(binary.LittleEndian.AppendUint32(nil, 1), property(0x101f, 0x8001, utf16le("x"))...))))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _ := ReadTNEF(data); len(c.Files) > maxFiles {
			t.Fatalf("%d files", len(c.Files))
		}
	})
}
