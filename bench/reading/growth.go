package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// sizes are the rows of a file that growth is measured at.
var sizes = []int{100, 1000, 10_000}

// measureGrowth reads a mail with one file of ever more rows, from raw bytes to
// the reading, files opened in the sandbox.
func measureGrowth(ctx context.Context, o options) error {
	reg, err := sampleRegister(o)
	if err != nil {
		return err
	}
	files := underlag.NewSandboxed(sandbox.Options{Wall: time.Minute, CPU: time.Minute})
	defer files.Close()
	reader := mailin.New(reg, files)
	fmt.Print("| file | 100 rows, CPU ms | 1,000 rows | 10,000 rows | 10,000 / 1,000 | rows read |\n|---|---|---|---|---|---|\n")
	for _, f := range formats {
		var cost []time.Duration
		read := 0
		for _, n := range sizes {
			data, err := f.make(feeRows(n))
			if err != nil {
				return fmt.Errorf("%s of %d rows: %w", f.name, n, err)
			}
			raw := mailWith(f.name, f.mediaType, data)
			rounds := max(o.rounds*1000/n, 1) // the clock of the child has ticks of 10 ms
			if _, err = reader.Read(ctx, raw, mailin.Moment{}); err != nil {
				return fmt.Errorf("%s of %d rows: %w", f.name, n, err)
			}
			began := cpuUsed()
			for range rounds {
				reading, err := reader.Read(ctx, raw, mailin.Moment{})
				if err != nil {
					return fmt.Errorf("%s of %d rows: %w", f.name, n, err)
				}
				read = len(reading.Draft.Rows)
			}
			cost = append(cost, (cpuUsed()-began)/time.Duration(rounds))
		}
		fmt.Printf("| %s | %s | %s | %s | %.1f | %d |\n", f.name, milliseconds(cost[0]), milliseconds(cost[1]), milliseconds(cost[2]), float64(cost[2])/float64(cost[1]), read)
	}
	return nil
}

// sampleRegister gives the register of the sample mails.
func sampleRegister(o options) (*register.Register, error) {
	data, problems := register.ReadFiles(os.DirFS(o.register))
	if len(problems) > 0 {
		return nil, fmt.Errorf("read the register %s: %v", o.register, problems[0])
	}
	return register.New(data)
}
