package pdftext

import (
	"bytes"
	"fmt"
	"image/png"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"sef.se/kontakten/avgiftslista"
)

// maxDPI bounds how finely a page is drawn: an A4 page of 8 megapixels.
const maxDPI = 300

// maxSide bounds a page to be drawn, in points: two metres.
const maxSide = 5700

// Picture draws one page, counted from 1, as a grey PNG; at 100 dpi an A4 page has 826 × 1169 pixels and text of 7 points
// can be read. A page that is too large to draw gives ErrDamaged.
func (e *Engine) Picture(data []byte, page, dpi int) ([]byte, error) {
	var out bytes.Buffer
	err := e.withPage(data, page, func(in pdfium.Pdfium, which requests.Page) error {
		size, err := sizeOf(in, which)
		if err != nil {
			return err
		}
		if dpi = min(dpi, maxDPI); dpi > 100 && size.W*size.H > 4*595*842 {
			dpi = 100 // larger than A2
		}
		if size.W > maxSide || size.H > maxSide {
			return fmt.Errorf("%w: a page of %.0f × %.0f points", ErrDamaged, size.W, size.H)
		}
		drawn, err := in.RenderPageInDPI(&requests.RenderPageInDPI{Page: which, DPI: dpi,
			ImageFormat: requests.RenderImageFormatGrayscale})
		if err != nil {
			return err
		}
		defer drawn.Cleanup()
		return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, drawn.Result.RenderedImage)
	})
	if err != nil {
		return nil, fmt.Errorf("draw page %d: %w", page, err)
	}
	return out.Bytes(), nil
}

// PageSize gives the width and height of a page, counted from 1, in points as a viewer shows it.
func (e *Engine) PageSize(data []byte, page int) (avgiftslista.Box, error) {
	var size avgiftslista.Box
	err := e.withPage(data, page, func(in pdfium.Pdfium, which requests.Page) (err error) {
		size, err = sizeOf(in, which)
		return err
	})
	if err != nil {
		return size, fmt.Errorf("size of page %d: %w", page, err)
	}
	return size, nil
}

// withPage opens a document and calls do with one of its pages.
func (e *Engine) withPage(data []byte, page int, do func(pdfium.Pdfium, requests.Page) error) error {
	in, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		return err
	}
	defer in.Close()
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document})
	return do(in, pageOf(opened.Document, page))
}

func pageOf(doc references.FPDF_DOCUMENT, page int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: page - 1}}
}

func sizeOf(in pdfium.Pdfium, which requests.Page) (avgiftslista.Box, error) {
	width, err := in.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: which})
	if err != nil {
		return avgiftslista.Box{}, err
	}
	height, err := in.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: which})
	if err != nil {
		return avgiftslista.Box{}, err
	}
	return avgiftslista.Box{W: float64(width.PageWidth), H: float64(height.PageHeight)}, nil
}
