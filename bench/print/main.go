// Command print draws the same month's lists with several programs, in turn on
// one machine, and prints a table of lists a second, bytes a list and memory.
// docs/benchmarks.md quotes its ratios.
//
//	[BENCH_TYPST=dir/node_modules] go run ./bench/print [-n 10000] [-rounds 3] [-run 1000,10000,50000]
//
// Each drawing is a process of its own, so that its memory is its own: this
// program starts itself with -draw, or reportlab, weasyprint, LibreOffice (where
// it is installed) and typst (where BENCH_TYPST names the node_modules with its compiler). Starting the
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
	"strconv"
	"strings"
	"syscall"
	"time"
)

// contestant is a program that draws lists.
type contestant struct {
	name  string
	lists int // how many it draws; the slow ones draw few
	cores int // of Go programs; 0: all
	argv  []string
}

// outcome is what one drawing cost.
type outcome struct {
	Seconds float64 `json:"seconds"`
	Bytes   int64   `json:"bytes"`
	Lists   int     `json:"lists"`
	memory  int64   // KiB at the peak
	cpu     float64 // seconds of all its processes, the interpreter's start too
}

func main() {
	n := flag.Int("n", 10000, "lists to draw")
	rounds := flag.Int("rounds", 3, "rounds; the median counts")
	draw := flag.String("draw", "", "draw with this program and report, for the parent")
	out := flag.String("out", "", "where the drawing goes")
	drawing := flag.Bool("drawing", true, "compare the drawing with other programs")
	sizes := flag.String("run", "1000,10000,50000", "run the month of so many companies in a database; empty: do not")
	flag.Parse()
	if *draw != "" {
		if err := drawAndReport(*draw, *n, *out); err != nil {
			log.Fatal(err)
		}
		return
	}
	ctx := context.Background()
	if *drawing {
		if err := compare(ctx, *n, *rounds); err != nil {
			log.Fatal(err)
		}
	}
	companies, err := numbers(*sizes)
	if err == nil && len(companies) > 0 {
		err = databaseRuns(ctx, companies)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func numbers(list string) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("-run: %w", err)
		}
		all = append(all, n)
	}
	return all, nil
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
	own := func(name string, lists, cores int) contestant {
		return contestant{name, lists, cores, []string{self, "-draw", name, "-n", fmt.Sprint(lists), "-out", filepath.Join(dir, "own.pdf")}}
	}
	python := func(how string, lists int) contestant {
		return contestant{how, lists, 0, []string{"/usr/bin/python3", script, how, data, filepath.Join(dir, how+".pdf"), fmt.Sprint(lists)}}
	}
	contestants := []contestant{
		own("kontakten, one file", n, 0), own("kontakten, files of 500", n, 1), own("kontakten, two at once", n, 2),
		own("kontakten, files of 500", n/10, 1), own("kontakten, files of 500", 5*n, 1),
		own("plain gofpdf", n, 0), python("table", n), python("weasyprint", n/100),
	}
	if _, err := exec.LookPath("soffice"); err == nil {
		contestants = append(contestants, python("libreoffice", n/100))
	}
	if modules := os.Getenv("BENCH_TYPST"); modules != "" {
		program, err := writeTypst(modules)
		if err != nil {
			return err
		}
		contestants = append(contestants, contestant{"typst", n / 20, 0, []string{"node", program, data, filepath.Join(dir, "typst.pdf"), fmt.Sprint(n / 20)}})
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
	if c.cores > 0 {
		cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", c.cores))
	}
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
		o.cpu = time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
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
	cpu := func(i int) float64 { // the least of the rounds: what disturbs a process only adds
		least := results[i][0].cpu
		for _, o := range results[i] {
			least = min(least, o.cpu)
		}
		return least
	}
	fmt.Println("| program | cores | lists | lists/s | lists/CPU s | ours in one file is × | by CPU × | bytes/list | peak MiB |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	rate := func(i int) float64 { return float64(contestants[i].lists) / cpu(i) }
	for i, c := range contestants {
		last := results[i][len(results[i])-1]
		fmt.Printf("| %s | %d | %d | %.0f | %.0f | %.1f | %.1f | %d | %d |\n", c.name, c.cores, c.lists, speed(i), rate(i), speed(0)/speed(i), rate(0)/rate(i),
			last.Bytes/int64(last.Lists), last.memory/1024)
	}
}
