package underlag

import (
	"archive/zip"
	"bytes"
	"strings"

	"github.com/richardlehane/mscfb"
)

// packageFormat tells what a ZIP file is by its members.
func packageFormat(data []byte) Format {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ZIP
	}
	for _, f := range z.File {
		switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
		case name == "xl/workbook.xml" || name == "xl/workbook.bin":
			return XLSX
		case name == "word/document.xml":
			return DOCX
		case name == "content.xml":
			return ODS
		}
	}
	return ZIP
}

// compoundFormat tells what an OLE compound file is by its streams. An
// encrypted office file is an XLS whose reader finds it encrypted.
func compoundFormat(data []byte) Format {
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return XLS
	}
	format := Unknown
	for i, entry := 0, (*mscfb.File)(nil); i < 4096; i++ {
		if entry, err = doc.Next(); err != nil {
			break
		}
		switch name := entry.Name; {
		case name == "Workbook" || name == "Book" || name == "EncryptedPackage":
			return XLS
		case strings.HasPrefix(name, "__substg1.0_") || name == "__properties_version1.0":
			format = MSG
		}
	}
	return format
}
