package underlag

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

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
