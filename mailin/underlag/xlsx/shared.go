package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// maxStrings bounds the shared strings of a workbook.
const maxStrings = 1_000_000

// readStrings reads the shared string table: the text of each entry without
// its phonetic reading.
func (r *reader) readStrings(name string) error {
	rc, err := r.pack.Stream(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	d := newDecoder(rc)
	var text strings.Builder
	inText, phonetic := false, 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %q: %w", name, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "t":
				inText = phonetic == 0
			case "rPh":
				phonetic++
			}
		case xml.CharData:
			if inText && text.Len() <= r.limits.CellText {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic--
			case "si":
				if len(r.strings) >= maxStrings {
					return fmt.Errorf("read %q: %w", name, pack.ErrTooLarge)
				}
				r.strings = append(r.strings, r.clip(text.String()))
			}
		}
	}
}

func (r *reader) clip(s string) string {
	if len(s) > r.limits.CellText {
		return strings.ToValidUTF8(s[:r.limits.CellText], "")
	}
	return s
}

// styles is what xl/styles.xml says of number formats.
type styles struct {
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Cells []struct {
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

func (r *reader) readStyles(name string) error {
	var s styles
	if err := r.decode(name, &s); err != nil {
		if errors.Is(err, pack.ErrTooLarge) {
			return err
		}
		return nil // damaged styles cost the dates, not the amounts
	}
	codes := map[int]string{}
	for _, f := range s.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range s.Cells {
		r.formats = append(r.formats, sheet.KindOfFormat(c.Format, codes[c.Format]))
	}
	return nil
}
