package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sef.se/kontakten/internal/sandbox"
)

// probe is the argument by which this test binary, confined as tesseract is, tries what it must not be able to do.
const probe = "try-everything"

func TestMain(m *testing.M) {
	sandbox.Main(nil)
	if len(os.Args) > 1 && os.Args[1] == probe {
		tryEverything()
		return
	}
	os.Exit(m.Run())
}

func tryEverything() {
	say := func(what string, err error) {
		if err == nil {
			fmt.Println(what + " allowed")
		} else {
			fmt.Println(what + " refused")
		}
	}
	for _, network := range []int{unix.AF_INET, unix.AF_INET6, unix.AF_UNIX, unix.AF_NETLINK} {
		_, err := unix.Socket(network, unix.SOCK_STREAM, 0)
		say("socket", err)
	}
	say("program", exec.Command("/bin/true").Run())
	say("program", unix.Exec("/bin/true", []string{"true"}, nil))
	say("file", os.WriteFile("x", []byte("x"), 0o600))
	say("folder", os.Mkdir("x", 0o700))
	say("signal", unix.Kill(os.Getppid(), 0))
	_, err := os.ReadFile("/proc/self/cmdline")
	say("reading", err)
	if len(os.Environ()) > 1 {
		fmt.Println("environment", os.Environ())
	}
}

// TestConfinement runs this binary where tesseract would run.
func TestConfinement(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c, err := sandbox.Program(t.Context(), sandbox.ProgramLimits{CPU: cpu, Memory: 16 << 30, Files: 32}, self, probe) // Go maps much and uses little
	if err != nil {
		t.Fatal(err)
	}
	c.Dir, c.Env = t.TempDir(), []string{"GOMAXPROCS=1"}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := strings.Repeat("socket refused\n", 4) + "program refused\nprogram refused\nfile refused\nfolder refused\nsignal refused\nreading allowed\n"
	if string(out) != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
}

// TestLimits ends a program that uses up its time, and one that is not there.
func TestLimits(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	c, err := confined(ctx, "/bin/sleep", "60")
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := c.Run(); err == nil || time.Since(began) > 20*time.Second {
		t.Errorf("a program that hangs: %v after %s", err, time.Since(began))
	}
	c, err = confined(t.Context(), "/no/such/program")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := c.CombinedOutput(); err == nil || !strings.Contains(string(out), "execute") {
		t.Errorf("a program that is not there: %v, %s", err, out)
	}
}

// picture draws lines of text as a scanner would give them.
func picture(t *testing.T, text string) []byte {
	t.Helper()
	c := exec.CommandContext(t.Context(), "convert", "-size", "1700x600", "xc:white", "-font", "DejaVu-Sans-Mono", "-pointsize", "32", "-annotate", "+40+80", text, "png:-")
	out, err := c.Output()
	if err != nil {
		t.Fatalf("convert: %v", err)
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	page, err := Read(t.Context(), picture(t, "Personnummer    Namn             Medlemsavgift\n19641209-9985   Jenny Björk             867,91\n19671013-9970   Peter Hülphers          690,58"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"19641209-9985", "867,91", "690,58", "Björk"} {
		if !strings.Contains(page.Text(), want) {
			t.Errorf("no %q in\n%s", want, page.Text())
		}
	}
	if page.Width != 1700 || page.Height != 600 || len(page.Lines) != 3 {
		t.Fatalf("%d × %d, %d lines", page.Width, page.Height, len(page.Lines))
	}
	for i, l := range page.Lines { // the first stands at 80, the others below
		if l.Box.X < 30 || l.Box.X > 60 || l.Box.W < 800 || l.Box.H < 15 || l.Box.H > 60 || i > 0 && l.Box.Y <= page.Lines[i-1].Box.Y {
			t.Errorf("line %d at %+v", i+1, l.Box)
		}
	}
}

// TestPageOf puts texts and tables together.
func TestPageOf(t *testing.T) {
	t.Parallel()
	const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t100\t200\t-1\t\n"
	const first = "4\t1\t1\t1\t1\t0\t5\t6\t70\t8\t-1\t\n5\t1\t1\t1\t1\t1\t5\t6\t30\t8\t96.5\tAnna\n5\t1\t1\t1\t1\t2\t50\t6\t25\t8\t41.0\t608\n"
	const second = "4\t1\t1\t2\t1\t0\t5\t16\t70\t8\t-1\t\n5\t1\t1\t2\t1\t1\t5\t16\t30\t8\t96.5\tBo\n"
	for name, tc := range map[string]struct {
		out  string
		want string
	}{
		"nothing":             {"", "0x0"},
		"a blank page":        {head + "\f", "100x200"},
		"two lines":           {head + first + second + "Anna    608\n\nBo\n\f", "100x200 1:Anna    608@{5 6 70 8}[608] 3:Bo@{5 16 70 8}[]"},
		"a place is lacking":  {head + first + "Anna 608\nBo\n", "100x200 1:Anna 608@{0 0 0 0}[] 2:Bo@{0 0 0 0}[]"},
		"a line is lacking":   {head + first + second + "Anna 608\n", "100x200 1:Anna 608@{0 0 0 0}[]"},
		"numbers are letters": {strings.ReplaceAll(head+first, "70", "x") + "Anna 608", "100x200 1:Anna 608@{0 0 0 0}[]"},
	} {
		p := pageOf(tc.out)
		got := fmt.Sprintf("%dx%d", p.Width, p.Height)
		for _, l := range p.Lines {
			got += fmt.Sprintf(" %d:%s@%v%v", l.Number, l.Text, l.Box, l.Unsure)
		}
		if got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tc.want)
		}
	}
}

func FuzzPageOf(f *testing.F) {
	f.Add("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n4\t1\t1\t1\t1\t0\t5\t6\t70\t8\t-1\t\nAnna\n\n\fBo")
	f.Fuzz(func(t *testing.T, out string) {
		at := 0
		for _, l := range pageOf(out).Lines {
			if l.Number <= at || strings.TrimSpace(l.Text) == "" {
				t.Errorf("line %d after %d: %q", l.Number, at, l.Text)
			}
			at = l.Number
		}
	})
}

func TestHostileImagesFail(t *testing.T) {
	t.Parallel()
	for name, image := range map[string][]byte{"nothing": nil, "text": []byte("no image"), "cut": picture(t, "Hej")[:200], "zeros": bytes.Repeat([]byte{0}, 1<<20),
		"a list of files": []byte("/etc/passwd\n/etc/hostname\n")} {
		page, err := Read(t.Context(), image)
		text := page.Text()
		if !errors.Is(err, ErrFailed) && strings.TrimSpace(text) != "" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		if strings.Contains(text, "root") {
			t.Errorf("%s: a file of the machine was read", name)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ended, picture(t, "Hej")); err == nil {
		t.Error("read after its end")
	}
}
