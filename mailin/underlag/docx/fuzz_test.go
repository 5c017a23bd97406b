package docx

import (
	"archive/zip"
	"bytes"
	"testing"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// FuzzDOCX reads any text of a document: what it gives keeps the limits.
func FuzzDOCX(f *testing.F) {
	f.Add([]byte(`<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Hej</w:t><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>570,00</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`))
	f.Add([]byte(`<document><body><tbl><tr><tc><tbl></tr></tbl></del></t>`))
	limits := sheet.Limits{Bytes: 1 << 20, Rows: 20, Cols: 10, CellText: 40, Sheets: 3}
	f.Fuzz(func(t *testing.T, xml []byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create("word/document.xml")
		if err == nil {
			_, err = w.Write(xml)
		}
		if err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		d, _ := Read(b.Bytes(), limits)
		for _, s := range d.Tables {
			for _, r := range s.Rows {
				if len(r.Cells) > limits.Cols {
					t.Fatalf("%d cells", len(r.Cells))
				}
			}
		}
	})
}
