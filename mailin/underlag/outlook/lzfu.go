package outlook

import "encoding/binary"

// dictionary is what the packed form of RTF refers to before its own text
// (MS-OXRTFCP 2.1.2.1).
const dictionary = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript " +
	"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

const (
	packed   = 0x75465a4c // "LZFu"
	stored   = 0x414c454d // "MELA"
	maxRTF   = 16 << 20
	ringSize = 4096
)

// unpackRTF unpacks the RTF text of a message. What was unpacked before damage
// is given.
func unpackRTF(data []byte) ([]byte, error) {
	if len(data) < 16 {
		return nil, ErrDamaged
	}
	size, kind := int(binary.LittleEndian.Uint32(data[4:])), binary.LittleEndian.Uint32(data[8:])
	data = data[16:]
	switch {
	case kind == stored:
		return data[:min(max(size, 0), len(data))], nil
	case kind != packed:
		return nil, ErrDamaged
	}
	var ring [ringSize]byte
	at := copy(ring[:], dictionary)
	out := make([]byte, 0, min(max(size, 0), maxRTF, 9*len(data)))
	put := func(b byte) {
		out = append(out, b)
		ring[at] = b
		at = (at + 1) % ringSize
	}
	for len(data) > 0 && len(out) < maxRTF {
		control := data[0]
		data = data[1:]
		for bit := 0; bit < 8 && len(data) > 0; bit++ {
			if control>>bit&1 == 0 {
				put(data[0])
				data = data[1:]
				continue
			}
			if len(data) < 2 {
				return out, nil
			}
			reference := int(data[0])<<8 | int(data[1])
			data = data[2:]
			from := reference >> 4
			if from == at {
				return out, nil // the end
			}
			for range reference&15 + 2 {
				put(ring[from])
				from = (from + 1) % ringSize
			}
		}
	}
	return out, nil
}
