// Command reading compares readers of payroll PDFs on files of many producers
// (corpus.py): ours in its sandbox, each of its two readers alone, and
// `pdftotext -layout`, all with the same table code behind them.
//
//	python3 bench/reading/corpus.py /tmp/pdfs 3
//	go run ./bench/reading -corpus /tmp/pdfs
//
// It prints a Markdown table: files wholly right, rows right, rows with another
// person's amount (must be 0), and milliseconds a document, warm, then the files
// right by class.
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// paper is a file of the corpus with what stands in it.
type paper struct {
	File  string
	Class string
	Rows  [][3]json.RawMessage
	data  []byte
	want  map[string][2]int64 // fees in öre by personnummer
}

// score is what a reader made of the corpus.
type score struct {
	files, rows, all, wrong int
	byClass                 map[string]int
	times                   []time.Duration
}

func main() {
	sandbox.Main(underlag.Functions())
	corpus := flag.String("corpus", "", "folder that corpus.py made")
	rounds := flag.Int("rounds", 3, "times that each file is read; the median time counts")
	flag.Parse()
	if err := run(context.Background(), *corpus, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "reading:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, corpus string, rounds int) error {
	papers, err := load(corpus)
	if err != nil {
		return err
	}
	all, end, err := contestants(ctx)
	if err != nil {
		return err
	}
	defer end()
	scores := make([]score, len(all))
	for i := range scores {
		scores[i].byClass = map[string]int{}
	}
	for _, p := range papers { // side by side, file by file
		for i, c := range all {
			scores[i].judge(ctx, c, p, rounds)
		}
	}
	print(papers, all, scores)
	return nil
}

func load(corpus string) ([]paper, error) {
	f, err := os.Open(filepath.Join(corpus, "truth.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("open the corpus: %w", err)
	}
	defer f.Close()
	var papers []paper
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p paper
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("read the truth: %w", err)
		}
		if p.data, err = os.ReadFile(filepath.Join(corpus, p.File)); err != nil {
			return nil, fmt.Errorf("read the corpus: %w", err)
		}
		p.want = map[string][2]int64{}
		for _, r := range p.Rows {
			var number string
			var fees [2]int64
			err := cmp.Or(json.Unmarshal(r[0], &number), json.Unmarshal(r[1], &fees[0]), json.Unmarshal(r[2], &fees[1]))
			if err != nil {
				return nil, fmt.Errorf("read the truth of %s: %w", p.File, err)
			}
			p.want[number] = fees
		}
		papers = append(papers, p)
	}
	return papers, lines.Err()
}

// judge lets one reader read one file.
func (s *score) judge(ctx context.Context, c contestant, p paper, rounds int) {
	var rows []avgiftslista.Row
	var times []time.Duration
	for range rounds {
		began := time.Now()
		doc, err := c.read(ctx, p)
		if err != nil {
			doc = underlag.Document{Problem: underlag.Broken}
		}
		e := underlag.Analyse(doc, underlag.Input{Name: p.File, Index: 1}, underlag.Options{Today: register.Date{Year: 2026, Month: 10, Day: 28}})
		times = append(times, time.Since(began))
		rows = e.Rows()
	}
	slices.Sort(times)
	s.times = append(s.times, times[len(times)/2])
	right := 0
	for _, r := range rows {
		fees, known := p.want[r.Personnummer.Full()]
		switch {
		case known && fees == [2]int64{int64(r.MemberFee), int64(r.ControlFee)}:
			right++
		case known && (differs(r.MemberFee, fees[0]) || differs(r.ControlFee, fees[1])):
			s.wrong++
		}
	}
	s.all += len(p.want)
	s.rows += right
	if right == len(p.want) && len(rows) == right {
		s.files++
		s.byClass[p.Class]++
	}
}

// differs tells whether a fee was read that is not the person's; a fee that was
// not read is only lacking.
func differs(read register.Amount, want int64) bool { return read != 0 && int64(read) != want }

func print(papers []paper, all []contestant, scores []score) {
	fmt.Printf("| reader | files wholly right of %d | rows right | rows with a wrong amount | ms a document, median |\n|---|---|---|---|---|\n", len(papers))
	for i, c := range all {
		s := scores[i]
		slices.Sort(s.times)
		fmt.Printf("| %s | %d | %.1f %% | %d | %.1f |\n", c.name, s.files, 100*float64(s.rows)/float64(s.all), s.wrong, float64(s.times[len(s.times)/2].Microseconds())/1000)
	}
	fmt.Print("\n| class |")
	for _, c := range all {
		fmt.Printf(" %s |", c.name)
	}
	fmt.Println("\n|---" + "|---|---|---|---|"[:4*len(all)+1])
	var last string
	for _, p := range papers {
		if p.Class == last {
			continue
		}
		last = p.Class
		fmt.Printf("| %s |", p.Class)
		for _, s := range scores {
			fmt.Printf(" %d |", s.byClass[p.Class])
		}
		fmt.Println()
	}
}
