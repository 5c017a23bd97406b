package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag"
)

// paper is a file of the corpus with what stands in it.
type paper struct {
	File  string
	Class string
	Rows  [][4]json.RawMessage
	data  []byte
	want  map[string]person // by personnummer
}

// person is what a file says of somebody.
type person struct {
	name string
	fees [2]int64 // öre
}

// score is what a reader made of the corpus.
type score struct {
	files, rows, names, all, wrong int
	byClass                        map[string]int
	cpu                            time.Duration
	times                          []time.Duration
}

func comparePDF(ctx context.Context, o options) error {
	papers, err := loadPapers(o)
	if err != nil {
		return err
	}
	all, end, err := contestants(ctx)
	if err != nil {
		return err
	}
	defer end()
	scores := make([]score, len(all))
	for i, c := range all {
		scores[i].byClass = map[string]int{}
		(&score{byClass: map[string]int{}}).judge(ctx, c, papers[0], false) // warm
	}
	for _, p := range papers { // side by side, file by file
		for i, c := range all {
			scores[i].judge(ctx, c, p, o.verbose)
		}
	}
	for i, c := range all { // one whole pass each: the clock of running children is coarse
		began := cpuUsed()
		for _, p := range papers {
			(&score{byClass: map[string]int{}}).judge(ctx, c, p, false)
		}
		scores[i].cpu = (cpuUsed() - began) / time.Duration(len(papers))
	}
	printPDF(papers, all, scores)
	return nil
}

// loadPapers reads the corpus and makes it first where there is none.
func loadPapers(o options) ([]paper, error) {
	truth := filepath.Join(o.corpus, "truth.jsonl")
	f, err := os.Open(truth)
	if errors.Is(err, os.ErrNotExist) {
		if err = makeCorpus(o); err == nil {
			f, err = os.Open(truth)
		}
	}
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
		if err := p.load(o.corpus); err != nil {
			return nil, fmt.Errorf("read the truth of %s: %w", p.File, err)
		}
		papers = append(papers, p)
	}
	return papers, lines.Err()
}

func makeCorpus(o options) error {
	own, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.Command("/usr/bin/python3", filepath.Join(o.scripts, "corpus.py"), o.corpus, "3")
	c.Env = append(os.Environ(), "READING="+own)
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("corpus.py: %w", err)
	}
	return nil
}

func (p *paper) load(folder string) (err error) {
	if p.data, err = os.ReadFile(filepath.Join(folder, p.File)); err != nil {
		return err
	}
	p.want = map[string]person{}
	for _, r := range p.Rows {
		var number string
		var who person
		err := cmp.Or(json.Unmarshal(r[0], &number), json.Unmarshal(r[1], &who.name),
			json.Unmarshal(r[2], &who.fees[0]), json.Unmarshal(r[3], &who.fees[1]))
		if err != nil {
			return err
		}
		p.want[number] = who
	}
	return nil
}

// judge lets one reader read one file.
func (s *score) judge(ctx context.Context, c contestant, p paper, verbose bool) {
	began := time.Now()
	doc, err := c.read(ctx, p)
	if err != nil {
		doc = underlag.Document{Problem: underlag.Broken}
	}
	e := underlag.Analyse(doc, underlag.Input{Name: p.File, Index: 1}, underlag.Options{Today: register.Date{Year: 2026, Month: 10, Day: 28}})
	s.times = append(s.times, time.Since(began))
	rows := e.Rows()
	right, wrong := 0, 0
	for _, r := range rows {
		who, known := p.want[r.Personnummer.Full()]
		switch {
		case known && who.fees == [2]int64{int64(r.MemberFee), int64(r.ControlFee)}:
			right++
			s.names += count(sameName(r, who.name))
		case known && (differs(r.MemberFee, who.fees[0]) || differs(r.ControlFee, who.fees[1])):
			wrong++
		}
	}
	s.all += len(p.want)
	s.rows += right
	s.wrong += wrong
	whole := right == len(p.want) && len(rows) == right
	s.files += count(whole)
	s.byClass[p.Class] += count(whole)
	if verbose && !whole {
		fmt.Fprintf(os.Stderr, "%s: %s: %d of %d rows, %d read, %d wrong %s\n", c.name, p.File, right, len(p.want), len(rows), wrong, doc.Problem)
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// sameName tells whether a row has the person's name, whichever comes first.
func sameName(r avgiftslista.Row, want string) bool {
	family, given, turned := strings.Cut(r.Name, ", ")
	return r.Name == want || turned && given+" "+family == want
}

// differs tells whether a fee was read that is not the person's; a fee that was
// not read is only lacking.
func differs(read register.Amount, want int64) bool { return read != 0 && int64(read) != want }

func printPDF(papers []paper, all []contestant, scores []score) {
	fmt.Printf("| reader | files wholly right of %d | rows right | names right | rows with a wrong amount | CPU ms a document | wall ms, median |\n|---|---|---|---|---|---|---|\n", len(papers))
	for i, c := range all {
		s := scores[i]
		slices.Sort(s.times)
		fmt.Printf("| %s | %d | %.1f %% | %.1f %% | %d | %s | %s |\n", c.name, s.files, 100*float64(s.rows)/float64(s.all),
			100*float64(s.names)/float64(s.all), s.wrong, milliseconds(s.cpu), milliseconds(s.times[len(s.times)/2]))
	}
	fmt.Print("\n| class |")
	for _, c := range all {
		fmt.Printf(" %s |", c.name)
	}
	fmt.Println("\n|---" + strings.Repeat("|---", len(all)) + "|")
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
