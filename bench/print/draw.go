package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
)

// drawAndReport draws n lists and prints the outcome for the parent process.
func drawAndReport(name string, n int, out string) error {
	lists, err := makeLists(min(n, 500))
	if err != nil {
		return err
	}
	for len(lists) < n { // the memory of the lists themselves is not the drawing's
		lists = append(lists, lists[:min(500, n-len(lists))]...)
	}
	began := time.Now()
	var written int64
	switch name {
	case "kontakten, one file":
		written, err = drawFile(lists, out)
	case "kontakten, files of 500":
		written, err = drawChunks(lists, out, 1)
	case "kontakten, two at once":
		written, err = drawChunks(lists, out, 2)
	case "plain gofpdf":
		written, err = drawPlain(lists, out)
	default:
		err = fmt.Errorf("no program %q", name)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(outcome{Seconds: time.Since(began).Seconds(), Bytes: written, Lists: n})
}

// drawFile draws lists into one file, as `kontakten lista print` does.
func drawFile(lists []avgiftslista.List, out string) (int64, error) {
	f, err := os.Create(out)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	batch := pdf.NewBatch(w, pdf.Demo(), lists[0].Period)
	for _, l := range lists {
		if _, err := batch.Add(l, ""); err != nil {
			return 0, err
		}
	}
	if err := batch.Close(); err != nil {
		return 0, err
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// drawChunks draws lists into files of 500, as the run in the database does, by
// so many goroutines.
func drawChunks(lists []avgiftslista.List, out string, workers int) (int64, error) {
	var next, written atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		group.Go(func() {
			for {
				from := int(next.Add(pdf.SheetsPerFile)) - pdf.SheetsPerFile
				if from >= len(lists) {
					return
				}
				n, err := drawFile(lists[from:min(from+pdf.SheetsPerFile, len(lists))], fmt.Sprintf("%s.%d", out, w))
				if err != nil {
					errs[w] = err
					return
				}
				written.Add(n)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return written.Load(), nil
}
