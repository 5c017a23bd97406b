package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"sef.se/kontakten/internal/config"
)

// FuzzLoad loads any file as configuration: a configuration or an error, never a panic.
func FuzzLoad(f *testing.F) {
	f.Add("mode = \"test\"\n[imap]\nhost = \"imap.example\"\nport = 993\n[http]\nlisten = \"127.0.0.1:8080\"\n")
	f.Add("[imap]\nlayouts = [\"x\"]\n[print]\nsender = 3\n")
	f.Add("a = [[[[[[[[[[1]]]]]]]]]]\nb = 9999-99-99")
	path := filepath.Join(f.TempDir(), "kontakten.toml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(path, []string{"KONTAKTEN_DATABASE_URL=" + text})
		if (c == nil) == (err == nil) {
			t.Fatalf("%v and %v", c, err)
		}
		_, _ = config.ParseProxy(text)
	})
}
