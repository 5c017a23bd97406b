package main

import (
	"bufio"
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/cmd/kontakten/app"
)

// startDemo runs the program in a world until the test ends or stop is called. It is the same code as the command's,
// on port 0.
func startDemo(t *testing.T, w *world) (a *app.App, stop func()) {
	t.Helper()
	a, err := w.program(t.Context(), "localhost:0", quiet, &environment{now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		if err := a.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	t.Cleanup(stop)
	return a, stop
}

// patience is for machines that do much else.
const patience = 3 * time.Minute

// eventually asks again until done says so.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not within %s", what, patience)
		case <-tick.C:
		}
	}
}

// counts gives the mailbox page's proof.
func counts(t *testing.T, a *app.App) casework.Overview {
	t.Helper()
	page, err := a.Books.Desk.MailboxPage(t.Context(), casework.Program())
	if err != nil {
		t.Fatal(err)
	}
	return page.Counts
}

// awaitReading waits until every sample mail was fetched and read.
func awaitReading(t *testing.T, a *app.App) {
	t.Helper()
	eventually(t, "every mail is read", func() bool {
		c := counts(t, a) // once: what is counted goes on
		return c.Seen == 60 && c.Unworked == 0
	})
}

func TestDemoTakesEveryMail(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	w, closeWorld := startWorld(t, dir, false)
	a, stop := startDemo(t, w)
	var c casework.Overview
	eventually(t, "sixty mails are cases or recorded rejections", func() bool {
		c = counts(t, a)
		return c.Seen == 60 && c.Cased+c.Rejected == 60
	})
	if c.Cased < 50 || c.Aside > 0 {
		t.Errorf("%+v", c)
	}
	var sent []string
	eventually(t, "acknowledgements leave", func() bool {
		sent, _ = filepath.Glob(filepath.Join(dir, demoSent, "*.eml"))
		return len(sent) > 0
	})
	loginAndRead(t, a)

	stop()
	closeWorld()
	w, _ = startWorld(t, dir, false)
	a, _ = startDemo(t, w)
	fetched := time.Now()
	eventually(t, "the mailbox is read again", func() bool {
		status, err := a.Books.Desk.Status(t.Context())
		return err == nil && status.LastFetch.After(fetched)
	})
	if again := counts(t, a); again.Seen != 60 || again.Cased != c.Cased || again.Rejected != c.Rejected {
		t.Errorf("after a restart %+v, before %+v", again, c)
	}
}

// loginAndRead uses the one-time link as a browser does, and reads the queue.
func loginAndRead(t *testing.T, a *app.App) {
	t.Helper()
	link, err := demoLogin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	for range 2 {
		resp, err := client.PostForm(link, url.Values{})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	fresh := &http.Client{}
	resp, err := fresh.PostForm(link, url.Values{})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode == http.StatusOK && resp.Request.URL.Path == "/ko" {
		t.Error("the link logged in twice")
	}
	resp, err = client.Get(a.BaseURL() + "/ko")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var page strings.Builder
	if _, err := bufio.NewReader(resp.Body).WriteTo(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"TEST", "Öhrnfalks El", "Demo Demosson"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%s /ko has no %q", resp.Status, want)
		}
	}
}

// demoProcess is the real binary running a demo.
type demoProcess struct {
	*exec.Cmd
	lines  chan string
	stderr *strings.Builder // to be read after Wait
}

var loginLine = regexp.MustCompile(`http://localhost:\d+/demo/\S+`)

// startDemoProcess starts the binary and waits until it says how to log in.
func startDemoProcess(t *testing.T, args ...string) demoProcess {
	t.Helper()
	cmd := program(t, append([]string{"demo"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	p := demoProcess{cmd, make(chan string, 100), &stderr}
	go func() {
		defer close(p.lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			p.lines <- scanner.Text()
		}
	}()
	late := time.After(patience)
	for {
		select {
		case line, open := <-p.lines:
			if !open {
				cmd.Wait()
				t.Fatalf("the demo ended: %s", stderr.String())
			}
			if loginLine.MatchString(line) {
				return p
			}
		case <-late:
			t.Fatal("the demo does not start")
		}
	}
}

func TestKilledDemoStartsAgain(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	for range 3 {
		p := startDemoProcess(t, "--dir", dir, "--listen", "localhost:0")
		if err := p.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		p.Wait()
	}
	began := time.Now()
	p := startDemoProcess(t, "--dir", dir, "--listen", "localhost:0")
	t.Logf("ready %s after the last kill -9", time.Since(began))
	if err := p.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	last := ""
	for line := range p.lines {
		last = line
	}
	if err := p.Wait(); err != nil || last != "Stopped." {
		t.Errorf("Ctrl-C: %v, last line %q", err, last)
	}
	if left, err := filepath.Glob(filepath.Join(dir, demoDatabase, "data", "postmaster.pid")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestDemoEndsWithItsDatabase(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	p := startDemoProcess(t, "--dir", dir, "--listen", "localhost:0")
	text, err := os.ReadFile(filepath.Join(dir, demoDatabase, "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	for range p.lines {
	}
	if err := p.Wait(); err == nil || !strings.Contains(p.stderr.String(), "the demo's PostgreSQL has ended by itself") {
		t.Errorf("%v, %s", err, p.stderr)
	}
}

func TestDemoOnTakenPort(t *testing.T) {
	t.Parallel()
	w, _ := startWorld(t, demoFolder(t), false)
	a, _ := startDemo(t, w)
	_, port, _ := strings.Cut(strings.TrimPrefix(a.BaseURL(), "http://"), ":")
	got := runProgram(t, program(t, "demo", "--dir", demoFolder(t), "--listen", "localhost:"+port))
	if got.status != 1 || !strings.Contains(got.stderr, "port "+port+" on 127.0.0.1 is taken by another program; stop that one, or choose another port") {
		t.Errorf("%+v", got)
	}
}

func TestDemoIsForThisMachineOnly(t *testing.T) {
	t.Parallel()
	got := runProgram(t, program(t, "demo", "--dir", t.TempDir(), "--listen", "0.0.0.0:8080"))
	if got.status != 2 || !strings.Contains(got.stderr, "for this machine only") {
		t.Errorf("%+v", got)
	}
}
