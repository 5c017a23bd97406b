package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Asset is a static file under an address that changes with its content, so
// that browsers may keep it for ever.
type Asset struct {
	Name      string // app.css
	Address   string // app.3f2a1b9c8d7e.css
	MediaType string
	Data      []byte
}

// mediaTypes are the static files' types by extension.
var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".woff2": "font/woff2",
	".svg":   "image/svg+xml",
}

// Assets gives every static file. Style sheets name other static files by
// their plain names; those names become the addresses here.
func Assets() ([]Asset, error) {
	entries, err := fs.ReadDir(files, "static")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	var plain, styles []Asset
	for _, e := range entries {
		media, ok := mediaTypes[path.Ext(e.Name())]
		if !ok {
			continue // licences
		}
		data, err := files.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		a := Asset{Name: e.Name(), MediaType: media, Data: data}
		if path.Ext(a.Name) == ".css" {
			styles = append(styles, a)
			continue
		}
		plain = append(plain, addressed(a))
	}
	for _, s := range styles {
		for _, a := range plain {
			s.Data = []byte(strings.ReplaceAll(string(s.Data), `url("`+a.Name+`")`, `url("`+a.Address+`")`))
		}
		plain = append(plain, addressed(s))
	}
	return plain, nil
}

func addressed(a Asset) Asset {
	sum := sha256.Sum256(a.Data)
	ext := path.Ext(a.Name)
	a.Address = strings.TrimSuffix(a.Name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	return a
}
