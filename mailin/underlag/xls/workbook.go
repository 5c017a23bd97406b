// Package xls reads the cells of old Excel workbooks (BIFF8, and BIFF5 as far
// as payroll programs write it) from their OLE container: the subset that holds
// values. The Go modules for this format give wrong amounts without an error
// (spikes.md A4).
//
//	container ─▶ stream "Workbook" ─▶ records ─▶ globals (sheets, strings, formats)
//	                                          └▶ a substream a sheet ─▶ cells
package xls

import (
	"encoding/binary"
	"errors"
	"fmt"

	"sef.se/kontakten/mailin/underlag/compound"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// ErrEncrypted says that the workbook needs a password.
var ErrEncrypted = errors.New("the workbook is encrypted")

// ErrDamaged says that the container or its records cannot be followed.
var ErrDamaged = errors.New("the workbook is damaged")

// The record types that are read.
const (
	recFormula    = 0x0006
	recEOF        = 0x000a
	recDateMode   = 0x0022
	recFilePass   = 0x002f
	recContinue   = 0x003c
	recCodepage   = 0x0042
	recBoundSheet = 0x0085
	recMulRK      = 0x00bd
	recRString    = 0x00d6
	recXF         = 0x00e0
	recSST        = 0x00fc
	recLabelSST   = 0x00fd
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027e
	recFormat     = 0x041e
	recBOF        = 0x0809
)

// record is one BIFF record; its continuations are kept apart, because a
// string may break between them.
type record struct {
	kind int
	data []byte
	more [][]byte
}

// records cuts a stream into records from an offset on. It stops at what is cut
// short.
func records(stream []byte, from int) func(yield func(record) bool) {
	return func(yield func(record) bool) {
		for pos := from; pos >= 0 && pos+4 <= len(stream); {
			kind, data, next := recordAt(stream, pos)
			if data == nil {
				return
			}
			r := record{kind: kind, data: data}
			for pos = next; pos+4 <= len(stream); pos = next {
				k, d, n := recordAt(stream, pos)
				if k != recContinue || d == nil {
					break
				}
				r.more, next = append(r.more, d), n
			}
			if !yield(r) {
				return
			}
		}
	}
}

func recordAt(stream []byte, pos int) (kind int, data []byte, next int) {
	kind = int(binary.LittleEndian.Uint16(stream[pos:]))
	size := int(binary.LittleEndian.Uint16(stream[pos+2:]))
	next = pos + 4 + size
	if next > len(stream) {
		return kind, nil, next
	}
	return kind, stream[pos+4 : next : next], next
}

// workbook holds what the sheets of one file share.
type workbook struct {
	stream  []byte
	limits  sheet.Limits
	room    sheet.Room
	spent   bool // no room is left
	old     bool
	biff5   bool
	strings []string
	codes   map[int]string // number formats by id
	formats []int          // number format id by cell style
	sheets  []bound
}

// bound is a sheet's entry in the globals.
type bound struct {
	name   string
	offset int
	hidden bool
	cells  bool // a worksheet, not a chart or macro
}

// Read gives the sheets of a workbook in order, hidden ones too. Sheets read
// before damage are given with the error.
func Read(data []byte, limits sheet.Limits) ([]sheet.Sheet, error) {
	stream, err := stream(data)
	if err != nil {
		return nil, err
	}
	w := &workbook{stream: stream, limits: limits, room: limits.Room(), codes: map[int]string{}}
	if err := w.globals(); err != nil {
		return nil, err
	}
	var all []sheet.Sheet
	for _, b := range w.sheets {
		if !b.cells {
			continue
		}
		if len(all) >= limits.Sheets {
			all[len(all)-1].Cut = true
			break
		}
		all = append(all, w.readSheet(b))
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("xls without sheets: %w", ErrDamaged)
	}
	return all, nil
}

// stream gives the workbook stream of a container, or the data itself where it
// is a bare stream.
func stream(data []byte) ([]byte, error) {
	if len(data) > 4 && data[0] == 0x09 {
		return data, nil
	}
	doc, err := compound.Open(data)
	if err != nil {
		return nil, fmt.Errorf("xls: %w", errors.Join(ErrDamaged, err))
	}
	var book []byte
	for _, entry := range doc.Streams {
		switch {
		case len(entry.Path) > 0:
		case entry.Name == "EncryptedPackage":
			return nil, ErrEncrypted
		case entry.Name == "Workbook", entry.Name == "Book" && book == nil:
			if book, err = doc.Bytes(entry); err != nil {
				return nil, fmt.Errorf("xls: %w", errors.Join(ErrDamaged, err))
			}
		}
	}
	if book == nil {
		return nil, fmt.Errorf("xls without a workbook stream: %w", ErrDamaged)
	}
	return book, nil
}

// globals reads the first substream.
func (w *workbook) globals() error {
	first := true
	for r := range records(w.stream, 0) {
		if first && r.kind != recBOF {
			return fmt.Errorf("xls without a beginning: %w", ErrDamaged)
		}
		switch r.kind {
		case recBOF:
			w.biff5 = len(r.data) >= 2 && binary.LittleEndian.Uint16(r.data) < 0x0600
		case recFilePass:
			return ErrEncrypted
		case recDateMode:
			w.old = len(r.data) > 0 && r.data[0] == 1
		case recBoundSheet:
			w.boundSheet(r.data)
		case recSST:
			w.strings = sharedStrings(r, w.limits.CellText)
		case recFormat:
			w.format(r.data)
		case recXF:
			if len(r.data) >= 4 {
				w.formats = append(w.formats, int(binary.LittleEndian.Uint16(r.data[2:])))
			}
		case recEOF:
			return nil
		}
		first = false
	}
	return nil
}

func (w *workbook) boundSheet(d []byte) {
	if len(d) < 8 {
		return
	}
	b := bound{offset: int(binary.LittleEndian.Uint32(d)), hidden: d[4]&3 != 0, cells: d[5] == 0}
	if w.biff5 {
		b.name = byteString(d[6:], 1)
	} else {
		b.name = shortString(d[6:])
	}
	if len(w.sheets) < 256 {
		w.sheets = append(w.sheets, b)
	}
}

func (w *workbook) format(d []byte) {
	if len(d) < 3 {
		return
	}
	id := int(binary.LittleEndian.Uint16(d))
	if w.biff5 {
		w.codes[id] = byteString(d[2:], 1)
	} else {
		w.codes[id] = longString(d[2:])
	}
}

func (w *workbook) kind(style int) sheet.FormatKind {
	if style < 0 || style >= len(w.formats) {
		return sheet.PlainFormat
	}
	id := w.formats[style]
	return sheet.KindOfFormat(id, w.codes[id])
}
