// Command intake measures how fast a mailbox becomes stored messages, beside what
// others do with the same one:
//
//	kontakten  Dovecot → fetched, hashed, sealed, committed with key, place, cursor
//	           and job (PostgreSQL with fsync on)
//	mbsync     the same mailbox copied to a Maildir on tmpfs, without fsync
//	COPY       the same raw bytes into one table, nothing else, 100 a transaction
//
// All run in turn, as processes of their own, so that a busy minute meets each.
// Read the ratios. Reading the messages (what the workers do later) is measured
// apart.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/testmail"
)

// The targets of the ROAD.
const (
	targetMbsync = 0.30
	targetCopy   = 0.5
	targetMemory = 150 // MB
)

func main() {
	log.SetFlags(0)
	messages := flag.Int("messages", 3000, "messages in the mailbox")
	rounds := flag.Int("rounds", 5, "rounds; the median counts")
	task := flag.String("task", "", "for the program's own use: what a child process does")
	flag.Parse()
	ctx := context.Background()
	var err error
	if *task != "" {
		err = runTask(ctx, *task, os.Stdin, os.Stdout)
	} else {
		err = compare(ctx, *messages, *rounds)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// bench is the servers and the mailbox that all contestants read.
type bench struct {
	dir      string
	postgres *pgserver.Server
	dovecot  *testmail.Dovecot
	messages int
	bytes    int64
}

const user = "bench@sef.example"

func compare(ctx context.Context, messages, rounds int) error {
	b, err := prepare(ctx, messages)
	if err != nil {
		return err
	}
	defer b.close()
	fmt.Printf("%d messages, %d MB; %d rounds in turn, median\n\n", messages, b.bytes>>20, rounds)
	contestants := []struct {
		name string
		run  func(context.Context, int) (result, error)
	}{{"kontakten", b.intake}, {"mbsync", b.mbsync}, {"COPY", b.copyRaw}}
	measured := map[string][]result{}
	for round := range rounds {
		for _, c := range contestants {
			r, err := c.run(ctx, round)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			measured[c.name] = append(measured[c.name], r)
		}
	}
	rates := map[string]float64{}
	fmt.Println("| | messages/s | MB/s | CPU s | peak MB |\n|---|---|---|---|---|")
	for _, c := range contestants {
		m := median(measured[c.name])
		rates[c.name] = float64(messages) / m.Seconds
		memory := "–"
		if m.PeakMB > 0 {
			memory = fmt.Sprint(m.PeakMB)
		}
		fmt.Printf("| %s | %.0f | %.0f | %.2f | %s |\n", c.name, rates[c.name], float64(b.bytes>>20)/m.Seconds, m.CPU, memory)
	}
	highest := slices.MaxFunc(measured["kontakten"], func(a, b result) int { return a.PeakMB - b.PeakMB }).PeakMB
	fmt.Printf("\nkontakten / mbsync %.2f (target %.2f) · kontakten / COPY %.2f (target %.2f) · peak %d MB (limit %d)\n",
		rates["kontakten"]/rates["mbsync"], targetMbsync, rates["kontakten"]/rates["COPY"], targetCopy, highest, targetMemory)
	rate, err := readingRate(ctx)
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	fmt.Printf("reading the sample mails, one worker, apart: %.0f messages/s\n", rate)
	return nil
}

func prepare(ctx context.Context, messages int) (b *bench, err error) {
	b = &bench{messages: messages}
	if b.dir, err = os.MkdirTemp("", "kontakten-bench-"); err != nil {
		return nil, err
	}
	// PostgreSQL runs as another account when we are root.
	if err := os.Chmod(b.dir, 0o755); err != nil {
		return nil, err
	}
	if b.postgres, err = pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(b.dir, "pg")}); err != nil {
		return nil, err
	}
	if b.dovecot, err = testmail.StartDovecot(); err != nil {
		return nil, err
	}
	log.Printf("filling the mailbox with %d messages", messages)
	mails := corpus(messages)
	for _, m := range mails {
		b.bytes += int64(len(m))
	}
	return b, b.dovecot.Deliver(user, mails...)
}

func (b *bench) close() {
	b.dovecot.Stop()
	_ = b.postgres.Stop()
	_ = os.RemoveAll(b.dir)
}

// result is what one contestant did in one round.
type result struct {
	Seconds  float64
	Messages int
	CPU      float64
	PeakMB   int // 0: not known
}

func median(list []result) result {
	sorted := slices.SortedFunc(slices.Values(list), func(a, b result) int {
		if a.Seconds < b.Seconds {
			return -1
		}
		return 1
	})
	return sorted[len(sorted)/2]
}

// child runs a task of ours as a process; Seconds is what the task itself
// measured, without the start of the process.
func (b *bench) child(ctx context.Context, task string, in setting) (result, error) {
	cmd := exec.CommandContext(ctx, os.Args[0], "-task", task)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return result{}, err
	}
	go func() {
		_ = json.NewEncoder(stdin).Encode(in)
		_ = stdin.Close()
	}()
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return result{}, err
	}
	var r result
	if err := json.Unmarshal(out, &r); err != nil {
		return result{}, err
	}
	if r.Messages != b.messages {
		return r, fmt.Errorf("%d messages of %d", r.Messages, b.messages)
	}
	r.CPU = cpu(cmd)
	return r, nil
}

// cpu is what the ended process cost.
func cpu(cmd *exec.Cmd) float64 {
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
}

// peak is the most memory that this process has held since it was started. The
// parent cannot tell: its own memory counts into the child's before exec.
func peak() (mb int, err error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kb int
	_, err = fmt.Sscan(rest, &kb)
	return kb >> 10, err
}

// mbsync copies the mailbox to tmpfs.
func (b *bench) mbsync(ctx context.Context, round int) (result, error) {
	dir, err := os.MkdirTemp("/dev/shm", "mbsync-")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	config := filepath.Join(dir, "mbsyncrc")
	text := fmt.Sprintf(`FSync no

IMAPAccount far
Host 127.0.0.1
Port %d
User %s
Pass secret
SSLType None

IMAPStore far
Account far

MaildirStore near
Path %s/
Inbox %s/INBOX

Channel all
Far :far:
Near :near:
Patterns INBOX
Sync Pull
Create Near
SyncState *
`, b.dovecot.IMAPPort, user, dir, dir)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return result{}, err
	}
	cmd := exec.CommandContext(ctx, "mbsync", "-q", "-q", "-c", config, "all")
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return result{}, fmt.Errorf("%w: %s", err, out)
	}
	r := result{Seconds: time.Since(began).Seconds()}
	for _, box := range []string{"cur", "new"} {
		entries, err := os.ReadDir(filepath.Join(dir, "INBOX", box))
		if err != nil {
			return r, err
		}
		r.Messages += len(entries)
	}
	if r.Messages != b.messages {
		return r, fmt.Errorf("%d messages of %d", r.Messages, b.messages)
	}
	r.CPU = cpu(cmd)
	return r, nil
}

// runTask is what a child does: it reads its setting and prints its result.
func runTask(ctx context.Context, task string, in io.Reader, out io.Writer) error {
	var s setting
	if err := json.NewDecoder(in).Decode(&s); err != nil {
		return err
	}
	var r result
	var err error
	switch task {
	case "intake":
		r, err = s.intake(ctx)
	case "copy":
		r, err = s.copyRaw(ctx)
	default:
		err = fmt.Errorf("no task %q", task)
	}
	if err != nil {
		return err
	}
	if r.PeakMB, err = peak(); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(r)
}
