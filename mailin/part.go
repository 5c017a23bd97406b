package mailin

import (
	"fmt"
	"mime"
	"path"
	"strings"

	"sef.se/kontakten/mailin/message"
)

// File is the content of a part, for download only.
type File struct {
	Name      string // without directories; made up from the media type where the part has none
	MediaType string
	Data      []byte
}

// Part gives the bytes of an attachment: index is Attachment.Part. It fails
// only where the message has no such part.
func Part(raw []byte, index int) (File, error) {
	p := message.Parse(raw).Leaf(index)
	if p == nil {
		return File{}, fmt.Errorf("message has no part %d", index)
	}
	return File{Name: fileName(p), MediaType: p.MediaType, Data: p.Data}, nil
}

// fileName gives a name that is safe to offer to a browser.
func fileName(p *message.Part) string {
	name := path.Base(strings.ReplaceAll(p.Name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`"<>|:*?`, r) {
			return '_'
		}
		return r
	}, name)
	if name != "" && name != "." && name != "/" {
		return name
	}
	extension := ".bin"
	if known, err := mime.ExtensionsByType(p.MediaType); err == nil && len(known) > 0 {
		extension = known[0]
	}
	if p.MediaType == "message/rfc822" {
		extension = ".eml"
	}
	return fmt.Sprintf("del-%d%s", p.Index, extension)
}
