package shell

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/templates"
)

// loadAssets keeps every static file and its compressed form, and gives them
// by name for the pages.
func (s *Shell) loadAssets() (map[string]templates.Asset, error) {
	all, err := templates.Assets()
	if err != nil {
		return nil, err
	}
	byName := make(map[string]templates.Asset, len(all))
	s.assets = make(map[string]templates.Asset, len(all))
	s.zipped = make(map[string][]byte)
	for _, a := range all {
		byName[a.Name] = a
		s.assets[a.Address] = a
		if strings.HasPrefix(a.MediaType, "text/") {
			zipped, err := zip(a.Data)
			if err != nil {
				return nil, err
			}
			s.zipped[a.Address] = zipped
		}
	}
	return byName, nil
}

func zip(data []byte) ([]byte, error) {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// Static serves a static file by its address. The address changes with the
// content, so browsers keep it for a year.
func (s *Shell) Static(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.assets[r.PathValue("file")]
	if !ok {
		return casework.Refuse(casework.NotFound, "Filen finns inte.")
	}
	h := w.Header()
	h.Set("Content-Type", a.MediaType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	data := a.Data
	if zipped, ok := s.zipped[a.Address]; ok {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			data = zipped
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if _, err := w.Write(data); err != nil {
		return nil // the browser went away
	}
	return nil
}
