package outlook

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"strings"
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
	data := winmail(attribute(attCodepage, []byte{0xe4, 4, 0, 0, 0, 0, 0, 0}), attribute(attachBegin, make([]byte, 14)), attribute(attachTitle, []byte("ANGAKL~1.CSV\x00")),
		attribute(attachData, []byte("Pnr;Avgift\n")), attribute(attachProps, props), attribute(attachBegin, nil), attribute(attachTitle, []byte("b\xe5.txt\x00")), attribute(attachData, []byte("x")))
	c, err := ReadTNEF(data)
	if err != nil || len(c.Files) != 2 || c.Files[0].Name != "Ångaklyftan oktober.csv" || string(c.Files[0].Data) != "Pnr;Avgift\n" || c.Files[1].Name != "bå.txt" {
		t.Errorf("%v, %+v", err, c.Files)
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

// TestEmbeddedMessage reads a mail that hangs on a mail in winmail.dat.
func TestEmbeddedMessage(t *testing.T) {
	t.Parallel()
	inner := winmail(attribute(attSubject, []byte("Avgifter okt\x00")), attribute(attBody, []byte("19641209-9985 Jenny 570,00\x00")))
	object := property(typeObject, propData, append(make([]byte, 16), inner...))
	data := winmail(attribute(attachBegin, nil), attribute(attachTitle, []byte("brev\x00")), attribute(attachProps, append(binary.LittleEndian.AppendUint32(nil, 1), object...)))
	m, err := ReadTNEF(data)
	if err != nil || len(m.Files) != 1 || m.Files[0].Message == nil || m.Files[0].Message.Subject != "Avgifter okt" {
		t.Fatalf("%v, %+v", err, m)
	}
	for _, want := range []string{"Content-Type: message/rfc822", "Subject: Avgifter okt"} {
		if !strings.Contains(string(m.EML()), want) {
			t.Errorf("no %q in\n%s", want, m.EML())
		}
	}
}

// TestUnpackRTF unpacks the examples of MS-OXRTFCP 3.1.
func TestUnpackRTF(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ packed, want string }{
		{"2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"},
		{"1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"},
	} {
		data, err := hex.DecodeString(tc.packed)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpackRTF(data); err != nil || string(got) != tc.want {
			t.Errorf("%v, %q, want %q", err, got, tc.want)
		}
	}
}

func TestEMLHoldsNoForeignHeader(t *testing.T) {
	t.Parallel()
	m := Message{Subject: "a\r\nBcc: x@y.example", From: "x\" <a@b.example>", Address: "c@d.example", Text: "hej", Files: []File{{Name: "a\"\r\nX: y.csv", Data: []byte("1")}}}
	if out := string(m.EML()); strings.Contains(out, "\nBcc:") || strings.Contains(out, "\nX:") || strings.Contains(out, "a@b.example") {
		t.Errorf("a field was put in:\n%s", out)
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

// FuzzMSG reads anything as a saved message, and writes what it read.
func FuzzMSG(f *testing.F) {
	for _, name := range []string{"outlook-brev-med-brev.msg", "tuta-tabell.msg"} {
		if data, err := os.ReadFile("testdata/" + name); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := ReadMSG(data, 1<<20); err == nil {
			m.EML()
		}
	})
}

func FuzzRTFPacked(f *testing.F) {
	f.Add([]byte("\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4KQA\x00\x04 WXYZ\rn}\x01\x0e\xb0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if out, _ := unpackRTF(data); len(out) > maxRTF+32 {
			t.Fatalf("%d bytes", len(out))
		}
	})
}
