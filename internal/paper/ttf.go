package paper

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// errFace says that an embedded face is not the TrueType file that fonts/make.sh
// makes.
var errFace = errors.New("paper: not a TrueType face with a format 4 cmap")

// noGlyph marks a rune that the face lacks.
const noGlyph = 0xFFFF

// lastRune bounds the runes that a face is asked for: fonts/make.sh takes none
// above it.
const lastRune = 0x25FF

// advances reads from a TrueType file how far each rune moves the pen, in
// thousandths of an em, and noGlyph where the face has no glyph for it.
func advances(data []byte) ([]uint16, error) {
	tables, err := tableDirectory(data)
	if err != nil {
		return nil, err
	}
	head, hhea, hmtx, cmap := tables["head"], tables["hhea"], tables["hmtx"], tables["cmap"]
	if len(head) < 20 || len(hhea) < 36 || len(hmtx) < 4 || len(cmap) < 4 || be16(hhea, 34) == 0 {
		return nil, errFace
	}
	units := int(be16(head, 18))
	long := int(be16(hhea, 34))
	glyphs, err := glyphOf(cmap)
	if err != nil {
		return nil, err
	}
	widths := make([]uint16, lastRune+1)
	for r := range widths {
		g := glyphs(uint16(r))
		if g == 0 {
			widths[r] = noGlyph
			continue
		}
		at := min(int(g), long-1) * 4
		if at+2 > len(hmtx) || units == 0 {
			return nil, errFace
		}
		widths[r] = uint16(int(be16(hmtx, at)) * 1000 / units)
	}
	return widths, nil
}

// tableDirectory gives the tables of a TrueType file by name.
func tableDirectory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, errFace
	}
	tables := map[string][]byte{}
	for i := range int(be16(data, 4)) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errFace
		}
		from := int(binary.BigEndian.Uint32(data[at+8:]))
		size := int(binary.BigEndian.Uint32(data[at+12:]))
		if from+size > len(data) {
			return nil, fmt.Errorf("%w: table %q ends beyond the file", errFace, data[at:at+4])
		}
		tables[string(data[at:at+4])] = data[from : from+size]
	}
	return tables, nil
}

// glyphOf gives the function rune → glyph of a cmap table's format 4 subtable;
// glyph 0 is "none".
func glyphOf(cmap []byte) (func(uint16) uint16, error) {
	for i := range int(be16(cmap, 2)) {
		if 8+8*i > len(cmap)-4 {
			break
		}
		at := int(binary.BigEndian.Uint32(cmap[8+8*i:]))
		if at+14 <= len(cmap) && be16(cmap, at) == 4 {
			return format4(cmap[at:]), nil
		}
	}
	return nil, errFace
}

// format4 looks a rune up in the segments of a cmap subtable of format 4.
func format4(t []byte) func(uint16) uint16 {
	segments := int(be16(t, 6)) / 2
	ends, starts := 14, 16+2*segments
	deltas, offsets := starts+2*segments, starts+4*segments
	return func(r uint16) uint16 {
		for s := range segments {
			if be16(t, ends+2*s) < r {
				continue
			}
			start := be16(t, starts+2*s)
			if start > r {
				return 0
			}
			offset := int(be16(t, offsets+2*s))
			if offset == 0 {
				return r + be16(t, deltas+2*s)
			}
			g := be16(t, offsets+2*s+offset+2*int(r-start))
			if g != 0 {
				g += be16(t, deltas+2*s)
			}
			return g
		}
		return 0
	}
}

func be16(b []byte, at int) uint16 {
	if at+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}
