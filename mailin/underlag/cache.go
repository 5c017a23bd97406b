package underlag

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"sef.se/kontakten/mailin/underlag/pdftext"
)

// cacheVariable tells a child where PDFium lies compiled.
const cacheVariable = "KONTAKTEN_PDFIUM"

// cacheDir is where PDFium is kept compiled, keyed by what the compiled code
// depends on; "" where the user has no cache folder: then each child compiles.
func cacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	key := runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/tetratelabs/wazero" || m.Path == "github.com/klippa-app/go-pdfium" {
				key += "-" + m.Version
			}
		}
	}
	return filepath.Join(base, "kontakten", "pdfium-"+key)
}

// prepare compiles PDFium into a folder that only this user can write, because
// children run the code that they find there. It does nothing where it was done
// before.
func prepare(dir string) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("prepare pdf reader: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("prepare pdf reader: %w", err)
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("prepare pdf reader: others can write %s", dir)
	}
	done := filepath.Join(dir, "ready")
	if _, err := os.Stat(done); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	engine, err := pdftext.Start(context.Background(), dir)
	if err != nil {
		return err
	}
	if err := engine.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(done, nil, 0o600); err != nil {
		return fmt.Errorf("prepare pdf reader: %w", err)
	}
	return nil
}
