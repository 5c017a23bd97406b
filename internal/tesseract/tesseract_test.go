package tesseract_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"sef.se/kontakten/internal/tesseract"
)

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
	text, err := tesseract.Read(t.Context(), picture(t, "Personnummer    Namn             Medlemsavgift\n19641209-9985   Jenny Björk             867,91\n19671013-9970   Peter Hülphers          690,58"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"19641209-9985", "867,91", "690,58", "Björk"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestHostileImagesFail(t *testing.T) {
	t.Parallel()
	for name, image := range map[string][]byte{"nothing": nil, "text": []byte("no image"), "cut": picture(t, "Hej")[:200], "zeros": bytes.Repeat([]byte{0}, 1<<20),
		"a list of files": []byte("/etc/passwd\n/etc/hostname\n")} {
		text, err := tesseract.Read(t.Context(), image)
		if !errors.Is(err, tesseract.ErrFailed) && strings.TrimSpace(text) != "" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		if strings.Contains(text, "root") {
			t.Errorf("%s: a file of the machine was read", name)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tesseract.Read(ended, picture(t, "Hej")); err == nil {
		t.Error("read after its end")
	}
}
