// Package xlsx reads the cells of Excel workbooks (OOXML) as a stream: stored
// values exactly as the file has them, formulas by their stored value only,
// hidden sheets and rows marked.
//
// excelize gives cells without their types, so that a typed 1234.5 and a
// written "1.234" look alike, and money would have to pass its formats; it is
// the writer of our test files instead.
package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// ErrBinary says that a workbook is in the binary form (.xlsb), which nobody
// reads here.
var ErrBinary = errors.New("binary workbook")

// workbook is what xl/workbook.xml says.
type workbook struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		Rel   string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

// relations is a .rels part.
type relations struct {
	List []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// reader holds what the sheets of one workbook share.
type reader struct {
	pack    *pack.Package
	limits  sheet.Limits
	strings []string
	formats []sheet.FormatKind // by cell style
	old     bool               // dates count from 1904
	room    sheet.Room
}

// Read gives the sheets of a workbook in order, hidden ones too. Errors wrap
// pack.ErrTooLarge, pack.ErrEncrypted or ErrBinary where that is the reason;
// others mean a damaged file. Sheets read before the damage are given with it.
func Read(data []byte, limits sheet.Limits) ([]sheet.Sheet, error) {
	p, err := pack.Open(data, limits.Bytes)
	if err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	if p.Has("xl/workbook.bin") {
		return nil, ErrBinary
	}
	r := &reader{pack: p, limits: limits, room: limits.Room()}
	var book workbook
	var rels relations
	if err := r.decode("xl/workbook.xml", &book); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	if err := r.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	r.old = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	targets := map[string]string{}
	for _, rel := range rels.List {
		target := strings.TrimPrefix(rel.Target, "/")
		if target == rel.Target {
			target = path.Join("xl", target)
		}
		targets[rel.ID] = target
		if err := r.shared(rel.Type, target); err != nil {
			return nil, fmt.Errorf("xlsx: %w", err)
		}
	}
	return r.sheets(book, targets)
}

// shared reads the parts that sheets refer to.
func (r *reader) shared(kind, target string) error {
	switch {
	case !r.pack.Has(target):
		return nil
	case strings.HasSuffix(kind, "/sharedStrings"):
		return r.readStrings(target)
	case strings.HasSuffix(kind, "/styles"):
		return r.readStyles(target)
	}
	return nil
}

func (r *reader) sheets(book workbook, targets map[string]string) ([]sheet.Sheet, error) {
	var all []sheet.Sheet
	for i, s := range book.Sheets {
		if i >= r.limits.Sheets {
			all[len(all)-1].Cut = true
			break
		}
		target := targets[s.Rel]
		if !r.pack.Has(target) || strings.Contains(target, "chartsheets/") {
			continue
		}
		one := sheet.Sheet{Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden"}
		err := r.readSheet(target, &one)
		all = append(all, one)
		if err != nil {
			return all, fmt.Errorf("xlsx: sheet %d: %w", i+1, err)
		}
	}
	return all, nil
}

// decode unmarshals a small part.
func (r *reader) decode(name string, into any) error {
	rc, err := r.pack.Stream(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	if err := newDecoder(rc).Decode(into); err != nil {
		return fmt.Errorf("read %q: %w", name, err)
	}
	return nil
}

// newDecoder reads XML of strangers: no entities but the five, any declared
// character set as UTF-8.
func newDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}
