package sandbox

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The kinds of answers.
const (
	answered byte = iota // the function's output
	refused              // the function's error, as text
)

// errTooLong says that a frame announced more than it may hold.
var errTooLong = errors.New("frame too long")

// writeFrame writes a kind or name and a body with their lengths before them.
func writeFrame(w io.Writer, head string, body []byte) error {
	var size [12]byte
	binary.LittleEndian.PutUint32(size[:], uint32(len(head)))
	binary.LittleEndian.PutUint64(size[4:], uint64(len(body)))
	for _, part := range [][]byte{size[:], []byte(head), body} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write frame: %w", err)
		}
	}
	return nil
}

// readFrame reads a frame whose body has at most limit bytes.
func readFrame(r io.Reader, limit int64) (head string, body []byte, err error) {
	var size [12]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return "", nil, err // bare: io.EOF between frames is the end
	}
	headSize, bodySize := binary.LittleEndian.Uint32(size[:]), binary.LittleEndian.Uint64(size[4:])
	if headSize > 256 || bodySize > uint64(limit) {
		return "", nil, fmt.Errorf("read frame: %w", errTooLong)
	}
	both := make([]byte, uint64(headSize)+bodySize)
	if _, err := io.ReadFull(r, both); err != nil {
		return "", nil, fmt.Errorf("read frame: %w", err)
	}
	return string(both[:headSize]), both[headSize:], nil
}
