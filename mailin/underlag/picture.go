package underlag

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // what phones and scanners send
	"image/jpeg"
	_ "image/png"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag/pdftext"
)

// The names of the child's functions that show pages.
const (
	functionPicture = "underlag-picture"
	functionSize    = "underlag-page-size"
)

// ErrNoPicture says that a page cannot be shown: no such page, a damaged file, or one that breaks the limits.
var ErrNoPicture = errors.New("the page cannot be shown")

// Picture draws a page of a PDF, counted from 1, in a child process: a PNG, at 100 dpi of some hundred kilobytes.
// ErrNoPicture.
func (s *Sandboxed) Picture(ctx context.Context, pdf []byte, page, dpi int) ([]byte, error) {
	return s.page(ctx, functionPicture, pdf, page, dpi)
}

// PageSize gives the width and height of a page of a PDF in points, as it is shown. ErrNoPicture.
func (s *Sandboxed) PageSize(ctx context.Context, pdf []byte, page int) (avgiftslista.Box, error) {
	var size avgiftslista.Box
	out, err := s.page(ctx, functionSize, pdf, page, 0)
	if err == nil {
		err = json.Unmarshal(out, &size)
	}
	return size, err
}

func (s *Sandboxed) page(ctx context.Context, function string, pdf []byte, page, dpi int) ([]byte, error) {
	if Detect(pdf) != PDF || page < 1 || len(pdf) > maxFile {
		return nil, ErrNoPicture
	}
	s.prepare()
	out, err := s.worker.Call(ctx, function, append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(page)), uint32(dpi)), pdf...))
	if problemOf(err) != None {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	return out, err
}

// pictureFunctions are what a child does for Picture and PageSize.
func pictureFunctions(engine func() (*pdftext.Engine, error)) map[string]sandbox.Function {
	with := func(do func(*pdftext.Engine, []byte, int, int) ([]byte, error)) sandbox.Function {
		return func(in []byte) ([]byte, error) {
			if len(in) < 8 {
				return nil, ErrNoPicture
			}
			e, err := engine()
			if err != nil {
				return nil, err
			}
			return do(e, in[8:], int(binary.BigEndian.Uint32(in)), int(binary.BigEndian.Uint32(in[4:])))
		}
	}
	return map[string]sandbox.Function{
		functionPicture: with((*pdftext.Engine).Picture),
		functionSize: with(func(e *pdftext.Engine, pdf []byte, page, _ int) ([]byte, error) {
			size, err := e.PageSize(pdf, page)
			if err != nil {
				return nil, err
			}
			return json.Marshal(size)
		}),
	}
}

// The child's functions that draw an image anew: to be looked at, and to be read by a machine.
const (
	functionPhoto = "underlag-photo"
	functionScan  = "underlag-scan"
)

const (
	photoSide    = 2000     // of the longer side as it is shown, in pixels
	scanSide     = 4000     // as it is read by a machine
	photoMost    = 64 << 20 // pixels of an image that is opened at all
	photoQuality = 82
	scanQuality  = 95
	orientations = 8 // of EXIF
)

// Photo draws an image anew in a child process: upright, at most photoSide pixels high and wide, as a JPEG of pixels and
// nothing else, so that what a browser gets was never written by the sender. ErrNoPicture, also for formats that are not
// drawn (HEIC, TIFF, WebP).
func (s *Sandboxed) Photo(ctx context.Context, data []byte) ([]byte, error) {
	return s.redraw(ctx, functionPhoto, data)
}

// Scan is Photo, as finely as a machine reads best.
func (s *Sandboxed) Scan(ctx context.Context, data []byte) ([]byte, error) {
	return s.redraw(ctx, functionScan, data)
}

func (s *Sandboxed) redraw(ctx context.Context, function string, data []byte) ([]byte, error) {
	if Detect(data) != Image || len(data) > maxFile {
		return nil, ErrNoPicture
	}
	out, err := s.worker.Call(ctx, function, data)
	if problemOf(err) != None {
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	return out, err
}

// photoFunctions are what a child does for Photo and Scan.
func photoFunctions() map[string]sandbox.Function {
	return map[string]sandbox.Function{
		functionPhoto: func(in []byte) ([]byte, error) { return redraw(in, photoSide, photoQuality) },
		functionScan:  func(in []byte) ([]byte, error) { return redraw(in, scanSide, scanQuality) },
	}
}

func redraw(data []byte, side, quality int) ([]byte, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width < 1 || size.Height < 1 || size.Width > photoMost/size.Height {
		return nil, ErrNoPicture
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, ErrNoPicture
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright(shrink(whole, side), orientation(data)), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// shrink gives the image on white, at most side pixels high and wide; each pixel is the mean of those that it covers, so
// that thin digits stay legible.
func shrink(from image.Image, side int) *image.RGBA {
	b := from.Bounds()
	paper := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), from, b.Min, draw.Over)
	longer := max(b.Dx(), b.Dy())
	if longer <= side {
		return paper
	}
	to := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*side/longer), max(1, b.Dy()*side/longer)))
	for y := range to.Rect.Dy() {
		y0, y1 := y*b.Dy()/to.Rect.Dy(), max(y*b.Dy()/to.Rect.Dy()+1, (y+1)*b.Dy()/to.Rect.Dy())
		for x := range to.Rect.Dx() {
			x0, x1 := x*b.Dx()/to.Rect.Dx(), max(x*b.Dx()/to.Rect.Dx()+1, (x+1)*b.Dx()/to.Rect.Dx())
			to.SetRGBA(x, y, mean(paper, x0, y0, x1, y1))
		}
	}
	return to
}

func mean(of *image.RGBA, x0, y0, x1, y1 int) color.RGBA {
	var r, g, b int
	for y := y0; y < y1; y++ {
		at := of.PixOffset(x0, y)
		for range x1 - x0 {
			r, g, b = r+int(of.Pix[at]), g+int(of.Pix[at+1]), b+int(of.Pix[at+2])
			at += 4
		}
	}
	n := (x1 - x0) * (y1 - y0)
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// upright turns an image as its EXIF orientation says: 1 stands already, 2 to 8 are mirrored or lie on a side.
func upright(from *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > orientations {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	size := from.Rect
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := turned(orientation, x, y, w, h)
			to.SetRGBA(tx, ty, from.RGBAAt(x, y))
		}
	}
	return to
}

func turned(orientation, x, y, w, h int) (tx, ty int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return y, w - 1 - x
}

// orientation reads tag 0x0112 of a JPEG's EXIF block (EXIF 2.32, 4.6.4); 1 where there is none.
func orientation(data []byte) int {
	at := bytes.Index(data[:min(len(data), 1<<16)], []byte("Exif\x00\x00"))
	if at < 0 || len(data) < at+14 {
		return 1
	}
	tiff := data[at+6:]
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	first := int(order.Uint32(tiff[4:]))
	if first < 8 || first > len(tiff)-2 {
		return 1
	}
	for i := range int(order.Uint16(tiff[first:])) {
		entry := first + 2 + i*12
		if entry > len(tiff)-12 {
			return 1
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			return int(order.Uint16(tiff[entry+8:]))
		}
	}
	return 1
}
