package listener

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is a pair of PEM files that is read again when one of them changes. A renewal that is half written or
// wrong leaves the old pair in use, with a line in the log, until a good one is there.
type certificate struct {
	certificateFile, keyFile string
	log                      *slog.Logger

	mu      sync.Mutex
	pair    *tls.Certificate
	version [2]fileVersion
}

// fileVersion tells one state of a file from the next.
type fileVersion struct {
	modified time.Time
	size     int64
}

func loadCertificate(certificateFile, keyFile string, log *slog.Logger) (*certificate, error) {
	c := &certificate{certificateFile: certificateFile, keyFile: keyFile, log: log}
	version, err := c.stat()
	if err != nil {
		return nil, fmt.Errorf("http.certificate_file: %w", err)
	}
	if err := c.load(version); err != nil {
		return nil, err
	}
	return c, nil
}

// get is tls.Config.GetCertificate: called at each handshake, it costs two stat calls.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	version, err := c.stat()
	if err == nil && version != c.version {
		if err = c.load(version); err == nil {
			c.log.Info("certificate read again", slog.String("file", c.certificateFile), slog.Time("ends", c.pair.Leaf.NotAfter))
		}
	}
	if err != nil {
		c.log.Error("the changed certificate cannot be used, the old one stays", slog.Any("error", err))
	}
	return c.pair, nil
}

func (c *certificate) load(version [2]fileVersion) error {
	pair, err := tls.LoadX509KeyPair(c.certificateFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("certificate %s with key %s: %w", c.certificateFile, c.keyFile, err)
	}
	c.pair, c.version = &pair, version
	return nil
}

func (c *certificate) stat() ([2]fileVersion, error) {
	var version [2]fileVersion
	for i, path := range []string{c.certificateFile, c.keyFile} {
		info, err := os.Stat(path)
		if err != nil {
			return version, err
		}
		version[i] = fileVersion{modified: info.ModTime(), size: info.Size()}
	}
	return version, nil
}
