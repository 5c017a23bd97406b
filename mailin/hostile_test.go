package mailin

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// attached is a file to send.
type attached struct {
	name string
	data []byte
}

// mailWith writes a mail of a company that the sample register knows, with files under a media type that says nothing.
func mailWith(text string, files ...attached) []byte {
	var b strings.Builder
	b.WriteString("From: Lön <lon@ohrnfalks.example>\r\nTo: avgift@sef.se\r\nDate: Mon, 02 Nov 2026 09:00:00 +0100\r\nSubject: Fackavgifter oktober 2026\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n")
	for _, f := range files {
		fmt.Fprintf(&b, "--b\r\nContent-Type: application/octet-stream; name=%q\r\nContent-Disposition: attachment; filename=%[1]q\r\nContent-Transfer-Encoding: base64\r\n\r\n", f.name)
		line := make([]byte, 76)
		for data := f.data; len(data) > 0; data = data[min(len(data), 57):] {
			n := base64.StdEncoding.EncodedLen(len(data[:min(len(data), 57)]))
			base64.StdEncoding.Encode(line, data[:min(len(data), 57)])
			b.Write(line[:n])
			b.WriteString("\r\n")
		}
	}
	b.WriteString("--b--\r\n")
	return []byte(b.String())
}

// hostileReader reads as production does: files in a child process, with the sandbox's own limits but for the clock, which
// runs on while a busy machine does other things.
func hostileReader(t *testing.T) (*Reader, *underlag.Sandboxed) {
	t.Helper()
	files := underlag.NewSandboxed(sandbox.Options{Wall: patience})
	t.Cleanup(files.Close)
	r := sampleReader(t)
	return New(r.reg, files), files
}

// patience is how long a hostile mail may take on a machine with other work to do; docs/reading.md has the times of a
// quiet one, all below five seconds.
const patience = time.Minute

const enclosed = "Hej! Avgifter för oktober enligt bifogad fil.\r\n"

// TestBadFiles sends each kind of hostile or broken file as a mail through the whole reader and the real sandbox. Each
// ends in seconds and says in plain Swedish what is wrong; three cost
// the sandbox a child, which is counted. docs/reading.md lists them.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	r, files := hostileReader(t)
	crashing := 0
	for name, c := range badFiles(t) {
		if c.says == halted {
			crashing++
		}
		start := time.Now()
		got := read(t, r, mailWith(enclosed, attached{c.name, c.data}))
		took := time.Since(start)
		if took > patience {
			t.Errorf("%s took %v", name, took)
		}
		if flagged := slices.Contains(got.Flags, FlagAttachmentUnreadable); flagged != c.flagged || len(got.Draft.Rows) != c.rows {
			t.Errorf("%s: flags %v, %d rows", name, got.Flags, len(got.Draft.Rows))
		}
		if c.says != "" && !strings.Contains(remarks(got), c.says) {
			t.Errorf("%s: nothing says %q:\n%s", name, c.says, remarks(got))
		}
		t.Logf("%-40s %6d kB %6.2f s  %s", name, len(c.data)/1024, took.Seconds(), strings.ReplaceAll(remarks(got), "\n", " | "))
	}
	// A PDF that kills its child is tried once more, without the second reader.
	if c := files.Counters(); c.Crashes != int64(2*crashing) || c.Timeouts+c.TooLarge != 0 {
		t.Errorf("the sandbox lost other children than two for each of %d files: %+v", crashing, c)
	}
}

// remarks gives the findings as a clerk reads them.
func remarks(r Reading) string {
	var b strings.Builder
	for _, f := range r.Findings {
		if f.Row == avgiftslista.WholeDraft {
			fmt.Fprintf(&b, "%s: %s\n", f.Code, f.Text)
		} else {
			fmt.Fprintf(&b, "%s (rad %d): %s\n", f.Code, f.Row+1, f.Text)
		}
	}
	return b.String()
}

// TestTextsWithoutEnd sends bodies of one endless line: work on them grew with the square of their length once.
func TestTextsWithoutEnd(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	for _, unit := range []string{"Bo 612:50 och Anna 608:-, ", "-----", "556016-0680 ", "19641209-9985 Jenny Björk 867,91\n", "a@b.se ", "Namn: Anna\nBelopp: 608\n", "1. 2. 3. "} {
		start := time.Now()
		got := read(t, r, mailWith("Fackavgifter oktober 2026\r\n"+strings.Repeat(unit, 64<<10/len(unit))))
		if took := time.Since(start); took > patience {
			t.Errorf("%q took %v", unit, took)
		}
		if !strings.Contains(unit, "\n") && len(got.Draft.Rows) > 0 {
			t.Errorf("%q gave %d rows", unit, len(got.Draft.Rows))
		}
	}
}
