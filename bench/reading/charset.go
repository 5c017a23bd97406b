package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sef.se/kontakten/mailin/underlag/charset"
)

// encodings are what Swedish payroll programs write, without a byte order mark.
var encodings = []struct {
	name string
	enc  encoding.Encoding
}{
	{"utf-8", encoding.Nop}, {"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"windows-1252", charmap.Windows1252}, {"iso-8859-15", charmap.ISO8859_15},
	{"ibm850", charmap.CodePage850}, {"ibm437", charmap.CodePage437}, {"macintosh", charmap.Macintosh},
}

// lineCounts are the rows of the files; short ones are hard.
var lineCounts = []int{1, 2, 3, 5, 10, 50}

// variants are the files of each encoding and number of rows.
const variants = 40

// sample is a text in one encoding.
type sample struct {
	file, encoding, text string
	data                 []byte
}

// detector guesses the text of every sample; ok is false where it gives none.
type detector struct {
	name string
	text func(sample) (string, bool)
	took time.Duration // a file
}

func compareCharset(ctx context.Context, o options) error {
	samples, err := payrollTexts()
	if err != nil {
		return err
	}
	began := cpuUsed()
	for range o.rounds {
		for _, s := range samples {
			charset.Decode(s.data)
		}
	}
	took := (cpuUsed() - began) / time.Duration(o.rounds*len(samples))
	all := []detector{{"kontakten", func(s sample) (string, bool) { text, _ := charset.Decode(s.data); return text, true }, took}}
	others, err := otherDetectors(ctx, o, samples)
	if err != nil {
		return err
	}
	printCharset(o, samples, append(all, others...))
	return nil
}

func printCharset(o options, samples []sample, all []detector) {
	fmt.Printf("%d files of %v rows; wrongly decoded:\n\n| detector |", len(samples), lineCounts)
	for _, e := range encodings {
		fmt.Printf(" %s |", e.name)
	}
	fmt.Println(" all | CPU ms a file |\n|---" + strings.Repeat("|---", len(encodings)+2) + "|")
	for _, d := range all {
		wrong := map[string]int{}
		for _, s := range samples {
			if text, ok := d.text(s); !ok || text != s.text {
				wrong[s.encoding]++
				wrong[""]++
				if o.verbose {
					fmt.Fprintf(os.Stderr, "%s: %s: %.80q\n", d.name, s.file, text)
				}
			}
		}
		fmt.Printf("| %s |", d.name)
		for _, e := range encodings {
			fmt.Printf(" %d |", wrong[e.name])
		}
		fmt.Printf(" %d | %.3f |\n", wrong[""], float64(d.took.Microseconds())/1000)
	}
}

// otherDetectors runs chardet and charset-normalizer on the same bytes.
func otherDetectors(ctx context.Context, o options, samples []sample) ([]detector, error) {
	dir, err := os.MkdirTemp("", "reading-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, s := range samples {
		if err := os.WriteFile(filepath.Join(dir, s.file), s.data, 0o600); err != nil {
			return nil, err
		}
	}
	var out struct {
		Chardet    map[string]*string `json:"chardet"`
		Normalizer map[string]*string `json:"charset-normalizer"`
		Seconds    map[string]float64 `json:"seconds"`
	}
	if err := peer(ctx, o, &out, "charset", dir); err != nil {
		return nil, err
	}
	of := func(name string, texts map[string]*string) detector {
		return detector{name, func(s sample) (string, bool) {
			text := texts[s.file]
			if text == nil {
				return "", false
			}
			return strings.TrimPrefix(*text, "\ufeff"), true
		}, time.Duration(out.Seconds[name] * float64(time.Second) / float64(len(samples)))}
	}
	return []detector{of("chardet", out.Chardet), of("charset-normalizer", out.Normalizer)}, nil
}

// payrollTexts makes the samples: rows as payroll programs export them, at least
// one letter of each beyond ASCII.
func payrollTexts() ([]sample, error) {
	var all []sample
	for _, lines := range lineCounts {
		for v := range variants {
			text := payrollText(rand.New(rand.NewPCG(uint64(lines), uint64(v))), lines)
			for _, e := range encodings {
				data, err := e.enc.NewEncoder().Bytes([]byte(text))
				if err != nil {
					return nil, fmt.Errorf("write %q as %s: %w", text, e.name, err)
				}
				all = append(all, sample{fmt.Sprintf("%s-%d-%d", e.name, lines, v), e.name, text, data})
			}
		}
	}
	return all, nil
}

func payrollText(r *rand.Rand, lines int) string {
	given := strings.Fields("Anna Åke Björn Göran Håkan Märta Sören Åsa Örjan Ägil Inger Lars Jörgen Gun-Britt Désirée André Zoë Per-Åke Kjell Linnéa Gösta Ulla Mårten Östen Pär Måns")
	family := strings.Fields("Öberg Åberg Hägglund Björk Lindström Sjöö Ängquist Nyström Åkesson Östlund Wågström Müller Löfgren Ström Håkansson Särnholm Ekström Lövgren Bäck Grönlund Blåberg Nordén Söderqvist LINDSTRÖM ÅSLUND SJÖBERG")
	places := strings.Fields("Örebro Malmö Växjö Västerås Göteborg Åre Umeå Falun Skövde Gävle Luleå Jönköping")
	pick := func(words []string) string { return words[r.IntN(len(words))] }
	separator := pick([]string{";", "\t", ","})
	var b strings.Builder
	if r.IntN(2) == 0 && lines > 1 {
		b.WriteString(strings.Join([]string{"Personnummer", "Namn", "Bruttolön", "Avgift"}, separator) + "\r\n")
		lines--
	}
	for range lines {
		row := ""
		for utf8.RuneCountInString(row) == len(row) { // until a letter is not ASCII
			name := pick(family) + " " + pick(given)
			if r.IntN(3) == 0 {
				name += separator + pick(places)
			}
			ore := r.IntN(900_00) + 100_00
			cells := []string{fmt.Sprintf("19%02d%02d%02d-98%02d", r.IntN(40)+60, r.IntN(12)+1, r.IntN(28)+1, r.IntN(100)), name, fmt.Sprintf("%d.%02d", ore/100, ore%100)}
			if r.IntN(3) == 0 {
				slices.Reverse(cells)
			}
			row = strings.Join(cells, separator)
		}
		b.WriteString(row + "\r\n")
	}
	return b.String()
}
