package outlook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// maxEntries bounds the streams of a message.
const maxEntries = 4096

// ReadMSG opens a saved message. budget bounds the bytes of its streams.
func ReadMSG(data []byte, budget int64) (Container, error) {
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return Container{}, fmt.Errorf("msg: %w", errors.Join(ErrDamaged, err))
	}
	var c Container
	at := map[string]int{} // attachment's folder to its place in c.Files
	for range maxEntries {
		entry, err := doc.Next()
		if err != nil {
			break
		}
		tag, isProperty := strings.CutPrefix(entry.Name, "__substg1.0_")
		if !isProperty || len(tag) < 8 || entry.Size <= 0 {
			continue
		}
		value, err := io.ReadAll(io.LimitReader(entry, min(budget, entry.Size)))
		if budget -= int64(len(value)); err != nil || budget <= 0 {
			break
		}
		switch folder := attachmentOf(entry.Path); {
		case folder != "":
			c.attached(at, folder, tag, value)
		case len(entry.Path) == 0:
			c.property(tag, value)
		}
	}
	if c.Text == "" && len(c.Files) == 0 {
		return c, fmt.Errorf("msg without text and attachments: %w", ErrDamaged)
	}
	return c, nil
}

// attachmentOf gives the folder of an attachment that a path lies directly in.
func attachmentOf(path []string) string {
	if len(path) == 1 && strings.HasPrefix(path[0], "__attach_version1.0_") {
		return path[0]
	}
	return ""
}

// property takes the subject and text of the message.
func (c *Container) property(tag string, value []byte) {
	switch tag {
	case "0037001F":
		c.Subject = wide(value)
	case "0037001E":
		c.Subject = ansi(value)
	case "1000001F":
		c.Text = wide(value)
	case "1000001E":
		c.Text = ansi(value)
	}
}

func (c *Container) attached(at map[string]int, folder, tag string, value []byte) {
	i, known := at[folder]
	if !known {
		if len(c.Files) >= maxFiles {
			return
		}
		i = len(c.Files)
		at[folder] = i
		c.Files = append(c.Files, File{})
	}
	f := &c.Files[i]
	switch tag {
	case "37010102":
		f.Data = value
	case "3707001F":
		f.Name = wide(value)
	case "3707001E":
		f.Name = ansi(value)
	case "3704001F":
		if f.Name == "" {
			f.Name = wide(value)
		}
	}
}
