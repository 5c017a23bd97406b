package pdftext

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// The reasons why a PDF gives no text.
var (
	ErrEncrypted = errors.New("the PDF needs a password")
	ErrDamaged   = errors.New("the PDF is damaged")
)

// memoryPages bounds PDFium's memory: 4,096 pages of 64 KiB are 256 MiB.
const memoryPages = 4096

// maxChars bounds the characters of one document.
const maxChars = 2_000_000

// Engine is a PDFium that is ready to read, one document at a time. It is not
// safe for concurrent use.
type Engine struct {
	pool  pdfium.Pool
	cache wazero.CompilationCache
}

// Start compiles PDFium, or takes it compiled from cacheDir, which may be ""
// (then every start compiles: some seconds). The sandbox's parent calls it once
// to fill the directory, which children only read.
func Start(ctx context.Context, cacheDir string) (*Engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages)
	e := &Engine{}
	if cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("start pdf reader: %w", err)
		}
		e.cache = cache
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1, ReuseWorkers: true,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start pdf reader: %w", err)
	}
	e.pool = pool
	return e, nil
}

// Close ends the engine.
func (e *Engine) Close() error {
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	if err != nil {
		return fmt.Errorf("close pdf reader: %w", err)
	}
	return nil
}

// Document is the text of a PDF.
type Document struct {
	Pages  int  // of the file, also those beyond the limit
	Cut    bool // pages or characters beyond the limits were left out
	Mended bool // the file had lost its end; what was there is read
	Joined bool // columns that were spilled onto later pages were joined by the heights of their rows
	Unread []UnreadPage
	pages  []page
}

// IsBlank tells whether the file has no text at all: images, as a rule.
func (d Document) IsBlank() bool {
	for _, p := range d.pages {
		if len(p.lines) > 0 {
			return false
		}
	}
	return true
}

// Read gives the text of a PDF. The empty password is tried; a file that needs
// another gives ErrEncrypted, what PDFium cannot open ErrDamaged.
func (e *Engine) Read(data []byte, limits sheet.Limits) (Document, error) {
	in, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		return Document{}, fmt.Errorf("pdf: %w", err)
	}
	defer in.Close()
	opened, whole, err := open(in, data)
	if err != nil {
		return Document{}, err
	}
	defer in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document})
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return Document{}, fmt.Errorf("pdf: %w", errors.Join(ErrDamaged, err))
	}
	doc := Document{Mended: !whole, Pages: count.PageCount, Cut: count.PageCount > limits.Pages}
	chars := 0
	for i := range min(count.PageCount, limits.Pages) {
		p, n, err := readPage(in, opened.Document, i)
		if err != nil {
			doc.Unread = append(doc.Unread, UnreadPage{i + 1, Damaged}) // it does not cost the others
			continue
		}
		doc.pages = append(doc.pages, p)
		if p.unread != "" {
			doc.Unread = append(doc.Unread, UnreadPage{p.number, p.unread})
		}
		if chars += n; chars > maxChars {
			doc.Cut = true
			break
		}
	}
	joined := joinSpilled(doc.pages)
	doc.Joined, doc.pages = len(joined) < len(doc.pages), joined
	return doc, nil
}

// open opens a document; one that lost its end is mended (whole is false then).
func open(in pdfium.Pdfium, data []byte) (opened *responses.OpenDocument, whole bool, err error) {
	opened, err = in.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case err == nil:
		return opened, true, nil
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, false, ErrEncrypted
	}
	for _, rest := range mended(data) {
		opened, err2 := in.OpenDocument(&requests.OpenDocument{File: &rest})
		if err2 != nil {
			continue
		}
		if count, err2 := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document}); err2 == nil && count.PageCount > 0 {
			return opened, false, nil
		}
		in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: opened.Document})
	}
	return nil, false, fmt.Errorf("pdf: %w", errors.Join(ErrDamaged, err))
}

// readPage reads the characters of one page and sets them in lines.
func readPage(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (page, int, error) {
	which := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}}
	width, err := in.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: which})
	if err != nil {
		return page{}, 0, fmt.Errorf("page %d: %w", index+1, err)
	}
	height, err := in.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: which})
	if err != nil {
		return page{}, 0, fmt.Errorf("page %d: %w", index+1, err)
	}
	chars, unread, err := readChars(in, which)
	if err != nil {
		return page{}, 0, fmt.Errorf("page %d: %w", index+1, err)
	}
	rotation := 0
	if r, err := in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: which}); err == nil {
		rotation = int(r.PageRotation)
	}
	p := page{number: index + 1, width: float64(width.PageWidth), height: float64(height.PageHeight), rotation: rotation, unread: unread}
	p.lines = linesOf(chars, p)
	return p, len(chars), nil
}
