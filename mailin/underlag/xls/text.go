package xls

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// byteString reads a BIFF5 string: a length of 1 or 2 bytes, then Windows-1252.
func byteString(d []byte, lengthBytes int) string {
	if len(d) < lengthBytes {
		return ""
	}
	n := int(d[0])
	if lengthBytes == 2 {
		n = int(binary.LittleEndian.Uint16(d))
	}
	d = d[lengthBytes:]
	d = d[:min(n, len(d))]
	out, err := charmap.Windows1252.NewDecoder().Bytes(d)
	if err != nil {
		return strings.ToValidUTF8(string(d), "\ufffd")
	}
	return string(out)
}

// shortString and longString read a BIFF8 string of one record, with a length
// of one or two bytes.
func shortString(d []byte) string {
	if len(d) < 2 {
		return ""
	}
	return plainString(d[1:], int(d[0]))
}

func longString(d []byte) string {
	if len(d) < 3 {
		return ""
	}
	return plainString(d[2:], int(binary.LittleEndian.Uint16(d)))
}

// plainString reads flags and n characters; formatting runs are stepped over.
func plainString(d []byte, n int) string {
	flags := d[0]
	d = d[1:]
	if flags&8 != 0 && len(d) >= 2 {
		d = d[2:]
	}
	if flags&4 != 0 && len(d) >= 4 {
		d = d[4:]
	}
	if flags&1 == 0 {
		return latin(d[:min(n, len(d))])
	}
	return wide(d[:min(2*n, len(d)&^1)])
}

// latin reads compressed characters: the low halves of UTF-16 units.
func latin(d []byte) string {
	var b strings.Builder
	for _, c := range d {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func wide(d []byte) string {
	units := make([]uint16, len(d)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(d[2*i:])
	}
	return string(utf16.Decode(units))
}

// chain reads a record and its continuations as one run of bytes that knows
// where it was broken.
type chain struct {
	cur  []byte
	more [][]byte
}

// next steps to the next continuation; false at the end.
func (c *chain) next() bool {
	if len(c.more) == 0 {
		c.cur = nil
		return false
	}
	c.cur, c.more = c.more[0], c.more[1:]
	return true
}

// take gives n bytes, across breaks; fewer at the end.
func (c *chain) take(n int) []byte {
	if n <= len(c.cur) {
		out := c.cur[:n]
		c.cur = c.cur[n:]
		return out
	}
	var out []byte
	for n > 0 {
		if len(c.cur) == 0 && !c.next() {
			return out
		}
		k := min(n, len(c.cur))
		out = append(out, c.cur[:k]...)
		c.cur, n = c.cur[k:], n-k
	}
	return out
}

// characters reads n characters; after each break stands a new flag byte that
// says whether the rest is compressed.
func (c *chain) characters(n int, isWide bool, limit int) string {
	var b strings.Builder
	for n > 0 {
		if len(c.cur) == 0 {
			if !c.next() || len(c.cur) == 0 {
				break
			}
			isWide = c.cur[0]&1 != 0
			c.cur = c.cur[1:]
		}
		width := 1
		if isWide {
			width = 2
		}
		k := min(n, len(c.cur)/width)
		if k == 0 {
			c.cur = nil
			continue
		}
		part := c.cur[:k*width]
		c.cur, n = c.cur[k*width:], n-k
		if b.Len() > limit {
			continue
		}
		if isWide {
			b.WriteString(wide(part))
		} else {
			b.WriteString(latin(part))
		}
	}
	return b.String()
}

// sharedStrings reads the string table.
func sharedStrings(r record, limit int) []string {
	c := &chain{cur: r.data, more: r.more}
	head := c.take(8)
	if len(head) < 8 {
		return nil
	}
	count := int(binary.LittleEndian.Uint32(head[4:]))
	var list []string
	for len(list) < count {
		h := c.take(3)
		if len(h) < 3 {
			break
		}
		n, flags := int(binary.LittleEndian.Uint16(h)), h[2]
		skip := 0
		if flags&8 != 0 {
			if runs := c.take(2); len(runs) == 2 {
				skip += 4 * int(binary.LittleEndian.Uint16(runs))
			}
		}
		if flags&4 != 0 {
			if size := c.take(4); len(size) == 4 {
				skip += int(binary.LittleEndian.Uint32(size) & 0xffffff)
			}
		}
		list = append(list, c.characters(n, flags&1 != 0, limit))
		c.take(skip)
	}
	return list
}
