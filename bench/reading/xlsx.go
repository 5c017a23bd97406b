package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"sef.se/kontakten/mailin/underlag/sheet"
	"sef.se/kontakten/mailin/underlag/xlsx"
)

// compareXLSX reads a workbook of 10,000 rows with five columns, in turn.
func compareXLSX(ctx context.Context, o options) error {
	data, err := makeXLSX(feeRows(10_000))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "reading-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "a.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return err
	}
	readers := []struct {
		name string
		read func() (time.Duration, int, error)
	}{
		{"kontakten, cells with kinds", func() (time.Duration, int, error) { return timed(func() (int, error) { return ownCells(data) }) }},
		{"excelize, rows as text", func() (time.Duration, int, error) { return timed(func() (int, error) { return excelizeCells(data) }) }},
		{"openpyxl, read-only, values", func() (time.Duration, int, error) { return openpyxlCells(ctx, o, file) }},
	}
	times, cells := make([][]time.Duration, len(readers)), make([]int, len(readers))
	for range o.rounds {
		for i, r := range readers {
			took, n, err := r.read()
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			times[i], cells[i] = append(times[i], took), n
		}
	}
	fmt.Print("| reader | CPU ms, median | cells | ours is × its time |\n|---|---|---|---|\n")
	ours := median(times[0])
	for i, r := range readers {
		fmt.Printf("| %s | %s | %d | %.2f |\n", r.name, milliseconds(median(times[i])), cells[i], float64(ours)/float64(median(times[i])))
	}
	return nil
}

// timed gives the CPU time of a call.
func timed(do func() (int, error)) (time.Duration, int, error) {
	began := cpuUsed()
	n, err := do()
	return cpuUsed() - began, n, err
}

func median(all []time.Duration) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

func ownCells(data []byte) (n int, err error) {
	sheets, err := xlsx.Read(data, sheet.DefaultLimits())
	for _, s := range sheets {
		for _, r := range s.Rows {
			n += len(r.Cells)
		}
	}
	return n, err
}

func excelizeCells(data []byte) (n int, err error) {
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	defer book.Close()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return n, err
		}
		n += len(cells)
	}
	return n, rows.Error()
}

func openpyxlCells(ctx context.Context, o options, file string) (time.Duration, int, error) {
	var out [2]float64
	if err := peer(ctx, o, &out, "openpyxl", file); err != nil {
		return 0, 0, err
	}
	return time.Duration(out[0] * float64(time.Second)), int(out[1]), nil
}

// peer runs peers.py and reads its answer.
func peer(ctx context.Context, o options, into any, args ...string) error {
	c := exec.CommandContext(ctx, "/usr/bin/python3", append([]string{filepath.Join(o.scripts, "peers.py")}, args...)...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("peers.py %s: %w", args[0], err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("peers.py %s: %w", args[0], err)
	}
	return nil
}
