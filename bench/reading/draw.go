package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/jung-kurt/gofpdf"
)

// draw makes a PDF with gofpdf by ordinary calls: one more producer for
// corpus.py. in is JSON: pages of cells [x, y, "l" or "r", text] in points.
func draw(in io.Reader, path string) error {
	var pages [][][4]any
	if err := json.NewDecoder(in).Decode(&pages); err != nil {
		return fmt.Errorf("draw %s: %w", path, err)
	}
	pdf := gofpdf.New("P", "pt", "A4", "/usr/share/fonts/truetype/noto")
	pdf.AddUTF8Font("N", "", "NotoSans-Regular.ttf")
	for _, cells := range pages {
		pdf.AddPage()
		pdf.SetFont("N", "", 8.5)
		for _, c := range cells {
			x, _ := c[0].(float64)
			y, _ := c[1].(float64)
			text, _ := c[3].(string)
			if c[2] == "r" {
				x -= pdf.GetStringWidth(text)
			}
			pdf.Text(x, y, text)
		}
	}
	if err := pdf.OutputFileAndClose(path); err != nil {
		return fmt.Errorf("draw %s: %w", path, err)
	}
	return nil
}
