package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
)

// manyMails is the number over which memory must stay flat.
const manyMails = 10_000

// measureSpeed reads mails from raw bytes to the reading, one at a time, files
// opened in one warm sandbox worker: the mails of the repository, and a file of
// 40 rows in each format.
func measureSpeed(ctx context.Context, o options) error {
	reg, err := sampleRegister(o)
	if err != nil {
		return err
	}
	texts, attached, err := speedMails(o)
	if err != nil {
		return err
	}
	files := underlag.NewSandboxed(sandbox.Options{})
	defer files.Close()
	reader := mailin.New(reg, files)
	fmt.Print("| mails | of them different | mails a CPU second | mails a second | median ms | slowest ms |\n|---|---|---|---|---|---|\n")
	for _, set := range []struct {
		name  string
		mails [][]byte
		least int
	}{{"text and HTML", texts, 400}, {"with an office or PDF file", attached, 150}} {
		if err := pace(ctx, reader, set.name, set.mails, set.least*o.rounds/5); err != nil {
			return err
		}
	}
	return flatness(ctx, reader, texts, attached)
}

// pace reads at least so many mails, the set over and over.
func pace(ctx context.Context, reader *mailin.Reader, name string, mails [][]byte, least int) error {
	if len(mails) == 0 {
		return errors.New("no mails of the kind: " + name)
	}
	for _, raw := range mails { // warm
		if _, err := reader.Read(ctx, raw, mailin.Moment{}); err != nil {
			return err
		}
	}
	var times []time.Duration
	began, start := cpuUsed(), time.Now()
	for len(times) < max(least, len(mails)) {
		one := time.Now()
		if _, err := reader.Read(ctx, mails[len(times)%len(mails)], mailin.Moment{}); err != nil {
			return err
		}
		times = append(times, time.Since(one))
	}
	cpu, wall := cpuUsed()-began, time.Since(start)
	slowest := time.Duration(0)
	for _, t := range times {
		slowest = max(slowest, t)
	}
	n := float64(len(times))
	fmt.Printf("| %s | %d | %.0f | %.0f | %s | %s |\n", name, len(mails), n/cpu.Seconds(), n/wall.Seconds(), milliseconds(median(times)), milliseconds(slowest))
	return nil
}

// flatness reads many mails, one in seven with a file, and tells the memory held
// at some points.
func flatness(ctx context.Context, reader *mailin.Reader, texts, attached [][]byte) error {
	fmt.Print("\n| after mails | resident MB of the reader | of the sandbox's child |\n|---|---|---|\n")
	for i := range manyMails {
		raw := texts[i%len(texts)]
		if i%7 == 0 {
			raw = attached[i/7%len(attached)]
		}
		if _, err := reader.Read(ctx, raw, mailin.Moment{}); err != nil {
			return err
		}
		switch i + 1 {
		case manyMails / 10, manyMails / 2, manyMails:
			own, childs := residentMB()
			fmt.Printf("| %d | %d | %d |\n", i+1, own, childs)
		}
	}
	return nil
}

// speedMails gives the mails of the repository apart by whether they have a file
// to open, and a made one with 40 rows of each format.
func speedMails(o options) (texts, attached [][]byte, err error) {
	for _, folder := range []string{o.mails, "testdata/mails"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.eml"))
		if err != nil {
			return nil, nil, err
		}
		for _, name := range names {
			raw, err := os.ReadFile(name)
			if err != nil {
				return nil, nil, err
			}
			if opensFile(raw) {
				attached = append(attached, raw)
			} else {
				texts = append(texts, raw)
			}
		}
	}
	for _, f := range formats {
		data, err := f.make(feeRows(40))
		if err != nil {
			return nil, nil, err
		}
		if raw := mailWith(f.name, f.mediaType, data); f.name == "html" {
			texts = append(texts, raw)
		} else {
			attached = append(attached, raw)
		}
	}
	return texts, attached, nil
}

// opensFile tells whether a mail has a file that the sandbox opens.
func opensFile(raw []byte) bool {
	for _, leaf := range message.Parse(raw).Leaves() {
		switch underlag.Detect(leaf.Data) {
		case underlag.XLSX, underlag.XLS, underlag.ODS, underlag.PDF, underlag.DOCX, underlag.RTF, underlag.ZIP, underlag.TNEF, underlag.MSG:
			return true
		}
	}
	return false
}
