// Command reading compares how we read with how others do, side by side in one
// run:
//
//	go run ./bench/reading [pdf|xlsx|growth|mime|charset|speed …]   all without a word
//
//	pdf      payroll PDFs of some forty classes of producers, treatments and damage
//	         (corpus.py): ours in its sandbox, each of its two readers alone, and
//	         pdftotext -layout, all with the same table code behind them
//	xlsx     a workbook of 10,000 rows beside openpyxl and excelize
//	growth   one file of 100, 1,000 and 10,000 rows in each format
//	mime     odd mails beside Python's email and enmime
//	charset  payroll text of 1 to 50 rows in six encodings beside chardet and
//	         charset-normalizer
//	speed    mails a second on one core, and memory over 10,000 mails
//
// The tables are Markdown; docs/benchmarks.md quotes them. Times are CPU time
// (this process, its children and what they ran), which a busy machine distorts
// least. Others are run from Debian's packages (scripts/debian-packages bench).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// parts are the comparisons in their order.
var parts = []struct {
	name string
	run  func(context.Context, options) error
}{
	{"pdf", comparePDF}, {"xlsx", compareXLSX}, {"growth", measureGrowth},
	{"mime", compareMIME}, {"charset", compareCharset}, {"speed", measureSpeed},
}

// options is what the command line says.
type options struct {
	corpus   string // folder of the PDFs, made where it has none
	rounds   int    // times that a thing is measured; the median counts
	scripts  string // folder of the Python scripts
	mails    string // folder of mails beside those of the repository
	register string // folder of the companies, members and agreements
	verbose  bool   // name what was read wrong
}

func main() {
	sandbox.Main(underlag.Functions())
	var o options
	flag.StringVar(&o.corpus, "corpus", filepath.Join(os.TempDir(), "kontakten-payroll-pdfs"), "folder of the PDFs; made by corpus.py where it is not there")
	flag.IntVar(&o.rounds, "rounds", 5, "times that each thing is measured; the median counts")
	flag.StringVar(&o.scripts, "scripts", "bench/reading", "folder of the Python scripts")
	flag.StringVar(&o.mails, "mails", "internal/demo/data/mails", "folder of mails for mime and speed")
	flag.StringVar(&o.register, "register", "internal/demo/data/register", "folder of the register for growth and speed")
	flag.BoolVar(&o.verbose, "v", false, "name what was read wrong")
	flag.Parse()
	if err := run(context.Background(), flag.Args(), o); err != nil {
		fmt.Fprintln(os.Stderr, "reading:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, o options) error {
	if len(args) == 2 && args[0] == "draw" {
		return draw(os.Stdin, args[1])
	}
	for _, p := range parts {
		if len(args) > 0 && !slices.Contains(args, p.name) {
			continue
		}
		fmt.Printf("\n### %s\n\n", p.name)
		if err := p.run(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}
