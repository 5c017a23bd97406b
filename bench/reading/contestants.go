package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/ledongthuc/pdf"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/pdftext"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// contestant is one way to read a PDF.
type contestant struct {
	name string
	read func(ctx context.Context, p paper) (underlag.Document, error)
}

// contestants gives the readers; end stops what they run.
func contestants(ctx context.Context) (all []contestant, end func(), err error) {
	ours := underlag.NewSandboxed(sandbox.Options{})
	engine, err := pdftext.Start(ctx, "")
	if err != nil {
		return nil, nil, err
	}
	end = func() {
		ours.Close()
		_ = engine.Close() // the program ends
	}
	return []contestant{
		{"kontakten (sandboxed)", func(ctx context.Context, p paper) (underlag.Document, error) {
			return ours.Read(ctx, underlag.Input{Data: p.data, Name: p.File})
		}},
		{"PDFium alone", func(_ context.Context, p paper) (underlag.Document, error) { return pdfium(engine, p) }},
		{"ledongthuc alone", func(_ context.Context, p paper) (underlag.Document, error) { return ledongthuc(p) }},
		{"pdftotext -layout", poppler},
	}, end, nil
}

func pdfium(engine *pdftext.Engine, p paper) (underlag.Document, error) {
	text, err := engine.Read(p.data, sheet.DefaultLimits())
	if err != nil {
		return underlag.Document{}, err
	}
	return underlag.Document{Format: underlag.PDF, Sheets: []sheet.Sheet{layout.Sheet(text.Lines(), sheet.DefaultLimits())}}, nil
}

// ledongthuc reads by rows, its best way; what stands at one place is one word,
// and its end is guessed, for it is not told.
func ledongthuc(p paper) (doc underlag.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(p.data), int64(len(p.data)))
	if err != nil {
		return doc, err
	}
	var lines []layout.Line
	for i := 1; i <= r.NumPage(); i++ {
		rows, err := r.Page(i).GetTextByRow()
		if err != nil {
			return doc, err
		}
		for n, row := range rows {
			line := layout.Line{Number: n + 1, Page: i, Gap: 3}
			for _, t := range row.Content {
				if text := strings.TrimSpace(t.S); text != "" {
					line.Words = append(line.Words, layout.Word{Text: text, X0: t.X, X1: t.X + 4*float64(len(text))})
				}
			}
			lines = append(lines, line)
		}
	}
	return underlag.Document{Format: underlag.PDF, Sheets: []sheet.Sheet{layout.Sheet(lines, sheet.DefaultLimits())}}, nil
}

// poppler runs the program on a file, as it is used.
func poppler(ctx context.Context, p paper) (underlag.Document, error) {
	dir, err := os.MkdirTemp("", "reading-")
	if err != nil {
		return underlag.Document{}, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(file, p.data, 0o600); err != nil {
		return underlag.Document{}, err
	}
	out, err := exec.CommandContext(ctx, "pdftotext", "-layout", file, "-").Output()
	if err != nil {
		return underlag.Document{}, fmt.Errorf("pdftotext: %w", err)
	}
	lines, _ := printout.Lines(string(out), sheet.DefaultLimits())
	doc := underlag.Document{Format: underlag.PDF}
	if s, ok := printout.Sheet(lines, sheet.DefaultLimits()); ok {
		doc.Sheets = []sheet.Sheet{s}
	}
	return doc, nil
}
