// Package compound opens OLE compound files (MS-CFB), the container of .xls and .msg: a small file system of storages
// and streams in sectors.
//
//	header ─▶ FAT (which sector follows which) ─▶ directory ─▶ streams, small ones in the mini stream
//
// It believes no number of the file: chains are as long as the file has sectors at most, a loop or a sector outside the
// file is damage, and nothing is allocated beyond the file's own size. It is safe in the process that reads the mail,
// which looks at directories to tell what a file is.
package compound

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// ErrDamaged says that a file is no compound file or cannot be followed.
var ErrDamaged = errors.New("the compound file is damaged")

// Magic is how every compound file begins.
const Magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

const (
	headerSize = 512
	entrySize  = 128
	maxEntries = 1 << 16 // of a directory
	maxDepth   = 24      // of storages within storages
	endOfChain = 0xfffffffe
	noEntry    = 0xffffffff
)

// Stream is one stream of the directory.
type Stream struct {
	Path  []string // the storages around it, from the outermost; none in the root
	Name  string
	Size  int64 // as the directory says; reading gives as many bytes or an error
	start uint32
}

// File is an opened compound file. It refers to the data it was opened with.
type File struct {
	Streams []Stream // in the order of the directory's tree

	data      []byte
	shift     uint // of a sector's size
	fat       []uint32
	miniFAT   []uint32
	mini      []byte // the mini stream
	miniShift uint
	cutoff    int64 // streams below it lie in the mini stream
}

// Open reads the header, the tables and the directory.
func Open(data []byte) (*File, error) {
	if len(data) < headerSize || string(data[:len(Magic)]) != Magic {
		return nil, ErrDamaged
	}
	f := &File{data: data, shift: uint(binary.LittleEndian.Uint16(data[30:])), miniShift: uint(binary.LittleEndian.Uint16(data[32:])), cutoff: int64(long(data, 56))}
	if f.shift != 9 && f.shift != 12 || f.miniShift < 4 || f.miniShift >= f.shift {
		return nil, ErrDamaged
	}
	f.readFAT()
	directory, ok := f.chain(long(data, 48), -1)
	if len(directory) < entrySize || !ok {
		return nil, ErrDamaged
	}
	if miniFAT, ok := f.chain(long(data, 60), -1); ok {
		f.miniFAT = longs(miniFAT)
	}
	if root := directory[:entrySize]; long(root, 116) != endOfChain {
		f.mini, _ = f.chain(long(root, 116), int64(long(root, 120)))
	}
	f.walk(directory)
	return f, nil
}

// sector gives the bytes of one sector; nil where the file does not hold it whole.
func (f *File) sector(n uint32) []byte {
	from := (int64(n) + 1) << f.shift
	to := from + 1<<f.shift
	if to > int64(len(f.data)) {
		if from >= int64(len(f.data)) {
			return nil
		}
		to = int64(len(f.data)) // the last sector of a file may be cut short
	}
	return f.data[from:to:to]
}

// readFAT gathers the table of sectors; its own sectors are listed in the header and, beyond 109 of them, in a chain.
func (f *File) readFAT() {
	most := len(f.data) >> f.shift
	list := longs(f.data[76:headerSize])
	next, perSector := long(f.data, 68), 1<<f.shift/4
	for n := 0; next < endOfChain && n < most; n++ {
		more := longs(f.sector(next))
		if len(more) < perSector {
			break
		}
		list, next = append(list, more[:perSector-1]...), more[perSector-1]
	}
	for _, at := range list {
		if s := f.sector(at); at < endOfChain && s != nil && len(f.fat) <= most {
			f.fat = append(f.fat, longs(s)...)
		}
	}
}

// chain gives the bytes of a chain of sectors: size of them, or all where size is -1; false where the chain is broken
// or shorter.
func (f *File) chain(start uint32, size int64) ([]byte, bool) {
	var out []byte
	for n, at := 0, start; at < endOfChain; n++ {
		s := f.sector(at)
		if s == nil || n > len(f.data)>>f.shift {
			return out, false
		}
		if out = append(out, s...); size >= 0 && int64(len(out)) >= size {
			return out[:size:size], true
		}
		if int64(at) >= int64(len(f.fat)) {
			return out, false
		}
		at = f.fat[at]
	}
	return out, size < 0
}

// Bytes reads a stream.
func (f *File) Bytes(s Stream) ([]byte, error) {
	if s.Size < 0 || s.Size > int64(len(f.data)) {
		return nil, ErrDamaged
	}
	if s.Size >= f.cutoff {
		if out, ok := f.chain(s.start, s.Size); ok {
			return out, nil
		}
		return nil, ErrDamaged
	}
	var out []byte
	for at := s.start; int64(len(out)) < s.Size; {
		from := int64(at) << f.miniShift
		if from >= int64(len(f.mini)) {
			return nil, ErrDamaged
		}
		if out = append(out, f.mini[from:min(from+1<<f.miniShift, int64(len(f.mini)))]...); int64(len(out)) >= s.Size {
			break
		}
		if int64(at) >= int64(len(f.miniFAT)) {
			return nil, ErrDamaged
		}
		at = f.miniFAT[at]
	}
	return out[:s.Size], nil
}

// walk lists the streams of the directory's tree, each entry at most once.
func (f *File) walk(directory []byte) {
	count := min(len(directory)/entrySize, maxEntries)
	seen := make([]bool, count)
	type step struct {
		at   uint32
		path []string
	}
	todo := []step{{long(directory, 76), nil}}
	for len(todo) > 0 {
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if next.at == noEntry || int64(next.at) >= int64(count) || seen[next.at] {
			continue
		}
		seen[next.at] = true
		e := directory[int(next.at)*entrySize:][:entrySize]
		todo = append(todo, step{long(e, 72), next.path}, step{long(e, 68), next.path})
		switch e[66] {
		case 1:
			if len(next.path) < maxDepth {
				todo = append(todo, step{long(e, 76), append(next.path[:len(next.path):len(next.path)], nameOf(e))})
			}
		case 2:
			f.Streams = append(f.Streams, Stream{Path: next.path, Name: nameOf(e), Size: int64(long(e, 120)), start: long(e, 116)})
		}
	}
}

// nameOf reads an entry's name: UTF-16 with its length in bytes, the closing zero included.
func nameOf(e []byte) string {
	n := min(int(binary.LittleEndian.Uint16(e[64:])), 64)/2 - 1
	units := make([]uint16, max(n, 0))
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(e[2*i:])
	}
	return string(utf16.Decode(units))
}

func long(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

func longs(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}
