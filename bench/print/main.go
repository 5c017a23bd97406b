// Command print draws the same month's lists with several programs, in turn on
// one machine, and prints a table of lists a second, bytes a list and memory.
// docs/benchmarks.md quotes its ratios.
//
//	go run ./bench/print [-n 10000] [-rounds 3]
//
// Each drawing is a process of its own, so that its memory is its own: this
// program starts itself with -draw, or reportlab.py and weasyprint. Starting the
// interpreter and making the lists is not counted; drawing and writing the file
// is.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
)

// contestant is a program that draws lists.
type contestant struct {
	name  string
	lists int // how many it draws; the slow ones draw few
	argv  []string
}

// outcome is what one drawing cost.
type outcome struct {
	Seconds float64 `json:"seconds"`
	Bytes   int64   `json:"bytes"`
	Lists   int     `json:"lists"`
	memory  int64   // KiB at the peak
}

func main() {
	n := flag.Int("n", 10000, "lists to draw")
	rounds := flag.Int("rounds", 3, "rounds; the median counts")
	draw := flag.String("draw", "", "draw with this program and report, for the parent")
	out := flag.String("out", "", "where the drawing goes")
	flag.Parse()
	if *draw != "" {
		if err := drawAndReport(*draw, *n, *out); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := compare(context.Background(), *n, *rounds); err != nil {
		log.Fatal(err)
	}
}

func compare(ctx context.Context, n, rounds int) error {
	dir, err := os.MkdirTemp("", "bench-print")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "lists.json")
	if err := writeJSON(data, n); err != nil {
		return err
	}
	script, err := writeScripts(dir)
	if err != nil {
		return err
	}
	own := func(name string, lists int) contestant {
		return contestant{name, lists, []string{self, "-draw", name, "-n", fmt.Sprint(lists), "-out", filepath.Join(dir, "own.pdf")}}
	}
	contestants := []contestant{
		own("kontakten, one file", n), own("kontakten, files of 500", n), own("kontakten, two at once", n),
		own("kontakten, files of 500", n/10), own("kontakten, files of 500", 5*n),
		own("plain gofpdf", n),
		{"reportlab, the table", n, []string{"/usr/bin/python3", script, "table", data, filepath.Join(dir, "rl.pdf"), fmt.Sprint(n)}},
		{"weasyprint, the table", n / 100, []string{"/usr/bin/python3", script, "weasyprint", data, filepath.Join(dir, "wp.pdf"), fmt.Sprint(n / 100)}},
	}
	results := make([][]outcome, len(contestants))
	for range rounds {
		for i, c := range contestants {
			o, err := c.run(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			results[i] = append(results[i], o)
		}
	}
	report(contestants, results)
	return nil
}

func (c contestant) run(ctx context.Context) (outcome, error) {
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return outcome{}, err
	}
	var o outcome
	if err := json.Unmarshal(text, &o); err != nil {
		return outcome{}, err
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.memory = usage.Maxrss
	}
	return o, nil
}

// report prints a line a contestant: medians, and the ratio of its speed to
// that of our batch in one file.
func report(contestants []contestant, results [][]outcome) {
	speed := func(i int) float64 {
		var all []float64
		for _, o := range results[i] {
			all = append(all, float64(o.Lists)/o.Seconds)
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	fmt.Println("| program | lists | lists/s | ours in one file is × | bytes/list | peak MiB |")
	fmt.Println("|---|---|---|---|---|---|")
	for i, c := range contestants {
		last := results[i][len(results[i])-1]
		fmt.Printf("| %s | %d | %.0f | %.1f | %d | %d |\n", c.name, c.lists, speed(i), speed(0)/speed(i),
			last.Bytes/int64(last.Lists), last.memory/1024)
	}
}
