package outlook

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/mailin/underlag/compound"
)

// ReadMSG opens a saved message. budget bounds the bytes of its streams.
func ReadMSG(data []byte, budget int64) (Message, error) {
	file, err := compound.Open(data)
	if err != nil {
		return Message{}, fmt.Errorf("msg: %w", errors.Join(ErrDamaged, err))
	}
	r := &msgReader{file: file, budget: budget}
	r.streams = map[string][]compound.Stream{}
	for _, s := range file.Streams {
		at := strings.Join(s.Path, "/")
		if r.streams[at] == nil {
			r.folders = append(r.folders, at)
		}
		r.streams[at] = append(r.streams[at], s)
	}
	slices.Sort(r.folders)
	m := r.message("", 0)
	switch {
	case r.budget < 0:
		return Message{}, fmt.Errorf("msg larger than its limit: %w", ErrDamaged)
	case m.IsEmpty() && r.bad:
		return Message{}, fmt.Errorf("msg without text and attachments: %w", ErrDamaged)
	}
	return m, nil
}

// msgReader reads the folders of a message.
type msgReader struct {
	file    *compound.File
	streams map[string][]compound.Stream // by the folder that they lie directly in
	folders []string                     // sorted: attachments in their order
	budget  int64
	bad     bool // a stream could not be read
}

// message reads the message whose root is a folder.
func (r *msgReader) message(folder string, depth int) Message {
	var m Message
	header := 24 // of an embedded message's fixed properties
	if folder == "" {
		header = 32
	}
	codepage := r.fixed(folder, header, func(id int, value []byte) { m.property(id, 0, value, 0) })
	r.strings(folder, func(id, kind int, value []byte) { m.property(id, kind, value, codepage) })
	for _, inner := range r.folders {
		name, ok := strings.CutPrefix(inner, prefixOf(folder))
		if !ok || !strings.HasPrefix(name, "__attach_version1.0_") || strings.Contains(name, "/") || len(m.Files) >= maxFiles {
			continue
		}
		var f File
		r.strings(inner, func(id, kind int, value []byte) { f.property(id, kind, value, codepage) })
		if embedded := inner + "/__substg1.0_3701000D"; r.isMessage(embedded) && depth < maxDepth {
			within := r.message(embedded, depth+1)
			f.Message = &within
		}
		if f.Data != nil || f.Message != nil {
			m.Files = append(m.Files, f)
		}
	}
	return m
}

func prefixOf(folder string) string {
	if folder == "" {
		return ""
	}
	return folder + "/"
}

func (r *msgReader) isMessage(folder string) bool {
	return slices.ContainsFunc(r.streams[folder], func(s compound.Stream) bool { return s.Name == "__properties_version1.0" })
}

// fixed reads the properties of fixed size and gives the code page of strings.
func (r *msgReader) fixed(folder string, header int, take func(id int, value []byte)) (codepage int) {
	for _, s := range r.streams[folder] {
		if s.Name != "__properties_version1.0" {
			continue
		}
		data := r.bytes(s)
		for data = data[min(header, len(data)):]; len(data) >= 16; data = data[16:] {
			kind, id := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))
			switch {
			case kind == typeLong && id == propCodepage:
				codepage = longOf(data[8:])
			case kind == typeLong || kind == typeTime:
				take(id, data[8:16])
			}
		}
	}
	return codepage
}

// strings reads the properties that have a stream of their own. One in UTF-16
// stands before the same in bytes.
func (r *msgReader) strings(folder string, take func(id, kind int, value []byte)) {
	list := slices.Clone(r.streams[folder])
	slices.SortStableFunc(list, func(a, b compound.Stream) int { return strings.Compare(b.Name, a.Name) })
	for _, s := range list {
		tag, ok := strings.CutPrefix(s.Name, "__substg1.0_")
		if !ok || len(tag) != 8 || s.Size <= 0 {
			continue
		}
		n, err := strconv.ParseUint(tag, 16, 32)
		if err != nil {
			continue
		}
		if value := r.bytes(s); value != nil {
			take(int(n>>16), int(n&0xffff), value)
		}
	}
}

// bytes reads a stream within the budget.
func (r *msgReader) bytes(s compound.Stream) []byte {
	if r.budget -= s.Size; r.budget < 0 {
		return nil
	}
	value, err := r.file.Bytes(s)
	if err != nil {
		r.bad = true
		return nil
	}
	return value
}
